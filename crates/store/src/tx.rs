use std::path::Path;

use rusqlite::types::{ToSqlOutput, ValueRef};
use rusqlite::{Connection, ToSql, params_from_iter};
use serde_json::{Map, Value};

use crate::StoreError;
use crate::vault::{DataKey, VaultFault, copy_in_steps};

/// A row: column name to value.
pub type Row = Map<String, Value>;

/// A transaction on the shop's file, for reading (and, on the writer, writing). The SQL of screens and guards reads
/// through [`Tx::rows`]; writing goes through the named functions only.
pub struct Tx<'a> {
    pub(crate) conn: &'a Connection,
}

/// A JSON value as an SQL parameter.
struct Param<'a>(&'a Value);

impl ToSql for Param<'_> {
    fn to_sql(&self) -> rusqlite::Result<ToSqlOutput<'_>> {
        Ok(match self.0 {
            Value::Null => ToSqlOutput::Borrowed(ValueRef::Null),
            Value::Bool(flag) => ToSqlOutput::Owned(i64::from(*flag).into()),
            Value::Number(number) => match number.as_i64() {
                Some(integer) => ToSqlOutput::Owned(integer.into()),
                None => return Err(rusqlite::Error::ToSqlConversionFailure(format!("not an integer: {number}").into())),
            },
            // A zero in a stored text is a sign of a lost page; one that somebody sent is kept as the sign that stands for it.
            Value::String(text) if text.contains('\0') => ToSqlOutput::Owned(text.replace('\0', "\u{2400}").into()),
            Value::String(text) => ToSqlOutput::Borrowed(ValueRef::Text(text.as_bytes())),
            composite => ToSqlOutput::Owned(composite.to_string().into()),
        })
    }
}

impl<'a> Tx<'a> {
    pub(crate) fn new(conn: &'a Connection) -> Self {
        Tx { conn }
    }

    /// All rows of a reading statement. Integers and texts come as they are, blobs not at all.
    ///
    /// # Errors
    /// [`StoreError::File`] when the statement or the file fails.
    pub fn rows(&self, sql: &str, params: &[Value]) -> Result<Vec<Row>, StoreError> {
        #[cfg(feature = "testing")]
        crate::bare::note_statement(sql);
        #[cfg(feature = "testing")]
        crate::breaking::pass();
        let mut statement = self.conn.prepare_cached(sql)?;
        let names: Vec<String> = statement.column_names().map(str::to_owned).collect();
        let mut rows = statement.query(params_from_iter(params.iter().map(Param)))?;
        let mut out = Vec::new();
        while let Some(row) = rows.next()? {
            let mut read = Row::new();
            for (index, name) in names.iter().enumerate() {
                read.insert(name.clone(), json_of(row.get_ref(index)?)?);
            }
            out.push(read);
        }
        Ok(out)
    }

    /// The first row, if there is one.
    ///
    /// # Errors
    /// As [`Tx::rows`].
    pub fn row(&self, sql: &str, params: &[Value]) -> Result<Option<Row>, StoreError> {
        Ok(self.rows(sql, params)?.into_iter().next())
    }

    /// The first column of the first row, `null` when there is none.
    ///
    /// # Errors
    /// As [`Tx::rows`].
    pub fn value(&self, sql: &str, params: &[Value]) -> Result<Value, StoreError> {
        #[cfg(feature = "testing")]
        crate::bare::note_statement(sql);
        #[cfg(feature = "testing")]
        crate::breaking::pass();
        let mut statement = self.conn.prepare_cached(sql)?;
        let mut rows = statement.query(params_from_iter(params.iter().map(Param)))?;
        Ok(match rows.next()? {
            Some(row) => json_of(row.get_ref(0)?)?,
            None => Value::Null,
        })
    }

    /// A count, or 0.
    ///
    /// # Errors
    /// As [`Tx::rows`].
    pub fn count(&self, sql: &str, params: &[Value]) -> Result<i64, StoreError> {
        Ok(self.value(sql, params)?.as_i64().unwrap_or(0))
    }

    /// A copy of exactly what this transaction sees, at `to`, under the key of the file. Writers go on meanwhile. `go_on` hears
    /// the share copied, in percent; when it says no, this gives `false` and there is no copy.
    ///
    /// # Errors
    /// What the vault says of disk and database.
    pub fn copy_to(&self, key: &DataKey, to: &Path, go_on: impl Fn(u32) -> bool) -> Result<bool, VaultFault> {
        copy_in_steps(self.conn, key, to, go_on)
    }

    /// Runs `work` as a part that may fail alone: what it wrote is taken back when it says no, what was written before stays.
    ///
    /// # Errors
    /// What `work` says, or a [`StoreError`] when the file fails.
    pub fn attempt<T, E: From<StoreError>>(&self, work: impl FnOnce() -> Result<T, E>) -> Result<T, E> {
        let say = |sql: &str| self.conn.execute_batch(sql).map_err(StoreError::from);
        say("SAVEPOINT attempt")?;
        let answer = work();
        say(if answer.is_ok() { "RELEASE attempt" } else { "ROLLBACK TO attempt; RELEASE attempt" })?;
        answer
    }

    pub(crate) fn run(&self, sql: &str, params: &[Value]) -> Result<usize, StoreError> {
        #[cfg(feature = "testing")]
        crate::breaking::pass();
        Ok(self.conn.prepare_cached(sql)?.execute(params_from_iter(params.iter().map(Param)))?)
    }
}

/// No text of ours holds a zero byte: input and import refuse it. One that does continues on a page that was emptied, which the
/// engine takes for the end of the file and not for damage.
fn json_of(value: ValueRef<'_>) -> Result<Value, StoreError> {
    Ok(match value {
        ValueRef::Integer(integer) => Value::from(integer),
        ValueRef::Text(text) if text.contains(&0) => return Err(StoreError::Disk(VaultFault::PageDamaged)),
        ValueRef::Text(text) => Value::from(String::from_utf8_lossy(text).into_owned()),
        ValueRef::Real(real) => Value::from(real),
        ValueRef::Null | ValueRef::Blob(_) => Value::Null,
    })
}

#[cfg(test)]
mod tests {
    use crate::{Store, StoreError};

    #[test]
    fn an_attempt_that_fails_takes_back_its_own_writing_alone() {
        let store = Store::scratch().unwrap();
        store
            .write(|tx| {
                tx.set_local("before", &1.into())?;
                let failed: Result<(), StoreError> = tx.attempt(|| {
                    tx.set_local("within", &2.into())?;
                    Err(StoreError::NoReader)
                });
                assert!(matches!(failed, Err(StoreError::NoReader)));
                tx.attempt(|| tx.set_local("after", &3.into()))
            })
            .unwrap();
        let kept = store.write(|tx| tx.count("SELECT count(*) FROM local WHERE name IN ('before', 'within', 'after')", &[]));
        assert_eq!(kept.unwrap(), 2);
    }
}
