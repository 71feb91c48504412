//! xlsx out: ids as text, money as numbers with two decimals, dates as dates, headings frozen.

use jiff::civil::DateTime;
use rust_xlsxwriter::{DocProperties, ExcelDateTime, Format, Workbook, Worksheet, XlsxError};

use crate::FileFault;
use crate::table::{Cell, Mark, Table};
use crate::write_csv::check_width;

/// Rows a sheet can hold, headings included.
const MAX_ROWS: usize = 1_048_576;
/// Columns a sheet can hold.
const MAX_COLUMNS: usize = 16_384;
/// Characters (UTF-16 units) a cell can hold.
const MAX_CELL: usize = 32_767;
/// The largest count a spreadsheet holds exactly, in digits it shows.
const MAX_EXACT: u64 = 999_999_999_999_999;

struct Formats {
    heading: Format,
    text: Format,
    money: Format,
    date: Format,
    count: Format,
}

impl Formats {
    fn new() -> Self {
        Self {
            heading: Format::new().set_bold().set_num_format("@"),
            text: Format::new().set_num_format("@"),
            money: Format::new().set_num_format("#,##0.00"),
            date: Format::new().set_num_format("yyyy-mm-dd hh:mm:ss"),
            count: Format::new().set_num_format("0"),
        }
    }
}

/// Writes a table as an xlsx file. Text is always a string cell, so that nothing becomes a formula.
///
/// # Errors
/// More rows or columns than a sheet holds, a cell longer than 32,767 characters, or a row longer than the headings.
pub fn to_xlsx(table: &Table) -> Result<Vec<u8>, FileFault> {
    check_width(table)?;
    check_size(table)?;
    let mut workbook = Workbook::new();
    if let Some(mark) = &table.mark {
        workbook.set_properties(&properties(mark));
    }
    let sheet = workbook.add_worksheet();
    fill(sheet, table).map_err(|_| FileFault::does_not_fit("写出 xlsx 失败"))?;
    workbook.save_to_buffer().map_err(|_| FileFault::does_not_fit("写出 xlsx 失败"))
}

fn check_size(table: &Table) -> Result<(), FileFault> {
    if table.rows.len() + 2 > MAX_ROWS || table.headings.len() > MAX_COLUMNS {
        return Err(FileFault::too_large("xlsx 放不下这么多行或列，请缩小范围或改用 CSV"));
    }
    let too_long = |text: &str| text.len() > MAX_CELL && text.encode_utf16().count() > MAX_CELL;
    let long_cell = |cell: &Cell| matches!(cell, Cell::Text(text) | Cell::Id(text) if too_long(text));
    let row = table.rows.iter().position(|row| row.iter().any(long_cell));
    match row {
        Some(row) => Err(FileFault::too_large(format!("第 {} 行有单元格超过 {MAX_CELL} 字，xlsx 放不下，请改用 CSV", row + 2))),
        None => Ok(()),
    }
}

/// What stands in the file and on no sheet.
fn properties(mark: &Mark) -> DocProperties {
    let plain = DocProperties::new().set_comment(&mark.line);
    mark.properties.iter().fold(plain, |all, (name, value)| all.set_custom_property(name, value.as_str()))
}

/// The line above the headings and on every printed page. Gives the row of the headings.
fn put_mark(sheet: &mut Worksheet, mark: Option<&Mark>, formats: &Formats) -> Result<u32, XlsxError> {
    let Some(mark) = mark else { return Ok(0) };
    sheet.write_string_with_format(0, 0, &mark.line, &formats.text)?;
    // In a header `&` begins a code, and 255 characters are all there is room for.
    sheet.set_header(format!("&L{}", mark.line.replace('&', "＆").chars().take(200).collect::<String>()));
    Ok(1)
}

fn fill(sheet: &mut Worksheet, table: &Table) -> Result<(), XlsxError> {
    let formats = Formats::new();
    sheet.set_name(sheet_name(&table.name))?;
    let top = put_mark(sheet, table.mark.as_ref(), &formats)?;
    sheet.set_freeze_panes(top + 1, 0)?;
    for (column, heading) in (0u16..).zip(&table.headings) {
        sheet.write_string_with_format(top, column, heading, &formats.heading)?;
        let width = heading.chars().count() * 2 + 4;
        sheet.set_column_width(column, u32::try_from(width.clamp(12, 40)).map_or(12.0, f64::from))?;
    }
    for (row, cells) in (top + 1..).zip(&table.rows) {
        for (column, cell) in (0u16..).zip(cells) {
            write(sheet, row, column, cell, &formats)?;
        }
    }
    Ok(())
}

fn write(sheet: &mut Worksheet, row: u32, column: u16, cell: &Cell, formats: &Formats) -> Result<(), XlsxError> {
    match cell {
        Cell::Empty => return Ok(()),
        Cell::Text(text) | Cell::Id(text) => sheet.write_string_with_format(row, column, text, &formats.text)?,
        // Beyond fifteen digits a spreadsheet rounds; such numbers are written as text.
        Cell::Money(value) | Cell::Int(value) if value.unsigned_abs() > MAX_EXACT => {
            sheet.write_string_with_format(row, column, cell.text(), &formats.text)?
        }
        Cell::Money(fen) => sheet.write_number_with_format(row, column, *fen as f64 / 100.0, &formats.money)?,
        Cell::Int(value) => sheet.write_number_with_format(row, column, *value as f64, &formats.count)?,
        Cell::Date(at) => match excel_date(*at) {
            Some(date) => sheet.write_datetime_with_format(row, column, &date, &formats.date)?,
            None => sheet.write_string_with_format(row, column, cell.text(), &formats.text)?,
        },
    };
    Ok(())
}

/// Spreadsheets know dates from 1900-03-01 without error.
fn excel_date(at: DateTime) -> Option<ExcelDateTime> {
    let year = u16::try_from(at.year()).ok().filter(|year| (1901..=9999).contains(year))?;
    let small = |value: i8| u8::try_from(value).ok();
    let date = ExcelDateTime::from_ymd(year, small(at.month())?, small(at.day())?).ok()?;
    date.and_hms(u16::from(small(at.hour())?), small(at.minute())?, f64::from(at.second())).ok()
}

/// A legal sheet name: at most 31 characters, without `[]:*?/\` and without an apostrophe at either end.
fn sheet_name(name: &str) -> String {
    let legal: String = name.chars().filter(|c| !matches!(c, '[' | ']' | ':' | '*' | '?' | '/' | '\\') && !c.is_control()).collect();
    let mut short: String = String::new();
    for c in legal.trim_matches('\'').chars() {
        if short.encode_utf16().count() + c.len_utf16() > 31 {
            break;
        }
        short.push(c);
    }
    let short = short.trim_matches('\'').trim();
    if short.is_empty() { "Sheet1".to_owned() } else { short.to_owned() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sheet_names_are_made_legal() {
        assert_eq!(sheet_name("售后/退款[1]"), "售后退款1");
        assert_eq!(sheet_name("''"), "Sheet1");
        assert_eq!(sheet_name(&"长".repeat(40)).chars().count(), 31);
    }
}
