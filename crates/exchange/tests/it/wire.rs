//! What is read in one process and used in another is the same, and what makes no sense is refused.

use std::sync::LazyLock;

use proptest::prelude::*;
use shounuo_exchange::wire::{self, BOOK, END, FAULT, Nonsense, ROWS, Received, Receiver, SHEET, TEXT};
use shounuo_exchange::{FileFault, Limits, Mapping, Wish, Workbook, open, suggest_mapping};

use crate::build::{csv, raw_xlsx, sample};

type Parts = Vec<(u8, Vec<u8>)>;

fn parts(book: &Workbook) -> Parts {
    let mut parts = Vec::new();
    wire::send(book, &mut |kind, payload| {
        parts.push((kind, payload.to_vec()));
        Ok(())
    })
    .unwrap();
    parts
}

fn receive(parts: &Parts, limits: &Limits) -> Result<Received, Nonsense> {
    let mut receiver = Receiver::new("x", limits);
    for (kind, payload) in parts {
        match receiver.take(*kind, payload)? {
            Received::More => {}
            end => return Ok(end),
        }
    }
    Err(Nonsense)
}

fn crossed(book: &Workbook) -> Workbook {
    match receive(&parts(book), &Limits::default()) {
        Ok(Received::Book(book)) => *book,
        other => panic!("{other:?}"),
    }
}

/// All that a screen or an import asks of a workbook.
fn seen(book: &Workbook) -> String {
    let headings = book.likely_headings();
    let own: Mapping = suggest_mapping(&headings);
    let wishes = [Wish::default(), Wish { mapping: Some(&own), ..Wish::default() }];
    let reads = wishes.map(|wish| {
        let file = book.recognise(&wish)?;
        Ok::<_, FileFault>((book.preview(&file, 20), book.rows(&file).collect::<Vec<_>>(), file))
    });
    format!("{:?} {headings:?} {reads:#?}", book.encoding())
}

const SAMPLES: &[&str] = &[
    "taobao_orders_gbk.csv",
    "taobao_lines_gbk.csv",
    "taobao_orders_html.xls",
    "tmall_refunds.xlsx",
    "jd_orders_gbk.csv",
    "pdd_orders_utf8.csv",
    "douyin_orders_utf8.csv",
    "douyin_aftersale_utf8.csv",
    "xiaohongshu_parcels.xlsx",
    "1688_orders.xls",
];

#[test]
fn every_sample_crosses_unchanged() {
    for name in SAMPLES {
        let book = open("x", sample(name), &Limits::default()).unwrap();
        assert_eq!(seen(&crossed(&book)), seen(&book), "{name}");
    }
}

#[test]
fn faulty_rows_cross_with_their_faults() {
    let head = "订单编号,买家会员名,宝贝标题";
    let unclosed = csv(&[head, "3456789012345678901,甲,杯", "3456789012345678902,\"乙,杯", "3456789012345678903,丙,杯"]);
    let short = csv(&[head, "3456789012345678901", "", "3456789012345678902,乙,杯,多", "3456789012345678903,,"]);
    let mut damaged = format!("{head}\n{}", "3456789012345678901,甲,杯子和盘子\n".repeat(30)).into_bytes();
    damaged.extend(b"3456789012345678902,\xE4\xB8,x\n");
    for (what, bytes) in [("unclosed", unclosed), ("short", short), ("damaged", damaged)] {
        let book = open("x", bytes, &Limits::default()).unwrap();
        let file = book.recognise(&Wish::default()).unwrap();
        assert!(book.rows(&file).any(|row| row.is_err()), "{what} has no fault");
        assert_eq!(seen(&crossed(&book)), seen(&book), "{what}");
    }
}

#[test]
fn a_text_shown_in_many_cells_crosses_once() {
    let row = "<row><c t=\"s\"><v>0</v></c></row>".repeat(1_000);
    let shared = format!("<si><t>{}</t></si>", "长".repeat(300_000));
    let book = open("x", raw_xlsx(&format!("<sheetData>{row}</sheetData>"), &shared), &Limits::default()).unwrap();
    let all: usize = parts(&book).iter().map(|(_, payload)| payload.len()).sum();
    assert!(all < 1_000_000, "{all} bytes for one text");
    assert!(parts(&book).iter().all(|(_, payload)| payload.len() <= 1024 * 1024));
    assert_eq!(crossed(&book).likely_headings(), book.likely_headings());
}

#[test]
fn every_fault_crosses_in_its_words() {
    let what = "解开后超过 200 MB".to_owned();
    for fault in [
        FileFault::Empty,
        FileFault::TooLarge { what: what.clone() },
        FileFault::NotATable { what: what.clone() },
        FileFault::Corrupt { what: what.clone() },
        FileFault::Encrypted,
        FileFault::NotRecognised,
        FileFault::DoesNotFit { what },
    ] {
        let mut sent = Vec::new();
        wire::send_fault(&fault, &mut |kind, payload| {
            sent.push((kind, payload.to_vec()));
            Ok(())
        })
        .unwrap();
        match receive(&sent, &Limits::default()) {
            Ok(Received::Refused(heard)) => assert_eq!(heard, fault),
            other => panic!("{other:?}"),
        }
    }
}

