//! 服务承诺: checked before it is shown, computed from the orders' own facts, paid for when it was not kept.

use serde_json::{Value, json};

use crate::common::{Shop, at};
use shounuo_store::bare::{Bare, statements_of};

/// 2026-09-20 10:00 in Beijing: before the long breaks of that autumn.
fn shop() -> Shop {
    let shop = Shop::new();
    until(&shop, "2026-09-20T02:00:00Z");
    shop
}

/// The clock of the shop goes on (or, at the beginning of a test, back); whoever sits there signs in again.
fn until(shop: &Shop, moment: &str) {
    *shop.now.lock().unwrap() = at(moment);
    shop.sign_in("owner");
}

fn owner(shop: &Shop) -> Value {
    shop.ok("staff.list", json!({}))[0]["id"].clone()
}

/// A draft that passes every check: sent within 48 hours of payment, 5 percent otherwise.
fn draft(shop: &Shop) -> Value {
    json!({
        "title": "付款后 48 小时内发货，超时必赔", "kind": "added", "type": "late_delivery",
        "text": "付款后 48 小时内发货；超时发货的，按实付金额的 5% 赔付，最低 5 元，最高 30 元，3 日内打款。",
        "goods": "all", "trigger": "paid", "fulfils": "shipped", "limit_count": 48, "limit_unit": "hours",
        "compensation": "percent", "percent": 5, "least_fen": 500, "most_fen": 3000, "pay_days": 3,
        "owner": owner(shop), "people": "仓库两班，每班 3 人", "resources": "现货入仓，日发货能力 800 单", "process": "付款后 1 小时内打单，当日 17 点前交快递",
    })
}

fn with(mut draft: Value, changes: Value) -> Value {
    draft.as_object_mut().unwrap().extend(changes.as_object().unwrap().clone());
    draft
}

fn act(shop: &Shop, kind: &str, id: &Value, event: &str, input: Value) -> Result<Value, shounuo_desk::kernel::Refusal> {
    shop.call("records.do", json!({ "kind": kind, "id": id, "event": event, "input": input }))
}

fn promise(shop: &Shop, draft: Value) -> Value {
    act(shop, "promise", &Value::Null, "draft", draft).unwrap()["id"].clone()
}

fn published(shop: &Shop, draft: Value) -> Value {
    let id = promise(shop, draft);
    let today = shounuo_desk::kernel::work::china_date(shop.now()).to_string();
    for (event, input) in [
        ("check", json!({})),
        ("submit", json!({})),
        ("pass", json!({ "review_no": "SH-1" })),
        ("publish", json!({ "effective_from": today })),
    ] {
        act(shop, "promise", &id, event, input).unwrap_or_else(|no| panic!("{event}: {no:?}"));
    }
    id
}

fn show(shop: &Shop, kind: &str, id: &Value) -> Value {
    shop.ok("records.show", json!({ "kind": kind, "id": id }))
}

fn rows(shop: &Shop, kind: &str) -> Vec<Value> {
    shop.ok("records.list", json!({ "kind": kind }))["rows"].as_array().unwrap().clone()
}

fn tick(shop: &Shop) -> Value {
    let done = shop.ok("shop.tick", json!({}));
    assert_eq!(done["refused"], 0, "{done}");
    done
}

/// Orders of one shop: number, status, paid, shipped (wall clock, empty for not yet), all over 100.00 unless said.
fn orders(shop: &Shop, rows: &[(&str, &str, &str, &str)]) {
    let mut text = String::from(
        "订单编号,买家会员名,买家应付货款,买家实际支付金额,订单状态,收货人姓名,收货地址 ,联系手机,订单创建时间,订单付款时间 ,发货时间,宝贝标题 ,订单备注\n",
    );
    for (no, status, paid, shipped) in rows {
        text += &format!("{no},甲{no},200.00,200.00,{status},王小明,浙江省杭州市西湖区某路,19900001234,{paid},{paid},{shipped},吸尘器,\n");
    }
    let taken = shop.import("订单.csv", text.as_bytes());
    assert_eq!(taken["refused"], json!([]), "{taken}");
}

const WAITING: &str = "买家已付款";
const SENT: &str = "卖家已发货";
const CLOSED: &str = "交易关闭";

fn of<'r>(rows: &'r [Value], order: &str) -> &'r Value {
    rows.iter().find(|row| row["values"]["order_no"] == order).unwrap_or_else(|| panic!("no row of {order}"))
}

