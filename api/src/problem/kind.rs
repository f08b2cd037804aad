//! The table of refusals: every kind, its status, and its words.

use poem::http::StatusCode;

/// Why a request was not done. Its slug is the last part of the problem's `type`, `/problems/<slug>`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// No credentials, unreadable ones, or ones whose signature is wrong.
    Unauthorized,
    /// No access token, or none that is good; or address and password do not belong together.
    NotSignedIn,
    /// The credentials are good, but not for this.
    Forbidden,
    /// A changing form did not come from our own page.
    CrossSite,
    /// There is nothing under this address.
    NotFound,
    /// The address exists, the method does not.
    MethodNotAllowed,
    /// The record is in a state that does not allow this.
    Conflict,
    /// The decision was made, and it was another one.
    AlreadyDecided,
    /// The applicant has not yet confirmed the address.
    NotConfirmed,
    /// An account is being made at this moment.
    Processing,
    /// The idempotency key was used before, and cannot be answered again.
    KeyUsed,
    /// The body is too large.
    ContentTooLarge,
    /// The address asked for is too long.
    UriTooLong,
    /// The body is not of a type that this route reads.
    UnsupportedMediaType,
    /// What was sent breaks a rule; `errors` lists every fault.
    Invalid,
    /// Asked too often.
    RateLimited,
    /// The request's headers are too large.
    HeadersTooLarge,
    /// A fault of ours.
    Internal,
    /// This gate is not set up for it.
    NotImplemented,
    /// Something this service needs is away.
    Unavailable,
}

