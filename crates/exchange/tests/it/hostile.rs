//! Files made to hurt: refused with a reason, nothing else.

use shounuo_exchange::{FileFault, Limits, Wish, open, open_reader};

use crate::build::{csv, ole, opened, raw_xlsx, read, refused, sample, zip};

fn too_large(fault: &FileFault) -> bool {
    matches!(fault, FileFault::TooLarge { .. })
}

#[test]
fn empty_and_foreign_files() {
    assert_eq!(refused(b""), FileFault::Empty);
    assert_eq!(refused(b"\r\n\r\n"), FileFault::Empty);
    for bytes in [&b"%PDF-1.7\n..."[..], b"\x89PNG\r\n", b"Rar!\x1a\x07", b"MZ\x90\x00", b"\x1f\x8b\x08", b"GIF89a"] {
        assert!(matches!(refused(bytes), FileFault::NotATable { .. }));
    }
    assert!(matches!(refused(b"<?xml version=\"1.0\"?><Workbook/>"), FileFault::NotATable { .. }));
    assert!(matches!(refused(b"a,b\0c\n1,2,3\n"), FileFault::NotATable { .. }));
}

#[test]
fn reasons_are_chinese_and_say_what_to_do() {
    for fault in [refused(b""), refused(b"%PDF"), refused(b"PK\x03\x04broken")] {
        let text = fault.to_string();
        assert!(text.contains('请') && text.chars().filter(|c| !c.is_ascii()).count() > 8, "{text}");
    }
}

#[test]
fn a_file_one_byte_too_long() {
    let limits = Limits { file_bytes: 10, ..Limits::default() };
    assert!(too_large(&open("x", vec![b'a'; 11], &limits).map(|_| ()).unwrap_err()));
    assert!(too_large(&open_reader("x", std::io::repeat(b'a'), &limits).map(|_| ()).unwrap_err()));
}

#[test]
fn a_ten_megabyte_cell_and_a_million_columns() {
    let cell = format!("订单编号,买家会员名\n1,{}\n", "长".repeat(4_000_000));
    assert!(too_large(&refused(cell.as_bytes())));
    let quoted = format!("订单编号,买家会员名\n1,\"{}\n", "x".repeat(10_000_000));
    assert!(too_large(&refused(quoted.as_bytes())));
    assert!(too_large(&refused(",".repeat(1_000_000).as_bytes())));
    let page = format!("<table><tr>{}</tr></table>", "<td>x</td>".repeat(1_001));
    assert!(too_large(&refused(page.as_bytes())));
    let page = format!("<table><tr><td>{}</td></tr></table>", "x".repeat(2_000_000));
    assert!(too_large(&refused(page.as_bytes())));
}

#[test]
fn a_zip_bomb_is_stopped_by_counting() {
    let zeros = vec![b' '; 3_000_000];
    let bytes = raw_xlsx(&String::from_utf8(zeros).unwrap(), "");
    assert!(bytes.len() < 50_000, "the bomb is small: {}", bytes.len());
    let limits = Limits { unpacked_bytes: 1_000_000, ..Limits::default() };
    assert!(too_large(&open("x", bytes, &limits).map(|_| ()).unwrap_err()));
}

#[test]
fn the_default_limits_are_the_documented_ones() {
    let mb = 1024 * 1024;
    let limits =
        Limits { file_bytes: 50 * mb, unpacked_bytes: 200 * mb, archive_entries: 2_000, cells: 5_000_000, columns: 1_000, cell_bytes: mb };
    assert_eq!(Limits::default(), limits);
}

#[test]
fn thousands_of_members_and_nested_archives() {
    let names: Vec<String> = (0..2_001).map(|n| format!("m{n}")).collect();
    let members: Vec<(&str, &[u8])> = names.iter().map(|name| (name.as_str(), &b""[..])).collect();
    assert!(too_large(&refused(&zip(&members))));
    let inner = zip(&[("订单.csv", "订单编号".as_bytes())]);
    let fault = refused(&zip(&[("inner.zip", &inner)]));
    assert!(fault.to_string().contains("解压"), "{fault}");
}

#[test]
fn too_many_shared_strings() {
    let limits = Limits { cells: 1_000, ..Limits::default() };
    for item in ["<si/>", "<si><t>x</t></si>", "<x:si />"] {
        let bytes = raw_xlsx("<sheetData/>", &item.repeat(1_001));
        assert!(too_large(&open("x", bytes, &limits).map(|_| ()).unwrap_err()), "{item}");
    }
}

#[test]
fn false_dimensions_cost_nothing() {
    let cell = "<c r=\"XFD1048576\" t=\"inlineStr\"><is><t>x</t></is></c>";
    let far = raw_xlsx(&format!("<dimension ref=\"A1:XFD1048576\"/><sheetData><row r=\"1048576\">{cell}</row></sheetData>"), "");
    assert!(too_large(&refused(&far)), "a cell in column XFD is beyond the limit");
    let claim = "<dimension ref=\"A1:XFD1048576\"/><sheetData><row r=\"1048576\"><c r=\"A1048576\" t=\"inlineStr\"><is><t>x</t></is></c></row></sheetData>";
    assert_eq!(opened(&raw_xlsx(claim, "")).recognise(&Wish::default()).unwrap_err(), FileFault::NotRecognised);
}

