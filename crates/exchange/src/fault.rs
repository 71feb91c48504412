//! Why a file or a row is refused. Texts are for the person at the desk: what happened, what to do next.

use serde::Serialize;
use thiserror::Error;

/// Why a whole file is refused. Nothing of it has been taken in.
#[derive(Debug, Clone, PartialEq, Eq, Error, Serialize)]
#[serde(tag = "code", rename_all = "snake_case")]
pub enum FileFault {
    /// The file has no bytes or no rows.
    #[error("文件是空的，请重新从平台下载")]
    Empty,
    /// A limit of [`crate::Limits`] is passed; `what` names it in Chinese.
    #[error("文件超出上限：{what}。请在平台后台缩小时间范围，分几次导出")]
    TooLarge {
        /// The limit, e.g. "文件超过 50 MB".
        what: String,
    },
    /// The bytes are no table we read.
    #[error("不是可以读取的表格：{what}")]
    NotATable {
        /// What it seems to be, and what to do.
        what: String,
    },
    /// The container is damaged or cut off.
    #[error("文件损坏或没有下载完整（{what}），请重新下载")]
    Corrupt {
        /// The part that could not be read.
        what: String,
    },
    /// The file needs a password.
    #[error("文件有密码，请先用表格软件打开并另存为不带密码的文件")]
    Encrypted,
    /// No preset fits and no mapping was given.
    #[error("没有认出这是哪个平台的文件，请在下一步为各列指定含义")]
    NotRecognised,
    /// The wish (platform, kind or mapping) does not fit the file.
    #[error("{what}")]
    DoesNotFit {
        /// What does not fit.
        what: String,
    },
}

impl FileFault {
    /// As a code and words, for another process.
    pub(crate) fn parts(&self) -> (u8, &str) {
        match self {
            Self::Empty => (0, ""),
            Self::TooLarge { what } => (1, what),
            Self::NotATable { what } => (2, what),
            Self::Corrupt { what } => (3, what),
            Self::Encrypted => (4, ""),
            Self::NotRecognised => (5, ""),
            Self::DoesNotFit { what } => (6, what),
        }
    }

    /// The fault of [`FileFault::parts`].
    pub(crate) fn of_parts(code: u8, what: String) -> Option<Self> {
        Some(match code {
            0 => Self::Empty,
            1 => Self::TooLarge { what },
            2 => Self::NotATable { what },
            3 => Self::Corrupt { what },
            4 => Self::Encrypted,
            5 => Self::NotRecognised,
            6 => Self::DoesNotFit { what },
            _ => return None,
        })
    }

    pub(crate) fn too_large(what: impl Into<String>) -> Self {
        Self::TooLarge { what: what.into() }
    }

    pub(crate) fn not_a_table(what: impl Into<String>) -> Self {
        Self::NotATable { what: what.into() }
    }

    pub(crate) fn corrupt(what: impl Into<String>) -> Self {
        Self::Corrupt { what: what.into() }
    }

    pub(crate) fn does_not_fit(what: impl Into<String>) -> Self {
        Self::DoesNotFit { what: what.into() }
    }
}

/// Why one row is refused; the other rows go on.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Error)]
#[error("第 {row} 行「{column}」：{reason}")]
pub struct RowFault {
    /// 1-based row in the source: spreadsheet row, or line of a text file.
    pub row: u32,
    /// Heading as written in the file; empty when the whole row is at fault.
    pub column: String,
    /// Reason in Chinese, without the value.
    pub reason: String,
}
