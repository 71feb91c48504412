//! Repairs: units on the bench in every state, and five whose history decides what the consumer may ask for.

use serde_json::json;

use super::Demo;
use super::orders::{GOODS, Sold};
use super::story::{Story, Thread};

const COUNT: usize = 45;
const HOUR: i64 = 60;
const DAY: i64 = 24 * HOUR;

/// How far a repair has come.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Stage {
    Received,
    Diagnosed,
    Repairing,
    Waiting,
    Ready,
    Unrepairable,
    Done,
    FollowedUp,
}

use Stage::{Diagnosed, Done, FollowedUp, Ready, Received, Repairing, Unrepairable, Waiting};

const STAGES: &[Stage] = &[
    Done,
    Received,
    FollowedUp,
    Repairing,
    Done,
    Diagnosed,
    Waiting,
    Done,
    Ready,
    FollowedUp,
    Unrepairable,
    Received,
    Done,
    Repairing,
    Done,
];

/// Product, what is told, what is found, what is done, part.
const FAULTS: &[(&str, &str, &str, &str, &str)] = &[
    ("洗衣机", "脱水时异响", "减震器断裂", "更换减震器一对", "减震器"),
    ("家用电冰箱", "冷藏室不制冷", "风门电机卡滞", "更换风门组件", "风门组件"),
    ("家用空调器", "制热不热", "四通阀不换向", "更换四通阀线圈", "四通阀线圈"),
    ("液晶电视机", "屏幕有竖线", "排线接触不良", "重装排线", "屏幕排线"),
    ("移动电话机主机", "听筒无声", "听筒模块损坏", "更换听筒", "听筒模块"),
    ("笔记本电脑", "反复蓝屏", "内存颗粒不良", "更换内存条", "内存条"),
    ("微波炉", "不加热", "磁控管失效", "更换磁控管", "磁控管"),
    ("吸尘器", "吸力小", "电机碳刷磨损", "更换碳刷", "碳刷"),
];

pub(super) fn tell_all(demo: &mut Demo<'_>, orders: &[Sold], story: &mut Story) {
    let repaired: Vec<&Sold> = orders
        .iter()
        .filter(|order| order.received.is_some_and(|received| (20..120).contains(&received)) && fault_of(order).is_some())
        .collect();
    for repair in 0..COUNT {
        let order = repaired[(repair * 13 + 1) % repaired.len()];
        tell(demo, repair, order, story);
    }
    telling_histories(demo, orders, story);
}

fn fault_of(order: &Sold) -> Option<&'static (&'static str, &'static str, &'static str, &'static str, &'static str)> {
    FAULTS.iter().find(|(product, ..)| *product == GOODS[order.goods].3)
}

/// One unit and its repair up to its stage.
fn tell(demo: &mut Demo<'_>, repair: usize, order: &Sold, story: &mut Story) {
    let stage = STAGES[repair % STAGES.len()];
    let begun = match stage {
        Done | FollowedUp => 8 + i64::try_from(demo.random.below(8)).unwrap_or(0),
        Waiting | Ready => 5,
        _ => i64::try_from(demo.random.below(3)).unwrap_or(0),
    };
    let at = demo.ago(begun, 10, i64::try_from(repair % 50).unwrap_or(0));
    let mut thread = story.thread("repair", format!("repair {repair}"), at);
    let unit = unit(&mut thread, order, &format!("{}{:05}", &GOODS[order.goods].2[..3], 26_000 + repair));
    receive(&mut thread, order, &unit, &format!("A-{:02}", 1 + repair % 24));
    live(&mut thread, stage, order);
}

fn live(thread: &mut Thread<'_>, stage: Stage, order: &Sold) {
    let Some((_, _, found, done, part)) = fault_of(order) else { return };
    let name = thread.name();
    thread.happen(5, Box::new(move |demo, ids, at| demo.photo("kefu", at, "repair", ids.get(&name), "intake")));
    if stage == Received {
        return;
    }
    thread.then(2 * HOUR, "jishi", "diagnose", json!({ "fault_found": found, "fault": "performance" }));
    if stage == Diagnosed {
        return;
    }
    if stage == Unrepairable {
        thread.then(HOUR, "jishi", "unrepairable", json!({ "result": "主板烧毁，厂家确认无法修复" }));
        return;
    }
    thread.then(20, "jishi", "start", json!({}));
    if stage == Repairing {
        return;
    }
    if stage == Waiting {
        wait(thread, part);
        return;
    }
    finish(thread, done);
    if stage == Ready {
        thread.then(HOUR, "kefu", "tell_ready", json!({}));
        return;
    }
    hand_over(thread);
    if stage == FollowedUp {
        thread.then(3 * DAY, "kefu", "follow_up", json!({ "follow_up_answer": "fixed", "follow_up_words": "回电：使用正常" }));
    }
}

