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
    // Tauri adds hashes of its own scripts and the mark that styles carry; nothing of it is switched off.
    assert!(config()["app"]["security"].get("dangerousDisableAssetCspModification").is_none());
}

#[test]
fn styles_and_pictures_stay_inside_too() {
    let policy = policy();
    assert_eq!(policy["style-src"], ["'self'"], "styles made by a script carry the mark of the start");
    // A library measures the height of a text in a hidden field, whose style it writes as an attribute. An attribute can place and
    // colour its own element and nothing else; style sheets need the mark.
    assert_eq!(policy["style-src-attr"], ["'unsafe-inline'"]);
    assert!(text("ui/index.html").unwrap().contains("content=\"__TAURI_STYLE_NONCE__\""));
    assert!(text("ui/src/app/theme/ThemeProvider.tsx").unwrap().contains("csp={{ nonce }}"));
    assert_eq!(policy["font-src"], ["'self'"]);
    assert_eq!(policy["img-src"], ["'self'", "blob:", "data:"], "pictures run nothing; thumbnails come as data");
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
        let ours = ["allow-call", "allow-upload", "core:event:allow-listen", "core:event:allow-unlisten"].contains(&permission);
        assert!(ours, "{permission} goes past the two commands");
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

/// Directives without a word about them fall back to `default-src 'none'`: workers, frames, manifests, fonts from elsewhere.
#[test]
fn the_policy_names_what_is_let_in_and_nothing_unsafe() {
    let policy = policy();
    let named: Vec<&str> = policy.keys().map(String::as_str).collect();
    let expected = [
        "base-uri",
        "connect-src",
        "default-src",
        "font-src",
        "form-action",
        "frame-src",
        "img-src",
        "media-src",
        "object-src",
        "script-src",
        "style-src",
        "style-src-attr",
    ];
    assert_eq!(named, expected);
    let words: Vec<&String> = policy.iter().filter(|(name, _)| *name != "style-src-attr").flat_map(|(_, words)| words).collect();
    assert!(
        words
            .iter()
            .all(|word| !word.contains("unsafe") && !word.contains('*') && !word.contains("http:") || *word == "http://ipc.localhost"),
        "{words:?}"
    );
}

#[test]
fn the_commands_are_named_at_build_time_and_are_those_that_are_handled() {
    let build = text("src-tauri/build.rs").unwrap();
    assert!(build.contains("const COMMANDS: &[&str] = &[\"call\", \"upload\"];") && build.contains(".commands(COMMANDS)"));
    assert!(text("src-tauri/src/main.rs").unwrap().contains("tauri::generate_handler![bridge::call, bridge::upload]"));
    let commands = tracked()
        .into_iter()
        .filter(|path| path.starts_with("src-tauri/src/"))
        .map(|path| text(&path).unwrap().matches("#[tauri::command").count());
    assert_eq!(commands.sum::<usize>(), 2);
}

#[test]
fn one_window_that_goes_nowhere_opens_none_and_takes_nothing_out() {
    let config = config();
    let windows = config["app"]["windows"].as_array().unwrap();
    assert_eq!(
        (windows.len(), &windows[0]["label"], &windows[0]["create"]),
        (1, &json!("main"), &json!(false)),
        "made by src-tauri/src/window.rs alone"
    );
    assert!(windows[0].get("devtools").is_none() && windows[0].get("url").is_none());
    assert_eq!(windows[0]["dragDropEnabled"], json!(false));
    let window = text("src-tauri/src/window.rs").unwrap();
    for fence in [".on_navigation(is_ours)", "NewWindowResponse::Deny", ".on_download(|_, _| false)", ".general_autofill_enabled(false)"] {
        assert!(window.contains(fence), "{fence}");
    }
}

/// Tauri confused origins on Windows before 2.11.1 (CVE-2026-42184).
#[test]
fn the_window_is_of_a_release_that_tells_origins_apart() {
    let lock = text("Cargo.lock").unwrap();
    let version = lock.split("name = \"tauri\"\nversion = \"").nth(1).and_then(|rest| rest.split('"').next()).unwrap();
    let parts: Vec<u32> = version.split('.').map(|part| part.parse().unwrap()).collect();
    assert!(parts >= vec![2, 11, 1], "tauri {version}");
}

#[test]
fn the_screens_put_no_text_into_the_page_as_html_and_load_nothing() {
    let screens = tracked()
        .into_iter()
        .filter(|path| path.starts_with("ui/src/") && (path.ends_with(".ts") || path.ends_with(".tsx")) && !path.contains(".test."));
    for path in screens {
        let source = text(&path).unwrap().replace("refetch(", "");
        for word in [
            "dangerouslySetInnerHTML",
            "innerHTML",
            "insertAdjacentHTML",
            "document.write",
            "eval(",
            "new Function",
            "fetch(",
            "XMLHttpRequest",
            "WebSocket",
            "sendBeacon",
            "indexedDB",
        ] {
            assert!(!source.contains(word), "{path}: {word}");
        }
    }
    assert!(text("ui/vite.config.ts").unwrap().contains("sourcemap: false"));
    assert!(text("ui/src/main.tsx").unwrap().starts_with("import \"@/app/freezeFirst\";"), "before everything else");
}

#[test]
fn versions_agree() {
    let version = &config()["version"];
    assert_eq!(version, &read("ui/package.json")["version"]);
    assert_eq!(version, env!("CARGO_PKG_VERSION"));
}
