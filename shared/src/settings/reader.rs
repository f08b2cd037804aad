//! Reads settings one by one and collects every fault, so that the operator mends all of them in one go.
//!
//! The rule: names and defaults come from the catalogue, a default goes through the same eyes as a given value, and
//! nothing is built while there is a fault.

use secrecy::ExposeSecret;

use super::catalogue::{Fallback, Setting};
use super::doors;
use super::environment::{Environment, Origin};
use super::faults::{Fault, Faults, Wrong};
use crate::platform::Services;

/// Reading in progress.
pub(super) struct Reader<'a> {
    environment: &'a Environment,
    faults: Vec<Fault>,
    /// Whether people reach this gate from elsewhere than this machine, as far as is known.
    pub(super) is_public: bool,
    /// Whether a platform is elsewhere than this machine, as far as is known.
    pub(super) is_platform_elsewhere: bool,
    /// The doors whose settings are read.
    pub(super) doors: Services,
}

impl<'a> Reader<'a> {
    pub(super) fn new(environment: &'a Environment) -> Self {
        let faults = environment.faults().to_vec();
        Self { environment, faults, is_public: false, is_platform_elsewhere: false, doors: doors::open(environment) }
    }

    /// The value of a setting; none where it is off or has a fault.
    pub(super) fn read<T>(&mut self, setting: &Setting, parse: impl FnOnce(&str) -> Result<T, Wrong>) -> Option<T> {
        self.try_read(setting, parse).map_err(|wrong| self.fault(setting, wrong)).ok().flatten()
    }

    /// The same for a setting that is read elsewhere: a fault of it is not noted again.
    pub(super) fn peek<T>(&self, setting: &Setting, parse: impl FnOnce(&str) -> Result<T, Wrong>) -> Option<T> {
        self.try_read(setting, parse).ok().flatten()
    }

    /// Whether somebody set it, however wrongly.
    pub(super) fn is_given(&self, setting: &Setting) -> bool {
        self.environment.find(setting, &self.doors).map_or(true, |found| found.is_some())
    }

    /// The same, but not under an older name.
    pub(super) fn is_given_itself(&self, setting: &Setting) -> bool {
        self.environment.find(setting, &Services::default()).map_or(true, |found| found.is_some())
    }

    /// Whether a secret that everybody could guess is a fault.
    pub(super) fn must_be_strong(&self) -> bool {
        self.is_public || self.is_platform_elsewhere
    }

    fn try_read<T>(&self, setting: &Setting, parse: impl FnOnce(&str) -> Result<T, Wrong>) -> Result<Option<T>, Wrong> {
        match (self.environment.find(setting, &self.doors)?, setting.fallback) {
            (Some((value, origin)), _) => parse(value.expose_secret().trim()).map(Some).map_err(|wrong| match origin {
                Origin::Older(name) => wrong.given_as(name),
                _ => wrong,
            }),
            (None, Fallback::Value(value)) => parse(value).map(Some),
            (None, Fallback::Nothing) => Ok(None),
            (None, Fallback::Required) => Err(Wrong::new("is not set", format!("it is required; for example {}", setting.example))),
        }
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
