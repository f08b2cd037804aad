//! An operator's own face: a folder (`GATELODGE_OVERRIDES`) whose style, logo, templates and texts win over ours.
//!
//! Read whole, once, at the start. The rules: everything that is wrong is said at once, by the name of its file, and the
//! process does not start; nothing reaches a browser or a letter that was not read here. Whether a template fits its page or
//! its letter is judged by whoever has those, into the same list of faults; `deploy/THEMES.md` is for operators.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt;
use std::fs;
use std::io;
use std::path::Path;
use std::sync::{Mutex, PoisonError};

use crate::locales::{Gap, Locale, Needs, keys, needs, needs_in, try_out};

#[cfg(test)]
mod tests;

/// More than any style, logo, template or list of texts of ours has.
const BYTES_MAX: u64 = 64 * 1024;
/// More files than there are templates, letters and texts together.
const FILES_MAX: usize = 200;
/// What the keys of an operator's additional texts begin with.
const OWN: &str = "own-";

/// How many steps of a template of theirs are gone through. Our own longest page, fifty in the queue, takes 38,000.
pub const STEPS_MAX: u64 = 1_000_000;
/// How much a template of theirs may make where there is nothing to show, in bytes: many times what our own longest page has.
const MADE_MAX: usize = 8 * 1024 * 1024;

/// What an operator gave. Empty where they gave nothing.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Overrides {
    /// A style sheet that follows ours.
    pub theme: Option<String>,
    /// What stands in the place of our mark.
    pub logo: Option<Logo>,
    /// Templates of pages, by their names: `apply.html`.
    pub templates: BTreeMap<String, String>,
    /// Layouts of letters, by their names: `layout.html`.
    pub letters: BTreeMap<String, String>,
    /// Texts, as files of Fluent.
    pub texts: Vec<(Locale, String)>,
}

/// A picture.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Logo {
    /// Which kind.
    pub kind: LogoKind,
    /// Its file.
    pub bytes: Vec<u8>,
}

/// The kinds of pictures that are served.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LogoKind {
    /// `logo.svg`.
    Svg,
    /// `logo.png`.
    Png,
}

/// One thing that is wrong with the folder.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Fault {
    file: String,
    what: String,
    mend: &'static str,
}

impl Fault {
    /// The file, below the folder; the folder itself is `.`.
    pub fn file(&self) -> &str {
        &self.file
    }

    /// What is wrong with it, continuing a sentence that begins with its name; or `line 3: ` and what is wrong there.
    pub fn what(&self) -> &str {
        &self.what
    }

    /// How to mend it, as a sentence.
    pub const fn mend(&self) -> &'static str {
        self.mend
    }
}

/// Everything that is wrong with the folder, a line each.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Faults(Vec<Fault>);

impl Faults {
    /// Notes what is wrong with a file, continuing a sentence that begins with its name.
    pub fn note(&mut self, file: &str, what: impl Into<String>) {
        let mend = match file.split_once('/') {
            Some(("templates", _)) => TEMPLATE,
            Some(("letters", _)) => LETTER,
            Some(("locales", _)) => TEXT,
            _ => NAME,
        };
        self.note_with(file, what, mend);
    }

    /// The same, where the way to mend it is not the one of its kind of file.
    fn note_with(&mut self, file: &str, what: impl Into<String>, mend: &'static str) {
        self.0.push(Fault { file: file.to_owned(), what: what.into(), mend });
    }

    /// All is well, or everything that is not.
    ///
    /// # Errors
    /// When anything was noted.
    pub fn none(mut self) -> Result<(), Self> {
        self.0.sort();
        self.0.dedup();
        if self.0.is_empty() { Ok(()) } else { Err(self) }
    }

    /// The single faults.
    pub fn iter(&self) -> impl Iterator<Item = &Fault> {
        self.0.iter()
    }
}

// How each kind of fault is mended.

const TEMPLATE: &str = "Correct the file there, or take it away: then our own page is shown. What a template may say: deploy/THEMES.md.";
const LETTER: &str = "Correct the file there, or take it away: then our own letter is sent. What a layout may say: deploy/THEMES.md.";
const TEXT: &str = "Correct that text, or take it away: then ours is said. What a text may use: deploy/THEMES.md.";
const NAME: &str = "Give it the name that was meant, or move it out of the folder.";
const READ: &str = "Let the user of both processes read it: chmod -R a+rX on the folder. Nothing secret belongs into it.";
const SMALLER: &str = "Make it smaller, or take it away: then ours is used.";
const PICTURE: &str = "Save the picture as what its name says (for logo.svg an SVG, for logo.png a PNG), or take it away.";
const UTF_8: &str = "Save it as UTF-8, as editors do unless told otherwise.";

impl fmt::Display for Faults {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (at, Fault { file, what, .. }) in self.0.iter().enumerate() {
            let end = if at == 0 { "" } else { "\n" };
            write!(out, "{end}GATELODGE_OVERRIDES {file}: {what}")?;
        }
        Ok(())
    }
}

