//! Each trap of the platforms' files, one test each.

use jiff::civil::datetime;
use shounuo_exchange::{FileFault, Kind, OrderState, Platform, Row, Wish};

use crate::build::{csv, opened, orders, raw_xlsx, read, read_with};

const HEAD: &str = "订单编号,买家会员名,买家实际支付金额,订单状态,宝贝标题 ,订单创建时间";

fn reasons(bytes: &[u8]) -> Vec<(u32, String)> {
    read(bytes).2.into_iter().map(|fault| (fault.row, fault.column)).collect()
}

#[test]
fn a_foreword_of_twenty_lines() {
    let mut lines = vec!["导出说明：本表由平台生成,,"; 20];
    lines.extend([HEAD, "3456789012345678901,甲,1.00,交易成功,杯,2026/3/5 14:30"]);
    let (file, rows, _) = read(&csv(&lines));
    assert_eq!((file.heading_row, rows.len()), (21, 1));
}

#[test]
fn a_forged_heading_far_below_is_not_looked_for() {
    let mut lines = vec!["说明"; 60];
    lines.push(HEAD);
    assert_eq!(opened(&csv(&lines)).recognise(&Wish::default()).unwrap_err(), FileFault::NotRecognised);
}

#[test]
fn quoted_headings_and_values_and_wrapped_ids() {
    let lines = [
        "\"\"\"订单编号\"\"\",\"买家会员名\",\"买家实际支付金额（元）\",订单状态,\" 宝贝标题 \",订单创建时间",
        "=\"3456789012345678901\",甲,\"¥1,234.50\",交易成功,杯,2026-03-05 14:30:00",
        "\"=\"\"3456789012345678902\"\"\",甲,1.5元,交易成功,杯,2026年3月5日 14:30",
        "\"\t3456789012345678903\",甲,2,交易成功,杯,2026/3/5 14:30",
        "'3456789012345678904,甲,￥3.00,交易成功,杯,",
    ];
    let found = orders(&csv(&lines));
    let ids: Vec<&str> = found.iter().map(|order| order.order_no.as_str()).collect();
    assert_eq!(ids, ["3456789012345678901", "3456789012345678902", "3456789012345678903", "3456789012345678904"]);
    let paid: Vec<_> = found.iter().map(|order| order.paid_fen).collect();
    assert_eq!(paid, [123_450, 150, 200, 300].map(Some));
    assert_eq!(found[1].ordered_at, Some(datetime(2026, 3, 5, 14, 30, 0, 0)));
    assert_eq!(found[3].ordered_at, None);
}

#[test]
fn unpaid_and_closed_rows_are_orders_and_new_words_are_kept() {
    let lines = [
        HEAD,
        "3456789012345678901,甲,0.00,等待买家付款,杯,",
        "3456789012345678902,甲,0.00,交易关闭,杯,",
        "3456789012345678903,甲,0.00,新的说法,杯,",
    ];
    let states: Vec<_> = orders(&csv(&lines)).into_iter().map(|order| (order.status, order.raw_status.unwrap())).collect();
    assert_eq!(states[0].0, Some(OrderState::Unpaid));
    assert_eq!(states[1].0, Some(OrderState::Closed));
    assert_eq!(states[2], (None, "新的说法".to_owned()));
}

#[test]
fn faults_name_row_and_column_and_the_others_go_on() {
    let lines = [
        HEAD,
        "6.9E+18,甲,1.00,交易成功,杯,2026-03-05",
        "3456789012345678901,甲,1.500,交易成功,杯,2026-03-05",
        "3456789012345678902,甲,-1.00,交易成功,杯,2026-03-05",
        "3456789012345678903,甲,1.00,交易成功,杯,2026-02-30",
        ",甲,1.00,交易成功,杯,2026-03-05",
        "3456789012345678904,甲,1.00,交易成功",
        "3456789012345678905,甲,1.00,交易成功,杯,2026-03-05,多,出",
        "3456789012345678906,甲,1.00,交易成功,杯,2026-03-05",
    ];
    let (file, rows, _) = read(&csv(&lines));
    assert_eq!((file.rows, rows.len()), (8, 1));
    let expected =
        [(2, "订单编号"), (3, "买家实际支付金额"), (4, "买家实际支付金额"), (5, "订单创建时间"), (6, "订单编号"), (7, ""), (8, "")];
    assert_eq!(reasons(&csv(&lines)), expected.map(|(row, column)| (row, column.to_owned())));
    let shown = opened(&csv(&lines));
    let preview = shown.preview(&file, 3);
    assert_eq!(preview.len(), 3);
    assert_eq!((preview[0].faults.len(), preview[0].cells[0].as_str(), preview[0].row), (1, "6.9E+18", 2));
}

