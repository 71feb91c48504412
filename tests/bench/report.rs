//! The table a person reads; the JSON is the same data.

use std::fmt::Write as _;

use serde::Serialize;
use serde_json::Value;

use crate::environment::Environment;
use crate::measure::Figure;

#[derive(Serialize)]
pub struct Report {
    pub environment: Environment,
    /// Smaller data and fewer rounds: good for trying, not for quoting.
    pub quick: bool,
    pub figures: Vec<Figure>,
}

impl Report {
    pub fn table(&self) -> String {
        let mut out = format!("\n{}\n", self.environment.line());
        if self.quick {
            out += "--quick: a twentieth of the data; ratios of such a run are not for quoting.\n";
        }
        let _ = writeln!(out, "\n{:<26} {:>11} {:>11} {:>8} {:>7}", "measurement", "ours", "bare", "ratio", "rounds");
        for figure in &self.figures {
            let bare = figure.baseline.map_or_else(|| "-".into(), |times| span(times.median_us));
            let ratio = figure.ratio.map_or_else(|| "-".into(), |ratio| format!("{ratio:.1}×"));
            let ours = span(figure.candidate.median_us);
            let _ = writeln!(out, "{:<26} {ours:>11} {bare:>11} {ratio:>8} {:>7}", figure.name, figure.rounds);
        }
        out += "\n";
        for figure in &self.figures {
            let more: Vec<String> = figure.more.iter().map(|(name, value)| format!("{name} {}", plain(value))).collect();
            let against = if figure.baseline_is.is_empty() { String::new() } else { format!(" / {}", figure.baseline_is) };
            let _ = writeln!(out, "{}: {}{against}. {}", figure.name, figure.candidate_is, more.join(", "));
        }
        for figure in &self.figures {
            for warning in &figure.warnings {
                let _ = writeln!(out, "WARNING {}: {warning}", figure.name);
            }
        }
        out
    }
}

fn plain(value: &Value) -> String {
    value.as_str().map_or_else(|| value.to_string(), str::to_owned)
}

/// A time in the unit that reads best.
fn span(micros: f64) -> String {
    match micros {
        short if short < 1e3 => format!("{short:.1} µs"),
        middle if middle < 1e6 => format!("{:.2} ms", middle / 1e3),
        long => format!("{:.2} s", long / 1e6),
    }
}
