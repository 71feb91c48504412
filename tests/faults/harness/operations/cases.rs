//! Cases, from the counter to their end.

use serde_json::{Value, json};
use shounuo_desk::kernel::Refusal;

use super::{Operation, PLAIN, nothing, op};
use crate::desk::Desk;

pub const ALL: &[Operation] = &[
    op("case.register", nothing, |desk| register(desk).map(drop)),
    Operation { hot: true, ..op("case.register in a hot log", some_cases, |desk| register(desk).map(drop)) },
    op("case.set_facts", a_case, |desk| step(desk, "set_facts", json!({ "price_fen": 199_900, "goods": "微波炉" }))),
    op("case.accept", a_case, |desk| step(desk, "accept", json!({}))),
    op("case.rule", a_case, |desk| step(desk, "rule", json!({}))),
    op("case.tell", ruled, |desk| step(desk, "tell", json!({}))),
    op("case.choose", told, |desk| step(desk, "choose", json!({ "chosen": "exchange" }))),
    op("case.note", a_case, |desk| step(desk, "note", json!({ "words": "回电 19900001234，请她周一再打" }))),
    op("case.extend", overdue, extend),
    op("case.cancel", a_case, |desk| step(desk, "cancel", json!({ "reason": "消费者来电说已自行解决" }))),
    op("case.undo", accepted, undo),
    op("case.lend", a_case, lend),
    Operation { in_parts: true, ..op("cases.bulk", some_cases, bulk) },
    op("notices.issue", told, issue_again),
    Operation { seen: draft_saved, hot: true, ..op("drafts.save", nothing, save_draft) },
    Operation { seen: look_saved, ..op("look.save", nothing, save_look) },
    op("shift_note.write", nothing, |desk| desk.act("shift_note", None, "write", json!({ "words": "钥匙在抽屉" })).map(drop)),
    Operation { name: "search and verify", world: some_cases, run: look_around, hot: true, ..PLAIN },
];

fn facts() -> Value {
    json!({ "goods_title": "小天鹅滚筒洗衣机 10kg", "fault_text": "脱水时异响，张三来电 19900001234", "claim": "quality", "goods": "洗衣机",
        "channel": "online", "price_fen": 299_900, "invoice_date": "2026-11-09", "received_date": "2026-11-11", "fault_date": "2026-11-20",
        "fault": "performance", "proof": "invoice", "same_model_available": true, "wants": "return" })
}

/// Registers a case; its id.
pub fn register(desk: &Desk) -> Result<String, Refusal> {
    desk.act("quality_case", None, "register", facts())
}

pub fn a_case(desk: &Desk) {
    desk.keep("case", &register(desk).unwrap());
}

pub fn some_cases(desk: &Desk) {
    let ids: Vec<String> = (0..3).map(|_| register(desk).unwrap()).collect();
    desk.keep("cases", &ids.join(" "));
}

fn ruled(desk: &Desk) {
    a_case(desk);
    step(desk, "rule", json!({})).unwrap();
}

pub fn told(desk: &Desk) {
    ruled(desk);
    step(desk, "tell", json!({})).unwrap();
}

fn accepted(desk: &Desk) {
    a_case(desk);
    step(desk, "accept", json!({})).unwrap();
}

fn overdue(desk: &Desk) {
    a_case(desk);
    desk.later(40);
}

pub fn step(desk: &Desk, event: &str, input: Value) -> Result<(), Refusal> {
    desk.act("quality_case", Some(&desk.kept("case")), event, input).map(drop)
}

fn extend(desk: &Desk) -> Result<(), Refusal> {
    step(desk, "extend", json!({ "clock": "answer", "new_due": "2026-11-25", "extension_reason": "等厂家回复", "told": "电话" }))
}

/// The version of a record as a screen would have seen it.
fn seen(desk: &Desk, id: &str) -> Result<Value, Refusal> {
    Ok(json!({ "kind": "quality_case", "id": id, "version": desk.value("SELECT version FROM quality_case WHERE id = ?1", id)? }))
}

fn undo(desk: &Desk) -> Result<(), Refusal> {
    desk.call("records.undo", seen(desk, &desk.kept("case"))?).map(drop)
}

fn lend(desk: &Desk) -> Result<(), Refusal> {
    let input = json!({ "case_id": desk.kept("case"), "unit": "备用洗衣机 7kg", "lent_on": "2026-11-21" });
    desk.act("loaner", None, "lend", input).map(drop)
}

/// Begun again, it takes those that are left.
fn bulk(desk: &Desk) -> Result<(), Refusal> {
    let cases = desk.kept("cases");
    let mut items = Vec::new();
    for id in cases.split(' ') {
        if desk.value("SELECT state FROM quality_case WHERE id = ?1", id)? == "registered" {
            items.push(seen(desk, id)?);
        }
    }
    if !items.is_empty() {
        let input = json!({ "items": items, "event": "accept", "dry_run": false });
        let done = desk.bench.call("cases.bulk", input, None, desk.now())?;
        let refused = done["rows"].as_array().into_iter().flatten().find(|row| row["message"].is_string());
        if let Some(row) = refused {
            return Err(Refusal::new("bulk", row["message"].as_str().unwrap_or_default()));
        }
    }
    desk.acknowledge();
    Ok(())
}

fn issue_again(desk: &Desk) -> Result<(), Refusal> {
    let asked = json!({ "kind": "quality_case", "id": desk.kept("case"), "what": "ruling_letter", "paper": "a4", "large_type": true });
    desk.call("notices.issue", asked).map(drop)
}

const DRAFT: &str = "quality_case/new";

fn save_draft(desk: &Desk) -> Result<(), Refusal> {
    desk.call("drafts.save", json!({ "name": DRAFT, "value": { "goods_title": "写了一半" } })).map(drop)
}

fn draft_saved(desk: &Desk, done: bool) -> Result<(), String> {
    let draft = desk.bench.call("drafts.load", json!({ "name": DRAFT }), None, desk.now()).map_err(|no| no.message)?["value"].clone();
    let whole = draft["goods_title"] == "写了一半";
    if whole || (!done && draft.is_null()) { Ok(()) } else { Err(format!("lost: the draft is {draft}")) }
}

fn save_look(desk: &Desk) -> Result<(), Refusal> {
    desk.call("look.save", json!({ "value": { "theme": "dark", "size": 16 } })).map(drop)
}

fn look_saved(desk: &Desk, done: bool) -> Result<(), String> {
    let look = desk.bench.call("look.load", json!({}), None, desk.now()).map_err(|no| no.message)?["value"].clone();
    if look["theme"] == "dark" || (!done && look.is_null()) { Ok(()) } else { Err(format!("lost: the look is {look}")) }
}

/// What only reads, on a file that was not closed.
fn look_around(desk: &Desk) -> Result<(), Refusal> {
    desk.call("search", json!({ "text": "异响" }))?;
    desk.call("cases.list", json!({}))?;
    desk.call("ledger.verify", json!({})).map(drop)
}
