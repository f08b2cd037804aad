//! What the queue's page shows, and the addresses that lead to its other pages. A filter stands in the address and nowhere else.

use std::time::Duration;

use poem::Response;
use poem::http::Uri;
use shared::crypto::fingerprint::Fingerprint;
use shared::locales::Locale;
use shared::platform::Platform;
use shared::registration::Registration;
use shared::registration::status::Terms;
use shared::root::Roots;
use url::form_urlencoded;

use super::super::deciding::{self, flags, hears, vote, votes};
use super::super::shown::{asked, first_words, label};
use super::super::site::Site;
use super::super::views::{Decided, Queue, Row, TimeLeft, Way, When, span};
use super::votes::Pressed;
use super::{PATH, Visitor};
use crate::desk::decide;
use crate::desk::queue::{self, Decision, Filter, Mark, Show, Start};
use crate::problem::Problem;

/// Characters of a reason that stand in a row; the rest opens beneath.
const FIRST_WORDS_MAX: usize = 140;

/// "Soon" is this part of the whole time: moderators are reminded for the last time then.
const SOON: u32 = 10;

const SHOWS: [(Show, &str); 3] = [(Show::All, "all"), (Show::UndecidedByMe, "undecided-by-me"), (Show::Mine, "mine")];

/// What an address asks for. What cannot be read is as if it were not there.
pub(super) struct Place {
    filter: Filter,
    start: Start,
    /// Every box is ticked when the page opens. No form posts to such an address: what comes next is not ticked by it.
    ticked: bool,
}

impl Place {
    /// The place that a request's address names.
    pub(super) fn of(uri: &Uri) -> Self {
        let (mut filter, mut start, mut ticked) = (Filter::default(), Start::First, false);
        for (name, value) in form_urlencoded::parse(uri.query().unwrap_or_default().as_bytes()) {
            match &*name {
                "show" => filter.show = SHOWS.iter().find(|(_, word)| *word == value).map_or(filter.show, |(show, _)| *show),
                "door" => filter.door = value.parse().ok(),
                "after" => start = Mark::parse(&value).map_or(start, Start::After),
                "before" => start = Mark::parse(&value).map_or(start, Start::Before),
                "tick" => ticked = value == "all",
                _ => {}
            }
        }
        Self { filter, start, ticked }
    }
}

/// The address of a place.
fn address(filter: Filter, start: Start, ticked: bool) -> String {
    let mut query = form_urlencoded::Serializer::new(String::new());
    if let Some((_, word)) = SHOWS.iter().find(|(show, _)| *show == filter.show && *show != Show::All) {
        query.append_pair("show", word);
    }
    if let Some(door) = filter.door {
        query.append_pair("door", door.as_str());
    }
    match start {
        Start::First => {}
        Start::After(mark) => {
            query.append_pair("after", &mark.text());
        }
        Start::Before(mark) => {
            query.append_pair("before", &mark.text());
        }
    }
    if ticked {
        query.append_pair("tick", "all");
    }
    let query = query.finish();
    if query.is_empty() { PATH.to_owned() } else { format!("{PATH}?{query}") }
}

/// The page.
pub(super) async fn page(site: &Site, visitor: &Visitor, place: &Place, mut pressed: Pressed) -> Result<Response, Problem> {
    let gate = &site.gate;
    let (roots, terms) = gate.known().await?;
    let (stretch, lately) = tokio::try_join!(queue::page(gate, visitor.moderator, place.filter, place.start), queue::lately(gate))?;
    let status = pressed.status();
    let looks = Looks { site, terms, moderator: visitor.moderator, locale: site.locale(), ticked: place.ticked };
    let rows: Vec<Row> = stretch.records.iter().map(|record| looks.row(record, &mut pressed)).collect();
    let mends = rows.iter().any(|row| row.typed.is_some()) || pressed.typed_for_chosen.is_some();
    let view = Queue {
        moderator: deciding::address(site, &roots, visitor.moderator),
        here: address(place.filter, place.start, false),
        tick: address(place.filter, place.start, !place.ticked),
        ticked: place.ticked,
        reasons: gate.settings.common.reasons.clone(),
        typed: pressed.typed_for_chosen,
        total: stretch.total,
        shows: SHOWS.into_iter().map(|(show, word)| way(word, Filter { show, ..place.filter }, place.filter)).collect(),
        doors: doors(site, place.filter),
        done: pressed.lines.iter().any(|line| line.became.is_done()),
        lines: pressed.lines,
        nothing: pressed.nothing,
        // Words are shown with their fault in their row; where the row has gone, there is nothing to mend.
        faults: if mends { pressed.faults } else { Vec::new() },
        rows,
        previous: stretch.before.map(|mark| address(place.filter, Start::Before(mark), false)),
        next: stretch.after.map(|mark| address(place.filter, Start::After(mark), false)),
        lately: lately.into_iter().map(|decision| decided(site, &roots, decision)).collect(),
        nonce: site.nonce(PATH, &visitor.credential).await?,
    };
    site.page(status, &view)
}

