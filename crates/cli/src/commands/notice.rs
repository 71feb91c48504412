//! A letter as PDF: issued by the flow when it is due, and the issued bytes ever after.

use base64::Engine;
use base64::engine::general_purpose::STANDARD as BASE64;
use serde_json::{Value, json};
use shounuo_desk::capabilities::KINDS;
use shounuo_desk::capabilities::notice::NOTICE;
use shounuo_desk::capabilities::notice::ruling_letter::RULE as RULING_LETTER_RULE;
use shounuo_desk::kernel::Refusal;

use crate::args::{Notice, ShopArgs};
use crate::desk::Desk;
use crate::failure::Failure;
use crate::files::{Place, name};
use crate::output::{Output, say};
use crate::resolve;

pub fn run(shop: &ShopArgs, asked: &Notice, out: &Output) -> Result<(), Failure> {
    let what = what(&asked.kind)?;
    let place = Place::take(&asked.out, asked.force)?;
    let desk = Desk::open(shop)?;
    let (notice, issued) = find_or_issue(&desk, &asked.record, what)?;
    let file = desk.call("notices.file", json!({ "id": notice["id"] }))?;
    let bytes = BASE64
        .decode(file["pdf"].as_str().unwrap_or_default())
        .map_err(|_| Refusal::new("missing_file", "通知书的原件无法识别，请核验台账"))?;
    place.put(&bytes)?;
    let warnings = notice["values"]["warnings"].as_array().cloned().unwrap_or_default();
    warnings.iter().filter_map(Value::as_str).for_each(say);
    let done = json!({
        "notice": notice["number"], "case": notice["values"]["case_id"], "out": asked.out.to_string_lossy(), "pages": file["pages"],
        "issued": issued, "warnings": warnings,
    });
    let verb = if issued { "已出具" } else { "已取出原件" };
    out.object(&done, || {
        format!("{verb} {}，{} 页，存为 {}\n", notice["number"].as_str().unwrap_or_default(), file["pages"], name(&asked.out))
    })
}

/// The stored name of a kind of letter, given by it or by its title.
fn what(named: &str) -> Result<&'static str, Refusal> {
    if matches!(named, "recovery_sheet" | "恢复码凭条") {
        return Err(Refusal::new("not_available", "恢复码凭条只能在建店或换新恢复码时打印：店铺里不存恢复码"));
    }
    let rules = || KINDS.iter().flat_map(|kind| kind.papers);
    rules().find(|rule| rule.what == named || rule.title == named).map(|rule| rule.what).ok_or_else(|| {
        let all: Vec<String> = rules().map(|rule| format!("{}（{}）", rule.what, rule.title)).collect();
        Refusal::bad("kind", format!("没有“{named}”这种通知书，可用：{}", all.join("、")))
    })
}

/// The letter that a record leads to, and whether it was issued just now.
fn find_or_issue(desk: &Desk, record: &str, what: &str) -> Result<(Value, bool), Refusal> {
    if let Some(notice) = by_number(desk, record)? {
        return Ok((notice, false));
    }
    let case = resolve::case(desk, record)?;
    let view = desk.call("cases.show", json!({ "id": case["id"] }))?;
    // A case that waits for its letter gets a new one, also when an older ruling had one.
    let due = what == RULING_LETTER_RULE.what && view["record"]["state"] == "ruled";
    if !due && let Some(notice) = standing(&view, what) {
        return Ok((notice, false));
    }
    let kind = &view["record"]["kind"];
    if what == RULING_LETTER_RULE.what {
        desk.call("records.do", json!({ "kind": kind, "id": case["id"], "event": "tell", "input": {} }))?;
    } else {
        desk.call("notices.issue", json!({ "kind": kind, "id": case["id"], "what": what }))?;
    }
    let view = desk.call("cases.show", json!({ "id": case["id"] }))?;
    standing(&view, what).map(|notice| (notice, true)).ok_or_else(Refusal::not_found)
}

/// The letter with this number or id.
fn by_number(desk: &Desk, record: &str) -> Result<Option<Value>, Refusal> {
    let number = record.trim().to_uppercase();
    let found = desk.call("search", json!({ "text": number }))?;
    let hit = found.as_array().into_iter().flatten().find(|row| row["kind"] == NOTICE.name && row["number"] == json!(number));
    let id = hit.map_or_else(|| record.trim().to_owned(), |row| row["id"].as_str().unwrap_or_default().to_owned());
    match desk.call("records.show", json!({ "kind": NOTICE.name, "id": id })) {
        Ok(notice) => Ok(Some(notice)),
        Err(no) if no.code == "not_found" => Ok(None),
        Err(no) => Err(no),
    }
}

/// The newest letter of a kind that is not void.
fn standing(view: &Value, what: &str) -> Option<Value> {
    let notices = view["notices"].as_array()?;
    notices.iter().find(|notice| notice["values"]["what"] == what && notice["state"] != "void").cloned()
}
