//! xlsx. Every member is inflated and counted before the workbook parser sees the archive.

use std::collections::HashMap;
use std::io::{Cursor, Read};

use calamine::{DataRef, ExcelDateTime, Reader, Xlsx};
use zip::ZipArchive;

use crate::grid::{Budget, CellKind, Grid, GridBuilder, Stored, number_text};
use crate::guarded::guarded;
use crate::parse::date::format_datetime;
use crate::sheet::{Body, Sheet};
use crate::{FileFault, Limits};

/// The sheets of an xlsx file and whether it counts days from 1904.
pub(crate) fn read(bytes: &[u8], limits: &Limits) -> Result<(Vec<Sheet>, bool), FileFault> {
    let is_1904 = guarded("压缩包", || inspect(bytes, limits))?;
    let sheets = guarded("工作簿", || sheets(bytes, limits))?;
    Ok((sheets, is_1904))
}

/// Counts members, unpacked bytes and shared strings; tells xlsx from other archives.
fn inspect(bytes: &[u8], limits: &Limits) -> Result<bool, FileFault> {
    let mut archive = ZipArchive::new(Cursor::new(bytes)).map_err(|_| FileFault::corrupt("压缩包目录"))?;
    limits.check_entries(archive.len())?;
    let (mut unpacked, mut strings, mut is_1904) = (0, 0, false);
    let mut workbook = None;
    for index in 0..archive.len() {
        let mut member = archive.by_index(index).map_err(|_| FileFault::corrupt("压缩包成员"))?;
        if member.encrypted() {
            return Err(FileFault::Encrypted);
        }
        let name = member.name().map_err(|_| FileFault::corrupt("压缩包成员"))?.to_ascii_lowercase();
        let part = scan(&mut member, limits, &mut unpacked, name.ends_with("workbook.xml"))?;
        strings += part.strings;
        limits.check_cells(strings)?;
        is_1904 |= part.is_1904;
        workbook = workbook.or_else(|| name.ends_with("workbook.xml").then_some(()));
    }
    workbook
        .map(|()| is_1904)
        .ok_or_else(|| FileFault::not_a_table("压缩包里不是 xlsx 工作簿。如果是平台给的压缩包，请先解压再导入里面的表格"))
}

/// What one member holds.
#[derive(Default)]
struct Part {
    /// Shared string items.
    strings: usize,
    is_1904: bool,
}

/// Inflates a member in pieces and counts; what the archive claims about sizes is not believed.
fn scan(member: &mut impl Read, limits: &Limits, unpacked: &mut usize, is_workbook: bool) -> Result<Part, FileFault> {
    let mut part = Part::default();
    let mut buffer = vec![0u8; 64 * 1024];
    let mut kept = 0;
    let mut head = Vec::new();
    loop {
        let read = member.read(&mut buffer[kept..]).map_err(|_| FileFault::corrupt("压缩包成员"))?;
        if read == 0 {
            break;
        }
        *unpacked += read;
        limits.check_unpacked(*unpacked)?;
        let filled = kept + read;
        part.strings += string_items(&buffer[..filled]);
        if is_workbook && head.len() < 64 * 1024 {
            head.extend_from_slice(&buffer[kept..filled]);
        }
        // An item's tag may straddle two pieces: its last three bytes are looked at again.
        kept = filled.min(3);
        buffer.copy_within(filled - kept..filled, 0);
    }
    part.is_1904 = [&b"date1904=\"1\""[..], b"date1904=\"true\""].iter().any(|mark| holds(&head, mark));
    Ok(part)
}

fn holds(bytes: &[u8], mark: &[u8]) -> bool {
    bytes.windows(mark.len()).any(|window| window == mark)
}

/// Opening tags named `si`, with or without a prefix: `<si>`, `<x:si/>`.
fn string_items(bytes: &[u8]) -> usize {
    bytes
        .windows(4)
        .filter(|w| matches!(w[0], b'<' | b':') && &w[1..3] == b"si" && matches!(w[3], b'>' | b'/' | b' ' | b'\t' | b'\r' | b'\n'))
        .count()
}

fn sheets(bytes: &[u8], limits: &Limits) -> Result<Vec<Sheet>, FileFault> {
    let mut workbook: Xlsx<_> = calamine::open_workbook_from_rs(Cursor::new(bytes)).map_err(|error| fault(&error))?;
    let mut budget = Budget::default();
    let mut found = Vec::new();
    for name in workbook.sheet_names() {
        match grid(&mut workbook, &name, limits, &mut budget)? {
            Some(grid) => found.push(Sheet { name, body: Body::Grid(grid) }),
            None => continue,
        }
    }
    Ok(found)
}

