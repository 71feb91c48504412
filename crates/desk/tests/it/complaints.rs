//! 投诉: a life through two rounds, every refusal, the limit that moves, what time brings, and the papers.

use serde_json::{Value, json};

use crate::common::{Shop, at};

/// A shop with one order of 59.90 on file, and a complaint on it.
struct Desk {
    shop: Shop,
    id: String,
}

const ORDER: &str = "3456789012345838804";
const FILE: &str = "订单编号,买家会员名,收货人姓名,联系手机,宝贝标题,宝贝总数量,买家实际支付金额,订单状态,订单创建时间,订单付款时间\n\
3456789012345838804,tb_wanghua_7,王小华,19900005678,车载吸尘器 无线大吸力,1,59.90,交易成功,2026-11-10 09:00:00,2026-11-10 09:01:00\n";

fn on_file() -> Shop {
    let shop = Shop::new();
    let done = shop.import("订单.csv", FILE.as_bytes());
    assert_eq!(done["orders_new"], 1, "{done}");
    shop
}

fn intake() -> Value {
    json!({ "order_no": ORDER, "description": "收到就不转，客服三天不回，请打 19900005678", "class": "quality", "nature": "complex", "urgency": "urgent",
        "demand": "refund", "channel": "phone", "contact": "19900005678", "goods_title": "车载吸尘器" })
}

fn with(mut input: Value, more: Value) -> Value {
    input.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
    input
}

fn without(mut input: Value, field: &str) -> Value {
    input.as_object_mut().unwrap().remove(field);
    input
}

fn register(shop: &Shop, input: Value) -> Result<String, shounuo_desk::kernel::Refusal> {
    let done = shop.call("records.do", json!({ "kind": "complaint", "event": "register", "input": input }))?;
    Ok(done["id"].as_str().unwrap().to_owned())
}

fn plan() -> Value {
    json!({ "method": "原路退款，商品不必退回", "done_by": "2026-11-25", "follow_up": "到账后客服电话确认", "remedy": "refund", "amount_fen": 5990, "basis": "consumer_24" })
}

/// A complaint whose limit was put off.
pub fn put_off() -> (Shop, String) {
    let desk = Desk::new().accepted();
    desk.ok("extend", json!({ "clock": "result", "new_due": "2026-11-30", "extension_reason": "等检测", "told": "电话" }));
    (desk.shop, desk.id)
}

impl Desk {
    fn new() -> Desk {
        Desk::of(on_file(), intake())
    }

    fn of(shop: Shop, input: Value) -> Desk {
        let id = register(&shop, input).unwrap();
        Desk { shop, id }
    }

    fn act(&self, event: &str, input: Value) -> Result<Value, shounuo_desk::kernel::Refusal> {
        self.shop.call("records.do", json!({ "kind": "complaint", "id": self.id, "event": event, "input": input }))
    }

    fn ok(&self, event: &str, input: Value) {
        self.act(event, input).unwrap_or_else(|no| panic!("{event}: {no:?}"));
    }

    fn child(&self, kind: &str, event: &str, input: Value) -> Result<String, shounuo_desk::kernel::Refusal> {
        let input = with(json!({ "case_id": self.id }), input);
        Ok(self.shop.call("records.do", json!({ "kind": kind, "event": event, "input": input }))?["id"].as_str().unwrap().to_owned())
    }

    fn on(&self, kind: &str, id: &str, event: &str, input: Value) -> Result<Value, shounuo_desk::kernel::Refusal> {
        self.shop.call("records.do", json!({ "kind": kind, "id": id, "event": event, "input": input }))
    }

    fn view(&self) -> Value {
        self.shop.ok("cases.show", json!({ "id": self.id }))
    }

    fn state(&self) -> String {
        self.view()["record"]["state"].as_str().unwrap().to_owned()
    }

    fn value(&self, field: &str) -> Value {
        self.view()["record"]["values"][field].clone()
    }

    fn clock(&self, code: &str) -> Value {
        let clocks = self.view()["clocks"].clone();
        clocks.as_array().unwrap().iter().find(|clock| clock["code"] == code).unwrap_or_else(|| panic!("no {code} in {clocks}")).clone()
    }

