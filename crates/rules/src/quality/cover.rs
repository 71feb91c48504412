//! What covers a unit today: the period of the whole and of each main part, and what pushed it back. No claim is judged.

use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::Case;
use super::terms::Terms;
use crate::catalogue::Confidence;
use crate::facts::{BadFacts, Facts, Repair};
use crate::period::Term;
use crate::repairs::union_days;
use crate::rulebook::Rulebook;
use crate::ruling::{Working, WorkingLine};

/// A period.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct CoverTerm {
    /// The part's name; absent for the whole unit.
    pub part: Option<String>,
    /// First day of counting (not counted itself).
    #[ts(type = "string | null")]
    pub start: Option<Date>,
    /// Months; absent where the figure is not held.
    pub months: Option<u32>,
    /// Start + months.
    #[ts(type = "string | null")]
    pub expires_raw: Option<Date>,
    /// With extension, rolled once.
    #[ts(type = "string | null")]
    pub expires: Option<Date>,
    /// Days it was pushed back.
    pub extension_days: i64,
    /// It was started anew by an earlier replacement of the part.
    pub restarted: bool,
    /// A fault on the day asked about is covered.
    pub covers: bool,
    /// How far the figures can be relied on.
    pub confidence: Confidence,
}

/// A closed free repair that counts, and the days it gives to the period.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct CountedRepair {
    /// Day of sending in.
    #[serde(rename = "in")]
    #[ts(type = "string")]
    pub sent_in: Date,
    /// Day of hand-back.
    #[ts(type = "string")]
    pub out: Date,
    /// Days it pushes the period back, overlaps with earlier ones left out.
    pub days: i64,
}

/// What covers a unit on a day.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct Cover {
    /// Code of the governing text and the provincial layer.
    pub rule_set: String,
    /// Its name in Chinese.
    pub rule_title: String,
    /// Version of the catalogue used.
    pub catalogue_version: String,
    /// Catalogue name the goods were found under; absent when they stand outside.
    pub product: Option<String>,
    /// The whole unit; absent where the list has no period for it.
    pub unit: Option<CoverTerm>,
    /// The main parts.
    pub parts: Vec<CoverTerm>,
    /// The free repairs of the present unit sent in within its period and handed back.
    pub counted: Vec<CountedRepair>,
    /// Last day of the 7-day window.
    #[ts(type = "string | null")]
    pub day7_last: Option<Date>,
    /// Last day of the 15-day window.
    #[ts(type = "string | null")]
    pub day15_last: Option<Date>,
    /// Where the dates come from.
    pub working: Vec<WorkingLine>,
    /// Things to look out for, in Chinese.
    pub warnings: Vec<String>,
}

/// What covers the unit on `facts.as_of`. `replaced` are main parts by name with the day they were last replaced.
pub(crate) fn cover(book: &Rulebook, facts: &Facts, replaced: &[(String, Date)]) -> Result<Cover, BadFacts> {
    let mut working = Working::default();
    let case = Case::gather(book, facts, &mut working)?;
    super::terms::explain(&case, &mut working);
    let entry = case.entry;
    let parts = entry.iter().flat_map(|entry| &entry.parts).map(|part| {
        let replaced = replaced.iter().filter(|(name, _)| entry.and_then(|entry| entry.part(name)).is_some_and(|found| found == part));
        part_term(&case, &part.name, replaced.map(|(_, day)| *day).max())
    });
    Ok(Cover {
        rule_set: format!("{}{}", case.family.code(), case.province.layer()),
        rule_title: case.family.title().to_owned(),
        catalogue_version: book.catalogue.version.clone(),
        product: entry.map(|entry| entry.product.clone()),
        unit: case.terms.unit.as_ref().map(|term| shown(term, facts.as_of, case.confidence())),
        parts: parts.collect(),
        counted: case.terms.unit.iter().flat_map(counted).collect(),
        day7_last: case.windows.map(|windows| windows.day7.date),
        day15_last: case.windows.filter(|_| !case.is_outside()).map(|windows| windows.day15.date),
        working: working.lines,
        warnings: working.warnings,
    })
}

fn part_term(case: &Case<'_>, name: &str, replaced: Option<Date>) -> CoverTerm {
    let facts = Facts { part: Some(name.to_owned()), part_replaced_date: replaced, ..case.facts.clone() };
    let history = crate::repairs::History::of(&facts);
    let terms = Terms::compute(case.book, &facts, case.entry, case.family, &case.province, &case.sale, &history);
    let part = terms.part.as_ref();
    let confidence = part.map_or(Confidence::Verified, |part| part.listed.confidence);
    let unknown = CoverTerm {
        part: None,
        start: None,
        months: None,
        expires_raw: None,
        expires: None,
        extension_days: 0,
        restarted: false,
        covers: false,
        confidence,
    };
    let term = part.and_then(|part| part.term.as_ref()).map_or(unknown, |term| shown(term, facts.as_of, confidence));
    CoverTerm { part: Some(name.to_owned()), restarted: part.is_some_and(|part| part.restarted), ..term }
}

fn shown(term: &Term<'_>, on: Date, confidence: Confidence) -> CoverTerm {
    CoverTerm {
        part: None,
        start: Some(term.start),
        months: Some(term.months),
        expires_raw: Some(term.raw),
        expires: Some(term.end.date),
        extension_days: term.extension,
        restarted: false,
        covers: term.covers(on),
        confidence,
    }
}

/// Each counted repair with the days it adds to those before it.
fn counted(term: &Term<'_>) -> Vec<CountedRepair> {
    let mut so_far = Vec::new();
    let closed = term.counted.iter().zip(&term.stays);
    closed
        .map(|(repair, stay): (&&Repair, _)| {
            let before = union_days(so_far.clone());
            so_far.extend(*stay);
            let out = repair.handed_back.unwrap_or(repair.sent_in);
            CountedRepair { sent_in: repair.sent_in, out, days: union_days(so_far.clone()) - before }
        })
        .collect()
}
