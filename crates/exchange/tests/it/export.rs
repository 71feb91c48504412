//! What we write we can read back, and no cell becomes a formula.

use calamine::{Data, Reader, Xlsx};
use jiff::civil::datetime;
use shounuo_exchange::{Cell, CsvEncoding, FileFault, Mark, Table, to_csv, to_xlsx};

use crate::build::orders;

fn table() -> Table {
    let headings = ["订单编号", "买家会员名", "买家实际支付金额", "订单状态", "宝贝标题", "订单创建时间", "宝贝总数量"];
    let row = |id: &str, title: &str| {
        vec![
            Cell::Id(id.into()),
            Cell::Text("样例买家".into()),
            Cell::Money(123_450),
            Cell::Text("交易成功".into()),
            Cell::Text(title.into()),
            Cell::Date(datetime(2026, 3, 5, 14, 30, 0, 0)),
            Cell::Int(2),
        ]
    };
    Table {
        name: "订单".into(),
        headings: headings.map(str::to_owned).to_vec(),
        rows: vec![row("3456789012345678901", "杯,\"大\"\n号"), row("3456789012345678902", "=cmd|' /C calc'!A0")],
        mark: None,
    }
}

#[test]
fn orders_round_trip_through_every_format() {
    let table = table();
    let mut files = vec![to_xlsx(&table).unwrap()];
    for encoding in [CsvEncoding::Utf8WithMark, CsvEncoding::Gb18030, CsvEncoding::Gbk] {
        let file = to_csv(&table, encoding).unwrap();
        assert_eq!(file.unmappable, []);
        files.push(file.bytes);
    }
    for bytes in files {
        let found = orders(&bytes);
        assert_eq!(found[0].order_no, "3456789012345678901");
        assert_eq!((found[0].paid_fen, found[0].quantity), (Some(123_450), Some(2)));
        assert_eq!(found[0].title.as_deref(), Some("杯,\"大\"\n号"));
        assert_eq!(found[0].ordered_at, Some(datetime(2026, 3, 5, 14, 30, 0, 0)));
        assert_eq!(found[1].title.as_deref(), Some("=cmd|' /C calc'!A0"));
    }
}

#[test]
fn no_text_becomes_a_formula() {
    let hostile = ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "＝1", "=HYPERLINK(\"http://x\")", "{=1}"];
    let table = Table {
        name: "x".into(),
        headings: vec!["名".into()],
        rows: hostile.iter().map(|t| vec![Cell::Text((*t).into())]).collect(),
        mark: None,
    };
    let bytes = to_xlsx(&table).unwrap();
    let mut book: Xlsx<_> = calamine::open_workbook_from_rs(std::io::Cursor::new(&bytes)).unwrap();
    let range = book.worksheet_range("x").unwrap();
    for (row, text) in (1u32..).zip(hostile) {
        assert_eq!(range.get_value((row, 0)), Some(&Data::String(text.to_owned())));
    }
    assert!(book.worksheet_formula("x").unwrap().used_cells().next().is_none());
    let csv = to_csv(&table, CsvEncoding::Utf8WithMark).unwrap().bytes;
    let text = String::from_utf8(csv).unwrap();
    assert!(text.starts_with('\u{feff}'));
    let guarded = text.lines().skip(1).filter(|line| line.trim_start_matches('"').starts_with('\'')).count();
    assert_eq!(guarded, hostile.len() - 1, "all but the brace, which is no formula in CSV:\n{text}");
}

#[test]
fn money_is_a_number_and_ids_are_text() {
    let bytes = to_xlsx(&table()).unwrap();
    let mut book: Xlsx<_> = calamine::open_workbook_from_rs(std::io::Cursor::new(&bytes)).unwrap();
    let range = book.worksheet_range("订单").unwrap();
    assert_eq!(range.get_value((1, 0)), Some(&Data::String("3456789012345678901".into())));
    assert_eq!(range.get_value((1, 2)), Some(&Data::Float(1234.5)));
    assert!(matches!(range.get_value((1, 5)), Some(Data::DateTime(_))));
}

#[test]
fn money_beyond_fifteen_digits_is_written_as_text() {
    let table = Table { name: "x".into(), headings: vec!["金额".into()], rows: vec![vec![Cell::Money(i64::MAX)]], mark: None };
    let bytes = to_xlsx(&table).unwrap();
    let mut book: Xlsx<_> = calamine::open_workbook_from_rs(std::io::Cursor::new(&bytes)).unwrap();
    let range = book.worksheet_range("x").unwrap();
    assert_eq!(range.get_value((1, 0)), Some(&Data::String("92233720368547758.07".into())));
}

#[test]
fn what_does_not_fit_is_refused_not_cut() {
    let long = Table { name: "x".into(), headings: vec!["名".into()], rows: vec![vec![Cell::Text("长".repeat(32_768))]], mark: None };
    assert!(matches!(to_xlsx(&long), Err(FileFault::TooLarge { .. })));
    let wide = Table { name: "x".into(), headings: vec!["名".into()], rows: vec![vec![Cell::Int(1), Cell::Int(2)]], mark: None };
    assert!(to_xlsx(&wide).is_err() && to_csv(&wide, CsvEncoding::Gbk).is_err());
    assert!(to_xlsx(&Table::default()).is_ok());
}

#[test]
fn a_marked_file_says_on_its_face_and_in_its_properties_where_it_came_from() {
    let line = "小店 · 林店主 于 2026-11-21 10:00 导出 · 用途：对账 & 存档";
    let mark =
        Mark { line: line.into(), properties: vec![("导出人".into(), "林店主".into()), ("用途".into(), "对账 & 存档".into())] };
    let table = Table { mark: Some(mark), ..table() };
    let bytes = to_xlsx(&table).unwrap();
    let mut book: Xlsx<_> = calamine::open_workbook_from_rs(std::io::Cursor::new(&bytes)).unwrap();
    let range = book.worksheet_range("订单").unwrap();
    assert_eq!(range.get_value((0, 0)), Some(&Data::String(line.to_owned())));
    assert_eq!(range.get_value((1, 0)), Some(&Data::String("订单编号".to_owned())));
    assert_eq!(orders(&bytes)[0].order_no, "3456789012345678901", "headings under the line are found all the same");
    let custom = part(&bytes, "docProps/custom.xml");
    assert!(custom.contains("林店主") && custom.contains("对账 &amp; 存档"), "{custom}");
    assert!(part(&bytes, "docProps/core.xml").contains("林店主 于 2026-11-21 10:00 导出"));
    let csv = String::from_utf8(to_csv(&table, CsvEncoding::Utf8WithMark).unwrap().bytes).unwrap();
    assert!(csv.lines().next().unwrap().contains("订单编号") && csv.lines().last().unwrap().contains(line), "{csv}");
}

/// A part of a zipped document, as text.
fn part(bytes: &[u8], name: &str) -> String {
    let mut archive = zip::ZipArchive::new(std::io::Cursor::new(bytes)).unwrap();
    std::io::read_to_string(archive.by_name(name).unwrap()).unwrap()
}
