//! Issuing: the declared paper is made, rendered, and its bytes are kept under their hash.

use jiff::civil::Date;
use serde_json::{Value, json};
use shounuo_notices::{Basis, Document, PaperSpec, render};
use shounuo_store::{Row, Tx};

use super::refused;
use crate::capabilities::quality_case::QUALITY_CASE;
use crate::kernel::kind::Kind;
use crate::kernel::paper::{PaperJob, PaperRule, paper, size_name};
use crate::kernel::work::Work;
use crate::kernel::{Refusal, registry};

/// Printed across a paper that was not issued: it has no number.
const SAMPLE_NUMBER: &str = "样张";

/// A rendered paper.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Rendered {
    /// 中文 title.
    pub title: &'static str,
    /// The PDF.
    pub bytes: Vec<u8>,
    /// Its pages.
    pub pages: usize,
    /// What the person must be told although it was made.
    pub warnings: Vec<String>,
    /// Clauses it rests on.
    pub basis: String,
}

/// What the notice tells of: kind and id. Notices of the first version told of a quality case alone and named no kind.
pub(super) fn about(work: &Work<'_>) -> (String, String) {
    match work.text("about_kind") {
        "" => (QUALITY_CASE.name.to_owned(), work.text("case_id").to_owned()),
        kind => (kind.to_owned(), work.text("about_id").to_owned()),
    }
}

/// Renders the paper, keeps its bytes and fills the notice's record.
pub(super) fn issue(work: &mut Work<'_>) -> Result<(), Refusal> {
    let (rule, record) = asked_for(work)?;
    write(work, rule, &record)
}

/// The same, because a person asks for it: in the states and by the duties that the paper names.
pub(super) fn issue_by_hand(work: &mut Work<'_>) -> Result<(), Refusal> {
    let (rule, record) = asked_for(work)?;
    may_issue(rule, &record, work.actor.role)?;
    write(work, rule, &record)
}

fn may_issue(rule: &PaperRule, record: &Row, role: crate::kernel::Role) -> Result<(), Refusal> {
    if !rule.by.contains(&role) {
        return Err(Refusal::not_allowed(format!("“{}”要由{}出具", rule.title, crate::kernel::actor::labels(rule.by))));
    }
    let state = record.get("state").and_then(Value::as_str).unwrap_or_default();
    if !rule.states.contains(&state) {
        return Err(Refusal::guard(format!("现在还不能出具“{}”：办到相应一步时会自动出具", rule.title)));
    }
    Ok(())
}

fn asked_for(work: &Work<'_>) -> Result<(&'static PaperRule, Row), Refusal> {
    let (kind, rule) = paper(work.text("what"))?;
    let (of_kind, id) = about(work);
    if of_kind != kind.name {
        return Err(Refusal::bad("about_kind", format!("“{}”只能据{}出具", rule.title, kind.label)));
    }
    let record = work.tx.record(registry::shape(kind), &id)?.ok_or_else(Refusal::not_found)?;
    Ok((rule, record))
}

fn write(work: &mut Work<'_>, rule: &'static PaperRule, record: &Row) -> Result<(), Refusal> {
    let (kind, _) = paper(rule.what)?;
    let size = rule.size(work.text("paper"))?;
    let large_type = work.get("large_type") == &Value::Bool(true);
    let job = PaperJob {
        tx: work.tx,
        kind,
        id: &about(work).1,
        record,
        number: work.text("number"),
        replaces: work.text("replaces"),
        day: work.today(),
        by_name: work.actor.person(),
    };
    let done = print(rule, (rule.make)(&job)?, PaperSpec { paper: size, large_type })?;
    let file = work.tx.keep_blob("application/pdf", &done.bytes)?;
    work.set("paper", size_name(size));
    work.set("title", rule.title);
    work.set("basis", done.basis);
    work.set("file", file);
    work.set("pages", done.pages);
    work.set("warnings", json!(done.warnings));
    Ok(())
}

fn print(rule: &'static PaperRule, document: Document, spec: PaperSpec) -> Result<Rendered, Refusal> {
    let basis = basis(&document);
    let printed = render(&document, &spec).map_err(refused)?;
    let warnings = printed.warnings.iter().map(ToString::to_string).collect();
    Ok(Rendered { title: rule.title, bytes: printed.bytes, pages: printed.pages, warnings, basis })
}

fn basis(document: &Document) -> String {
    match &document.basis {
        Basis::Cited(clauses) => clauses.join("；"),
        Basis::NotNeeded => String::new(),
    }
}

/// A paper as it would be issued on `day`, without a number and without issuing it.
///
/// # Errors
/// A refusal naming the field that is still empty.
pub fn sample(tx: &Tx<'_>, kind: &'static Kind, id: &str, what: &str, spec: PaperSpec, day: Date) -> Result<Rendered, Refusal> {
    let (of_kind, rule) = paper(what)?;
    if of_kind.name != kind.name {
        return Err(Refusal::bad("what", format!("“{}”只能据{}出具", rule.title, of_kind.label)));
    }
    let record = tx.record(registry::shape(kind), id)?.ok_or_else(Refusal::not_found)?;
    let job = PaperJob { tx, kind, id, record: &record, number: SAMPLE_NUMBER, replaces: "", day, by_name: "" };
    let mut document = (rule.make)(&job)?;
    document.marks.sample = true;
    print(rule, document, spec)
}
