//! Requests that wait when the demo opens, so that there is something to decide at once. They come in as people's do:
//! by the form and the button in the letter. One asks for Matrix alone.

use harness::mailbox::Mailbox;
use url::Url;

use crate::person::{Doors, Person, Wish, can_decide};
use crate::stage::MODERATORS;

/// How many should wait.
const WAITING: usize = 3;
/// Who asks.
const PEOPLE: [(&str, Wish<'static>); WAITING] = [
    (
        "fern@example.org",
        Wish {
            name: "fern",
            reason: "My neighbour Rosa has the plot by the well and says you swap seeds here every spring.",
            answer: "Beans, mostly. And one very old pear tree.",
            doors: Doors::Both,
        },
    ),
    (
        "olu@example.org",
        Wish {
            name: "olu",
            reason: "I took over plot 14 in June and have many questions.",
            answer: "Okra, under glass",
            doors: Doors::Both,
        },
    ),
    (
        "sun.mi@example.org",
        Wish {
            name: "sun_mi",
            reason: "여름 장터를 함께 준비하고 싶어요. I can bring two tables.",
            answer: "고추, perilla",
            doors: Doors::MatrixAlone,
        },
    ),
];

/// Sees to it that enough wait; says how many do.
pub async fn seed(gate: &Url, mailbox: &Mailbox) -> anyhow::Result<usize> {
    let waiting = count_waiting(gate, mailbox).await?;
    for (address, wish) in PEOPLE.iter().take(WAITING.saturating_sub(waiting)) {
        let person = Person::new(gate, address, mailbox)?;
        person.apply(wish).await?;
        person.confirm().await?;
    }
    Ok(waiting.max(WAITING))
}

/// How many of the first moderator's letters lead to a page on which they can still decide; counts no further than needed.
async fn count_waiting(gate: &Url, mailbox: &Mailbox) -> anyhow::Result<usize> {
    let [moderator, ..] = MODERATORS;
    let mut links = Vec::new();
    for letter in mailbox.letters_to(moderator).iter().rev() {
        links.extend(letter.link_to("/m/").map(str::to_owned).filter(|link| !links.contains(link)));
    }
    let browser = harness::visitor::Visitor::new(gate.as_str())?;
    let mut waiting = 0;
    for link in links.iter().take(50) {
        waiting += usize::from(can_decide(&browser.open(link).await?));
        if waiting >= WAITING {
            break;
        }
    }
    Ok(waiting)
}
