//! Files of platforms: whatever the bytes, they end in rows or in words.

use std::io::{Cursor, Write};

use shounuo_exchange::{Limits, Wish, Workbook, open, suggest_mapping};
use zip::write::SimpleFileOptions;

/// Small enough that an input that passes them all is done in a moment.
const LIMITS: Limits =
    Limits { file_bytes: 1 << 20, unpacked_bytes: 4 << 20, archive_entries: 200, cells: 50_000, columns: 1_000, cell_bytes: 1 << 16 };

fn read(bytes: Vec<u8>) {
    if let Ok(book) = open("x", bytes, &LIMITS) {
        every_door(&book);
    }
}

/// All that a screen or an import asks of a workbook.
pub(crate) fn every_door(book: &Workbook) {
    let headings = book.likely_headings();
    let mapping = suggest_mapping(&headings);
    for wish in [Wish::default(), Wish { mapping: Some(&mapping), ..Wish::default() }] {
        if let Ok(file) = book.recognise(&wish) {
            let shown = book.preview(&file, 20);
            assert!(shown.len() <= 20);
            let rows = book.rows(&file).take(5_000).filter_map(Result::ok);
            assert!(rows.into_iter().all(|row| !row.order_no().is_empty()), "a row without its order was taken");
        }
    }
}

/// Delimited text below headings that are known.
pub fn csv_rows(data: &[u8]) {
    let headings = [
        "订单编号,买家会员名,宝贝标题,买家实际支付金额,订单创建时间",
        "主订单编号,子订单编号,选购商品,商品数量,订单应付金额,订单提交时间,收件人",
    ];
    let which = usize::from(data.first().copied().unwrap_or_default()) % headings.len();
    read([headings[which].as_bytes(), b"\n", data.get(1..).unwrap_or_default()].concat());
}

/// Text in whatever encoding it is taken for.
pub fn encoding(data: &[u8]) {
    read(data.to_vec());
    let text = String::from_utf8_lossy(data);
    for encoding in [encoding_rs::GB18030, encoding_rs::GBK, encoding_rs::BIG5] {
        read(encoding.encode(&text).0.into_owned());
    }
    let wide: Vec<u16> = text.encode_utf16().collect();
    read(wide.iter().flat_map(|unit| unit.to_le_bytes()).collect());
    read(wide.iter().flat_map(|unit| unit.to_be_bytes()).collect());
}

/// An archive as it is.
pub fn zip_limits(data: &[u8]) {
    read(if data.starts_with(b"PK") { data.to_vec() } else { [b"PK\x03\x04", data].concat() });
}

/// A workbook as it is, and with its members packed anew, so that their sums fit.
pub fn xlsx(data: &[u8]) {
    read(data.to_vec());
}

/// The parts of a workbook whose archive is sound: sheet, shared strings, styles.
pub fn xlsx_parts(data: &[u8]) {
    let mut parts = data.split(|byte| *byte == 0);
    let mut part = || parts.next().unwrap_or_default();
    let (sheet, shared, styles, workbook) = (part(), part(), part(), part());
    let sheet = [b"<worksheet xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\">", sheet, b"</worksheet>"].concat();
    let shared = [b"<sst xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\">", shared, b"</sst>"].concat();
    let styles = [b"<styleSheet xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\">", styles, b"</styleSheet>"].concat();
    read(packed(&sheet, &shared, &styles, workbook));
}

fn packed(sheet: &[u8], shared: &[u8], styles: &[u8], workbook: &[u8]) -> Vec<u8> {
    const NS: &str = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
    const REL: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
    const PKG: &str = "http://schemas.openxmlformats.org/package/2006/relationships";
    let extra = String::from_utf8_lossy(workbook);
    let rels = format!(
        "<Relationships xmlns=\"{PKG}\"><Relationship Id=\"rId1\" Type=\"{REL}/officeDocument\" Target=\"xl/workbook.xml\"/></Relationships>"
    );
    let book = format!(
        "<workbook xmlns=\"{NS}\" xmlns:r=\"{REL}\">{extra}<sheets><sheet name=\"S\" sheetId=\"1\" r:id=\"rId1\"/></sheets></workbook>"
    );
    let of_book = format!(
        "<Relationships xmlns=\"{PKG}\"><Relationship Id=\"rId1\" Type=\"{REL}/worksheet\" Target=\"worksheets/sheet1.xml\"/>\
         <Relationship Id=\"rId2\" Type=\"{REL}/sharedStrings\" Target=\"sharedStrings.xml\"/>\
         <Relationship Id=\"rId3\" Type=\"{REL}/styles\" Target=\"styles.xml\"/></Relationships>"
    );
    let members: [(&str, &[u8]); 6] = [
        ("_rels/.rels", rels.as_bytes()),
        ("xl/workbook.xml", book.as_bytes()),
        ("xl/_rels/workbook.xml.rels", of_book.as_bytes()),
        ("xl/worksheets/sheet1.xml", sheet),
        ("xl/sharedStrings.xml", shared),
        ("xl/styles.xml", styles),
    ];
    let mut archive = zip::ZipWriter::new(Cursor::new(Vec::new()));
    for (name, content) in members {
        archive.start_file(name, SimpleFileOptions::default().compression_method(zip::CompressionMethod::Stored)).unwrap();
        archive.write_all(content).unwrap();
    }
    archive.finish().unwrap().into_inner()
}

/// A compound file as it is.
pub fn xls(data: &[u8]) {
    read(data.to_vec());
}

/// Records of an old workbook in a sound container.
pub fn biff(data: &[u8]) {
    let record = |kind: u16, data: &[u8]| [&kind.to_le_bytes()[..], &(data.len() as u16).to_le_bytes(), data].concat();
    let begin = |kind: u16| record(0x0809, &[&0x0600u16.to_le_bytes()[..], &kind.to_le_bytes(), &[0; 12]].concat());
    let globals = begin(0x0005);
    let sheet_at = (globals.len() + 4 + 9 + 4) as u32;
    let bound = [&sheet_at.to_le_bytes()[..], &[0, 0, 1, 0, b'S']].concat();
    let sound = [globals, record(0x0085, &bound), record(0x000A, &[]), begin(0x0010), data.to_vec()].concat();
    for stream in [sound, data.to_vec()] {
        let mut container = cfb::CompoundFile::create(Cursor::new(Vec::new())).unwrap();
        container.create_stream("/Workbook").unwrap().write_all(&stream).unwrap();
        container.flush().unwrap();
        read(container.into_inner().into_inner());
    }
}

/// A page with a table.
pub fn html(data: &[u8]) {
    read([b"<html><table>", data].concat());
    read([b"<", data].concat());
}
