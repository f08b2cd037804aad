//! What members write, as HTML: `CommonMark` without raw HTML and without images.
//!
//! The rule: every tag stands here as a literal and every text is escaped, so nothing that somebody wrote becomes an element
//! or an attribute. A link leads to http, https or mail and nowhere else, by its address as the URL standard writes it: what
//! was judged is what the browser opens. Raw HTML is text; a picture is a link to itself. A line ends where its writer ended it,
//! and an address that stands alone is a link. How deep things nest, and how long an address is, has a bound.

mod bare;

use pulldown_cmark::{Event, HeadingLevel, LinkType, Parser, Tag, TextMergeStream};
use serde::Serialize;
use shared::typed;
use url::Url;

/// How deep elements nest; what lies deeper is shown without them.
const DEPTH_MAX: usize = 32;
/// How long a link's address may be.
const ADDRESS_MAX: usize = 2_000;
/// How much of a text its first words are looked for in, in characters.
const PLAIN_MAX: usize = 1_000;

/// How headings of each level begin and end.
const HEADINGS: [(&str, &str); 6] = [
    ("<h1 dir=\"auto\">", "</h1>\n"),
    ("<h2 dir=\"auto\">", "</h2>\n"),
    ("<h3 dir=\"auto\">", "</h3>\n"),
    ("<h4 dir=\"auto\">", "</h4>\n"),
    ("<h5 dir=\"auto\">", "</h5>\n"),
    ("<h6 dir=\"auto\">", "</h6>\n"),
];

/// HTML that was made here: the one thing that a template shows as it is.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(transparent)]
pub struct Markup(String);

impl Markup {
    /// The text as HTML. `under` is the level of the heading that it stands beneath: its own headings are of lower levels, and
    /// skip none.
    pub fn of(text: &str, under: usize) -> Self {
        let mut writer = Writer { under, level: under, ..Writer::default() };
        // Where a text has signs of the language in it, it comes in pieces: an address is found in the whole.
        for event in TextMergeStream::new(Parser::new(text)) {
            writer.take(event);
        }
        Self(writer.out)
    }

    /// The HTML.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// The words of a text without its marks, of its beginning only. Without what a reader is steered by: it may be written as a name
/// (`&rlm;`) or a number.
pub fn plain(text: &str) -> String {
    let beginning: String = text.chars().take(PLAIN_MAX).collect();
    let mut words = String::new();
    for event in Parser::new(&beginning) {
        match event {
            Event::Text(text) | Event::Code(text) | Event::Html(text) | Event::InlineHtml(text) => words.push_str(&text),
            Event::Start(tag) if is_inline(&tag) => {}
            Event::End(end) if is_inline_end(end) => {}
            _ => words.push(' '),
        }
    }
    words.retain(|c| !typed::steers(c));
    words
}

const fn is_inline(tag: &Tag<'_>) -> bool {
    matches!(tag, Tag::Emphasis | Tag::Strong | Tag::Link { .. } | Tag::Image { .. })
}

const fn is_inline_end(end: pulldown_cmark::TagEnd) -> bool {
    use pulldown_cmark::TagEnd;
    matches!(end, TagEnd::Emphasis | TagEnd::Strong | TagEnd::Link | TagEnd::Image)
}

/// An element that is open, or one that is left out.
struct Open {
    kind: Kind,
    /// What ends it.
    end: &'static str,
    /// Where it begins.
    from: usize,
    /// How many visible texts there were before it.
    seen: usize,
}

enum Kind {
    /// One that needs nothing else.
    Plain,
    /// One that lies too deep; its items are lines.
    Flat,
    /// A heading of this level.
    Heading(usize),
    /// A link to this address.
    Link(String),
    /// Lines of code.
    Code,
}

#[derive(Default)]
struct Writer {
    out: String,
    open: Vec<Open>,
    /// How many visible texts were written.
    seen: usize,
    /// How many links are open: none stands in another.
    links: usize,
    under: usize,
    /// The level of the heading before.
    level: usize,
}

impl Writer {
    fn take(&mut self, event: Event<'_>) {
        match event {
            Event::Start(tag) => self.begin(tag),
            Event::End(_) => self.end(),
            Event::Text(text) if self.links == 0 && !self.is_in_code() => self.text_with_addresses(&text),
            Event::Text(text) | Event::Html(text) | Event::InlineHtml(text) => self.text(&text),
            Event::Code(text) => {
                self.out.push_str("<code>");
                self.text(&text);
                self.out.push_str("</code>");
            }
            // People who press Enter mean it.
            Event::SoftBreak | Event::HardBreak => self.out.push_str("<br>\n"),
            Event::Rule => self.out.push_str("<hr>\n"),
            // Nothing of this is CommonMark, and none of it is asked for.
            Event::InlineMath(_) | Event::DisplayMath(_) | Event::FootnoteReference(_) | Event::TaskListMarker(_) => {}
        }
    }

