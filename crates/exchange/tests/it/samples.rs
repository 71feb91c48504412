//! The committed samples: one of each list, as the guide shows them.

use jiff::civil::datetime;
use shounuo_exchange::{AfterSaleKind, AfterSaleState, Kind, OrderState, Platform, Row, join};

use crate::build::{only_orders, orders, read, sample};

#[test]
fn taobao_orders_with_two_faults() {
    let (file, rows, faults) = read(&sample("taobao_orders_gbk.csv"));
    assert_eq!((file.platform, file.kind, file.encoding.as_str(), file.rows), (Platform::Taobao, Kind::Orders, "GB18030", 57));
    assert_eq!((file.label.as_str(), file.heading_row), ("淘宝 订单列表", 1));
    assert_eq!(rows.len(), 55);
    let told: Vec<_> = faults.iter().map(|fault| (fault.row, fault.column.as_str())).collect();
    assert_eq!(told, [(13, "订单编号"), (35, "买家实际支付金额")]);
    let orders = only_orders(rows);
    let count = |state| orders.iter().filter(|order| order.status == Some(state)).count();
    assert!(count(OrderState::Unpaid) > 0 && count(OrderState::Closed) > 0 && count(OrderState::Completed) > 30);
    assert!(orders.iter().all(|order| order.status.is_some() && order.order_no.len() == 19 && order.ordered_at.is_some()));
    assert!(orders.iter().any(|order| order.buyer.masked) && orders.iter().any(|order| !order.buyer.masked));
    assert!(orders.iter().filter_map(|order| order.tracking_no.as_deref()).all(|number| !number.starts_with("No")));
    assert!(orders.iter().all(|order| order.extra.get("店铺名称").map(String::as_str) == Some("守诺样例店")));
}

#[test]
fn taobao_lines_join_the_orders() {
    let orders = only_orders(read(&sample("taobao_orders_gbk.csv")).1);
    let (file, rows, faults) = read(&sample("taobao_lines_gbk.csv"));
    assert_eq!((file.kind, faults.len(), rows.len()), (Kind::Lines, 0, 57));
    let lines: Vec<_> = rows.into_iter().filter_map(|row| if let Row::Line(line) = row { Some(*line) } else { None }).collect();
    assert_eq!(lines[0].sku_code.as_deref().map(|code| code.contains('-')), Some(true));
    let joined = join(orders, lines);
    assert_eq!(joined.orders.len(), 55);
    assert!(joined.orders.iter().all(|order| order.lines.len() == 1));
    assert_eq!(joined.orphans.len(), 2, "the lines of the two refused orders are not lost");
}

#[test]
fn taobao_html_named_xls() {
    let (file, rows, faults) = read(&sample("taobao_orders_html.xls"));
    assert_eq!((file.encoding.as_str(), rows.len(), faults.len()), ("html", 6, 0));
    let csv = only_orders(read(&sample("taobao_orders_gbk.csv")).1);
    assert_eq!(only_orders(rows)[0].title, csv[0].title);
}

#[test]
fn tmall_refunds_under_a_foreword() {
    let (file, rows, faults) = read(&sample("tmall_refunds.xlsx"));
    assert_eq!((file.platform, file.kind, file.encoding.as_str(), file.heading_row), (Platform::Tmall, Kind::AfterSale, "xlsx", 4));
    assert_eq!((rows.len(), faults.len()), (8, 0));
    let Row::AfterSale(first) = &rows[0] else { panic!("{:?}", rows[0]) };
    assert_eq!(first.kind, Some(AfterSaleKind::ReturnRefund));
    assert_eq!(first.status, Some(AfterSaleState::NeedMerchant));
    assert_eq!(first.applied_at, Some(datetime(2026, 3, 10, 9, 30, 0, 0)));
    assert_eq!(first.deadline_at, Some(datetime(2026, 3, 12, 9, 30, 0, 0)));
    let Row::AfterSale(third) = &rows[2] else { panic!() };
    assert_eq!((third.status, third.return_carrier.as_deref()), (Some(AfterSaleState::NeedMerchantReceive), Some("顺丰速运")));
    let Row::AfterSale(sixth) = &rows[5] else { panic!() };
    assert_eq!(sixth.evidence_deadline_at, Some(datetime(2026, 3, 18, 9, 30, 0, 0)));
}

