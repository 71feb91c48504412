//! What the page in the window may do. Each line of tauri.conf.json that guards it is held here.

use std::collections::BTreeMap;

use serde_json::{Value, json};

use crate::repository::{json as read, text, tracked};

fn config() -> Value {
    read("tauri.conf.json")
}

/// Directive → sources of the content security policy.
fn policy() -> BTreeMap<String, Vec<String>> {
    let config = config();
    let policy = config["app"]["security"]["csp"].as_str().expect("a csp");
    policy
        .split(';')
        .map(|directive| {
            let mut words = directive.split_whitespace().map(str::to_owned);
            (words.next().expect("a directive"), words.collect())
        })
        .collect()
}

#[test]
fn the_page_gets_no_tauri_object() {
    assert_eq!(config()["app"]["withGlobalTauri"], json!(false));
}

#[test]
fn nothing_is_loaded_from_elsewhere() {
    let policy = policy();
    assert_eq!(policy["default-src"], ["'none'"]);
    for (directive, sources) in &policy {
        for source in sources {
            let own = source.starts_with('\'') || matches!(source.as_str(), "blob:" | "data:" | "ipc:" | "http://ipc.localhost");
            assert!(own, "{directive} lets in {source}");
        }
    }
}

#[test]
fn only_our_own_scripts_run() {
    let policy = policy();
    assert_eq!(policy["script-src"], ["'self'"]);
    for directive in ["frame-src", "object-src", "base-uri", "form-action"] {
        assert_eq!(policy[directive], ["'none'"], "{directive}");
    }
    // Tauri adds hashes of its own scripts; switching that off is allowed for styles only.
    assert_eq!(config()["app"]["security"]["dangerousDisableAssetCspModification"], json!(["style-src"]));
}

#[test]
fn styles_and_pictures_stay_inside_too() {
    let policy = policy();
    assert_eq!(policy["style-src"], ["'self'", "'unsafe-inline'"]);
    assert_eq!(policy["media-src"], ["blob:"], "videos of attachments, out of bytes in hand");
    assert!(policy["connect-src"].iter().all(|source| source.contains("ipc")), "{:?}", policy["connect-src"]);
}

#[test]
fn capabilities_are_named_and_few() {
    assert_eq!(config()["app"]["security"]["capabilities"], json!(["desk"]));
    let files: Vec<String> = tracked().into_iter().filter(|path| path.starts_with("src-tauri/capabilities/")).collect();
    assert_eq!(files, ["src-tauri/capabilities/desk.json"]);
    let desk = read(&files[0]);
    assert_eq!(desk["identifier"], "desk");
    assert_eq!(desk["windows"], json!(["main"]));
    assert!(desk.get("remote").is_none(), "no page from elsewhere gets a permission");
    for permission in desk["permissions"].as_array().unwrap() {
        let permission = permission.as_str().expect("permissions are plain names");
        assert!(permission.starts_with("core:event:allow-"), "{permission} goes past the two commands");
    }
}

#[test]
fn the_file_protocol_and_plugins_stay_off() {
    let config = config();
    assert!(config["app"]["security"].get("assetProtocol").is_none());
    assert!(config.get("plugins").is_none());
    let manifest = text("Cargo.toml").unwrap();
    for feature in ["\"devtools\"", "\"protocol-asset\"", "tauri-plugin-fs", "tauri-plugin-shell", "tauri-plugin-http", "tauri-plugin-sql"]
    {
        assert!(!manifest.contains(feature), "{feature} in Cargo.toml");
    }
}

#[test]
fn versions_agree() {
    let version = &config()["version"];
    assert_eq!(version, &read("ui/package.json")["version"]);
    assert_eq!(version, env!("CARGO_PKG_VERSION"));
}
