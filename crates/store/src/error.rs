/// What can go wrong with a shop's file once it is open.
#[derive(Debug, thiserror::Error)]
pub enum StoreError {
    /// The file or the disk failed.
    #[error("数据文件读写失败（{0}）。已保存的内容没有变化；请检查磁盘空间和杀毒软件后重试")]
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
    /// A further connection could not be opened; the words are the vault's.
    #[error("{0}")]
    Open(String),
    /// The writer broke off in the middle of a change.
    #[error("上一次写入中断，请重新打开应用")]
    Poisoned,
}

impl From<rusqlite::Error> for StoreError {
    fn from(error: rusqlite::Error) -> Self {
        match &error {
            rusqlite::Error::SqliteFailure(code, Some(message)) if code.code == rusqlite::ErrorCode::ConstraintViolation => {
                StoreError::Constraint(message.clone())
            }
            _ => StoreError::File(error),
        }
    }
}