impl std::error::Error for Faults {}

impl Overrides {
    /// Reads the folder, where there is one; what is wrong is noted, and left out.
    pub fn read(folder: Option<&Path>, faults: &mut Faults) -> Self {
        let mut found = Self::default();
        let Some(folder) = folder else { return found };
        let mut reader = Reader { folder, faults, left: FILES_MAX };
        for name in reader.names("") {
            match name.as_str() {
                "theme.css" => found.theme = reader.text(&name),
                "logo.svg" | "logo.png" => found.take_logo(&mut reader, &name),
                "templates" => found.templates = reader.texts(&name, &[".html"]),
                "letters" => found.letters = reader.texts(&name, &[".html", ".txt"]),
                "locales" => found.texts = reader.languages(),
                readme if readme.starts_with("README") => {}
                _ => reader.faults.note(&name, "is nothing that the gate looks for: see deploy/THEMES.md for what may be here"),
            }
        }
        found
    }

    /// Every key that a text may be asked for by.
    pub fn known_keys(&self) -> BTreeSet<String> {
        let own = self.texts.iter().filter_map(|(_, source)| needs_in(source).ok()).flatten().map(|(key, _)| key);
        own.chain(keys().into_iter().map(str::to_owned)).collect()
    }

    fn take_logo(&mut self, reader: &mut Reader<'_>, name: &str) {
        let Some(bytes) = reader.bytes(name) else { return };
        let (kind, is_one) = if name.strip_suffix(".png").is_some() {
            (LogoKind::Png, bytes.starts_with(b"\x89PNG\r\n\x1a\n"))
        } else {
            (LogoKind::Svg, std::str::from_utf8(&bytes).is_ok_and(|text| text.contains("<svg")))
        };
        if !is_one {
            reader.faults.note_with(name, "is not what its name says", PICTURE);
        } else if self.logo.is_some() {
            reader.faults.note(name, "is the second logo: keep one of logo.svg and logo.png");
        } else {
            self.logo = Some(Logo { kind, bytes });
        }
    }
}

/// Takes what a template of theirs makes while it is tried, keeps none of it, and ends it where there is no end.
#[derive(Debug)]
pub struct Trial(usize);

impl Default for Trial {
    fn default() -> Self {
        Self(MADE_MAX)
    }
}

impl io::Write for Trial {
    fn write(&mut self, made: &[u8]) -> io::Result<usize> {
        self.0 = self.0.checked_sub(made.len()).ok_or(io::ErrorKind::FileTooLarge)?;
        Ok(made.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

/// Which files of theirs failed before somebody's eyes, so that the log says it once of each: whoever looks at a page again and
/// again must not fill it.
#[derive(Debug, Default)]
pub struct Failed(Mutex<BTreeSet<String>>);

impl Failed {
    /// Whether this is the first time.
    pub fn is_first(&self, file: &str) -> bool {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).insert(file.to_owned())
    }
}

/// Reads files of the folder, and notes what is wrong with them.
struct Reader<'a> {
    folder: &'a Path,
    faults: &'a mut Faults,
    /// How many more files are read.
    left: usize,
}

impl Reader<'_> {
    /// What lies in one of its folders, in order. Names that begin with a dot are the system's.
    fn names(&mut self, of: &str) -> Vec<String> {
        let Ok(entries) = fs::read_dir(self.folder.join(of)) else {
            self.faults.note_with(if of.is_empty() { "." } else { of }, "cannot be read as a folder: see who may", READ);
            return Vec::new();
        };
        let names = entries.filter_map(|entry| entry.ok()?.file_name().into_string().ok());
        let mut names: Vec<String> = names.filter(|name| !name.starts_with('.')).collect();
        names.sort();
        names
    }

    fn bytes(&mut self, file: &str) -> Option<Vec<u8>> {
        let path = self.folder.join(file);
        let Some(left) = self.left.checked_sub(1) else {
            self.faults.note_with(file, format!("is one file too many: the gate reads {FILES_MAX}"), NAME);
            return None;
        };
        self.left = left;
        match fs::metadata(&path) {
            Ok(about) if !about.is_file() => self.faults.note_with(file, "is no file", NAME),
            Ok(about) if about.len() > BYTES_MAX => {
                self.faults.note_with(file, format!("is larger than {} KiB", BYTES_MAX / 1024), SMALLER);
            }
            Ok(_) => match fs::read(&path) {
                Ok(bytes) => return Some(bytes),
                Err(_) => self.faults.note_with(file, "cannot be read: see who may", READ),
            },
            Err(_) => self.faults.note_with(file, "cannot be read: see who may", READ),
        }
        None
    }

    fn text(&mut self, file: &str) -> Option<String> {
        let bytes = self.bytes(file)?;
        String::from_utf8(bytes).map_err(|_| self.faults.note_with(file, "is not text in UTF-8", UTF_8)).ok()
    }

