//! Repair orders on a real file: from the counter to the bench and back, the limits, the exchange, the proof.

use serde_json::{Value, json};
use shounuo_desk::kernel::Refusal;

use crate::common::{Shop, at};

/// A shop with a unit of these goods, sold online on these days.
struct World {
    shop: Shop,
    unit: String,
}

fn row(kind: &str, event: &str, input: Value) -> Value {
    json!({ "kind": kind, "event": event, "input": input })
}

impl World {
    fn new(product: &str, invoiced: &str, received: &str) -> World {
        let shop = Shop::new();
        let goods =
            shop.ok("records.do", row("goods", "list", json!({ "title": format!("晨光 {product}"), "product": product })))["id"].clone();
        let unit = json!({ "serial": "SN20260001", "goods_id": goods, "invoice_date": invoiced, "received_date": received });
        let unit = shop.ok("records.do", row("serial_unit", "register", unit))["id"].as_str().unwrap().to_owned();
        World { shop, unit }
    }

    fn washer() -> World {
        World::new("洗衣机", "2026-05-06", "2026-05-08")
    }

    fn intake(&self, more: Value) -> Value {
        let mut input = json!({
            "serial_unit_id": self.unit, "channel": "online", "fault_text": "不能脱水", "way": "walk_in", "accessories": "无",
            "condition": condition(), "no_photo_reason": "消费者送来时相机没电", "shelf": "A-03",
        });
        for (name, value) in more.as_object().unwrap() {
            input[name] = value.clone();
        }
        input
    }

    fn receive(&self, more: Value) -> Result<String, Refusal> {
        let done = self.shop.call("records.do", row("repair", "receive", self.intake(more)))?;
        Ok(done["id"].as_str().unwrap().to_owned())
    }

    fn act(&self, id: &str, event: &str, input: Value) -> Result<Value, Refusal> {
        self.shop.call("records.do", json!({ "kind": "repair", "id": id, "event": event, "input": input }))
    }

    fn ok(&self, id: &str, event: &str, input: Value) -> Value {
        self.act(id, event, input).unwrap_or_else(|no| panic!("{event}: {no:?}"))
    }

    fn show(&self, kind: &str, id: &str) -> Value {
        self.shop.ok("records.show", json!({ "kind": kind, "id": id }))
    }

    fn value(&self, id: &str, field: &str) -> Value {
        self.show("repair", id)["values"][field].clone()
    }

    /// Ten in the morning of another day, with everything that time brings about.
    fn on(&self, day: &str) -> Value {
        *self.shop.now.lock().unwrap() = at(&format!("{day}T02:00:00Z"));
        self.shop.sign_in("owner");
        self.shop.ok("shop.tick", json!({}))
    }

    /// A repair from counter to counter, written down afterwards.
    fn repaired(&self, sent_in: &str, out: &str) -> String {
        let id = self.receive(json!({ "sent_in": sent_in, "fault_date": sent_in })).unwrap();
        self.mend(&id, out);
        self.ok(&id, "hand_over", json!({ "handover_proof": "消费者签字", "handed_over_on": out }));
        id
    }

    fn mend(&self, id: &str, out: &str) {
        self.ok(id, "diagnose", json!({ "fault_found": "电动机轴承磨损", "fault": "performance" }));
        self.ok(id, "start", json!({}));
        self.ok(id, "check", json!({ "test_words": "脱水三次正常", "test_passed": true }));
        self.ok(id, "repaired", json!({ "result": "更换轴承", "finished_on": out }));
    }

    fn part(&self, order: &str, event: &str) -> String {
        let part = json!({ "case_id": order, "name": "电动机", "part_no": "DJ-7788", "maker": "晨光电机厂" });
        self.shop.ok("records.do", row("repair_part", event, part))["id"].as_str().unwrap().to_owned()
    }

    /// From the counter to the bench, where a part is missing; gives the part.
    fn waits_for_a_part(&self, order: &str) -> String {
        self.ok(order, "diagnose", json!({ "fault_found": "电动机", "fault": "performance" }));
        self.ok(order, "start", json!({}));
        let part = self.part(order, "order");
        self.ok(order, "wait_for_parts", json!({ "cause": "parts_not_supplied" }));
        part
    }

    fn part_act(&self, id: &str, event: &str, input: Value) -> Result<Value, Refusal> {
        self.shop.call("records.do", json!({ "kind": "repair_part", "id": id, "event": event, "input": input }))
    }