    fn begin(&mut self, tag: Tag<'_>) {
        match tag {
            Tag::Paragraph => self.push(Kind::Plain, "<p dir=\"auto\">", "</p>\n"),
            Tag::HtmlBlock => self.push(Kind::Plain, "<p class=\"said\" dir=\"auto\">", "</p>\n"),
            Tag::CodeBlock(_) => self.push(Kind::Code, "<pre dir=\"auto\"><code>", "</code></pre>\n"),
            Tag::Heading { level, .. } => self.heading(level),
            Tag::BlockQuote(_) => self.nest("<blockquote>\n", "</blockquote>\n"),
            Tag::List(None) => self.nest("<ul>\n", "</ul>\n"),
            Tag::List(Some(1)) => self.nest("<ol>\n", "</ol>\n"),
            Tag::List(Some(start)) => self.nest(&format!("<ol start=\"{start}\">\n"), "</ol>\n"),
            Tag::Item if matches!(self.open.last(), Some(Open { kind: Kind::Flat, .. })) => self.push(Kind::Flat, "<br>\n", ""),
            Tag::Item => self.push(Kind::Plain, "<li dir=\"auto\">", "</li>\n"),
            Tag::Emphasis => self.nest("<em>", "</em>"),
            Tag::Strong => self.nest("<strong>", "</strong>"),
            Tag::Link { link_type, dest_url, .. } | Tag::Image { link_type, dest_url, .. } => self.link(link_type, &dest_url),
            // Nothing else is CommonMark.
            _ => self.push(Kind::Plain, "", ""),
        }
    }

    fn push(&mut self, kind: Kind, begin: &str, end: &'static str) {
        let from = self.out.len();
        self.out.push_str(begin);
        self.open.push(Open { kind, end, from, seen: self.seen });
    }

    /// An element that others like it may stand in.
    fn nest(&mut self, begin: &str, end: &'static str) {
        if self.open.len() < DEPTH_MAX { self.push(Kind::Plain, begin, end) } else { self.push(Kind::Flat, "", "") }
    }

    fn heading(&mut self, level: HeadingLevel) {
        let level = (self.under + level as usize).min(self.level + 1).min(HEADINGS.len());
        let (begin, end) = HEADINGS.get(level - 1).copied().unwrap_or_default();
        self.push(Kind::Heading(level), begin, end);
    }

    fn link(&mut self, link_type: LinkType, to: &str) {
        match address(link_type, to).filter(|_| self.links == 0) {
            Some(address) => {
                let begin = link_to(&address);
                self.links += 1;
                self.push(Kind::Link(address), &begin, "</a>");
            }
            None => self.push(Kind::Plain, "", ""),
        }
    }

    fn end(&mut self) {
        let Some(open) = self.open.pop() else { return };
        let is_empty = self.seen == open.seen;
        match open.kind {
            // One without words would be a gap in the page's outline.
            Kind::Heading(_) if is_empty => {
                self.out.truncate(open.from);
                return;
            }
            Kind::Heading(level) => self.level = level,
            Kind::Link(address) => {
                self.links -= 1;
                if is_empty {
                    self.text(&address);
                }
            }
            Kind::Plain | Kind::Flat | Kind::Code => {}
        }
        self.out.push_str(open.end);
    }

    fn is_in_code(&self) -> bool {
        matches!(self.open.last(), Some(Open { kind: Kind::Code, .. }))
    }

    /// A text of which the addresses are links.
    fn text_with_addresses(&mut self, text: &str) {
        for piece in bare::pieces(text) {
            match piece.is_address.then(|| address(LinkType::Autolink, piece.text)).flatten() {
                Some(address) => {
                    self.out.push_str(&link_to(&address));
                    self.text(piece.text);
                    self.out.push_str("</a>");
                }
                None => self.text(piece.text),
            }
        }
    }

    fn text(&mut self, text: &str) {
        self.seen += usize::from(typed::is_visible(text));
        self.out.push_str(&escaped(text));
    }
}

/// Where a link leads, if it may.
fn address(link_type: LinkType, to: &str) -> Option<String> {
    if to.len() > ADDRESS_MAX {
        return None;
    }
    let url = if link_type == LinkType::Email { Url::parse(&format!("mailto:{to}")) } else { Url::parse(to) }.ok()?;
    let may = match url.scheme() {
        // With a name before the host it would look like another one.
        "http" | "https" => url.has_host() && url.username().is_empty() && url.password().is_none(),
        "mailto" => !url.path().is_empty(),
        _ => false,
    };
    may.then(|| url.into())
}

fn link_to(address: &str) -> String {
    format!("<a href=\"{}\" rel=\"nofollow ugc noopener noreferrer\">", escaped(address))
}

fn escaped(text: &str) -> String {
    let mut safe = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' => safe.push_str("&amp;"),
            '<' => safe.push_str("&lt;"),
            '>' => safe.push_str("&gt;"),
            '"' => safe.push_str("&quot;"),
            '\'' => safe.push_str("&#39;"),
            // Only here it is a sign: Markdown lets it be written as a name (`&rlm;`) or a number.
            c if typed::steers(c) => {}
            c => safe.push(c),
        }
    }
    safe
}

#[cfg(test)]
mod tests;
