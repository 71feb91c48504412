//! The two commands. Both run off the window's thread: a keychain may ask a person, an import may take a while.

use std::sync::Arc;

use jiff::Timestamp;
use serde::Serialize;
use serde_json::Value;
use shounuo_desk::kernel::Refusal;
use shounuo_desk::workbench::Workbench;
use tauri::ipc::{InvokeBody, Request};
use tauri::{AppHandle, State};

use crate::files;

/// A refusal on its way to the screen, with a mark by which support finds it in the log.
#[derive(Debug, Serialize)]
pub struct WireError {
    #[serde(flatten)]
    refusal: Refusal,
    trace_id: String,
}

fn on_wire(operation: &str, refusal: Refusal) -> Box<WireError> {
    let trace_id = format!("{:x}", Timestamp::now().as_microsecond());
    crate::log::refused(operation, &refusal.code, &trace_id);
    Box::new(WireError { refusal, trace_id })
}

/// Any operation of the desk, or of the desktop (`shell.…`); `id` is the caller's own, for steps that write.
#[tauri::command(async)]
pub fn call(
    app: AppHandle,
    bench: State<'_, Arc<Workbench>>,
    name: String,
    input: Value,
    id: Option<String>,
) -> Result<Value, Box<WireError>> {
    let answer = match name.strip_prefix("shell.") {
        Some(shell) => files::call(&app, &bench, shell, &input),
        None => bench.call_as(id.as_deref(), &name, input, None, Timestamp::now()),
    };
    answer.map_err(|refusal| on_wire(&name, refusal))
}

/// An operation that takes a file: the bytes are the body, name and input stand in the headers (percent-encoded).
#[tauri::command(async)]
pub fn upload(bench: State<'_, Arc<Workbench>>, request: Request<'_>) -> Result<Value, Box<WireError>> {
    let header = |name: &str| request.headers().get(name).and_then(|value| value.to_str().ok()).map(percent_decoded).unwrap_or_default();
    let name = header("x-operation");
    let InvokeBody::Raw(bytes) = request.body() else {
        return Err(on_wire(&name, Refusal::new("bad_input", "没有收到文件内容")));
    };
    let input = serde_json::from_str(&header("x-input")).unwrap_or(Value::Null);
    let id = Some(header("x-id")).filter(|id| !id.is_empty());
    bench.call_as(id.as_deref(), &name, input, Some(bytes.clone()), Timestamp::now()).map_err(|refusal| on_wire(&name, refusal))
}

fn percent_decoded(text: &str) -> String {
    percent_encoding::percent_decode_str(text).decode_utf8_lossy().into_owned()
}
