//! `bin/tootctl` as 4.4 and later answer: what it makes of its arguments, prints and ends with. Reserved names pass, and `--role` gives
//! a role, so that a test would see an argument that somebody else wrote.

use super::state::{MadeBy, Order, Registrations, State};
use super::trouble::Call;

/// What a command leaves behind.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Output {
    pub(super) stdout: String,
    pub(super) stderr: String,
    pub(super) code: u8,
}

impl Output {
    pub(super) fn failed(stderr: impl Into<String>, code: u8) -> Self {
        Self { stdout: String::new(), stderr: stderr.into(), code }
    }

    fn said(stdout: impl Into<String>) -> Self {
        Self { stdout: stdout.into(), stderr: String::new(), code: 0 }
    }
}

/// The options of `accounts create`.
#[derive(Default)]
struct Options<'a> {
    names: Vec<&'a str>,
    email: Option<&'a str>,
    role: Option<&'a str>,
    confirmed: bool,
    approve: bool,
    reattach: bool,
    force: bool,
}

/// Which kind of call these arguments are, the program not counted.
pub(super) fn call(arguments: &[String]) -> Call {
    match arguments.iter().map(String::as_str).collect::<Vec<_>>().as_slice() {
        ["accounts", "create", ..] => Call::Create,
        ["version" | "--version" | "-v"] => Call::Version,
        _ => Call::OtherCommand,
    }
}

impl State {
    pub(super) fn tootctl(&mut self, arguments: &[String]) -> Output {
        match call(arguments) {
            Call::Create => match read(arguments.get(2..).unwrap_or_default()) {
                Ok(options) => self.create(&options),
                Err(complaint) => Output::failed(complaint, 1),
            },
            Call::Version => Output::said(format!("{}\n", self.setup.version)),
            _ => Output::failed(format!("Could not find command {:?}.\n", arguments.join(" ")), 1),
        }
    }

    fn create(&mut self, options: &Options) -> Output {
        let ([username], Some(email)) = (options.names.as_slice(), options.email) else {
            return Output::failed("No value provided for required options '--email'\n", 1);
        };
        if options.role.is_some_and(|role| !["Owner", "Admin", "Moderator"].contains(&role)) {
            return Output::failed("Cannot find user role with that name\n", 1);
        }
        if let Some(user) = self.named(username).filter(|_| options.reattach) {
            if !options.force {
                let said = "The chosen username is currently in use\nUse --force to reattach it anyway and delete the other user\n";
                return Output::said(said);
            }
            let id = user.id.clone();
            self.remove(&id);
        }
        let password = self.draw_hex();
        let order = Order {
            username,
            email,
            password: &password,
            reason: "",
            locale: "en",
            made_by: &MadeBy::Inside,
            confirmed: options.confirmed,
            approved: options.approve || self.registrations == Registrations::Open,
        };
        let faults = self.faults(&order, false);
        if !faults.is_empty() {
            let attribute = |name| if name == "username" { "account.username" } else { name };
            let said = faults.iter().map(|(name, fault)| format!("Failure/Error: {}\n    {fault}\n", attribute(name)));
            return Output::failed(said.collect::<String>(), 1);
        }
        let id = self.make(&order);
        self.created_count += 1;
        if let Some(user) = self.user_mut(&id) {
            user.role = options.role.map(str::to_owned);
        }
        Output::said(format!("OK\nNew password: {password}\n"))
    }
}

/// As Thor reads them: options and the name in any order, values after `=` or a space, nothing an option after `--`.
fn read(arguments: &[String]) -> Result<Options<'_>, String> {
    let mut options = Options::default();
    let mut rest = arguments.iter().map(String::as_str);
    while let Some(argument) = rest.next() {
        if argument == "--" {
            options.names.extend(rest.by_ref());
            continue;
        }
        let (name, value) = argument.split_once('=').map_or((argument, None), |(name, value)| (name, Some(value)));
        match (name, value) {
            ("--email" | "--role", _) => {
                let value = value.or_else(|| rest.next().filter(|value| !value.starts_with('-')));
                let value = value.ok_or_else(|| format!("No value provided for option '{name}'\n"))?;
                *(if name == "--email" { &mut options.email } else { &mut options.role }) = Some(value);
            }
            ("--confirmed", None) => options.confirmed = true,
            ("--approve", None) => options.approve = true,
            ("--reattach", None) => options.reattach = true,
            ("--force", None) => options.force = true,
            _ if argument.starts_with('-') => return Err(called_wrongly(arguments)),
            _ => options.names.push(argument),
        }
    }
    if options.names.len() == 1 { Ok(options) } else { Err(called_wrongly(arguments)) }
}

fn called_wrongly(arguments: &[String]) -> String {
    format!("ERROR: \"tootctl create\" was called with arguments {arguments:?}\nUsage: \"tootctl accounts create USERNAME\"\n")
}
