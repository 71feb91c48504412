//! Returns and exchanges on every ground, each at another point of its two lanes.

use serde_json::json;

use super::Demo;
use super::orders::{GOODS, Sold};
use super::story::{Story, Thread, field_of};

const COUNT: usize = 58;
const HOUR: i64 = 60;
const DAY: i64 = 24 * HOUR;

/// How far a return has come.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Stage {
    Review,
    Refusing,
    Awaiting,
    Inspecting,
    Disputed,
    ToRefund,
    Refunding,
    Refunded,
    Done,
    Cancelled,
}

use Stage::{Awaiting, Cancelled, Disputed, Done, Inspecting, Refunded, Refunding, Refusing, Review, ToRefund};

const STAGES: &[Stage] = &[
    Done, Review, Awaiting, Done, Inspecting, ToRefund, Done, Review, Refunding, Done, Disputed, Refunded, Awaiting, Refusing, Inspecting,
    Cancelled,
];

/// Ground and what the consumer said.
const GROUNDS: &[(&str, &str)] = &[
    ("no_reason", "收到后觉得尺寸不合适"),
    ("quality", "收到第二天就不能开机，有视频"),
    ("no_reason", "家里重复买了"),
    ("wrong_item", "发来的颜色不对"),
    ("not_as_described", "页面写有支架，箱里没有"),
];

pub(super) fn tell_all(demo: &Demo<'_>, orders: &[Sold], story: &mut Story) {
    // Each order once: nobody may ask twice for the same goods.
    let over = |order: &&Sold| order.received.is_some_and(|received| (10..60).contains(&received)) && order.order_no.ends_with(['2', '4']);
    let fresh =
        |order: &&Sold| order.received.is_some_and(|received| (1..6).contains(&received)) && order.order_no.ends_with(['1', '3', '5']);
    let (over, fresh): (Vec<&Sold>, Vec<&Sold>) = (orders.iter().filter(over).collect(), orders.iter().filter(fresh).collect());
    for number in 0..COUNT {
        let stage = STAGES[number % STAGES.len()];
        let of = if stage >= Refunded { &over } else { &fresh };
        let Some(order) = of.get(number) else { continue };
        tell(demo, number, order, stage, story);
    }
}

fn tell(demo: &Demo<'_>, number: usize, order: &Sold, stage: Stage, story: &mut Story) {
    let received = order.received.unwrap_or(1);
    let begun = if stage >= Refunded { (received - 2).min(order.known()) } else { 0 };
    let (ground, words) =
        if stage == Refusing { ("negotiated", "过了十来天才想退，没有质量问题") } else { GROUNDS[number % GROUNDS.len()] };
    let application = if number % 9 == 4 && stage < Refunded { "exchange" } else { "return_refund" };
    let order_no = order.order_no.clone();
    let goods = GOODS[order.goods].0;
    let mut thread =
        story.thread("returns_exchange", format!("return {number}"), demo.ago(begun, 8, i64::try_from(number % 45).unwrap_or(0)));
    let apply = Box::new(move |demo: &Demo<'_>, _: &super::story::Ids| {
        let id =
            demo.bench.shop()?.store.read(|tx| tx.value("SELECT id FROM sales_order WHERE order_no = ?1", &[order_no.as_str().into()]))?;
        Ok(json!({ "order_id": id, "goods_title": goods, "application": application, "ground": ground, "claim_text": words }))
    });
    thread.then_with(2, if number.is_multiple_of(2) { "kefu" } else { "kefu2" }, "apply", apply);
    live(&mut thread, stage, number, begun > 0);
}

fn live(thread: &mut Thread<'_>, stage: Stage, number: usize, over: bool) {
    let pause = if over { DAY } else { 4 };
    match stage {
        Review => return,
        Cancelled => {
            thread.then(HOUR, "kefu", "cancel", json!({ "reason": "消费者决定留下使用" }));
            return;
        }
        Refusing => {
            let input = json!({ "refusal_ground": "no_agreement", "refusal_reason": "已超过七日，商品已使用，双方未谈拢", "evidence_note": "聊天记录截图" });
            thread.then(20, "kefu", "ask_refusal", input);
            return;
        }
        _ => {}
    }
    thread.then(10, "kefu", "approve", json!({}));
    if stage == Awaiting {
        return;
    }
    receive(thread, pause, number, stage == Disputed);
    if stage == Inspecting {
        return;
    }
    if stage == Disputed {
        let name = thread.name();
        thread.happen(2, Box::new(move |demo, ids, at| demo.photo("kefu2", at, "returns_exchange", ids.get(&name), "inspection")));
        thread.then(4, "kefu", "dispute", json!({ "evidence_note": "开箱照片：外壳有裂痕，与出库照片比对" }));
        return;
    }
    thread.then(4, "kefu", "accept_goods", json!({}));
    if stage == ToRefund {
        return;
    }
    refund(thread, stage, pause);
}

fn receive(thread: &mut Thread<'_>, pause: i64, number: usize, broken: bool) {
    let parcel = format!("SF77{:010}", 26_000 + number);
    let name = thread.name();
    thread.happen(
        pause,
        Box::new(move |demo, ids, at| {
            let input = json!({ "back_on": crate::kernel::work::china_date(at).to_string(), "return_tracking_no": parcel });
            demo.act("kefu", at, "returns_exchange", ids.get(&name).map(String::as_str), "receive", input).map(drop)
        }),
    );
    let (grade, found, who) = if broken {
        ("damaged", "外壳有裂痕，内包装变形", "unclear")
    } else {
        ("intact", "外盒完整，配件齐全，无使用痕迹", "none")
    };
    thread.part(4, "kefu2", "inspection", "inspection", "record", json!({ "grade": grade, "found": found, "responsible": who }));
}

/// The money: asked for as computed, and told as the platform paid it.
fn refund(thread: &mut Thread<'_>, stage: Stage, pause: i64) {
    thread.then(4, "kefu", "request_refund", json!({ "route": "original" }));
    if stage == Refunding {
        return;
    }
    let name = thread.name();
    thread.happen(
        pause,
        Box::new(move |demo, ids, at| {
            let id = ids.get(&name).map_or("", String::as_str);
            let amount = field_of(demo, "returns_exchange", id, "refund_fen")?;
            let input = json!({ "refunded_fen": amount, "refunded_on": crate::kernel::work::china_date(at).to_string() });
            demo.act("kefu", at, "returns_exchange", Some(id), "refund_result", input).map(drop)
        }),
    );
    if stage == Done {
        thread.then(HOUR, "kefu", "close", json!({ "invoice": "not_invoiced" }));
    }
}