#[test]
fn several_faults_of_a_row_all_show_in_the_preview() {
    let book = opened(&csv(&[HEAD, "6.9E+18,甲,1.500,交易成功,杯,明天"]));
    let file = book.recognise(&Wish::default()).unwrap();
    assert_eq!(book.preview(&file, 9)[0].faults.len(), 3);
}

#[test]
fn totals_end_marks_and_repeated_headings_are_no_data() {
    let lines = [HEAD, "3456789012345678901,甲,1.00,交易成功,杯,", HEAD, "合计,,1.00,,,", "#----导出结束----"];
    let (file, rows, faults) = read(&csv(&lines));
    assert_eq!((file.rows, rows.len(), faults.len()), (1, 1, 0));
}

#[test]
fn ids_rounded_throughout_are_refused_but_one_round_id_is_not() {
    let round: Vec<String> = (1..=5).map(|n| format!("345678901234{n:03}0000,甲,1.00,交易成功,杯,")).collect();
    let mut lines = vec![HEAD];
    lines.extend(round.iter().map(String::as_str));
    let (file, rows, faults) = read(&csv(&lines));
    assert!(file.rounded_ids && rows.is_empty() && faults.len() == 5);
    let lines = [HEAD, "3456789012345670000,甲,1.00,交易成功,杯,", "3456789012345678901,甲,1.00,交易成功,杯,"];
    assert_eq!(orders(&csv(&lines)).len(), 2);
}

#[test]
fn numeric_cells_that_lost_digits_are_refused() {
    let head: String = "订单编号|买家会员名|买家实际支付金额|联系手机|订单创建时间"
        .split('|')
        .map(|h| format!("<c t=\"inlineStr\"><is><t>{h}</t></is></c>"))
        .collect();
    let row = |id: &str, phone: &str| {
        format!(
            "<row><c><v>{id}</v></c><c t=\"inlineStr\"><is><t>甲</t></is></c><c><v>0.30000000000000004</v></c><c><v>{phone}</v></c><c><v>46086.604166666664</v></c></row>"
        )
    };
    let sheet = format!(
        "<sheetData><row>{head}</row>{}{}{}</sheetData>",
        row("6.9E+18", "19900000001"),
        row("298765432109", "19900000001"),
        row("298765432110", "1.99E+16")
    );
    let (_, rows, faults) = read(&raw_xlsx(&sheet, ""));
    assert_eq!(faults.iter().map(|fault| (fault.row, fault.column.as_str())).collect::<Vec<_>>(), [(2, "订单编号"), (4, "联系手机")]);
    let Row::Order(order) = &rows[0] else { panic!() };
    assert_eq!((order.order_no.as_str(), order.paid_fen, order.buyer.phone.as_deref()), ("298765432109", Some(30), Some("19900000001")));
    assert_eq!(order.ordered_at, Some(datetime(2026, 3, 5, 14, 30, 0, 0)));
}

#[test]
fn formula_cells_give_their_stored_value_only() {
    let sheet = "<sheetData><row><c t=\"inlineStr\"><is><t>订单编号</t></is></c><c t=\"inlineStr\"><is><t>买家会员名</t></is></c></row>\
                 <row><c t=\"str\"><f>\"345678901234567\"&amp;\"8901\"</f><v>3456789012345678901</v></c><c t=\"str\"><f>CMD()</f><v>甲</v></c></row></sheetData>";
    let found = orders(&raw_xlsx(sheet, ""));
    assert_eq!((found[0].order_no.as_str(), found[0].buyer.account.as_deref()), ("3456789012345678901", Some("甲")));
}

