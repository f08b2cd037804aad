//! The nonce of a page's form: proof that a POST came from a page we showed to this very person (T2).
//!
//! HMAC over the page, the credential in the person's cookie (or nothing) and the UTC day; good for
//! that day and the next. Nothing of it rests. The same-origin check stands beside it, in the API.

use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};
use jiff::civil::Date;

use crate::root::Roots;

/// The nonce of `page` for whoever holds `credential`, made on `day`.
pub fn make(roots: &Roots, page: &str, credential: &str, day: Date) -> String {
    let day = day.to_string();
    let parts: [&[u8]; 5] = [page.as_bytes(), b"\0", credential.as_bytes(), b"\0", day.as_bytes()];
    URL_SAFE_NO_PAD.encode(roots.nonce_code(&parts))
}

/// Whether `nonce` was made for that page and credential, today or yesterday.
pub fn holds(roots: &Roots, nonce: &str, page: &str, credential: &str, today: Date) -> bool {
    [Some(today), today.yesterday().ok()]
        .into_iter()
        .flatten()
        .any(|day| same(make(roots, page, credential, day).as_bytes(), nonce.as_bytes()))
}

/// Compares without telling by its time where the two differ.
fn same(left: &[u8], right: &[u8]) -> bool {
    left.len() == right.len() && left.iter().zip(right).fold(0, |difference, (a, b)| difference | (a ^ b)) == 0
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    #[test]
    fn t2_a_nonce_belongs_to_its_page_its_person_and_two_days() {
        let roots = Roots::of_secrets([1; 32], [2; 32]);
        let day = date(2026, 12, 31);
        let nonce = make(&roots, "/m/x", "token", day);
        assert!(holds(&roots, &nonce, "/m/x", "token", day));
        assert!(holds(&roots, &nonce, "/m/x", "token", date(2027, 1, 1)));
        assert!(!holds(&roots, &nonce, "/m/x", "token", date(2027, 1, 2)));
        assert!(!holds(&roots, &nonce, "/m/y", "token", day));
        assert!(!holds(&roots, &nonce, "/m/x", "other", day));
        assert!(!holds(&roots, "", "/m/x", "token", day));
    }
}