fn states(shop: &Shop) -> Vec<(String, String)> {
    let mut all: Vec<(String, String)> = rows(shop, "fulfilment")
        .iter()
        .map(|row| (row["values"]["order_no"].as_str().unwrap().to_owned(), row["values"]["state"].as_str().unwrap().to_owned()))
        .collect();
    all.sort();
    all
}

fn expect(shop: &Shop, expected: &[(&str, &str)]) {
    let expected: Vec<(String, String)> = expected.iter().map(|(order, state)| ((*order).into(), (*state).into())).collect();
    assert_eq!(states(shop), expected);
}

#[test]
fn a_promise_goes_from_draft_to_the_public_and_its_sheet_is_issued() {
    let shop = shop();
    let id = promise(&shop, draft(&shop));
    let steps = [
        ("check", "checked"),
        ("submit", "review"),
        ("reject", "rejected"),
        ("edit", "draft"),
        ("check", "checked"),
        ("submit", "review"),
        ("pass", "approved"),
    ];
    for (event, state) in steps {
        let input = match event {
            "edit" => draft(&shop),
            "reject" => json!({ "review_words": "请写明赔付到账时间" }),
            _ => json!({}),
        };
        assert_eq!(act(&shop, "promise", &id, event, input).unwrap()["state"], state, "{event}");
    }
    assert_eq!(
        act(&shop, "promise", &id, "publish", json!({ "effective_from": "2026-09-19" })).unwrap_err().field.as_deref(),
        Some("effective_from")
    );
    act(&shop, "promise", &id, "publish", json!({ "effective_from": "2026-09-20" })).unwrap();
    let notices = rows(&shop, "notice");
    assert_eq!((notices.len(), &notices[0]["values"]["title"]), (1, &json!("服务承诺公示书")));
    let large = json!({ "kind": "promise", "id": id, "what": "promise_sheet", "paper": "a4", "large_type": true });
    shop.ok("notices.issue", large);
    act(&shop, "promise", &id, "withdraw", json!({ "end_reason": "仓库搬迁，暂停发货承诺" })).unwrap();
    assert!(show(&shop, "promise", &id)["buttons"].as_array().unwrap().iter().all(|button| button["event"] != "delete"));
    assert_eq!(shop.ok("ledger.verify", json!({}))["sound"], true);
}

#[test]
fn what_cannot_be_held_is_refused_with_its_words() {
    let shop = shop();
    let base = draft(&shop);
    let cases = [
        (json!({ "text": "我们会尽快发货" }), "clear_words", "尽快"),
        (json!({ "title": "全网最好的售后" }), "clear_words", "最好"),
        (json!({ "text": "终身免费保养" }), "clear_words", "终身"),
        (json!({ "compensation": "none" }), "compensated", "增值承诺"),
        (json!({ "pay_days": null }), "compensated", "几日内赔付"),
        (json!({ "percent": 0 }), "compensated", "赔付百分比"),
        (json!({ "people": null, "process": null }), "capable", "人员保障、流程保障"),
        (json!({ "type": "longer_return", "trigger": "asked", "fulfils": "by_hand" }), "not_below_law", "权利期限"),
        (
            json!({ "type": "longer_return", "trigger": "asked", "fulfils": "by_hand", "term_count": 7, "term_unit": "days" }),
            "not_below_law",
            "第二十五条",
        ),
    ];
    for (changes, guard, word) in cases {
        let id = promise(&shop, with(base.clone(), changes.clone()));
        let no = act(&shop, "promise", &id, "check", json!({})).unwrap_err();
        assert_eq!(no.guard.as_deref(), Some(guard), "{changes}: {no}");
        assert!(no.message.contains(word), "{changes}: {no}");
    }
    // What could not even be computed with is refused as a draft.
    for (changes, field) in [
        (json!({ "limit_count": 0 }), "limit_count"),
        (json!({ "trigger": "received" }), "fulfils"),
        (json!({ "goods": "codes" }), "codes"),
        (json!({ "platforms": "淘宝\n某某网" }), "platforms"),
        (json!({ "term_count": 3 }), "term_count"),
        (json!({ "warn_below": 101 }), "warn_below"),
    ] {
        let no = act(&shop, "promise", &Value::Null, "draft", with(base.clone(), changes.clone())).unwrap_err();
        assert_eq!(no.field.as_deref(), Some(field), "{changes}: {no}");
    }
    assert!(rows(&shop, "promise").iter().all(|row| row["values"]["state"] == "draft"));
}

