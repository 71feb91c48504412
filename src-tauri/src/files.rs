//! Files that leave the app: the core makes the bytes, the person picks the place, the window never sees a path.

use std::fs::File;
use std::io::Write;
use std::path::{Path, PathBuf};

use base64::Engine;
use base64::engine::general_purpose::STANDARD as BASE64;
use jiff::Timestamp;
use serde_json::{Value, json};
use shounuo_desk::kernel::Refusal;
use shounuo_desk::workbench::Workbench;
use tauri::AppHandle;
use tauri_plugin_dialog::{DialogExt, FilePath};

/// The largest file that is in the window's hand: a recovery sheet, a list of refused rows.
const LARGEST_IN_HAND: usize = 8 * 1024 * 1024;

/// Operations of the desktop. `save`: runs a desk operation that makes a file and saves it where the person says. `keep`: saves
/// bytes that the window has in hand already. `pick_folder`, `pick_backup`: a place, held by the desk under a token. `own_shop`: leaves the demo shop for one's own.
pub fn call(app: &AppHandle, bench: &Workbench, name: &str, input: &Value) -> Result<Value, Refusal> {
    match name {
        "save" => save(app, bench, input),
        "keep" => keep(app, input),
        "pick_folder" => picked(bench, app.dialog().file().blocking_pick_folder()),
        "pick_backup" => picked(bench, app.dialog().file().add_filter("守诺备份", &["shounuo"]).blocking_pick_file()),
        "own_shop" => crate::own_shop::open(app, bench),
        _ => Err(Refusal::new("unknown_operation", format!("没有“shell.{name}”这个操作"))),
    }
}

/// Whether there is an operation of the desktop with this name.
pub fn knows(name: &str) -> bool {
    matches!(name, "save" | "keep" | "own_shop")
}

/// Asks for the place first: a file that nobody takes is not made, and nothing is noted as taken.
fn save(app: &AppHandle, bench: &Workbench, input: &Value) -> Result<Value, Refusal> {
    let operation = input.get("operation").and_then(Value::as_str).unwrap_or_default();
    if !matches!(operation, "attachments.bytes" | "notices.file" | "notices.preview" | "labels.make" | "exports.table") {
        return Err(Refusal::new("unknown_operation", "这个操作不产生文件"));
    }
    // Nor is anybody asked for a place who is then asked for a password, and for the place once more.
    bench.may(operation, Timestamp::now())?;
    let Some(place) = ask_place(app, input)? else { return Ok(json!({ "saved": false })) };
    let asked = input.get("input").cloned().unwrap_or_default();
    let made = bench.call(operation, asked.clone(), None, Timestamp::now())?;
    match made.get("parts").and_then(Value::as_u64) {
        Some(parts) => save_parts(bench, &place, (&asked, parts), &made),
        None => write(&place, made.get("pdf").or_else(|| made.get("bytes"))),
    }
}

/// An attachment comes in parts, so that a long video is never whole in memory. One that could not be finished is not left.
fn save_parts(bench: &Workbench, place: &Path, (asked, parts): (&Value, u64), first: &Value) -> Result<Value, Refusal> {
    let mut out = File::create(place).map_err(|_| not_saved())?;
    let mut put = |part: &Value| decoded(part.get("bytes")).and_then(|bytes| out.write_all(&bytes).map_err(|_| not_saved()));
    let saved = put(first).and_then(|()| {
        (1..parts).try_for_each(|part| {
            let mut asked = asked.clone();
            asked["part"] = json!(part);
            put(&bench.call("attachments.bytes", asked, None, Timestamp::now())?)
        })
    });
    match saved {
        Ok(()) => Ok(json!({ "saved": true })),
        Err(no) => {
            // What matters is why it failed; half a file would only be taken for a whole one.
            let _ = std::fs::remove_file(place);
            Err(no)
        }
    }
}

fn keep(app: &AppHandle, input: &Value) -> Result<Value, Refusal> {
    if input.get("bytes").and_then(Value::as_str).is_none_or(|bytes| bytes.len() > LARGEST_IN_HAND) {
        return Err(Refusal::new("bad_input", "没有可以保存的内容，或内容太大"));
    }
    let Some(place) = ask_place(app, input)? else { return Ok(json!({ "saved": false })) };
    write(&place, input.get("bytes"))
}

/// Token and name of what was picked; no token when the person turned away.
fn picked(bench: &Workbench, place: Option<FilePath>) -> Result<Value, Refusal> {
    let Some(place) = place else { return Ok(json!({ "token": null, "name": "" })) };
    let path = place.into_path().map_err(|_| Refusal::new("bad_place", "这个位置不能用，请另选一个"))?;
    let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
    Ok(json!({ "token": bench.places.hold(path), "name": name }))
}

/// The place the person picks; `None` when they turn away.
fn ask_place(app: &AppHandle, input: &Value) -> Result<Option<PathBuf>, Refusal> {
    let suggested = input.get("suggested").and_then(Value::as_str).unwrap_or("守诺");
    let place = app.dialog().file().set_file_name(suggested).blocking_save_file();
    place.map(|place| place.into_path().map_err(|_| Refusal::new("bad_place", "这个位置不能保存文件，请另选一个文件夹"))).transpose()
}

fn write(place: &Path, base64: Option<&Value>) -> Result<Value, Refusal> {
    std::fs::write(place, decoded(base64)?).map_err(|_| not_saved())?;
    Ok(json!({ "saved": true }))
}

fn decoded(base64: Option<&Value>) -> Result<Vec<u8>, Refusal> {
    let bytes = BASE64.decode(base64.and_then(Value::as_str).unwrap_or_default());
    bytes.map_err(|_| Refusal::new("bad_output", "文件内容无法识别，没有保存"))
}

fn not_saved() -> Refusal {
    Refusal::new("not_saved", "没有保存成功，请检查磁盘空间和文件夹权限")
}