    fn children(&self, kind: &str) -> Vec<Value> {
        let rows = self.shop.ok("records.list", json!({ "kind": kind }))["rows"].as_array().unwrap().clone();
        rows.into_iter().filter(|row| row["values"]["case_id"] == json!(self.id)).collect()
    }

    fn later(&self, hours: i64) {
        *self.shop.now.lock().unwrap() += jiff::SignedDuration::from_hours(hours);
        self.shop.sign_in("owner");
    }

    fn accepted(self) -> Desk {
        self.ok("accept", json!({ "told_by": "电话" }));
        self
    }

    /// Answers every open question, keeps a piece of evidence and writes the whole report.
    fn looked_into(&self, responsible: &str) {
        for task in self.children("complaint_task").iter().filter(|task| task["state_label"] == "待办") {
            self.on("complaint_task", task["id"].as_str().unwrap(), "reply", json!({ "finding": "电机线脱焊" })).unwrap();
        }
        self.child("complaint_evidence", "add", json!({ "kind": "photo", "source": "consumer", "shows": "通电不转的录像截图" })).unwrap();
        let report = json!({ "order_check": "订单属实", "talks": "质检确认", "evidence_check": "照片与商品一致", "findings": "出厂装配缺陷", "responsible": responsible });
        self.child("complaint_report", "write", report).unwrap();
    }

    fn investigated(self) -> Desk {
        let desk = self.accepted();
        desk.ok("investigate", json!({}));
        desk.looked_into("supplier");
        desk.ok("finish_investigation", json!({}));
        desk
    }

    fn told(self) -> Desk {
        let desk = self.investigated();
        desk.ok("plan", plan());
        desk.ok("confirm_plan", json!({ "legal_checked": true }));
        desk.ok("tell", json!({ "conclusion": "商品质量不合格，全额退款", "told_by": "电话" }));
        desk
    }

    /// The hour after the last step, in which it can be taken back, goes by.
    fn rest(&self) {
        self.tick();
        assert_ne!(self.state(), "archived");
        self.later(1);
        self.tick();
    }

    fn tick(&self) {
        self.shop.ok("shop.tick", json!({}));
    }
}

#[test]
fn a_life_through_two_rounds_to_a_satisfied_close_and_the_file() {
    let desk = Desk::new().told();
    assert_eq!(desk.state(), "told");
    desk.ok("unsatisfied", json!({ "answer": "还要赔误工", "answer_by": "电话" }));
    assert_eq!((desk.state().as_str(), desk.value("round")), ("replanning", json!(2)));
    desk.ok(
        "plan",
        with(
            plan(),
            json!({ "remedy": "compensation", "amount_fen": 5000, "mismatch_reason": "退款之外另补误工", "method": "退款外再补 50 元" }),
        ),
    );
    desk.ok("confirm_plan", json!({ "legal_checked": true }));
    desk.ok("tell", json!({ "conclusion": "退款外再补偿", "told_by": "电话" }));
    desk.ok("satisfied", json!({ "answer": "可以", "answer_by": "电话" }));
    assert_eq!((desk.state().as_str(), desk.value("satisfied")), ("handled", json!(true)));

    let mut plans = desk.children("complaint_plan");
    plans.sort_by_key(|plan| plan["values"]["edition"].as_i64());
    let of = |at: usize, field: &str| plans[at]["values"][field].clone();
    assert_eq!((of(0, "round"), of(0, "amount_fen"), of(0, "answer")), (json!(1), json!(5990), json!("还要赔误工")));
    assert_eq!((of(1, "round"), of(1, "amount_fen"), of(1, "answer")), (json!(2), json!(5000), json!("可以")));
    assert_eq!((&plans[0]["state_label"], &plans[1]["state_label"]), (&json!("消费者不满意"), &json!("消费者满意")));

    desk.rest();
    assert_eq!(desk.state(), "handled", "the remedy is not delivered yet");
    let id = plans[1]["id"].as_str().unwrap();
    desk.on("complaint_plan", id, "deliver", json!({ "delivered_on": "2026-11-21", "proof": "支付宝流水 88" })).unwrap();
    assert!(desk.clock("remedy")["stopped_at"].is_string());
    desk.rest();
    assert_eq!((desk.state().as_str(), desk.value("outcome")), ("archived", json!("handled")));
    assert_eq!(desk.shop.ok("ledger.verify", json!({}))["sound"], true);
}