#[test]
fn a_warranty_below_the_catalogue_is_refused_and_what_could_not_be_compared_is_said() {
    let shop = shop();
    for (title, code, product) in [("滚筒洗衣机", "XYJ-1", "洗衣机"), ("香薰机", "XXJ-1", "香薰机")] {
        let goods = json!({ "title": title, "sku_code": code, "product": product });
        act(&shop, "goods", &Value::Null, "list", goods).unwrap();
    }
    let warranty = json!({ "type": "maker_warranty", "kind": "statutory", "trigger": "asked", "fulfils": "by_hand", "limit_count": 7, "limit_unit": "days",
        "compensation": "none", "text": "整机保修", "goods": "codes", "codes": "XYJ-1，XXJ-1", "term_unit": "months" });
    let short = promise(&shop, with(draft(&shop), with(warranty.clone(), json!({ "term_count": 6 }))));
    let no = act(&shop, "promise", &short, "check", json!({})).unwrap_err();
    assert!(no.message.contains("洗衣机") && no.message.contains("12 个月"), "{no}");
    let long = promise(&shop, with(draft(&shop), with(warranty, json!({ "term_count": 24 }))));
    act(&shop, "promise", &long, "check", json!({})).unwrap();
    let note = show(&shop, "promise", &long)["values"]["law_note"].as_str().unwrap().to_owned();
    assert!(note.contains("洗衣机 12 个月") && note.contains("未能比对：香薰机"), "{note}");
}

#[test]
fn orders_are_counted_from_their_own_facts() {
    let shop = shop();
    published(&shop, draft(&shop));
    until(&shop, "2026-09-25T02:00:00Z");
    orders(
        &shop,
        &[
            ("1001", SENT, "2026-09-21 10:00:00", "2026-09-23 10:00:00"),
            ("1002", SENT, "2026-09-21 10:00:00", "2026-09-23 10:00:01"),
            ("1003", WAITING, "2026-09-24 10:00:00", ""),
            ("1004", WAITING, "2026-09-21 10:00:00", ""),
            ("1005", CLOSED, "2026-09-21 10:00:00", ""),
            ("1006", SENT, "2026-09-21 10:00:00", ""),
            ("1007", CLOSED, "2026-09-24 10:00:00", ""),
            ("0999", SENT, "2026-09-20 09:59:59", "2026-09-29 10:00:00"),
        ],
    );
    tick(&shop);
    let found = [
        ("1001", "kept"),
        ("1002", "broken"),
        ("1003", "pending"),
        ("1004", "broken"),
        ("1005", "unclear"),
        ("1006", "unclear"),
        ("1007", "void"),
    ];
    expect(&shop, &found);
    // Looking again, and the same orders again, bring nothing.
    assert_eq!(tick(&shop)["done"], 0);
    let late = of(&rows(&shop, "fulfilment"), "1002").clone();
    let working = late["values"]["working"].to_string();
    for part in ["CN-", "起算：付款 2026-09-21 10:00", "到期 2026-09-23 10:00", "晚于到期"] {
        assert!(working.contains(part), "{part} in {working}");
    }
    let breaches = rows(&shop, "breach");
    assert_eq!(breaches.len(), 2);
    assert_eq!(of(&breaches, "1002")["values"]["amount_fen"], 1000, "5 percent of 200.00");
    assert_eq!(shop.ok("ledger.verify", json!({}))["sound"], true);
}

#[test]
fn no_breach_rests_on_data_older_than_the_limit_and_a_later_file_sets_it_right() {
    let shop = shop();
    published(&shop, draft(&shop));
    until(&shop, "2026-09-22T02:00:00Z");
    orders(
        &shop,
        &[("1", WAITING, "2026-09-21 10:00:00", ""), ("2", WAITING, "2026-09-21 10:00:00", ""), ("3", WAITING, "2026-09-21 10:00:00", "")],
    );
    tick(&shop);
    until(&shop, "2026-09-25T02:00:00Z");
    assert_eq!(tick(&shop)["done"], 0, "the limit has passed, but the data ends before it");
    expect(&shop, &[("1", "pending"), ("2", "pending"), ("3", "pending")]);
    assert_eq!(shop.ok("promises.board", json!({}))["rows"][0]["counts"]["overdue"], 3);
    orders(&shop, &[("1", SENT, "2026-09-21 10:00:00", "2026-09-22 18:00:00"), ("2", SENT, "2026-09-21 10:00:00", "2026-09-24 18:00:00")]);
    tick(&shop);
    expect(&shop, &[("1", "kept"), ("2", "broken"), ("3", "broken")]);
    // The third was in no file of that day; the next one shows that it had been sent in time.
    orders(&shop, &[("3", SENT, "2026-09-21 10:00:00", "2026-09-23 09:00:00")]);
    tick(&shop);
    expect(&shop, &[("1", "kept"), ("2", "broken"), ("3", "kept")]);
    assert_eq!(of(&rows(&shop, "breach"), "3")["values"]["state"], "dismissed");
    assert_eq!(of(&rows(&shop, "breach"), "2")["values"]["state"], "broken", "late stays late");
    assert_eq!(tick(&shop)["done"], 0);
    assert_eq!(shop.ok("ledger.verify", json!({}))["sound"], true);
}

