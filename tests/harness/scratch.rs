//! A folder of a test's own, gone with its owner.

use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicU32, Ordering};

static NEXT: AtomicU32 = AtomicU32::new(0);

/// The folder. Short paths: a Unix socket's name has room for about a hundred characters.
pub struct Scratch(PathBuf);

impl Scratch {
    /// A fresh one, named for what it is for.
    pub fn new(what: &str) -> std::io::Result<Self> {
        Self::within(&std::env::temp_dir(), what)
    }

    /// A fresh one in memory, where the system has such a place.
    pub fn in_memory(what: &str) -> std::io::Result<Self> {
        let memory = Path::new("/dev/shm");
        if memory.is_dir() { Self::within(memory, what) } else { Self::new(what) }
    }

    fn within(place: &Path, what: &str) -> std::io::Result<Self> {
        let number = NEXT.fetch_add(1, Ordering::Relaxed);
        let path = place.join(format!("gl-{what}-{}-{number}", std::process::id()));
        std::fs::create_dir_all(&path)?;
        Ok(Self(path))
    }

    /// Where it is.
    pub fn path(&self) -> &Path {
        &self.0
    }
}

impl Drop for Scratch {
    fn drop(&mut self) {
        let _ = std::fs::remove_dir_all(&self.0);
    }
}
