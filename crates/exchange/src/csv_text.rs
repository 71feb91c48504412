//! Delimited text, row by row, over the decoded string.
//!
//! A quotation mark that never closes would swallow the rest of the file; such a line is reported alone and
//! reading resumes on the next line.

use std::borrow::Cow;
use std::ops::Range;

use crate::grid::{CellKind, RawCell, RawRow};
use crate::{FileFault, Limits};

/// More unclosed quotation marks than this and the text is no table.
const MAX_UNCLOSED: usize = 1_000;

/// Chooses the separator seen most often outside quotation marks in the first fifty lines. A tab beside a comma or at
/// either end of a line is no separator: platforms put one in front of an id, or behind it, to keep it text.
pub(crate) fn sniff_delimiter(text: &str) -> u8 {
    let (mut comma, mut tab, mut semicolon, mut quoted) = (0u32, 0u32, 0u32, false);
    for line in text.lines().take(50) {
        let line = line.as_bytes();
        for (place, byte) in line.iter().enumerate().take(64 * 1024) {
            let before = place.checked_sub(1).and_then(|before| line.get(before));
            let at_edge = matches!(before, None | Some(b',')) || matches!(line.get(place + 1), None | Some(b','));
            match byte {
                b'"' => quoted = !quoted,
                _ if quoted => {}
                b',' => comma += 1,
                b'\t' if !at_edge => tab += 1,
                b';' => semicolon += 1,
                _ => {}
            }
        }
    }
    if tab > comma && tab >= semicolon {
        b'\t'
    } else if semicolon > comma * 2 {
        b';'
    } else {
        b','
    }
}

/// Lazy rows of a delimited text. One row is held at a time.
pub(crate) struct CsvRows<'a> {
    text: &'a str,
    delimiter: u8,
    /// Byte offset of what `reader` reads, within `text`.
    base: usize,
    /// Byte offset of the next record, within `text`.
    next: usize,
    line: u32,
    reader: csv::Reader<&'a [u8]>,
    record: csv::StringRecord,
}

impl<'a> CsvRows<'a> {
    pub fn new(text: &'a str, delimiter: u8) -> Self {
        Self { text, delimiter, base: 0, next: 0, line: 1, reader: reader(text, delimiter), record: csv::StringRecord::new() }
    }

    /// The next row's line and whether its quotation mark never closes; the cells stand in `self.record`.
    fn advance(&mut self) -> Option<(u32, bool)> {
        self.skip_line_ends();
        if !self.reader.read_record(&mut self.record).ok()? {
            return None;
        }
        let end = self.base + usize::try_from(self.reader.position().byte()).ok()?;
        let raw = self.text.get(self.next..end)?;
        let start_line = self.line;
        let unclosed = end == self.text.len() && never_closes(raw);
        if unclosed {
            self.restart_after_line(raw);
        } else {
            self.line += line_ends(self.text, self.next..end);
            self.next = end;
        }
        Some((start_line, unclosed))
    }

    fn skip_line_ends(&mut self) {
        let rest = self.text.as_bytes().get(self.next..).unwrap_or_default();
        let blank = rest.iter().take_while(|b| matches!(b, b'\r' | b'\n')).count();
        self.line += line_ends(self.text, self.next..self.next + blank);
        self.next += blank;
    }

    /// Keeps only the first physical line as the faulty record and reads on behind it.
    fn restart_after_line(&mut self, raw: &str) {
        let first = raw.find(['\r', '\n']).map_or(raw.len(), |at| at);
        self.record = csv::StringRecord::from(vec![&raw[..first]]);
        self.next += first;
        self.base = self.next;
        self.reader = reader(&self.text[self.next..], self.delimiter);
    }
}

impl<'a> Iterator for CsvRows<'a> {
    type Item = RawRow<'a>;

    fn next(&mut self) -> Option<RawRow<'a>> {
        let (number, unclosed) = self.advance()?;
        let cells = self.record.iter().map(|text| RawCell { text: Cow::Owned(text.to_owned()), kind: CellKind::Text }).collect();
        Some(RawRow { number, cells, unclosed, states_all_cells: true })
    }
}

fn reader(text: &str, delimiter: u8) -> csv::Reader<&[u8]> {
    csv::ReaderBuilder::new().delimiter(delimiter).has_headers(false).flexible(true).from_reader(text.as_bytes())
}