#[test]
fn jd_orders() {
    let found = orders(&sample("jd_orders_gbk.csv"));
    assert_eq!(found.len(), 8);
    assert_eq!(found[0].buyer.account.as_deref(), Some("jd_sample0"));
    assert!(found.iter().all(|order| order.status.is_some() && order.buyer.name_masked && !order.buyer.account_masked));
    assert_eq!(found[6].status, Some(OrderState::Refunding));
}

#[test]
fn pdd_orders() {
    let found = orders(&sample("pdd_orders_utf8.csv"));
    assert_eq!(found.len(), 8);
    assert!(found.iter().all(|order| order.status.is_some() && order.ordered_at.is_some() && order.buyer.masked));
    let guessed: Vec<bool> = found.iter().map(|order| order.ordered_at_from_number).collect();
    assert_eq!(guessed, [false, false, false, false, false, true, true, true]);
    assert_eq!(found[6].ordered_at, Some(datetime(2026, 3, 11, 0, 0, 0, 0)));
    assert_eq!((found[0].after_sale_raw.as_deref(), found[3].after_sale), (None, Some(AfterSaleState::Success)));
}

#[test]
fn douyin_orders() {
    let found = orders(&sample("douyin_orders_utf8.csv"));
    assert_eq!(found.len(), 7, "six rows, one of them with two lines");
    assert!(found.iter().all(|order| order.buyer.name_masked && order.buyer.phone_masked));
    assert_eq!((found[0].carrier.as_deref(), found[0].tracking_no.as_deref()), (Some("中通快递"), Some("78900000000000")));
    let merged: Vec<_> = found.iter().filter(|order| order.row == found[5].row).collect();
    assert_eq!(merged.len(), 2);
    assert_eq!((merged[1].quantity, merged[1].payable_fen, merged[0].payable_fen.is_some()), (Some(2), None, true));
    assert_ne!(merged[0].line_no, merged[1].line_no);
    assert_eq!(merged[0].order_no, merged[1].order_no);
}

#[test]
fn douyin_aftersale() {
    let (file, rows, faults) = read(&sample("douyin_aftersale_utf8.csv"));
    assert_eq!((file.kind, rows.len(), faults.len()), (Kind::AfterSale, 7, 0));
    let kinds: Vec<_> = rows.iter().map(|row| if let Row::AfterSale(row) = row { row.kind } else { None }).collect();
    use AfterSaleKind::{Exchange, PriceProtection, RefundOnly, Repair, Reship, ReturnRefund};
    assert_eq!(kinds, [ReturnRefund, RefundOnly, RefundOnly, Exchange, PriceProtection, Reship, Repair].map(Some));
}

#[test]
fn xiaohongshu_parcels() {
    let found = orders(&sample("xiaohongshu_parcels.xlsx"));
    assert_eq!((found.len(), found[1].quantity, found[0].carrier.as_deref()), (6, Some(2), Some("极兔速递")));
}

#[test]
fn orders_1688_in_old_xls_with_real_dates() {
    let (file, rows, faults) = read(&sample("1688_orders.xls"));
    assert_eq!((file.platform, file.encoding.as_str(), file.sheet.as_str(), faults.len()), (Platform::Ali1688, "xls", "订单", 0));
    let found = only_orders(rows);
    assert_eq!((found.len(), found[0].order_no.as_str()), (5, "2100000000000000000"));
    assert_eq!(found[0].ordered_at, Some(datetime(2026, 3, 5, 14, 30, 0, 0)));
    assert_eq!((found[0].goods_total_fen, found[0].freight_fen, found[0].paid_fen), (Some(219_900), Some(1000), Some(220_900)));
    assert_eq!(found[4].paid_at, None);
}
