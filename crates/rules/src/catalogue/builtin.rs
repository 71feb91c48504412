//! Reads the embedded list: one row per part, rows of one product folded into one entry.

use std::collections::HashMap;

use serde::Deserialize;

use super::{Catalogue, Confidence, Entry, PartTerm};
use crate::family::RuleFamily;
use crate::money::Rate;

const LIST: &str = include_str!("../../data/sanbao_catalogue.csv");
/// What was noted while collecting, and how it is shown.
const WORDS: &str = include_str!("../../data/catalogue_words.csv");
const VERSION: &str = "国家三包目录 2026-11-21";

#[derive(Deserialize)]
struct Row {
    category: String,
    product: String,
    whole_months: Option<u32>,
    part: String,
    part_months: Option<u32>,
    daily_depreciation_rate: String,
    source: String,
    confidence: String,
}

pub(super) fn read() -> Catalogue {
    // Rows that do not parse are dropped here and counted by a test, so a damaged list cannot ship.
    let rows = csv::Reader::from_reader(LIST.as_bytes()).into_deserialize::<Row>().flatten();
    let words = words();
    let mut entries: Vec<Entry> = Vec::new();
    for row in rows {
        let Some(family) = RuleFamily::from_code(&row.category) else { continue };
        let part = part_of(&row, &words);
        match entries.iter_mut().find(|entry| entry.product == row.product) {
            Some(entry) => entry.parts.extend(part),
            None => entries.push(entry_of(family, row, part, &words)),
        }
    }
    Catalogue { version: VERSION.to_owned(), effective_from: None, entries }
}

type Words = HashMap<String, String>;

fn words() -> Words {
    csv::Reader::from_reader(WORDS.as_bytes()).into_deserialize().flatten().collect()
}

/// A note in Chinese; as collected where nobody has said it in Chinese yet.
fn shown(words: &Words, note: &str) -> String {
    words.get(note).cloned().unwrap_or_else(|| note.to_owned())
}

fn part_of(row: &Row, words: &Words) -> Option<PartTerm> {
    (!row.part.is_empty() || row.part_months.is_some()).then(|| PartTerm {
        name: row.part.clone(),
        months: row.part_months,
        source: shown(words, &row.source),
        confidence: part_confidence(&row.confidence),
        remark: shown(words, &row.confidence),
    })
}

fn entry_of(family: RuleFamily, row: Row, part: Option<PartTerm>, words: &Words) -> Entry {
    Entry {
        family,
        product: row.product,
        whole_months: row.whole_months,
        no_main_parts: part.is_none(),
        parts: part.into_iter().collect(),
        daily_rate: Rate::parse(&row.daily_depreciation_rate).ok(),
        special_cases: None,
        service_standard: None,
        scope: None,
        responsible: None,
        source: shown(words, &row.source),
        confidence: confidence(&row.confidence),
        remark: shown(words, &row.confidence),
    }
}

/// Four levels from the recorded remark.
fn confidence(remark: &str) -> Confidence {
    if remark.starts_with("verified") {
        if remark.contains("secondary") { Confidence::Secondary } else { Confidence::Verified }
    } else if remark.starts_with("from memory") {
        Confidence::FromMemory
    } else {
        Confidence::Uncertain
    }
}

fn part_confidence(remark: &str) -> Confidence {
    let level = confidence(remark);
    if remark.contains("part name from memory") { level.max(Confidence::FromMemory) } else { level }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_row_of_the_list_is_read() {
        let rows = LIST.lines().count() - 1;
        let parsed: Vec<Row> = csv::Reader::from_reader(LIST.as_bytes()).into_deserialize().collect::<Result<_, _>>().unwrap();
        assert_eq!(parsed.len(), rows);
        assert!(parsed.iter().all(|row| RuleFamily::from_code(&row.category).is_some()));
        for row in &parsed {
            assert_eq!(row.daily_depreciation_rate.is_empty(), Rate::parse(&row.daily_depreciation_rate).is_err());
        }
    }

    #[test]
    fn every_note_is_said_in_chinese() {
        let words = words();
        for row in csv::Reader::from_reader(LIST.as_bytes()).into_deserialize::<Row>().map(Result::unwrap) {
            assert!(words.contains_key(&row.source) && words.contains_key(&row.confidence), "{} / {}", row.source, row.confidence);
        }
    }

    #[test]
    fn keeps_source_and_confidence() {
        let catalogue = read();
        let tv = catalogue.entry("彩色电视机(CRT)").unwrap();
        assert_eq!((tv.whole_months, tv.daily_rate, tv.confidence), (Some(12), Some(Rate(1000)), Confidence::Verified));
        assert_eq!(tv.parts.len(), 4);
        let washer = catalogue.entry("洗衣机").unwrap();
        assert_eq!(washer.confidence, Confidence::Secondary);
        assert_eq!(washer.part("电动机").unwrap().confidence, Confidence::FromMemory);
        assert_eq!(washer.part("定时器").unwrap().confidence, Confidence::Uncertain);
        assert!(catalogue.entries.iter().all(|entry| !entry.source.is_empty()));
    }
}