fn way(name: &str, filter: Filter, set: Filter) -> Way {
    Way { name: name.to_owned(), href: address(filter, Start::First, false), here: filter == set }
}

/// The filters by door, where there is more than one.
fn doors(site: &Site, set: Filter) -> Vec<Way> {
    let open: Vec<Platform> = site.gate.settings.common.services.iter().collect();
    if open.len() < 2 {
        return Vec::new();
    }
    let all = way("everywhere", Filter { door: None, ..set }, set);
    let each = open.into_iter().map(|door| way(label(door), Filter { door: Some(door), ..set }, set));
    std::iter::once(all).chain(each).collect()
}

/// How rows look to one moderator.
struct Looks<'a> {
    site: &'a Site,
    terms: &'a Terms,
    moderator: Fingerprint,
    locale: Locale,
    ticked: bool,
}

impl Looks<'_> {
    fn row(&self, record: &Registration, pressed: &mut Pressed) -> Row {
        let now = self.site.gate.clock.now();
        let waited = now.duration_since(record.heard_at());
        let left = Duration::try_from(record.expires_at.duration_since(now)).unwrap_or_default();
        let own = queue::is_own(record, self.moderator);
        Row {
            rid: record.rid.to_string(),
            asked: asked(self.site, record, self.locale),
            words: record.application.reason.as_deref().map(|reason| first_words(reason, FIRST_WORDS_MAX)),
            age: span(self.locale, waited.try_into().unwrap_or_default()),
            left: TimeLeft::until(self.locale, record.expires_at, now),
            soon: left < self.terms.lifetimes.pending / SOON,
            flags: flags(record),
            votes: votes(decide::votes(self.terms, record, self.moderator)),
            letters: hears(record),
            settled: record.is_settled(),
            own,
            chosen: !own && (self.ticked || pressed.chosen.contains(&record.rid)),
            typed: pressed.typed.take_if(|(rid, _)| *rid == record.rid).map(|(_, typed)| typed),
        }
    }
}

fn decided(site: &Site, roots: &Roots, decision: Decision) -> Decided {
    Decided {
        name: decision.name,
        vote: vote(decision.choice),
        at: When::new(site.locale(), decision.at),
        by: decision.moderator.and_then(|print| deciding::address(site, roots, print)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn place(query: &str) -> Place {
        Place::of(&Uri::try_from(format!("/moderate?{query}")).unwrap_or_default())
    }

    #[test]
    fn an_address_names_the_place_that_it_was_made_for() {
        let mark = "1763672640000.AmJ0cXdlcnR5dWlvcGFzZA";
        for query in
            ["show=mine", "show=undecided-by-me&door=mastodon", &format!("door=matrix&after={mark}"), &format!("before={mark}&tick=all")]
        {
            let Place { filter, start, ticked } = place(query);
            assert_eq!(address(filter, start, ticked), format!("/moderate?{query}"));
        }
        for query in ["", "show=all", "show=other", "after=x", "before=1.x", "door=elsewhere", "tick=some"] {
            let Place { filter, start, ticked } = place(query);
            assert_eq!(address(filter, start, ticked), "/moderate", "{query}");
        }
    }
}
