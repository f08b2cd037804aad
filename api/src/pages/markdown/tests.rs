//! What people write, and what people write who mean harm.

#![expect(clippy::unwrap_used, clippy::panic, reason = "a test may end here")]

use std::time::{Duration, Instant};

use super::*;

fn html(text: &str) -> String {
    Markup::of(text, 1).0
}

/// Every tag of what was written, as it stands there.
fn tags(html: &str) -> Vec<&str> {
    html.split('<').skip(1).map(|rest| rest.split_once('>').unwrap().0).collect()
}

/// Nothing stands there but tags of ours, each closed in its turn, and links to where they may lead.
fn assert_harmless(text: &str) {
    let html = html(text);
    let mut open = Vec::new();
    for tag in tags(&html) {
        match tag.split_once(' ').unwrap_or((tag, "")) {
            ("br" | "hr", "") => {}
            ("a", attributes) => {
                let rest = attributes.strip_prefix("href=\"").unwrap_or_else(|| panic!("{tag} of {text:?}"));
                let (address, rel) = rest.split_once('"').unwrap();
                assert_eq!(rel, " rel=\"nofollow ugc noopener noreferrer\"", "{tag} of {text:?}");
                assert!(["http://", "https://", "mailto:"].iter().any(|begin| address.starts_with(begin)), "{tag} of {text:?}");
                assert!(!open.contains(&"a"), "a link in a link of {text:?}");
                open.push("a");
            }
            ("ol", start) if start.starts_with("start=\"") => {
                assert!(start[7..].trim_end_matches('"').bytes().all(|byte| byte.is_ascii_digit()), "{tag} of {text:?}");
                open.push("ol");
            }
            (name, "" | "dir=\"auto\"" | "class=\"said\" dir=\"auto\"") => {
                let ours = ["p", "h2", "h3", "h4", "h5", "h6", "ul", "ol", "li", "pre", "code", "blockquote", "em", "strong"];
                if let Some(name) = name.strip_prefix('/') {
                    assert_eq!(open.pop(), Some(name), "{html} of {text:?}");
                } else {
                    assert!(ours.contains(&name), "{tag} of {text:?}");
                    open.push(name);
                }
            }
            _ => panic!("{tag} of {text:?}"),
        }
    }
    assert_eq!(open, [""; 0], "{html} of {text:?}");
}

#[test]
fn what_commonmark_knows_is_shown() {
    let written = "# Bees\n\nThey *dance*, **truly**, in `hives`.  \nEach\nday:\n\n1. up\n2. down\n\n- > so\n\n---\n\n    let x = 1 < 2;\n";
    let shown = html(written);
    for piece in [
        "<h2 dir=\"auto\">Bees</h2>",
        "<em>dance</em>",
        "<strong>truly</strong>",
        "<code>hives</code>",
        "<br>\nEach<br>\nday:",
        "<ol>\n<li dir=\"auto\">up</li>",
        "<blockquote>\n<p dir=\"auto\">so</p>",
        "<hr>",
        "<pre dir=\"auto\"><code>let x = 1 &lt; 2;\n</code></pre>",
    ] {
        assert!(shown.contains(piece), "{piece} in {shown}");
    }
    assert_harmless(written);
    assert!(html("7. seven\n8. eight").contains("<ol start=\"7\">"));
}

#[test]
fn links_lead_to_http_and_mail_and_pictures_are_links() {
    let link = |address: &str, words: &str| format!("<a href=\"{address}\" rel=\"nofollow ugc noopener noreferrer\">{words}</a>");
    for (written, shown) in [
        ("[us](https://example.org/a?b=1&c=2 \"t\")", link("https://example.org/a?b=1&amp;c=2", "us")),
        ("<https://example.org>", link("https://example.org/", "https://example.org")),
        ("<bo@example.org>", link("mailto:bo@example.org", "bo@example.org")),
        ("[m](MAILTO:bo@example.org)", link("mailto:bo@example.org", "m")),
        ("[r][1]\n\n[1]: http://example.org 't'", link("http://example.org/", "r")),
        ("![a *cat*](https://example.org/cat.png)", link("https://example.org/cat.png", "a <em>cat</em>")),
        ("![](https://example.org/cat.png)", link("https://example.org/cat.png", "https://example.org/cat.png")),
        ("[ ](https://example.org)", link("https://example.org/", " https://example.org/")),
        ("[![cat](https://a.example)](https://b.example)", link("https://b.example/", "cat")),
        ("![[in](https://b.example)](https://a.example)", link("https://a.example/", "in")),
        ("![cat](data:image/svg+xml,x)", "cat".to_owned()),
        ("[here](/board/1)", "here".to_owned()),
        ("[here](//evil.example)", "here".to_owned()),
        ("[bank](https://bank.example@evil.example/)", "bank".to_owned()),
    ] {
        assert_eq!(html(written), format!("<p dir=\"auto\">{shown}</p>\n"), "{written}");
        assert_harmless(written);
    }
}

