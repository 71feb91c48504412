//! Closing the window: where the backup of the day was not made yet, it is made first.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use jiff::Timestamp;
use serde_json::json;
use shounuo_desk::workbench::Workbench;
use tauri::{Manager, Window, WindowEvent};

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
