//! Work that a process of its own does: the same program, started again with `--child WHAT`, talked to over its standard input
//! and output. What it is asked comes in there too: never as an argument, never in the environment.

mod read_file;
mod start;
#[cfg(feature = "testing")]
mod trial;

use std::ffi::OsStr;
use std::process::ExitCode;

pub use read_file::{TIME as READING_TIME, read_file};
pub use shounuo_sandbox::Bounds;
pub use start::command;

pub(crate) use read_file::bad_file;

/// The argument that makes a child of the program.
pub const FLAG: &str = "--child";

/// One thing that a child does: its name on the command line, and the work, from the first byte of input to the last of output.
pub struct Service {
    /// The word after [`FLAG`].
    pub name: &'static str,
    /// Serves one request and says how the process ends.
    pub serve: fn() -> ExitCode,
}

/// Everything that a child does.
pub static SERVICES: &[Service] = &[read_file::READ_FILE, crate::backup::COLD_RESTORE];

/// Serves, and says how the process ends, if this process was started as a child. The first line of `main` of every program that
/// is named as [`crate::workbench::Host::program`]: nothing else may have run before, as the child gives up its rights first.
#[must_use]
pub fn serve_if_asked() -> Option<ExitCode> {
    let mut arguments = std::env::args_os().skip(1);
    if arguments.next().as_deref() != Some(OsStr::new(FLAG)) {
        return None;
    }
    let name = arguments.next().unwrap_or_default();
    let service = SERVICES.iter().find(|service| name == service.name);
    Some(service.map_or(ExitCode::from(2), |service| (service.serve)()))
}
