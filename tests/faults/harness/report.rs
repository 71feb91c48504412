//! The table at the end.

use std::collections::{BTreeMap, BTreeSet};

use crate::judge::Verdict;
use crate::point::{Fault, Point};

const KINDS: [&str; 7] = ["kill", "kill twice", "power cut", "full", "read-only", "broken", "sync-broken"];

#[derive(Debug, Default)]
pub struct Tally {
    pub tried: usize,
    pub kills: usize,
    pub images: usize,
    pub nested: usize,
    pub errors: usize,
    pub unknown: usize,
    /// Points whose call was not reached any more.
    pub missed: usize,
    cells: BTreeMap<(String, &'static str), usize>,
    pub failures: Vec<(Point, String)>,
}

impl Tally {
    pub fn count(&mut self, point: &Point, verdict: Verdict) {
        self.tried += 1;
        if verdict.hit {
            match point.fault {
                Fault::Kill { .. } => self.kills += 1,
                Fault::PowerCut { .. } => self.images += 1,
                Fault::Fail { .. } => self.errors += 1,
            }
            *self.cells.entry((point.operation.clone(), point.fault.kind())).or_default() += 1;
        } else {
            self.missed += 1;
        }
        self.nested += usize::from(verdict.nested);
        self.unknown += usize::from(verdict.unknown);
        if let Some(words) = verdict.fault {
            println!("FAILED {point}: {words}");
            self.failures.push((point.clone(), words));
        }
    }

    fn of(&self, word: &str) -> usize {
        self.failures.iter().filter(|(_, words)| words.starts_with(word)).count()
    }

    /// Operations × faults: how often each was hit. Gives the empty cells.
    pub fn reach(&self, expected: &BTreeSet<(String, &'static str)>) -> Vec<String> {
        let operations: BTreeSet<&String> = self.cells.keys().map(|(operation, _)| operation).collect();
        println!("\n{:<28}{}", "operation", KINDS.map(|kind| format!("{kind:>12}")).concat());
        for operation in operations {
            let cells = KINDS.map(|kind| format!("{:>12}", self.cells.get(&(operation.clone(), kind)).copied().unwrap_or(0)));
            println!("{operation:<28}{}", cells.concat());
        }
        let empty = expected.iter().filter(|(operation, kind)| !self.cells.contains_key(&(operation.clone(), kind)));
        empty.map(|(operation, kind)| format!("{operation} × {kind}")).collect()
    }

    pub fn close(&self, empty: &[String], seconds: u64) {
        let (lost, partial) = (self.of("lost"), self.of("partial"));
        println!("\n{:<34}{:>10}", "kill points tried", self.kills);
        println!("{:<34}{:>10}", "power-loss images", self.images);
        println!("{:<34}{:>10}", "  nested", self.nested);
        println!("{:<34}{:>10}", "errors injected", self.errors);
        println!("{:<34}{:>10}", "  of unknown outcome, looked up", self.unknown);
        println!("{:<34}{:>10}", "acknowledged writes lost", lost);
        println!("{:<34}{:>10}", "partial", partial);
        println!("{:<34}{:>10}", "failed checks", self.failures.len() - lost - partial);
        println!("{:<34}{:>10}", "calls not reached", self.missed);
        println!("{:<34}{:>10}", "empty cells", empty.len());
        println!("{:<34}{:>10}", "seconds", seconds);
        for (point, words) in &self.failures {
            println!("FAILED {point}: {words}");
        }
        for cell in empty {
            println!("EMPTY {cell}");
        }
    }
}
