//! Work on bytes from outside, done by a process that can do nothing else.
//!
//! The child calls [`confine`] before it reads its first byte: from then on it may compute, read its input and write its output, in
//! a bounded memory and a bounded time. The parent [`talk`]s to it in [`frame`]s of bounded size and ends it when it takes too long,
//! when the person changes their mind, or when its words make no sense.

mod confine;
pub mod frame;
mod talk;

pub use confine::{Allowance, ConfineFault, confine};
pub use talk::{Bounds, Ended, talk};
