//! Builders of files, so that each test shows what is in its file.

use std::io::{Cursor, Write};

use encoding_rs::{Encoding, GB18030, UTF_16BE, UTF_16LE};
use shounuo_exchange::{FileFault, Limits, OrderRow, Recognised, Row, RowFault, Wish, Workbook, open};

/// A text table, one string per line, cells as written.
pub fn csv(lines: &[&str]) -> Vec<u8> {
    (lines.join("\r\n") + "\r\n").into_bytes()
}

/// Text in another encoding, with its mark where the encoding has one.
pub fn encoded(text: &str, encoding: &'static Encoding) -> Vec<u8> {
    if encoding == UTF_16LE {
        [b"\xFF\xFE".to_vec(), text.encode_utf16().flat_map(u16::to_le_bytes).collect()].concat()
    } else if encoding == UTF_16BE {
        [b"\xFE\xFF".to_vec(), text.encode_utf16().flat_map(u16::to_be_bytes).collect()].concat()
    } else {
        assert_eq!(encoding, GB18030);
        GB18030.encode(text).0.into_owned()
    }
}

/// An xlsx file of text cells.
pub fn xlsx(rows: &[Vec<String>]) -> Vec<u8> {
    let mut book = rust_xlsxwriter::Workbook::new();
    let sheet = book.add_worksheet();
    for (r, row) in (0u32..).zip(rows) {
        for (c, cell) in (0u16..).zip(row) {
            sheet.write_string(r, c, cell).unwrap();
        }
    }
    book.save_to_buffer().unwrap()
}

/// An HTML page with one table.
pub fn html(rows: &[Vec<String>]) -> String {
    let cells = |row: &Vec<String>| row.iter().map(|cell| format!("<td>{cell}</td>")).collect::<String>();
    let body: String = rows.iter().map(|row| format!("<tr>{}</tr>\n", cells(row))).collect();
    format!("<html><head><meta charset=\"gbk\"></head><body><table>{body}</table></body></html>")
}

/// A zip archive of named members.
pub fn zip(members: &[(&str, &[u8])]) -> Vec<u8> {
    let mut archive = zip::ZipWriter::new(Cursor::new(Vec::new()));
    for (name, bytes) in members {
        archive.start_file(*name, zip::write::SimpleFileOptions::default()).unwrap();
        archive.write_all(bytes).unwrap();
    }
    archive.finish().unwrap().into_inner()
}

/// A minimal xlsx around the XML of one worksheet and the shared strings.
pub fn raw_xlsx(sheet: &str, shared: &str) -> Vec<u8> {
    const NS: &str = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
    const REL: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
    const PKG: &str = "http://schemas.openxmlformats.org/package/2006/relationships";
    let types = "<Types xmlns=\"http://schemas.openxmlformats.org/package/2006/content-types\"/>".to_owned();
    let rels = format!(
        "<Relationships xmlns=\"{PKG}\"><Relationship Id=\"rId1\" Type=\"{REL}/officeDocument\" Target=\"xl/workbook.xml\"/></Relationships>"
    );
    let workbook =
        format!("<workbook xmlns=\"{NS}\" xmlns:r=\"{REL}\"><sheets><sheet name=\"S\" sheetId=\"1\" r:id=\"rId1\"/></sheets></workbook>");
    let parts = format!(
        "<Relationships xmlns=\"{PKG}\"><Relationship Id=\"rId1\" Type=\"{REL}/worksheet\" Target=\"worksheets/sheet1.xml\"/>\
         <Relationship Id=\"rId2\" Type=\"{REL}/sharedStrings\" Target=\"sharedStrings.xml\"/></Relationships>"
    );
    let sheet = format!("<worksheet xmlns=\"{NS}\">{sheet}</worksheet>");
    let shared = format!("<sst xmlns=\"{NS}\">{shared}</sst>");
    zip(&[
        ("[Content_Types].xml", types.as_bytes()),
        ("_rels/.rels", rels.as_bytes()),
        ("xl/workbook.xml", workbook.as_bytes()),
        ("xl/_rels/workbook.xml.rels", parts.as_bytes()),
        ("xl/worksheets/sheet1.xml", sheet.as_bytes()),
        ("xl/sharedStrings.xml", shared.as_bytes()),
    ])
}

/// An OLE2 container with one stream.
pub fn ole(stream: &str, bytes: &[u8]) -> Vec<u8> {
    let mut container = cfb::CompoundFile::create(Cursor::new(Vec::new())).unwrap();
    container.create_stream(format!("/{stream}")).unwrap().write_all(bytes).unwrap();
    container.flush().unwrap();
    container.into_inner().into_inner()
}

pub fn opened(bytes: &[u8]) -> Workbook {
    open("file", bytes.to_vec(), &Limits::default()).unwrap()
}

pub fn refused(bytes: &[u8]) -> FileFault {
    open("file", bytes.to_vec(), &Limits::default()).map(|_| ()).unwrap_err()
}

pub type Outcome = (Recognised, Vec<Row>, Vec<RowFault>);

/// Opens, recognises and reads a file.
pub fn read_with(bytes: &[u8], wish: &Wish<'_>) -> Outcome {
    let book = opened(bytes);
    let file = book.recognise(wish).unwrap();
    let (mut rows, mut faults) = (Vec::new(), Vec::new());
    for row in book.rows(&file) {
        match row {
            Ok(row) => rows.push(row),
            Err(fault) => faults.push(fault),
        }
    }
    (file, rows, faults)
}

pub fn read(bytes: &[u8]) -> Outcome {
    read_with(bytes, &Wish::default())
}

/// The rows of an order list without faults.
pub fn orders(bytes: &[u8]) -> Vec<OrderRow> {
    let (_, rows, faults) = read(bytes);
    assert_eq!(faults, []);
    only_orders(rows)
}

pub fn only_orders(rows: Vec<Row>) -> Vec<OrderRow> {
    rows.into_iter()
        .map(|row| match row {
            Row::Order(order) => *order,
            other => panic!("not an order: {other:?}"),
        })
        .collect()
}

pub fn sample(name: &str) -> Vec<u8> {
    std::fs::read(format!("{}/samples/{name}", env!("CARGO_MANIFEST_DIR"))).unwrap()
}
