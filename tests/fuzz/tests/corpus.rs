//! Every target over its corpus (seeds, and each input that once was a finding), then over a short burst of changed seeds: the
//! same changes every time.
#![allow(clippy::unwrap_used, reason = "a test says by panicking what is wrong")]

use std::panic::catch_unwind;
use std::path::PathBuf;

use shounuo_fuzz::{TARGETS, Target, ipc};

fn corpus(target: &str) -> Vec<(String, Vec<u8>)> {
    let dir = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("corpus").join(target);
    let mut all: Vec<(String, Vec<u8>)> = std::fs::read_dir(dir)
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .map(|path| (path.file_name().unwrap().to_string_lossy().into_owned(), std::fs::read(path).unwrap()))
        .collect();
    all.sort();
    all
}

/// Small numbers in a row that is the same every time (xorshift).
struct Changes(u64);

impl Changes {
    fn below(&mut self, below: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        usize::try_from(self.0 >> 16).unwrap_or(0) % below.max(1)
    }

    /// A seed with a few bytes set, left out, doubled, or cut off.
    fn changed(&mut self, seed: &[u8]) -> Vec<u8> {
        let mut bytes = seed.to_vec();
        for _ in 0..=self.below(4) {
            let at = self.below(bytes.len());
            match self.below(6) {
                _ if bytes.is_empty() => bytes.push(self.below(256) as u8),
                0 => bytes.truncate(at),
                1 => drop(bytes.remove(at)),
                2 => bytes.insert(at, self.below(256) as u8),
                3 => bytes[at] ^= 1 << self.below(8),
                4 => {
                    let end = (at + self.below(16)).min(bytes.len());
                    let piece = bytes[at..end].to_vec();
                    bytes.splice(at..at, piece);
                }
                _ => bytes[at] = [0, 0xFF, 0x7F, 0x80, b'9', b'"', b'\n'][self.below(7)],
            }
        }
        bytes
    }
}

/// Whether the target bears the bytes; its own words come above, in what the test prints.
fn bears(target: &Target, bytes: &[u8]) -> bool {
    catch_unwind(|| (target.body)(bytes)).is_ok()
}

#[test]
fn every_target_bears_its_corpus() {
    let mut fallen = Vec::new();
    for target in TARGETS {
        let seeds = corpus(target.name);
        assert!(seeds.len() >= 2, "{} has {} seeds", target.name, seeds.len());
        fallen.extend(seeds.iter().filter(|(_, bytes)| !bears(target, bytes)).map(|(name, _)| format!("{}/{name}", target.name)));
        assert!(bears(target, &[]), "{} without a byte", target.name);
    }
    assert!(fallen.is_empty(), "{fallen:#?}");
}

#[test]
fn every_target_bears_a_burst_of_changes() {
    let mut fallen = Vec::new();
    for (place, target) in TARGETS.iter().enumerate() {
        let seeds = corpus(target.name);
        let mut changes = Changes(0x9E37_79B9_7F4A_7C15 ^ (place as u64 + 1));
        for turn in 0..target.burst {
            let (name, seed) = &seeds[changes.below(seeds.len())];
            let bytes = changes.changed(seed);
            if !bears(target, &bytes) {
                fallen.push(format!("{} turn {turn} of {name}: {}", target.name, bytes.escape_ascii()));
            }
        }
    }
    assert!(fallen.is_empty(), "{} inputs: {:#?}", fallen.len(), &fallen[..fallen.len().min(20)]);
}

#[test]
fn the_input_of_every_operation_is_understood() {
    assert_eq!(ipc::operations_without_a_type(), Vec::<&str>::new());
}

#[test]
fn every_target_has_its_program() {
    let programs = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../fuzz/targets");
    let mut found: Vec<String> = std::fs::read_dir(programs)
        .unwrap()
        .map(|entry| entry.unwrap().path().file_stem().unwrap().to_string_lossy().into_owned())
        .collect();
    found.sort();
    let mut named: Vec<&str> = TARGETS.iter().map(|target| target.name).collect();
    named.sort_unstable();
    assert_eq!(found, named);
}
