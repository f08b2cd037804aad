//! What a metric is: its name, its labels, and the series under it, in the types of the Prometheus project's own client.
//!
//! Owns how a value gets in and how a page of them comes out. The rule: a label is a word of our code or the template of a
//! route, never anything that came from a person. Which metrics there are is `metrics`' to say.

use std::fmt;
use std::hash::{Hash, Hasher};
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, OnceLock};
use std::time::Duration;

use prometheus_client::encoding::{EncodeLabel, EncodeLabelSet, EncodeMetric, LabelSetEncoder};
use prometheus_client::metrics::family::{Family, MetricConstructor};
use prometheus_client::metrics::{TypedMetric, counter, gauge, histogram};
use prometheus_client::registry::{Registry, Unit};

use crate::settings::Process;
use crate::settings::catalogue::Readers;

/// How values of a metric come about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// Only grows, from zero at each start.
    Counter,
    /// Is as it is now.
    Gauge,
    /// How many values were at most this big.
    Histogram,
}

/// One metric, for whoever reads it.
#[derive(Debug)]
pub struct Metric {
    /// The whole name, its unit at the end.
    pub name: &'static str,
    /// How its values come about.
    pub kind: Kind,
    /// Which processes have it.
    pub has: Readers,
    /// What its series are told apart by.
    pub labels: &'static [&'static str],
    /// What it says, without a full stop.
    pub help: &'static str,
    /// The upper bounds of a histogram.
    pub buckets: &'static [f64],
}

impl Metric {
    /// Whether this process has it.
    pub const fn is_of(&self, process: Process) -> bool {
        matches!((self.has, process), (Readers::Both, _) | (Readers::Api, Process::Api) | (Readers::Worker, Process::Worker))
    }
}

/// What a label says.
#[derive(Clone, Debug)]
pub enum Value {
    /// A word of our code.
    Word(&'static str),
    /// A route's template, as it was written in our code.
    Template(Arc<str>),
}

impl Value {
    fn as_str(&self) -> &str {
        match self {
            Self::Word(word) => word,
            Self::Template(template) => template,
        }
    }
}

impl From<&'static str> for Value {
    fn from(word: &'static str) -> Self {
        Self::Word(word)
    }
}

impl PartialEq for Value {
    fn eq(&self, other: &Self) -> bool {
        self.as_str() == other.as_str()
    }
}

impl Eq for Value {}

impl Hash for Value {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.as_str().hash(state);
    }
}

/// What one series is told apart by.
#[derive(Clone, Debug)]
struct Labels<const N: usize> {
    names: &'static [&'static str],
    values: [Value; N],
}

// The names are the same for all series of a metric, so only the values are compared.
impl<const N: usize> PartialEq for Labels<N> {
    fn eq(&self, other: &Self) -> bool {
        self.values == other.values
    }
}

impl<const N: usize> Eq for Labels<N> {}

impl<const N: usize> Hash for Labels<N> {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.values.hash(state);
    }
}

impl<const N: usize> EncodeLabelSet for Labels<N> {
    fn encode(&self, encoder: &mut LabelSetEncoder<'_>) -> Result<(), fmt::Error> {
        self.names.iter().zip(&self.values).try_for_each(|(name, value)| (*name, value.as_str()).encode(encoder.encode_label()))
    }
}

/// Makes the series of a metric; a histogram's with these bounds.
#[derive(Clone, Copy, Debug)]
pub struct Make(&'static [f64]);

type Count = counter::Counter<f64, AtomicU64>;
type Level = gauge::Gauge<f64, AtomicU64>;

impl MetricConstructor<Count> for Make {
    fn new_metric(&self) -> Count {
        Count::default()
    }
}

impl MetricConstructor<Level> for Make {
    fn new_metric(&self) -> Level {
        Level::default()
    }
}

impl MetricConstructor<histogram::Histogram> for Make {
    fn new_metric(&self) -> histogram::Histogram {
        histogram::Histogram::new(self.0.iter().copied())
    }
}

/// A metric with its series.
pub struct Series<M: 'static, const N: usize> {
    about: Metric,
    family: OnceLock<Family<Labels<N>, M, Make>>,
}

