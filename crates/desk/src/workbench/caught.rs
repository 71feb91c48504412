//! A fault of ours must not take the shop with it: what panics is broken off, answered as a refusal, and told in the log by
//! its place in the source alone. Its words may hold what it stumbled over.

use std::panic::{AssertUnwindSafe, PanicHookInfo, catch_unwind};

use crate::kernel::Refusal;

/// Does `work`; a panic in it becomes the refusal `internal`. What it was writing is rolled back by the transaction it was
/// in, and every lock of the desk outlives its holder, so that work goes on.
///
/// # Errors
/// What `work` says, or `internal`.
pub(super) fn caught<T>(work: impl FnOnce() -> Result<T, Refusal>) -> Result<T, Refusal> {
    catch_unwind(AssertUnwindSafe(work)).unwrap_or_else(|_| Err(internal()))
}

/// What a fault of ours is answered with.
#[must_use]
pub fn internal() -> Refusal {
    Refusal::new("internal", "程序内部出错；已保存的内容不受影响。请先看一看这一步做成了没有，再决定是否重做。总是这样请联系维护人员")
}

/// Where in the source a panic was: file and line, without its words.
#[must_use]
pub fn place_of(info: &PanicHookInfo<'_>) -> String {
    info.location().map_or_else(String::new, |at| {
        let file = at.file().rsplit(['/', '\\']).next().unwrap_or_default();
        format!("{file}:{}", at.line())
    })
}

/// An event as one line of the log. Nothing in it can begin a second line or steer a terminal; what came from outside is
/// written only as far as it is a plain name.
#[must_use]
pub fn log_line(event: &str, fields: &[&str]) -> String {
    let mut line = event.to_owned();
    for field in fields {
        let plain = |letter: char| letter.is_ascii_alphanumeric() || matches!(letter, '.' | '_' | '-' | ':');
        let kept: String = field.chars().take(80).map(|letter| if plain(letter) { letter } else { '?' }).collect();
        line.push(' ');
        line.push_str(if kept.is_empty() { "-" } else { &kept });
    }
    line
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_event_is_one_line_whatever_was_sent() {
        assert_eq!(log_line("refused", &["cases.show", "not_found", "64a1f"]), "refused cases.show not_found 64a1f");
        assert_eq!(log_line("refused", &["a\r\nrefused b", "\u{1b}[2J", ""]), "refused a??refused?b ??2J -");
        assert_eq!(log_line("refused", &["张三 \u{202e}"]), "refused ????");
        assert_eq!(log_line("refused", &["x".repeat(1_000).as_str()]).len(), 88);
    }

    #[test]
    fn a_panic_is_a_refusal_without_its_words() {
        let no = caught(|| -> Result<(), Refusal> { panic!("张三 19900001234") }).unwrap_err();
        assert_eq!(no, internal());
        assert!(!no.message.contains("张三") && !no.retryable);
    }
}
