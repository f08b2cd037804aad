//! Plain tables: a head, rows, columns as wide as their widest cell. What people typed is escaped, so that no answer can
//! command a terminal.

use std::fmt::Write;

/// A table with this head; says so when it is empty.
pub(super) fn table<const N: usize>(head: [&str; N], rows: &[[String; N]], empty: &str) -> String {
    if rows.is_empty() {
        return format!("{empty}\n");
    }
    let mut widths = head.map(str::len);
    for row in rows {
        for (width, cell) in widths.iter_mut().zip(row) {
            *width = (*width).max(cell.chars().count());
        }
    }
    let mut page = String::new();
    put_row(&mut page, &widths, head);
    for row in rows {
        put_row(&mut page, &widths, row.each_ref().map(String::as_str));
    }
    page
}

fn put_row<const N: usize>(page: &mut String, widths: &[usize; N], row: [&str; N]) {
    let mut line = String::new();
    for (width, cell) in widths.iter().zip(row) {
        let _ = write!(line, "{cell:<width$}  ");
    }
    page.push_str(line.trim_end());
    page.push('\n');
}

/// Lines of a name and what stands behind it.
pub(super) fn lines(facts: &[(&str, String)]) -> String {
    let width = facts.iter().map(|(name, _)| name.len()).max().unwrap_or(0);
    facts.iter().fold(String::new(), |mut page, (name, value)| {
        let _ = writeln!(page, "{name:<width$}  {value}");
        page
    })
}

/// Somebody's words, safe to show.
pub(super) fn escaped(words: &str) -> String {
    words.escape_debug().to_string()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_are_as_wide_as_their_widest_cell() {
        let rows = [["a".to_owned(), "long".to_owned()], ["bcd".to_owned(), String::new()]];
        assert_eq!(table(["X", "Y"], &rows, "none"), "X    Y\na    long\nbcd\n");
        assert_eq!(table::<1>(["X"], &[], "none"), "none\n");
        assert_eq!(escaped("a\u{1b}[2J\n"), "a\\u{1b}[2J\\n");
    }
}
