//! Nothing is longer than can be read at one sitting.

use crate::faults::Faults;
use crate::rust_text::{functions, test_modules};
use crate::tree::{files, rust_files};

/// How many lines a file may have, its test modules not counted.
const FILE_LINES_MAX: usize = 400;
/// How many lines a function may have.
const FUNCTION_LINES_MAX: usize = 70;
/// The endings of other files that people write.
const WRITTEN: [&str; 8] = ["lua", "js", "mjs", "ts", "css", "html", "sh", ""];

#[test]
fn no_file_has_more_than_400_lines_without_its_tests() {
    let mut faults = Faults::against("DESIGN, “Floor plan”: a file is one concept; find the second one and give it its own");
    let rust = rust_files();
    let tests = test_modules(&rust);
    for file in rust.iter().filter(|file| !tests.contains(&file.path)) {
        // Test modules are blank in this reading: they count as nothing, lines left empty on purpose as lines.
        let views = file.views();
        let in_tests = views.code.lines().zip(views.code_and_tests.lines()).filter(|(code, all)| code != all).count();
        let count = file.text.lines().count().saturating_sub(in_tests);
        if count > FILE_LINES_MAX {
            faults.at(file, count, &format!("{count} lines"));
        }
    }
    let others = files().into_iter().filter(|file| WRITTEN.contains(&file.ending()) && !file.path.ends_with("LICENSE"));
    for file in others.filter(|file| file.lines().count() > FILE_LINES_MAX) {
        faults.at(&file, FILE_LINES_MAX, &format!("{} lines", file.lines().count()));
    }
    faults.none();
}

#[test]
fn no_function_has_more_than_70_lines() {
    let mut faults = Faults::against("DESIGN, “Floor plan”: a function is read without scrolling");
    for file in rust_files() {
        for function in functions(&file.views().code_and_tests) {
            if function.lines_count > FUNCTION_LINES_MAX {
                faults.at(&file, function.line, &format!("`{}` has {} lines", function.name, function.lines_count));
            }
        }
    }
    faults.none();
}
