//! Folders as operators make them, good and bad.

#![expect(clippy::unwrap_used, reason = "a test may end here")]

use std::path::PathBuf;

use super::*;

/// A folder with these files, gone with the test.
struct Folder(PathBuf);

impl Folder {
    fn of(files: &[(&str, &[u8])]) -> Self {
        let path = std::env::temp_dir().join(format!("gatelodge-overrides-{:032x}", u128::from_ne_bytes(crate::crypto::random())));
        for (name, content) in files {
            let file = path.join(name);
            fs::create_dir_all(file.parent().unwrap()).unwrap();
            fs::write(file, content).unwrap();
        }
        Self(path)
    }

    fn read(&self) -> (Overrides, Vec<String>) {
        let mut faults = Faults::default();
        let found = Overrides::read(Some(&self.0), &mut faults);
        let said = faults.none().err().map(|faults| faults.to_string()).unwrap_or_default();
        (found, said.lines().map(|line| line.trim_start_matches("GATELODGE_OVERRIDES ").to_owned()).collect())
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.0);
    }
}

#[test]
fn nothing_given_is_nothing_found() {
    let mut faults = Faults::default();
    assert_eq!(Overrides::read(None, &mut faults), Overrides::default());
    assert_eq!(faults.none(), Ok(()));
}

#[test]
fn a_folder_is_read_whole() {
    let files: [(&str, &[u8]); 7] = [
        ("README.md", b"ours"),
        ("theme.css", b":root{--accent:#7a1f5c}"),
        ("logo.svg", b"<?xml version=\"1.0\"?><svg xmlns=\"http://www.w3.org/2000/svg\"/>"),
        ("templates/withdrawn.html", b"<p>{{ t('own-bye') }}</p>"),
        ("letters/layout.txt", b"{{ hello }}"),
        ("locales/en/ours.ftl", b"page-footer-board = Notice board\nown-bye = Bye\nown-again = { own-bye }\n"),
        ("locales/en/more.ftl", b"page-span-days = { $count } d\n"),
    ];
    let (found, faults) = Folder::of(&files).read();
    assert_eq!(faults, Vec::<String>::new());
    assert_eq!(found.theme.as_deref(), Some(":root{--accent:#7a1f5c}"));
    assert_eq!(found.logo.as_ref().map(|logo| logo.kind), Some(LogoKind::Svg));
    assert_eq!((found.templates.len(), found.letters.len(), found.texts.len()), (1, 1, 2));
    let keys = found.known_keys();
    assert!(["own-bye", "page-footer-board", "letter-hello"].iter().all(|key| keys.contains(*key)));
}

#[test]
fn every_fault_is_said_at_once_and_names_its_file() {
    let large = vec![b'x'; usize::try_from(BYTES_MAX).unwrap() + 1];
    let files: [(&str, &[u8]); 11] = [
        ("themes.css", b""),
        ("theme.css", &large),
        ("logo.png", b"GIF89a"),
        ("logo.svg", b"\xff\xfe"),
        ("templates/apply.htm", b""),
        ("templates/bad.html", b"\xff"),
        ("letters/layout.html/x", b""),
        ("locales/tlh/a.ftl", b""),
        ("locales/en/a.ftl", b"page-footer-board = x\n\nc = {\n"),
        ("locales/en/b.ftl", b"page-bored = x\npage-span-days = { $days }\npage-footer = { page-nothing }\npage-skip = a\n"),
        ("locales/en/c.ftl", b"page-skip = b\n"),
    ];
    let (found, faults) = Folder::of(&files).read();
    assert_eq!(
        faults,
        [
            "letters/layout.html: is no file",
            "locales/en/a.ftl: cannot be read from line 3 on",
            "locales/en/b.ftl: gives page-bored, which the gate never says: texts of your own begin with own-",
            "locales/en/b.ftl: names page-nothing in page-footer, which is no text",
            "locales/en/b.ftl: uses { $days } in page-span-days, where nobody gives it",
            "locales/en/c.ftl: gives page-skip a second time",
            "locales/tlh: is no language of this gate: it speaks en",
            "logo.png: is not what its name says",
            "logo.svg: is not what its name says",
            "templates/apply.htm: does not end in .html",
            "templates/bad.html: is not text in UTF-8",
            "theme.css: is larger than 64 KiB",
            "themes.css: is nothing that the gate looks for: see deploy/THEMES.md for what may be here",
        ]
        .map(|line| line.replace("speaks en", &format!("speaks {}", Locale::ALL.iter().map(|it| it.tag()).collect::<Vec<_>>().join(", "))))
    );
    assert_eq!((found.theme, found.logo), (None, None));
}