    /// A case of this unit whose consumer chose the free repair.
    fn case_in_repair(&self) -> (String, String) {
        let facts = json!({ "serial_unit_id": self.unit, "claim": "quality", "channel": "online", "fault_date": "2026-11-20", "fault": "performance",
            "proof": "invoice", "price_fen": 299_900, "same_model_available": true, "fault_text": "不能脱水" });
        let case = self.shop.ok("records.do", row("quality_case", "register", facts))["id"].as_str().unwrap().to_owned();
        for (event, input) in [("rule", json!({})), ("tell", json!({})), ("choose", json!({ "chosen": "repair_free" }))] {
            self.shop.act(&case, event, input).unwrap();
        }
        let begin =
            json!({ "way": "mail_in", "condition": condition(), "accessories": "电源线一根", "no_photo_reason": "寄到即装入防护箱" });
        self.shop.act(&case, "begin_repair", begin).unwrap();
        let related = self.shop.ok("cases.show", json!({ "id": case }))["related"].clone();
        let order = related.as_array().unwrap().iter().find(|group| group["kind"] == "repair").unwrap()["rows"][0]["id"].as_str().unwrap();
        (case, order.to_owned())
    }

    fn options(&self, case: &str) -> Value {
        self.shop.ok("cases.show", json!({ "id": case }))["rulings"][0]["options"].clone()
    }

    fn law_clock(&self, id: &str) -> Option<String> {
        let clocks = self.shop.ok("cases.show", json!({ "id": id }))["clocks"].clone();
        let running = clocks.as_array().unwrap().iter().find(|clock| clock["lane"] == "law" && clock["stopped_at"].is_null())?;
        Some(running["due_at"].as_str().unwrap().to_owned())
    }
}

fn condition() -> Value {
    json!({ "外观": "轻微划痕", "整机齐全": "齐全", "开机": "能开机", "屏幕或面板": "完好", "按键与接口": "完好", "进液或受潮痕迹": "无",
        "拆动痕迹": "无", "机号与凭证": "相符" })
}

fn field(refused: Result<impl std::fmt::Debug, Refusal>) -> String {
    refused.unwrap_err().field.unwrap_or_default()
}

fn guard(refused: Result<impl std::fmt::Debug, Refusal>) -> String {
    refused.unwrap_err().guard.unwrap_or_default()
}

#[test]
fn a_unit_goes_from_the_counter_to_the_bench_and_back() {
    let world = World::washer();
    world.shop.person("jishi", "technician");
    let id = world.receive(json!({ "sent_in": "2026-11-20" })).unwrap();
    let view = world.show("repair", &id);
    assert!(view["number"].as_str().unwrap().starts_with("WX-"));
    assert_eq!((&view["values"]["in_period"], &view["values"]["charged"]), (&json!(true), &json!(false)));
    // Article 8: twelve months from the invoice of 2026-05-06.
    assert_eq!(view["values"]["expires"], "2027-05-06");
    assert_eq!(view["values"]["goods_title"], "晨光 洗衣机");
    world.shop.sign_in("jishi");
    world.mend(&id, "2026-11-21");
    assert_eq!(world.act(&id, "hand_over", json!({ "handover_proof": "签字" })).unwrap_err().code, "not_allowed");
    world.shop.sign_in("owner");
    world.ok(&id, "tell_ready", json!({}));
    assert_eq!(world.ok(&id, "hand_over", json!({ "handover_proof": "消费者签字" }))["state"], "done");
    assert_eq!(
        world.ok(&id, "follow_up", json!({ "follow_up_answer": "fixed", "follow_up_words": "来电：使用正常" }))["state"],
        "followed_up"
    );
    assert_eq!(world.shop.ok("ledger.verify", json!({}))["sound"], true);
}

#[test]
fn intake_asks_for_what_a_later_quarrel_turns_on() {
    let world = World::washer();
    assert_eq!(field(world.receive(json!({ "serial_unit_id": null, "goods_title": "洗衣机", "goods": "洗衣机" }))), "serial_unit_id");
    assert_eq!(field(world.receive(json!({ "accessories": null }))), "accessories");
    assert_eq!(field(world.receive(json!({ "condition": { "外观": "完好" } }))), "condition");
    let mut strange = condition();
    strange["开机"] = json!("大概能");
    assert_eq!(field(world.receive(json!({ "condition": strange }))), "condition");
    assert_eq!(field(world.receive(json!({ "sent_in": "2026-11-22" }))), "sent_in");
    assert_eq!(field(world.receive(json!({ "urgency": "urgent" }))), "urgency");
    let bare = json!({ "serial_unit_id": null, "no_unit_reason": "铭牌磨损", "goods_title": "洗衣机" });
    assert_eq!(field(world.receive(bare.clone())), "goods");
    let mut undated = bare;
    undated["goods"] = json!("洗衣机");
    assert_eq!(field(world.receive(undated.clone())), "invoice_date");
    undated["proof"] = json!("none");
    let unproven = world.receive(undated).unwrap();
    assert_eq!(world.value(&unproven, "charged"), true, "without any proof of purchase the rules give a paid repair");
    let first = world.receive(json!({})).unwrap();
    assert_eq!(field(world.receive(json!({}))), "serial_unit_id", "an open order of the same unit");
    let id = world.receive(json!({ "serial_unit_id": null, "no_unit_reason": "铭牌磨损", "goods_title": "洗衣机", "goods": "洗衣机", "invoice_date": "2026-05-06", "no_photo_reason": null })).unwrap();
    assert_eq!(guard(world.act(&id, "diagnose", json!({ "fault_found": "x", "fault": "performance" }))), "photos");
    let photo = world.shop.photo_of("repair", &id, "proof");
    assert_eq!(guard(world.act(&id, "diagnose", json!({ "fault_found": "x", "fault": "performance" }))), "photos", "a receipt is no photo");
    let diagnose = || {
        world.show("repair", &id)["buttons"]
            .as_array()
            .unwrap()
            .iter()
            .any(|button| button["event"] == "diagnose" && button["enabled"] == true)
    };
    let intake = world.shop.photo_of("repair", &id, "intake");
    assert!(diagnose(), "with a photo of the intake it may go on");
    world.shop.ok("records.do", json!({ "kind": "attachment", "id": intake, "event": "withdraw", "input": { "reason": "拍糊了" } }));
    assert!(!diagnose(), "a withdrawn one does not count");
    world.ok(&id, "amend", json!({ "no_photo_reason": "店内相机送修" }));
    world.ok(&id, "diagnose", json!({ "fault_found": "x", "fault": "performance" }));
    assert!(first != id && photo != intake);
}

