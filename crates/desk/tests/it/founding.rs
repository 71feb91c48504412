//! A shop whose only key is the printed code exists when the code was typed back: until then nothing has to be opened.

use std::sync::{Arc, Mutex};

use serde_json::{Value, json};
use shounuo_desk::workbench::Workbench;
use shounuo_store::vault::RecoveryCode;

use crate::common::{PASSWORD, at, host};

const NOW: &str = "2026-11-21T02:00:00Z";

fn bench(dir: &std::path::Path) -> Workbench {
    Workbench::new(host(&dir.join("shop"), &Arc::new(Mutex::new(Vec::new()))))
}

fn call(bench: &Workbench, name: &str, input: Value) -> Result<Value, shounuo_desk::kernel::Refusal> {
    bench.call(name, input, None, at(NOW))
}

/// The groups of the new code, and what is to be typed back.
fn found(bench: &Workbench) -> (Vec<String>, Value) {
    let new = json!({ "shop": "晨光电器", "owner": "林店主", "login": "owner", "password": PASSWORD, "use_keychain": false });
    let sheet = call(bench, "shop.create", new).unwrap();
    let groups: Vec<String> = serde_json::from_value(sheet["groups"].clone()).unwrap();
    let asked = sheet["ask"].as_array().unwrap().iter().map(|group| json!([group, groups[group.as_u64().unwrap() as usize - 1]]));
    (groups.clone(), json!({ "groups": asked.collect::<Vec<_>>() }))
}

#[test]
fn a_sheet_that_was_never_typed_back_leaves_no_shop_that_nobody_can_open() {
    let dir = tempfile::tempdir().unwrap();
    found(&bench(dir.path()));
    // The program dies while the code is on the screen, and is started again.
    let again = bench(dir.path());
    assert_eq!(call(&again, "shop.status", json!({})).unwrap()["state"], "none");
    let (groups, typed) = found(&again);
    call(&again, "shop.confirm_recovery", typed).unwrap();
    again.close();
    let opened = bench(dir.path());
    assert_eq!(call(&opened, "shop.status", json!({})).unwrap()["state"], "locked");
    opened.open(Some(&RecoveryCode::parse(&groups.join("-")).unwrap())).unwrap();
    opened.sign_in("owner", PASSWORD, at(NOW)).unwrap();
}

#[test]
fn nobody_works_in_it_before() {
    let dir = tempfile::tempdir().unwrap();
    let bench = bench(dir.path());
    let (_, typed) = found(&bench);
    let credentials = json!({ "login": "owner", "password": PASSWORD });
    assert_eq!(call(&bench, "session.sign_in", credentials.clone()).unwrap_err().code, "setup_unfinished");
    call(&bench, "shop.confirm_recovery", typed).unwrap();
    call(&bench, "session.sign_in", credentials).unwrap();
}