#[test]
fn one_shared_string_in_many_cells_is_stored_once() {
    let row = "<row><c t=\"s\"><v>0</v></c></row>".repeat(1_000);
    let shared = format!("<si><t>{}</t></si>", "x".repeat(900_000));
    let bytes = raw_xlsx(&format!("<sheetData>{row}</sheetData>"), &shared);
    assert!(open("x", bytes, &Limits::default()).is_ok());
}

#[test]
fn broken_worksheets() {
    for sheet in [
        "<sheetData><row><c t=\"s\"><v>99</v></c></row></sheetData>",
        "<sheetData><row><c t=\"s\"><v>-1</v>",
        "<sheetData><row",
        "<sheetData><row r=\"0\"><c r=\"A0\"><v>1</v></c></row></sheetData>",
        "<sheetData><row r=\"9\"><c r=\"A9\"><v>1</v></c></row><row r=\"1\"><c r=\"A1\"><v>1</v></c></row></sheetData>",
    ] {
        let _ = open("x", raw_xlsx(sheet, ""), &Limits::default());
    }
}

/// A BIFF8 stream with number cells at the given places.
fn biff(cells: &[(u16, u16)]) -> Vec<u8> {
    let record = |kind: u16, data: &[u8]| [&kind.to_le_bytes()[..], &(data.len() as u16).to_le_bytes(), data].concat();
    let bof = |kind: u16| record(0x0809, &[&0x0600u16.to_le_bytes()[..], &kind.to_le_bytes(), &[0; 12]].concat());
    let mut sheet = bof(0x0010);
    for (row, column) in cells {
        let data = [&row.to_le_bytes()[..], &column.to_le_bytes(), &[0, 0], &1.0f64.to_le_bytes()].concat();
        sheet.extend(record(0x0203, &data));
    }
    sheet.extend(record(0x000A, &[]));
    let globals = bof(0x0005);
    let offset = (globals.len() + 4 + 9 + 4) as u32;
    let bound = [&offset.to_le_bytes()[..], &[0, 0, 1, 0, b'S']].concat();
    [globals, record(0x0085, &bound), record(0x000A, &[]), sheet].concat()
}

#[test]
fn a_minimal_hand_made_xls_opens() {
    let book = opened(&ole("Workbook", &biff(&[(0, 0), (1, 1)])));
    assert_eq!(book.encoding(), "xls");
    assert_eq!(book.recognise(&Wish::default()).unwrap_err(), FileFault::NotRecognised);
}

#[test]
fn an_xls_that_spans_the_world_is_refused_before_parsing() {
    assert!(too_large(&refused(&ole("Workbook", &biff(&[(0, 0), (65_535, 255)])))));
    assert!(too_large(&refused(&ole("Workbook", &biff(&[(0, 0), (1, 5_000)])))));
}

#[test]
fn locked_and_foreign_compound_files() {
    assert_eq!(refused(&ole("EncryptedPackage", b"x")), FileFault::Encrypted);
    assert!(matches!(refused(&ole("WordDocument", b"x")), FileFault::NotATable { .. }));
    let mut locked = biff(&[(0, 0)]);
    locked.splice(20..20, [0x2F, 0, 2, 0, 0, 0]);
    assert_eq!(refused(&ole("Workbook", &locked)), FileFault::Encrypted);
}

#[test]
fn every_truncation_of_a_container_ends_in_words() {
    for name in ["1688_orders.xls", "xiaohongshu_parcels.xlsx", "taobao_orders_html.xls"] {
        let whole = sample(name);
        for cut in (0..whole.len()).step_by(97) {
            if let Ok(book) = open(name, whole[..cut].to_vec(), &Limits::default())
                && let Ok(file) = book.recognise(&Wish::default())
            {
                assert!(book.rows(&file).count() <= 60);
            }
        }
    }
}

#[test]
fn unclosed_quotes_are_reported_and_the_rest_is_read() {
    let lines = [
        "订单编号,买家会员名,宝贝标题",
        "3456789012345678901,甲,杯",
        "3456789012345678902,\"乙,杯",
        "3456789012345678903,丙,杯",
        "3456789012345678904,丁,杯",
    ];
    let (_, rows, faults) = read(&csv(&lines));
    assert_eq!((rows.len(), faults.len(), faults[0].row), (3, 1, 3));
}

#[test]
fn deep_html_does_not_matter() {
    let deep = format!("{}<table><tr><td>x</td></tr>", "<b><div>".repeat(200_000));
    assert_eq!(opened(deep.as_bytes()).recognise(&Wish::default()).unwrap_err(), FileFault::NotRecognised);
}

#[test]
fn dimension_claims_in_an_xls_reserve_nothing() {
    let mut stream = biff(&[(0, 0)]);
    let claim = [&0x0200u16.to_le_bytes()[..], &14u16.to_le_bytes(), &[0, 0, 0, 0, 255, 255, 255, 127, 0, 0, 255, 255, 0, 0]].concat();
    let after_sheet_bof = stream.len() - 4 - 18;
    stream.splice(after_sheet_bof..after_sheet_bof, claim);
    assert_eq!(opened(&ole("Workbook", &stream)).recognise(&Wish::default()).unwrap_err(), FileFault::NotRecognised);
}