#[test]
fn working_days_go_over_the_break_and_count_the_day_that_makes_up_for_it() {
    let shop = shop();
    published(&shop, with(draft(&shop), json!({ "title": "3 个工作日内发货", "limit_count": 3, "limit_unit": "working_days" })));
    until(&shop, "2026-10-14T02:00:00Z");
    // 10-08 and 10-09 are working days, and 10-10 is a Saturday that makes up for the break: the third ends at its 24:00.
    orders(&shop, &[("1", SENT, "2026-09-30 10:00:00", "2026-10-11 00:00:00"), ("2", SENT, "2026-09-30 10:00:00", "2026-10-11 00:00:01")]);
    tick(&shop);
    expect(&shop, &[("1", "kept"), ("2", "broken")]);
    let working = of(&rows(&shop, "fulfilment"), "2")["values"]["working"].to_string();
    assert!(
        working.contains("休息 7 日不计") && working.contains("调休上班 2026-10-10 计入") && working.contains("2026-10-10 24:00"),
        "{working}"
    );
}

#[test]
fn a_limit_that_needs_an_unknown_year_waits_for_its_calendar() {
    let shop = shop();
    published(&shop, with(draft(&shop), json!({ "limit_count": 5, "limit_unit": "working_days" })));
    until(&shop, "2027-01-10T02:00:00Z");
    orders(&shop, &[("1", WAITING, "2026-12-30 10:00:00", "")]);
    tick(&shop);
    let row = of(&rows(&shop, "fulfilment"), "1").clone();
    assert_eq!((&row["values"]["state"], &row["values"]["needs_year"]), (&json!("pending"), &json!(2027)));
    assert_eq!(tick(&shop)["done"], 0);
    let csv = "date,kind,name,year\n2027-01-01,holiday,元旦,2027\n2027-01-02,holiday,元旦,2027\n2027-01-03,holiday,元旦,2027\n";
    act(&shop, "calendar_year", &Value::Null, "import", json!({ "csv": csv, "source": "国务院办公厅通知" })).unwrap();
    tick(&shop);
    let row = of(&rows(&shop, "fulfilment"), "1").clone();
    assert_eq!((&row["values"]["state"], &row["values"]["due_at"]), (&json!("broken"), &json!("2027-01-07T16:00:00Z")));
}

#[test]
fn a_payment_dated_before_the_promise_does_not_start_it() {
    let shop = shop();
    published(&shop, draft(&shop));
    until(&shop, "2026-09-25T02:00:00Z");
    let file = "订单编号,买家会员名,买家应付货款,买家实际支付金额,订单状态,收货人姓名,收货地址 ,联系手机,订单创建时间,订单付款时间 ,发货时间,宝贝标题 ,订单备注\n\
        1,甲,200.00,200.00,卖家已发货,王小明,浙江省杭州市西湖区某路,19900001234,2026-09-21 10:00:00,2026-07-04 10:00:00,2026-09-22 10:00:00,吸尘器,\n";
    shop.import("订单.csv", file.as_bytes());
    tick(&shop);
    expect(&shop, &[]);
}

#[test]
fn orders_made_before_the_withdrawal_keep_the_promise_and_later_ones_have_none() {
    let shop = shop();
    let id = published(&shop, draft(&shop));
    until(&shop, "2026-09-22T02:00:00Z");
    orders(&shop, &[("1", WAITING, "2026-09-22 09:30:00", "")]);
    tick(&shop);
    act(&shop, "promise", &id, "withdraw", json!({ "end_reason": "快递停运" })).unwrap();
    until(&shop, "2026-09-26T02:00:00Z");
    orders(
        &shop,
        &[("1", WAITING, "2026-09-22 09:30:00", ""), ("2", WAITING, "2026-09-22 09:40:00", ""), ("3", WAITING, "2026-09-22 10:30:00", "")],
    );
    tick(&shop);
    expect(&shop, &[("1", "broken"), ("2", "broken")]);
}

