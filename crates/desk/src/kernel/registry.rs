//! The kinds that exist, and their tables.

use std::collections::HashMap;
use std::sync::OnceLock;

use shounuo_store::Shape;

use super::kind::Kind;
use super::refusal::Refusal;
use crate::capabilities::KINDS;

/// The kind with this name.
///
/// # Errors
/// A refusal when this version has no such kind.
pub fn kind(name: &str) -> Result<&'static Kind, Refusal> {
    KINDS.iter().copied().find(|kind| kind.name == name).ok_or_else(|| Refusal::new("unknown_kind", format!("没有“{name}”这一类记录")))
}

/// The table of a kind, worked out once.
pub fn shape(kind: &'static Kind) -> &'static Shape {
    static SHAPES: OnceLock<HashMap<&'static str, Shape>> = OnceLock::new();
    static NONE: Shape = Shape { table: "", columns: Vec::new() };
    let shapes = SHAPES.get_or_init(|| KINDS.iter().map(|kind| (kind.name, kind.shape())).collect());
    shapes.get(kind.name).unwrap_or(&NONE)
}
