use rusqlite::Connection;

use crate::vault::VaultFault;

/// A table as its schema declares it.
#[derive(Debug, Clone)]
pub(super) struct Table {
    pub name: String,
    pub columns: Vec<String>,
    /// The columns by which a row is found: `rowid`, or the primary key of a table without rowids.
    pub key: Vec<String>,
    /// What is said of a row that cannot be read: its number where the table has numbers.
    pub named_by: Vec<String>,
    pub indexes: Vec<String>,
}

/// What follows from the records and is made anew: search and the index of cases. Also what the engine keeps for itself.
pub(super) fn is_derived(name: &str) -> bool {
    name.starts_with("search_") || name.starts_with("sqlite_") || matches!(name, "case_index" | "schema_migration")
}

/// The tables that hold something of their own.
pub(super) fn tables(conn: &Connection) -> Result<Vec<Table>, VaultFault> {
    let mut read = conn.prepare("SELECT name FROM sqlite_schema WHERE type = 'table' ORDER BY name")?;
    let names: Vec<String> = read.query_map([], |row| row.get(0))?.collect::<Result<_, _>>()?;
    names.into_iter().filter(|name| !is_derived(name)).map(|name| table(conn, name)).collect()
}

fn table(conn: &Connection, name: String) -> Result<Table, VaultFault> {
    let columns = texts(conn, "SELECT name FROM pragma_table_info(?1) ORDER BY cid", &name)?;
    let primary = texts(conn, "SELECT name FROM pragma_table_info(?1) WHERE pk > 0 ORDER BY pk", &name)?;
    let without_rowid = !texts(conn, "SELECT name FROM pragma_table_list(?1) WHERE wr = 1", &name)?.is_empty();
    let indexes = texts(conn, "SELECT name FROM pragma_index_list(?1) WHERE partial = 0", &name)?;
    let named_by = if columns.iter().any(|column| column == "number") { vec!["number".to_owned()] } else { primary.clone() };
    let key = if without_rowid { primary } else { vec!["rowid".to_owned()] };
    Ok(Table { name, columns, key, named_by, indexes })
}

fn texts(conn: &Connection, sql: &str, of: &str) -> rusqlite::Result<Vec<String>> {
    conn.prepare(sql)?.query_map([of], |row| row.get(0))?.collect()
}

/// Names as SQL takes them.
pub(super) fn quoted(names: &[String]) -> String {
    names.iter().map(|name| if name == "rowid" { name.clone() } else { format!("\"{name}\"") }).collect::<Vec<_>>().join(", ")
}