#[test]
fn a_new_version_takes_over_on_its_day_and_the_old_one_ends() {
    let shop = shop();
    let old = published(&shop, draft(&shop));
    act(&shop, "promise", &old, "new_version", json!({})).unwrap();
    assert_eq!(act(&shop, "promise", &old, "new_version", json!({})).unwrap_err().code, "guard");
    let new = rows(&shop, "promise").iter().find(|row| row["id"] != old).unwrap()["id"].clone();
    assert_eq!(show(&shop, "promise", &new)["values"]["replaces"], old);
    let faster = with(draft(&shop), json!({ "title": "24 小时发货", "limit_count": 24 }));
    act(&shop, "promise", &new, "edit", faster).unwrap();
    for (event, input) in
        [("check", json!({})), ("submit", json!({})), ("pass", json!({})), ("publish", json!({ "effective_from": "2026-09-22" }))]
    {
        act(&shop, "promise", &new, event, input).unwrap();
    }
    assert_eq!(show(&shop, "promise", &old)["values"]["replaced_by"], new);
    until(&shop, "2026-09-25T02:00:00Z");
    orders(&shop, &[("1", SENT, "2026-09-21 10:00:00", "2026-09-22 20:00:00"), ("2", SENT, "2026-09-22 10:00:00", "2026-09-23 20:00:00")]);
    tick(&shop);
    expect(&shop, &[("1", "kept"), ("2", "broken")]);
    assert_eq!(show(&shop, "promise", &old)["state"], "expired");
    assert_eq!(shop.ok("ledger.verify", json!({}))["sound"], true);
}

fn a_breach(shop: &Shop) -> Value {
    published(shop, draft(shop));
    until(shop, "2026-09-25T02:00:00Z");
    orders(shop, &[("1", SENT, "2026-09-21 10:00:00", "2026-09-24 10:00:00")]);
    tick(shop);
    rows(shop, "breach")[0]["id"].clone()
}

#[test]
fn a_breach_stands_in_the_queue_with_its_limit_until_it_is_paid() {
    let shop = shop();
    let breach = a_breach(&shop);
    let case = shop.ok("cases.list", json!({ "kind": "breach" }))["rows"][0].clone();
    // Due on 09-23 at 10:00, to be paid within three days.
    assert_eq!((&case["lane"], &case["due_at"], &case["order_no"]), (&json!("promise"), &json!("2026-09-26T16:00:00Z"), &json!("1")));
    assert!(case["number"].as_str().unwrap().starts_with("WN-"));
    act(&shop, "breach", &breach, "begin_payment", json!({ "pay_method": "platform" })).unwrap();
    assert_eq!(rows(&shop, "notice")[0]["values"]["title"], "违诺补偿通知书");
    for size in ["a4", "slip80", "slip58"] {
        shop.ok("notices.issue", json!({ "kind": "breach", "id": breach, "what": "breach_notice", "paper": size }));
    }
    shop.person("kefu", "after_sales");
    shop.sign_in("kefu");
    let pay = |fen: i64, reason: Value| {
        let input = json!({ "paid_fen": fen, "paid_on": "2026-09-25", "evidence": "小额打款 X123", "difference_reason": reason });
        act(&shop, "breach", &breach, "pay", input)
    };
    assert_eq!(pay(900, json!("少打了")).unwrap_err().field.as_deref(), Some("paid_fen"));
    shop.sign_in("owner");
    assert_eq!(pay(1500, Value::Null).unwrap_err().field.as_deref(), Some("difference_reason"));
    assert_eq!(pay(1000, Value::Null).unwrap()["state"], "paid");
    let row = shop.ok("promises.board", json!({ "from": "2026-09-01", "to": "2026-09-30" }))["rows"][0].clone();
    assert_eq!(
        (&row["counts"]["broken"], &row["rate"], &row["owed_fen"], &row["paid_fen"]),
        (&json!(1), &json!(0), &json!(0), &json!(1000))
    );
    assert_eq!(shop.ok("ledger.verify", json!({}))["sound"], true);
}

#[test]
fn a_breach_is_put_off_only_when_the_consumer_was_told_and_dismissed_with_a_reason() {
    let shop = shop();
    let breach = a_breach(&shop);
    let later = json!({ "clock": "pay", "new_due": "2026-09-30", "extension_reason": "消费者要求改为转账", "told": "平台留言" });
    act(&shop, "breach", &breach, "extend", later).unwrap();
    let no = act(&shop, "breach", &breach, "dismiss", json!({})).unwrap_err();
    assert_eq!(no.field.as_deref(), Some("outcome"));
    act(&shop, "breach", &breach, "dismiss", json!({ "outcome": "消费者下单时备注 10 月再发" })).unwrap();
    expect(&shop, &[("1", "void")]);
}