#[test]
fn the_changed_address_wins_and_a_land_line_stands_in() {
    let lines = [
        "订单编号,买家会员名,收货地址 ,修改后的收货地址,联系电话 ,联系手机",
        "3456789012345678901,甲,旧址,新址,0571-0000000,'19900000001",
        "3456789012345678902,甲,旧址,,0571-0000000,",
    ];
    let found = orders(&csv(&lines));
    assert_eq!((found[0].buyer.address.as_deref(), found[0].buyer.phone.as_deref()), (Some("新址"), Some("19900000001")));
    assert_eq!(found[0].extra.get("收货地址").map(String::as_str), Some("旧址"));
    assert_eq!((found[1].buyer.address.as_deref(), found[1].buyer.phone.as_deref()), (Some("旧址"), Some("0571-0000000")));
}

#[test]
fn unmapped_columns_are_kept_by_heading() {
    let lines = ["订单编号,买家会员名,自定义,自定义,,天气", "3456789012345678901,甲,一,二,三,"];
    let found = orders(&csv(&lines));
    let extra: Vec<_> = found[0].extra.iter().map(|(key, value)| (key.as_str(), value.as_str())).collect();
    assert_eq!(extra, [("第 5 列", "三"), ("自定义", "一"), ("自定义 (2)", "二")]);
}

#[test]
fn the_platform_may_be_forced_where_it_fits() {
    let bytes = csv(&[HEAD, "3456789012345678901,甲,1.00,交易成功,杯,"]);
    let tmall = Wish { platform: Some(Platform::Tmall), ..Wish::default() };
    assert_eq!(read_with(&bytes, &tmall).0.label, "天猫 订单列表");
    let jd = Wish { platform: Some(Platform::Jd), ..Wish::default() };
    let fault = opened(&bytes).recognise(&jd).unwrap_err();
    assert!(fault.to_string().contains("淘宝"), "{fault}");
    let refunds = Wish { kind: Some(Kind::AfterSale), ..Wish::default() };
    assert!(matches!(opened(&bytes).recognise(&refunds), Err(FileFault::DoesNotFit { .. })));
}

#[test]
fn promised_times_are_not_taken_for_real_ones() {
    let lines = ["订单号,样式ID,承诺发货时间,订单状态", "260305-123456789012345,1,2026-03-07 00:00:00,待发货"];
    assert_eq!(orders(&csv(&lines))[0].shipped_at, None);
}

#[test]
fn a_merged_row_that_does_not_add_up_is_refused() {
    let lines = ["主订单编号,子订单编号,选购商品,商品数量", "6920000000000000101,1001;1002;1003,甲;乙,1;1;1"];
    let (_, rows, faults) = read(&csv(&lines));
    assert!(rows.is_empty());
    assert_eq!(faults[0].column, "选购商品");
}

#[test]
fn settlement_style_ids_and_the_explanation_row() {
    let lines = ["主订单编号,选购商品,订单应付金额", "订单的编号,商品的标题,实际应付", "'6920000000000000101,手环,159.00"];
    let (file, rows, faults) = read(&csv(&lines));
    assert_eq!((file.rows, rows.len(), faults.len()), (1, 1, 0));
}

#[test]
fn damaged_bytes_cost_their_row_only() {
    let mut bytes =
        encoding_rs::GB18030.encode(&format!("{HEAD}\r\n3456789012345678901,甲,1.00,交易成功,杯,\r\n3456789012345678902,")).0.into_owned();
    bytes.extend(b"\xff\xff");
    bytes.extend(encoding_rs::GB18030.encode(",1.00,交易成功,杯,\r\n").0.iter());
    let (file, rows, faults) = read(&bytes);
    assert_eq!((file.encoding.as_str(), rows.len()), ("GB18030", 1));
    assert_eq!((faults[0].row, faults[0].column.as_str()), (3, "买家会员名"));
}

#[test]
fn iteration_is_lazy() {
    let body: String = (0..100_000).map(|n| format!("34567890123{n:08},甲,1.00,交易成功,杯,2026-03-05 14:30:00\n")).collect();
    let book = opened(format!("{HEAD}\n{body}").as_bytes());
    let file = book.recognise(&Wish::default()).unwrap();
    assert_eq!(file.rows, 100_000);
    assert_eq!(book.rows(&file).take(3).filter(Result::is_ok).count(), 3);
}
