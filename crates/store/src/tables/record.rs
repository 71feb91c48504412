//! The table of a kind: typed columns, read and written by declared shape, never by a hand-written column list.

use serde_json::Value;

use crate::{Row, StoreError, Tx};

/// How a column's value travels between the table and JSON.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ColumnType {
    /// TEXT as a JSON string.
    Text,
    /// INTEGER as a JSON number.
    Int,
    /// INTEGER 0 or 1 as a JSON boolean.
    Bool,
    /// TEXT that holds JSON.
    Json,
}

/// One column of a kind's table.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Column {
    /// Its name, in the table and in the record.
    pub name: &'static str,
    /// How its value travels.
    pub ty: ColumnType,
}

/// The table of a kind: its name and columns (`id` is the primary key of all).
#[derive(Debug, Clone)]
pub struct Shape {
    /// Table name.
    pub table: &'static str,
    /// Columns without `id`.
    pub columns: Vec<Column>,
}

impl Shape {
    fn column(&self, name: &str) -> Result<Column, StoreError> {
        let found = self.columns.iter().find(|column| column.name == name);
        found.copied().ok_or_else(|| StoreError::Shape { table: self.table.into(), column: name.into() })
    }

    fn decode(&self, mut row: Row) -> Result<Row, StoreError> {
        for column in &self.columns {
            if let Some(value) = row.get_mut(column.name) {
                *value = self.decoded(*column, value.take())?;
            }
        }
        Ok(row)
    }

    fn decoded(&self, column: Column, value: Value) -> Result<Value, StoreError> {
        match (column.ty, value) {
            (ColumnType::Bool, Value::Number(number)) => Ok(Value::Bool(number.as_i64() != Some(0))),
            (ColumnType::Json, Value::String(text)) => {
                serde_json::from_str(&text).map_err(|_| StoreError::Shape { table: self.table.into(), column: column.name.into() })
            }
            (_, value) => Ok(value),
        }
    }
}

fn encoded(column: Column, value: &Value) -> Value {
    match (column.ty, value) {
        (_, Value::Null) => Value::Null,
        (ColumnType::Json, value) => Value::String(value.to_string()),
        (_, value) => value.clone(),
    }
}

impl Tx<'_> {
    /// The record with this id.
    ///
    /// # Errors
    /// When the file fails or a column holds something else than it should.
    pub fn record(&self, shape: &Shape, id: &str) -> Result<Option<Row>, StoreError> {
        let row = self.row(&format!("SELECT * FROM {} WHERE id = ?1", shape.table), &[id.into()])?;
        row.map(|row| shape.decode(row)).transpose()
    }

    /// Records by a condition over the columns of the table (`tail`: everything after WHERE).
    ///
    /// # Errors
    /// As [`Tx::record`].
    pub fn records(&self, shape: &Shape, tail: &str, params: &[Value]) -> Result<Vec<Row>, StoreError> {
        let rows = self.rows(&format!("SELECT * FROM {} WHERE {tail}", shape.table), params)?;
        rows.into_iter().map(|row| shape.decode(row)).collect()
    }

    /// Whether a record with this id exists.
    ///
    /// # Errors
    /// When the file fails.
    pub fn record_exists(&self, shape: &Shape, id: &str) -> Result<bool, StoreError> {
        Ok(!self.value(&format!("SELECT 1 FROM {} WHERE id = ?1", shape.table), &[id.into()])?.is_null())
    }

    /// One field of a record, `null` when it is empty or the record missing.
    ///
    /// # Errors
    /// When the file fails or there is no such column.
    pub fn record_value(&self, shape: &Shape, id: &str, field: &str) -> Result<Value, StoreError> {
        let column = shape.column(field)?;
        let value = self.value(&format!("SELECT \"{field}\" FROM {} WHERE id = ?1", shape.table), &[id.into()])?;
        shape.decoded(column, value)
    }

    /// Adds a record.
    ///
    /// # Errors
    /// When a constraint of the table refuses it, or the file fails.
    pub fn insert_record(&self, shape: &Shape, id: &str, fields: &[(&str, Value)]) -> Result<(), StoreError> {
        let (mut names, mut marks, mut params) = (String::from("id"), String::from("?"), vec![Value::from(id)]);
        for (name, value) in fields {
            names.push_str(&format!(", \"{name}\""));
            marks.push_str(", ?");
            params.push(encoded(shape.column(name)?, value));
        }
        self.run(&format!("INSERT INTO {} ({names}) VALUES ({marks})", shape.table), &params)?;
        Ok(())
    }

    /// Changes fields of a record.
    ///
    /// # Errors
    /// When a constraint of the table refuses it, or the file fails.
    pub fn update_record(&self, shape: &Shape, id: &str, fields: &[(&str, Value)]) -> Result<(), StoreError> {
        if fields.is_empty() {
            return Ok(());
        }
        let (mut sets, mut params) = (Vec::with_capacity(fields.len()), Vec::with_capacity(fields.len() + 1));
        for (name, value) in fields {
            sets.push(format!("\"{name}\" = ?"));
            params.push(encoded(shape.column(name)?, value));
        }
        params.push(id.into());
        self.run(&format!("UPDATE {} SET {} WHERE id = ?", shape.table, sets.join(", ")), &params)?;
        Ok(())
    }

    /// The columns a table really has, as (name, declared type, not null).
    ///
    /// # Errors
    /// When the file fails.
    pub fn table_columns(&self, table: &str) -> Result<Vec<(String, String, bool)>, StoreError> {
        let rows = self.rows("SELECT name, type, \"notnull\" AS required FROM pragma_table_info(?1)", &[table.into()])?;
        let text = |row: &Row, name: &str| row.get(name).and_then(Value::as_str).unwrap_or_default().to_owned();
        Ok(rows.iter().map(|row| (text(row, "name"), text(row, "type"), row.get("required") == Some(&1.into()))).collect())
    }

    /// All rows of a table in the order of its primary key, for comparing two files.
    ///
    /// # Errors
    /// When the file fails.
    pub fn table_rows(&self, table: &str, order: &str) -> Result<Vec<Row>, StoreError> {
        self.rows(&format!("SELECT * FROM {table} ORDER BY {order}"), &[])
    }
}
