//! Files no preset knows.

use std::collections::BTreeMap;

use shounuo_exchange::{Field, FileFault, Kind, Mapping, OrderState, Platform, Wish, suggest_mapping};

use crate::build::{csv, only_orders, opened, read_with};

const LINES: &[&str] =
    &["我的小店台账", "单号,客人,实付金额,商品名称,订单状态", "A-1001,林小满,88.00,水杯,交易成功", "A-1002,陈一禾,x,水杯,"];

#[test]
fn the_screen_gets_headings_and_a_first_guess() {
    let book = opened(&csv(LINES));
    assert_eq!(book.recognise(&Wish::default()).unwrap_err(), FileFault::NotRecognised);
    let headings = book.likely_headings();
    assert_eq!(headings, ["单号", "客人", "实付金额", "商品名称", "订单状态"]);
    let guess = suggest_mapping(&headings);
    assert_eq!(guess.fields.keys().copied().collect::<Vec<_>>(), [Field::Title, Field::Paid, Field::Status]);
}

#[test]
fn a_mapping_reads_the_file() {
    let mut mapping = suggest_mapping(&opened(&csv(LINES)).likely_headings());
    mapping.fields.insert(Field::OrderNo, "单号".to_owned());
    mapping.fields.insert(Field::BuyerName, "客人".to_owned());
    let (file, rows, faults) = read_with(&csv(LINES), &Wish { mapping: Some(&mapping), ..Wish::default() });
    assert_eq!((file.platform, file.preset.as_str(), file.heading_row), (Platform::Other, "mapping", 2));
    let found = only_orders(rows);
    assert_eq!((found[0].order_no.as_str(), found[0].paid_fen, found[0].status), ("A-1001", Some(8800), Some(OrderState::Completed)));
    assert_eq!((faults[0].row, faults[0].column.as_str()), (4, "实付金额"));
}

#[test]
fn a_mapping_that_does_not_fit_says_which_column() {
    let mapping =
        Mapping { platform: Platform::Other, kind: Kind::Orders, fields: BTreeMap::from([(Field::OrderNo, "流水号".to_owned())]) };
    let fault = opened(&csv(LINES)).recognise(&Wish { mapping: Some(&mapping), ..Wish::default() }).unwrap_err();
    assert!(fault.to_string().contains("流水号"), "{fault}");
}
