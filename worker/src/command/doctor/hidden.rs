//! What must not be read in words that somebody else wrote and that the doctor quotes: what an instance's command says last.
//!
//! The rule: what is known to be secret goes, and what could be: addresses, assignments, long words of letters and digits, and
//! whatever follows a word for a secret. One word too many hidden is better than one too few.

use secrecy::ExposeSecret;

use crate::Worker;

/// What stands in the place of what is hidden.
const HIDDEN: &str = "•••";
/// Words behind which a secret may stand.
const NAMES: [&str; 8] = ["password", "passwd", "passphrase", "secret", "token", "key", "bearer", "authorization"];
/// A word of so many letters and digits is nobody's name for a thing.
const LONG: usize = 16;
/// Words that may stand between the name of a secret and the secret, and say nothing of it.
const BETWEEN: [&str; 4] = ["is", "was", "be", "as"];
/// What ssh says of the keys of hosts: whoever reads it needs the word.
const HARMLESS: [&str; 1] = ["verification"];

/// A line of somebody else's, without what it must not give away.
pub(super) fn without_secrets(worker: &Worker, line: &str) -> String {
    let settings = &worker.settings;
    let mut secrets: Vec<&str> = Vec::new();
    if let Some(access) = &settings.mastodon {
        secrets.extend(access.client.as_ref().map(|client| client.secret.expose_secret()));
        secrets.extend(access.admin_token.as_ref().map(ExposeSecret::expose_secret));
    }
    secrets.extend(settings.matrix.as_ref().map(|secrets| secrets.shared_secret.expose_secret()));
    secrets.extend(settings.smtp.credentials.as_ref().map(|(_, password)| password.expose_secret()));
    let line = secrets.into_iter().filter(|secret| !secret.is_empty()).fold(line.to_owned(), |line, secret| line.replace(secret, HIDDEN));
    without_suspects(&line)
}

/// A line without words that look like a secret or stand where one does.
fn without_suspects(line: &str) -> String {
    let mut is_next = false;
    let shown = line.split(' ').map(|word| {
        let parts: Vec<String> =
            word.split(|letter: char| !letter.is_alphanumeric()).filter(|part| !part.is_empty()).map(str::to_lowercase).collect();
        let Some(last) = parts.last() else { return word };
        let follows = is_next && !HARMLESS.contains(&last.as_str());
        is_next = NAMES.contains(&last.as_str()) || (is_next && BETWEEN.contains(&last.as_str()));
        // `password:word` names it and says it.
        let says = parts.iter().rev().skip(1).any(|part| NAMES.contains(&part.as_str()));
        if (follows && !is_next) || says || word.contains(['@', '=']) || is_mixed(word) { HIDDEN } else { word }
    });
    shown.collect::<Vec<&str>>().join(" ")
}

/// Whether a long part of it is made of letters and digits both. Paths, hosts and versions have short parts.
fn is_mixed(word: &str) -> bool {
    word.split(['/', '.', ':', ',', ';']).any(|part| {
        let count = |is: fn(&char) -> bool| part.chars().filter(is).count();
        let (letters, digits) = (count(|letter| letter.is_alphabetic()), count(|letter| letter.is_numeric()));
        letters >= 2 && digits >= 1 && letters + digits >= LONG
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_operators_need_stays() {
        for line in [
            "Error response from daemon: No such container: mastodon-web-1",
            "Cannot connect to the Docker daemon at unix:///var/run/docker.sock. Is the docker daemon running?",
            "Permission denied (publickey).",
            "Host key verification failed.",
            "/opt/mastodon/vendor/ruby/3.3.0/x86_64-linux/gems/pg-1.5.6: LoadError",
            "ssh: connect to host 10.20.30.40 port 22: Connection timed out",
            "2026-11-21T22:00:00Z something broke",
        ] {
            assert_eq!(without_suspects(line), line);
        }
    }

    #[test]
    fn what_could_be_a_secret_goes() {
        for (line, shown) in [
            ("denied for ada@example.org", "denied for •••"),
            ("PGPASSWORD=hunter2 is wrong", "••• is wrong"),
            ("wrong password hunter2", "wrong password •••"),
            ("password: hunter2, sorry", "password: ••• sorry"),
            ("password:hunter2 sorry", "••• sorry"),
            ("the password is hunter2", "the password is •••"),
            ("Authorization: Bearer abc", "Authorization: Bearer •••"),
            ("api_key abc and SECRET_KEY_BASE", "api_key ••• and •••"),
            ("no user 3b9c01fe77aa4d20 here", "no user ••• here"),
            ("got eyJhbGciOiJFZERTQSJ9.eyJzdWIiOiIxIn0.c2ln", "got •••"),
            ("id 0b5e4d3c-2b1a-4f00-9e8d-7c6b5a493827", "id •••"),
            ("k 3bCkbDMmJy1TXykkDTjcOVHOqfbOlQ3TlxZLwWYRkTs=", "k •••"),
        ] {
            assert_eq!(without_suspects(line), shown);
        }
    }
}
