//! Closing the window: where the backup of the day was not made yet, it is made first. However the program ends, the end of the
//! ledger is signed and remembered, if that can be done at once.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

use jiff::Timestamp;
use serde_json::json;
use shounuo_desk::workbench::Workbench;
use tauri::{AppHandle, Manager, RunEvent, Window, WindowEvent};

/// How long the end of the program waits for the last signature.
const PATIENCE: Duration = Duration::from_secs(3);

/// Somebody closed the window once: closing it again does not wait.
#[derive(Default)]
pub struct Closing(AtomicBool);

/// Holds the first closing back until the backup of the day is there, or has failed: that is told at the next start.
pub fn look(window: &Window, event: &WindowEvent) {
    let WindowEvent::CloseRequested { api, .. } = event else { return };
    let (Some(bench), Some(closing)) = (window.try_state::<Arc<Workbench>>(), window.try_state::<Closing>()) else { return };
    if bench.shop().is_err() || closing.0.swap(true, Ordering::Relaxed) {
        return;
    }
    let bench = Arc::clone(&*bench);
    api.prevent_close();
    let window = window.clone();
    std::thread::spawn(move || {
        // A title that cannot be set is no reason to stay open.
        let _ = window.set_title("守诺：正在做今天的备份，做完就关闭（再按一次关闭，立即退出）");
        let _ = bench.call("backups.daily", json!({ "job": "closing" }), None, Timestamp::now());
        window.app_handle().exit(0);
    });
}

/// The last thing before the program ends, whatever ends it.
pub fn last(app: &AppHandle, event: &RunEvent) {
    if let (RunEvent::Exit, Some(bench)) = (event, app.try_state::<Arc<Workbench>>()) {
        // What was not done in time is found at the next start.
        bench.close_within(PATIENCE);
    }
}
