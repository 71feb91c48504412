//! Tables out of the shop: masked, with a stated purpose, written down before the file is given.

use base64::Engine;
use base64::engine::general_purpose::STANDARD as BASE64;
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};
use shounuo_exchange::{Cell, CsvEncoding, Table, to_csv, to_xlsx};
use ts_rs::TS;

use super::Call;
use crate::capabilities::shop::{SHOP, the_shop};
use crate::kernel::field::{Field, FieldType, Find, Mask};
use crate::kernel::kind::Kind;
use crate::kernel::mask::masked;
use crate::kernel::{Access, Refusal, note_access, registry};

const MOST_ROWS: usize = 200_000;

/// What is to be exported.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct ExportInput {
    /// Kind of the records.
    pub kind: String,
    /// `xlsx`, `csv` (UTF-8 with mark) or `csv-gb18030`.
    pub format: String,
    /// What it is for.
    pub purpose: String,
}

/// A finished file.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
pub struct ExportFile {
    /// File name to offer.
    pub name: String,
    /// The bytes, base64.
    pub bytes: String,
    /// Rows of data.
    pub rows: usize,
}

pub(super) fn table(call: &Call<'_>, asked: ExportInput) -> Result<ExportFile, Refusal> {
    let (kind, actor) = (registry::kind(&asked.kind)?, call.actor()?);
    if asked.purpose.trim().chars().count() < 2 {
        return Err(Refusal::bad("purpose", "请写明导出的用途，至少两个字"));
    }
    if !kind.seen_by.contains(&actor.role) {
        return Err(Refusal::not_allowed(format!("您的岗位不能导出{}", kind.label)));
    }
    call.write(|tx, shop| {
        let id = the_shop(tx)?.get("id").and_then(Value::as_str).unwrap_or_default().to_owned();
        let what = json!({ "kind": kind.label, "format": asked.format, "purpose": asked.purpose.trim() });
        note_access(&shop.seat, tx, actor, call.now, Access { kind: &SHOP, id: &id, event: "export", what })
    })?;
    let table = call.read(|tx, _| {
        let rows = tx.records(registry::shape(kind), &format!("1 ORDER BY created_ms, id LIMIT {MOST_ROWS}"), &[])?;
        Ok(as_table(kind, rows.into_iter().map(|row| masked(kind, row))))
    })?;
    let (bytes, ending) = written(&table, &asked.format)?;
    Ok(ExportFile { name: format!("{}-{}.{ending}", kind.label, call.today()), bytes: BASE64.encode(bytes), rows: table.rows.len() })
}

fn written(table: &Table, format: &str) -> Result<(Vec<u8>, &'static str), Refusal> {
    match format {
        "xlsx" => to_xlsx(table).map(|bytes| (bytes, "xlsx")).map_err(|error| Refusal::new("export", error.to_string())),
        "csv" => csv(table, CsvEncoding::Utf8WithMark),
        "csv-gb18030" => csv(table, CsvEncoding::Gb18030),
        _ => Err(Refusal::bad("format", "格式只能是 xlsx、csv 或 csv-gb18030")),
    }
}

fn csv(table: &Table, encoding: CsvEncoding) -> Result<(Vec<u8>, &'static str), Refusal> {
    to_csv(table, encoding).map(|file| (file.bytes, "csv")).map_err(|error| Refusal::new("export", error.to_string()))
}

fn as_table(kind: &'static Kind, rows: impl Iterator<Item = shounuo_store::Row>) -> Table {
    let shown: Vec<&Field> = kind
        .fields
        .iter()
        .filter(|field| field.mask != Mask::Hidden && !matches!(field.ty, FieldType::Json | FieldType::Checks(_)))
        .collect();
    let headings = ["编号", "状态"].into_iter().chain(shown.iter().map(|field| field.label)).map(str::to_owned).collect();
    let rows = rows.map(|row| {
        let text = |name: &str| row.get(name).and_then(Value::as_str).unwrap_or_default().to_owned();
        let mut cells = vec![Cell::Id(text("number")), Cell::Text(kind.state_label(&text("state")).to_owned())];
        cells.extend(shown.iter().map(|field| cell(field, row.get(field.name).unwrap_or(&Value::Null))));
        cells
    });
    Table { name: kind.label.into(), headings, rows: rows.collect() }
}

fn cell(field: &Field, value: &Value) -> Cell {
    match (field.ty, value) {
        (FieldType::Money, Value::Number(fen)) => Cell::Money(fen.as_i64().unwrap_or(0)),
        (FieldType::Int, Value::Number(number)) => Cell::Int(number.as_i64().unwrap_or(0)),
        (FieldType::Date, Value::String(day)) => Cell::Text(day.clone()),
        (FieldType::Bool, Value::Bool(flag)) => Cell::Text(if *flag { "是" } else { "否" }.into()),
        (FieldType::Choice(of), Value::String(code)) => {
            Cell::Text(of.iter().find(|(name, _)| name == code).map_or_else(|| code.clone(), |(_, label)| (*label).to_owned()))
        }
        (_, Value::String(text)) if field.find == Find::Number => Cell::Id(text.clone()),
        (_, Value::String(text)) => Cell::Text(text.clone()),
        _ => Cell::Text(String::new()),
    }
}
