//! A platform's file into the shop, or a batch out of it again.

use std::path::Path;
use std::time::Duration;

use serde_json::{Value, json};
use shounuo_desk::kernel::Refusal;

use crate::args::{Import, ShopArgs};
use crate::desk::Desk;
use crate::failure::Failure;
use crate::files::{name, read_up_to};
use crate::output::{Output, say};

/// Above the core's own bound, which has the words for it.
const FILE: u64 = 64 * 1024 * 1024;
const MAPPING: u64 = 64 * 1024;
/// Name under which the import is asked after.
const JOB: &str = "import";
const TELL_EVERY: Duration = Duration::from_secs(1);
/// What a batch answers with, in this order; `batch` comes before.
const ANSWER: [&str; 10] =
    ["platform", "encoding", "rows", "orders_new", "orders_updated", "lines_new", "lines_updated", "cases_new", "unchanged", "refused"];

pub fn run(shop: &ShopArgs, asked: &Import, out: &Output) -> Result<(), Failure> {
    match (&asked.undo, &asked.file) {
        (Some(batch), _) => undo(&Desk::open(shop)?, batch, out),
        (None, Some(file)) => import(shop, asked, file, out),
        (None, None) => Err(Failure::Usage("缺少要导入的文件".to_owned())),
    }
}

fn undo(desk: &Desk, batch: &str, out: &Output) -> Result<(), Failure> {
    let undone = desk.call("imports.undo", json!({ "batch": batch.trim() }))?;
    out.object(&undone, || {
        let kept: Vec<&str> = undone["kept"].as_array().into_iter().flatten().filter_map(Value::as_str).collect();
        let stays = if kept.is_empty() { String::new() } else { format!("有人处理过的保留：{}\n", kept.join("、")) };
        format!("已撤销批次 {batch}：撤回 {} 件，恢复原样 {} 件\n{stays}", undone["withdrawn"], undone["restored"])
    })
}

fn import(shop: &ShopArgs, asked: &Import, file: &Path, out: &Output) -> Result<(), Failure> {
    let bytes = read_up_to(file, FILE)?;
    let mapping = asked.mapping.as_deref().map(read_mapping).transpose()?;
    let desk = Desk::open(shop)?;
    let preview = desk.send("imports.open", json!({ "name": name(file) }), Some(bytes))?;
    let platform = if asked.platform == "auto" { Value::Null } else { json!(asked.platform) };
    let look = json!({ "token": preview["token"], "platform": platform, "kind": asked.kind, "mapping": mapping });
    let seen = desk.call("imports.look", look.clone())?;
    if seen["recognised"] != true {
        return Err(not_recognised(&seen).into());
    }
    say(&format!("识别为{} {}，{}，{} 行", text(&seen, "platform_label"), text(&seen, "label"), text(&seen, "encoding"), seen["rows"]));
    let input = json!({ "look": look, "shop": asked.shop_name, "dry_run": asked.dry_run, "job": JOB });
    let imported = desk.watched(JOB, TELL_EVERY, |rows| format!("已处理 {rows} 行……"), || desk.call("imports.run", input))?;
    out.object(&answer(&imported), || words(&imported, asked.dry_run))
}

fn read_mapping(path: &Path) -> Result<Value, Refusal> {
    let bytes = read_up_to(path, MAPPING)?;
    let mapping: Option<Value> = serde_json::from_slice(&bytes).ok();
    mapping.filter(Value::is_object).ok_or_else(|| Refusal::bad("mapping", "列的对应关系应是一个 JSON 对象：{\"order_no\": \"订单号\", …}"))
}

fn text<'v>(value: &'v Value, name: &str) -> &'v str {
    value[name].as_str().unwrap_or_default()
}

fn answer(imported: &Value) -> Value {
    let mut answer = json!({ "batch": batch(imported) });
    for name in ANSWER {
        answer[name] = imported[name].clone();
    }
    answer
}

/// The batch by the number that people know it by; `null` after a dry run.
fn batch(imported: &Value) -> &Value {
    if imported["number"].is_null() { &imported["batch"] } else { &imported["number"] }
}

fn words(imported: &Value, dry_run: bool) -> String {
    let head = match batch(imported).as_str() {
        Some(batch) => format!("已导入，批次 {batch}"),
        None if dry_run => "试导入，没有写入任何内容".to_owned(),
        None => "已导入".to_owned(),
    };
    let count = |name: &str| imported[name].to_string();
    let refused = imported["refused"].as_array().map(Vec::as_slice).unwrap_or_default();
    let mut text = format!(
        "{head}\n共 {} 行：新订单 {}，更新 {}；新订单行 {}，更新 {}；新售后单 {}，更新 {}；未变 {}；拒绝 {} 行\n",
        count("rows"),
        count("orders_new"),
        count("orders_updated"),
        count("lines_new"),
        count("lines_updated"),
        count("cases_new"),
        count("cases_updated"),
        count("unchanged"),
        refused.len()
    );
    for row in refused {
        text.push_str(&format!(
            "  第 {} 行「{}」：{}\n",
            row["row"],
            row["column"].as_str().unwrap_or_default(),
            row["reason"].as_str().unwrap_or_default()
        ));
    }
    text
}

/// Says which headings the file has. Cells with a run of digits are no headings and may be somebody's number.
fn not_recognised(seen: &Value) -> Refusal {
    let digits = |heading: &str| heading.chars().filter(char::is_ascii_digit).count() > 4;
    let headings = seen["columns"].as_array().into_iter().flatten().filter_map(|column| column["heading"].as_str());
    let shown: Vec<String> = headings
        .filter(|heading| !heading.trim().is_empty() && !digits(heading))
        .take(40)
        .map(|heading| heading.trim().chars().take(20).collect())
        .collect();
    let found = if shown.is_empty() { "没有找到表头".to_owned() } else { format!("文件里的表头是：{}", shown.join("、")) };
    Refusal::new(
        "not_recognised",
        format!("没有认出这是哪个平台的文件，没有导入任何内容。{found}。请在窗口的导入页为各列指定含义，或用 --mapping FILE.json 指定"),
    )
}
