//! The cookies of a member's session.
//!
//! The rule (T14): both are `__Host-` cookies for all of this gate and of no other host, and no script reads them. The refresh
//! cookie goes out with requests of our own pages alone, and is read by `/auth/refresh` and `/auth/logout` only; the session
//! cookie comes along with a click in webmail, too, and is read by pages. On `http:` the names lose prefix and `Secure`, which
//! no browser would take there.

use std::time::Duration;

use poem::web::cookie::{Cookie, SameSite};
use shared::crypto::secret::Secret;

use crate::gate::Gate;

/// A cookie of a member's session.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SessionCookie {
    /// The refresh token.
    Refresh,
    /// The session of the pages.
    Page,
}

impl SessionCookie {
    /// What it is called here.
    pub fn name(self, gate: &Gate) -> String {
        let name = match self {
            Self::Refresh => "refresh",
            Self::Page => "session",
        };
        if gate.is_https() { format!("__Host-{name}") } else { name.to_owned() }
    }

    /// The cookie with this token, for as long as the family lives.
    pub fn with(self, gate: &Gate, token: &Secret) -> Cookie {
        self.lasting(gate, token.expose(), gate.settings.members.refresh_ttl)
    }

    /// The cookie that takes it away.
    pub fn gone(self, gate: &Gate) -> Cookie {
        self.lasting(gate, "", Duration::ZERO)
    }

    fn lasting(self, gate: &Gate, value: &str, lasts: Duration) -> Cookie {
        let mut cookie = Cookie::new_with_str(self.name(gate), value);
        cookie.set_path("/");
        cookie.set_http_only(true);
        cookie.set_secure(gate.is_https());
        cookie.set_same_site(match self {
            Self::Refresh => SameSite::Strict,
            Self::Page => SameSite::Lax,
        });
        cookie.set_max_age(lasts);
        cookie
    }
}
