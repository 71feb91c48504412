//! Complaints of every class and source, each at another point of its life, some of them in a second round.

use serde_json::{Value, json};

use super::Demo;
use super::orders::{GOODS, Sold};
use super::story::{Story, Thread, parts_of};

const COUNT: usize = 40;
const HOUR: i64 = 60;

/// How far a complaint has come.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Stage {
    Registered,
    Accepted,
    Investigating,
    Investigated,
    Planned,
    Confirmed,
    Told,
    SecondRound,
    Satisfied,
    Rejected,
    Withdrawn,
}

use Stage::{Accepted, Confirmed, Investigated, Investigating, Planned, Registered, Rejected, Satisfied, SecondRound, Told, Withdrawn};

const STAGES: &[Stage] = &[
    Satisfied,
    Registered,
    Satisfied,
    Investigating,
    Told,
    Satisfied,
    SecondRound,
    Accepted,
    Planned,
    Satisfied,
    Confirmed,
    Investigated,
    Rejected,
    Satisfied,
    Withdrawn,
];

/// Class, words, what is demanded, and the basis of the answer.
const WORDS: &[(&str, &str, &str, &str)] = &[
    ("quality", "用了不到两周就坏了，客服一直让我等", "refund", "consumer_24"),
    ("delivery", "说好送货上门，结果放在驿站，箱子还压坏了一角", "compensation", "ecommerce_20"),
    ("attitude", "客服答非所问，催了两次都没人管", "apology", "ecommerce_59"),
    ("after_sales", "报修五天没有人联系我", "upgrade", "manual_7_1"),
    ("false_advertising", "页面写静音，实际声音很大", "compensation", "consumer_55"),
];

pub(super) fn tell_all(demo: &mut Demo<'_>, orders: &[Sold], story: &mut Story) {
    let known: Vec<&Sold> = orders.iter().filter(|order| order.received.is_some_and(|received| (2..60).contains(&received))).collect();
    for complaint in 0..COUNT {
        let order = known[(complaint * 11 + 5) % known.len()];
        tell(demo, complaint, order, story);
    }
}

fn tell(demo: &mut Demo<'_>, complaint: usize, order: &Sold, story: &mut Story) {
    let stage = STAGES[complaint % STAGES.len()];
    let received = order.received.unwrap_or(2);
    // What is open is of yesterday and today; what is over lies back.
    let begun = match stage {
        Satisfied | Rejected | Withdrawn => 1 + i64::try_from(demo.random.below(40)).unwrap_or(0).min(received - 1),
        SecondRound => 3.min(received),
        Told | Confirmed => 2.min(received),
        _ => i64::try_from(demo.random.below(2)).unwrap_or(0),
    };
    let begun = begun.min(order.known());
    let minute = i64::try_from(demo.random.below(50)).unwrap_or(0);
    let at = demo.ago(begun, 9, minute);
    let (class, words, demand, basis) = WORDS[complaint % WORDS.len()];
    let mut thread = story.thread("complaint", format!("complaint {complaint}"), at);
    thread.then(3, "kefu", "register", intake(order, complaint, class, words, demand));
    live(&mut thread, stage, &plan(demo, demand, basis, GOODS[order.goods].5));
}

fn live(thread: &mut Thread<'_>, stage: Stage, plan: &Value) {
    if stage == Registered {
        return;
    }
    if stage == Rejected {
        let input = json!({ "ground": "所述商品不是本店售出，订单号与平台核对不符", "told_by": "平台留言" });
        thread.then(HOUR, "kefu", "reject", input);
        return;
    }
    thread.then(20, "kefu", "accept", json!({ "told_by": "电话" }));
    if stage == Withdrawn {
        thread.then(3 * HOUR, "kefu", "withdraw", json!({ "closing_note": "消费者来电说问题已解决", "answer_by": "电话" }));
        return;
    }
    if stage == Accepted {
        return;
    }
    investigate(thread, stage);
    if stage > Investigating {
        thread.then(HOUR, "kefu", "finish_investigation", json!({}));
    }
    if stage > Investigated {
        answer(thread, stage, plan);
    }
}

