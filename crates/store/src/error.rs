use rusqlite::ErrorCode;

use crate::vault::VaultFault;

/// What can go wrong with a shop's file once it is open. But for [`StoreError::Unknown`], nothing was written.
#[derive(Debug, thiserror::Error)]
pub enum StoreError {
    /// The disk or the file said no: full, not writable, held by another program, damaged. Reading goes on where it can.
    #[error(transparent)]
    Disk(#[from] VaultFault),
    /// The commit failed in a way that does not tell whether it is on the disk. The file was closed; the next call opens it anew,
    /// and whoever gave the work an id can look it up then.
    #[error("这一步写到磁盘时出错，还不知道有没有保存下来。请先查看结果，不要直接重做；如果反复出现，请检查磁盘并备份")]
    Unknown,
    /// The database refused a statement: a fault of ours.
    #[error("数据文件读写失败（{0}）。已保存的内容没有变化；请重试")]
    File(#[source] rusqlite::Error),
    /// A constraint of the tables refused a row: a fault of ours, the tables protect themselves.
    #[error("数据不符合表的约束（{0}），没有保存")]
    Constraint(String),
    /// A stored value is not of the shape its column should hold.
    #[error("{table} 的 {column} 中存有无法识别的内容")]
    Shape {
        /// Table name.
        table: String,
        /// Column name.
        column: String,
    },
    /// The ledger refused a value.
    #[error(transparent)]
    Ledger(#[from] shounuo_ledger::Canonical),
    /// A sealed value does not open under its person's key.
    #[error("一条加密的个人信息无法打开，它可能已被改动")]
    Sealed,
    /// There is no such thing to read: a copy in memory has no second reader.
    #[error("内存中的副本没有第二个读者")]
    NoReader,
}

impl From<rusqlite::Error> for StoreError {
    fn from(error: rusqlite::Error) -> Self {
        let Some(cause) = error.sqlite_error() else { return StoreError::File(error) };
        match (cause.code, &error) {
            (ErrorCode::ConstraintViolation, rusqlite::Error::SqliteFailure(_, Some(message))) => StoreError::Constraint(message.clone()),
            (ErrorCode::Unknown | ErrorCode::ApiMisuse | ErrorCode::TypeMismatch | ErrorCode::ParameterOutOfRange, _) => {
                StoreError::File(error)
            }
            _ => StoreError::Disk(error.into()),
        }
    }
}
