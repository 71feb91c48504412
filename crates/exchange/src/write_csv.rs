//! CSV out. Cells a spreadsheet would run as a formula get an apostrophe in front; characters the encoding lacks are
//! written as their code point and reported.

use encoding_rs::{EncoderResult, GB18030, GBK};
use serde::{Deserialize, Serialize};

use crate::FileFault;
use crate::table::{Cell, Table};

/// Encodings offered for CSV.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum CsvEncoding {
    /// UTF-8 with a mark: what spreadsheets open without questions.
    Utf8WithMark,
    /// GB18030, for tools of this country.
    Gb18030,
    /// GBK, for old tools that know only two-byte characters.
    Gbk,
}

/// A character the encoding lacks. It stands in the file as `[U+XXXX]`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Unmappable {
    /// 1-based row in the file; the headings are row 1.
    pub row: usize,
    /// Heading of the column.
    pub column: String,
    /// The character.
    pub character: char,
}

/// A finished CSV file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CsvFile {
    /// What goes to disk.
    pub bytes: Vec<u8>,
    /// What could not be written as it is; tell the person before the file is used.
    pub unmappable: Vec<Unmappable>,
}

/// Writes a table as CSV with CR LF line ends.
///
/// # Errors
/// A row has more cells than there are headings.
pub fn to_csv(table: &Table, encoding: CsvEncoding) -> Result<CsvFile, FileFault> {
    check_width(table)?;
    let mut unmappable = Vec::new();
    let mut writer = csv::WriterBuilder::new().terminator(csv::Terminator::CRLF).flexible(true).from_writer(Vec::new());
    let headings = table.headings.iter().map(|heading| guarded(heading));
    let rows = table.rows.iter().map(|row| row.iter().map(csv_text).collect::<Vec<_>>());
    for (number, row) in std::iter::once(headings.collect()).chain(rows).enumerate() {
        let mut fields: Vec<Vec<u8>> = Vec::with_capacity(table.headings.len());
        for (column, text) in row.iter().enumerate() {
            let (bytes, lacking) = encode(text, encoding);
            let heading = table.headings.get(column).cloned().unwrap_or_default();
            unmappable.extend(lacking.into_iter().map(|character| Unmappable { row: number + 1, column: heading.clone(), character }));
            fields.push(bytes);
        }
        fields.resize(table.headings.len(), Vec::new());
        writer.write_record(&fields).map_err(|_| FileFault::does_not_fit("写出 CSV 失败"))?;
    }
    if let Some(mark) = &table.mark {
        // As wide as every row: a reader that counts the columns goes on reading.
        let mut fields = vec![encode(&guarded(&mark.line), encoding).0];
        fields.resize(table.headings.len().max(1), Vec::new());
        writer.write_record(&fields).map_err(|_| FileFault::does_not_fit("写出 CSV 失败"))?;
    }
    let body = writer.into_inner().map_err(|_| FileFault::does_not_fit("写出 CSV 失败"))?;
    let mark: &[u8] = if encoding == CsvEncoding::Utf8WithMark { b"\xEF\xBB\xBF" } else { b"" };
    Ok(CsvFile { bytes: [mark, &body].concat(), unmappable })
}

/// Rows longer than the headings would have cells without a name.
pub(crate) fn check_width(table: &Table) -> Result<(), FileFault> {
    match table.rows.iter().position(|row| row.len() > table.headings.len()) {
        Some(row) => Err(FileFault::does_not_fit(format!("第 {} 行的单元格多于标题", row + 2))),
        None => Ok(()),
    }
}

fn csv_text(cell: &Cell) -> String {
    match cell {
        Cell::Text(text) | Cell::Id(text) => guarded(text),
        number => number.text(),
    }
}

/// Puts an apostrophe before text that a spreadsheet might take for a formula, full-width signs included. White space in
/// front does not hide a sign.
fn guarded(text: &str) -> String {
    let sign = |c: char| matches!(c, '=' | '+' | '-' | '@' | '＝' | '＋' | '－' | '＠' | '\t' | '\r' | '\n');
    let first = text.chars().find(|c| *c != ' ' && *c != '\u{3000}' && *c != '\u{a0}');
    if first.is_some_and(sign) { format!("'{text}") } else { text.to_owned() }
}

/// Encodes a cell; also tells the characters the encoding lacks. ASCII stays ASCII in all three encodings and no
/// second byte is a quotation mark, comma or line end, so fields may be encoded one by one.
fn encode(text: &str, encoding: CsvEncoding) -> (Vec<u8>, Vec<char>) {
    let target = match encoding {
        CsvEncoding::Utf8WithMark => return (text.as_bytes().to_vec(), Vec::new()),
        CsvEncoding::Gb18030 => GB18030,
        CsvEncoding::Gbk => GBK,
    };
    let mut encoder = target.new_encoder();
    let (mut bytes, mut lacking, mut rest) = (Vec::new(), Vec::new(), text);
    loop {
        let needed = encoder.max_buffer_length_from_utf8_without_replacement(rest.len()).unwrap_or(rest.len() * 4 + 16);
        bytes.reserve(needed);
        let (result, read) = encoder.encode_from_utf8_to_vec_without_replacement(rest, &mut bytes, true);
        rest = &rest[read..];
        match result {
            EncoderResult::InputEmpty => return (bytes, lacking),
            EncoderResult::OutputFull => {}
            EncoderResult::Unmappable(character) => {
                bytes.extend_from_slice(format!("[U+{:04X}]", u32::from(character)).as_bytes());
                lacking.push(character);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn formulas_are_guarded_however_they_begin() {
        for text in ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "＝1+1", " =1", "\r=1", "\u{3000}＠x"] {
            assert_eq!(guarded(text), format!("'{text}"));
        }
        for text in ["张三", "1-2", "", "a=b"] {
            assert_eq!(guarded(text), text);
        }
    }

    #[test]
    fn lacking_characters_are_reported() {
        let table =
            Table { name: "t".into(), headings: vec!["名".into()], rows: vec![vec![Cell::Text("张😀\u{e5e5}".into())]], mark: None };
        let gbk = to_csv(&table, CsvEncoding::Gbk).unwrap();
        assert_eq!(gbk.unmappable[0], Unmappable { row: 2, column: "名".into(), character: '😀' });
        assert!(GBK.decode(&gbk.bytes).0.contains("张[U+1F600]"));
        let wide = to_csv(&table, CsvEncoding::Gb18030).unwrap();
        assert_eq!(wide.unmappable.iter().map(|u| u.character).collect::<Vec<_>>(), ['\u{e5e5}']);
        assert!(GB18030.decode(&wide.bytes).0.contains("张😀[U+E5E5]"));
    }
}
