//! Cases as people read them on a terminal.

use jiff::Timestamp;
use serde_json::Value;
use shounuo_desk::kernel::work::china;
use shounuo_rules::Fen;

use crate::table::table;

pub fn list(rows: &[Value]) -> String {
    let row = |row: &Value| {
        vec![
            text(row, "number"),
            text(row, "state_label"),
            moment(&row["due_at"]),
            text(row, "owner"),
            text(row, "consumer"),
            text(row, "title"),
        ]
    };
    table(&["编号", "状态", "最近时限", "负责人", "消费者", "商品"], &rows.iter().map(row).collect::<Vec<_>>())
}

/// One case with all that belongs to it. `options` are codes and names of what a ruling can give.
pub fn case(view: &Value, options: &Value) -> String {
    let record = &view["record"];
    let head = format!(
        "{} {}  {}  负责人 {}\n",
        text(record, "kind_label"),
        text(record, "number"),
        text(record, "state_label"),
        text(view, "owner")
    );
    let parts = [
        ("事实", facts(record)),
        ("时限", clocks(view)),
        ("判定", rulings(view, options)),
        ("通知书", notices(view)),
        ("可做的步骤", steps(record)),
        ("经过", timeline(view)),
    ];
    let parts = parts.iter().filter(|(_, lines)| !lines.is_empty());
    head + &parts
        .map(|(title, lines)| format!("\n{title}\n{}", lines.iter().map(|line| format!("  {line}\n")).collect::<String>()))
        .collect::<String>()
}

fn facts(record: &Value) -> Vec<String> {
    let known = items(record, "fields")
        .filter(|field| !record["values"][text(field, "name")].is_null() && field["type"] != "ref" && field["name"] != "batch_id");
    known.map(|field| format!("{}：{}", text(field, "label"), value(field, &record["values"][text(field, "name")]))).collect()
}

fn value(field: &Value, value: &Value) -> String {
    match (field["type"].as_str().unwrap_or_default(), value) {
        ("money", Value::Number(fen)) => Fen(fen.as_i64().unwrap_or(0)).to_string(),
        ("choice", Value::String(code)) => {
            let choices = items(field, "choices").find(|choice| choice[0] == *value);
            choices.and_then(|choice| choice[1].as_str()).unwrap_or(code).to_owned()
        }
        (_, Value::String(text)) => text.clone(),
        (_, Value::Bool(flag)) => if *flag { "是" } else { "否" }.to_owned(),
        (_, other) => other.to_string(),
    }
}

fn clocks(view: &Value) -> Vec<String> {
    items(view, "clocks")
        .map(|clock| format!("{}  {}  {}", text(clock, "label"), moment(&clock["due_at"]), text(clock, "clause")))
        .collect()
}

fn rulings(view: &Value, options: &Value) -> Vec<String> {
    let label = |code: &Value| {
        options
            .as_array()
            .into_iter()
            .flatten()
            .find(|option| option["code"] == *code)
            .map_or_else(String::new, |option| text(option, "label"))
    };
    let line = |ruling: &Value| {
        let given: Vec<String> = items(ruling, "options").map(label).collect();
        format!("{} {}：{}", text(&ruling["record"], "number"), text(&ruling["record"], "state_label"), given.join("、"))
    };
    items(view, "rulings").map(line).collect()
}

fn notices(view: &Value) -> Vec<String> {
    items(view, "notices")
        .map(|notice| format!("{} {} {}", text(notice, "number"), text(&notice["values"], "title"), text(notice, "state_label")))
        .collect()
}

fn steps(record: &Value) -> Vec<String> {
    let line = |button: &Value| {
        let why = button["why"].as_str().map(|why| format!("（现在不行：{why}）")).unwrap_or_default();
        format!("{}  {}{why}", text(button, "event"), text(button, "label"))
    };
    items(record, "buttons").map(line).collect()
}

fn timeline(view: &Value) -> Vec<String> {
    items(view, "timeline").map(|item| format!("{}  {}  {}", moment(&item["at"]), text(item, "who"), text(item, "label"))).collect()
}

fn items<'v>(value: &'v Value, name: &str) -> impl Iterator<Item = &'v Value> {
    value[name].as_array().into_iter().flatten()
}

fn text(value: &Value, name: &str) -> String {
    value[name].as_str().unwrap_or_default().to_owned()
}

/// An instant as a Beijing wall clock shows it.
fn moment(at: &Value) -> String {
    let at: Option<Timestamp> = at.as_str().and_then(|at| at.parse().ok());
    at.map_or_else(String::new, |at| at.to_zoned(china()).strftime("%Y-%m-%d %H:%M").to_string())
}