#[test]
fn a_provider_repairs_only_while_admitted_and_qualified() {
    let world = World::washer();
    let made = world.shop.ok("records.do", row("repair_provider", "register", json!({ "name": "诚修站", "provider_kind": "authorised" })));
    let id = made["id"].as_str().unwrap().to_owned();
    assert_eq!(field(world.receive(json!({ "provider_id": id }))), "provider_id");
    let act = |event: &str, input: Value| {
        world.shop.call("records.do", json!({ "kind": "repair_provider", "id": id, "event": event, "input": input }))
    };
    let review = |passed: bool, until: &str| json!({ "qualification": "家电维修服务等级证书 A-12", "valid_until": until, "qualified": true, "skilled": passed, "orderly": true, "review": "现场查看" });
    assert_eq!(field(act("admit", review(false, "2026-12-01"))), "skilled");
    assert_eq!(field(act("admit", review(true, "2026-11-20"))), "valid_until");
    act("admit", review(true, "2026-12-01")).unwrap();
    let order = world.receive(json!({ "provider_id": id })).unwrap();
    assert_eq!(world.value(&order, "provider_id"), json!(id));
    world.on("2026-12-01");
    assert_eq!(world.show("repair_provider", &id)["state"], "admitted", "the last day counts");
    assert_eq!(world.on("2026-12-02")["done"], 1);
    assert_eq!(world.show("repair_provider", &id)["state"], "expired");
    act("renew", review(true, "2027-12-01")).unwrap();
}

#[test]
fn nothing_leaves_the_bench_untested_and_nobody_finishes_anothers_order() {
    let world = World::washer();
    world.shop.person("jishi", "technician");
    world.shop.person("lao", "technician");
    world.shop.sign_in("jishi");
    let id = world.receive(json!({})).unwrap();
    world.shop.sign_in("lao");
    assert_eq!(guard(world.act(&id, "diagnose", json!({ "fault_found": "x", "fault": "performance" }))), "mine");
    world.shop.sign_in("jishi");
    world.ok(&id, "diagnose", json!({ "fault_found": "轴承", "fault": "performance" }));
    world.ok(&id, "start", json!({}));
    assert_eq!(guard(world.act(&id, "repaired", json!({ "result": "换轴承" }))), "tested");
    world.ok(&id, "check", json!({ "test_words": "仍有异响", "test_passed": false }));
    assert_eq!(guard(world.act(&id, "repaired", json!({ "result": "换轴承" }))), "tested");
    world.ok(&id, "check", json!({ "test_words": "正常", "test_passed": true }));
    assert_eq!(field(world.act(&id, "repaired", json!({}))), "result");
    world.shop.sign_in("lao");
    assert_eq!(guard(world.act(&id, "repaired", json!({ "result": "换轴承" }))), "mine");
    world.shop.sign_in("owner");
    world.ok(&id, "repaired", json!({ "result": "换轴承" }));
    assert_eq!(field(world.act(&id, "hand_over", json!({}))), "handover_proof");
}

