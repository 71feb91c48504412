//! 2,000 orders on three platforms, taken in as the platforms' files through the ordinary import.

use serde_json::{Value, json};

use super::random::Random;
use super::story::Story;
use super::{Demo, FOUNDED};
use crate::kernel::Refusal;

/// What the shop sells: title, variant, code, 三包 product, model, price in fen.
pub(super) const GOODS: &[(&str, &str, &str, &str, &str, i64)] = &[
    ("小白象滚筒洗衣机全自动家用10公斤变频", "10kg 银色", "XBX-XYJ-10", "洗衣机", "XBX-10VT", 299_900),
    ("小白象波轮洗衣机8公斤租房用", "8kg 灰色", "XBX-XYJ-08", "洗衣机", "XBX-8T", 89_900),
    ("北辰双门冰箱家用节能210升", "210L 白色", "BC-BX-210", "家用电冰箱", "BC-210", 159_900),
    ("北辰十字对开门冰箱一级能效480升", "480L 墨岩灰", "BC-BX-480", "家用电冰箱", "BC-480W", 459_900),
    ("云岭空调挂机1.5匹新一级变频冷暖", "1.5匹", "YL-KT-35", "家用空调器", "YL-35GW", 279_900),
    ("星河55英寸4K液晶电视", "55英寸", "XH-DS-55", "液晶电视机", "XH-55Q", 249_900),
    ("青鸟智能手机 8+256 全网通", "曜石黑", "QN-SJ-256", "移动电话机主机", "QN-9", 329_900),
    ("青鸟手机原装充电器套装", "67W", "QN-CDQ-67", "移动电话机附件", "QN-67", 12_900),
    ("墨石笔记本电脑14英寸轻薄本", "16+512", "MS-BJB-14", "笔记本电脑", "MS-14P", 649_900),
    ("小厨微波炉家用20升", "20L", "XC-WBL-20", "微波炉", "XC-20M", 39_900),
    ("清风吸尘器家用大吸力", "有线款", "QF-XCQ-01", "吸尘器", "QF-1", 45_900),
    ("微光智能手环运动计步", "黑色", "WG-SH-03", "智能手环", "WG-3", 29_900),
];

const SURNAMES: &[&str] = &["王", "李", "张", "刘", "陈", "杨", "黄", "赵", "吴", "周", "徐", "孙", "马", "朱", "胡", "欧阳"];
const GIVEN: &[&str] =
    &["伟", "芳", "娜", "敏", "静", "丽华", "强", "磊", "洋", "艳", "建国", "志强", "秀英", "晓东", "婷婷", "子涵", "雨桐", "一诺"];
const CITIES: &[&str] = &[
    "浙江省杭州市西湖区",
    "山东省青岛市市南区",
    "广东省深圳市南山区",
    "江苏省南京市鼓楼区",
    "四川省成都市武侯区",
    "北京市朝阳区",
    "上海市浦东新区",
    "河南省郑州市金水区",
];
const STREETS: &[&str] =
    &["文三路 99 号 3 幢 2 单元 501 室", "香港中路 8 号 12 楼", "科技园南路 16 号", "中山北路 200 号", "人民南路四段 27 号"];

/// Days between two imports, and days that a file reaches back; what is older has ended long ago.
const EVERY: i64 = 7;
const SPAN: i64 = 14;
/// Days ago of the oldest order.
const OLDEST: i64 = 180;

/// The shop's name on each platform.
const SHOPS: &[(&str, &str)] = &[("taobao", "守诺家电旗舰店"), ("jd", "守诺家电专营店"), ("pdd", "守诺家电优选店")];

/// An order as the demo remembers it.
#[derive(Debug, Clone)]
pub(super) struct Sold {
    pub platform: &'static str,
    pub order_no: String,
    pub goods: usize,
    /// Days ago it was paid for, and signed for (if it was).
    pub paid: i64,
    pub received: Option<i64>,
}

impl Sold {
    /// Days ago the order was taken in: from then on it can be asked about.
    pub fn known(&self) -> i64 {
        self.paid - self.paid % EVERY
    }
}

pub(super) fn list_goods(demo: &Demo<'_>) -> Result<(), Refusal> {
    let at = demo.ago(FOUNDED - 2, 9, 0);
    for (title, _, code, product, model, _) in GOODS {
        demo.act("manager", at, "goods", None, "list", json!({ "title": title, "sku_code": code, "product": product, "model": model }))?;
    }
    Ok(())
}

