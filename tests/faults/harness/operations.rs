//! The operations that are broken off, each on a folder prepared for it.

use serde_json::json;
use shounuo_desk::kernel::Refusal;

use crate::desk::Desk;

/// One operation of the workbench.
pub struct Operation {
    pub name: &'static str,
    /// Makes what the operation needs, in a shop just founded.
    pub world: fn(&Desk),
    /// The operation: one call or a few.
    pub run: fn(&Desk) -> Result<(), Refusal>,
    /// The shop is opened first.
    pub opens: bool,
    /// The prepared folder is as a crash would leave it, with all of its history in the log.
    pub hot: bool,
    /// It has several transactions of its own: any of them may be the last.
    pub in_parts: bool,
    /// It changes the ways to the key.
    pub keys: bool,
    /// Whether it has happened, when the ledger does not tell.
    pub seen: Option<fn(&Desk) -> bool>,
}

const PLAIN: Operation = Operation { name: "", world: nothing, run: |_| Ok(()), opens: true, hot: false, in_parts: false, keys: false, seen: None };

pub fn find(name: &str) -> Option<&'static Operation> {
    ALL.iter().find(|operation| operation.name == name)
}

pub static ALL: &[Operation] = &[
    Operation { name: "register_case", run: register_case, ..PLAIN },
    Operation { name: "register_case_hot", run: register_case, hot: true, ..PLAIN },
    Operation { name: "rule", world: a_case, run: |desk| case_step(desk, "rule"), ..PLAIN },
    Operation { name: "save_draft", run: save_draft, seen: Some(draft_saved), hot: true, ..PLAIN },
    Operation { name: "add_staff", run: add_staff, ..PLAIN },
    Operation { name: "close", world: some_cases, hot: true, ..PLAIN },
];

fn nothing(_: &Desk) {}

fn facts() -> serde_json::Value {
    json!({ "goods_title": "小天鹅滚筒洗衣机 10kg", "fault_text": "脱水时异响，张三来电 19900001234", "claim": "quality", "goods": "洗衣机",
        "channel": "online", "price_fen": 299_900, "invoice_date": "2026-11-09", "received_date": "2026-11-11", "fault_date": "2026-11-20",
        "fault": "performance", "proof": "invoice", "same_model_available": true, "wants": "return" })
}

/// Registers a case; its id.
pub fn register(desk: &Desk) -> Result<String, Refusal> {
    desk.act("quality_case", None, "register", facts())
}

fn a_case(desk: &Desk) {
    desk.keep("case", &register(desk).unwrap());
}

fn some_cases(desk: &Desk) {
    for _ in 0..5 {
        a_case(desk);
    }
}

fn register_case(desk: &Desk) -> Result<(), Refusal> {
    register(desk).map(drop)
}

fn case_step(desk: &Desk, event: &str) -> Result<(), Refusal> {
    desk.act("quality_case", Some(&desk.kept("case")), event, json!({})).map(drop)
}

fn save_draft(desk: &Desk) -> Result<(), Refusal> {
    desk.call("drafts.save", json!({ "name": "quality_case/new", "value": { "goods_title": "写了一半" } })).map(drop)
}

fn draft_saved(desk: &Desk) -> bool {
    desk.bench.call("drafts.load", json!({ "name": "quality_case/new" }), None, desk.now()).unwrap()["value"]["goods_title"] == "写了一半"
}

fn add_staff(desk: &Desk) -> Result<(), Refusal> {
    let person = json!({ "login": "kefu", "name": "客服甲", "role": "after_sales", "password": crate::desk::PASSWORD });
    desk.call("staff.create", person).map(drop)
}