#[test]
fn a_repair_out_of_period_waits_for_the_consumers_yes() {
    // Handset rule: twelve months from 2025-11-20, a Friday in 2026: the last day in period is 2026-11-20.
    let world = World::new("移动电话机主机", "2025-11-20", "2025-11-20");
    let id = world.receive(json!({ "fault_date": "2026-11-21" })).unwrap();
    assert_eq!((world.value(&id, "in_period"), world.value(&id, "charged")), (json!(false), json!(true)));
    assert_eq!(world.value(&id, "expires"), "2026-11-20");
    assert_eq!(world.law_clock(&id), None, "no limit on a paid repair");
    world.ok(&id, "diagnose", json!({ "fault_found": "主板", "fault": "performance" }));
    assert_eq!(guard(world.act(&id, "start", json!({}))), "free");
    assert_eq!(guard(world.act(&id, "accept_quote", json!({ "quote_answer": "同意" }))), "quoted");
    world.ok(&id, "quote", json!({ "quote_fen": 38_000, "quote_words": "主板 300，工时 80" }));
    assert_eq!(field(world.act(&id, "accept_quote", json!({}))), "quote_answer");
    assert_eq!(world.ok(&id, "refuse_quote", json!({ "quote_answer": "太贵，不修了" }))["state"], "returning");
    world.ok(&id, "hand_over", json!({ "handover_proof": "顺丰 SF1234" }));
    // What went back unrepaired is no repair.
    let next = world.receive(json!({ "fault_date": "2026-11-20" })).unwrap();
    assert_eq!((world.value(&next, "in_period"), world.value(&next, "charged")), (json!(true), json!(false)), "the last day is in");
    assert_eq!(guard(world.act(&next, "quote", json!({ "quote_fen": 1, "quote_words": "x" }))), "", "wrong state first");
    world.ok(&next, "diagnose", json!({ "fault_found": "进水", "fault": "misuse" }));
    assert_eq!(world.value(&next, "charged"), true, "misuse is not covered");
}

#[test]
fn delays_have_one_cause_a_day_and_stay_within_the_order() {
    let world = World::washer();
    let id = world.receive(json!({ "sent_in": "2026-11-01", "fault_date": "2026-11-01" })).unwrap();
    let record = |cause: &str, from: &str, to: Value| {
        let delay = json!({ "case_id": id, "cause": cause, "from_on": from, "to_on": to, "note": "电话联系不上" });
        world.shop.call("records.do", row("repair_delay", "record", delay))
    };
    let first = record("consumer", "2026-11-03", json!("2026-11-08")).unwrap()["id"].clone();
    record("other", "2026-11-08", json!("2026-11-10")).unwrap();
    assert_eq!(field(record("repairer", "2026-11-07", json!("2026-11-09"))), "from_on", "overlap");
    assert_eq!(field(record("repairer", "2026-10-31", json!("2026-11-02"))), "from_on", "before the order");
    assert_eq!(field(record("repairer", "2026-11-15", json!("2026-11-22"))), "from_on", "not yet");
    // 15 own days until 2026-11-23... the limit moves by the seven days that are not the repairer's: last day 2026-12-08.
    assert_eq!(world.law_clock(&id).unwrap(), "2026-12-08T16:00:00Z");
    let correct = json!({ "cause_is": "consumer", "from_is": "2026-11-03", "to_is": "2026-11-05", "correction": "11 月 5 日已联系上" });
    world.shop.ok("records.do", json!({ "kind": "repair_delay", "id": first, "event": "correct", "input": correct }));
    assert_eq!(world.law_clock(&id).unwrap(), "2026-12-05T16:00:00Z");
    assert_eq!(world.show("repair_delay", first.as_str().unwrap())["state"], "voided");
    world.mend(&id, "2026-11-20");
    world.ok(&id, "hand_over", json!({ "handover_proof": "签字" }));
    assert_eq!(field(record("repairer", "2026-11-15", json!("2026-11-16"))), "case_id", "a finished order");
}

#[test]
fn parts_are_waited_for_by_order_and_cause() {
    let world = World::washer();
    let id = world.receive(json!({})).unwrap();
    world.ok(&id, "diagnose", json!({ "fault_found": "电动机", "fault": "performance" }));
    world.ok(&id, "start", json!({}));
    assert_eq!(guard(world.act(&id, "wait_for_parts", json!({ "cause": "parts_not_supplied" }))), "part_ordered");
    let part = world.part(&id, "order");
    assert_eq!(field(world.act(&id, "wait_for_parts", json!({}))), "cause");
    assert_eq!(world.law_clock(&id).unwrap(), "2026-12-21T16:00:00Z", "30 days of the repairer's");
    world.ok(&id, "wait_for_parts", json!({ "cause": "parts_not_supplied", "note": "厂家缺货" }));
    assert_eq!(world.law_clock(&id).unwrap(), "2027-02-19T16:00:00Z", "90 days from sending in");
    assert_eq!(guard(world.part_act(&part, "install", json!({}))), "");
    world.on("2026-12-01");
    world.part_act(&part, "arrive", json!({})).unwrap();
    assert_eq!(world.show("repair", &id)["state"], "repairing", "the last part that was waited for");
    // Ten days of waiting are not the repairer's: 30 + 10.
    assert_eq!(world.law_clock(&id).unwrap(), "2026-12-31T16:00:00Z");
    world.part_act(&part, "install", json!({})).unwrap();
    world.ok(&id, "check", json!({ "test_words": "正常", "test_passed": true }));
    world.ok(&id, "repaired", json!({ "result": "换电动机" }));
    world.ok(&id, "hand_over", json!({ "handover_proof": "签字" }));
    assert!(world.shop.call("records.do", row("repair_part", "take", json!({ "case_id": id, "name": "皮带" }))).is_err());
}