/// The record runs over several lines to the end of the text with an odd number of quotation marks.
fn never_closes(raw: &str) -> bool {
    let inner = raw.trim_end_matches(['\r', '\n']);
    inner.contains(['\r', '\n']) && inner.bytes().filter(|b| *b == b'"').count() % 2 == 1
}

/// Line ends of every kind (LF, CR LF, lone CR) that end within `range`; a CR LF cut in two counts at its CR.
fn line_ends(text: &str, range: Range<usize>) -> u32 {
    let bytes = text.as_bytes();
    let ends = |i: &usize| match bytes.get(*i) {
        Some(b'\r') => true,
        Some(b'\n') => i.checked_sub(1).and_then(|before| bytes.get(before)) != Some(&b'\r'),
        _ => false,
    };
    u32::try_from(range.filter(ends).count()).unwrap_or(u32::MAX)
}

/// Reads the whole text once against the limits, before anything else is done with it.
pub(crate) fn check(text: &str, delimiter: u8, limits: &Limits) -> Result<(), FileFault> {
    let mut rows = CsvRows::new(text, delimiter);
    let (mut cells, mut faults) = (0, 0);
    while let Some((_, unclosed)) = rows.advance() {
        limits.check_columns(rows.record.len())?;
        rows.record.iter().try_for_each(|cell| limits.check_cell(cell.len()))?;
        cells += rows.record.len();
        limits.check_cells(cells)?;
        faults += usize::from(unclosed);
        if faults > MAX_UNCLOSED {
            return Err(FileFault::corrupt("引号错乱"));
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn rows(text: &str) -> Vec<(u32, bool, Vec<String>)> {
        CsvRows::new(text, sniff_delimiter(text))
            .map(|row| (row.number, row.unclosed, row.cells.iter().map(|c| c.text.to_string()).collect()))
            .collect()
    }

    fn row(number: u32, cells: &[&str]) -> (u32, bool, Vec<String>) {
        (number, false, cells.iter().map(|c| (*c).to_owned()).collect())
    }

    #[test]
    fn mixed_line_ends_and_blank_lines_keep_line_numbers() {
        let text = "a,b\r\n1,2\r3,4\n\n\r\n5,\"x\ny\"\n7,8";
        let expected = [row(1, &["a", "b"]), row(2, &["1", "2"]), row(3, &["3", "4"]), row(6, &["5", "x\ny"]), row(8, &["7", "8"])];
        assert_eq!(rows(text), expected);
    }

    #[test]
    fn formula_text_and_tabs_stay_in_the_cell() {
        let text = "a,b\n=\"123\",\"\t456\"\n\"=\"\"789\"\"\",x\n";
        assert_eq!(rows(text)[1..], [row(2, &["=\"123\"", "\t456"]), row(3, &["=\"789\"", "x"])]);
    }

    #[test]
    fn an_unclosed_quote_costs_one_line() {
        let text = "a,b\n1,2\n3,\"oops\n5,6\n7,8\n";
        let found = rows(text);
        assert_eq!(found.len(), 5);
        assert!(found[2].1 && found[2].0 == 3);
        assert_eq!(found[3..], [row(4, &["5", "6"]), row(5, &["7", "8"])]);
    }

    #[test]
    fn delimiters() {
        assert_eq!(sniff_delimiter("a\tb\tc\n1\t2,5\t3\n"), b'\t');
        assert_eq!(sniff_delimiter("a;b;c\n1;2;3\n"), b';');
        assert_eq!(sniff_delimiter("\"\t1\",\"\t2\"\n"), b',');
        assert_eq!(sniff_delimiter("a,b,c\n\t1,\t2,\t3\n1\t,2\t,3\t\n\t4,\t5,\t6\n"), b',');
    }

    #[test]
    fn limits_hold() {
        let limits = Limits { columns: 3, cell_bytes: 8, cells: 10, ..Limits::default() };
        for bad in ["a,b,c,d\n", "123456789\n", &"a,b\n".repeat(6)] {
            assert!(matches!(check(bad, b',', &limits), Err(FileFault::TooLarge { .. })));
        }
        assert!(check("a,b,c\n1,2,3\n", b',', &limits).is_ok());
    }
}
