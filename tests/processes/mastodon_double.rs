//! The command that stands for a program inside the Mastodon instance of a test: `<control socket> bin/rails runner <script>` or
//! `<control socket> bin/tootctl …`. It only carries arguments and bytes to the double in the test's process, which answers.

use std::io;
use std::path::Path;
use std::process::ExitCode;

use anyhow::Context as _;
use harness::mastodon_double::relay;

fn main() -> anyhow::Result<ExitCode> {
    let mut arguments = std::env::args_os().skip(1);
    let control = arguments.next().context("no control socket given")?;
    let arguments: Vec<String> = arguments.map(|argument| argument.to_string_lossy().into_owned()).collect();
    Ok(relay(Path::new(&control), &arguments, io::stdin(), io::stdout(), io::stderr())?.into())
}
