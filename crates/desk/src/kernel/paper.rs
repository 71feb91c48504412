//! Papers that tell of a record: declared by its kind, issued by a step or by hand, always by the same code.

use jiff::civil::Date;
use serde_json::Value;
use shounuo_notices::{Document, Paper};
use shounuo_store::{Row, Tx};

use super::actor::Role;
use super::kind::Kind;
use super::refusal::Refusal;
use crate::capabilities::KINDS;

/// One kind of paper (capabilities 3.35).
#[derive(Clone, Copy)]
pub struct PaperRule {
    /// Stored name, unique over all kinds.
    pub what: &'static str,
    /// 中文 title.
    pub title: &'static str,
    /// States of the record in which a person may issue it by hand: again, in another size, in large type.
    pub states: &'static [&'static str],
    /// Who may issue it by hand.
    pub by: &'static [Role],
    /// Papers it fits on; the first is what a step issues.
    pub sizes: &'static [Paper],
    /// What it says.
    pub make: fn(&PaperJob<'_>) -> Result<Document, Refusal>,
}

/// A paper in the making: of which record, under which number.
pub struct PaperJob<'a> {
    /// The file.
    pub tx: &'a Tx<'a>,
    /// Kind of the record.
    pub kind: &'static Kind,
    /// Id of the record.
    pub id: &'a str,
    /// The record as it stands.
    pub record: &'a Row,
    /// Number of the paper.
    pub number: &'a str,
    /// Number of the paper it takes the place of; empty when it is the first.
    pub replaces: &'a str,
    /// Day of issue.
    pub day: Date,
    /// Name of the person who issues it, or whose step did.
    pub by_name: &'a str,
}

impl PaperJob<'_> {
    /// A text field of the record; empty when it has none.
    #[must_use]
    pub fn text(&self, field: &str) -> &str {
        self.get(field).as_str().unwrap_or_default()
    }

    /// A field of the record; `null` when it is empty.
    #[must_use]
    pub fn get(&self, field: &str) -> &Value {
        self.record.get(field).unwrap_or(&Value::Null)
    }
}

/// The paper with this name and the kind it tells of.
///
/// # Errors
/// `unknown_paper` when no kind declares it.
pub fn paper(what: &str) -> Result<(&'static Kind, &'static PaperRule), Refusal> {
    let declared = KINDS.iter().find_map(|kind| Some((*kind, kind.papers.iter().find(|rule| rule.what == what)?)));
    declared.ok_or_else(|| Refusal::new("unknown_paper", format!("没有“{what}”这种通知书")))
}

/// Stored names of the paper sizes.
pub const SIZES: &[(&str, &str)] = &[("a4", "A4"), ("slip80", "80 毫米小票"), ("slip58", "58 毫米小票")];

/// Stored name of a size.
#[must_use]
pub fn size_name(paper: Paper) -> &'static str {
    match paper {
        Paper::A4 => "a4",
        Paper::Slip80 => "slip80",
        Paper::Slip58 => "slip58",
    }
}

impl PaperRule {
    /// The size with this stored name; the default for an empty name.
    ///
    /// # Errors
    /// When the paper does not fit on it.
    pub fn size(&self, name: &str) -> Result<Paper, Refusal> {
        let fits = self.sizes.iter().copied().find(|size| name.is_empty() || size_name(*size) == name);
        fits.ok_or_else(|| Refusal::bad("paper", format!("“{}”不能印成这种纸型", self.title)))
    }
}
