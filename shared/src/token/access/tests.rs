//! Tokens as strangers would make them, against T12.
#![expect(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test may end here")]

use ring::signature::Ed25519KeyPair;
use serde_json::{Map, Value, json};

use super::*;
use crate::keyspace::Rid;

const SECRET: &str = "Xw3nZq8Rt5Yb1Kd7Lf4Gh9Jm2Pc6Vs0T";

fn roots() -> Roots {
    Roots::of_secrets([1; 32], [2; 32])
}

fn url() -> Url {
    "https://join.example.org".parse().unwrap()
}

fn tokens(algorithm: &Algorithm) -> AccessTokens {
    AccessTokens::new(&roots(), algorithm, &url(), Duration::from_mins(15)).unwrap()
}

fn hs256() -> Algorithm {
    Algorithm::Hs256(SECRET.into())
}

fn both() -> [AccessTokens; 2] {
    [tokens(&Algorithm::EdDsa), tokens(&hs256())]
}

fn now() -> Timestamp {
    "2026-01-02T03:04:05.678Z".parse().unwrap()
}

fn after(seconds: i64) -> Timestamp {
    Timestamp::from_second(now().as_second() + seconds).unwrap()
}

fn member() -> MemberId {
    MemberId::from(Rid::from_bytes([3; 16]))
}

fn issued(tokens: &AccessTokens) -> String {
    let (token, seconds) = tokens.issue(member(), FamilyId::random(), SessionEpoch::of(u64::MAX), now()).unwrap();
    assert_eq!(seconds, 900);
    token.expose().to_owned()
}

fn part(token: &str, at: usize) -> Map<String, Value> {
    serde_json::from_slice(&URL_SAFE_NO_PAD.decode(token.split('.').nth(at).unwrap()).unwrap()).unwrap()
}

