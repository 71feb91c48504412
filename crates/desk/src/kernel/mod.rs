//! The kernel: what every capability stands on. Kinds and flows are declared; the one door does the rest.

pub mod actor;
pub mod clock;
pub mod field;
pub mod flow;
pub mod flows;
mod index;
mod input;
pub mod kind;
pub mod mask;
pub mod meet;
pub mod next;
pub mod paper;
pub mod perform;
mod refusal;
pub mod registry;
pub mod replay;
pub mod retell;
pub mod seat;
pub mod signing;
mod tables;
pub mod undo;
pub mod verify;
pub mod view;
pub mod wake;
pub mod work;

pub use actor::{Actor, Role};
pub use perform::{Access, Deed, Done, note_access, perform};
pub use refusal::Refusal;
pub use seat::Seat;
pub use tables::KindTables;
