//! Opening a file, recognising it and reading its rows.

use std::collections::VecDeque;
use std::io::Read;

use crate::assemble::assemble;
use crate::fault::RowFault;
use crate::grid::RawRow;
use crate::guarded::guarded;
use crate::heading::normalise;
use crate::parse::id::{clean, looks_rounded};
use crate::preset::Field;
use crate::preview::PreviewRow;
use crate::recognise::{Candidate, Column, Recognised, Wish, by_mapping, by_preset, likely_headings};
use crate::row::Row;
use crate::sheet::{Body, Sheet};
use crate::sniff::{Container, sniff};
use crate::state::Platform;
use crate::{FileFault, Limits, csv_text, decode, html, merged, ole, ooxml};

/// A file that has passed every limit and is decoded.
#[derive(Debug)]
pub struct Workbook {
    pub(crate) name: String,
    pub(crate) encoding: String,
    pub(crate) sheets: Vec<Sheet>,
    pub(crate) is_1904: bool,
}

/// Looks at the bytes, checks every limit and decodes. `name` is kept for display only; the kind of file is told by
/// its bytes.
///
/// # Errors
/// The file is empty, too large, damaged, encrypted or no table. Nothing has happened then.
pub fn open(name: &str, bytes: Vec<u8>, limits: &Limits) -> Result<Workbook, FileFault> {
    limits.check_file(bytes.len())?;
    let (encoding, sheets, is_1904) = match sniff(&bytes)? {
        Container::Zip => {
            let (sheets, is_1904) = ooxml::read(&bytes, limits)?;
            ("xlsx", sheets, is_1904)
        }
        Container::Ole2 => {
            let (sheets, is_1904) = ole::read(bytes, limits)?;
            ("xls", sheets, is_1904)
        }
        Container::Text => open_text(bytes, limits)?,
    };
    limits.check_sheets(sheets.len())?;
    if sheets.iter().all(|sheet| sheet.rows().next().is_none()) {
        return Err(FileFault::Empty);
    }
    Ok(Workbook { name: name.to_owned(), encoding: encoding.to_owned(), sheets, is_1904 })
}

/// Like [`open`], reading at most one byte more than the limit allows.
///
/// # Errors
/// As [`open`]; a reading error counts as a damaged file.
pub fn open_reader(name: &str, source: impl Read, limits: &Limits) -> Result<Workbook, FileFault> {
    let mut bytes = Vec::new();
    let cap = (limits.file_bytes as u64).saturating_add(1);
    source.take(cap).read_to_end(&mut bytes).map_err(|_| FileFault::corrupt("读取文件失败"))?;
    open(name, bytes, limits)
}

fn open_text(bytes: Vec<u8>, limits: &Limits) -> Result<(&'static str, Vec<Sheet>, bool), FileFault> {
    let decoded = decode::decode(bytes)?;
    limits.check_unpacked(decoded.text.len())?;
    if html::is_html(&decoded.text) {
        let grid = guarded("网页表格", || html::read(&decoded.text, limits))?;
        return Ok(("html", vec![Sheet { name: String::new(), body: Body::Grid(grid) }], false));
    }
    if html::is_other_xml(&decoded.text) {
        return Err(FileFault::not_a_table("这是 XML 或网页文件，请用表格软件打开后另存为 xlsx"));
    }
    let delimiter = csv_text::sniff_delimiter(&decoded.text);
    csv_text::check(&decoded.text, delimiter, limits)?;
    let body = Body::Text { text: decoded.text, delimiter, damaged: decoded.damaged };
    Ok((decoded.encoding, vec![Sheet { name: String::new(), body }], false))
}

impl Workbook {
    /// The name given when opening.
    #[must_use]
    pub fn name(&self) -> &str {
        &self.name
    }

    /// "GB18030", "UTF-8", "UTF-16LE", "UTF-16BE", "xlsx", "xls" or "html".
    #[must_use]
    pub fn encoding(&self) -> &str {
        &self.encoding
    }

    /// The headings most likely meant, for the mapping screen of a file no preset knows.
    #[must_use]
    pub fn likely_headings(&self) -> Vec<String> {
        likely_headings(&self.sheets).map(|(_, _, headings)| headings).unwrap_or_default()
    }

