//! What a spreadsheet makes of an exported text.

use std::io::{Cursor, Read};

use base64::Engine;
use base64::engine::general_purpose::STANDARD as BASE64;
use serde_json::json;
use shounuo_desk::kernel::mask::mask;

use super::texts::{flooded_kinds, text_at, text_fields};
use crate::common::Shop;

fn exported(shop: &Shop, kind: &str, format: &str) -> Vec<u8> {
    let file = shop.ok("exports.table", json!({ "kind": kind, "format": format, "purpose": "盘点" }));
    BASE64.decode(file["bytes"].as_str().unwrap()).unwrap()
}

/// A spreadsheet takes a cell for a formula by its first sign, blanks aside.
fn looks_like_a_formula(cell: &str) -> bool {
    let first = cell.trim_start_matches([' ', '\u{3000}', '\u{a0}']).chars().next();
    first.is_some_and(|sign| matches!(sign, '=' | '+' | '-' | '@' | '＝' | '＋' | '－' | '＠' | '\t' | '\r' | '\n'))
}

pub fn no_cell_is_a_formula(shop: &Shop, texts: &[String]) -> usize {
    flooded_kinds().map(|kind| csv_cells(shop, kind, texts) + xlsx_cells(shop, kind.name)).sum()
}

fn csv_cells(shop: &Shop, kind: &'static shounuo_desk::kernel::kind::Kind, texts: &[String]) -> usize {
    let bytes = exported(shop, kind.name, "csv");
    let mut reader = csv::ReaderBuilder::new().has_headers(true).from_reader(bytes.strip_prefix(b"\xEF\xBB\xBF").unwrap());
    let headings: Vec<String> = reader.headers().unwrap().iter().map(str::to_owned).collect();
    let rows: Vec<csv::StringRecord> = reader.records().map(Result::unwrap).collect();
    let mut count = 0;
    for row in &rows {
        for cell in row {
            assert!(!looks_like_a_formula(cell), "{}: {cell:?}", kind.name);
            count += 1;
        }
    }
    for (at, field) in
        text_fields(kind).into_iter().enumerate().filter(|(_, field)| field.mask != shounuo_desk::kernel::field::Mask::Hidden)
    {
        let column = headings
            .iter()
            .position(|heading| heading == field.label)
            .unwrap_or_else(|| panic!("{}.{} is not exported", kind.name, field.name));
        let cells: std::collections::BTreeSet<&str> =
            rows.iter().filter_map(|row| row.get(column)).map(|cell| cell.strip_prefix('\'').unwrap_or(cell)).collect();
        for which in 0..texts.len() {
            let shown = mask(field.mask, &text_at(texts, field, at, which));
            let literal = shown.strip_prefix('\'').unwrap_or(&shown);
            assert!(cells.contains(literal), "{}.{}: {shown:?} is not in the table", kind.name, field.name);
        }
    }
    count
}

fn xlsx_cells(shop: &Shop, kind: &str) -> usize {
    let mut archive = zip::ZipArchive::new(Cursor::new(exported(shop, kind, "xlsx"))).unwrap();
    let names: Vec<String> = archive.file_names().map(|name| name.unwrap().into_owned()).collect();
    for part in ["externalLink", "vbaProject", "embeddings", "hyperlink", "connections"] {
        assert!(!names.iter().any(|name| name.contains(part)), "{kind}: {names:?}");
    }
    let mut sheet = String::new();
    archive.by_name("xl/worksheets/sheet1.xml").unwrap().read_to_string(&mut sheet).unwrap();
    for formula in ["<f>", "<f ", "<hyperlink", "t=\"str\"", "<dataValidation"] {
        assert!(!sheet.contains(formula), "{kind}: {formula}");
    }
    sheet.matches("<c ").count()
}
