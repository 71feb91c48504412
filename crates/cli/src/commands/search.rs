use serde_json::{Value, json};

use crate::args::{Search, ShopArgs};
use crate::desk::Desk;
use crate::failure::Failure;
use crate::output::Output;
use crate::table::table;

pub fn run(shop: &ShopArgs, asked: &Search, out: &Output) -> Result<(), Failure> {
    let found = Desk::open(shop)?.call("search", json!({ "text": asked.text }))?;
    let rows = found.as_array().cloned().unwrap_or_default();
    out.list(&rows, || if rows.is_empty() { "没有找到\n".to_owned() } else { text(&rows) })
}

fn text(rows: &[Value]) -> String {
    let cell = |row: &Value, name: &str| row[name].as_str().unwrap_or_default().to_owned();
    let rows: Vec<_> =
        rows.iter().map(|row| ["kind_label", "number", "state_label", "title"].map(|name| cell(row, name)).to_vec()).collect();
    table(&["种类", "编号", "状态", "内容"], &rows)
}