    /// Finds platform, kind, heading row and the meaning of each column. Of several sheets the best fit is taken.
    ///
    /// # Errors
    /// [`FileFault::NotRecognised`] when no preset fits: ask for a mapping. [`FileFault::DoesNotFit`] when the wish
    /// contradicts the file.
    pub fn recognise(&self, wish: &Wish<'_>) -> Result<Recognised, FileFault> {
        let candidate = match wish.mapping {
            Some(mapping) => by_mapping(&self.sheets, mapping)?,
            None => by_preset(&self.sheets, wish)?,
        };
        Ok(self.describe(candidate, wish.platform))
    }

    fn describe(&self, found: Candidate, platform: Option<Platform>) -> Recognised {
        let preset = found.preset;
        let platform = platform.or(preset.platforms.first().copied()).unwrap_or(Platform::Other);
        let columns: Vec<Column> = found
            .headings
            .into_iter()
            .zip(found.fields)
            .enumerate()
            .map(|(index, (heading, field))| Column { index, heading, field })
            .collect();
        let nameless = |column: &&Column| column.field.is_none() && !column.heading.trim().is_empty();
        let mut recognised = Recognised {
            platform,
            kind: preset.kind,
            preset: preset.name.clone(),
            label: format!("{} {}", platform.label(), preset.label),
            encoding: self.encoding.clone(),
            sheet: self.sheets.get(found.sheet_index).map(|sheet| sheet.name.clone()).unwrap_or_default(),
            heading_row: found.heading_row,
            unmapped: columns.iter().filter(nameless).map(|column| column.heading.trim().to_owned()).collect(),
            columns,
            rows: 0,
            rounded_ids: false,
            sheet_index: found.sheet_index,
            rules: preset,
        };
        (recognised.rows, recognised.rounded_ids) = self.survey(&recognised);
        recognised
    }

    /// Counts the data rows and looks whether a spreadsheet has rounded the long ids.
    fn survey(&self, file: &Recognised) -> (usize, bool) {
        let id = file.columns.iter().find(|column| column.field == Some(Field::OrderNo)).map(|column| column.index);
        let (mut rows, mut long, mut rounded) = (0, 0usize, 0usize);
        for (place, row) in self.data_rows(file).enumerate() {
            if is_skipped(&row, file, place == 0) {
                continue;
            }
            rows += 1;
            let text = id.map_or("", |index| clean(row.text(index)));
            long += usize::from(text.len() >= 17);
            rounded += usize::from(looks_rounded(text));
        }
        (rows, rounded >= 3 && rounded * 5 >= long * 4)
    }

    /// The rows below the headings.
    fn data_rows<'a>(&'a self, file: &Recognised) -> Box<dyn Iterator<Item = RawRow<'a>> + Send + 'a> {
        let heading_row = file.heading_row;
        match self.sheets.get(file.sheet_index) {
            Some(sheet) => Box::new(sheet.rows().skip_while(move |row| row.number <= heading_row)),
            None => Box::new(std::iter::empty()),
        }
    }

    /// Normalised rows, lazily: one row is read for each step. Stop by dropping the iterator. A faulty row comes as
    /// `Err` with its first fault, and the next row follows. A merged row of several lines comes as several rows with
    /// the same `row` number.
    pub fn rows<'a>(&'a self, file: &'a Recognised) -> Rows<'a> {
        Rows { raw: self.data_rows(file), reader: self.reader(file), pending: VecDeque::new() }
    }

    fn reader<'a>(&'a self, file: &'a Recognised) -> RowReader<'a> {
        let damaged = self.sheets.get(file.sheet_index).is_some_and(Sheet::damaged);
        RowReader { file, damaged, is_1904: self.is_1904, first: true }
    }

    /// The first `n` data rows as they stand, each with all its faults.
    #[must_use]
    pub fn preview(&self, file: &Recognised, n: usize) -> Vec<PreviewRow> {
        let mut reader = self.reader(file);
        let mut shown = Vec::new();
        for raw in self.data_rows(file) {
            if shown.len() >= n {
                break;
            }
            let cells = file.columns.iter().map(|column| raw.text(column.index).to_owned()).collect();
            let row = raw.number;
            let faults = match reader.read(raw) {
                Outcome::Skipped => continue,
                Outcome::Rows(_) => Vec::new(),
                Outcome::Faults(faults) => faults,
            };
            shown.push(PreviewRow { row, cells, faults });
        }
        shown
    }
}