/// A row of one cell.
fn row(number: u32, start: u32, len: u32, column: u16, kind: u8) -> Vec<u8> {
    [&number.to_le_bytes()[..], &[0], &1u32.to_le_bytes(), &start.to_le_bytes(), &len.to_le_bytes(), &column.to_le_bytes(), &[kind]]
        .concat()
}

fn book_with(rows: Vec<u8>) -> Parts {
    vec![(BOOK, b"\0UTF-8".to_vec()), (SHEET, vec![1]), (TEXT, "订单".into()), (ROWS, rows), (END, vec![])]
}

#[test]
fn what_makes_no_sense_is_refused() {
    assert!(matches!(receive(&book_with(row(1, 0, 6, 0, 0)), &Limits::default()), Ok(Received::Book(_))));
    let two = |first: u32, second: u32| [row(first, 0, 3, 0, 0), row(second, 3, 3, 0, 0)].concat();
    assert!(matches!(receive(&book_with(two(1, 2)), &Limits::default()), Ok(Received::Book(_))));
    let wrong: Vec<(&str, Vec<u8>)> = vec![
        ("beyond the text", row(1, 0, 7, 0, 0)),
        ("beyond all numbers", row(1, u32::MAX, u32::MAX, 0, 0)),
        ("inside a character", row(1, 1, 2, 0, 0)),
        ("column 1001", row(1, 0, 6, 1_000, 0)),
        ("no such kind", row(1, 0, 6, 0, 5)),
        ("rows backwards", two(2, 1)),
        ("a row twice", two(1, 1)),
        ("cut off", row(1, 0, 6, 0, 0)[..10].to_vec()),
        ("a row of nothing", [&1u32.to_le_bytes()[..], &[0], &0u32.to_le_bytes()].concat()),
        ("more cells than come", [&1u32.to_le_bytes()[..], &[0], &u32::MAX.to_le_bytes()].concat()),
    ];
    for (what, rows) in wrong {
        assert!(receive(&book_with(rows), &Limits::default()).is_err(), "{what}");
    }
}

#[test]
fn the_order_of_parts_is_kept() {
    let good = book_with(row(1, 0, 6, 0, 0));
    for left_out in 0..2 {
        let mut parts = good.clone();
        parts.remove(left_out);
        assert!(receive(&parts, &Limits::default()).is_err(), "without part {left_out}");
    }
    for added in
        [(BOOK, b"\0UTF-8".to_vec()), (FAULT, vec![0]), (9, vec![]), (END, vec![0]), (TEXT, vec![0xFF]), (SHEET, vec![]), (FAULT, vec![7])]
    {
        let mut parts = good.clone();
        parts.insert(3, added.clone());
        assert!(receive(&parts, &Limits::default()).is_err(), "{added:?}");
    }
    assert!(receive(&vec![(FAULT, vec![7])], &Limits::default()).is_err());
    assert!(receive(&vec![(BOOK, b"\0a b".to_vec())], &Limits::default()).is_err());
    assert!(receive(&vec![(END, vec![])], &Limits::default()).is_err());
}

#[test]
fn the_limits_hold_for_what_is_received() {
    let good = book_with(row(1, 0, 6, 0, 0));
    for (what, limits) in [
        ("text", Limits { unpacked_bytes: 5, ..Limits::default() }),
        ("cells", Limits { cells: 0, ..Limits::default() }),
        ("cell", Limits { cell_bytes: 5, ..Limits::default() }),
        ("columns", Limits { columns: 0, ..Limits::default() }),
        ("sheets", Limits { archive_entries: 0, ..Limits::default() }),
    ] {
        assert!(receive(&good, &limits).is_err(), "{what}");
    }
    let empty = vec![(BOOK, b"\0UTF-8".to_vec()), (SHEET, vec![1]), (END, vec![])];
    assert!(matches!(receive(&empty, &Limits::default()), Ok(Received::Refused(FileFault::Empty))));
}

/// The samples in parts.
static SENT: LazyLock<Vec<Parts>> =
    LazyLock::new(|| SAMPLES.iter().map(|name| parts(&open("x", sample(name), &Limits::default()).unwrap())).collect());

proptest! {
    #![proptest_config(ProptestConfig::with_cases(256))]

    #[test]
    fn spoiled_parts_end_in_a_book_or_in_nonsense(
        which in 0usize..SAMPLES.len(),
        hits in prop::collection::vec((any::<prop::sample::Index>(), any::<prop::sample::Index>(), any::<u8>()), 1..8),
    ) {
        let mut parts = SENT[which].clone();
        for (part, place, value) in hits {
            let part = part.index(parts.len());
            let payload = &mut parts[part].1;
            if !payload.is_empty() {
                let at = place.index(payload.len());
                payload[at] = value;
            }
        }
        if let Ok(Received::Book(book)) = receive(&parts, &Limits::default()) {
            let _ = seen(&book);
        }
    }
}