#[test]
fn two_repairs_within_the_period_give_the_exchange() {
    let world = World::washer();
    world.repaired("2026-06-01", "2026-06-06");
    world.repaired("2026-07-01", "2026-07-04");
    let facts = json!({ "serial_unit_id": world.unit, "claim": "quality", "channel": "online", "fault_date": "2026-11-20", "fault": "performance",
        "proof": "invoice", "price_fen": 299_900, "same_model_available": true, "wants": "return" });
    let case = world.shop.ok("records.do", row("quality_case", "register", facts))["id"].as_str().unwrap().to_owned();
    world.shop.act(&case, "rule", json!({})).unwrap();
    assert_eq!(world.options(&case), json!(["exchange", "return_less_depreciation", "repair_free"]));
    let answer = world.shop.ok("cases.show", json!({ "id": case }))["rulings"][0]["answer"].clone();
    // 12 months from 2026-05-06, pushed back by 5 + 3 days. Article 13: 0.05 % a day for 2026-05-06 to 11-21, 199 days less 8.
    assert_eq!((&answer["extension_days"], &answer["expires"]), (&json!(8), &json!("2027-05-14")));
    assert_eq!(answer["depreciation_days"], 191);
    assert_eq!(answer["depreciation_fen"], 28_640, "2999.00 × 0.0005 × 191 = 286.4045");
}

#[test]
fn day_31_makes_the_exchange_a_right_and_the_case_is_ruled_anew() {
    let world = World::washer();
    let (case, order) = world.case_in_repair();
    assert_eq!(world.show("quality_case", &case)["state"], "executing");
    assert_eq!(world.value(&order, "fault_text"), "不能脱水");
    assert_eq!(world.law_clock(&order).unwrap(), "2026-12-21T16:00:00Z");
    assert_eq!(world.on("2026-12-21")["done"], 0, "day 30 is in time");
    assert_eq!(world.value(&order, "exchange_right_since"), Value::Null);
    assert_eq!(world.on("2026-12-22")["done"], 1);
    assert_eq!(world.value(&order, "exchange_right_since"), "2026-12-22");
    assert_eq!(world.show("quality_case", &case)["state"], "ruled");
    assert_eq!(world.options(&case), json!(["exchange", "return_less_depreciation"]));
    assert_eq!(world.on("2026-12-22")["done"], 0, "said once");
}

#[test]
fn day_91_asks_a_manager_who_needs_the_note_and_gives_a_reason() {
    let world = World::washer();
    world.shop.person("kefu", "after_sales");
    let (case, order) = world.case_in_repair();
    world.waits_for_a_part(&order);
    assert_eq!(world.on("2027-02-19")["done"], 0, "day 90 is in time");
    assert_eq!(
        guard(world.act(&order, "decide_exchange", json!({ "exchange_decision": "exchange", "decision_reason": "x" }))),
        "suggested"
    );
    assert_eq!(world.on("2027-02-20")["done"], 1);
    assert_eq!(world.value(&order, "exchange_suggested_on"), "2027-02-20");
    assert_eq!(world.value(&order, "exchange_right_since"), Value::Null, "a person decides");
    assert_eq!(world.options(&case), json!(["exchange", "return_less_depreciation"]));
    let decide = json!({ "exchange_decision": "exchange", "decision_reason": "厂家确认停产" });
    assert_eq!(guard(world.act(&order, "decide_exchange", decide.clone())), "noted");
    world.ok(&order, "write_wait_note", json!({ "wait_note": "2026-11-21 向晨光电机厂订电动机 DJ-7788，厂家停产未到" }));
    world.shop.sign_in("kefu");
    assert_eq!(world.act(&order, "decide_exchange", decide.clone()).unwrap_err().code, "not_allowed");
    world.shop.sign_in("owner");
    assert_eq!(field(world.act(&order, "decide_exchange", json!({ "exchange_decision": "exchange" }))), "decision_reason");
    world.ok(&order, "decide_exchange", decide);
    assert_eq!(world.value(&order, "exchange_right_since"), "2027-02-20");
    world.ok(&order, "settle", json!({ "settlement": "exchanged", "reason": "已换同型号" }));
}

#[test]
fn handsets_wait_sixty_days_for_parts() {
    let world = World::new("移动电话机主机", "2026-10-09", "2026-10-11");
    let order = world.receive(json!({})).unwrap();
    world.waits_for_a_part(&order);
    assert_eq!(world.law_clock(&order).unwrap(), "2027-01-20T16:00:00Z");
    assert_eq!(world.on("2027-01-20")["done"], 0);
    world.on("2027-01-21");
    assert_eq!(world.value(&order, "exchange_suggested_on"), "2027-01-21");
}

#[test]
fn the_consumers_days_are_not_the_repairers() {
    let world = World::washer();
    let order = world.receive(json!({})).unwrap();
    world.on("2026-11-30");
    world.mend(&order, "2026-11-30");
    world.ok(&order, "tell_ready", json!({}));
    assert_eq!(world.law_clock(&order), None, "told and not fetched: from the next day the consumer's");
    world.on("2027-01-15");
    assert_eq!(world.value(&order, "exchange_right_since"), Value::Null);
    world.ok(&order, "hand_over", json!({ "handover_proof": "签字" }));
}

