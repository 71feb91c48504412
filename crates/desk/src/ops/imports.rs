//! A file dropped on the window: opened, recognised, previewed, imported, taken back.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use serde_json::json;
use shounuo_exchange::{Field, Kind, Limits, Mapping, Platform, Recognised, Wish, Workbook, open as open_file, suggest_mapping};
use ts_rs::TS;

use super::Call;
use crate::capabilities::orders::{Imported, Job, RefusedRow, Undone, import, undo_batch};
use crate::capabilities::shop::the_shop;
use crate::child::{Bounds, READING_TIME, bad_file, read_file};
use crate::kernel::Refusal;
use crate::kernel::field::Mask;
use crate::kernel::mask::mask;

const SHOWN_ROWS: usize = 20;

/// Name of a file.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
#[serde(deny_unknown_fields)]
#[ts(optional_fields = nullable)]
pub struct FileName {
    /// As on the person's disk, without folder.
    pub name: String,
    /// A name made up by the screen, under which reading can be cancelled.
    pub job: Option<String>,
}

/// How a file is to be read.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct LookInput {
    /// The held file.
    pub token: String,
    /// Platform code; recognised when absent.
    pub platform: Option<String>,
    /// `orders`, `lines` or `aftersale`; recognised when absent.
    pub kind: Option<String>,
    /// Field code → heading, for a file of no known platform.
    pub mapping: Option<BTreeMap<String, String>>,
}

/// An import.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct RunInput {
    /// How the file is read.
    pub look: LookInput,
    /// The shop on the platform; the shop's own name when absent.
    pub shop: Option<String>,
    /// Only say what would come of it.
    pub dry_run: bool,
    /// Name under which the screen asks how many rows are done; chosen by the screen.
    pub job: Option<String>,
}

/// A batch by id or number.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct BatchName {
    /// Id or number.
    pub batch: String,
}

/// A column of the file.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
pub struct ColumnView {
    /// Heading as in the file.
    pub heading: String,
    /// Field code it serves; `None` when it is kept as it is.
    pub field: Option<String>,
    /// 中文 name of the field.
    pub field_label: Option<String>,
}

/// A row as in the file, with what is wrong with it.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
pub struct RowView {
    /// Row in the file, from 1.
    pub row: u32,
    /// Cells, in the order of the columns.
    pub cells: Vec<String>,
    /// Faults.
    pub faults: Vec<RefusedRow>,
}

/// (code, 中文 name).
pub type Named = (String, String);

/// A file as recognised, with its first rows.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
pub struct FilePreview {
    /// Token of the held file.
    pub token: String,
    /// Its name.
    pub name: String,
    /// Encoding.
    pub encoding: String,
    /// False when no platform was recognised: the person names the columns.
    pub recognised: bool,
    /// Platform code.
    pub platform: String,
    /// 中文 name of the platform.
    pub platform_label: String,
    /// `orders`, `lines` or `aftersale`.
    pub kind: String,
    /// What the file is, e.g. 淘宝 订单列表.
    pub label: String,
    /// Rows of data.
    pub rows: u32,
    /// Row of the headings, from 1.
    pub heading_row: u32,
    /// The columns.
    pub columns: Vec<ColumnView>,
    /// The first rows.
    pub first_rows: Vec<RowView>,
    /// Guess for the mapping screen: field code → heading.
    pub suggestion: BTreeMap<String, String>,
    /// All fields a column can serve.
    pub fields: Vec<Named>,
    /// All platforms.
    pub platforms: Vec<Named>,
}

pub(super) fn open(call: &Call<'_>, file: FileName) -> Result<FilePreview, Refusal> {
    let book = read(call, &file)?;
    let token = call.bench.uploads.hold(book);
    look(call, LookInput { token, platform: None, kind: None, mapping: None })
}

/// The bytes are read by a child, where the host has one; what comes back are cells.
fn read(call: &Call<'_>, file: &FileName) -> Result<Workbook, Refusal> {
    let bytes = call.bytes()?;
    let run = call.begin(file.job.as_deref());
    match &call.bench.host.program {
        Some(program) => read_file(program, &file.name, &bytes, &Bounds { time: READING_TIME, cancelled: &|| run.progress.is_cancelled() }),
        None => open_file(&file.name, bytes, &Limits::default()).map_err(bad_file),
    }
}