#[test]
fn two_logos_and_too_many_files_are_faults() {
    let png: &[u8] = b"\x89PNG\r\n\x1a\n";
    let (_, faults) = Folder::of(&[("logo.png", png), ("logo.svg", b"<svg/>")]).read();
    assert_eq!(faults, ["logo.svg: is the second logo: keep one of logo.svg and logo.png"]);
    let names: Vec<String> = (0..=FILES_MAX).map(|at| format!("templates/{at:03}.html")).collect();
    let files: Vec<(&str, &[u8])> = names.iter().map(|name| (name.as_str(), b"".as_slice())).collect();
    let (_, faults) = Folder::of(&files).read();
    assert_eq!(faults, ["templates/200.html: is one file too many: the gate reads 200"]);
}

#[test]
fn a_text_that_cannot_be_said_whole_is_a_fault_that_names_why() {
    let many = format!("own-many ={}\nown-some ={}\n", " { own-some }".repeat(11), " { own-one }".repeat(9));
    let english = format!(
        "{many}own-one = 1\n\
         own-a = {{ own-b }}\nown-b = {{ own-a }}\n\
         page-span-hours = {{ NUMBER($count) }} h\n\
         own-named = {{ $name }}\npage-skip = {{ own-named }}\n\
         page-span-days = {{ $count ->\n  [one] {{ own-many }}\n *[other] {{ own-some }}\n }}\n",
    );
    let files: [(&str, &[u8]); 2] = [("locales/en/a.ftl", english.as_bytes()), ("locales/de/a.ftl", b"page-skip = { own-one }\n")];
    let (_, faults) = Folder::of(&files).read();
    assert_eq!(
        faults,
        [
            "locales/de/a.ftl: needs own-one in page-skip, which is no text of de",
            "locales/en/a.ftl: calls NUMBER() in page-span-hours, which the gate cannot do",
            "locales/en/a.ftl: comes back to own-a from within it",
            "locales/en/a.ftl: comes back to own-b from within it",
            "locales/en/a.ftl: puts own-many together of more than 100 texts and values, counting those within others",
            "locales/en/a.ftl: puts page-span-days together of more than 100 texts and values, counting those within others",
            "locales/en/a.ftl: says page-skip by a text that uses { $name }, where nobody gives it",
        ]
    );
}

#[test]
fn texts_that_choose_and_name_others_are_said_whole() {
    let english = "page-span-days = { $count ->\n  [0] none\n  [one] { own-day }\n *[other] { $count } { own-day }s\n }\nown-day = day\n\
         own-who = { $name } and { own-who-else }\nown-who-else = { $name -> \n  [ada] Ada\n *[other] others\n }\n";
    let many = format!("own-many ={}\n", " { own-one }".repeat(49)) + "own-one = { $name }\n";
    let (found, faults) = Folder::of(&[("locales/en/a.ftl", english.as_bytes()), ("locales/ar/a.ftl", many.as_bytes())]).read();
    assert_eq!((found.texts.len(), faults), (2, vec![]));
}

#[test]
fn what_fails_is_said_once_of_each_file() {
    let failed = Failed::default();
    assert_eq!(["a.html", "a.html", "b.html", "a.html"].map(|file| failed.is_first(file)), [true, false, true, false]);
}
