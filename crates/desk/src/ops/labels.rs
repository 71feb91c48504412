//! Labels for goods and bags, for any selection of records: a code that a scanner opens the record by, the number, what it is.

use base64::Engine;
use base64::engine::general_purpose::STANDARD as BASE64;
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};
use shounuo_notices::{Label, LabelSize, labels};
use shounuo_store::Row;
use ts_rs::TS;

use super::Call;
use super::notices::PdfFile;
use super::records::Which;
use crate::kernel::field::FieldType;
use crate::kernel::kind::Kind;
use crate::kernel::{Access, Refusal, note_access, registry};

/// How many labels one file holds.
const MOST: usize = 500;
/// How many of the same kind, for a unit in several bags.
const MOST_COPIES: u32 = 10;

/// Which labels.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct LabelsAsked {
    /// The records, in the order of the labels.
    pub items: Vec<Which>,
    /// `40x30` or `60x40`, in millimetres.
    pub size: String,
    /// How many of each, 1 to 10.
    pub copies: u32,
}

/// The labels as a PDF of one label a page. That they were made is written down for every record.
pub(super) fn make(call: &Call<'_>, asked: LabelsAsked) -> Result<PdfFile, Refusal> {
    let size = size(&asked.size)?;
    check(&asked)?;
    let actor = call.actor()?;
    let made = call.write(|tx, shop| {
        let mut all = Vec::with_capacity(asked.items.len());
        for item in &asked.items {
            let kind = registry::kind(&item.kind)?;
            let record = tx.record(registry::shape(kind), &item.id)?.filter(|_| kind.seen_by.contains(&actor.role));
            let label = label(kind, &record.ok_or_else(Refusal::not_found)?, size)?;
            let what = json!({ "size": asked.size, "copies": asked.copies });
            note_access(&shop.seat, tx, actor, call.now, Access { kind, id: &item.id, event: "label", what })?;
            all.extend((0..asked.copies).map(|_| label.clone()));
        }
        labels(&all, size).map_err(|fault| Refusal::new("label", fault.to_string()))
    })?;
    let name = format!("标签-{}-{}.pdf", asked.size, call.today());
    Ok(PdfFile {
        name,
        pdf: BASE64.encode(made.bytes),
        pages: made.pages,
        warnings: made.warnings.iter().map(ToString::to_string).collect(),
    })
}

fn size(text: &str) -> Result<LabelSize, Refusal> {
    match text {
        "40x30" => Ok(LabelSize::L40x30),
        "60x40" => Ok(LabelSize::L60x40),
        _ => Err(Refusal::bad("size", "标签规格只能是 40x30 或 60x40（毫米）")),
    }
}

fn check(asked: &LabelsAsked) -> Result<(), Refusal> {
    if !(1..=MOST_COPIES).contains(&asked.copies) {
        return Err(Refusal::bad("copies", format!("每件 1 到 {MOST_COPIES} 张")));
    }
    let many = asked.items.len() * asked.copies as usize;
    if many == 0 || many > MOST {
        return Err(Refusal::bad("items", format!("一次打印 1 到 {MOST} 张标签，现在是 {many} 张，请分批")));
    }
    Ok(())
}

/// Number, sort of record, title, and what the kind adds. Nothing on it is personal.
fn label(kind: &'static Kind, record: &Row, size: LabelSize) -> Result<Label, Refusal> {
    let number = record.get("number").and_then(Value::as_str).unwrap_or_default();
    if number.is_empty() {
        return Err(Refusal::bad("items", format!("{}没有编号，不能做标签", kind.label)));
    }
    let mut lines = vec![kind.label.to_owned()];
    lines.extend((kind.label_lines)(record));
    lines.truncate(size.most_lines());
    Ok(Label { code: number.into(), number: number.into(), title: title(kind, record), lines })
}

fn title(kind: &'static Kind, record: &Row) -> String {
    if let Some(look) = &kind.case {
        return (look.title)(record);
    }
    let open = kind.fields.iter().filter(|field| field.ty == FieldType::Text && !field.personal && !field.name.ends_with("_id"));
    open.filter_map(|field| record.get(field.name).and_then(Value::as_str)).next().unwrap_or_default().to_owned()
}
