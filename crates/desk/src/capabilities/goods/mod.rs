//! 商品与序列号: which 三包 product a listing is, and the single unit that was sold.

use jiff::civil::Date;

use crate::kernel::actor::{COUNTER, EVERYONE};
use crate::kernel::field::{Field, Find, date, link, long_text, text};
use crate::kernel::flow::{State, Step, ended, on, open};
use crate::kernel::kind::{Kind, PLAIN};
use crate::kernel::work::Work;
use crate::kernel::{Deed, Refusal};

const TITLE: Field = text("title", "商品名称").required().find(Find::Name);
const CODE: Field = text("sku_code", "商家编码").find(Find::Number);
const PRODUCT: Field = text("product", "三包目录品名").required().guarded().help("如 洗衣机、移动电话机主机；目录外的商品照实填写");
const MODEL: Field = text("model", "型号").find(Find::Text);

/// 商品.
pub static GOODS: Kind = Kind {
    name: "goods",
    label: "商品",
    fields: &[TITLE, CODE, PRODUCT, MODEL],
    states: &[open("active", "在用"), ended("retired", "停用")],
    flow: &[
        on("list", "登记商品").by(COUNTER).asks(&[TITLE, CODE, PRODUCT, MODEL]),
        on("edit", "修改").from(&["active"]).by(COUNTER).asks(&[TITLE, CODE, PRODUCT, MODEL]),
        on("retire", "停用").from(&["active"]).to("retired").by(COUNTER),
    ],
    ..PLAIN
};

const SERIAL: Field = text("serial", "序列号").required().guarded().find(Find::Number);
const OF_GOODS: Field = link("goods_id", "商品", "goods");
const OF_LINE: Field = link("order_line_id", "订单行", "order_line");
const INVOICED: Field = date("invoice_date", "发票日期").guarded();
const RECEIVED: Field = date("received_date", "签收日期").guarded();
const INSTALLED: Field = date("installed_date", "安装日期").guarded();
const EXCHANGED: Field = date("exchanged_date", "换货日期").guarded().help("这台是换来的新机时填写：三包期自换货之日重新计算");
const NEW_SERIAL: Field = text("new_serial", "新机序列号").required();
const SWAPPED_ON: Field = date("swapped_on", "换货日期").help("留空为今天");
const SWAP_REASON: Field = long_text("swap_reason", "换机原因").required();

const UNIT_STATES: &[State] = &[open("in_use", "在用"), ended("swapped", "已换新")];
const UNIT_FLOW: &[Step] = &[
    on("register", "登记序列号").by(EVERYONE).asks(&[SERIAL, OF_GOODS, OF_LINE, INVOICED, RECEIVED, INSTALLED, EXCHANGED]),
    on("correct", "更正日期").from(&["in_use"]).by(COUNTER).asks(&[INVOICED, RECEIVED, INSTALLED, EXCHANGED]),
    on("swap", "换新机")
        .from(&["in_use"])
        .to("swapped")
        .by(COUNTER)
        .asks(&[NEW_SERIAL, SWAPPED_ON, SWAP_REASON])
        .then(swap)
        .cites("1995 三包规定第十四条")
        .grave(),
];

/// 序列号. Its swaps make a chain: the old unit names the new one.
pub static SERIAL_UNIT: Kind = Kind {
    name: "serial_unit",
    label: "序列号",
    fields: &[
        SERIAL,
        OF_GOODS,
        OF_LINE,
        INVOICED,
        RECEIVED,
        INSTALLED,
        EXCHANGED,
        link("replaced_by", "换成", "serial_unit").guarded(),
        SWAP_REASON,
    ],
    states: UNIT_STATES,
    flow: UNIT_FLOW,
    ..PLAIN
};

fn swap(work: &mut Work<'_>) -> Result<(), Refusal> {
    let new_serial = work.asked("new_serial").to_owned();
    let known = work.tx.count("SELECT count(*) FROM serial_unit WHERE serial = ?1", &[new_serial.as_str().into()])?;
    if known > 0 {
        return Err(Refusal::bad("new_serial", "这个序列号已经登记过，换出的应是另一台新机"));
    }
    let day = swapped_on(work)?;
    let mut input = shounuo_store::Row::new();
    input.insert("serial".into(), new_serial.into());
    // The windows run on from the first sale, the period starts again with the exchange: both days go with the new unit.
    for field in ["goods_id", "order_line_id", "invoice_date", "received_date", "installed_date"] {
        input.insert(field.into(), work.get(field).clone());
    }
    input.insert("exchanged_date".into(), day.to_string().into());
    let new_id = work.then(Deed::create(&SERIAL_UNIT, "register", input));
    work.set("replaced_by", new_id);
    Ok(())
}

/// The day of the exchange: not before the sale or an earlier exchange, not in the future.
fn swapped_on(work: &Work<'_>) -> Result<Date, Refusal> {
    let day = work.asked("swapped_on").parse().unwrap_or_else(|_| work.today());
    let earlier = ["invoice_date", "received_date", "exchanged_date"].into_iter().filter_map(|field| work.text(field).parse::<Date>().ok());
    if earlier.max().is_some_and(|sold| day < sold) {
        return Err(Refusal::bad("swapped_on", "换货日期不能早于售出（或上一次换货）日期"));
    }
    if day > work.today() {
        return Err(Refusal::bad("swapped_on", "换货日期不能晚于今天"));
    }
    Ok(day)
}
