//! Views into HTML. Owns the template environments (built once: ours, which are embedded, and an operator's over them) and what
//! the pages load. Every value is escaped, an undefined name is an error instead of a gap, and every sentence comes from the
//! locale through `t(key, name=value)`. An operator's template that fails after all is answered with ours, and
//! the log says it once. Which headers the HTML travels with is left to the routes.

mod theirs;

use std::collections::BTreeMap;

use minijinja::syntax::SyntaxConfig;
use minijinja::value::{Kwargs, Serde};
use minijinja::{Environment, ErrorKind, UndefinedBehavior, Value, context};
use serde::Serialize;
use shared::locales::{Locale, text};
use shared::overrides::{Failed, Faults, Overrides};

use super::assets::Assets;
use super::language;
use super::signed_in::greeting;

/// The one style sheet, served as `/assets/style.css` (`text/css`).
pub const STYLE_CSS: &str = include_str!("assets/style.css");

/// The one script, served as `/assets/live.js` (`text/javascript`) to the pages that name it.
pub const LIVE_JS: &str = include_str!("assets/live.js");

/// The icon, served as `/favicon.svg` (`image/svg+xml`).
pub const FAVICON_SVG: &str = include_str!("assets/favicon.svg");

/// Name and source of each template; those with an underscore are only included by others.
const TEMPLATES: [(&str, &str); 37] = [
    ("_layout.html", include_str!("templates/_layout.html")),
    ("_fields.html", include_str!("templates/_fields.html")),
    ("_parts.html", include_str!("templates/_parts.html")),
    ("apply.html", include_str!("templates/apply.html")),
    ("keep.html", include_str!("templates/keep.html")),
    ("confirm.html", include_str!("templates/confirm.html")),
    ("not_me.html", include_str!("templates/not_me.html")),
    ("status.html", include_str!("templates/status.html")),
    ("withdraw.html", include_str!("templates/withdraw.html")),
    ("withdrawn.html", include_str!("templates/withdrawn.html")),
    ("_deciding.html", include_str!("templates/_deciding.html")),
    ("decide.html", include_str!("templates/decide.html")),
    ("queue.html", include_str!("templates/queue.html")),
    ("queue_door.html", include_str!("templates/queue_door.html")),
    ("queue_link_sent.html", include_str!("templates/queue_link_sent.html")),
    ("_board.html", include_str!("templates/_board.html")),
    ("board.html", include_str!("templates/board.html")),
    ("post.html", include_str!("templates/post.html")),
    ("post_sure.html", include_str!("templates/post_sure.html")),
    ("post_edit.html", include_str!("templates/post_edit.html")),
    ("lost_link.html", include_str!("templates/lost_link.html")),
    ("lost_link_sent.html", include_str!("templates/lost_link_sent.html")),
    ("link_ended.html", include_str!("templates/link_ended.html")),
    ("reset.html", include_str!("templates/reset.html")),
    ("reset_done.html", include_str!("templates/reset_done.html")),
    ("reset_done_member.html", include_str!("templates/reset_done_member.html")),
    ("reset_later.html", include_str!("templates/reset_later.html")),
    ("reset_not_me.html", include_str!("templates/reset_not_me.html")),
    ("login.html", include_str!("templates/login.html")),
    ("login_already.html", include_str!("templates/login_already.html")),
    ("signed_out.html", include_str!("templates/signed_out.html")),
    ("forgot.html", include_str!("templates/forgot.html")),
    ("forgot_sent.html", include_str!("templates/forgot_sent.html")),
    ("account.html", include_str!("templates/account.html")),
    ("left.html", include_str!("templates/left.html")),
    ("stale.html", include_str!("templates/stale.html")),
    ("problem.html", include_str!("templates/problem.html")),
];

/// A page's data, tied to the one template that shows it.
pub trait View: Serialize {
    /// The template's name.
    const TEMPLATE: &'static str;
    /// Whether the page names our script; everything on it works without.
    const HAS_SCRIPT: bool = false;
}