#[test]
fn an_address_that_stands_alone_is_a_link_and_code_and_links_stay_as_they_are() {
    let link = |address: &str, words: &str| format!("<a href=\"{address}\" rel=\"nofollow ugc noopener noreferrer\">{words}</a>");
    for (written, shown) in [
        (
            "see https://example.org/a_b_c?d=1&e=2.",
            format!("see {}.", link("https://example.org/a_b_c?d=1&amp;e=2", "https://example.org/a_b_c?d=1&amp;e=2")),
        ),
        ("http://EXAMPLE.org", link("http://example.org/", "http://EXAMPLE.org")),
        ("*https://example.org*", format!("<em>{}</em>", link("https://example.org/", "https://example.org"))),
        ("[https://a.example](https://b.example)", link("https://b.example/", "https://a.example")),
        ("`https://example.org`", "<code>https://example.org</code>".to_owned()),
        ("https://bank.example@evil.example/", "https://bank.example@evil.example/".to_owned()),
        ("javascript://https.example", "javascript://https.example".to_owned()),
    ] {
        assert_eq!(html(written), format!("<p dir=\"auto\">{shown}</p>\n"), "{written}");
        assert_harmless(written);
    }
    assert!(!html("    https://example.org\n").contains("<a "), "nor in lines of code");
    assert!(!html("<p>\nhttps://example.org\n").contains("<a "), "nor in raw HTML");
}

#[test]
fn headings_keep_the_outline_of_the_page() {
    let levels = |text: &str, under| {
        let shown = Markup::of(text, under).0;
        tags(&shown).into_iter().filter_map(|tag| tag.strip_prefix('h')?.chars().next()).collect::<String>()
    };
    assert_eq!(levels("# a\n## b\n### c\n###### d\n# e", 1), "23452");
    assert_eq!(levels("### a\n###### b\n# c", 1), "232");
    assert_eq!(levels("# a\n# b", 2), "33");
    assert_eq!(levels("#\n\n## \u{200b}\n\n### a", 1), "2", "those without words are left out");
    assert_eq!(levels("a\n=\n\nb\n-", 1), "23");
    assert_eq!(levels("# x\n## x\n### x\n#### x\n##### x\n###### x\n", 2), "345666");
}

#[test]
fn raw_html_is_text() {
    assert_eq!(html("a <b>c</b> d"), "<p dir=\"auto\">a &lt;b&gt;c&lt;/b&gt; d</p>\n");
    let block = html("<script>\nalert(1)\n</script>\n");
    assert_eq!(block, "<p class=\"said\" dir=\"auto\">&lt;script&gt;\nalert(1)\n&lt;/script&gt;\n</p>\n");
}

/// What others fell for, and what is odd.
const HOSTILE: [&str; 63] = [
    "<script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    "<svg/onload=alert(1)>",
    "<div\nonclick=alert(1)>",
    "</main></body><h1>",
    "<!-- --><script>x</script>",
    "<!--\n<script>",
    "<![CDATA[<script>]]>",
    "<?php echo 1 ?>",
    "<!DOCTYPE x>",
    "<a href=\"javascript:alert(1)\">x</a>",
    "<style>@import 'http://evil.example'</style>",
    "<base href=//evil.example>",
    "<form action=//evil.example><button>",
    "[x](javascript:alert(1))",
    "[x](JaVaScRiPt:alert(1))",
    "[x](javascript&colon;alert(1))",
    "[x](javascript&#58;alert(1))",
    "[x](java&#10;script:alert(1))",
    "[x](<java\tscript:alert(1)>)",
    "[x](&#1;javascript:alert(1))",
    "[x](%6aavascript:alert(1))",
    "[x](javascript://example.org/%0aalert(1))",
    "[x](vbscript:x)",
    "[x](data:text/html,<script>alert(1)</script>)",
    "[x](data:text/html;base64,PHNjcmlwdD4=)",
    "[x](file:///etc/passwd)",
    "[x](blob:https://example.org/1)",
    "[x](view-source:https://example.org)",
    "[x](http://)",
    "[x](http:)",
    "[x](mailto:)",
    "[x](https://example.org/\"onmouseover=alert(1)//)",
    "[x](<https://example.org/\" onmouseover=\"alert(1)>)",
    "[x](https://example.org/'><script>)",
    "[x](https://example.org \"\\\"><script>alert(1)</script>\")",
    "[x](https://example.org '\" onfocus=\"x')",
    "[x]: javascript:alert(1)\n\n[x]",
    "[x]: <javascript:alert(1)> 'y'\n\n[x][] [y][x] ![x]",
    "<javascript:alert(1)>",
    "<data:text/html,x>",
    "<https://example.org/\"><script>>",
    "<x@y.example\"onclick=alert(1)>",
    "![x](javascript:alert(1))",
    "![<script>](https://example.org)",
    "![x\"onerror=\"alert(1)](https://example.org/\")",
    "[![[x](javascript:a)](data:x)](https://example.org)",
    "[a [b](https://b.example) c](https://a.example)",
    "[<https://a.example>](https://b.example)",
    "```<script>\n</code></pre><script>\n```",
    "`</code><script>`",
    "~~~\" onclick=\"x\ny",
    "&lt;script&gt; &#60;script&#62; &#x3c;b&#x3E;",
    "# <script>\n## [x](javascript:a)\n#",
    "> <b>\n> - <i>\n> 1. [x](javascript:1)",
    "99999999999. x\n\n999999999. y\n\n0. z",
    "\u{202e}<b>\u{2066} \u{feff} \u{0}",
    "a\\\n<b>\\\n\\<script>",
    "https://example.org/\"onmouseover=alert(1)",
    "https://example.org/<script>alert(1)</script>",
    "https://example.org/'onclick='x",
    "https://[x](javascript:a)",
    "http://a.example&#34;onclick=x&#62;",
];

