//! Cell text to values. Every refusal is a Chinese reason that does not repeat the value.

pub(crate) mod date;
pub(crate) mod id;
pub(crate) mod mask;
pub(crate) mod money;
pub(crate) mod quantity;
