//! 守诺 desk.
