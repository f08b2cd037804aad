//! The files of the project: everything tracked, and what is new and not ignored.

use std::path::{Path, PathBuf};
use std::process::Command;

use crate::rust_text::{self, Views};

/// One text file.
pub struct File {
    /// From the root of the project, with `/`.
    pub path: String,
    /// What stands in it.
    pub text: String,
}

impl File {
    /// Whether it lies in this folder of the project.
    pub fn is_in(&self, folder: &str) -> bool {
        self.path.strip_prefix(folder).is_some_and(|rest| rest.starts_with('/'))
    }

    /// Its ending, without the dot.
    pub fn ending(&self) -> &str {
        Path::new(&self.path).extension().and_then(|ending| ending.to_str()).unwrap_or_default()
    }

    /// Its lines with their numbers.
    pub fn lines(&self) -> impl Iterator<Item = (usize, &str)> {
        numbered(&self.text)
    }

    /// What it says, as Rust.
    pub fn views(&self) -> Views {
        rust_text::views(&self.text)
    }
}

/// Lines with their numbers, from 1.
pub fn numbered(text: &str) -> impl Iterator<Item = (usize, &str)> {
    text.lines().enumerate().map(|(index, line)| (index + 1, line))
}

/// The identifiers and words of a line.
pub fn words(line: &str) -> impl Iterator<Item = &str> {
    line.split(|letter: char| !letter.is_alphanumeric() && letter != '_').filter(|word| !word.is_empty())
}

/// The root of the project.
pub fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("..")
}

/// The path of every file, sorted.
pub fn paths() -> Vec<String> {
    let listed = Command::new("git")
        .args(["-c", "safe.directory=*", "ls-files", "-z", "--cached", "--others", "--exclude-standard"])
        .current_dir(root())
        .output()
        .expect("git lists the files");
    assert!(listed.status.success(), "git ls-files: {}", String::from_utf8_lossy(&listed.stderr));
    let text = String::from_utf8(listed.stdout).expect("paths are UTF-8");
    let mut paths: Vec<String> = text.split('\0').filter(|path| !path.is_empty()).map(ToOwned::to_owned).collect();
    paths.retain(|path| root().join(path).is_file());
    paths.sort();
    paths.dedup();
    paths
}

/// Every text file; pictures and the like are left out.
pub fn files() -> Vec<File> {
    let read = |path: String| std::fs::read_to_string(root().join(&path)).ok().map(|text| File { path, text });
    paths().into_iter().filter_map(read).collect()
}

/// Every Rust file.
pub fn rust_files() -> Vec<File> {
    files().into_iter().filter(|file| file.ending() == "rs").collect()
}

/// The Rust files of the product's three rooms, without its tests.
pub fn product_files() -> Vec<File> {
    let files = rust_files();
    let tests = rust_text::test_modules(&files);
    let of_product = |file: &File| ["api", "worker", "shared"].iter().any(|room| file.is_in(room));
    files.into_iter().filter(|file| of_product(file) && !tests.contains(&file.path)).collect()
}
