//! The answer: options, dates, sums, and the working a shop clerk can follow line by line.

use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use crate::catalogue::Confidence;
use crate::facts::Repair;
use crate::money::Fen;
use crate::options::Choice;

/// One step of the working.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct WorkingLine {
    /// What was tested, with the figures, in Chinese.
    pub text: String,
    /// Article or named convention it rests on.
    pub clause: String,
    /// What came out, in Chinese.
    pub result: String,
    /// ✓ or ✗ for a test; absent for a plain calculation.
    pub passed: Option<bool>,
    /// How far the figures can be relied on.
    pub confidence: Confidence,
}

/// A point on which readings differ (存在不同理解).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct Note {
    /// The convention, e.g. P3.
    pub convention: String,
    /// How it was read here.
    pub reading: String,
    /// How else it can be read.
    pub alternative: String,
}

/// Dates for the day bar.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct Bar {
    /// Day the windows count from, or the period where there are none.
    #[ts(type = "string | null")]
    pub start: Option<Date>,
    /// Last day of the first window.
    #[ts(type = "string | null")]
    pub day7: Option<Date>,
    /// Last day of the second window.
    #[ts(type = "string | null")]
    pub day15: Option<Date>,
    /// End of the period without extension.
    #[ts(type = "string | null")]
    pub period_end_raw: Option<Date>,
    /// End of the period with extension, rolled.
    #[ts(type = "string | null")]
    pub period_end: Option<Date>,
    /// Stays with the repairer, in order.
    pub repairs: Vec<Repair>,
    /// Day of the fault or request.
    #[ts(type = "string")]
    pub fault: Date,
    /// Day of the decision.
    #[ts(type = "string")]
    pub as_of: Date,
}

/// The ruling. What does not apply is null.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct Ruling {
    /// What the consumer may have, in the fixed order; never empty.
    pub options: Vec<Choice>,
    /// Start + period.
    #[ts(type = "string | null")]
    pub expires_raw: Option<Date>,
    /// With extension, rolled once.
    #[ts(type = "string | null")]
    pub expires: Option<Date>,
    /// Days the period is pushed back.
    #[ts(type = "number | null")]
    pub extension_days: Option<i64>,
    /// Last day of the 7-day window.
    #[ts(type = "string | null")]
    pub day7_last: Option<Date>,
    /// Last day of the 15-day window.
    #[ts(type = "string | null")]
    pub day15_last: Option<Date>,
    /// Days for which depreciation is charged.
    #[ts(type = "number | null")]
    pub depreciation_days: Option<i64>,
    /// The fee.
    pub depreciation_fen: Option<Fen>,
    /// What the consumer gets back.
    pub refund_fen: Option<Fen>,
    /// Last day or moment of a deadline; null in rulings.
    pub due: Option<String>,
    /// Code of the governing text and the provincial layer.
    pub rule_set: String,
    /// Version of the catalogue used.
    pub catalogue_version: String,
    /// The working.
    pub working: Vec<WorkingLine>,
    /// Things to look out for, in Chinese.
    pub warnings: Vec<String>,
    /// One sentence in Chinese.
    pub headline: String,
    /// Dates for the day bar.
    pub bar: Bar,
    /// Points on which readings differ.
    pub notes: Vec<Note>,
    /// The weakest confidence among the lines used.
    pub confidence: Confidence,
}

/// Collects the working while a case is decided.
#[derive(Debug, Default)]
pub(crate) struct Working {
    pub(crate) lines: Vec<WorkingLine>,
    pub(crate) warnings: Vec<String>,
    pub(crate) notes: Vec<Note>,
}

impl Working {
    fn push(&mut self, text: String, clause: &str, result: String, passed: Option<bool>, confidence: Confidence) {
        let line = WorkingLine { text, clause: clause.to_owned(), result, passed, confidence };
        // Two rights may rest on the same step, e.g. the fee after a window and after two repairs: said once.
        if !self.lines.contains(&line) {
            self.lines.push(line);
        }
    }

    /// A calculation.
    pub(crate) fn figure(&mut self, text: impl Into<String>, clause: &str, result: impl Into<String>) {
        self.push(text.into(), clause, result.into(), None, Confidence::Verified);
    }

    /// A calculation with catalogue figures of this confidence.
    pub(crate) fn figure_from(&mut self, text: impl Into<String>, clause: &str, result: impl Into<String>, confidence: Confidence) {
        self.push(text.into(), clause, result.into(), None, confidence);
    }

    /// A test and its outcome.
    pub(crate) fn test(&mut self, text: impl Into<String>, clause: &str, passed: bool, result: impl Into<String>) {
        self.push(text.into(), clause, result.into(), Some(passed), Confidence::Verified);
    }

    pub(crate) fn warn(&mut self, text: impl Into<String>) {
        let text = text.into();
        if !self.warnings.contains(&text) {
            self.warnings.push(text);
        }
    }

    /// 存在不同理解
    pub(crate) fn note(&mut self, convention: &str, reading: impl Into<String>, alternative: impl Into<String>) {
        let note = Note { convention: convention.to_owned(), reading: reading.into(), alternative: alternative.into() };
        if !self.notes.contains(&note) {
            self.notes.push(note);
        }
    }

    /// Puts what was collected apart behind what is here.
    pub(crate) fn append(&mut self, other: Self) {
        self.lines.extend(other.lines);
        other.warnings.into_iter().for_each(|text| self.warn(text));
        self.notes.extend(other.notes);
    }

    pub(crate) fn weakest(&self) -> Confidence {
        self.lines.iter().map(|line| line.confidence).max().unwrap_or(Confidence::Verified)
    }
}