/// What was sold, and the imports by which it came in: each file with the orders of the weeks before it.
pub(super) fn sell_all(demo: &mut Demo<'_>, story: &mut Story) -> Vec<Sold> {
    let mut sold = Vec::new();
    for (platform, count, tag) in [("taobao", 1_100, 46), ("jd", 500, 28), ("pdd", 400, 77)] {
        for index in 0..count {
            sold.push(sell(&mut demo.random, platform, tag, index));
        }
    }
    for batch in (0..=OLDEST).rev().filter(|day| day % EVERY == 0) {
        let at = demo.ago(batch, 0, 1);
        for platform in ["taobao", "jd", "pdd"] {
            let in_file = |order: &&Sold| order.platform == platform && (batch..batch + SPAN).contains(&order.paid);
            let rows: Vec<Sold> = sold.iter().filter(in_file).cloned().collect();
            story.happen(at, Box::new(move |demo, _, at| import_platform(demo, at, platform, &rows, batch)));
        }
    }
    sold
}

fn import_platform(demo: &Demo<'_>, at: jiff::Timestamp, platform: &str, rows: &[Sold], batch: i64) -> Result<(), Refusal> {
    let rows: Vec<&Sold> = rows.iter().collect();
    files(demo, platform, &rows, batch).into_iter().try_for_each(|(name, text)| import(demo, at, platform, &name, text))
}

fn sell(random: &mut Random, platform: &'static str, tag: u64, index: usize) -> Sold {
    // Half of what was sold in half a year is of the last forty days: the shop grows.
    let paid = i64::try_from(if random.chance(50) { random.below(40) } else { 40 + random.below(140) }).unwrap_or(0);
    let received = (paid >= 4 && random.chance(88)).then(|| paid - 2 - i64::try_from(random.below(2)).unwrap_or(0));
    let serial = 310_000 + u64::try_from(index).unwrap_or(0) * 7;
    let order_no = match platform {
        "taobao" => format!("26{tag}8801{serial:07}{:04}", 2_000 + random.below(7_000)),
        "jd" => format!("{tag}77{serial:08}"),
        _ => format!("2611{:02}-{tag}{serial:010}", 1 + random.below(20)),
    };
    Sold { platform, order_no, goods: random.below(GOODS.len()), paid, received }
}

fn import(demo: &Demo<'_>, at: jiff::Timestamp, platform: &str, name: &str, text: String) -> Result<(), Refusal> {
    let opened = demo.call("kefu", at, "imports.open", json!({ "name": name }), Some(text.into_bytes()))?;
    let shop = SHOPS.iter().find(|(of, _)| *of == platform).map(|(_, name)| *name);
    let token = opened.get("token").cloned().unwrap_or(Value::Null);
    let imported = demo.call("kefu", at, "imports.run", json!({ "look": { "token": token }, "shop": shop, "dry_run": false }), None)?;
    match imported.get("refused").and_then(Value::as_array).and_then(|refused| refused.first()) {
        Some(row) => Err(Refusal::new("demo", format!("演示订单 {name} 有一行被拒绝：{row}"))),
        None => Ok(()),
    }
}

/// Orders of one platform as they stood `batch` days ago, to be written as its files.
struct Standing<'s> {
    demo: &'s Demo<'s>,
    orders: &'s [&'s Sold],
    batch: i64,
}

/// The platform's files for these orders as they stood `batch` days ago: names and contents.
fn files(demo: &Demo<'_>, platform: &str, orders: &[&Sold], batch: i64) -> Vec<(String, String)> {
    let standing = Standing { demo, orders, batch };
    match platform {
        "taobao" => vec![
            (format!("ExportOrderList{batch}.csv"), standing.taobao_orders()),
            (format!("ExportOrderDetailList{batch}.csv"), standing.taobao_lines()),
        ],
        "jd" => vec![(format!("京东订单{batch}.csv"), standing.jd())],
        _ => vec![(format!("拼多多订单{batch}.csv"), standing.pdd())],
    }
}

