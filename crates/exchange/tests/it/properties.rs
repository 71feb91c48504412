//! Whatever the bytes, reading ends in rows or in words.

use std::io::Read;

use proptest::prelude::*;
use shounuo_exchange::{Limits, Wish, open, suggest_mapping};

use crate::build::{self, ole, raw_xlsx, sample};

/// Opens and reads to the end with every door tried.
fn exhaust(bytes: Vec<u8>) {
    let limits = Limits { cells: 50_000, ..Limits::default() };
    let Ok(book) = open("x", bytes, &limits) else { return };
    let headings = book.likely_headings();
    let mapping = suggest_mapping(&headings);
    for wish in [Wish::default(), Wish { mapping: Some(&mapping), ..Wish::default() }] {
        if let Ok(file) = book.recognise(&wish) {
            let _ = book.preview(&file, 5);
            let _ = book.rows(&file).count();
        }
    }
}

const SAMPLES: &[&str] = &[
    "taobao_orders_gbk.csv",
    "tmall_refunds.xlsx",
    "1688_orders.xls",
    "taobao_orders_html.xls",
    "douyin_orders_utf8.csv",
    "pdd_orders_utf8.csv",
];

/// The members of an archive.
fn members(bytes: &[u8]) -> Vec<(String, Vec<u8>)> {
    let mut archive = zip::ZipArchive::new(std::io::Cursor::new(bytes)).unwrap();
    let count = archive.len();
    let mut member = |index: usize| {
        let mut file = archive.by_index(index).unwrap();
        let mut content = Vec::new();
        file.read_to_end(&mut content).unwrap();
        (file.name().unwrap().into_owned(), content)
    };
    (0..count).map(&mut member).collect()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(192))]

    #[test]
    fn arbitrary_bytes(bytes in prop::collection::vec(any::<u8>(), 0..2048), magic in 0usize..4) {
        let front: [&[u8]; 4] = [b"", b"PK\x03\x04", b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1", b"\xFF\xFE"];
        exhaust([front[magic], &bytes].concat());
    }

    #[test]
    fn spoiled_samples(which in 0usize..6, hits in prop::collection::vec((any::<prop::sample::Index>(), any::<u8>()), 1..12)) {
        let mut bytes = sample(SAMPLES[which]);
        for (place, value) in hits {
            let at = place.index(bytes.len());
            bytes[at] = value;
        }
        exhaust(bytes);
    }

    #[test]
    fn spoiled_members(hits in prop::collection::vec((any::<prop::sample::Index>(), any::<prop::sample::Index>(), any::<u8>()), 1..6)) {
        let mut parts = members(&sample("tmall_refunds.xlsx"));
        for (which, place, value) in hits {
            let part = which.index(parts.len());
            let content = &mut parts[part].1;
            let at = place.index(content.len());
            content[at] = value;
        }
        let parts: Vec<(&str, &[u8])> = parts.iter().map(|(name, content)| (name.as_str(), content.as_slice())).collect();
        exhaust(build::zip(&parts));
    }

    #[test]
    fn arbitrary_csv_around_real_headings(body in "[-0-9E+.\",;\t\r\n'=甲#*$ ]{0,400}") {
        exhaust(format!("主订单编号,子订单编号,选购商品,商品数量,订单应付金额,订单提交时间,收件人\n{body}").into_bytes());
    }

    #[test]
    fn arbitrary_sheet_xml(cells in "(<(row|c|v|is|t|f)( (r|t|s)=\"[A-Z0-9a-z]{0,6}\")?/?>|[0-9.E+-]{0,6}|</(row|c|v|is|t)>){0,40}") {
        exhaust(raw_xlsx(&format!("<sheetData>{cells}</sheetData>"), "<si><t>a</t></si>"));
    }

    #[test]
    fn arbitrary_biff(records in prop::collection::vec((prop::sample::select(vec![0x0809u16, 0x0085, 0x00FC, 0x00FD, 0x0203, 0x0204, 0x027E, 0x00BD, 0x0006, 0x000A, 0x00E0, 0x041E, 0x0042, 0x00E5, 0x003C]), prop::collection::vec(any::<u8>(), 0..40)), 0..30)) {
        let mut stream = Vec::new();
        for (kind, data) in records {
            stream.extend(kind.to_le_bytes());
            stream.extend((data.len() as u16).to_le_bytes());
            stream.extend(data);
        }
        exhaust(ole("Workbook", &stream));
    }
}
