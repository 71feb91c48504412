//! Tables out of the shop: masked, with a stated purpose, written down before the file is given.

use base64::Engine;
use base64::engine::general_purpose::STANDARD as BASE64;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};
use shounuo_exchange::{Cell, CsvEncoding, Mark, Table, to_csv, to_xlsx};
use shounuo_store::{Row, Tx};
use ts_rs::TS;

use super::Call;
use crate::capabilities::shop::{SHOP, the_shop};
use crate::kernel::actor::DECIDERS;
use crate::kernel::field::{Field, FieldType, Find, Mask};
use crate::kernel::kind::Kind;
use crate::kernel::mask::masked;
use crate::kernel::perform::last_sequence;
use crate::kernel::work::{china, china_moment};
use crate::kernel::{Access, Refusal, Seat, note_access, registry};
use crate::workbench::SignedIn;

/// Rows of one file.
const MOST_ROWS: i64 = 200_000;
/// Rows of one file with personal values in the clear.
const MOST_UNMASKED: i64 = 2_000;

/// What is to be exported.
#[derive(Clone, Serialize, Deserialize, TS)]
#[serde(deny_unknown_fields)]
#[ts(optional_fields = nullable)]
pub struct ExportInput {
    /// Kind of the records.
    pub kind: String,
    /// `xlsx`, `csv` (UTF-8 with mark) or `csv-gb18030`.
    pub format: String,
    /// What it is for.
    pub purpose: String,
    /// Only records made on or after this calendar day.
    pub from: Option<String>,
    /// Only records made on or before this calendar day.
    pub to: Option<String>,
    /// The second person who agrees to personal values in the clear; without one they are masked.
    pub approved_by: Option<Approval>,
}

/// A second person who agrees, by their own password.
#[derive(Clone, Serialize, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct Approval {
    /// Their login.
    pub login: String,
    /// Their password.
    pub password: String,
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
    let range = Range::of(&asked)?;
    let second = asked.approved_by.as_ref().map(|approval| second_person(call, approval)).transpose()?;
    // In the transaction of the entry, so that what was counted is what is written down. The file is made after it is on the disk.
    let mark = call.write(|tx, shop| {
        let rows = counted(tx, kind, &range, second.is_some())?;
        note(tx, &shop.seat, call, (kind, &asked), (second.as_ref(), rows))
    })?;
    let mut table = call.read(|tx, _| {
        let rows =
            tx.records(registry::shape(kind), &format!("{} ORDER BY created_ms, id LIMIT {MOST_ROWS}", range.condition), &range.params)?;
        Ok(as_table(kind, rows.into_iter().map(|row| if second.is_some() { without_hidden(kind, row) } else { masked(kind, row) })))
    })?;
    table.mark = Some(mark);
    let (bytes, ending) = written(&table, &asked.format)?;
    Ok(ExportFile { name: format!("{}-{}.{ending}", kind.label, call.today()), bytes: BASE64.encode(bytes), rows: table.rows.len() })
}

/// Which records, by the day they were made.
struct Range {
    condition: String,
    params: Vec<Value>,
}

impl Range {
    fn of(asked: &ExportInput) -> Result<Range, Refusal> {
        let (mut all, mut params) = (vec!["1".to_owned()], Vec::new());
        for (field, day, sign) in [("from", &asked.from, ">="), ("to", &asked.to, "<")] {
            let Some(day) = day.as_deref().filter(|day| !day.is_empty()) else { continue };
            let day: Date = day.parse().map_err(|_| Refusal::bad(field, "日期应写成 2026-03-05 这样，且确有这一天"))?;
            let edge = if field == "to" { day.saturating_add(jiff::Span::new().days(1)) } else { day };
            let millis = edge.to_zoned(china()).map_err(|_| Refusal::bad(field, "日期超出范围"))?.timestamp().as_millisecond();
            params.push(json!(millis));
            all.push(format!("created_ms {sign} ?{}", params.len()));
        }
        Ok(Range { condition: all.join(" AND "), params })
    }
}

fn counted(tx: &Tx<'_>, kind: &Kind, range: &Range, unmasked: bool) -> Result<i64, Refusal> {
    let rows = tx.count(&format!("SELECT count(*) FROM {} WHERE {}", kind.name, range.condition), &range.params)?;
    let most = if unmasked { MOST_UNMASKED } else { MOST_ROWS };
    if rows <= most {
        return Ok(rows);
    }
    Err(Refusal::bad("from", format!("一次最多导出 {most} 行，现在有 {rows} 行。请填起止日期，分几次导出")))
}

/// Somebody else who decides, at the same seat, with their own password.
fn second_person(call: &Call<'_>, approval: &Approval) -> Result<SignedIn, Refusal> {
    let second = call.bench.second_person(&approval.login, &approval.password).map_err(|no| match no.code.as_str() {
        "wrong_password" | "no_password" => Refusal::bad("approved_by", "同意人的登录名或密码不对"),
        _ => no,
    })?;
    if second.id == call.actor()?.id || !DECIDERS.contains(&second.role) {
        let no = Refusal::new("not_approved", "不打码的导出要由另一位经理或店主同意");
        return Err(Refusal { field: Some("approved_by".into()), ..no });
    }
    Ok(second)
}

/// Writes the entry and says where it stands: the file carries it.
fn note(
    tx: &Tx<'_>,
    seat: &Seat,
    call: &Call<'_>,
    (kind, asked): (&Kind, &ExportInput),
    (second, rows): (Option<&SignedIn>, i64),
) -> Result<Mark, Refusal> {
    let (actor, shop) = (call.actor()?, the_shop(tx)?);
    let of_shop = |name: &str| shop.get(name).and_then(Value::as_str).unwrap_or_default().to_owned();
    let purpose = asked.purpose.trim();
    let what = json!({
        "kind": kind.label, "format": asked.format, "purpose": purpose, "rows": rows, "from": asked.from, "to": asked.to,
        "unmasked": second.map(|_| true), "approved_by": second.map(|second| &second.name),
    });
    note_access(seat, tx, actor, call.now, Access { kind: &SHOP, id: &of_shop("id"), event: "export", what })?;
    let place = format!("{}/{}/{}", seat.code, seat.epoch, last_sequence(seat, tx)?.unwrap_or(0));
    let masking = second.map_or_else(|| "个人信息已打码".to_owned(), |second| format!("个人信息未打码，{}同意", second.name));
    let (at, name) = (china_moment(call.now), of_shop("name"));
    Ok(Mark {
        line: format!("{name} · {} 于 {at} 导出 · 用途：{purpose} · {masking} · 台账 {place}", actor.name),
        properties: [
            ("店铺", name),
            ("导出人", actor.name.clone()),
            ("导出人编号", actor.id.clone()),
            ("时间", at),
            ("用途", purpose.to_owned()),
            ("台账", place),
        ]
        .map(|(name, value)| (name.to_owned(), value))
        .into(),
    })
}

/// In the clear, but for what nobody is ever shown.
fn without_hidden(kind: &Kind, mut row: Row) -> Row {
    for field in kind.fields.iter().filter(|field| field.mask == Mask::Hidden) {
        row.insert(field.name.into(), Value::Null);
    }
    row
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

fn as_table(kind: &'static Kind, rows: impl Iterator<Item = Row>) -> Table {
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
    Table { name: kind.label.into(), headings, rows: rows.collect(), mark: None }
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
