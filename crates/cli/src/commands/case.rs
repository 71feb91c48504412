//! 售后单 on the command line: list, one case, one step of its flow.

use std::io::Read;
use std::path::Path;

use serde_json::{Value, json};
use shounuo_desk::capabilities::quality_case::QUALITY_CASE;
use shounuo_desk::kernel::Refusal;

use super::case_text;
use crate::args::{Case, CaseDo, CaseList, CaseShow, ShopArgs};
use crate::desk::Desk;
use crate::failure::Failure;
use crate::files::read_up_to;
use crate::output::{Output, say};
use crate::resolve;

const INPUT: u64 = 1024 * 1024;

pub fn run(shop: &ShopArgs, asked: &Case, out: &Output) -> Result<(), Failure> {
    match asked {
        Case::List(asked) => list(shop, asked, out),
        Case::Show(asked) => show(shop, asked, out),
        Case::Do(asked) => act(shop, asked, out),
    }
}

fn list(shop: &ShopArgs, asked: &CaseList, out: &Output) -> Result<(), Failure> {
    let filter = filter(asked)?;
    let desk = Desk::open(shop)?;
    let most = asked.limit.unwrap_or(usize::MAX);
    let (mut rows, mut after) = (Vec::new(), Value::Null);
    loop {
        let mut page_of = filter.clone();
        page_of["after"] = after;
        let page = desk.call("cases.list", page_of)?;
        rows.extend(page["rows"].as_array().cloned().unwrap_or_default());
        after = page["after"].clone();
        if after.is_null() || rows.len() >= most {
            break;
        }
    }
    if !after.is_null() || rows.len() > most {
        say(&format!("只列出前 {most} 件，还有更多"));
    }
    rows.truncate(most);
    out.list(&rows, || if rows.is_empty() { "没有符合条件的售后单\n".to_owned() } else { case_text::list(&rows) })
}

fn filter(asked: &CaseList) -> Result<Value, Refusal> {
    let state = asked.state.as_deref().map(resolve::case_state).transpose()?;
    let kind = asked.kind.as_deref().map(resolve::kind).transpose()?.map(|kind| kind.name);
    // A named state may be an ended one; without --which it must not be filtered away.
    let which = asked.which.as_deref().or(state.map(|_| "all"));
    Ok(json!({ "state": state, "kind": kind, "mine": asked.mine, "which": which, "words": asked.words }))
}

fn show(shop: &ShopArgs, asked: &CaseShow, out: &Output) -> Result<(), Failure> {
    let desk = Desk::open(shop)?;
    let case = resolve::case(&desk, &asked.case)?;
    let view = desk.call("cases.show", json!({ "id": case["id"] }))?;
    let options = desk.call("rulings.options", json!({}))?;
    out.object(&view, || case_text::case(&view, &options))
}

fn act(shop: &ShopArgs, asked: &CaseDo, out: &Output) -> Result<(), Failure> {
    let input = asked.input.as_deref().map_or_else(|| Ok(json!({})), input)?;
    let new_of = asked.kind.as_deref().map(resolve::kind).transpose()?;
    let desk = Desk::open(shop)?;
    let (id, kind) = if asked.case == "new" {
        (Value::Null, json!(new_of.unwrap_or(&QUALITY_CASE).name))
    } else {
        let case = resolve::case(&desk, &asked.case)?;
        (case["id"].clone(), case["kind"].clone())
    };
    let event = resolve::event(kind.as_str().unwrap_or_default(), &asked.event);
    let done = desk.call("records.do", json!({ "kind": kind, "id": id, "event": event, "input": input }))?;
    let text = |name: &str| done[name].as_str().unwrap_or_default().to_owned();
    out.object(&done, || format!("{} {}\n", text("number"), text("state_label")))
}

/// What a step is given: a JSON object, on the command line, in a file or on standard input.
fn input(given: &str) -> Result<Value, Refusal> {
    let bytes = match given.strip_prefix('@') {
        Some(file) => read_up_to(Path::new(file), INPUT)?,
        None if given == "-" => read_stdin()?,
        None => given.as_bytes().to_vec(),
    };
    let text = std::str::from_utf8(&bytes).map_err(|_| Refusal::bad("input", "内容不是 UTF-8 文字"))?;
    let value: Option<Value> = serde_json::from_str(text.trim_start_matches('\u{feff}')).ok();
    value.filter(Value::is_object).ok_or_else(|| Refusal::bad("input", "内容应是一个 JSON 对象，请检查引号、逗号和括号"))
}

fn read_stdin() -> Result<Vec<u8>, Refusal> {
    let mut bytes = Vec::new();
    let read = std::io::stdin().lock().take(INPUT + 1).read_to_end(&mut bytes);
    match read {
        Ok(_) if bytes.len() as u64 <= INPUT => Ok(bytes),
        _ => Err(Refusal::bad("input", "读不到标准输入，或内容超过 1 MB")),
    }
}