#[test]
fn what_data_cannot_say_a_person_says_with_evidence() {
    let shop = shop();
    let taking = json!({ "title": "免费取旧，预约后 3 日内上门", "type": "take_away_old", "trigger": "asked", "fulfils": "by_hand", "limit_count": 3,
        "limit_unit": "days", "compensation": "fixed", "fixed_fen": 2000, "text": "消费者提出后 3 日内上门取旧，超时赔付 20 元，3 日内打款。" });
    let id = published(&shop, with(draft(&shop), taking));
    orders(&shop, &[("1", SENT, "2026-09-20 12:00:00", "2026-09-21 10:00:00"), ("2", SENT, "2026-09-19 12:00:00", "2026-09-19 18:00:00")]);
    tick(&shop);
    expect(&shop, &[]);
    until(&shop, "2026-09-25T02:00:00Z");
    let order = |no: &str| of(&rows(&shop, "sales_order"), no)["id"].clone();
    let register = |no: &str, asked: &str| {
        act(&shop, "fulfilment", &Value::Null, "register", json!({ "promise_id": id, "order_id": order(no), "asked_at": asked }))
    };
    assert_eq!(register("2", "2026-09-24 10:00").unwrap_err().field.as_deref(), Some("order_id"), "made before the promise");
    assert_eq!(register("1", "2026-09-26 10:00").unwrap_err().field.as_deref(), Some("asked_at"), "not yet");
    let done = register("1", "2026-09-24 10:00").unwrap()["id"].clone();
    assert_eq!(show(&shop, "fulfilment", &done)["values"]["due_at"], "2026-09-27T16:00:00Z");
    assert_eq!(act(&shop, "fulfilment", &done, "find_broken", json!({ "reason": "没有人去" })).unwrap_err().code, "guard");
    let kept = json!({ "done_at_local": "2026-09-25 09:00", "evidence": "师傅上门照片 2 张" });
    assert_eq!(act(&shop, "fulfilment", &done, "keep", kept).unwrap()["state"], "kept");
    // A second wish of the same order is a second fulfilment; nobody came, and the time passed.
    let missed = register("1", "2026-09-24 11:00").unwrap()["id"].clone();
    until(&shop, "2026-09-29T02:00:00Z");
    tick(&shop);
    assert_eq!(show(&shop, "fulfilment", &missed)["state"], "broken");
    let late = json!({ "done_at_local": "2026-09-28 09:00", "evidence": "上门单" });
    assert_eq!(act(&shop, "fulfilment", &missed, "correct", late).unwrap_err().field.as_deref(), Some("done_at_local"));
    let proven = json!({ "done_at_local": "2026-09-27 09:00", "evidence": "上门单 0927" });
    assert_eq!(act(&shop, "fulfilment", &missed, "correct", proven).unwrap()["state"], "kept");
    assert_eq!(rows(&shop, "breach")[0]["values"]["state"], "dismissed");
    assert_eq!(shop.ok("ledger.verify", json!({}))["sound"], true);
}

#[test]
fn a_promise_reaches_only_what_it_names_and_cases_start_it_too() {
    let shop = shop();
    published(&shop, with(draft(&shop), json!({ "platforms": "拼多多" })));
    published(&shop, with(draft(&shop), json!({ "shops": "别家店" })));
    published(&shop, with(draft(&shop), json!({ "goods": "codes", "codes": "NO-SUCH" })));
    let handled = json!({ "title": "售后 24 小时内处理", "type": "priority", "trigger": "after_sale", "fulfils": "by_hand", "limit_count": 24,
        "text": "登记售后后 24 小时内处理完，超时赔付 5 元，3 日内打款。" });
    published(&shop, with(draft(&shop), handled));
    orders(&shop, &[("1", SENT, "2026-09-20 12:00:00", "2026-09-29 10:00:00")]);
    tick(&shop);
    expect(&shop, &[]);
    let order = rows(&shop, "sales_order")[0]["id"].clone();
    act(&shop, "quality_case", &Value::Null, "register", json!({ "order_id": order, "claim": "quality" })).unwrap();
    tick(&shop);
    expect(&shop, &[("1", "pending")]);
    until(&shop, "2026-09-22T02:00:00Z");
    tick(&shop);
    expect(&shop, &[("1", "broken")]);
    assert_eq!(tick(&shop)["done"], 0, "the case of the breach starts no promise");
}