/// Iterator of [`Workbook::rows`].
pub struct Rows<'a> {
    raw: Box<dyn Iterator<Item = RawRow<'a>> + Send + 'a>,
    reader: RowReader<'a>,
    pending: VecDeque<Row>,
}

impl Iterator for Rows<'_> {
    type Item = Result<Row, RowFault>;

    fn next(&mut self) -> Option<Self::Item> {
        loop {
            if let Some(row) = self.pending.pop_front() {
                return Some(Ok(row));
            }
            match self.reader.read(self.raw.next()?) {
                Outcome::Skipped => {}
                Outcome::Rows(rows) => self.pending.extend(rows),
                Outcome::Faults(faults) => {
                    if let Some(fault) = faults.into_iter().next() {
                        return Some(Err(fault));
                    }
                }
            }
        }
    }
}

/// What one source row became.
enum Outcome {
    /// An explanation, a total or a repeated heading.
    Skipped,
    Rows(Vec<Row>),
    Faults(Vec<RowFault>),
}

/// Reads source rows of a recognised file one after the other.
struct RowReader<'a> {
    file: &'a Recognised,
    damaged: bool,
    is_1904: bool,
    first: bool,
}

impl RowReader<'_> {
    fn read(&mut self, raw: RawRow<'_>) -> Outcome {
        let first = std::mem::replace(&mut self.first, false);
        if is_skipped(&raw, self.file, first) {
            return Outcome::Skipped;
        }
        if let Some(fault) = self.shape_fault(&raw) {
            return Outcome::Faults(vec![fault]);
        }
        let lines = match self.file.rules.merged {
            Some(mark) => merged::split(raw, &self.file.columns, mark),
            None => Ok(vec![raw]),
        };
        let lines = match lines {
            Ok(lines) => lines,
            Err(fault) => return Outcome::Faults(vec![fault]),
        };
        let mut rows = Vec::with_capacity(lines.len());
        for line in &lines {
            match assemble(line, self.file, self.is_1904) {
                Ok(row) => rows.push(row),
                // The lines of a merged row stand or fall together.
                Err(faults) => return Outcome::Faults(faults),
            }
        }
        Outcome::Rows(rows)
    }

    /// Faults of the row as a whole: quotation marks, lost bytes, too many or too few cells.
    fn shape_fault(&self, raw: &RawRow<'_>) -> Option<RowFault> {
        let columns = &self.file.columns;
        let fault = |column: &str, reason: String| Some(RowFault { row: raw.number, column: column.trim().to_owned(), reason });
        if raw.unclosed {
            return fault("", "引号没有配对，这一行无法读取".to_owned());
        }
        if self.damaged
            && let Some(place) = raw.cells.iter().position(|cell| cell.text.contains(char::REPLACEMENT_CHARACTER))
        {
            let heading = columns.get(place).map_or("", |column| column.heading.as_str());
            return fault(heading, "有无法识别的文字编码，内容已损坏".to_owned());
        }
        if raw.cells.iter().skip(columns.len()).any(|cell| !cell.text.trim().is_empty()) {
            return fault("", format!("这一行的内容多于 {} 个标题，可能是引号或分隔符错乱", columns.len()));
        }
        let needed = columns.iter().rev().find(|column| column.field.is_some()).map_or(0, |column| column.index + 1);
        if raw.states_all_cells && raw.cells.len() < needed {
            return fault("", format!("这一行只有 {} 列，标题有 {} 列，可能没有下载完整", raw.cells.len(), columns.len()));
        }
        None
    }
}

/// Rows that are no data: the explanation below the headings, totals and end marks, headings repeated.
fn is_skipped(raw: &RawRow<'_>, file: &Recognised, first: bool) -> bool {
    let key = file.columns.iter().find(|column| column.field == Some(Field::OrderNo));
    let Some(key) = key else { return false };
    let text = clean(raw.text(key.index));
    let no_digit = !text.contains(|c: char| c.is_ascii_digit());
    let explains = first && file.rules.explanation_row && !text.is_empty() && no_digit;
    let repeated = !text.is_empty() && normalise(text) == normalise(&key.heading);
    let lead = raw.cells.iter().map(|cell| clean(&cell.text)).find(|text| !text.is_empty()).unwrap_or_default();
    let foot = no_digit && ["合计", "总计", "小计", "汇总", "#"].iter().any(|word| lead.starts_with(word));
    explains || repeated || foot
}
