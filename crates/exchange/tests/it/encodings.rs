//! Every platform's list in every encoding and container: the rows must be the same.

use encoding_rs::{GB18030, UTF_16BE, UTF_16LE};
use shounuo_exchange::{Platform, Row};

use crate::build::{encoded, html, read, xlsx};

/// Platform, preset, headings, one row.
const LISTS: &[(Platform, &str, &str, &str)] = &[
    (
        Platform::Taobao,
        "taobao_orders",
        "订单编号|买家会员名|买家应付货款|买家实际支付金额|订单状态|收货人姓名|收货地址 |联系手机|订单创建时间|订单付款时间|宝贝标题 |物流单号|物流公司|宝贝总数量",
        "3456789012345678901|样例买家|59.90|59.90|交易成功|林小满|浙江省杭州市样例路1号|19900000001|2026-03-05 14:30:00|2026-03-05 14:31:00|电热水壶|No:78123456789012|中通快递|1",
    ),
    (
        Platform::Taobao,
        "taobao_lines",
        "订单编号|标题|价格|购买数量|外部系统编号|商品属性|套餐信息|备注|订单状态|商家编码",
        "3456789012345678901|电热水壶|59.90|1|WL001|颜色:白|||交易成功|DS-17",
    ),
    (
        Platform::Tmall,
        "tmall_refunds",
        "订单编号|退款编号|买家实际支付金额|买家退款金额|是否需要退货|退款的申请时间|超时时间|退款状态|举证超时",
        "3456789012345678901|98765432109876543|59.90|59.90|是|2026-03-06 10:00:00|2026-03-08 10:00:00|退款成功|",
    ),
    (
        Platform::Jd,
        "jd_orders",
        "订单号|商品ID|商品名称|订购数量|京东价|应付金额|订单状态|下单时间|付款确认时间|下单帐号|客户姓名|商家备注等级",
        "298765432109|100012345678|耳机|1|399.00|399.00|完成|2026-03-05 14:30:00|2026-03-05 14:31:00|jd_a|林**|1",
    ),
    (
        Platform::Pdd,
        "pdd_orders",
        "商品|订单号|订单状态|商品总价(元)|用户实付金额(元)|商品数量(件)|支付时间|样式ID|售后状态",
        "水杯|260305-123456789012345|已收货|59.00|54.00|1|2026-03-05 14:30:00|912345678901|无售后或售后取消",
    ),
    (
        Platform::Douyin,
        "douyin_orders",
        "主订单编号|子订单编号|选购商品|商品数量|商品单价|订单应付金额|收件人|订单提交时间|订单状态|达人ID",
        "6920000000000000101|6920000000000000102|手环|1|159.00|159.00|#c2FtcGxlMDAwMA==#|2026-03-05 14:30:00|已完成|-",
    ),
    (
        Platform::Douyin,
        "douyin_aftersale",
        "售后单号|订单号|商品单号|售后类型|售后状态|售后申请时间|退商品金额(元)",
        "7100000000000000001|6920000000000000101|6920000000000000102|退货退款|待商家同意|2026-03-06 10:00:00|159.00",
    ),
    (
        Platform::Xiaohongshu,
        "xiaohongshu_parcels",
        "订单号|商家编码|商品名称|SKU件数|快递单号|快递公司",
        "P700000000000000001|DS-17|水壶|2|JT0000000000001|极兔速递",
    ),
    (
        Platform::Ali1688,
        "1688_orders",
        "订单编号|买家公司名|买家会员名|货品标题|货品总价(元)|运单号|订单状态",
        "2100000000000000001|样例公司|采购1|显示器|1,099.00|YT0000000000001|交易成功",
    ),
];

fn cells(line: &str) -> Vec<String> {
    line.split('|').map(str::to_owned).collect()
}

/// The one row of a file, with what the file was taken for.
fn one(bytes: &[u8]) -> (Platform, String, String, Row) {
    let (file, rows, faults) = read(bytes);
    assert_eq!(faults, []);
    assert_eq!(rows.len(), 1);
    (file.platform, file.preset, file.encoding, rows.into_iter().next().unwrap())
}

#[test]
fn every_list_in_every_coat() {
    for (platform, preset, headings, row) in LISTS {
        let table = vec![cells(headings), cells(row)];
        let quoted = |row: &Vec<String>| row.iter().map(|cell| format!("\"{cell}\"")).collect::<Vec<_>>().join(",");
        let text = format!("{}\r\n{}\r\n", quoted(&table[0]), quoted(&table[1]));
        let tabs = text.replace("\",\"", "\"\t\"");
        let coats: Vec<(Vec<u8>, &str)> = vec![
            (text.clone().into_bytes(), "UTF-8"),
            (format!("\u{feff}{text}").into_bytes(), "UTF-8"),
            (encoded(&text, GB18030), "GB18030"),
            (encoded(&text, UTF_16LE), "UTF-16LE"),
            (encoded(&tabs, UTF_16LE)[2..].to_vec(), "UTF-16LE"),
            (encoded(&tabs, UTF_16BE), "UTF-16BE"),
            (tabs.into_bytes(), "UTF-8"),
            (xlsx(&table), "xlsx"),
            (encoded(&html(&table), GB18030), "html"),
        ];
        let (.., expected) = one(&coats[0].0);
        for (bytes, encoding) in &coats {
            let (found, name, told, row) = one(bytes);
            assert_eq!((found, name.as_str(), told.as_str()), (*platform, *preset, *encoding));
            assert_eq!(row, expected, "{preset} as {encoding}");
        }
    }
}

#[test]
fn every_list_has_its_state_and_keys() {
    for (_, preset, headings, row) in LISTS {
        let (.., row) =
            one(format!("{}\n{}\n", headings.replace('|', ","), row.replace("1,099.00", "1099.00").replace('|', ",")).as_bytes());
        let known = match &row {
            Row::Order(order) => order.status.is_some() || *preset == "xiaohongshu_parcels",
            Row::Line(line) => line.status.is_some(),
            Row::AfterSale(request) => request.status.is_some() && request.kind.is_some() && request.refund_fen.is_some(),
        };
        assert!(known && !row.order_no().is_empty(), "{preset}: {row:?}");
    }
}