#[test]
fn measures_and_inspections_of_the_platform_run_in_its_lane() {
    let shop = shop();
    a_breach(&shop);
    let promise = rows(&shop, "promise")[0]["id"].clone();
    let measure = json!({ "what": "限制公示承诺", "promise_id": promise, "effect": "30 日内不得公示发货承诺", "received_on": "2026-09-25", "ends_on": "2026-10-25", "appeal_by": "2026-09-28" });
    let no =
        act(&shop, "promise_measure", &Value::Null, "receive", with(measure.clone(), json!({ "appeal_by": "2026-09-01" }))).unwrap_err();
    assert_eq!(no.field.as_deref(), Some("appeal_by"));
    let id = act(&shop, "promise_measure", &Value::Null, "receive", measure).unwrap()["id"].clone();
    let case = shop.ok("cases.list", json!({ "kind": "promise_measure" }))["rows"][0].clone();
    assert_eq!((&case["lane"], &case["due_at"]), (&json!("platform"), &json!("2026-09-28T16:00:00Z")));
    act(&shop, "promise_measure", &id, "appeal", json!({ "appeal": "当日快递停运，有公告" })).unwrap();
    assert_eq!(act(&shop, "promise_measure", &id, "close", json!({ "outcome": "平台撤销" })).unwrap()["state"], "closed");
    let inspection = json!({ "promise_id": promise, "asks": "报送 9 月履约清单", "period_from": "2026-09-01", "period_to": "2026-09-30", "answer_by": "2026-09-30", "platform_rate": 98 });
    let id = act(&shop, "promise_inspection", &Value::Null, "receive", inspection).unwrap()["id"].clone();
    act(&shop, "promise_inspection", &id, "answer", json!({ "answer": "清单随附，违诺 1 单已发起赔付" })).unwrap();
    assert_eq!(show(&shop, "promise_inspection", &id)["values"]["broken"], 1);
    assert!(rows(&shop, "notice").iter().any(|row| row["values"]["title"] == "履约检查答复"));
    let said = json!({ "promise_id": promise, "order_id": rows(&shop, "sales_order")[0]["id"], "content_with": "no", "words": "等了三天" });
    act(&shop, "promise_feedback", &Value::Null, "record", said).unwrap();
    assert_eq!(shop.ok("ledger.verify", json!({}))["sound"], true);
}

#[test]
fn two_thousand_orders_are_counted_in_a_few_looks() {
    let shop = shop();
    published(&shop, with(draft(&shop), json!({ "warn_below": 95 })));
    until(&shop, "2026-09-25T02:00:00Z");
    let numbers: Vec<String> = (0..2_000).map(|index| format!("{}", 100_000 + index)).collect();
    let file: Vec<(&str, &str, &str, &str)> = numbers
        .iter()
        .enumerate()
        .map(|(index, no)| {
            (no.as_str(), SENT, "2026-09-21 10:00:00", if index % 10 == 0 { "2026-09-24 10:00:00" } else { "2026-09-22 10:00:00" })
        })
        .collect();
    orders(&shop, &file);
    let begun = std::time::Instant::now();
    let (mut done, mut looks) = (0, 0);
    while looks < 20 {
        let ticked = tick(&shop);
        done += ticked["done"].as_u64().unwrap();
        looks += 1;
        if ticked["more"] == false {
            break;
        }
    }
    let counted = begun.elapsed();
    let begun = std::time::Instant::now();
    assert_eq!(tick(&shop)["done"], 0);
    println!("promises: {done} fulfilments in {looks} looks, {counted:?}; a look that finds nothing {:?}", begun.elapsed());
    assert_eq!(done, 2_000);
    let row = shop.ok("promises.board", json!({}))["rows"][0].clone();
    assert_eq!((&row["counts"]["kept"], &row["counts"]["broken"], &row["rate"]), (&json!(1_800), &json!(200), &json!(9_000)));
    assert_eq!((&row["over_promised"], &row["owed_fen"]), (&json!(true), &json!(200_000)));
}

#[test]
fn looking_for_new_orders_walks_the_orders_of_the_period_alone() {
    let shop = shop();
    published(&shop, draft(&shop));
    orders(&shop, &[("1", SENT, "2026-09-20 12:00:00", "2026-09-21 10:00:00")]);
    let bare = shop.bench.shop().unwrap().with_vault(|vault| Bare::reader(vault)).unwrap();
    let (_, statements) = statements_of(|| tick(&shop));
    for (what, index) in [("o.paid_at AS start", "order_by_made"), ("f.needs_year, o.state", "fulfilment_by_state")] {
        let sql = statements.iter().find(|sql| sql.contains(what)).unwrap_or_else(|| panic!("no statement with {what}"));
        let plan = bare.plan(sql).unwrap();
        assert!(plan.iter().any(|line| line.contains(index)), "{plan:#?}");
        assert!(!plan.iter().any(|line| line.starts_with("SCAN") && !line.contains("json_each") && line != "SCAN b"), "{plan:#?}");
    }
}

