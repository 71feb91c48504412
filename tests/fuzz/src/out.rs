//! Tables and papers on their way out: whatever the words, they come out as those words and as nothing else.

use shounuo_exchange::{Cell, CsvEncoding, Limits, Table, open, to_csv, to_xlsx};
use shounuo_notices::{Basis, Block, Document, Marks, Meta, Paper, PaperSpec, render};

use crate::take::Take;

fn a_table(data: &[u8]) -> Table {
    let mut take = Take::new(data);
    let columns = 1 + take.below(4);
    let name = take.text(40);
    let headings = (0..columns).map(|_| take.text(30)).collect();
    let mut rows = Vec::new();
    while !take.is_empty() && rows.len() < 20 {
        rows.push((0..columns).map(|_| a_cell(&mut take)).collect());
    }
    Table { name, headings, rows, ..Table::default() }
}

fn a_cell(take: &mut Take<'_>) -> Cell {
    match take.below(6) {
        0 => Cell::Empty,
        1 => Cell::Id(take.text(60)),
        2 => Cell::Money(take.number()),
        3 => Cell::Int(take.number()),
        _ => Cell::Text(take.text(200)),
    }
}

/// What is written can be read back, row for row.
pub fn table(data: &[u8]) {
    let table = a_table(data);
    for encoding in [CsvEncoding::Utf8WithMark, CsvEncoding::Gb18030, CsvEncoding::Gbk] {
        let Ok(file) = to_csv(&table, encoding) else { continue };
        let text = match encoding {
            CsvEncoding::Utf8WithMark => encoding_rs::UTF_8.decode(&file.bytes).0,
            CsvEncoding::Gb18030 | CsvEncoding::Gbk => encoding_rs::GB18030.decode_without_bom_handling(&file.bytes).0,
        };
        let mut reader = csv::ReaderBuilder::new().has_headers(false).flexible(false).from_reader(text.as_bytes());
        let rows: Vec<csv::StringRecord> = reader.records().collect::<Result<_, _>>().expect("a table");
        let formula = |cell: &str| cell.starts_with(['=', '@', '＝', '＋', '－', '＠', '\t', '\r']);
        assert!(!rows.iter().flatten().any(formula), "a cell begins like a formula: {rows:?}");
    }
    if let Ok(bytes) = to_xlsx(&table) {
        let opened = open("x", bytes, &Limits::default());
        assert!(opened.is_ok() || opened.is_err_and(|fault| fault == shounuo_exchange::FileFault::Empty));
    }
}

/// A paper out of its model, or one that says these words.
pub fn pdf(data: &[u8]) {
    let mut take = Take::new(data);
    let (paper, large_type) = ([Paper::A4, Paper::Slip80, Paper::Slip58][take.below(3)], take.byte() & 1 == 1);
    let rest = take.rest();
    let document = serde_json::from_slice(rest).unwrap_or_else(|_| saying(rest));
    if let Ok(pdf) = render(&document, &PaperSpec { paper, large_type }) {
        assert!(pdf.bytes.starts_with(b"%PDF") && pdf.pages > 0);
    }
}

fn saying(words: &[u8]) -> Document {
    let words: Vec<String> = words.split(|byte| *byte == 0).take(6).map(|text| String::from_utf8_lossy(text).into_owned()).collect();
    let meta = Meta {
        title: "通知书".into(),
        shop_name: words[0].clone(),
        shop_contact: String::new(),
        number: "TZ-1".into(),
        qr: words.get(1).cloned(),
        created: jiff::civil::date(2026, 11, 21).at(10, 0, 0, 0),
    };
    let blocks = words.into_iter().map(Block::Plain).collect();
    Document { meta, blocks, basis: Basis::NotNeeded, marks: Marks::default() }
}