    /// The files of a folder, by their names.
    fn texts(&mut self, folder: &str, ends: &[&str]) -> BTreeMap<String, String> {
        let mut texts = BTreeMap::new();
        for name in self.names(folder) {
            let file = format!("{folder}/{name}");
            if !ends.iter().any(|end| name.ends_with(end)) {
                self.faults.note_with(&file, format!("does not end in {}", ends.join(" or ")), NAME);
            } else if let Some(text) = self.text(&file) {
                texts.insert(name, text);
            }
        }
        texts
    }

    /// The texts of every language's folder.
    fn languages(&mut self) -> Vec<(Locale, String)> {
        let mut files = Vec::new();
        for tag in self.names("locales") {
            let folder = format!("locales/{tag}");
            let Some(locale) = Locale::ALL.iter().copied().find(|locale| locale.tag() == tag) else {
                let known: Vec<&str> = Locale::ALL.iter().map(|locale| locale.tag()).collect();
                self.faults.note_with(&folder, format!("is no language of this gate: it speaks {}", known.join(", ")), NAME);
                continue;
            };
            files.extend(self.texts(&folder, &[".ftl"]).into_iter().map(|(name, source)| (locale, format!("{folder}/{name}"), source)));
        }
        self.judge_texts(&files);
        files.into_iter().map(|(locale, _, source)| (locale, source)).collect()
    }

    /// Every text must be one of ours or say that it is the operator's own, take what ours takes, and be said whole.
    fn judge_texts(&mut self, files: &[(Locale, String, String)]) {
        let ours = needs(Locale::En);
        let mut parsed = Vec::new();
        for (locale, file, source) in files {
            match needs_in(source) {
                Ok(texts) => parsed.push((*locale, file, source.as_str(), texts)),
                Err(fault) => self.faults.note(file, format!("cannot be read from line {} on", fault.line)),
            }
        }
        let own = parsed.iter().flat_map(|(.., texts)| texts.keys()).filter(|key| key.starts_with(OWN));
        let known: BTreeSet<String> = own.chain(ours.keys()).cloned().collect();
        let mut sources: BTreeMap<Locale, Vec<&str>> = BTreeMap::new();
        for (locale, _, source, _) in &parsed {
            sources.entry(*locale).or_default().push(*source);
        }
        let tried = sources.into_iter().map(|(locale, files)| (locale, try_out(locale, &files, &ours)));
        let gaps: BTreeMap<Locale, BTreeSet<(String, Gap)>> = tried.collect();
        let mut given = BTreeSet::new();
        for (locale, file, _, texts) in &parsed {
            for (key, takes) in texts {
                if !given.insert((*locale, key)) {
                    self.faults.note(file, format!("gives {key} a second time"));
                }
                for what in unfit(key, takes, &ours, &known) {
                    self.faults.note(file, what);
                }
                let gaps = gaps.get(locale).into_iter().flatten().filter(|(of, _)| of == key);
                for what in gaps.filter_map(|(_, gap)| unsayable(key, gap, takes, &known, *locale)) {
                    self.faults.note(file, what);
                }
            }
        }
    }
}

/// What is wrong with one text.
fn unfit(key: &str, takes: &Needs, ours: &BTreeMap<String, Needs>, known: &BTreeSet<String>) -> Vec<String> {
    let mut wrong = Vec::new();
    if !known.contains(key) {
        wrong.push(format!("gives {key}, which the gate never says: texts of your own begin with {OWN}"));
    }
    if let Some(ours) = ours.get(key) {
        let lacks = takes.arguments.difference(&ours.arguments);
        wrong.extend(lacks.map(|argument| format!("uses {{ ${argument} }} in {key}, where nobody gives it")));
    }
    let lost = takes.references.iter().filter(|name| !known.contains(*name) && !name.ends_with("()"));
    wrong.extend(lost.map(|name| format!("names {name} in {key}, which is no text")));
    wrong
}

/// What is wrong with one text when it is said, unless `unfit` says it already.
fn unsayable(key: &str, gap: &Gap, takes: &Needs, known: &BTreeSet<String>, locale: Locale) -> Option<String> {
    Some(match gap {
        Gap::NotGiven(name) if takes.arguments.contains(name) => return None,
        Gap::NotGiven(name) => format!("says {key} by a text that uses {{ ${name} }}, where nobody gives it"),
        Gap::NoText(name) if takes.references.contains(name) && !known.contains(name) => return None,
        Gap::NoText(name) => format!("needs {name} in {key}, which is no text of {locale}"),
        Gap::NoFunction(name) => format!("calls {name}() in {key}, which the gate cannot do"),
        Gap::Itself => format!("comes back to {key} from within it"),
        Gap::TooMany => format!("puts {key} together of more than 100 texts and values, counting those within others"),
        Gap::Other => format!("gives {key} so that it cannot be said whole"),
    })
}
