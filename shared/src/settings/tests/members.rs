//! What signing in needs to be told, some of it by names of other services.

use super::*;

/// What an operator writes, and names spelled whole beside it.
fn with_whole(base: &[(&str, &str)], whole: &[(&str, &str)]) -> Environment {
    let mut environment = with(base, &[]);
    for (name, value) in whole {
        environment.set(name, (*value).to_owned());
    }
    environment
}

#[test]
fn the_seeds_own_environments_sign_with_their_algorithm_and_hold_for_as_long() {
    for (minutes, days, key) in [("30", "30", "your_secret_key"), ("15", "7", "your-super-secret-key-here")] {
        let mut environment = with(LOOPBACK, &[]);
        let lines = format!(
            "SECRET_KEY={key}\nALGORITHM=HS256\nACCESS_TOKEN_EXPIRE_MINUTES={minutes}\nREFRESH_TOKEN_EXPIRE_DAYS={days}\n\
             ALLOWED_ORIGINS=http://localhost:3000,http://localhost:8080\nDATABASE_PASSWORD=password\n"
        );
        environment.read_dot_env(lines.as_bytes());
        let members = read_api(&environment).unwrap().members;
        assert_eq!(members.access_ttl, Duration::from_mins(minutes.parse().unwrap()));
        assert_eq!(members.refresh_ttl, Duration::from_hours(24 * days.parse::<u64>().unwrap()));
        assert!(matches!(&members.algorithm, Algorithm::Hs256(secret) if secret.expose_secret() == key));
        assert_eq!(members.allowed_origins, ["http://localhost:3000", "http://localhost:8080"]);
        assert!(environment.unknown_names().is_empty() && read_worker(&environment).is_ok());
        assert!(!print(&environment, Process::Api).contains(key) && !format!("{members:?}").contains(key));
    }
}

#[test]
fn a_secret_that_signs_is_given_and_strong_and_one_that_does_not_is_not_looked_at() {
    const STRONG: (&str, &str) = ("SECRET_KEY", "Xw3nZq8Rt5Yb1Kd7Lf4Gh9Jm2Pc6Vs0T");
    let hs256 = ("ALGORITHM", "HS256");
    assert_faulty(&with_whole(PUBLIC, &[hs256]), &["SECRET_KEY"], &[]);
    assert_faulty(&with_whole(PUBLIC, &[hs256, STRONG]), &[], &[]);
    for known in
        ["your_secret_key", "your-super-secret-key-here", "your-super-secret-key-minimum-32-characters", "aaaabbbbccccddddeeeeffff"]
    {
        assert_faulty(&with_whole(PUBLIC, &[hs256, ("SECRET_KEY", known)]), &["SECRET_KEY"], &[]);
        assert_faulty(&with_whole(PUBLIC, &[("SECRET_KEY", known)]), &[], &[]);
    }
    assert_faulty(&with_whole(PUBLIC, &[("ALGORITHM", "RS256"), STRONG]), &["ALGORITHM"], &[]);
    assert_faulty(&with_whole(PUBLIC, &[hs256, ("SECRET_KEY_FILE", "/nowhere/at/all")]), &["SECRET_KEY"], &[]);
    let path = std::env::temp_dir().join(format!("gatelodge-secret-key-{}", std::process::id()));
    std::fs::write(&path, format!("{}\n", STRONG.1)).unwrap();
    let settings = read_api(&with_whole(PUBLIC, &[hs256, ("SECRET_KEY_FILE", path.to_str().unwrap())]));
    std::fs::remove_file(&path).unwrap();
    assert!(matches!(settings.unwrap().members.algorithm, Algorithm::Hs256(secret) if secret.expose_secret() == STRONG.1));
}

#[test]
fn names_spelled_whole_have_their_bounds() {
    for (name, values) in [
        ("ACCESS_TOKEN_EXPIRE_MINUTES", &["0", "1441", "15m", "-1"][..]),
        ("REFRESH_TOKEN_EXPIRE_DAYS", &["0", "366", "30d"]),
        ("ALGORITHM", &["none", "hs256", "HS512"]),
        ("ALLOWED_ORIGINS", &["*", "null", "https://a.org/b", "https://a.org,*"]),
    ] {
        for value in values {
            assert_faulty(&with_whole(PUBLIC, &[(name, value)]), &[name], &[]);
        }
    }
}

#[test]
fn a_reset_token_is_answered_on_loopback_only() {
    let on = ("RETURN_RESET_TOKEN", "true");
    assert!(read_api(&with(LOOPBACK, &[on])).unwrap().members.return_reset_token);
    assert_faulty(&with(PUBLIC, &[on]), &["RETURN_RESET_TOKEN"], &[]);
    let keys = ("KEYS", "k1:3bCkbDMmJy1TXykkDTjcOVHOqfbOlQ3TlxZLwWYRkTs=");
    assert_faulty(&with(LOOPBACK, &[on, keys, ("RATE_LIMITS", "on"), ("BIND", "0.0.0.0:8000")]), &["RETURN_RESET_TOKEN"], &[]);
    let local = [on, keys, ("RATE_LIMITS", "on"), ("PUBLIC_URL", "https://join.example.org")];
    let (by_api, _) = faulty(&with(LOOPBACK, &local));
    assert_eq!(by_api, ["RETURN_RESET_TOKEN"]);
}
