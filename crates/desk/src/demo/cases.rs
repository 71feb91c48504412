//! Quality cases, each at another point of its life. What happens in them is told in the order of time.

use serde_json::{Value, json};

use super::Demo;
use super::orders::{GOODS, Sold};
use super::story::{Ids, Input, Story, Thread, field_of};
use crate::kernel::Refusal;

const COUNT: usize = 150;

const FAULTS: &[(&str, &str)] = &[
    ("洗衣机", "脱水时剧烈晃动并有异响，换位置后仍然如此"),
    ("家用电冰箱", "冷藏室不制冷，冷冻室正常"),
    ("家用空调器", "制热时出风口不热，外机频繁启停"),
    ("液晶电视机", "开机后屏幕右侧有一条竖线"),
    ("移动电话机主机", "通话时听筒无声，免提正常"),
    ("移动电话机附件", "充电器插上后不充电，换插座也一样"),
    ("笔记本电脑", "开机后反复蓝屏，恢复出厂后仍无法启动"),
    ("微波炉", "按启动后转盘转但不加热"),
    ("吸尘器", "吸力突然变小，已清理滤网"),
    ("智能手环", "充满电只能用半天，屏幕偶尔失灵"),
];

/// How far a case has come.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Stage {
    Registered,
    Accepted,
    Ruled,
    Review,
    Told,
    Chosen,
    Done,
    Cancelled,
}

use Stage::{Accepted, Cancelled, Chosen, Done, Registered, Review, Ruled, Told};

/// Stages in turn, so that every state is there: the queue holds what waits, the archive what is over.
const STAGES: &[Stage] =
    &[Told, Registered, Done, Ruled, Chosen, Accepted, Told, Done, Registered, Ruled, Told, Done, Review, Ruled, Cancelled];

/// Registers and handles the cases that are asked at the counter.
pub(super) fn tell_all(demo: &mut Demo<'_>, orders: &[Sold], story: &mut Story) {
    let signed: Vec<&Sold> = orders.iter().filter(|order| order.received.is_some_and(|received| (1..40).contains(&received))).collect();
    for case in 0..COUNT {
        let order = signed[(case * 7 + 3) % signed.len()];
        tell(demo, case, order, story);
    }
}

/// The first option of the case's ruling.
fn first_option(demo: &Demo<'_>, ids: &Ids, case: &str) -> Result<Value, Refusal> {
    let options = ruled(demo, ids, case, "options")?;
    Ok(options.as_array().and_then(|options| options.first()).cloned().unwrap_or(Value::Null))
}

fn ruled(demo: &Demo<'_>, ids: &Ids, case: &str, field: &str) -> Result<Value, Refusal> {
    let case = ids.get(case).map_or("", String::as_str);
    let ruling = field_of(demo, "quality_case", case, "ruling_id")?;
    field_of(demo, "ruling", ruling.as_str().unwrap_or_default(), field)
}

/// The life of one case up to its stage.
fn tell(demo: &mut Demo<'_>, case: usize, order: &Sold, story: &mut Story) {
    let stage = STAGES[case % STAGES.len()];
    let received = order.received.unwrap_or(1);
    // What is open is recent, what is over may lie back: a case never begins before the goods were signed for.
    let longest = usize::try_from(received).unwrap_or(1).min(if stage >= Told { 18 } else { 2 });
    let begun = i64::try_from(demo.random.below(longest.max(1))).unwrap_or(0).min(order.known());
    let fault = (begun + i64::try_from(demo.random.below(2)).unwrap_or(0)).min(received);
    let who = if case.is_multiple_of(3) { "kefu2" } else { "kefu" };
    let minute = i64::try_from(demo.random.below(50)).unwrap_or(0);
    let name = format!("case {case}");
    let (sold, fault_date) = (order.clone(), day(demo, fault));
    let mut thread = story.thread("quality_case", name.clone(), demo.ago(begun, 8, minute));
    let register: Input = Box::new(move |demo, _| Ok(facts(demo_order(demo, &sold)?, &sold, fault_date.clone(), case)));
    thread.then_with(11, who, "register", register);
    if stage == Registered {
        return;
    }
    thread.then(11, who, "accept", json!({}));
    if stage == Cancelled {
        thread.then(11, who, "cancel", json!({ "reason": "消费者来电说已自行解决，不再需要处理" }));
        return;
    }
    if case.is_multiple_of(4) {
        thread.then(11, who, "note", json!({ "words": "已电话联系，消费者愿意配合拍照" }));
    }
    if stage == Accepted {
        return;
    }
    thread.then(11, if case.is_multiple_of(5) { "jishi" } else { who }, "rule", json!({}));
    if stage == Review {
        ask_review(&mut thread, who);
        return;
    }
    if stage == Ruled {
        return;
    }
    thread.then(11, who, "tell", json!({}));
    if stage == Chosen || stage == Done {
        thread.then_with(11, who, "choose", Box::new(move |demo, ids| Ok(json!({ "chosen": first_option(demo, ids, &name)? }))));
    }
    if stage == Done {
        thread.then(11, who, "finish", json!({ "outcome": "已按消费者所选办妥，消费者确认满意" }));
    }
}

/// Asks the manager to depart from the ruling. The ruling is a record of its own that the case led to.
fn ask_review(thread: &mut Thread<'_>, who: &'static str) {
    let case = thread.name();
    thread.happen(
        11,
        Box::new(move |demo, ids, at| {
            let mut wanted = ruled(demo, ids, &case, "options")?.as_array().cloned().unwrap_or_default();
            // What the rule does not give already.
            let more = ["return_full", "exchange_other_model", "loaner"].into_iter().find(|code| !wanted.contains(&json!(code)));
            wanted.extend(more.map(|code| json!(code)));
            let input = json!({ "departure": wanted, "departure_reason": "老客户，多次光顾，申请破例从宽处理" });
            let ruling = field_of(demo, "quality_case", ids.get(&case).map_or("", String::as_str), "ruling_id")?;
            demo.act(who, at, "ruling", ruling.as_str(), "ask_review", input).map(drop)
        }),
    );
}

fn demo_order(demo: &Demo<'_>, order: &Sold) -> Result<Value, Refusal> {
    let find = "SELECT id FROM sales_order WHERE order_no = ?1";
    demo.bench.shop()?.store.read(|tx| Ok(tx.value(find, &[order.order_no.as_str().into()])?))
}

fn day(demo: &Demo<'_>, ago: i64) -> String {
    crate::kernel::work::china_date(demo.ago(ago, 12, 0)).to_string()
}

fn facts(order_id: Value, order: &Sold, fault_date: String, case: usize) -> Value {
    let product = GOODS[order.goods].3;
    let words = FAULTS.iter().find(|(of, _)| *of == product).map_or("使用中出现故障", |(_, words)| *words);
    let wants = ["return", "exchange", "repair"][case % 3];
    let mut facts = json!({
        "order_id": order_id, "fault_text": words, "claim": "quality", "fault_date": fault_date, "fault": "performance", "proof": "order_record",
        "same_model_available": !case.is_multiple_of(6), "wants": wants,
    });
    if product == "移动电话机附件" {
        facts["part"] = json!("充电器");
    }
    if case % 10 == 7 {
        facts["claim"] = json!("no_reason");
        facts["fault"] = json!("none");
        facts["fault_text"] = json!("收到后觉得尺寸不合适，申请七日无理由退货");
        facts["no_reason"] = json!({ "intact": true });
    } else if case % 10 == 9 {
        facts["fault"] = json!("misuse");
        facts["fault_text"] = json!("进水后不能开机，消费者承认洒过饮料");
    }
    facts
}