#[test]
fn each_of_the_four_intake_fields_is_demanded_by_its_name() {
    let shop = Shop::new();
    let whole = with(intake(), json!({ "unmatched_reason": "在别的平台买的" }));
    for (field, words) in [("order_no", "订单号"), ("goods_title", "商品名称"), ("description", "投诉内容"), ("contact", "联系方式")]
    {
        let no = register(&shop, without(whole.clone(), field)).unwrap_err();
        assert_eq!(no.field.as_deref(), Some(field));
        assert!(no.message.contains(words), "{}", no.message);
    }
    for field in ["class", "demand", "channel"] {
        assert_eq!(register(&shop, without(whole.clone(), field)).unwrap_err().field.as_deref(), Some(field));
    }
    assert_eq!(register(&shop, with(whole.clone(), json!({ "class": "weather" }))).unwrap_err().field.as_deref(), Some("class"));
    assert_eq!(
        register(&shop, with(whole.clone(), json!({ "received_at": "2027-01-01T00:00:00Z" }))).unwrap_err().field.as_deref(),
        Some("received_at")
    );
    let unknown = register(&shop, without(whole.clone(), "unmatched_reason")).unwrap_err();
    assert_eq!(unknown.field.as_deref(), Some("unmatched_reason"));
    register(&shop, whole).unwrap();
}

#[test]
fn the_order_fills_what_it_knows_and_the_contact_is_masked() {
    let shop = on_file();
    let id = register(&shop, without(without(intake(), "contact"), "goods_title")).unwrap();
    let desk = Desk { shop, id };
    let values = desk.view()["record"]["values"].clone();
    assert_eq!((&values["goods_title"], &values["paid_fen"]), (&json!("车载吸尘器 无线大吸力"), &json!(5990)));
    assert_eq!(values["contact"], "199****5678");
    assert!(values["description"].as_str().unwrap().contains("199****5678") && values["consumer_id"].is_string());
    assert_eq!(values["class_names"], "001 3.5 产品质量；001 7.1 产品；004 第二章 商品质量");
    assert_eq!((&values["priority"], values["priority_reason"].as_str().unwrap().contains("2 分 + ")), (&json!("middle"), true));
    desk.ok("reclassify", json!({ "class": "delivery", "nature": "major", "urgency": "critical" }));
    assert_eq!(desk.value("priority"), "high");
    desk.ok("set_priority", json!({ "priority": "low", "reason": "已电话安抚" }));
    assert!(desk.value("priority_reason").as_str().unwrap().contains("林店主"));
}

#[test]
fn the_same_order_and_class_again_is_linked_another_class_is_not() {
    let desk = Desk::new();
    let again = register(&desk.shop, intake()).unwrap();
    let other = register(&desk.shop, with(intake(), json!({ "class": "attitude" }))).unwrap();
    let repeat = |id: &str| desk.shop.ok("cases.show", json!({ "id": id }))["record"]["values"]["repeat_of"].clone();
    assert_eq!((repeat(&again), repeat(&other)), (json!(desk.id), Value::Null));
}

#[test]
fn the_investigation_ends_only_with_answers_evidence_and_a_whole_report() {
    let desk = Desk::new().accepted();
    desk.ok("investigate", json!({}));
    let tasks = desk.children("complaint_task");
    assert_eq!((tasks.len(), &tasks[0]["values"]["department"]), (1, &json!("inspection")), "a quality complaint asks 质检 by itself");
    let finish = || desk.act("finish_investigation", json!({})).unwrap_err();
    assert_eq!(finish().guard.as_deref(), Some("no_open_task"));
    assert!(finish().message.contains("质检"));
    desk.on("complaint_task", tasks[0]["id"].as_str().unwrap(), "reply", json!({ "finding": "属实" })).unwrap();
    assert_eq!(finish().guard.as_deref(), Some("has_evidence"));
    desk.child("complaint_evidence", "add", json!({ "kind": "chat", "source": "shop", "shows": "三天未回" })).unwrap();
    assert_eq!(finish().guard.as_deref(), Some("report_whole"));
    let report = desk.child("complaint_report", "write", json!({ "order_check": "属实", "talks": "质检属实" })).unwrap();
    assert!(finish().message.contains("证据核实") && finish().message.contains("责任方"), "{}", finish().message);
    assert_eq!(desk.child("complaint_report", "write", json!({})).unwrap_err().code, "guard", "one at a time");
    desk.on("complaint_report", &report, "edit", json!({ "evidence_check": "一致", "findings": "装配缺陷", "responsible": "supplier" }))
        .unwrap();
    let button = desk.view()["record"]["buttons"]
        .as_array()
        .unwrap()
        .iter()
        .find(|button| button["event"] == "finish_investigation")
        .unwrap()
        .clone();
    assert_eq!(button["enabled"], true);
    desk.ok("finish_investigation", json!({}));
    assert_eq!(desk.on("complaint_report", &report, "edit", json!({ "findings": "改" })).unwrap_err().code, "wrong_state", "frozen");
}