#[test]
fn a_finished_repair_tells_the_case_and_is_corrected_beside_itself() {
    let world = World::washer();
    let (case, order) = world.case_in_repair();
    world.mend(&order, "2026-11-21");
    world.on("2026-11-25");
    world.ok(&order, "hand_over", json!({ "handover_proof": "签字" }));
    assert_eq!(world.show("quality_case", &case)["state"], "done");
    assert_eq!(world.act(&order, "amend", json!({ "accessories": "有" })).unwrap_err().code, "wrong_state");
    let correct = |field: &str, is: &str| {
        let entry = json!({ "case_id": order, "field": field, "is_now": is, "reason": "快递单显示 24 日签收" });
        world.shop.call("records.do", row("repair_correction", "write", entry))
    };
    assert_eq!(field(correct("handed_over_on", "2026-11-20")), "is_now", "before it was sent in");
    assert_eq!(field(correct("handed_over_on", "24 日")), "is_now");
    assert_eq!(field(correct("handed_over_on", "2026-11-25")), "is_now", "nothing changes");
    let entry = correct("handed_over_on", "2026-11-24").unwrap()["id"].as_str().unwrap().to_owned();
    assert_eq!(world.show("repair_correction", &entry)["values"]["was"], "2026-11-25");
    assert_eq!(world.value(&order, "handed_over_on"), "2026-11-25", "the record stands");
    let cover = world.shop.ok("passport.show", json!({ "unit": world.unit }));
    assert_eq!(cover["cover"]["counted"], json!([{ "in": "2026-11-21", "out": "2026-11-24", "days": 3 }]), "the correction counts");
}

#[test]
fn what_cannot_be_repaired_brings_the_case_back() {
    let world = World::washer();
    let (case, order) = world.case_in_repair();
    world.ok(&order, "diagnose", json!({ "fault_found": "内筒开裂", "fault": "performance" }));
    world.ok(&order, "unrepairable", json!({ "result": "内筒开裂，无法修复" }));
    assert_eq!(world.show("quality_case", &case)["state"], "ruled");
    world.ok(&order, "hand_over", json!({ "handover_proof": "签字" }));
    assert_eq!(world.value(&order, "outcome"), "unrepairable");
}

#[test]
fn on_site_and_answer_clocks_are_those_of_the_service_level() {
    let world = World::washer();
    let order = world.receive(json!({ "way": "on_site", "urgency": "urgent" })).unwrap();
    let clocks = world.shop.ok("cases.show", json!({ "id": order }))["clocks"].clone();
    let hours = |code: &str| {
        let clock = clocks.as_array().unwrap().iter().find(|clock| clock["code"] == code).unwrap().clone();
        let instant = |field: &str| at(clock[field].as_str().unwrap());
        (instant("due_at") - instant("started_at")).total(jiff::Unit::Hour).unwrap()
    };
    assert_eq!((hours("on_site"), hours("answer")), (24.0, 36.0));
    assert_eq!(field(world.act(&order, "arrive", json!({ "arrived_at": "2026-11-20T02:00:00Z" }))), "arrived_at", "before the call");
    world.on("2026-11-22");
    world.ok(&order, "arrive", json!({}));
    assert!(world.value(&order, "arrived_at").as_str().unwrap().starts_with("2026-11-22T02:00:0"), "now, when no time is named");
    let extend = |code: &str| {
        world.act(&order, "extend", json!({ "clock": code, "new_due": "2026-11-30", "extension_reason": "路远", "told": "电话" }))
    };
    assert_eq!(field(extend("limit")), "clock", "a limit of law is not ours to move");
    extend("answer").unwrap();
}

#[test]
fn the_passport_of_a_washer_is_that_of_the_1995_rule() {
    let world = World::new("洗衣机", "2025-05-12", "2025-05-14");
    world.repaired("2025-09-01", "2025-09-11");
    let pass = world.shop.ok("passport.show", json!({ "serial": " SN20260001 " }));
    let cover = &pass["cover"];
    assert_eq!(cover["rule_set"], "first_batch_1995");
    // Article 8: 2025-05-12 + 12 months + 10 days in the shop = 2026-05-22, a Friday. It ran out half a year ago.
    let unit = json!([cover["unit"]["start"], cover["unit"]["expires_raw"], cover["unit"]["expires"], cover["unit"]["covers"]]);
    assert_eq!(unit, json!(["2025-05-12", "2026-05-12", "2026-05-22", false]));
    let motor = cover["parts"].as_array().unwrap().iter().find(|part| part["part"] == "电动机").unwrap();
    assert_eq!(json!([motor["expires"], motor["covers"]]), json!(["2028-05-22", true]), "36 months and the same ten days");
    assert_eq!(pass["repairs"][0]["days"]["total"], 10);
    // A fault of the motor is repaired free, of the door it is not.
    let motor = world.receive(json!({ "part": "电动机" })).unwrap();
    assert_eq!((world.value(&motor, "charged"), world.value(&motor, "expires")), (json!(false), json!("2028-05-22")));
    world.ok(&motor, "withdraw", json!({ "reason": "先不修了" }));
    world.ok(&motor, "hand_over", json!({ "handover_proof": "签字" }));
    let door = world.receive(json!({ "part": "门封条" })).unwrap();
    assert_eq!(world.value(&door, "charged"), true);
}