fn wait(thread: &mut Thread<'_>, part: &str) {
    let order = json!({ "name": part, "maker": "原厂配件部" });
    thread.part(HOUR, "jishi", "repair_part", "part", "order", order);
    thread.then(5, "jishi", "wait_for_parts", json!({ "cause": "parts_not_supplied", "note": "厂家缺货，已登记到货通知" }));
}

fn finish(thread: &mut Thread<'_>, done: &str) {
    thread.then(DAY, "jishi", "check", json!({ "test_words": "通电运行一小时，各项正常", "test_passed": true }));
    thread.then(10, "jishi", "repaired", json!({ "result": done }));
}

fn hand_over(thread: &mut Thread<'_>) {
    thread.then(2 * DAY, "kefu", "hand_over", json!({ "handover_proof": "消费者当面签字" }));
}

/// Registers the unit that was sold with the order; gives its name in the story.
fn unit(thread: &mut Thread<'_>, order: &Sold, serial: &str) -> String {
    let (record, serial, order) = (format!("unit {serial}"), serial.to_owned(), order.clone());
    let input = Box::new(move |demo: &Demo<'_>, _: &super::story::Ids| {
        let (goods, line) = demo.sold(&order)?;
        let day = |ago: i64| crate::kernel::work::china_date(demo.ago(ago, 12, 0)).to_string();
        let received = order.received.unwrap_or(order.paid);
        Ok(
            json!({ "serial": serial, "goods_id": goods, "order_line_id": line, "invoice_date": day(order.paid), "received_date": day(received) }),
        )
    });
    thread.aside(1, "kefu", "serial_unit", record.clone(), "register", input);
    record
}

fn receive(thread: &mut Thread<'_>, order: &Sold, unit: &str, shelf: &str) {
    let words = fault_of(order).map_or("不能正常使用", |(_, words, ..)| words);
    let (unit, shelf) = (unit.to_owned(), shelf.to_owned());
    let input = Box::new(move |_: &Demo<'_>, ids: &super::story::Ids| {
        Ok(json!({
            "serial_unit_id": ids.get(&unit), "channel": "online", "fault_text": words, "way": "mail_in", "accessories": "电源线一根",
            "shelf": shelf, "proof": "order_record",
            "condition": {
                "外观": "轻微划痕", "整机齐全": "齐全", "开机": "能开机", "屏幕或面板": "完好", "按键与接口": "完好", "进液或受潮痕迹": "无",
                "拆动痕迹": "无", "机号与凭证": "相符",
            },
        }))
    });
    thread.then_with(10, "kefu", "receive", input);
}

/// Five units whose history decides: two repairs, day 31, the limits of waiting for parts, an exchange.
fn telling_histories(demo: &Demo<'_>, orders: &[Sold], story: &mut Story) {
    let sold = |product: &str, from: i64| {
        let fits =
            |order: &&Sold| GOODS[order.goods].3 == product && order.received.is_some_and(|received| (from..from + 60).contains(&received));
        orders.iter().find(fits)
    };
    if let Some(order) = sold("洗衣机", 110) {
        let unit = repairs_before(demo, story, order, "XBXDEMO01", &[100, 60]);
        let mut third = story.thread("repair", "third repair".into(), demo.ago(4, 9, 30));
        receive(&mut third, order, &unit, "B-01");
        live(&mut third, Repairing, order);
    }
    if let Some(order) = sold("移动电话机主机", 45) {
        open_since(demo, story, order, "QNDEMO02", 34, Repairing);
    }
    if let Some(order) = sold("笔记本电脑", 75) {
        open_since(demo, story, order, "MSDEMO03", 64, Waiting);
    }
    if let Some(order) = sold("家用电冰箱", 105) {
        open_since(demo, story, order, "BCDEMO04", 95, Waiting);
    }
    if let Some(order) = sold("液晶电视机", 40) {
        let unit = repairs_before(demo, story, order, "XHDEMO05", &[30]);
        let mut swap = story.thread("serial_unit", unit, demo.ago(12, 15, 0));
        swap.then(5, "kefu", "swap", json!({ "new_serial": "XHDEMO05N", "swap_reason": "修后仍有竖线，消费者选择换货" }));
    }
}

/// A unit with repairs that began so many days ago and are over.
fn repairs_before(demo: &Demo<'_>, story: &mut Story, order: &Sold, serial: &str, ago: &[i64]) -> String {
    let mut name = String::new();
    for (turn, days) in ago.iter().enumerate() {
        let mut thread = story.thread("repair", format!("{serial} repair {turn}"), demo.ago(*days, 9, 0));
        if turn == 0 {
            name = unit(&mut thread, order, serial);
        }
        receive(&mut thread, order, &name, "B-02");
        live(&mut thread, Done, order);
    }
    name
}

fn open_since(demo: &Demo<'_>, story: &mut Story, order: &Sold, serial: &str, days: i64, stage: Stage) {
    let mut thread = story.thread("repair", format!("{serial} repair"), demo.ago(days, 9, 0));
    let name = unit(&mut thread, order, serial);
    receive(&mut thread, order, &name, "B-03");
    live(&mut thread, stage, order);
}