#[test]
fn several_departments_need_a_coordinator() {
    let desk = Desk::new().accepted();
    desk.child("complaint_task", "ask", json!({ "department": "legal", "question": "是否构成欺诈" })).unwrap();
    assert_eq!(desk.act("investigate", json!({})).unwrap_err().field.as_deref(), Some("coordinator"));
    let me = desk.shop.ok("staff.list", json!({}))[0]["id"].clone();
    desk.ok("investigate", json!({ "coordinator": me }));
    assert_eq!(desk.children("complaint_task").len(), 2);

    let alone = Desk::new().accepted();
    alone.ok("investigate", json!({}));
    assert_eq!(
        alone.child("complaint_task", "ask", json!({ "department": "logistics", "question": "何时签收" })).unwrap_err().code,
        "guard"
    );
    alone.ok("appoint", json!({ "coordinator": alone.shop.ok("staff.list", json!({}))[0]["id"] }));
    alone.child("complaint_task", "ask", json!({ "department": "logistics", "question": "何时签收" })).unwrap();
    let past = json!({ "department": "legal", "question": "?", "due": "2026-11-01" });
    assert_eq!(alone.child("complaint_task", "ask", past).unwrap_err().field.as_deref(), Some("due"));
}

#[test]
fn no_plan_without_a_report_and_none_without_its_parts() {
    let desk = Desk::new().accepted();
    assert_eq!(desk.act("plan", plan()).unwrap_err().code, "wrong_state");
    // A result on the spot that did not satisfy: the next answer needs an investigation first.
    desk.ok("resolve_now", with(plan(), json!({ "conclusion": "退款", "told_by": "电话" })));
    desk.ok("unsatisfied", json!({ "answer": "不够", "answer_by": "电话" }));
    assert_eq!(desk.act("plan", plan()).unwrap_err().guard.as_deref(), Some("has_report"));

    let desk = Desk::new().investigated();
    for field in ["method", "done_by", "follow_up", "remedy", "basis"] {
        assert_eq!(desk.act("plan", without(plan(), field)).unwrap_err().field.as_deref(), Some(field));
    }
    for (more, field) in [
        (json!({ "amount_fen": 0 }), "amount_fen"),
        (json!({ "done_by": "2026-11-01" }), "done_by"),
        (json!({ "basis": "hearsay" }), "basis"),
        (json!({ "basis": "ecommerce_51" }), "basis"),
        (json!({ "remedy": "apology" }), "mismatch_reason"),
        (json!({ "remedy": "explanation", "mismatch_reason": "没有缺陷" }), "remedy"),
    ] {
        assert_eq!(desk.act("plan", with(plan(), more.clone())).unwrap_err().field.as_deref(), Some(field), "{more}");
    }
    desk.ok("plan", plan());
}

#[test]
fn a_groundless_complaint_is_answered_by_an_explanation() {
    let desk = Desk::new().accepted();
    desk.ok("investigate", json!({}));
    desk.looked_into("groundless");
    desk.ok("finish_investigation", json!({}));
    desk.ok("plan", with(plan(), json!({ "remedy": "explanation", "amount_fen": 0, "mismatch_reason": "检测合格，不能退款" })));
    desk.ok("confirm_plan", json!({ "legal_checked": true }));
    desk.ok("tell", json!({ "conclusion": "检测合格，投诉不成立", "told_by": "电话" }));
    desk.ok("satisfied", json!({ "answer_by": "电话" }));
    desk.rest();
    assert_eq!(desk.state(), "archived", "nothing is left to deliver");
}