pub(super) fn look(call: &Call<'_>, asked: LookInput) -> Result<FilePreview, Refusal> {
    let book = call.bench.uploads.get(&asked.token)?;
    let remembered = remembered(call, &book)?;
    match recognise(&book, &asked, remembered.as_ref()) {
        Ok(file) => Ok(preview(&asked.token, &book, Some(&file))),
        Err(no) if no.code == "not_recognised" => Ok(preview(&asked.token, &book, None)),
        Err(no) => Err(no),
    }
}

fn recognise(book: &Workbook, asked: &LookInput, remembered: Option<&Mapping>) -> Result<Recognised, Refusal> {
    let platform = asked.platform.as_deref().filter(|code| *code != "auto").map(platform_of).transpose()?;
    let kind = asked.kind.as_deref().map(kind_of).transpose()?;
    let mapping = mapping_of(asked, platform, kind)?;
    let wish = Wish { platform, kind, mapping: mapping.as_ref() };
    let found = book.recognise(&wish);
    let found = match (found, remembered) {
        (Err(shounuo_exchange::FileFault::NotRecognised), Some(mapping)) if platform.is_none() => {
            book.recognise(&Wish { platform: None, kind: None, mapping: Some(mapping) })
        }
        (found, _) => found,
    };
    found.map_err(|fault| match fault {
        shounuo_exchange::FileFault::NotRecognised => Refusal::new("not_recognised", fault.to_string()),
        other => bad_file(other),
    })
}

fn mapping_of(asked: &LookInput, platform: Option<Platform>, kind: Option<Kind>) -> Result<Option<Mapping>, Refusal> {
    let Some(columns) = &asked.mapping else { return Ok(None) };
    let mut fields = BTreeMap::new();
    for (code, heading) in columns {
        let field = Field::ALL
            .iter()
            .copied()
            .find(|field| field.code() == code)
            .ok_or_else(|| Refusal::bad("mapping", format!("没有“{code}”这个字段")))?;
        fields.insert(field, heading.clone());
    }
    Ok(Some(Mapping { platform: platform.unwrap_or(Platform::Other), kind: kind.unwrap_or(Kind::Orders), fields }))
}

fn platform_of(code: &str) -> Result<Platform, Refusal> {
    Platform::from_code(code).ok_or_else(|| Refusal::bad("platform", format!("没有“{code}”这个平台")))
}

fn kind_of(code: &str) -> Result<Kind, Refusal> {
    Kind::from_code(code).ok_or_else(|| Refusal::bad("kind", "内容只能是 orders、lines 或 aftersale"))
}

/// The mapping that the shop made for a file with the same headings.
fn remembered(call: &Call<'_>, book: &Workbook) -> Result<Option<Mapping>, Refusal> {
    let name = mapping_name(book);
    let stored = call.read(|tx, _| Ok(tx.local(&name)?))?;
    Ok(serde_json::from_value(stored).ok())
}

fn mapping_name(book: &Workbook) -> String {
    format!("mapping:{}", book.likely_headings().join("\u{1f}"))
}

fn preview(token: &str, book: &Workbook, file: Option<&Recognised>) -> FilePreview {
    let headings = book.likely_headings();
    let suggestion = suggest_mapping(&headings);
    let columns = match file {
        Some(file) => file.columns.iter().map(|column| column_view(&column.heading, column.field)).collect(),
        None => headings.iter().map(|heading| column_view(heading, None)).collect(),
    };
    let first_rows = file.map(|file| book.preview(file, SHOWN_ROWS)).unwrap_or_default();
    let platform = file.map_or(Platform::Other, |file| file.platform);
    FilePreview {
        token: token.into(),
        name: book.name().into(),
        encoding: book.encoding().into(),
        recognised: file.is_some(),
        platform: platform.code().into(),
        platform_label: platform.label().into(),
        kind: file.map_or(Kind::Orders, |file| file.kind).code().into(),
        label: file.map(|file| file.label.clone()).unwrap_or_default(),
        rows: file.map_or(0, |file| u32::try_from(file.rows).unwrap_or(u32::MAX)),
        heading_row: file.map_or(0, |file| file.heading_row),
        columns,
        first_rows: first_rows.into_iter().map(|row| row_view(row, file)).collect(),
        suggestion: suggestion.fields.into_iter().map(|(field, heading)| (field.code().to_owned(), heading)).collect(),
        fields: Field::ALL.iter().map(|field| (field.code().to_owned(), field.label().to_owned())).collect(),
        platforms: Platform::ALL.iter().map(|platform| (platform.code().to_owned(), platform.label().to_owned())).collect(),
    }
}

