//! `shounuo`: 守诺 without a window. The same core, for batch jobs at the counter, checks by others, and scripts.
//!
//! Results go to stdout (with `--json` one object, or one per line for lists), messages and progress to stderr.
//! Exit status: 0 done, 1 refused, 2 wrong usage.

mod args;
mod commands;
mod desk;
mod failure;
mod files;
mod output;
mod resolve;
mod table;
mod usage;

use std::panic::{self, AssertUnwindSafe};
use std::process::ExitCode;

use failure::Failure;
use output::Output;

fn main() -> ExitCode {
    panic::set_hook(Box::new(tell_panic));
    if let Some(ended) = shounuo_desk::child::serve_if_asked() {
        return ended;
    }
    let command_line = match usage::parse(std::env::args_os()) {
        Ok(command_line) => command_line,
        Err(code) => return code,
    };
    let out = Output { json: command_line.shop.json };
    let ran = panic::catch_unwind(AssertUnwindSafe(|| commands::run(&command_line, &out)));
    let ended = ran.unwrap_or_else(|_| Err(shounuo_desk::workbench::internal().into()));
    out.end(ended)
}

/// A fault of ours is told by its place in the source and nothing else: its words may hold what it stumbled over.
fn tell_panic(info: &panic::PanicHookInfo<'_>) {
    let place = shounuo_desk::workbench::place_of(info);
    output::say(&format!("程序内部错误（代码 panic，位置 {place}），请把这一行发给维护人员"));
}

impl Output {
    /// Tells how the command ended and gives its exit status.
    fn end(&self, ended: Result<(), Failure>) -> ExitCode {
        match ended {
            Ok(()) | Err(Failure::NobodyListens) => ExitCode::SUCCESS,
            Err(Failure::Refused(no)) => {
                self.refused(&no);
                ExitCode::from(1)
            }
            Err(Failure::Told) => ExitCode::from(1),
            Err(Failure::Usage(words)) => {
                output::say(&format!("用法不对：{words}。用 --help 查看说明。"));
                ExitCode::from(2)
            }
        }
    }
}