#[test]
fn a_manager_confirms_and_gives_a_reason_above_the_paid_amount() {
    let desk = Desk::new().investigated();
    desk.ok("plan", with(plan(), json!({ "amount_fen": 5991 })));
    assert_eq!(desk.act("confirm_plan", json!({ "legal_checked": false })).unwrap_err().field.as_deref(), Some("legal_checked"));
    assert_eq!(desk.act("confirm_plan", json!({ "legal_checked": true })).unwrap_err().field.as_deref(), Some("over_reason"));
    desk.shop.person("kefu", "after_sales");
    desk.shop.sign_in("kefu");
    assert_eq!(desk.act("confirm_plan", json!({ "legal_checked": true, "over_reason": "x" })).unwrap_err().code, "not_allowed");
    desk.shop.sign_in("owner");
    desk.ok("return_plan", json!({ "reason": "先按实付" }));
    desk.ok("plan", with(plan(), json!({ "amount_fen": 5991 })));
    desk.ok("confirm_plan", json!({ "legal_checked": true, "over_reason": "含一分钱抹零" }));
    let plans = desk.children("complaint_plan");
    assert_eq!(plans.iter().map(|plan| plan["state_label"].as_str().unwrap()).filter(|state| *state == "已退回").count(), 1);
    assert_eq!(desk.act("tell", json!({ "told_by": "电话" })).unwrap_err().field.as_deref(), Some("conclusion"));
    assert_eq!(desk.act("tell", json!({ "conclusion": "退" })).unwrap_err().field.as_deref(), Some("told_by"));

    let spot = Desk::new().accepted();
    let over = with(plan(), json!({ "amount_fen": 5991, "conclusion": "退", "told_by": "电话" }));
    assert_eq!(spot.act("resolve_now", over).unwrap_err().field.as_deref(), Some("amount_fen"));
}

#[test]
fn handled_is_only_what_the_consumer_said_yes_to() {
    let desk = Desk::new().told();
    assert_eq!(desk.act("close_unanswered", json!({ "closing_note": "三次电话未接" })).unwrap_err().guard.as_deref(), Some("waited"));
    desk.later(7 * 24 - 1);
    assert_eq!(desk.act("close_unanswered", json!({ "closing_note": "三次电话未接" })).unwrap_err().guard.as_deref(), Some("waited"));
    desk.later(1);
    desk.ok("close_unanswered", json!({ "closing_note": "三次电话未接" }));
    assert_eq!((desk.value("satisfied"), desk.value("outcome")), (Value::Null, json!("no_answer")));
    desk.rest();
    assert_eq!((desk.state().as_str(), desk.value("satisfied")), ("archived", Value::Null), "never counted as satisfied");
    // No other way leads to 已处理, whoever asks.
    let early = Desk::new().investigated();
    assert_eq!(early.act("satisfied", json!({ "answer_by": "电话" })).unwrap_err().code, "wrong_state");
    assert_eq!(early.act("archive", json!({})).unwrap_err().code, "not_allowed");
}

#[test]
fn other_ends_are_told_with_a_ground_or_an_explanation() {
    for (event, input, needs) in [
        ("to_mediation", json!({ "explanation": "金额谈不拢", "told_by": "电话" }), "explanation"),
        ("to_law", json!({ "explanation": "可向法院起诉", "told_by": "电话" }), "explanation"),
        ("withdraw", json!({ "closing_note": "已自行解决", "answer_by": "电话" }), "closing_note"),
    ] {
        let desk = Desk::new().told();
        assert_eq!(desk.act(event, without(input.clone(), needs)).unwrap_err().field.as_deref(), Some(needs));
        desk.ok(event, input);
        assert_eq!(desk.children("complaint_plan")[0]["state_label"], "未采用");
        desk.rest();
        assert_eq!(desk.state(), "archived");
    }
    let desk = Desk::new();
    assert_eq!(desk.act("reject", json!({ "told_by": "电话" })).unwrap_err().field.as_deref(), Some("ground"));
    desk.ok("reject", json!({ "ground": "不是本店售出", "told_by": "电话" }));
    assert_eq!(
        desk.child("complaint_evidence", "add", json!({ "kind": "chat", "source": "shop", "shows": "x" })).unwrap_err().code,
        "guard"
    );
}

