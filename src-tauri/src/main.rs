//! The window of 守诺: two commands, one event, and what only a desktop can do. All rules live in the desk.
#![cfg_attr(not(debug_assertions), windows_subsystem = "windows")]

mod arguments;
mod bridge;
mod files;
mod log;
mod own_shop;

use std::process::ExitCode;
use std::sync::Arc;

use shounuo_desk::vault::{Argon2Cost, Keychain};
use shounuo_desk::workbench::{Host, RESERVE, Workbench};
use shounuo_keychain::SystemKeychain;
use tauri::{AppHandle, Emitter, Manager, WebviewWindowBuilder};

use arguments::Arguments;

fn main() -> ExitCode {
    std::panic::set_hook(Box::new(log::panicked));
    if let Some(ended) = shounuo_desk::child::serve_if_asked() {
        return ended;
    }
    let arguments = Arguments::read(std::env::args().skip(1));
    let ran = tauri::Builder::default()
        .plugin(tauri_plugin_dialog::init())
        .setup(move |app| {
            let bench = workbench(app.handle(), &arguments)?;
            app.manage(Arc::new(bench));
            open_window(app)?;
            Ok(())
        })
        .invoke_handler(tauri::generate_handler![bridge::call, bridge::upload])
        .run(tauri::generate_context!());
    if ran.is_ok() { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}

fn workbench(app: &AppHandle, arguments: &Arguments) -> Result<Workbench, Box<dyn std::error::Error>> {
    let dir = match &arguments.data {
        Some(dir) => dir.clone(),
        None => app.path().app_data_dir()?.join("shop"),
    };
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

fn open_window(app: &tauri::App) -> tauri::Result<()> {
    for window in &app.config().app.windows {
        WebviewWindowBuilder::from_config(app, window)?
            // Nothing but the app's own pages is ever loaded.
            .on_navigation(|url| {
                matches!(url.scheme(), "tauri")
                    || url.host_str() == Some("tauri.localhost")
                    || cfg!(dev) && url.host_str() == Some("127.0.0.1")
            })
            .build()?;
    }
    Ok(())
}