fn fault(error: &calamine::XlsxError) -> FileFault {
    match error {
        calamine::XlsxError::Password => FileFault::Encrypted,
        _ => FileFault::corrupt("工作簿"),
    }
}

/// The cells of a worksheet in file order; `None` for a chart sheet and the like.
fn grid(workbook: &mut Xlsx<Cursor<&[u8]>>, name: &str, limits: &Limits, budget: &mut Budget) -> Result<Option<Grid>, FileFault> {
    let mut reader = match workbook.worksheet_cells_reader(name) {
        Ok(reader) => reader,
        Err(calamine::XlsxError::NotAWorksheet(_) | calamine::XlsxError::WorksheetNotFound(_)) => return Ok(None),
        Err(error) => return Err(fault(&error)),
    };
    let mut builder = GridBuilder::new(limits, budget);
    let mut shared: HashMap<(usize, usize), Stored> = HashMap::new();
    while let Some(cell) = reader.next_cell().map_err(|error| fault(&error))? {
        let (row, column) = cell.get_position();
        let (row, column) = (row.saturating_add(1), column as usize);
        if let DataRef::SharedString(text) = cell.get_value() {
            let key = (text.as_ptr() as usize, text.len());
            let stored = match shared.get(&key) {
                Some(stored) => *stored,
                None => *shared.entry(key).or_insert(builder.store(text)?),
            };
            builder.place(row, column, CellKind::Text, stored)?;
        } else if let Some((kind, text)) = value(cell.get_value()) {
            builder.push(row, column, kind, &text)?;
        }
    }
    Ok(Some(builder.finish()))
}

fn value(data: &DataRef<'_>) -> Option<(CellKind, String)> {
    match data {
        DataRef::Empty => None,
        DataRef::Int(value) if value.unsigned_abs() >= 1_000_000_000_000_000 => Some((CellKind::LostDigits, value.to_string())),
        DataRef::Int(value) => Some((CellKind::Number, value.to_string())),
        DataRef::Float(value) => Some(number_text(*value)),
        DataRef::String(text) => Some((CellKind::Text, text.clone())),
        DataRef::SharedString(text) => Some((CellKind::Text, (*text).to_owned())),
        DataRef::Bool(value) => Some((CellKind::Text, if *value { "是" } else { "否" }.to_owned())),
        DataRef::DateTime(at) => Some(date_text(at)),
        DataRef::DateTimeIso(text) | DataRef::DurationIso(text) => Some((CellKind::Text, text.clone())),
        DataRef::Error(_) => Some((CellKind::Error, "#错误".to_owned())),
    }
}

/// A date cell as text, rounded to the second; a span of time or a date outside the calendar stays a number.
pub(crate) fn date_text(at: &ExcelDateTime) -> (CellKind, String) {
    let plain = || number_text(at.as_f64());
    // Below 1 there is no day: a time of day or a format set on an ordinary number.
    if !at.is_datetime() || !(1.0..2_958_466.0).contains(&at.as_f64()) {
        return plain();
    }
    let (year, month, day, hour, minute, second, milli) = at.to_ymd_hms_milli();
    let parts = || -> Option<jiff::civil::DateTime> {
        let small = |value: u8| i8::try_from(value).ok();
        let date = jiff::civil::Date::new(i16::try_from(year).ok()?, small(month)?, small(day)?).ok()?;
        let at = date.at(small(hour)?, small(minute)?, small(second)?, 0);
        at.checked_add(jiff::SignedDuration::from_secs(i64::from(milli >= 500))).ok()
    };
    parts().map_or_else(plain, |at| (CellKind::Date, format_datetime(at)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn shared_string_items_are_counted() {
        assert_eq!(string_items(b"<sst><si><t>a</t></si><si/><x:si ><sid></sst>"), 3);
    }

    #[test]
    fn dates_round_to_the_second() {
        let at = ExcelDateTime::new(46_086.604_166_66, calamine::ExcelDateTimeType::DateTime, false);
        assert_eq!(date_text(&at), (CellKind::Date, "2026-03-05 14:30:00".to_owned()));
    }
}