#[test]
fn the_result_is_due_by_whichever_comes_first_over_a_holiday_and_a_make_up_day() {
    // (received, investigation ended, due, why)
    for (received, ended, due, why) in [
        ("2026-09-23T02:00:00Z", "2026-09-24T02:00:00Z", "2026-09-26T02:00:00Z", "中秋 25 至 27 日休息：两个工作日要到 29 日，72 小时在先"),
        ("2026-09-14T02:00:00Z", "2026-09-14T08:00:00Z", "2026-09-16T16:00:00Z", "周一当天查完：周三 24:00 先于周四 10:00"),
        ("2026-09-19T02:00:00Z", "2026-09-19T08:00:00Z", "2026-09-21T16:00:00Z", "周日 20 日调休上班算工作日：周一 24:00 先于周二 10:00"),
        ("2026-09-18T02:00:00Z", "2026-09-18T08:00:00Z", "2026-09-21T02:00:00Z", "周五查完：周一 24:00 晚于周一 10:00，72 小时在先"),
    ] {
        let shop = Shop::new();
        *shop.now.lock().unwrap() = at(received);
        shop.sign_in("owner");
        let input = with(intake(), json!({ "unmatched_reason": "门店购买", "received_at": received, "paid_fen": 5990 }));
        let desk = Desk::of(shop, input).accepted();
        let first = (at(received) + jiff::SignedDuration::from_hours(72)).to_string();
        assert_eq!(desk.clock("result")["due_at"], json!(first));
        desk.ok("investigate", json!({}));
        desk.looked_into("shop");
        *desk.shop.now.lock().unwrap() = at(ended);
        desk.shop.sign_in("owner");
        desk.ok("finish_investigation", json!({}));
        assert_eq!(desk.clock("result")["due_at"], due, "{why}");
        assert_eq!(desk.clock("result")["stopped_at"], Value::Null);
    }
}

#[test]
fn all_limits_count_from_the_receipt_and_the_lanes_are_those_that_exist() {
    let shop = Shop::new();
    let base = with(intake(), json!({ "unmatched_reason": "平台转来", "received_at": "2026-11-19T02:00:00Z" }));
    let platform = with(base.clone(), json!({ "source": "platform", "source_no": "P1", "answer_due": "2026-11-22T02:00:00Z" }));
    let desk = Desk::of(shop, platform);
    // Received two days before it was entered: late since then, with the time it was due.
    assert_eq!(
        (desk.clock("accept")["due_at"].as_str(), desk.clock("accept")["late"].as_bool()),
        (Some("2026-11-20T02:00:00Z"), Some(true))
    );
    assert_eq!(
        (desk.clock("platform")["lane"].as_str(), desk.clock("platform")["due_at"].as_str()),
        (Some("platform"), Some("2026-11-22T02:00:00Z"))
    );
    // 15 days on quality claims; 2026-12-04 is a Friday.
    assert_eq!((desk.clock("delay")["lane"].as_str(), desk.clock("delay")["due_at"].as_str()), (Some("law"), Some("2026-12-04T16:00:00Z")));
    let hotline = with(base, json!({ "source": "hotline_12315", "class": "attitude", "answer_due": "2026-11-25T02:00:00Z" }));
    let desk = Desk::of(desk.shop, hotline);
    let lanes: Vec<Value> = desk.view()["clocks"].as_array().unwrap().iter().map(|clock| clock["lane"].clone()).collect();
    assert!(lanes.iter().all(|lane| lane == "promise"), "12315 sets the shop no limit by law: {lanes:?}");
    assert_eq!(desk.clock("asked_by")["due_at"], "2026-11-25T02:00:00Z");
    // It turns out to be about the goods: the limit of the law counts from the receipt all the same, and once.
    for _ in 0..2 {
        desk.ok("reclassify", json!({ "class": "quality" }));
    }
    let delays: Vec<Value> = desk.view()["clocks"].as_array().unwrap().iter().filter(|clock| clock["code"] == "delay").cloned().collect();
    assert_eq!(delays.iter().map(|clock| clock["due_at"].as_str().unwrap()).collect::<Vec<_>>(), ["2026-12-04T16:00:00Z"]);
}

