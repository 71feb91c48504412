use std::path::Path;
use std::process::{Command, Stdio};

/// The program as a child that does `what`: without its parent's environment, talking over pipes, its words of fault dropped (they
/// might hold what it read). The caller names the folder it runs in.
#[must_use]
pub fn command(program: &Path, what: &str) -> Command {
    let mut command = Command::new(program);
    command.arg(super::FLAG).arg(what).env_clear();
    command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::null());
    // Without it no program of Windows finds the system's libraries.
    #[cfg(windows)]
    if let Some(root) = std::env::var_os("SystemRoot") {
        command.env("SystemRoot", root);
    }
    command
}
