//! Persons: staff and their passwords, consumers and what may be seen of them.

use serde_json::{Value, json};
use shounuo_desk::kernel::Refusal;

use super::{Operation, nothing, op};
use crate::desk::{Desk, PASSWORD};

pub const ALL: &[Operation] = &[
    op("staff.create", nothing, |desk| desk.call("staff.create", kefu()).map(drop)),
    op("staff.change_role", a_colleague, |desk| colleague(desk, "change_role", json!({ "role": "technician" }))),
    op("staff.deactivate", a_colleague, |desk| colleague(desk, "deactivate", json!({}))),
    op("staff.reset_password", a_colleague, reset_password),
    op("session.change_password", nothing, change_password),
    op("session.sign_in", a_wrong_try, sign_in),
    op("shop.edit", nothing, edit_shop),
    op("consumer.meet", nothing, |desk| desk.act("consumer", None, "meet", person("王小明")).map(drop)),
    op("consumer.correct", a_consumer, |desk| consumer(desk, "correct", json!({ "name": "王大明", "phone": "19900002222" }))),
    op("consumer.erase", a_consumer_with_history, |desk| consumer(desk, "erase", json!({}))),
    op("records.reveal", a_consumer, reveal),
    op("exports.table", a_consumer, export),
];

fn kefu() -> Value {
    json!({ "login": "kefu", "name": "客服甲", "role": "after_sales", "password": PASSWORD })
}

fn a_colleague(desk: &Desk) {
    desk.keep("colleague", desk.ok("staff.create", kefu())["id"].as_str().unwrap());
}

fn colleague(desk: &Desk, event: &str, input: Value) -> Result<(), Refusal> {
    desk.act("account", Some(&desk.kept("colleague")), event, input).map(drop)
}

fn reset_password(desk: &Desk) -> Result<(), Refusal> {
    desk.call("staff.reset_password", json!({ "id": desk.kept("colleague"), "password": "柜台-2027" })).map(drop)
}

fn change_password(desk: &Desk) -> Result<(), Refusal> {
    desk.call("session.change_password", json!({ "old": PASSWORD, "new": "柜台-2027" })).map(drop)
}

fn a_wrong_try(desk: &Desk) {
    let wrong = desk.bench.call("session.sign_in", json!({ "login": "owner", "password": "falsch-falsch" }), None, desk.now());
    assert_eq!(wrong.unwrap_err().code, "wrong_password");
}

fn sign_in(desk: &Desk) -> Result<(), Refusal> {
    desk.call("session.sign_in", json!({ "login": "owner", "password": PASSWORD })).map(drop)
}

fn edit_shop(desk: &Desk) -> Result<(), Refusal> {
    let shop = desk.text("SELECT id FROM shop");
    desk.act("shop", Some(&shop), "edit", json!({ "name": "晨光电器行", "contact": "0571-8800000" })).map(drop)
}

fn person(name: &str) -> Value {
    json!({ "platform": "store", "name": name, "phone": "19900001111", "address": "浙江省杭州市西湖区某路 1 号" })
}

fn a_consumer(desk: &Desk) {
    desk.keep("consumer", &desk.did("consumer", None, "meet", person("王小明")));
}

fn a_consumer_with_history(desk: &Desk) {
    a_consumer(desk);
    let input =
        json!({ "goods_title": "洗衣机", "claim": "quality", "fault_text": "隔壁李奶奶代收", "consumer_id": desk.kept("consumer") });
    let case = desk.did("quality_case", None, "register", input);
    let photo = json!({ "case_id": case, "of_kind": "quality_case", "role": "proof", "name": "a.jpg" });
    desk.send("attachments.add", photo, Some(super::files::photo(40, 30))).unwrap();
    desk.did("quality_case", Some(&case), "cancel", json!({ "reason": "不修了" }));
}

fn consumer(desk: &Desk, event: &str, input: Value) -> Result<(), Refusal> {
    desk.act("consumer", Some(&desk.kept("consumer")), event, input).map(drop)
}

fn reveal(desk: &Desk) -> Result<(), Refusal> {
    desk.call("records.reveal", json!({ "kind": "consumer", "id": desk.kept("consumer"), "field": "phone", "reason": "回电确认地址" }))
        .map(drop)
}

fn export(desk: &Desk) -> Result<(), Refusal> {
    desk.call("exports.table", json!({ "kind": "consumer", "format": "csv", "purpose": "月度盘点" })).map(drop)
}