fn column_view(heading: &str, field: Option<Field>) -> ColumnView {
    ColumnView {
        heading: heading.into(),
        field: field.map(|field| field.code().to_owned()),
        field_label: field.map(|field| field.label().to_owned()),
    }
}

/// A row as in the file, but for the buyer: the window never receives what it may not show.
fn row_view(row: shounuo_exchange::PreviewRow, file: Option<&Recognised>) -> RowView {
    let faults = row.faults.into_iter().map(|fault| RefusedRow { row: fault.row, column: fault.column, reason: fault.reason }).collect();
    let columns = file.map_or(&[][..], |file| &file.columns);
    let masks = columns.iter().map(|column| mask_of(column.field)).chain(std::iter::repeat(Mask::Open));
    RowView { row: row.row, cells: row.cells.iter().zip(masks).map(|(cell, how)| mask(how, cell)).collect(), faults }
}

fn mask_of(field: Option<Field>) -> Mask {
    match field {
        Some(Field::BuyerName) => Mask::Name,
        Some(Field::BuyerAccount) => Mask::Account,
        Some(Field::BuyerPhone | Field::BuyerPhone2) => Mask::Phone,
        Some(Field::BuyerAddress | Field::BuyerAddressChanged) => Mask::Address,
        _ => Mask::Open,
    }
}

pub(super) fn run(call: &Call<'_>, asked: RunInput) -> Result<Imported, Refusal> {
    let book = call.bench.uploads.get(&asked.look.token)?;
    let remembered = remembered(call, &book)?;
    let file = recognise(&book, &asked.look, remembered.as_ref())?;
    let run = call.begin(asked.job.as_deref());
    let actor = call.actor()?;
    let result = call.write(|tx, shop| {
        let own_name = the_shop(tx)?.remove("name").unwrap_or_default();
        let name =
            asked.shop.as_deref().map(str::trim).filter(|name| !name.is_empty()).or(own_name.as_str()).unwrap_or_default().to_owned();
        let on_row = |rows| run.progress.advance(rows);
        let job = Job { seat: &shop.seat, tx, actor, now: call.now, shop: &name, on_row: &on_row };
        let imported = import(&job, &book, &file)?;
        if asked.dry_run || imported.counts.nothing_changed() {
            // Everything was tried for real; giving the transaction up is what makes it a dry run. A file that brings
            // nothing new leaves no batch either: importing again changes nothing.
            return Err(Refusal::new("dry_run", json!(imported).to_string()));
        }
        if let Some(mapping) = mapping_of(&asked.look, Some(file.platform), Some(file.kind))? {
            tx.set_local(&mapping_name(&book), &json!(mapping))?;
        }
        Ok(imported)
    });
    match result {
        Err(tried) if tried.code == "dry_run" => {
            let mut imported: Imported =
                serde_json::from_str(&tried.message).map_err(|error| Refusal::new("bad_output", error.to_string()))?;
            (imported.batch, imported.number) = (None, None);
            Ok(imported)
        }
        Ok(imported) => {
            call.bench.uploads.release(&asked.look.token);
            call.note_changed(["sales_order", "order_line", "consumer", "import_batch", "quality_case"].map(str::to_owned));
            Ok(imported)
        }
        Err(no) => Err(no),
    }
}

pub(super) fn undo(call: &Call<'_>, which: BatchName) -> Result<Undone, Refusal> {
    let actor = call.actor()?;
    let undone = call.write(|tx, shop| undo_batch(&shop.seat, tx, actor, call.now, &which.batch))?;
    call.note_changed(["sales_order", "order_line", "consumer", "import_batch", "quality_case"].map(str::to_owned));
    Ok(undone)
}
