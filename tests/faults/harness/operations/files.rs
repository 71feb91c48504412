//! What comes in and goes out as a file: attachments, orders, goods, the calendar and the catalogue.

use serde_json::{Value, json};
use shounuo_desk::kernel::Refusal;

use super::cases::a_case;
use super::{Operation, nothing, op};
use crate::desk::Desk;

pub const ALL: &[Operation] = &[
    op("attachments.add", a_case, |desk| attach(desk, &photo(4032, 3024)).map(drop)),
    op("attachments.add a large one", a_case, |desk| attach(desk, &video(600_000)).map(drop)),
    Operation { hot: true, ..op("attachments.thumbnail", attached, thumbnail) },
    op("attachments.bytes", attached, |desk| desk.call("attachments.bytes", json!({ "id": desk.kept("attachment") })).map(drop)),
    op("attachment.withdraw", attached, withdraw),
    op("imports.run", nothing, |desk| desk.import("订单.csv", ORDERS.as_bytes()).map(drop)),
    op("imports.run again", imported, |desk| desk.import("订单.csv", CHANGED.as_bytes()).map(drop)),
    op("imports.undo", imported, |desk| desk.call("imports.undo", json!({ "batch": desk.kept("batch") })).map(drop)),
    op("imports.run of cases", nothing, |desk| desk.import("退款.csv", REFUNDS.as_bytes()).map(drop)),
    op("goods.list", nothing, |desk| goods(desk).map(drop)),
    op("serial_unit.register", with_goods, |desk| unit(desk).map(drop)),
    op("catalogue.draft", nothing, catalogue),
    op("calendar.import", nothing, calendar),
];

const ORDERS: &str = "订单编号,买家会员名,买家应付货款,买家实际支付金额,订单状态,收货人姓名,收货地址 ,联系手机,订单创建时间,订单付款时间 ,宝贝标题 \n\
    3456789012345838801,甲,200.00,200.00,买家已付款,王小明,浙江省杭州市西湖区某路,19900001234,2026-11-18 09:00:00,2026-11-18 09:01:00,吸尘器\n\
    3456789012345838802,乙,59.90,59.90,交易成功,李晓红,浙江省宁波市海曙区某路,19900005678,2026-11-19 09:00:00,2026-11-19 09:01:00,洗衣机\n";
const CHANGED: &str = "订单编号,买家会员名,买家应付货款,买家实际支付金额,订单状态,收货人姓名,收货地址 ,联系手机,订单创建时间,订单付款时间 ,宝贝标题 \n\
    3456789012345838801,甲,200.00,200.00,卖家已发货,王小明,浙江省杭州市西湖区某路,19900001234,2026-11-18 09:00:00,2026-11-18 09:01:00,吸尘器\n";
const REFUNDS: &str = "退款编号,订单编号,宝贝标题,买家退款金额,退款状态,退款的申请时间,超时时间\n\
    7001,3456789012345838804,吸尘器,59.90,买家已经申请退款，等待卖家同意,2026-11-20 09:00:00,2026-11-23 18:00:00\n";

/// A photo as far as anybody looks: its segments, no picture.
pub fn photo(width: u16, height: u16) -> Vec<u8> {
    let segment = |marker: u8, body: &[u8]| [&[0xFF, marker][..], &(body.len() as u16 + 2).to_be_bytes(), body].concat();
    let frame = [&[8][..], &height.to_be_bytes(), &width.to_be_bytes(), &[1, 1, 0x11, 0]].concat();
    let parts = [segment(0xDB, &[0; 65]), segment(0xC0, &frame), segment(0xC4, &[0; 20]), segment(0xDA, &[1, 1, 0, 0, 63, 0])];
    [&[0xFF, 0xD8][..], &parts.concat(), &[0x12, 0x34, 0xFF, 0xD9]].concat()
}

fn video(len: usize) -> Vec<u8> {
    let part = |name: &[u8; 4], body: &[u8]| [&(body.len() as u32 + 8).to_be_bytes()[..], name, body].concat();
    let drawn: Vec<u8> = (0..len).map(|at| (at % 253) as u8).collect();
    [part(b"ftyp", b"mp42\0\0\0\0"), part(b"moov", &part(b"mvhd", &[0; 100])), part(b"mdat", &drawn)].concat()
}

fn attach(desk: &Desk, bytes: &[u8]) -> Result<Value, Refusal> {
    let input = json!({ "case_id": desk.kept("case"), "of_kind": "quality_case", "role": "intake", "name": "开箱.jpg" });
    desk.send("attachments.add", input, Some(bytes.to_vec()))
}

pub fn attached(desk: &Desk) {
    a_case(desk);
    desk.keep("attachment", attach(desk, &photo(40, 30)).unwrap()["id"].as_str().unwrap());
}

fn thumbnail(desk: &Desk) -> Result<(), Refusal> {
    desk.send("attachments.thumbnail", json!({ "id": desk.kept("attachment") }), Some(photo(32, 24))).map(drop)
}

fn withdraw(desk: &Desk) -> Result<(), Refusal> {
    desk.act("attachment", Some(&desk.kept("attachment")), "withdraw", json!({ "reason": "传错了" })).map(drop)
}

pub fn imported(desk: &Desk) {
    let done = desk.import("订单.csv", ORDERS.as_bytes()).unwrap();
    desk.keep("batch", done["batch"].as_str().unwrap());
}

fn goods(desk: &Desk) -> Result<String, Refusal> {
    desk.act("goods", None, "list", json!({ "title": "晨光 洗衣机", "sku_code": "XYJ-1", "product": "洗衣机" }))
}

fn with_goods(desk: &Desk) {
    desk.keep("goods", &goods(desk).unwrap());
}

fn unit(desk: &Desk) -> Result<String, Refusal> {
    let input =
        json!({ "serial": "SN20260001", "goods_id": desk.kept("goods"), "invoice_date": "2026-05-06", "received_date": "2026-05-08" });
    desk.act("serial_unit", None, "register", input)
}

/// A washing machine of the shop's own.
pub fn with_unit(desk: &Desk) {
    with_goods(desk);
    desk.keep("unit", &unit(desk).unwrap());
}

fn catalogue(desk: &Desk) -> Result<(), Refusal> {
    let entries = desk.bench.call("catalogue.show", json!({}), None, desk.now())?["entries"].clone();
    let entries: Vec<&Value> = entries.as_array().into_iter().flatten().take(1).collect();
    let input = json!({ "title": "自有承诺", "effective_from": "2026-06-01", "note": "延长", "entries": entries });
    desk.act("catalogue_version", None, "draft", input).map(drop)
}

fn calendar(desk: &Desk) -> Result<(), Refusal> {
    let csv = "date,kind,name,year\n2027-01-01,holiday,元旦,2027\n2027-02-05,holiday,春节,2027\n";
    desk.act("calendar_year", None, "import", json!({ "csv": csv, "source": "国务院办公厅通知" })).map(drop)
}