fn investigate(thread: &mut Thread<'_>, stage: Stage) {
    thread.then(20, "kefu", "investigate", json!({}));
    // Two departments are asked, and somebody brings their answers together.
    thread.then_with(5, "kefu", "appoint", Box::new(|demo, _| Ok(json!({ "coordinator": demo.account("kefu2")? }))));
    let question = json!({ "department": "logistics", "question": "核对运输轨迹和签收情况" });
    thread.part(5, "kefu", "complaint_task", "question", "ask", question);
    let photo = json!({ "kind": "photo", "source": "consumer", "shows": "消费者拍的商品照片，与所述一致" });
    thread.part(30, "kefu", "complaint_evidence", "photo", "add", photo);
    if stage == Investigating {
        return;
    }
    let complaint = thread.name();
    thread.happen(
        HOUR,
        Box::new(move |demo, ids, at| {
            let id = ids.get(&complaint).map_or("", String::as_str);
            for task in parts_of(demo, "complaint_task", id, "todo")? {
                let task = task.get("id").and_then(Value::as_str).unwrap_or_default();
                demo.act("kefu2", at, "complaint_task", Some(task), "reply", json!({ "finding": "已核实，与消费者所述相符" }))?;
            }
            Ok(())
        }),
    );
    let report = json!({
        "order_check": "订单、付款、签收时间均已核对，属实。", "talks": "已与仓库和承运方沟通，确认出库完好、途中受压。",
        "evidence_check": "消费者照片与系统出库照片比对一致。", "findings": "问题属实，责任在本店包装和跟进。", "responsible": "shop",
    });
    thread.part(20, "kefu", "complaint_report", "report", "write", report);
}

/// From the plan to the consumer's answer; in a second round the first plan was not enough.
fn answer(thread: &mut Thread<'_>, stage: Stage, plan: &Value) {
    thread.then(20, "kefu", "plan", plan.clone());
    if stage == Planned {
        return;
    }
    thread.then(HOUR, "manager", "confirm_plan", json!({ "legal_checked": true }));
    if stage == Confirmed {
        return;
    }
    thread.then(20, "kefu", "tell", json!({ "conclusion": "投诉属实，按方案处理并向您致歉。", "told_by": "电话" }));
    match stage {
        SecondRound => {
            thread.then(2 * HOUR, "kefu", "unsatisfied", json!({ "answer": "补得太少，不接受", "answer_by": "电话" }));
            thread.then(HOUR, "kefu", "plan", plan.clone());
        }
        Satisfied => {
            thread.then(2 * HOUR, "kefu", "satisfied", json!({ "answer": "可以，谢谢", "answer_by": "电话" }));
        }
        _ => {}
    }
}

fn intake(order: &Sold, complaint: usize, class: &str, words: &str, demand: &str) -> Value {
    let platform = complaint.is_multiple_of(4);
    let mut input = json!({
        "order_no": order.order_no, "goods_title": GOODS[order.goods].0, "description": words, "class": class, "demand": demand,
        "nature": (if complaint.is_multiple_of(5) { "complex" } else { "ordinary" }), "urgency": (if complaint.is_multiple_of(7) { "urgent" } else { "normal" }),
        "channel": (if platform { "transfer" } else { "phone" }), "contact": format!("1990000{:04}", 3_000 + complaint),
    });
    if platform {
        input["source"] = json!("platform");
        input["source_no"] = json!(format!("PT2611{:05}", 400 + complaint));
    }
    input
}

fn plan(demo: &Demo<'_>, demand: &str, basis: &str, paid: i64) -> Value {
    let done_by = crate::kernel::work::china_date(demo.now).saturating_add(jiff::Span::new().days(7)).to_string();
    let mut plan = json!({ "method": "电话致歉，并按诉求办理", "done_by": done_by, "follow_up": "办到后客服回电确认", "remedy": demand, "basis": basis });
    if matches!(demand, "refund" | "compensation") {
        plan["amount_fen"] = json!(if demand == "refund" { paid } else { 5_000.min(paid) });
    }
    plan
}
