//! The operations that are broken off, each on a folder prepared for it.

mod cases;
mod files;
mod flows;
mod people;
mod vault;

use shounuo_desk::kernel::Refusal;

use crate::desk::Desk;

pub use cases::register;

/// One operation of the workbench.
pub struct Operation {
    pub name: &'static str,
    /// Makes what the operation needs, in a shop just founded.
    pub world: fn(&Desk),
    /// The operation: one call or a few.
    pub run: fn(&Desk) -> Result<(), Refusal>,
    /// The shop is there, and is opened first.
    pub opens: bool,
    /// Opening and closing are what is tried.
    pub whole: bool,
    /// The prepared folder is as a crash would leave it, with all of its history in the log.
    pub hot: bool,
    /// It has several transactions of its own: any of them may be the last.
    pub in_parts: bool,
    /// A table that it writes where it can: the answer does not rest on it.
    pub at_best: Option<&'static str>,
    /// It puts another shop in place of this one.
    pub replaces: bool,
    /// A refusal that came when all was in place leaves it there, whole: begun again it is refused for that.
    pub may_be_there: bool,
    /// It changes the ways to the key.
    pub keys: bool,
    /// What must be so of the room after it was answered, and what after it was not.
    pub seen: fn(&Desk, bool) -> Result<(), String>,
}

const PLAIN: Operation = Operation {
    name: "",
    world: nothing,
    run: |_| Ok(()),
    opens: true,
    whole: false,
    hot: false,
    in_parts: false,
    at_best: None,
    replaces: false,
    may_be_there: false,
    keys: false,
    seen: |_, _| Ok(()),
};

fn nothing(_: &Desk) {}

const fn op(name: &'static str, world: fn(&Desk), run: fn(&Desk) -> Result<(), Refusal>) -> Operation {
    Operation { name, world, run, ..PLAIN }
}

pub fn find(name: &str) -> Option<&'static Operation> {
    all().find(|operation| operation.name == name)
}

/// Every operation.
pub fn all() -> impl Iterator<Item = &'static Operation> {
    [cases::ALL, people::ALL, flows::ALL, files::ALL, vault::ALL].into_iter().flatten()
}
