//! What a test may break or change behind everybody's back: troubles, what the instance is like, accounts that were there before us.

use std::fs;
use std::os::unix::net::UnixListener;
use std::sync::atomic::Ordering;

use anyhow::Context as _;

use super::MastodonDouble;
use super::state::{Holder, MadeBy, Order, Registrations, Token, User, words};
use super::trouble::{Call, Inside, Trouble, Troubles};

impl MastodonDouble {
    /// The next `times` calls of this kind go wrong this way; troubles of one kind wait in line.
    pub fn trouble(&self, call: Call, trouble: Trouble, times: usize) {
        self.change(|state| state.troubles.add(call, trouble, times));
    }

    /// Every call of this kind goes wrong this way, until `end_troubles`.
    pub fn trouble_always(&self, call: Call, trouble: Trouble) {
        self.change(|state| state.troubles.add_lasting(call, trouble));
    }

    /// From now on nothing goes wrong that has not begun to.
    pub fn end_troubles(&self) {
        self.change(|state| state.troubles = Troubles::default());
    }

    /// Lets go of every call that is held back now.
    pub fn release(&self) {
        self.shared.releases.send_modify(|count| *count += 1);
    }

    /// While `away` nobody listens on the socket, every connection breaks, and the command finds no daemon.
    pub fn set_away(&self, away: bool) -> anyhow::Result<()> {
        if *self.shared.away.borrow() == away {
            return Ok(());
        }
        // A socket keeps listening under another name; in its place lies what a process leaves that died.
        let aside = self.folder.path().join("aside");
        if away {
            fs::rename(self.socket(), aside)?;
            drop(UnixListener::bind(self.socket())?);
        } else {
            fs::rename(aside, self.socket())?;
        }
        self.shared.lines.away.store(away, Ordering::SeqCst);
        self.shared.away.send_replace(away);
        Ok(())
    }

    /// What stands where the command leads to.
    pub fn set_inside(&self, inside: Inside) {
        self.change(|state| state.inside = inside);
    }

    /// The one script that the command may be given from now on, byte for byte.
    pub fn set_script(&self, script: &str) {
        self.change(|state| state.script = Some(script.to_owned()));
    }

    /// Who may sign up over HTTP. `Approval` at the start.
    pub fn set_registrations(&self, registrations: Registrations) {
        self.change(|state| state.registrations = registrations);
    }

    /// Takes no address of this domain.
    pub fn block_domain(&self, domain: &str) {
        self.change(|state| state.blocked_domains.push(domain.to_owned()));
    }

    /// Deletes every application: whoever shows one is `invalid_client`.
    pub fn forget_clients(&self) {
        self.change(|state| state.applications.clear());
    }

    /// Gives every application these scopes and no others.
    pub fn set_client_scopes(&self, scopes: &str) {
        self.change(|state| state.applications.iter_mut().for_each(|application| application.scopes = words(scopes)));
    }

    /// Gives the administrator's token these scopes and no others.
    pub fn set_admin_scopes(&self, scopes: &str) {
        let of_admin = |token: &&mut Token| token.holder == Holder::Administrator;
        self.change(|state| state.tokens.iter_mut().filter(of_admin).for_each(|token| token.scopes = words(scopes)));
    }

    /// Ends every token of an application itself, as GoToSocial does after two hours.
    pub fn expire_client_tokens(&self) {
        self.change(|state| state.revoke_where(|token| token.holder == Holder::Application));
    }

    /// An account that was there before us, without a mark.
    pub fn add_foreign(&self, username: &str, email: &str, password: &str) {
        self.add(username, email, password, "I like it here.", &MadeBy::Form);
    }

    /// Somebody's own sign-up in Mastodon's form, with a mark as if it were ours: nobody has confirmed or approved it yet.
    ///
    /// # Errors
    /// Never, but for a name that another account has.
    pub fn add_forged(&self, username: &str, email: &str, password: &str, mark: &str) -> anyhow::Result<()> {
        self.add(username, email, password, &format!("please\ngatelodge:{mark}"), &MadeBy::Form);
        self.change_user(username, |user| (user.confirmed, user.approved) = (false, false))
    }

    /// An account with our mark, as an earlier registration left it.
    pub fn add_ours(&self, username: &str, email: &str, password: &str, mark: &str) {
        self.add(username, email, password, &format!("gatelodge:{mark}"), &MadeBy::Inside);
    }

    fn add(&self, username: &str, email: &str, password: &str, reason: &str, made_by: &MadeBy) {
        let order = Order { username, email, password, reason, locale: "en", made_by, confirmed: true, approved: true };
        self.change(|state| state.make(&order));
    }

    /// Changes an account behind everybody's back: `change_user("anna", |user| user.second_factor = true)`.
    ///
    /// # Errors
    /// When there is no such account.
    pub fn change_user(&self, username: &str, change: impl FnOnce(&mut User)) -> anyhow::Result<()> {
        let changed = self.change(|state| {
            let user = state.users.iter_mut().find(|user| user.username.eq_ignore_ascii_case(username));
            user.map(change)
        });
        changed.with_context(|| format!("no account {username}"))
    }

    /// The person signs in: from now on the account was used.
    pub fn sign_in(&self, username: &str) -> anyhow::Result<()> {
        self.change_user(username, |user| {
            user.signed_in = true;
            user.sessions_count += 1;
        })
    }
}
