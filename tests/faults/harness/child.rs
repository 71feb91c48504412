//! The child: does one operation on a prepared folder under a plan, and says what was answered.

use std::fs::File;
use std::os::fd::IntoRawFd;
use std::path::PathBuf;

use serde::{Deserialize, Serialize};
use shounuo_desk::kernel::Refusal;

use crate::desk::{Desk, mark, mark_place};
use crate::operations::{self, Operation};
use crate::watch::{self, Plan};

/// Set for the child alone: what it is to do, as JSON.
pub const TASK: &str = "SHOUNUO_FAULTS_TASK";

#[derive(Debug, Serialize, Deserialize)]
pub struct Task {
    /// Name of the operation; empty to open the shop and do nothing.
    pub operation: String,
    pub room: PathBuf,
    pub plan: Plan,
    /// Where to write the calls down.
    pub list: Option<PathBuf>,
}

/// A refusal with its words, as the parent checks it.
fn say_no(no: &Refusal) {
    mark(&format!("NO {} {}", no.code, no.message));
}

pub fn run(task: &str) {
    let task: Task = serde_json::from_str(task).unwrap();
    let list = task.list.map(|path| File::create(path).unwrap().into_raw_fd());
    watch::begin(&task.room.join("disk"), task.plan, list);
    let operation = operations::find(&task.operation);
    let mut desk = Desk::new(&task.room);
    desk.tell = Box::new(|ack| mark(&format!("ACK {}", serde_json::to_string(ack).unwrap())));
    desk.named.set(true);
    let fails = matches!(task.plan, Plan::Fail { .. });
    match attempt(&desk, operation) {
        Ok(()) => mark_place("DONE"),
        Err(no) if fails => recover(&desk, operation, &no),
        // One who only opens may find that there is nothing to open yet.
        Err(no) if operation.is_none() => say_no(&no),
        Err(no) => panic!("{}: {no:?}", task.operation),
    }
    desk.save();
    desk.close();
    let (calls, hit) = watch::so_far();
    println!("CALLS {calls}");
    if hit {
        println!("HIT");
    }
}

fn attempt(desk: &Desk, operation: Option<&Operation>) -> Result<(), Refusal> {
    if operation.is_none_or(|operation| operation.opens) {
        desk.open()?;
    }
    mark_place("OPENED");
    operation.map_or(Ok(()), |operation| (operation.run)(desk))
}

/// After a refusal: what was there can be read, and once the disk works again the same thing succeeds.
fn recover(desk: &Desk, operation: Option<&Operation>, no: &Refusal) {
    say_no(no);
    let open = desk.bench.shop().is_ok();
    if open {
        // A shop that was closed and opened again asks who is there.
        let _ = desk.bench.act_as_owner(desk.now());
        let read = desk.bench.call("records.list", serde_json::json!({ "kind": "shop" }), None, desk.now());
        mark(if read.is_ok() { "READ" } else { "UNREADABLE" });
    }
    watch::heal();
    if no.code == "unknown" && open && desk.has_tried() {
        let outcome = desk.outcome().unwrap_or_else(|no| panic!("what became of it is not told: {no:?}"));
        mark(&format!("OUTCOME {}", outcome.as_str().unwrap_or_default()));
        if outcome == "done" {
            desk.found_done();
        }
    }
    desk.again();
    match attempt(desk, operation) {
        Ok(()) => mark_place("DONE"),
        Err(no) => say_no(&no),
    }
}
