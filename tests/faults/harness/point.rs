//! What is tried, in a line that can be kept: a failing one becomes a permanent test.

use std::fmt;
use std::str::FromStr;

use crate::watch::{Death, Failure};

/// One thing to try.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Point {
    /// Name of the operation.
    pub operation: String,
    pub fault: Fault,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Fault {
    /// Killed at this call; then, perhaps, the one who opens the shop is killed at that call.
    Kill { at: usize, death: Death, again: Option<usize> },
    /// The power goes; everything about it follows from the number.
    PowerCut { seed: u64 },
    /// A call fails.
    Fail { at: usize, how: Failure, for_ever: bool },
}

const DEATHS: [(&str, Death); 3] = [("before", Death::Before), ("half", Death::HalfWay), ("after", Death::After)];
const FAILURES: [(&str, Failure); 4] =
    [("full", Failure::Full), ("read-only", Failure::ReadOnly), ("broken", Failure::Broken), ("sync-broken", Failure::SyncBroken)];

fn word<T: PartialEq + Copy>(words: &[(&'static str, T)], of: T) -> &'static str {
    words.iter().find(|(_, value)| *value == of).map_or("", |(word, _)| word)
}

fn value<T: Copy>(words: &[(&'static str, T)], of: &str) -> Option<T> {
    words.iter().find(|(word, _)| *word == of).map(|(_, value)| *value)
}

impl fmt::Display for Point {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        let name = &self.operation;
        match self.fault {
            Fault::Kill { at, death, again: None } => write!(out, "kill {name} {at} {}", word(&DEATHS, death)),
            Fault::Kill { at, death, again: Some(again) } => write!(out, "kill {name} {at} {} {again}", word(&DEATHS, death)),
            Fault::PowerCut { seed } => write!(out, "power {name} {seed}"),
            Fault::Fail { at, how, for_ever } => {
                write!(out, "fail {name} {at} {} {}", word(&FAILURES, how), if for_ever { "ever" } else { "once" })
            }
        }
    }
}

impl FromStr for Point {
    type Err = String;

    /// The name of an operation may be several words: what comes before and after it has a form of its own.
    fn from_str(line: &str) -> Result<Point, String> {
        let no = || format!("not a point: {line}");
        let words: Vec<&str> = line.split_whitespace().collect();
        let (kind, words) = words.split_first().ok_or_else(no)?;
        (1..words.len())
            .rev()
            .find_map(|at| Some(Point { operation: words[..at].join(" "), fault: fault_of(kind, &words[at..])? }))
            .ok_or_else(no)
    }
}

fn fault_of(kind: &str, words: &[&str]) -> Option<Fault> {
    match (kind, words) {
        ("kill", [at, death]) => Some(Fault::Kill { at: number(at)?, death: value(&DEATHS, death)?, again: None }),
        ("kill", [at, death, again]) => Some(Fault::Kill { at: number(at)?, death: value(&DEATHS, death)?, again: Some(number(again)?) }),
        ("power", [seed]) => Some(Fault::PowerCut { seed: seed.parse().ok()? }),
        ("fail", [at, how, times @ ("once" | "ever")]) => {
            Some(Fault::Fail { at: number(at)?, how: value(&FAILURES, how)?, for_ever: *times == "ever" })
        }
        _ => None,
    }
}

fn number(text: &str) -> Option<usize> {
    text.parse().ok()
}

impl Fault {
    /// The column of the table that counts it.
    pub fn kind(&self) -> &'static str {
        match self {
            Fault::Kill { again: None, .. } => "kill",
            Fault::Kill { .. } => "kill twice",
            Fault::PowerCut { .. } => "power cut",
            Fault::Fail { how, .. } => word(&FAILURES, *how),
        }
    }
}
