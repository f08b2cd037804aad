//! Which of our languages a browser asks for: `Accept-Language` (RFC 9110, section 12.5.4).
//!
//! The rule: what cannot be read is passed over, and more than any browser sends is not read.

use super::Locale;

/// Browsers send a handful.
const RANGES_MAX: usize = 32;

impl Locale {
    /// The language that the value of an `Accept-Language` likes best among those that are spoken; the first of equals. `None`
    /// where it names none of them, or would rather have any other.
    pub fn accepted(header: &str) -> Option<Self> {
        best(header, Self::ALL)
    }
}

fn best(header: &str, known: &[Locale]) -> Option<Locale> {
    let mut best: Option<(Option<Locale>, u16)> = None;
    for (tag, quality) in header.split(',').take(RANGES_MAX).filter_map(range) {
        let locale = Locale::find(tag, known);
        if (locale.is_some() || tag == "*") && quality > best.map_or(0, |(_, most)| most) {
            best = Some((locale, quality));
        }
    }
    best.and_then(|(locale, _)| locale)
}

/// `de-AT;q=0.8` as its tag and its quality in thousandths.
fn range(range: &str) -> Option<(&str, u16)> {
    let Some((tag, weight)) = range.split_once(';') else { return Some((range.trim(), 1_000)) };
    let (name, value) = weight.split_once('=')?;
    if !name.trim().eq_ignore_ascii_case("q") {
        return None;
    }
    Some((tag.trim(), quality(value.trim())?))
}

/// `0`, `1`, or either with up to three digits after the point, and never more than 1.
fn quality(text: &str) -> Option<u16> {
    let (whole, decimals) = text.split_once('.').unwrap_or((text, ""));
    if decimals.len() > 3 || !decimals.bytes().all(|byte| byte.is_ascii_digit()) {
        return None;
    }
    let thousandths: u16 = format!("{decimals:0<3}").parse().ok()?;
    match (whole, thousandths) {
        ("0", _) => Some(thousandths),
        ("1", 0) => Some(1_000),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::Locale::{Ar, De, En, Es, Fr, PtBr};
    use super::best;

    #[test]
    fn the_language_that_is_liked_best_is_found() {
        let known = [En, Es, De, Fr, PtBr, Ar];
        for (header, found) in [
            ("de", Some(De)),
            ("de-AT, de;q=0.9, en;q=0.8", Some(De)),
            ("en;q=0.5,fr;q=0.7", Some(Fr)),
            ("es, fr", Some(Es)),
            ("pt-PT", Some(PtBr)),
            ("PT_br", Some(PtBr)),
            ("ar-EG;q=0.001", Some(Ar)),
            ("nl, de;q=0.4", Some(De)),
            ("nl, *;q=0.8, de;q=0.4", None),
            ("nl, *;q=0.1, de;q=0.4", Some(De)),
            ("*", None),
            ("", None),
            ("nl", None),
            ("de;q=0", None),
            ("de;q=0.000, fr;q=0.1", Some(Fr)),
            ("de ; q = 0.3 , fr;Q=0.2", Some(De)),
        ] {
            assert_eq!(best(header, &known), found, "{header}");
        }
    }

    #[test]
    fn what_cannot_be_read_is_passed_over() {
        let known = [En, De, Fr];
        for bad in ["de;q=2", "de;q=NaN", "de;q=-1", "de;q=0.1234", "de;q=1.5", "de;q=", "de;q", "de;level=1", "de;q=0.x", ";;;", "=,="] {
            assert_eq!(best(bad, &known), None, "{bad}");
            assert_eq!(best(&format!("{bad}, fr;q=0.1"), &known), Some(Fr), "{bad}");
        }
        let many = "nl,".repeat(100_000) + "de";
        assert_eq!(best(&many, &known), None);
    }
}
