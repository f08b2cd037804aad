//! Reads settings one by one and collects every fault, so that the operator mends all of them in one go.
//!
//! The rule: names and defaults come from the catalogue, a default goes through the same eyes as a given value, and
//! nothing is built while there is a fault.

use secrecy::ExposeSecret;

use super::catalogue::{Fallback, Setting};
use super::environment::Environment;
use super::faults::{Fault, Faults, Wrong};

/// Reading in progress.
pub(super) struct Reader<'a> {
    environment: &'a Environment,
    faults: Vec<Fault>,
    /// Whether people reach this gate from elsewhere than this machine, as far as is known.
    pub(super) is_public: bool,
    /// Whether the homeserver is elsewhere than this machine, as far as is known.
    pub(super) is_homeserver_elsewhere: bool,
}

impl<'a> Reader<'a> {
    pub(super) fn new(environment: &'a Environment) -> Self {
        let faults = environment.faults().to_vec();
        Self { environment, faults, is_public: false, is_homeserver_elsewhere: false }
    }

    /// The value of a setting; none where it is off or has a fault.
    pub(super) fn read<T>(&mut self, setting: &Setting, parse: impl FnOnce(&str) -> Result<T, Wrong>) -> Option<T> {
        let value = match (self.environment.find(setting), setting.fallback) {
            (Ok(Some((value, _))), _) => parse(value.expose_secret().trim()),
            (Ok(None), Fallback::Value(value)) => parse(value),
            (Ok(None), Fallback::Nothing) => return None,
            (Ok(None), Fallback::Required) => Err(Wrong::new("is not set", format!("it is required; for example {}", setting.example))),
            (Err(wrong), _) => Err(wrong),
        };
        value.map_err(|wrong| self.fault(setting, wrong)).ok()
    }

    /// Notes what is wrong with a setting.
    pub(super) fn fault(&mut self, setting: &Setting, wrong: Wrong) {
        self.faults.push(Fault::new(setting.name, wrong));
    }

    /// What was built, if there is no fault.
    pub(super) fn finish<T>(self, built: Option<T>) -> Result<T, Faults> {
        match built {
            Some(built) if self.faults.is_empty() => Ok(built),
            _ => Err(Faults::new(self.faults)),
        }
    }
}