#[test]
fn hostile_text_shows_no_element_and_leads_nowhere() {
    for text in HOSTILE {
        assert_harmless(text);
        for around in ["> ", "- ", "# ", "*", "[", "![", "    ", "1. <b>\n\n"] {
            assert_harmless(&format!("{around}{text}"));
            assert_harmless(&format!("{text}\n{around}"));
        }
    }
    let all = HOSTILE.join("\n\n");
    assert_harmless(&all);
    assert_harmless(&all.replace("\n\n", " "));
}

#[test]
fn a_longest_text_of_any_kind_takes_bounded_time_and_room_and_nests_no_deeper_than_the_bound() {
    let of = |piece: &str| piece.chars().cycle().take(20_000).collect::<String>();
    let long = format!("[a]: https://example.org/{}\n\n{}", "x".repeat(1_900), "[a]".repeat(6_000));
    let mut texts: Vec<String> = [
        ">",
        "> ",
        "- ",
        "1. ",
        "*",
        "**a",
        "_a",
        "*a_",
        "[",
        "![",
        "[[]",
        "]",
        "[a](",
        "[a](<",
        "`",
        "`a",
        "<",
        "<a ",
        "<!--",
        "<?",
        "&",
        "&#",
        "\\",
        "# ",
        "<a@",
        "<http:",
        "[a]:",
        "a\n",
        "\n- \n",
        "\t",
        "~~~\n",
        "|",
        "a**b",
        "\"",
        "'",
        "<",
        "[a][",
        "(",
        "![[",
        "http://a.b ",
        "https://",
        "https://a.b/(",
        "https://a.b/.",
    ]
    .into_iter()
    .map(of)
    .collect();
    texts.push(long);
    texts.push(format!("{}a{}", "*".repeat(9_999), "*".repeat(9_999)));
    texts.push(format!("{}a{}", "[".repeat(5_000), "](https://a.example)".repeat(700)));
    texts.push((0..130).map(|depth| " ".repeat(depth * 2) + "- a\n").collect());
    texts.push("> - ".repeat(3_000) + "a");
    for text in texts {
        let begun = Instant::now();
        let shown = html(&text);
        let taken = begun.elapsed();
        let start: String = text.chars().take(20).collect();
        assert!(taken < Duration::from_secs(2), "{start:?} took {taken:?}");
        assert!(shown.len() < 500_000, "{start:?} became {} bytes", shown.len());
        let mut depth = 0_usize;
        for tag in tags(&shown) {
            depth = if tag.starts_with('/') { depth - 1 } else { depth + usize::from(!matches!(tag, "br" | "hr")) };
            assert!(depth <= DEPTH_MAX + 4, "{start:?} nests {depth} deep");
        }
    }
}

#[test]
fn first_words_are_without_marks() {
    assert_eq!(
        plain("# A *day*\n\nin [the](https://a.example) `sun`").split_whitespace().collect::<Vec<_>>().join(" "),
        "A day in the sun"
    );
    assert!(plain("<b>x</b> &lt;i&gt;").contains("<b>x</b> <i>"), "text, to be escaped where it is shown");
    assert!(plain(&"ä ".repeat(20_000)).len() < 4_000);
}

#[test]
fn nothing_that_is_written_steers_its_reader_by_name_or_by_number() {
    let written = "I \u{202e}am&rlm; &#8238;not &#x2066;`a\u{202e}` moderator";
    assert_eq!(Markup::of(written, 1).as_str(), "<p dir=\"auto\">I am not <code>a</code> moderator</p>\n");
    assert_eq!(plain(written).trim(), "I am not a moderator");
    assert_eq!(Markup::of("&zwnj;می\u{200c}خواهم", 1).as_str(), "<p dir=\"auto\">\u{200c}می\u{200c}خواهم</p>\n");
}
