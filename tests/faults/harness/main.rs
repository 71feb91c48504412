//! `make faults`: the real store in a child process, broken off at every call that changes the disk.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    missing_docs,
    reason = "a test that cannot go on fails; nobody reads its items from outside"
)]

mod calls;
mod child;
mod desk;
mod judge;
mod operations;
mod oracle;
mod point;
mod prepared;
mod report;
mod rooms;
mod run;
mod trial;
mod watch;

fn main() {
    match std::env::var(child::TASK) {
        Ok(task) => child::run(&task),
        Err(_) => run::all(),
    }
}
