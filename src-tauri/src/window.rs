//! The one window, and what its page may never do: go elsewhere, open another window, take a file out by itself.

use tauri::webview::NewWindowResponse;
use tauri::{App, AppHandle, Manager, Url, UserAttentionType, WebviewWindow, WebviewWindowBuilder};
use tauri_plugin_dialog::DialogExt;

/// Opens the window of the configuration.
///
/// # Errors
/// When the system's web engine does not start.
pub fn open(app: &App) -> tauri::Result<()> {
    for window in &app.config().app.windows {
        let window = WebviewWindowBuilder::from_config(app, window)?
            .on_navigation(is_ours)
            .on_new_window(|_, _| NewWindowResponse::Deny)
            // Files leave by the core alone, to the place that the person picks.
            .on_download(|_, _| false)
            // What is typed is nobody's to offer again; only WebView2 would, out of a file of its own.
            .general_autofill_enabled(false)
            // WebKitGTK under WebDriver knows no such session; its folder is searched for traces by the end-to-end tests instead.
            .incognito(!cfg!(target_os = "linux"))
            .build()?;
        start_anew_after_a_crash(&window)?;
    }
    Ok(())
}

/// Brings the window before the person who started the app once more.
pub fn to_the_front(app: &AppHandle) {
    for window in app.webview_windows().values() {
        // What the desktop does not allow (to take the keyboard from another program) it shows as a wish for attention.
        let _ = window.unminimize().and_then(|()| window.show()).and_then(|()| window.set_focus());
        let _ = window.request_user_attention(Some(UserAttentionType::Informational));
    }
}

/// Says why there is no window, and ends when it was read.
pub fn tell_and_end(app: &AppHandle, words: &str) {
    let ended = app.clone();
    app.dialog().message(words).title("守诺").show(move |_| ended.exit(1));
}

/// Nothing but the app's own pages is ever loaded: not a site, not a file, not a page made of data.
fn is_ours(url: &Url) -> bool {
    match (url.scheme(), url.host_str()) {
        ("tauri", Some("localhost")) | ("http" | "https", Some("tauri.localhost")) => true,
        ("http", Some("127.0.0.1")) => cfg!(dev),
        _ => false,
    }
}

/// When the page's process dies, what the core was doing is finished by the core; the page is loaded again, asks the core
/// how things stand, and offers what was typed.
#[cfg(target_os = "linux")]
fn start_anew_after_a_crash(window: &WebviewWindow) -> tauri::Result<()> {
    use webkit2gtk::WebViewExt;
    window.with_webview(|view| {
        view.inner().connect_web_process_terminated(|view, _| {
            crate::log::page_died();
            view.reload();
        });
    })
}

/// The other engines load a page again by themselves, or offer to.
#[cfg(not(target_os = "linux"))]
fn start_anew_after_a_crash(_: &WebviewWindow) -> tauri::Result<()> {
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_our_own_pages_are_gone_to() {
        for own in ["tauri://localhost/", "tauri://localhost/index.html#/cases", "http://tauri.localhost/", "https://tauri.localhost/#/"] {
            assert!(is_ours(&own.parse().unwrap()), "{own}");
        }
        for other in [
            "https://evil.example/",
            "http://tauri.localhost.evil.example/",
            "http://evil.example/tauri.localhost",
            "https://tauri.localhost@evil.example/",
            "tauri://evil.example/",
            "tauri://localhost.evil.example/",
            "http://ipc.localhost/call",
            "ipc://localhost/call",
            "data:text/html,x",
            "blob:tauri://localhost/1",
            "file:///etc/passwd",
            "about:blank",
            "about:srcdoc",
            "javascript:1",
            "view-source:tauri://localhost/",
            "http://localhost/",
            "http://[::1]/",
        ] {
            assert!(!is_ours(&other.parse().unwrap()), "{other}");
        }
    }
}
