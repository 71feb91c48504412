//! Papers: looked at before they are issued, issued by hand, and their issued bytes ever after.

use base64::Engine;
use base64::engine::general_purpose::STANDARD as BASE64;
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};
use shounuo_notices::PaperSpec;
use ts_rs::TS;

use super::Call;
use super::records::DoneView;
use crate::capabilities::notice::{NOTICE, sample};
use crate::kernel::kind::{Kind, Subject};
use crate::kernel::paper::paper;
use crate::kernel::{Access, Deed, Refusal, note_access, registry};
use crate::workbench::object;

/// A notice by id.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct NoticeId {
    /// Id or number.
    pub id: String,
}

/// A paper on a record.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct PaperAsked {
    /// Kind of the record.
    pub kind: String,
    /// Id of the record.
    pub id: String,
    /// Which paper, by its stored name.
    pub what: String,
    /// `a4`, `slip80` or `slip58`; the paper's own when absent.
    #[serde(default)]
    pub paper: String,
    /// Large type.
    #[serde(default)]
    pub large_type: bool,
}

/// A PDF.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
pub struct PdfFile {
    /// File name to offer.
    pub name: String,
    /// The bytes, base64.
    pub pdf: String,
    /// Pages.
    pub pages: usize,
    /// What the person must be told.
    pub warnings: Vec<String>,
}

fn seen(call: &Call<'_>, kind: &str) -> Result<&'static Kind, Refusal> {
    let kind = registry::kind(kind)?;
    if kind.seen_by.contains(&call.actor()?.role) { Ok(kind) } else { Err(Refusal::not_found()) }
}

/// A sample: not numbered, not kept, not written down.
pub(super) fn preview(call: &Call<'_>, asked: PaperAsked) -> Result<PdfFile, Refusal> {
    let kind = seen(call, &asked.kind)?;
    let spec = PaperSpec { paper: paper(&asked.what)?.1.size(&asked.paper)?, large_type: asked.large_type };
    let made = call.read(|tx, _| sample(tx, kind, &asked.id, &asked.what, spec, call.today()))?;
    Ok(PdfFile { name: format!("{}-样张.pdf", made.title), pdf: BASE64.encode(made.bytes), pages: made.pages, warnings: made.warnings })
}

/// Issues a paper by hand: again, on another paper size, in large type. It gets a number of its own.
pub(super) fn issue(call: &Call<'_>, asked: PaperAsked) -> Result<DoneView, Refusal> {
    let kind = seen(call, &asked.kind)?;
    let record = call.read(|tx, _| tx.record(registry::shape(kind), &asked.id)?.ok_or_else(Refusal::not_found))?;
    let of = |field: &str| record.get(field).cloned().unwrap_or(Value::Null);
    let case = if kind.case.is_some() { json!(asked.id) } else { of("case_id") };
    let consumer = if let Subject::In(field) = kind.subject { of(field) } else { Value::Null };
    let mut input = object(json!({
        "what": asked.what, "about_kind": kind.name, "about_id": asked.id, "large_type": asked.large_type,
        "paper": (!asked.paper.is_empty()).then_some(asked.paper), "case_id": case, "consumer_id": consumer,
    }));
    input.retain(|_, value| !value.is_null());
    let done = call.perform(Deed::create(&NOTICE, "issue_by_hand", input))?;
    DoneView::of(call, &NOTICE, done)
}

/// The issued bytes, exactly as they were issued. That they were taken out is written down first.
pub(super) fn file(call: &Call<'_>, which: NoticeId) -> Result<PdfFile, Refusal> {
    let actor = call.actor()?;
    let id = call.read(|tx, _| Ok(tx.value("SELECT id FROM notice WHERE id = ?1 OR number = ?1", &[which.id.as_str().into()])?))?;
    let id = id.as_str().ok_or_else(Refusal::not_found)?.to_owned();
    call.write(|tx, shop| {
        note_access(&shop.seat, tx, actor, call.now, Access { kind: &NOTICE, id: &id, event: "print", what: Value::Null })
    })?;
    call.read(|tx, _| {
        let notice = tx.record(registry::shape(&NOTICE), &id)?.ok_or_else(Refusal::not_found)?;
        let text = |name: &str| notice.get(name).and_then(Value::as_str).unwrap_or_default();
        let blob = tx.blob(text("file"))?.ok_or_else(|| Refusal::new("missing_file", "通知书的原件不在数据文件里，请从备份恢复"))?;
        let pages = notice.get("pages").and_then(Value::as_u64).and_then(|pages| usize::try_from(pages).ok()).unwrap_or(0);
        Ok(PdfFile {
            name: format!("{}-{}.pdf", text("title"), text("number")),
            pdf: BASE64.encode(blob.bytes),
            pages,
            warnings: Vec::new(),
        })
    })
}
