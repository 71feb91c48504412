use base64::Engine;
use base64::engine::general_purpose::STANDARD as BASE64;
use serde::{Deserialize, Serialize};
use serde_json::Value;
use ts_rs::TS;

use super::Call;
use super::cases::CaseId;
use crate::capabilities::notice::{NOTICE, ruling_letter};
use crate::kernel::{Access, Refusal, note_access, registry};

/// Printed across a letter that was not issued: it has no number.
const SAMPLE_NUMBER: &str = "样张";

/// A notice by id.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct NoticeId {
    /// Id or number.
    pub id: String,
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

pub(super) fn preview(call: &Call<'_>, which: CaseId) -> Result<PdfFile, Refusal> {
    let letter = call.read(|tx, _| ruling_letter(tx, &which.id, SAMPLE_NUMBER, call.today()))?;
    Ok(PdfFile {
        name: "三包处理告知书-样张.pdf".into(), pdf: BASE64.encode(letter.bytes), pages: letter.pages, warnings: letter.warnings
    })
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
