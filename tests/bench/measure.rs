//! Rounds in which candidate and baseline take turns, and what comes of them.

use std::collections::BTreeMap;
use std::time::{Duration, Instant};

use serde::Serialize;
use serde_json::Value;

use crate::Outcome;

/// Times of one side, in microseconds.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct Times {
    /// Median of the rounds.
    pub median_us: f64,
    /// Tenth and ninetieth percentile.
    pub low_us: f64,
    pub high_us: f64,
    /// The first round, before anything is warm.
    pub first_us: f64,
}

/// One line of the report.
#[derive(Debug, Clone, Serialize)]
pub struct Figure {
    pub name: String,
    /// What the candidate does, and what the bare baseline does.
    pub candidate_is: String,
    pub baseline_is: String,
    pub candidate: Times,
    pub baseline: Option<Times>,
    /// Candidate ÷ baseline: the median of the ratios of the rounds.
    pub ratio: Option<f64>,
    pub rounds: usize,
    /// Further figures, each with its unit in its name.
    pub more: BTreeMap<String, Value>,
    /// What a reader must know, such as a query that reads a whole table.
    pub warnings: Vec<String>,
}

/// Runs `work` and says how long it took.
pub fn timed<T>(work: impl FnOnce() -> Outcome<T>) -> Outcome<(Duration, T)> {
    let begun = Instant::now();
    let value = work()?;
    Ok((begun.elapsed(), value))
}

/// Takes turns between candidate and baseline; each gives the time of its part that counts. Who begins alternates, so
/// that neither always finds the caches the other has filled.
pub fn compare(
    name: &str,
    (candidate_is, baseline_is): (&str, &str),
    rounds: usize,
    mut candidate: impl FnMut(usize) -> Outcome<Duration>,
    mut baseline: impl FnMut(usize) -> Outcome<Duration>,
) -> Outcome<Figure> {
    let (mut ours, mut bare) = (Vec::with_capacity(rounds), Vec::with_capacity(rounds));
    for round in 0..rounds {
        if round % 2 == 0 {
            ours.push(micros(candidate(round)?));
            bare.push(micros(baseline(round)?));
        } else {
            bare.push(micros(baseline(round)?));
            ours.push(micros(candidate(round)?));
        }
    }
    let mut ratios: Vec<f64> = ours.iter().zip(&bare).map(|(ours, bare)| ours / bare.max(f64::MIN_POSITIVE)).collect();
    ratios.sort_by(f64::total_cmp);
    Ok(Figure { ratio: Some(quantile(&ratios, 0.5)), baseline: Some(times(&bare)), ..alone(name, candidate_is, &ours, baseline_is) })
}

/// A figure without a baseline, for information.
pub fn observe(name: &str, candidate_is: &str, took: Duration) -> Figure {
    alone(name, candidate_is, &[micros(took)], "")
}

fn alone(name: &str, candidate_is: &str, ours: &[f64], baseline_is: &str) -> Figure {
    Figure {
        name: name.into(),
        candidate_is: candidate_is.into(),
        baseline_is: baseline_is.into(),
        candidate: times(ours),
        baseline: None,
        ratio: None,
        rounds: ours.len(),
        more: BTreeMap::new(),
        warnings: Vec::new(),
    }
}

impl Figure {
    pub fn with(mut self, name: &str, value: impl Into<Value>) -> Figure {
        self.more.insert(name.into(), value.into());
        self
    }

    pub fn warn(mut self, warnings: Vec<String>) -> Figure {
        self.warnings.extend(warnings);
        self
    }
}

fn micros(took: Duration) -> f64 {
    took.as_secs_f64() * 1e6
}

fn times(of: &[f64]) -> Times {
    let mut sorted = of.to_vec();
    sorted.sort_by(f64::total_cmp);
    Times {
        median_us: quantile(&sorted, 0.5),
        low_us: quantile(&sorted, 0.1),
        high_us: quantile(&sorted, 0.9),
        first_us: of.first().copied().unwrap_or(0.0),
    }
}

/// A quantile of sorted values; between two neighbours, the mean of both at the middle.
fn quantile(sorted: &[f64], at: f64) -> f64 {
    if sorted.is_empty() {
        return 0.0;
    }
    let place = at * (sorted.len() - 1) as f64;
    let (below, above) = (sorted[place.floor() as usize], sorted[place.ceil() as usize]);
    below + (above - below) * place.fract()
}

/// To one decimal.
pub fn rounded(value: f64) -> f64 {
    (value * 10.0).round() / 10.0
}
