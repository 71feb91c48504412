//! A column of a row, as the type it must have.

use serde_json::Value;

use crate::{Row, StoreError};

/// It is of another shape than its column should hold.
pub(super) fn broken(table: &str, column: &str) -> StoreError {
    StoreError::Shape { table: table.into(), column: column.into() }
}

pub(super) fn text(table: &str, row: &Row, name: &str) -> Result<String, StoreError> {
    row.get(name).and_then(Value::as_str).map(str::to_owned).ok_or_else(|| broken(table, name))
}

pub(super) fn number<T: TryFrom<i64>>(table: &str, row: &Row, name: &str) -> Result<T, StoreError> {
    row.get(name).and_then(Value::as_i64).and_then(|number| T::try_from(number).ok()).ok_or_else(|| broken(table, name))
}
