//! What is measured: a scenario a file, each returns its rows.

pub mod board;
pub mod crowd;
pub mod decisions;
pub mod hashes;
pub mod hello;
pub mod letters;
pub mod members;
mod people;
pub mod registrations;
pub mod scripts;
pub mod second_door;
pub mod starts;

use crate::table::Row;

/// The row with the median CPU of several measurements of one thing; the spread is remarked upon.
pub fn median(mut rows: Vec<Row>) -> Option<Row> {
    rows.sort_by(|one, other| one.server_ms.unwrap_or_default().total_cmp(&other.server_ms.unwrap_or_default()));
    let all: Vec<String> = rows.iter().filter_map(|row| row.server_ms).map(|ms| format!("{ms:.4}")).collect();
    let middle = rows.len() / 2;
    let mut row = rows.into_iter().nth(middle)?;
    if all.len() > 1 {
        row.remark(&format!("CPU of all: {}", all.join(" ")));
    }
    Some(row)
}
