# The daily habits. Everything works without just, too: each recipe is one plain command.

# Lists the recipes.
default:
    @just --list --unsorted

# A whole Gatelodge on http://localhost:8000; Ctrl-C ends it. `just demo --synapse` puts a real Synapse behind it.
demo *arguments:
    deploy/demo {{ arguments }}

# Every test, a real Synapse's and the browser's included; brings what it needs.
test:
    deploy/test

# Formatting and lints, as the tests want them.
check:
    cargo fmt --all --check
    cargo clippy --workspace --all-targets -- -D warnings

# What needs only redis-server: unit tests and journeys. `just unit expired` runs those with that in their name.
unit *filter:
    cargo test --workspace {{ filter }}

# The journeys in a real browser; every page as it looks lies under var/screenshots afterwards.
browser *files:
    deploy/prepare --browser
    tests/browser/run {{ files }}

# How fast it is: one run, a table. `E2E=1 just bench` measures the way from a decision to the account as well.
bench *arguments:
    cargo build --release --bins
    cargo run --release -p tests --bin gatelodge-bench -- {{ arguments }}