/// Counts what happened.
pub type Counter<const N: usize> = Series<Count, N>;
/// Says how much there is now.
pub type Gauge<const N: usize> = Series<Level, N>;
/// Counts how big things were.
pub type Histogram<const N: usize> = Series<histogram::Histogram, N>;

impl<M, const N: usize> Series<M, N> {
    /// A metric without values yet. Its labels must be as many as its type says; a test looks.
    pub const fn new(about: Metric) -> Self {
        Self { about, family: OnceLock::new() }
    }

    fn family(&self) -> &Family<Labels<N>, M, Make> {
        self.family.get_or_init(|| Family::new_with_constructor(Make(self.about.buckets)))
    }

    const fn labels(&self, values: [Value; N]) -> Labels<N> {
        Labels { names: self.about.labels, values }
    }
}

impl<const N: usize> Counter<N> {
    /// It happened once more.
    pub fn count(&self, values: [Value; N]) {
        self.family().get_or_create(&self.labels(values)).inc();
    }

    /// It happened so many times more. Zero shows the series before it ever happens.
    pub fn add(&self, values: [Value; N], count: usize) {
        // Nothing is counted that often: 2^53 times.
        #[expect(clippy::cast_precision_loss, reason = "exact up to 2^53")]
        self.family().get_or_create(&self.labels(values)).inc_by(count as f64);
    }

    /// Takes over a total that somebody else counts.
    pub(super) fn take_over(&self, values: [Value; N], total: f64) {
        self.family().get_or_create(&self.labels(values)).inner().store(total.to_bits(), Ordering::Relaxed);
    }
}

impl<const N: usize> Gauge<N> {
    /// So much there is now. `NAN`: nobody knows.
    pub fn set(&self, values: [Value; N], level: f64) {
        self.family().get_or_create(&self.labels(values)).set(level);
    }

    /// It is so, or it is not.
    pub fn set_whether(&self, values: [Value; N], is_so: bool) {
        self.set(values, f64::from(u8::from(is_so)));
    }
}

impl Gauge<0> {
    /// One more, until what this answers is dropped.
    pub fn hold(&'static self) -> Held {
        self.family().get_or_create(&self.labels([])).inc();
        Held(self)
    }
}

/// One that a gauge counts.
#[must_use]
pub struct Held(&'static Gauge<0>);

impl Drop for Held {
    fn drop(&mut self) {
        self.0.family().get_or_create(&self.0.labels([])).dec();
    }
}

impl<const N: usize> Histogram<N> {
    /// One was so big.
    pub fn observe(&self, values: [Value; N], size: f64) {
        self.family().get_or_create(&self.labels(values)).observe(size);
    }

    /// One took so long.
    pub fn time(&self, values: [Value; N], took: Duration) {
        self.observe(values, took.as_secs_f64());
    }
}

/// What a page is made of: every kind of metric alike.
pub trait Listed: Sync {
    /// Which one it is.
    fn about(&self) -> &Metric;
    /// Puts it on the page of a registry.
    fn register(&self, registry: &mut Registry);
}

impl<M, const N: usize> Listed for Series<M, N>
where
    M: EncodeMetric + TypedMetric + fmt::Debug + Clone + Send + Sync,
    Make: MetricConstructor<M>,
{
    fn about(&self) -> &Metric {
        &self.about
    }

    fn register(&self, registry: &mut Registry) {
        if N == 0 && self.about.kind != Kind::Gauge {
            // What has happened to nobody yet is zero; how much there is of something must be measured first.
            drop(self.family().get_or_create(&self.labels(std::array::from_fn(|_| Value::Word("")))));
        }
        // The client writes `_total` and the unit by itself.
        let name = self.about.name.strip_suffix("_total").unwrap_or(self.about.name);
        let (family, help) = (self.family().clone(), self.about.help);
        for (suffix, unit) in [("_seconds", Unit::Seconds), ("_bytes", Unit::Bytes)] {
            if let Some(name) = name.strip_suffix(suffix) {
                return registry.register_with_unit(name, help, unit, family);
            }
        }
        registry.register(name, help, family);
    }
}
