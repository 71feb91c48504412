//! The window of 守诺: two commands, one event, and what only a desktop can do. All rules live in the desk.
#![cfg_attr(not(debug_assertions), windows_subsystem = "windows")]

mod arguments;
mod bridge;
mod closing;
mod files;
mod instance;
mod log;
mod own_shop;
mod window;

use std::path::PathBuf;
use std::process::ExitCode;
use std::sync::Arc;

use shounuo_desk::vault::{Argon2Cost, Keychain};
use shounuo_desk::workbench::{Host, RESERVE, Workbench};
use shounuo_keychain::SystemKeychain;
use tauri::{AppHandle, Emitter, Manager};

use arguments::Arguments;
use instance::Start;

fn main() -> ExitCode {
    std::panic::set_hook(Box::new(log::panicked));
    if let Some(ended) = shounuo_desk::child::serve_if_asked() {
        return ended;
    }
    let arguments = Arguments::read(std::env::args().skip(1));
    let built = tauri::Builder::default()
        .plugin(tauri_plugin_dialog::init())
        .setup(move |app| {
            let dir = shop_dir(app.handle(), &arguments)?;
            match instance::start(&dir) {
                Start::First(instance) => {
                    app.manage(Arc::new(workbench(app.handle(), &arguments, dir)?));
                    app.manage(closing::Closing::default());
                    window::open(app)?;
                    let handle = app.handle().clone();
                    instance.answer(move || window::to_the_front(&handle));
                }
                Start::Shown => {
                    log::told("守诺已经打开：它的窗口已经显示到最前面");
                    std::process::exit(0);
                }
                Start::Silent => {
                    window::tell_and_end(app.handle(), "守诺已经打开，但它没有回应。请先关闭它的窗口；关不掉时重新登录系统，再打开守诺。");
                }
            }
            Ok(())
        })
        .on_window_event(closing::look)
        .invoke_handler(tauri::generate_handler![bridge::call, bridge::upload])
        .build(tauri::generate_context!());
    let Ok(app) = built else { return ExitCode::FAILURE };
    app.run(|app, event| closing::last(app, &event));
    ExitCode::SUCCESS
}

/// The folder that was named, or the user's own.
fn shop_dir(app: &AppHandle, arguments: &Arguments) -> tauri::Result<PathBuf> {
    arguments.data.clone().map_or_else(|| Ok(app.path().app_data_dir()?.join("shop")), Ok)
}

fn workbench(app: &AppHandle, arguments: &Arguments, dir: PathBuf) -> Result<Workbench, Box<dyn std::error::Error>> {
    let keychain: Option<Box<dyn Keychain>> = if SystemKeychain::available() { Some(Box::new(SystemKeychain::new())) } else { None };
    let teller = app.clone();
    let bench = Workbench::new(Host {
        dir,
        program: std::env::current_exe().ok(),
        keychain,
        code_cost: Argon2Cost::RECOVERY,
        password_cost: Argon2Cost::PASSWORD,
        reserve: RESERVE,
        via: "window",
        // A window that is gone has nobody to tell.
        on_changed: Box::new(move |kinds| drop(teller.emit("changed", serde_json::json!({ "kinds": kinds })))),
    });
    if let Some(code) = arguments.recovery_code()? {
        // A code that does not fit is told on the first screen, like a keychain that does not answer.
        drop(bench.open(Some(&code)));
    }
    Ok(bench)
}
