//! What a disk may hold after a power cut. A program's calls are written down as [`Event`]s; [`Disk`] tells what was durable at
//! any of them, and draws what else a failing disk may have kept.

mod disk;
mod event;
mod random;

pub use disk::{Disk, Folder};
pub use event::{Event, read_events};
pub use random::Random;