#[test]
fn the_passport_of_a_computer_restarts_a_replaced_part() {
    let world = World::new("台式微型计算机主机", "2025-06-03", "2025-06-05");
    let id = world.receive(json!({ "sent_in": "2026-02-25", "fault_date": "2026-02-25" })).unwrap();
    world.ok(&id, "diagnose", json!({ "fault_found": "主板", "fault": "performance" }));
    world.ok(&id, "start", json!({}));
    let part = json!({ "case_id": id, "name": "主板" });
    let part = world
        .shop
        .ok("records.do", row("repair_part", "order", json!({ "case_id": part["case_id"], "name": "主板", "ordered_on": "2026-02-25" })));
    let part = part["id"].as_str().unwrap();
    world.part_act(part, "arrive", json!({ "arrived_on": "2026-03-01" })).unwrap();
    assert_eq!(field(world.part_act(part, "install", json!({ "installed_on": "2026-02-28" }))), "installed_on", "before it came");
    world.part_act(part, "install", json!({ "installed_on": "2026-03-04" })).unwrap();
    world.ok(&id, "check", json!({ "test_words": "正常", "test_passed": true }));
    world.ok(&id, "repaired", json!({ "result": "换主板", "finished_on": "2026-03-04" }));
    world.ok(&id, "hand_over", json!({ "handover_proof": "签字", "handed_over_on": "2026-03-04" }));
    let cover = world.shop.ok("passport.show", json!({ "unit": world.unit }))["cover"].clone();
    assert_eq!(cover["rule_set"], "micro_computer_2002");
    // 12 months from 2025-06-03 and the seven days from 02-25 to 03-04: Wednesday 2026-06-10.
    assert_eq!(cover["unit"]["expires"], "2026-06-10");
    let term = |name: &str| {
        let part = cover["parts"].as_array().unwrap().iter().find(|part| part["part"] == name).unwrap();
        json!([part["start"], part["expires"], part["restarted"]])
    };
    // Article 22: a new mainboard has 24 months of its own from the day it was put in; the memory has its 24 from the sale.
    assert_eq!(term("主板"), json!(["2026-03-04", "2028-03-04", true]));
    assert_eq!(term("内存"), json!(["2025-06-03", "2027-06-10", false]));
}

#[test]
fn an_exchange_starts_the_period_anew_and_keeps_the_chain() {
    let world = World::new("移动电话机主机", "2026-02-02", "2026-02-04");
    world.repaired("2026-03-02", "2026-03-12");
    let act =
        |input: Value| world.shop.call("records.do", json!({ "kind": "serial_unit", "id": world.unit, "event": "swap", "input": input }));
    let swap = |on: &str| json!({ "new_serial": "SN20260002", "swapped_on": on, "swap_reason": "两次修理仍不能正常使用" });
    assert_eq!(field(act(swap("2026-01-30"))), "swapped_on");
    assert_eq!(field(act(swap("2026-12-01"))), "swapped_on");
    act(swap("2026-06-10")).unwrap();
    let pass = world.shop.ok("passport.show", json!({ "serial": "SN20260002" }));
    assert_eq!(pass["exchanged_date"], "2026-06-10");
    // Handset rule: the new unit has twelve months from the exchange; repairs of the old one do not count for it.
    assert_eq!(json!([pass["cover"]["unit"]["start"], pass["cover"]["unit"]["expires"]]), json!(["2026-06-10", "2027-06-10"]));
    assert_eq!(pass["cover"]["counted"], json!([]));
    assert_eq!(pass["cover"]["day7_last"], "2026-02-11", "the windows run on from the first sale");
    let serials: Vec<&str> = pass["chain"].as_array().unwrap().iter().map(|unit| unit["serial"].as_str().unwrap()).collect();
    assert_eq!(serials, ["SN20260001", "SN20260002"]);
    let old = world.shop.ok("passport.show", json!({ "serial": "SN20260001" }));
    assert_eq!((old["chain"].as_array().unwrap().len(), &old["repairs"][0]["counted_days"]), (2, &json!(10)));
    assert_eq!(world.shop.call("passport.show", json!({ "serial": "SN404" })).unwrap_err().code, "not_found");
}

/// A repair that was handed over.
pub fn finished() -> (Shop, String) {
    let world = World::washer();
    let order = world.repaired("2026-11-18", "2026-11-20");
    (world.shop, order)
}

