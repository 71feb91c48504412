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

    fn from_str(line: &str) -> Result<Point, String> {
        let words: Vec<&str> = line.split_whitespace().collect();
        let fault = match words[..] {
            ["kill", _, at, death] => number(at).zip(value(&DEATHS, death)).map(|(at, death)| Fault::Kill { at, death, again: None }),
            ["kill", _, at, death, again] => number(at)
                .zip(value(&DEATHS, death))
                .zip(number(again))
                .map(|((at, death), again)| Fault::Kill { at, death, again: Some(again) }),
            ["power", _, seed] => seed.parse().ok().map(|seed| Fault::PowerCut { seed }),
            ["fail", _, at, how, times @ ("once" | "ever")] => {
                number(at).zip(value(&FAILURES, how)).map(|(at, how)| Fault::Fail { at, how, for_ever: times == "ever" })
            }
            _ => None,
        };
        let fault = fault.ok_or_else(|| format!("not a point: {line}"))?;
        Ok(Point { operation: words[1].to_owned(), fault })
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
