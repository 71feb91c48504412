//! From the demo shop to one's own: the app starts anew on the person's own folder, and this window closes.

use std::process::Command;

use jiff::Timestamp;
use serde_json::{Value, json};
use shounuo_desk::kernel::Refusal;
use shounuo_desk::workbench::Workbench;
use tauri::AppHandle;

/// Starts the app without a folder named: it opens the shop in the user's data folder, or founds one there.
///
/// # Errors
/// `not_demo` in a real shop, where leaving by a click would be a surprise; `not_started` when the system refuses.
pub fn open(app: &AppHandle, bench: &Workbench) -> Result<Value, Refusal> {
    let status = bench.call("shop.status", Value::Null, None, Timestamp::now())?;
    if status.get("demo") != Some(&json!(true)) {
        return Err(Refusal::new("not_demo", "这已经是您自己的店了"));
    }
    let started = std::env::current_exe().and_then(|app| Command::new(app).spawn());
    started.map_err(|_| Refusal::new("not_started", "新窗口没能打开。演示店没有变动，请直接从系统菜单打开守诺"))?;
    app.exit(0);
    Ok(json!({}))
}