/// A repair that waits for a part beyond its limit, and says why.
pub fn late() -> (Shop, String) {
    let world = World::washer();
    let order = world.receive(json!({})).unwrap();
    world.waits_for_a_part(&order);
    world.on("2027-02-20");
    world.ok(&order, "write_wait_note", json!({ "wait_note": "厂家停产" }));
    (world.shop, order)
}

fn papers(world: &World, id: &str) -> Vec<String> {
    let notices = world.shop.ok("cases.show", json!({ "id": id }))["notices"].clone();
    notices.as_array().unwrap().iter().map(|notice| notice["values"]["what"].as_str().unwrap().to_owned()).collect()
}

#[test]
fn the_papers_of_a_repair_come_with_its_steps() {
    let world = World::washer();
    let id = world.receive(json!({})).unwrap();
    assert_eq!(papers(&world, &id), ["repair_receipt"]);
    let issue = |what: &str, size: &str| {
        world.shop.call("notices.issue", json!({ "kind": "repair", "id": id, "what": what, "paper": size, "large_type": false }))
    };
    issue("repair_receipt", "slip58").unwrap();
    assert_eq!(issue("repair_record", "").unwrap_err().code, "guard", "not before it is finished");
    assert_eq!(issue("exchange_notice", "").unwrap_err().message, "换货权还没有成立，不能出具换货通知");
    let part = world.waits_for_a_part(&id);
    world.on("2027-02-20");
    let unwritten = issue("repair_overdue_note", "").unwrap_err();
    assert!(unwritten.message.contains("待件说明"), "{unwritten:?}");
    world.ok(&id, "write_wait_note", json!({ "wait_note": "厂家停产" }));
    issue("repair_overdue_note", "").unwrap();
    world.ok(&id, "decide_exchange", json!({ "exchange_decision": "exchange", "decision_reason": "厂家停产" }));
    issue("exchange_notice", "").unwrap();
    world.part_act(&part, "arrive", json!({})).unwrap();
    world.part_act(&part, "install", json!({})).unwrap();
    world.ok(&id, "check", json!({ "test_words": "正常", "test_passed": true }));
    world.ok(&id, "repaired", json!({ "result": "换电动机" }));
    world.ok(&id, "hand_over", json!({ "handover_proof": "签字" }));
    let all = papers(&world, &id);
    assert_eq!((all[0].as_str(), all.len()), ("repair_record", 5));
}

#[test]
fn the_bench_shows_the_nearest_limit_and_reads_what_is_scanned() {
    let world = World::washer();
    world.shop.person("jishi", "technician");
    world.shop.person("lao", "technician");
    let loose = |name: &str, sent_in: &str| {
        world.receive(json!({ "serial_unit_id": null, "no_unit_reason": "铭牌磨损", "goods_title": name, "goods": "洗衣机", "invoice_date": "2026-05-06", "sent_in": sent_in, "fault_date": sent_in })).unwrap()
    };
    let sooner = loose("小天鹅", "2026-11-01");
    let later = world.receive(json!({})).unwrap();
    world.shop.sign_in("jishi");
    let bench = world.shop.ok("bench.show", json!({}));
    assert_eq!((&bench["unit"]["record"]["id"], &bench["unit"]["next"]), (&json!(sooner), &json!("diagnose")));
    assert_eq!((&bench["next"][0]["id"], &bench["next"][0]["unclaimed"]), (&json!(later), &json!(true)));
    assert_eq!(bench["unit"]["days"]["total"], 20);
    world.ok(&sooner, "diagnose", json!({ "fault_found": "x", "fault": "performance" }));
    world.shop.sign_in("lao");
    assert_eq!(world.shop.ok("bench.show", json!({}))["unit"]["record"]["id"], json!(later), "what a colleague has is not mine");
    world.shop.sign_in("jishi");
    world.ok(&sooner, "start", json!({}));
    let part = world.part(&sooner, "order");
    let scan = |code: &str| world.shop.ok("bench.scan", json!({ "code": code, "id": sooner }));
    assert_eq!(scan("dj-7788"), json!({ "means": "part", "id": part, "event": "arrive", "words": "电动机 已到货" }));
    world.part_act(&part, "arrive", json!({})).unwrap();
    assert_eq!(scan("DJ-7788")["event"], "install");
    world.part_act(&part, "install", json!({})).unwrap();
    assert_eq!(scan("DJ-7788")["means"], "nothing");
    assert_eq!(scan("SN20260001"), json!({ "means": "order", "id": later }));
    let number = world.show("repair", &later)["number"].as_str().unwrap().to_lowercase();
    assert_eq!(scan(&number), json!({ "means": "order", "id": later }));
    assert_eq!(scan("4006381333931")["means"], "nothing");
    world.shop.sign_in("owner");
    world.ok(&later, "withdraw", json!({ "reason": "不修了" }));
    world.ok(&later, "hand_over", json!({ "handover_proof": "签字" }));
    assert_eq!(scan("SN20260001"), json!({ "means": "unit", "id": world.unit }));
}