/// How a stranger, or a leaked key, would sign.
enum By<'a> {
    Ours(&'a AccessTokens),
    Mac(&'a [u8]),
    Seed([u8; 32]),
    Nobody,
}

/// A token with this header and these claims, signed as said whatever the header says.
fn forged(header: &Value, claims: &Value, by: &By<'_>) -> String {
    forged_text(&header.to_string(), &claims.to_string(), by)
}

fn forged_text(header: &str, claims: &str, by: &By<'_>) -> String {
    let message = format!("{}.{}", URL_SAFE_NO_PAD.encode(header), URL_SAFE_NO_PAD.encode(claims));
    let mac = |secret: &[u8]| {
        let key = ring::hmac::Key::new(ring::hmac::HMAC_SHA256, secret);
        URL_SAFE_NO_PAD.encode(ring::hmac::sign(&key, message.as_bytes()))
    };
    let code = match by {
        By::Ours(tokens) => URL_SAFE_NO_PAD.encode(tokens.signing.sign(message.as_bytes())),
        By::Mac(secret) => mac(secret),
        By::Seed(seed) => URL_SAFE_NO_PAD.encode(Ed25519KeyPair::from_seed_unchecked(seed).unwrap().sign(message.as_bytes())),
        By::Nobody => String::new(),
    };
    format!("{message}.{code}")
}

/// A token of ours with a change to its claims and a good signature: what only a slip of our own could make.
fn changed(tokens: &AccessTokens, change: impl FnOnce(&mut Map<String, Value>)) -> String {
    let token = issued(tokens);
    let mut claims = part(&token, 1);
    change(&mut claims);
    forged(&part(&token, 0).into(), &claims.into(), &By::Ours(tokens))
}

/// The same with a change to its header.
fn headed(tokens: &AccessTokens, change: impl FnOnce(&mut Map<String, Value>)) -> String {
    let token = issued(tokens);
    let mut header = part(&token, 0);
    change(&mut header);
    forged(&header.into(), &part(&token, 1).into(), &By::Ours(tokens))
}

#[test]
fn t12_a_token_says_who_signed_in_and_is_believed_until_its_end() {
    for tokens in both() {
        let token = issued(&tokens);
        let claims = tokens.believe(&token, now()).unwrap();
        assert_eq!((claims.member, claims.epoch), (member(), SessionEpoch::of(u64::MAX)));
        assert_eq!((claims.issued_at, claims.expires_at), (after(0), after(900)));
        assert_eq!(tokens.believe(&token, after(899)), Ok(claims), "the second look is remembered");
        assert_eq!(forged(&part(&token, 0).into(), &part(&token, 1).into(), &By::Ours(&tokens)).split('.').count(), 3);
        let header = part(&token, 0);
        assert_eq!(header.keys().collect::<Vec<_>>(), ["alg", "kid", "typ"]);
        assert_eq!(header["typ"], "at+jwt");
        let names = ["aud", "epoch", "exp", "iat", "iss", "jti", "nbf", "sid", "sub"];
        assert_eq!(part(&token, 1).keys().collect::<Vec<_>>(), names);
        assert_ne!(part(&token, 1)["jti"], part(&issued(&tokens), 1)["jti"]);
        assert_eq!(part(&token, 1)["iss"], "https://join.example.org");
    }
}

#[test]
fn t12_expired_and_early_tokens_are_refused_whether_remembered_or_not() {
    for tokens in both() {
        let token = issued(&tokens);
        for is_known in [false, true] {
            assert_eq!(tokens.believe(&token, after(900)), Err(Refused::Expired), "known: {is_known}");
            assert_eq!(tokens.believe(&token, after(90_000)), Err(Refused::Expired));
            assert_eq!(tokens.believe(&token, after(-6)), Err(Refused::Early));
            assert_eq!(tokens.lock().order.len(), usize::from(is_known));
            assert!(tokens.believe(&token, after(-5)).is_ok(), "another process' clock may be a little ahead");
        }
        let later = changed(&tokens, |claims| _ = claims.insert("nbf".into(), after(60).as_second().into()));
        assert_eq!(tokens.believe(&later, after(0)), Err(Refused::Early));
        assert!(tokens.believe(&later, after(60)).is_ok());
    }
}

#[test]
fn t12_alg_none_is_refused_in_every_spelling() {
    for tokens in both() {
        let token = issued(&tokens);
        let claims: Value = part(&token, 1).into();
        for none in ["none", "None", "NONE", "nOnE", ""] {
            for by in [By::Nobody, By::Ours(&tokens)] {
                let header = json!({"alg": none, "typ": "at+jwt", "kid": tokens.key_id});
                assert_eq!(tokens.believe(&forged(&header, &claims, &by), now()), Err(Refused::Unreadable), "{none}");
            }
        }
        let unsigned = token.rsplit_once('.').unwrap().0;
        assert!(tokens.believe(&format!("{unsigned}."), now()).is_err() && tokens.believe(unsigned, now()).is_err());
    }
}

#[test]
fn t12_no_algorithm_is_taken_for_another() {
    let [eddsa, hs256] = both();
    let claims: Value = part(&issued(&eddsa), 1).into();
    let public = URL_SAFE_NO_PAD.decode(eddsa.public.as_deref().unwrap()).unwrap();
    let jwk = eddsa.jwks()["keys"][0].to_string();
    // The public key, in every form that it is known in, as the secret of an HMAC.
    for secret in [&public[..], eddsa.public.as_deref().unwrap().as_bytes(), jwk.as_bytes(), &[]] {
        for alg in ["HS256", "HS384", "HS512", "EdDSA"] {
            let header = json!({"alg": alg, "typ": "at+jwt", "kid": eddsa.key_id});
            let due = if alg == "EdDSA" { Refused::Unproved } else { Refused::Header };
            assert_eq!(eddsa.believe(&forged(&header, &claims, &By::Mac(secret)), now()), Err(due), "{alg}");
        }
    }
    for alg in ["RS256", "RS512", "PS256", "ES256", "ES384", "EdDSA", "HS384", "HS512"] {
        let header = json!({"alg": alg, "typ": "at+jwt", "kid": hs256.key_id});
        assert_eq!(hs256.believe(&forged(&header, &claims, &By::Mac(SECRET.as_bytes())), now()), Err(Refused::Header), "{alg}");
    }
    let header = json!({"alg": "EdDSA", "typ": "at+jwt", "kid": eddsa.key_id});
    assert_eq!(eddsa.believe(&forged(&header, &claims, &By::Seed([7; 32])), now()), Err(Refused::Unproved));
}

#[test]
fn t12_after_a_change_of_algorithm_or_root_older_tokens_are_dead() {
    let [eddsa, hs256] = both();
    assert_eq!(hs256.believe(&issued(&eddsa), now()), Err(Refused::Header));
    assert_eq!(eddsa.believe(&issued(&hs256), now()), Err(Refused::Header));
    let rolled = AccessTokens::new(&Roots::of_secrets([9; 32], [2; 32]), &Algorithm::EdDsa, &url(), Duration::from_mins(15)).unwrap();
    assert_eq!(rolled.believe(&issued(&eddsa), now()), Err(Refused::Header), "its key is retired");
    let other = tokens(&Algorithm::Hs256("another secret of thirty characters".into()));
    assert_eq!(other.believe(&issued(&hs256), now()), Err(Refused::Header));
    // Whoever writes today's key id over it has no signature for it.
    let stolen = forged(&part(&issued(&rolled), 0).into(), &part(&issued(&eddsa), 1).into(), &By::Ours(&eddsa));
    assert_eq!(rolled.believe(&stolen, now()), Err(Refused::Unproved));
}

#[test]
fn t12_the_header_is_ours_in_full() {
    for tokens in both() {
        for typ in ["JWT", "jwt", "AT+JWT", "application/at+jwt", "rt+jwt", "at+jwt ", ""] {
            let token = headed(&tokens, |header| _ = header.insert("typ".into(), typ.into()));
            assert_eq!(tokens.believe(&token, now()), Err(Refused::Header), "{typ}");
        }
        for name in ["typ", "kid"] {
            let token = headed(&tokens, |header| _ = header.remove(name));
            assert_eq!(tokens.believe(&token, now()), Err(Refused::Header), "{name}");
        }
        assert_eq!(tokens.believe(&headed(&tokens, |header| _ = header.remove("alg")), now()), Err(Refused::Unreadable));
        for (name, value) in [
            ("kid", json!("retired")),
            ("kid", json!("../../dev/null")),
            ("jku", json!("https://evil.example/jwks.json")),
            ("x5u", json!("https://evil.example/x")),
            ("jwk", tokens_jwk()),
            ("crit", json!(["exp"])),
            ("cty", json!("JWT")),
            ("zip", json!("DEF")),
            ("b64", json!(false)),
            ("other", json!(1)),
        ] {
            let token = headed(&tokens, |header| _ = header.insert(name.into(), value));
            assert_eq!(tokens.believe(&token, now()), Err(Refused::Header), "{name}");
        }
        assert_eq!(tokens.believe(&headed(&tokens, |header| _ = header.insert("kid".into(), json!(7))), now()), Err(Refused::Unreadable));
    }
}

fn tokens_jwk() -> Value {
    tokens(&Algorithm::EdDsa).jwks()["keys"][0].clone()
}

#[test]
fn t12_every_claim_is_required_and_typed() {
    for tokens in both() {
        for name in ["iss", "aud", "sub", "exp", "nbf", "iat", "jti", "sid", "epoch"] {
            let missing = changed(&tokens, |claims| _ = claims.remove(name));
            assert_eq!(tokens.believe(&missing, now()), Err(Refused::Unproved), "{name}");
            for value in [json!(null), json!([]), json!({}), json!(true), json!(["https://join.example.org"])] {
                let token = changed(&tokens, |claims| _ = claims.insert(name.into(), value.clone()));
                assert_eq!(tokens.believe(&token, now()), Err(Refused::Unproved), "{name}: {value}");
            }
        }
        for name in ["sub", "jti", "sid", "epoch"] {
            for value in [json!(7), json!(""), json!("ann"), json!("-1"), json!("AAAA")] {
                let token = changed(&tokens, |claims| _ = claims.insert(name.into(), value.clone()));
                assert_eq!(tokens.believe(&token, now()), Err(Refused::Unproved), "{name}: {value}");
            }
        }
    }
}

#[test]
fn t12_a_time_is_a_whole_number_and_never_a_text_cve_2026_25537() {
    for tokens in both() {
        for name in ["exp", "nbf", "iat"] {
            let second = part(&issued(&tokens), 1)[name].as_i64().unwrap();
            let mut values =
                vec![json!(second.to_string()), json!("never"), json!(""), json!(f64::from(2_000_000_000) + 0.5), json!(1e300)];
            values.extend([json!(u64::MAX), json!(i64::MAX), json!(i64::MIN), json!(-1)]);
            for value in values {
                let token = changed(&tokens, |claims| _ = claims.insert(name.into(), value.clone()));
                assert_eq!(tokens.believe(&token, now()), Err(Refused::Unproved), "{name}: {value}");
            }
        }
        // One name twice: the first or the last could count.
        let token = issued(&tokens);
        let claims = Value::from(part(&token, 1)).to_string().replacen('{', r#"{"exp":99999999999,"#, 1);
        let twice = forged_text(&Value::from(part(&token, 0)).to_string(), &claims, &By::Ours(&tokens));
        assert_eq!(tokens.believe(&twice, now()), Err(Refused::Unproved));
    }
}

#[test]
fn t12_a_token_of_or_for_another_gate_is_refused() {
    for tokens in both() {
        for name in ["iss", "aud"] {
            for other in ["https://other.example.org", "https://join.example.org/", "https://join.example.org.evil.example", "", "JOIN"] {
                let token = changed(&tokens, |claims| _ = claims.insert(name.into(), other.into()));
                assert_eq!(tokens.believe(&token, now()), Err(Refused::Elsewhere), "{name}: {other}");
            }
        }
    }
}

#[test]
fn t12_other_credentials_are_no_access_tokens() {
    let refresh = format!("glr_{}", URL_SAFE_NO_PAD.encode([7; 60]));
    for tokens in both() {
        for text in [refresh.as_str(), "", ".", "..", "...", "a.b.c", "glc_AAAA", "\u{fc}.\u{fc}.\u{fc}", "\0"] {
            assert_eq!(tokens.believe(text, now()), Err(Refused::Unreadable), "{text:?}");
        }
        // Seed 4's refresh token was a JWT of the same key with another word in it.
        let token = issued(&tokens);
        let typed = headed(&tokens, |header| _ = header.insert("typ".into(), "refresh".into()));
        assert_eq!(tokens.believe(&typed, now()), Err(Refused::Header));
        for text in [format!("{token}."), format!(".{token}"), format!("{token} "), format!("{token}="), token.replacen('.', "..", 1)] {
            assert!(tokens.believe(&text, now()).is_err(), "{text}");
        }
    }
}

#[test]
fn t12_an_oversize_token_is_not_even_decoded() {
    for tokens in both() {
        let big = changed(&tokens, |claims| _ = claims.insert("pad".into(), "x".repeat(BYTES_MAX).into()));
        assert_eq!(tokens.believe(&big, now()), Err(Refused::Unreadable));
        assert_eq!(tokens.believe(&"a".repeat(10_000_000), now()), Err(Refused::Unreadable));
    }
}

#[test]
fn t12_no_changed_letter_is_believed_before_or_after_the_true_one() {
    for tokens in both() {
        let token = issued(&tokens);
        for is_known in [false, true] {
            for at in 0..token.len() {
                let mut bytes = token.clone().into_bytes();
                bytes[at] = if bytes[at] == b'A' { b'B' } else { b'A' };
                let changed = String::from_utf8(bytes).unwrap();
                assert!(tokens.believe(&changed, now()).is_err(), "{at}, known: {is_known}");
            }
            tokens.believe(&token, now()).unwrap();
        }
        assert_eq!(tokens.lock().claims.len(), 1, "what was refused is not remembered");
    }
}

#[test]
fn remembered_tokens_are_bounded_and_the_oldest_goes_first() {
    let claims = tokens(&hs256()).believe(&issued(&tokens(&hs256())), now()).unwrap();
    let mut known = Known::default();
    let digest = |at: usize| digest_of(&at.to_string());
    for at in 0..KNOWN_MAX + 10 {
        known.keep(digest(at), claims);
        known.keep(digest(at), claims);
    }
    assert_eq!((known.claims.len(), known.order.len()), (KNOWN_MAX, KNOWN_MAX));
    assert_eq!((known.get(&digest(9)), known.get(&digest(10))), (None, Some(claims)));
}

#[test]
fn t12_the_public_key_is_shown_and_a_secret_is_not() {
    let [eddsa, hs256] = both();
    assert_eq!(hs256.jwks(), json!({"keys": []}));
    let keys = eddsa.jwks();
    let key = &keys["keys"][0];
    assert_eq!((&key["kty"], &key["crv"], &key["alg"], &key["use"]), (&json!("OKP"), &json!("Ed25519"), &json!("EdDSA"), &json!("sig")));
    let names: Vec<_> = key.as_object().unwrap().keys().map(String::as_str).collect();
    assert_eq!(names, ["alg", "crv", "kid", "kty", "use", "x"], "the private `d` is not among them");
    let token = issued(&eddsa);
    assert_eq!(part(&token, 0)["kid"], key["kid"]);
    // Whoever has the key set alone can check our tokens.
    let (message, code) = token.rsplit_once('.').unwrap();
    let x = URL_SAFE_NO_PAD.decode(key["x"].as_str().unwrap()).unwrap();
    let public = ring::signature::UnparsedPublicKey::new(&ring::signature::ED25519, x);
    public.verify(message.as_bytes(), &URL_SAFE_NO_PAD.decode(code).unwrap()).unwrap();
    // RFC 8037, appendix A.3.
    assert_eq!(thumbprint("11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo"), "kPrK_qmxVWaYVA9wwBF6Iuo3vVzz7TxHCTwXBygrS4k");
}