/// One line of the table: slug, status, title, and what it means and what to do, in plain words.
struct Row(&'static str, StatusCode, &'static str, &'static str);

impl Kind {
    /// Every kind, in the order of the statuses.
    pub const ALL: [Self; 20] = [
        Self::Unauthorized,
        Self::NotSignedIn,
        Self::Forbidden,
        Self::CrossSite,
        Self::NotFound,
        Self::MethodNotAllowed,
        Self::Conflict,
        Self::AlreadyDecided,
        Self::NotConfirmed,
        Self::Processing,
        Self::KeyUsed,
        Self::ContentTooLarge,
        Self::UriTooLong,
        Self::UnsupportedMediaType,
        Self::Invalid,
        Self::RateLimited,
        Self::HeadersTooLarge,
        Self::Internal,
        Self::NotImplemented,
        Self::Unavailable,
    ];

    /// The table. A new kind is a new line here, and the compiler asks for it.
    #[rustfmt::skip]
    const fn row(self) -> Row {
        match self {
            Self::Unauthorized => Row("unauthorized", StatusCode::UNAUTHORIZED, "Credentials needed",
                "The request carries no credentials that we can read, or they are not right. Send the registration's id and its token."),
            Self::NotSignedIn => Row("not-signed-in", StatusCode::UNAUTHORIZED, "Not signed in",
                "The request carries no access token that is good, or the password is not right. Sign in and send the new access token as Bearer."),
            Self::Forbidden => Row("forbidden", StatusCode::FORBIDDEN, "Not allowed",
                "The credentials are genuine, but they do not allow this: they belong to another registration or member, are of another kind, or were ended."),
            Self::CrossSite => Row("cross-site", StatusCode::FORBIDDEN, "Not sent from our page",
                "A form that changes something is accepted only from this service's own pages. Open the page from your link and press the button there."),
            Self::NotFound => Row("not-found", StatusCode::NOT_FOUND, "Not found",
                "There is nothing under this address. A registration disappears at the end of its time, or when it is withdrawn."),
            Self::MethodNotAllowed => Row("method-not-allowed", StatusCode::METHOD_NOT_ALLOWED, "Method not allowed",
                "The address exists, but not with this method. The Allow header lists those that work."),
            Self::Conflict => Row("conflict", StatusCode::CONFLICT, "Not possible at the moment",
                "The present state of the record does not allow this. Look at the record again and decide then."),
            Self::AlreadyDecided => Row("already-decided", StatusCode::CONFLICT, "Already decided",
                "The registration was decided before, and differently. A decision is not changed afterwards."),
            Self::NotConfirmed => Row("not-confirmed", StatusCode::CONFLICT, "Not confirmed yet",
                "The applicant has not yet confirmed the e-mail address. Moderators decide after that."),
            Self::Processing => Row("processing", StatusCode::CONFLICT, "Account in the making",
                "An account is being made at this moment. Try again when that is done."),
            Self::KeyUsed => Row("key-used", StatusCode::CONFLICT, "Idempotency key used before",
                "Something was already made with this idempotency key, and its answer cannot be given again. Use a new key for something new."),
            Self::ContentTooLarge => Row("content-too-large", StatusCode::PAYLOAD_TOO_LARGE, "Too much content",
                "The body of a request may have at most 64 KiB."),
            Self::UriTooLong => Row("uri-too-long", StatusCode::URI_TOO_LONG, "Address too long",
                "The address asked for may have at most 8 KiB."),
            Self::UnsupportedMediaType => Row("unsupported-media-type", StatusCode::UNSUPPORTED_MEDIA_TYPE, "Unsupported media type",
                "The body is not of a type that this route reads. Send JSON with the content type application/json."),
            Self::Invalid => Row("invalid", StatusCode::UNPROCESSABLE_ENTITY, "Invalid request",
                "What was sent breaks a rule. Every fault is listed under errors, with a pointer to the field it is about."),
            Self::RateLimited => Row("rate-limited", StatusCode::TOO_MANY_REQUESTS, "Too many requests",
                "This was asked for too often. Wait as long as the Retry-After header says."),
            Self::HeadersTooLarge => Row("headers-too-large", StatusCode::REQUEST_HEADER_FIELDS_TOO_LARGE, "Headers too large",
                "The headers of a request may have at most 16 KiB together."),
            Self::Internal => Row("internal", StatusCode::INTERNAL_SERVER_ERROR, "Our fault",
                "Something went wrong on our side. The operator finds the reason under the id in instance."),
            Self::NotImplemented => Row("not-implemented", StatusCode::NOT_IMPLEMENTED, "Not set up here",
                "This gate is not set up for what was asked. The detail names the setting that its operator would have to change."),
            Self::Unavailable => Row("unavailable", StatusCode::SERVICE_UNAVAILABLE, "Unavailable for a moment",
                "Something that this service needs does not answer. Nothing is lost: try again as the Retry-After header says."),
        }
    }

    /// The name in the problem's `type`.
    pub const fn slug(self) -> &'static str {
        self.row().0
    }

    /// The HTTP status that goes with it.
    pub const fn status(self) -> StatusCode {
        self.row().1
    }

    /// A few words for the headline.
    pub const fn title(self) -> &'static str {
        self.row().2
    }

    /// What it means and what to do about it: the text of its page, and the detail where nothing more exact is known.
    pub const fn explanation(self) -> &'static str {
        self.row().3
    }

    /// The kind whose page `/problems/<slug>` is.
    pub fn from_slug(slug: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.slug() == slug)
    }

    /// The kind for a status that somebody else chose. Malformed is invalid here, and a fault is ours unless it is theirs.
    pub(super) fn from_status(status: StatusCode) -> Self {
        Self::ALL.into_iter().find(|kind| kind.status() == status).unwrap_or(if status.is_client_error() {
            Self::Invalid
        } else {
            Self::Internal
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_kind_has_a_page_of_its_own() {
        for kind in Kind::ALL {
            assert_eq!(Kind::from_slug(kind.slug()), Some(kind));
            assert!(kind.status().is_client_error() || kind.status().is_server_error());
            assert!(kind.explanation().ends_with('.') && !kind.title().ends_with('.'));
        }
        assert_eq!(Kind::from_slug("elsewhere"), None);
    }

    #[test]
    fn a_status_that_is_not_in_the_table_is_their_fault_or_ours() {
        assert_eq!(Kind::from_status(StatusCode::BAD_REQUEST), Kind::Invalid);
        assert_eq!(Kind::from_status(StatusCode::CONFLICT), Kind::Conflict);
        assert_eq!(Kind::from_status(StatusCode::FORBIDDEN), Kind::Forbidden);
        assert_eq!(Kind::from_status(StatusCode::BAD_GATEWAY), Kind::Internal);
    }
}