#[test]
fn what_is_late_is_escalated_once_and_the_first_breach_stays() {
    let desk = Desk::new();
    desk.tick();
    assert_eq!(desk.value("escalated"), Value::Null);
    desk.later(25);
    desk.tick();
    let first = desk.value("first_late_at");
    assert_eq!((desk.value("escalated"), desk.clock("accept")["due_at"].clone()), (json!(true), first.clone()));
    let told = desk.view()["timeline"].to_string();
    assert!(told.contains("超时自动升级"));
    let moment = shounuo_desk::kernel::work::china_moment(first.as_str().unwrap().parse().unwrap());
    assert!(told.contains(&moment) && !told.contains(first.as_str().unwrap()), "the time of here: {moment}");
    desk.later(30);
    desk.ok("accept", json!({ "told_by": "电话" }));
    desk.ok("extend", json!({ "clock": "result", "new_due": "2026-11-30", "extension_reason": "等检测", "told": "电话" }));
    desk.tick();
    assert_eq!(desk.value("first_late_at"), first);
    assert_eq!(desk.clock("accept")["late"], true);
    assert_eq!(desk.act("escalate", json!({})).unwrap_err().field.as_deref(), Some("escalated_reason"));
    // An extension that the consumer was told of is not cut short by the end of the investigation.
    desk.ok("investigate", json!({}));
    desk.looked_into("shop");
    desk.ok("finish_investigation", json!({}));
    assert_eq!(desk.clock("result")["due_at"], "2026-11-30T16:00:00Z");

    let by_hand = Desk::new();
    by_hand.ok("escalate", json!({ "escalated_reason": "媒体关注" }));
    by_hand.later(25);
    by_hand.tick();
    assert_eq!(by_hand.value("escalated_reason"), "媒体关注");
    assert!(by_hand.value("first_late_at").is_string());
}

#[test]
fn progress_told_stops_the_preliminary_limit_and_the_result_stops_the_rest() {
    let desk = Desk::new().accepted();
    assert!(desk.clock("accept")["stopped_at"].is_string() && desk.clock("preliminary")["stopped_at"].is_null());
    desk.ok("tell_progress", json!({ "progress": "已寄质检", "told_by": "平台留言" }));
    assert!(desk.clock("preliminary")["stopped_at"].is_string());
    desk.ok("resolve_now", with(plan(), json!({ "conclusion": "当场退款", "told_by": "电话" })));
    for code in ["investigate", "result", "handled", "delay"] {
        assert!(desk.clock(code)["stopped_at"].is_string(), "{code}");
    }
    assert_eq!(desk.clock("remedy")["due_at"], "2026-11-25T16:00:00Z");
    desk.ok("unsatisfied", json!({ "answer": "不", "answer_by": "电话" }));
    // Saturday 2026-11-21: Monday and Tuesday are the two working days.
    assert_eq!(
        (desk.clock("round")["due_at"].as_str(), desk.clock("remedy")["stopped_at"].is_string()),
        (Some("2026-11-24T16:00:00Z"), true)
    );
}

#[test]
fn the_file_has_four_parts_and_a_fingerprint_that_can_be_taken_again() {
    let desk = Desk::new().told();
    let video = [&b"\0\0\0\x10ftypmp42\0\0\0\0\0\0\0\x74moov\0\0\0\x6cmvhd"[..], &[0; 100]].concat();
    for (kind, id) in [("complaint", json!(desk.id)), ("complaint_evidence", desk.children("complaint_evidence")[0]["id"].clone())] {
        let file = json!({ "case_id": id, "of_kind": kind, "role": "video", "name": format!("{kind}.mp4") });
        desk.shop.send("attachments.add", file, &video).unwrap();
    }
    desk.ok("satisfied", json!({ "answer_by": "电话" }));
    let plan = desk.children("complaint_plan")[0]["id"].as_str().unwrap().to_owned();
    desk.on("complaint_plan", &plan, "deliver", json!({ "delivered_on": "2026-11-21", "proof": "流水" })).unwrap();
    desk.rest();
    let file = desk.value("archive");
    for part in ["投诉人", "事项", "过程", "结果"] {
        assert!(!file[part].is_null(), "{part}");
    }
    assert_eq!(file["过程"]["files"], json!([shounuo_store::sha256_hex(&video), shounuo_store::sha256_hex(&video)]));
    let hash = desk.value("archive_hash");
    assert_eq!(hash, json!(shounuo_desk::capabilities::complaint::fingerprint(&file)));
    assert!(!file.to_string().contains("19900005678") && !file.to_string().contains("王小华"));
    // The entries of the case until then, taken from the ledger, give the fingerprint of the part 过程.
    let open = desk.shop.bench.shop().unwrap();
    let hashes: Vec<String> = open
        .store
        .read(|tx| {
            tx.rows(
                "SELECT hash FROM ledger_entry WHERE case_id = ?1 AND event <> 'archive' ORDER BY hlc, device, epoch, seq",
                &[json!(desk.id)],
            )
        })
        .unwrap()
        .iter()
        .map(|row| row["hash"].as_str().unwrap().to_owned())
        .collect();
    assert_eq!(file["过程"]["hash"], json!(shounuo_desk::capabilities::complaint::fingerprint(&json!(hashes))));
    for event in ["note", "extend", "assign", "withdraw"] {
        assert_eq!(desk.act(event, json!({})).unwrap_err().code, "wrong_state", "{event}: the file is read-only");
    }
}