#[test]
fn every_figure_of_the_board_opens_its_rows() {
    let shop = shop();
    let id = published(&shop, draft(&shop));
    until(&shop, "2026-09-25T02:00:00Z");
    let all = [
        ("501", SENT, "2026-09-21 10:00:00", "2026-09-22 10:00:00"),
        ("502", SENT, "2026-09-22 10:00:00", "2026-09-24 20:00:00"),
        ("503", WAITING, "2026-09-24 10:00:00", ""),
    ];
    orders(&shop, &all);
    tick(&shop);
    let period = json!({ "from": "2026-09-22", "to": "2026-09-30" });
    let counts = shop.ok("promises.board", period)["rows"][0]["counts"].clone();
    let only = |kind: &str, more: Value| {
        let mut only = vec![json!({ "field": "promise_id", "is": [id] })];
        only.extend(more.as_array().unwrap().clone());
        shop.ok("records.list", json!({ "kind": kind, "only": only }))["rows"].as_array().unwrap().len()
    };
    for (state, count) in [("kept", 0), ("broken", 1), ("pending", 1)] {
        assert_eq!(counts[state], count, "{state}");
        let rows = only(
            "fulfilment",
            json!([{ "field": "started_at", "from": "2026-09-22", "to": "2026-09-30" }, { "field": "state", "is": [state] }]),
        );
        assert_eq!(rows, count, "{state}");
    }
    assert_eq!(only("fulfilment", json!([])), 3);
    assert_eq!(only("fulfilment", json!([{ "field": "due_at", "to": "2026-09-24T02:00:00Z" }])), 1);
    assert_eq!(only("fulfilment", json!([{ "field": "due_at", "to": "2026-09-24" }])), 2, "the whole day");
    assert_eq!(only("breach", json!([{ "field": "state", "is": ["broken", "paying"] }])), 1);
    let words = json!({ "kind": "fulfilment", "words": "502", "only": [{ "field": "state", "is": ["kept"] }] });
    assert_eq!(shop.ok("records.list", words)["rows"], json!([]));
    let personal = json!({ "kind": "fulfilment", "only": [{ "field": "evidence", "is": ["x"] }] });
    assert_eq!(shop.call("records.list", personal).unwrap_err().field.as_deref(), Some("only"));
    let no_day = json!({ "kind": "fulfilment", "only": [{ "field": "due_at", "from": "yesterday" }] });
    assert_eq!(shop.call("records.list", no_day).unwrap_err().code, "bad_facts");
}

#[test]
fn a_status_read_before_the_limit_keeps_the_promise_without_a_time() {
    let shop = shop();
    published(&shop, draft(&shop));
    until(&shop, "2026-09-22T02:00:00Z");
    orders(&shop, &[("1", SENT, "2026-09-21 10:00:00", ""), ("2", WAITING, "2026-09-21 10:00:00", "")]);
    tick(&shop);
    expect(&shop, &[("1", "kept"), ("2", "pending")]);
    let working = of(&rows(&shop, "fulfilment"), "1")["values"]["working"].to_string();
    assert!(working.contains("平台没有给出时间"), "{working}");
}

#[test]
fn orders_taken_back_with_their_batch_take_their_counts_with_them_and_bring_them_back() {
    let shop = shop();
    published(&shop, draft(&shop));
    until(&shop, "2026-09-25T02:00:00Z");
    let both = [("1", SENT, "2026-09-21 10:00:00", "2026-09-22 10:00:00"), ("2", SENT, "2026-09-21 10:00:00", "2026-09-24 10:00:00")];
    orders(&shop, &both);
    tick(&shop);
    expect(&shop, &[("1", "kept"), ("2", "broken")]);
    let batch = rows(&shop, "import_batch")[0]["id"].clone();
    shop.ok("imports.undo", json!({ "batch": batch }));
    tick(&shop);
    expect(&shop, &[("1", "void"), ("2", "void")]);
    assert_eq!(rows(&shop, "breach")[0]["values"]["state"], "dismissed");
    assert_eq!(tick(&shop)["done"], 0);
    orders(&shop, &both);
    tick(&shop);
    expect(&shop, &[("1", "kept"), ("2", "broken")]);
    assert_eq!(rows(&shop, "breach")[0]["values"]["state"], "broken");
    assert_eq!(tick(&shop)["done"], 0);
    assert_eq!(shop.ok("ledger.verify", json!({}))["sound"], true);
}