/// A template did not compile or a view lacks what its template reads: always our own fault, never the visitor's.
#[derive(Debug, thiserror::Error)]
#[error("a page could not be rendered")]
pub struct RenderError(#[from] minijinja::Error);

/// Renders views for one community.
pub struct Pages {
    ours: Environment<'static>,
    /// With an operator's templates in the place of ours, where there are any.
    theirs: Option<Environment<'static>>,
    failed: Failed,
    assets: Assets,
}

impl Pages {
    /// Compiles our templates. `community` is the name people read.
    pub fn new(community: &str) -> Result<Self, RenderError> {
        Self::with(community, &Overrides::default(), &mut Faults::default())
    }

    /// The same with what an operator gave. What does not fit is noted, and left out.
    pub fn with(community: &str, overrides: &Overrides, faults: &mut Faults) -> Result<Self, RenderError> {
        let assets = Assets::new(overrides);
        let ours = environment(community, &assets)?;
        let theirs = theirs::environment(&ours, overrides, faults);
        Ok(Self { ours, theirs, failed: Failed::default(), assets })
    }

    /// The same where a template of ours, too, goes through so many steps at most.
    #[cfg(test)]
    pub(super) fn within(mut self, steps: u64) -> Self {
        self.ours.set_fuel(Some(steps));
        self
    }

    /// What the pages load.
    pub(super) const fn assets(&self) -> &Assets {
        &self.assets
    }

    /// The whole HTML document of a view.
    pub fn page<V: View>(&self, locale: Locale, view: &V) -> Result<String, RenderError> {
        let translate = Value::from_function(move |key: &str, args: Kwargs| translated(locale, key, &args));
        let data = context! {
            t => translate, lang => locale.tag(), dir => locale.dir(), visitor => Value::from(Serde(greeting())),
            languages => Value::from(Serde(language::choices(locale))), ..Value::from(Serde(view))
        };
        let render = |environment: &Environment<'_>| environment.get_template(V::TEMPLATE)?.render(&data);
        match self.theirs.as_ref().map(render) {
            Some(Ok(html)) => return Ok(html),
            Some(Err(error)) => {
                let (template, line) = (error.name().unwrap_or(V::TEMPLATE), error.line());
                if self.failed.is_first(template) {
                    tracing::error!(template, line, kind = ?error.kind(), "a template of GATELODGE_OVERRIDES fails; ours is shown");
                }
            }
            None => {}
        }
        Ok(render(&self.ours)?)
    }
}

/// Our templates, and what all of them know.
fn environment(community: &str, assets: &Assets) -> Result<Environment<'static>, RenderError> {
    let mut environment = Environment::new();
    environment.set_undefined_behavior(UndefinedBehavior::Strict);
    // Errors must not carry what a page was about to show.
    environment.set_debug(false);
    environment.set_syntax(SyntaxConfig::builder().trim_blocks(true).lstrip_blocks(true).build()?);
    environment.add_global("community", community.to_owned());
    // Addresses that we made: there is nothing in them to escape.
    let address = |name: &str| assets.address(name).map(Value::from_safe_string);
    environment.add_global("theme", address("theme.css"));
    environment.add_global("logo", address("logo"));
    let ours: BTreeMap<&str, Value> =
        ["style.css", "live.js", "favicon.svg"].into_iter().filter_map(|name| Some((name, address(name)?))).collect();
    let asset =
        move |name: &str| ours.get(name).cloned().ok_or_else(|| minijinja::Error::new(ErrorKind::InvalidOperation, "no such asset"));
    environment.add_function("asset", asset);
    for (name, source) in TEMPLATES {
        environment.add_template(name, source)?;
    }
    Ok(environment)
}

/// `t` of the templates: a text of the locale with its arguments, still to be escaped.
fn translated(locale: Locale, key: &str, args: &Kwargs) -> Result<String, minijinja::Error> {
    let mut given = Vec::new();
    for name in args.args() {
        let value: Value = args.get(name)?;
        let value = match i64::try_from(value.clone()) {
            Ok(number) => number.into(),
            Err(_) => value.to_string().into(),
        };
        given.push((name, value));
    }
    Ok(text(locale, key, &given))
}