impl Standing<'_> {
    fn moment(&self, days: i64, hour: i64) -> String {
        wall_clock(self.demo, days, hour)
    }

    /// State and time of receipt: `done` with a time once signed for, `under_way` without one before.
    fn receipt(&self, order: &Sold, hour: i64, done: &'static str, under_way: &'static str) -> (&'static str, String) {
        match order.received.filter(|received| *received >= self.batch) {
            Some(received) => (done, self.moment(received, hour)),
            None => (under_way, String::new()),
        }
    }

    fn table(&self, headings: &str, row: impl Fn(&Sold, &Buyer) -> String) -> String {
        let rows = self.orders.iter().map(|order| row(order, &Buyer::of(&order.order_no)));
        std::iter::once(headings.to_owned()).chain(rows).map(|row| row + "\n").collect()
    }

    fn taobao_orders(&self) -> String {
        let headings = "订单编号,买家会员名,买家应付货款,买家应付邮费,买家实际支付金额,订单状态,买家留言,收货人姓名,收货地址 ,联系手机,订单创建时间,订单付款时间,宝贝标题 ,物流单号,物流公司,订单备注,宝贝总数量,确认收货时间";
        self.table(headings, |order, buyer| {
            let (title, price) = (GOODS[order.goods].0, yuan(GOODS[order.goods].5));
            let (state, received) = self.receipt(order, 15, "交易成功", "卖家已发货，等待买家确认");
            let Buyer { account, name, phone, address } = buyer;
            let (made, paid, parcel) = (self.moment(order.paid, 10), self.moment(order.paid, 11), parcel(&order.order_no));
            format!(
                "=\"{}\",{account},{price},0.00,{price},{state},,{name},{address},'{phone},{made},{paid},{title},=\"{parcel}\",顺丰速运,,1,{received}",
                order.order_no
            )
        })
    }

    fn taobao_lines(&self) -> String {
        self.table(
            "订单编号,标题,价格,购买数量,外部系统编号,商品属性,套餐信息,备注,订单状态,商家编码",
            |order, _| {
                let (title, variant, code, _, _, fen) = GOODS[order.goods];
                let (state, _) = self.receipt(order, 15, "交易成功", "卖家已发货，等待买家确认");
                format!("=\"{}\",{title},{},1,,颜色分类:{variant},,,{state},{code}", order.order_no, yuan(fen))
            },
        )
    }

    fn jd(&self) -> String {
        let headings = "订单号,商品ID,货号,商品名称,订购数量,京东价,订单金额,应付金额,运费金额,订单状态,下单时间,付款确认时间,订单完成时间,下单帐号,客户姓名,客户地址,联系电话,商家备注";
        self.table(headings, |order, buyer| {
            let (title, _, code, _, _, fen) = GOODS[order.goods];
            let (state, done) = self.receipt(order, 16, "完成", "等待确认收货");
            let (price, paid) = (yuan(fen), self.moment(order.paid, 9));
            let Buyer { account, name, phone, address } = buyer;
            format!(
                "{},1000{},{code},{title},1,{price},{price},{price},0.00,{state},{paid},{paid},{done},{account},{name},{address},{phone},",
                order.order_no, order.goods
            )
        })
    }

    fn pdd(&self) -> String {
        let headings = "商品,订单号,订单状态,商品总价(元),邮费(元),店铺优惠折扣(元),平台优惠折扣(元),多多支付立减金额(元),用户实付金额(元),商家实收金额(元),商品数量(件),支付时间,发货时间,确认收货时间,商品id,商品规格,样式ID,商家编码-规格维度,商家编码-商品维度,商家备注,售后状态,快递单号,快递公司";
        self.table(headings, |order, _| {
            let (title, variant, code, _, _, fen) = GOODS[order.goods];
            let (state, received) = self.receipt(order, 14, "已收货", "已发货，待收货");
            // Mostly the next morning; now and then the warehouse is late.
            let days = if ["07", "37", "77"].iter().any(|tail| order.order_no.ends_with(tail)) { 4 } else { 1 };
            let (price, paid, shipped) = (yuan(fen), self.moment(order.paid, 20), self.moment((order.paid - days).max(0), 9));
            format!(
                "{title},{},{state},{price},0.00,0.00,0.00,0.00,{price},{price},1,{paid},{shipped},{received},77{},{variant},1,{code},,,无售后或售后取消,{},中通快递",
                order.order_no,
                order.goods,
                parcel(&order.order_no)
            )
        })
    }
}

struct Buyer {
    account: String,
    name: String,
    phone: String,
    address: String,
}

impl Buyer {
    /// The same order always has the same buyer.
    fn of(order_no: &str) -> Buyer {
        let mut random = Random::seeded(order_no.bytes().fold(17, |hash, byte| hash * 31 % 1_000_003 + u64::from(byte)));
        let name = format!("{}{}", random.pick(SURNAMES), random.pick(GIVEN));
        let tail = random.below(10_000);
        Buyer {
            account: format!("buyer_{:05}", random.below(90_000) + 10_000),
            name,
            phone: format!("1990000{tail:04}"),
            address: format!("{}{}", random.pick(CITIES), random.pick(STREETS)),
        }
    }
}

fn yuan(fen: i64) -> String {
    format!("{}.{:02}", fen / 100, fen % 100)
}

fn parcel(order_no: &str) -> String {
    let digits: String = order_no.chars().filter(char::is_ascii_digit).collect();
    format!("SF{}", &digits[digits.len().saturating_sub(13)..])
}

fn wall_clock(demo: &Demo<'_>, days: i64, hour: i64) -> String {
    let at = demo.ago(days, hour, 0).to_zoned(crate::kernel::work::china());
    at.strftime("%Y-%m-%d %H:%M:%S").to_string()
}