#[test]
fn the_papers_are_issued_with_the_steps_on_both_sizes() {
    let desk = Desk::new().told();
    let titles: Vec<Value> = desk.view()["notices"].as_array().unwrap().iter().map(|notice| notice["values"]["title"].clone()).collect();
    assert_eq!(titles, [json!("投诉处理结果通知书"), json!("投诉受理通知书")]);
    let result = desk.view()["notices"][0]["values"].clone();
    assert!(result["basis"].as_str().unwrap().contains("《消费者权益保护法》第二十四条"), "{result}");
    desk.ok("unsatisfied", json!({ "answer": "不", "answer_by": "电话" }));
    let issue = |what: &str, paper: &str| {
        desk.shop.call("notices.issue", json!({ "kind": "complaint", "id": desk.id, "what": what, "paper": paper, "large_type": true }))
    };
    assert_eq!(issue("complaint_extension", "a4").unwrap_err().code, "guard", "nothing was put off");
    assert_eq!(issue("complaint_result", "a4").unwrap_err().code, "guard", "no result is told in this round yet");
    desk.ok("extend", json!({ "clock": "round", "new_due": "2026-12-01", "extension_reason": "等厂家答复 19900005678", "told": "电话" }));
    for what in ["complaint_acceptance", "complaint_report_paper", "complaint_extension"] {
        for size in ["a4", "slip80"] {
            issue(what, size).unwrap_or_else(|no| panic!("{what} {size}: {no:?}"));
        }
    }
    assert_eq!(desk.shop.ok("ledger.verify", json!({}))["sound"], true);
}

#[test]
fn numbers_in_free_words_are_masked_everywhere_and_an_erased_consumer_leaves_the_file_standing() {
    let desk = Desk::new().accepted();
    desk.ok("escalate", json!({ "escalated_reason": "要求店主回电 19900005678" }));
    desk.ok("tell_progress", json!({ "progress": "已给 19900005678 发短信", "told_by": "短信" }));
    desk.ok("investigate", json!({}));
    desk.looked_into("shop");
    desk.ok("finish_investigation", json!({}));
    desk.ok("plan", plan());
    desk.ok("confirm_plan", json!({ "legal_checked": true }));
    desk.ok("tell", json!({ "conclusion": "退款，并向 19900005678 致歉", "told_by": "电话" }));
    desk.ok("unsatisfied", json!({ "answer": "打 19900005678 再说", "answer_by": "电话" }));
    let seen = desk.view().to_string() + &json!(desk.children("complaint_plan")).to_string();
    assert!(!seen.contains("19900005678") && !seen.contains("王小华"), "{seen}");
    desk.ok("withdraw", json!({ "closing_note": "已和解", "answer_by": "电话" }));
    desk.rest();
    let (consumer, hash) = (desk.value("consumer_id"), desk.value("archive_hash"));
    desk.shop.ok("records.do", json!({ "kind": "consumer", "id": consumer, "event": "erase" }));
    let values = desk.view()["record"]["values"].clone();
    for field in ["description", "contact", "conclusion", "closing_note", "escalated_reason"] {
        assert_eq!(values[field], Value::Null, "{field}");
    }
    assert_eq!(json!(shounuo_desk::capabilities::complaint::fingerprint(&values["archive"])), hash);
    assert_eq!(desk.shop.ok("ledger.verify", json!({}))["sound"], true);
}
