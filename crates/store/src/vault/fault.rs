use std::io;

use rusqlite::ErrorCode;

use super::keychain::KeychainFault;

/// Why a shop could not be made, opened or migrated. The words tell what happened, what is safe, and what to do next;
/// they name a file at most, never a folder, a person or a key.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum VaultFault {
    /// Neither key files nor a database.
    #[error("这个文件夹里没有店铺数据。请选择正确的文件夹，或在这里新建店铺。")]
    NoShop,
    /// At least one of our files is there already.
    #[error("这个文件夹里已经有店铺数据，没有新建，原有数据未改动。请直接打开它，或另选一个空文件夹。")]
    ShopExists,
    /// A set-up was cut off before the recovery code was shown; the files hold no business data.
    #[error("上次新建店铺没有完成（例如中途断电），里面还没有业务数据。请清除未完成的新建后重来，或另选一个空文件夹。")]
    SetupUnfinished,
    /// A database without any key file.
    #[error(
        "店铺数据库还在，但两份钥匙文件 shounuo.keys、shounuo.keys.2 都不见了。数据未改动。请从备份或原来的文件夹找回钥匙文件，不要新建店铺。"
    )]
    KeysMissing,
    /// Both copies of the key file fail their checksum.
    #[error("两份钥匙文件 shounuo.keys、shounuo.keys.2 都已损坏（不是恢复码错误）。数据库未改动。请从备份中恢复店铺。")]
    KeysDamaged,
    /// The key file has a format version this program does not know.
    #[error("钥匙文件由更新版本的软件写成。数据未改动。请先把软件升级到最新版再打开。")]
    KeysNewer,
    /// The key file asks for a key stretching outside the allowed bounds.
    #[error("钥匙文件里的密钥计算参数超出允许范围，已拒绝使用。数据未改动。请从备份恢复钥匙文件。")]
    KdfOutOfBounds,
    /// Not enough memory for the key stretching.
    #[error("内存不足，无法计算密钥。数据未改动。请关闭其他程序后重试。")]
    OutOfMemory,
    /// No keychain service on this system.
    #[error("这台电脑没有可用的系统钥匙串。数据未改动。请输入恢复码打开店铺。")]
    KeychainMissing,
    /// The keychain is there but closed, or the person refused.
    #[error("系统钥匙串已锁定或拒绝访问。数据未改动。请先解锁系统钥匙串后重试，或输入恢复码打开店铺。")]
    KeychainLocked,
    /// The keychain did not answer in time.
    #[error("系统钥匙串迟迟没有回应（已等待 30 秒）。数据未改动。请看看桌面上有没有要求输入密码的窗口，处理后重试，或输入恢复码打开店铺。")]
    KeychainSlow,
    /// The keychain answered with an unexpected error.
    #[error("读写系统钥匙串失败。数据未改动。请重试，或输入恢复码打开店铺。")]
    KeychainFailed,
    /// The keychain works but has no entry for this shop.
    #[error("系统钥匙串里没有这家店铺的钥匙（可能重装过系统或换了用户）。数据未改动，也不会另造钥匙。请输入恢复码打开店铺。")]
    KeychainNoEntry,
    /// The keychain's entry does not open this shop, or what was written does not read back.
    #[error("系统钥匙串里的钥匙与这家店铺对不上。数据未改动。请输入恢复码打开店铺，再重新保存到钥匙串。")]
    KeychainMismatch,
    /// This shop was set up without the keychain.
    #[error("这家店铺没有使用系统钥匙串。请输入恢复码打开店铺。")]
    KeychainNotUsed,
    /// The code is well formed but is not this shop's.
    #[error("恢复码不是这家店铺的。数据未改动，可以重试。请核对纸上的店铺名称和日期，找出这家店铺的恢复码。")]
    WrongCode,
    /// Key files without a database.
    #[error("钥匙文件还在，但数据库 shounuo.db 不见了。没有新建空库。请把 shounuo.db 放回原处，或从备份恢复。")]
    DatabaseMissing,
    /// The key is right (its check value matched) and the file still cannot be read.
    #[error(
        "钥匙正确，但数据库 shounuo.db 已损坏或不是这家店铺的文件。没有改动任何文件。请先复制整个文件夹留底，再从备份恢复，或抢救还能读出的内容。"
    )]
    DatabaseDamaged,
    /// A page of an open database does not bear its seal; nothing that was read with it is believed.
    #[error(
        "这项内容所在的数据页已损坏，为防误导没有使用；其他记录不受影响。请先复制整个店铺文件夹留底，再核验台账，然后抢救数据或从备份恢复。"
    )]
    PageDamaged,
    /// The file opens with this key but is not a shop's database.
    #[error("shounuo.db 不是守诺的数据库。没有改动它。请选择正确的文件夹，或从备份恢复。")]
    DatabaseForeign,
    /// Written by a newer program.
    #[error("数据库由更新版本的软件使用过。没有改动它。请先把软件升级到最新版再打开。")]
    DatabaseNewer,
    /// Written by an older program and not yet migrated.
    #[error("数据库还是旧版本的结构，需要先升级。请在主程序中打开一次，程序会先备份再升级。")]
    DatabaseOlder,
    /// An applied migration is not the one this program knows.
    #[error("数据库结构升级记录第 {0} 号与本软件不符，已停止，数据未改动。请安装官方版本的软件后重试。")]
    MigrationAltered(u32),
    /// A migration failed and was rolled back.
    #[error("数据库结构升级第 {0} 号失败，已退回升级前的状态，数据未丢失。请保留升级前的备份，继续使用旧版软件，等待修正后的版本。")]
    MigrationFailed(u32),
    /// The program's own list of migrations is not in order.
    #[error("软件自带的数据库升级清单有误（第 {0} 号）。数据未改动。请重新安装软件。")]
    MigrationList(u32),
    /// The backup before a migration failed.
    #[error("升级前的备份没有成功，因此没有升级，数据未改动。请检查磁盘空间和备份位置后重试。")]
    BackupBeforeMigration,
    /// A new shop was to be made on a volume of another computer.
    #[error("这个文件夹在网络位置上，数据库放在那里可能损坏，没有新建店铺。请选择本机硬盘上的文件夹。")]
    NetworkFolder,
    /// A new shop was to be made in a folder that a service synchronises.
    #[error(
        "这个文件夹由“{0}”自动同步，数据库放在那里可能损坏或被旧文件覆盖，没有新建店铺。请选择不同步的本机文件夹；要留副本，请用备份。"
    )]
    SyncedFolder(&'static str),
    /// Another running copy, or another program, holds the files.
    #[error("店铺数据正被另一个窗口或程序使用，没有改动。请关闭另一个守诺窗口（或正在占用的杀毒、同步软件）后重试。")]
    InUse,
    /// The folder or the medium cannot be written.
    #[error("文件夹不可写（只读或没有权限）。数据未改动。请检查文件夹权限，或换一个可写的位置。")]
    ReadOnly,
    /// No space left.
    #[error("磁盘空间不足，这一步没有完成，已保存的数据不受影响。请清理磁盘后重试。")]
    DiskFull,
    /// Any other file error, with the system's number.
    #[error("读写文件失败（系统错误 {0}）。请检查磁盘和文件夹后重试；已保存的数据不会被自动删除。")]
    Io(i32),
    /// Any other database error, with SQLite's extended number.
    #[error("数据库操作失败（错误 {0}）。这一步没有完成，已保存的数据不受影响。请重试；若反复出现，请记下这个编号并另做一份备份。")]
    Database(i32),
    /// The linked SQLite can lose commits, or has no encryption.
    #[error("软件内置的数据库引擎版本过低，可能丢失数据，已拒绝启动。请安装最新版软件。")]
    EngineTooOld,
    /// The system gave no random bytes.
    #[error("系统随机数不可用，无法生成安全的密钥，没有新建任何文件。请重启电脑后重试。")]
    NoRandom,
}

impl VaultFault {
    /// A stable name for programs.
    pub fn code(&self) -> &'static str {
        match self {
            Self::NoShop => "no_shop",
            Self::ShopExists => "shop_exists",
            Self::SetupUnfinished => "setup_unfinished",
            Self::KeysMissing => "keys_missing",
            Self::KeysDamaged => "keys_damaged",
            Self::KeysNewer => "keys_newer",
            Self::KdfOutOfBounds => "kdf_out_of_bounds",
            Self::OutOfMemory => "out_of_memory",
            Self::KeychainMissing => "keychain_missing",
            Self::KeychainLocked => "keychain_locked",
            Self::KeychainSlow => "keychain_slow",
            Self::KeychainFailed => "keychain_failed",
            Self::KeychainNoEntry => "keychain_no_entry",
            Self::KeychainMismatch => "keychain_mismatch",
            Self::KeychainNotUsed => "keychain_not_used",
            Self::WrongCode => "wrong_code",
            Self::DatabaseMissing => "database_missing",
            Self::DatabaseDamaged => "database_damaged",
            Self::PageDamaged => "page_damaged",
            Self::DatabaseForeign => "database_foreign",
            Self::DatabaseNewer => "database_newer",
            Self::DatabaseOlder => "database_older",
            Self::MigrationAltered(_) => "migration_altered",
            Self::MigrationFailed(_) => "migration_failed",
            Self::MigrationList(_) => "migration_list",
            Self::BackupBeforeMigration => "backup_before_migration",
            Self::NetworkFolder => "network_folder",
            Self::SyncedFolder(_) => "synced_folder",
            Self::InUse => "in_use",
            Self::ReadOnly => "read_only",
            Self::DiskFull => "disk_full",
            Self::Io(_) => "io",
            Self::Database(_) => "database",
            Self::EngineTooOld => "engine_too_old",
            Self::NoRandom => "no_random",
        }
    }

    /// The recovery code is the way on: nothing is broken but the keychain's half.
    pub fn wants_recovery_code(&self) -> bool {
        matches!(
            self,
            Self::KeychainMissing
                | Self::KeychainLocked
                | Self::KeychainSlow
                | Self::KeychainFailed
                | Self::KeychainNoEntry
                | Self::KeychainMismatch
                | Self::KeychainNotUsed
        )
    }
}

impl From<KeychainFault> for VaultFault {
    fn from(fault: KeychainFault) -> Self {
        match fault {
            KeychainFault::Missing => Self::KeychainMissing,
            KeychainFault::Locked => Self::KeychainLocked,
            KeychainFault::Slow => Self::KeychainSlow,
            KeychainFault::Other(_) => Self::KeychainFailed,
        }
    }
}

/// Windows: another program has the file open and shares it with nobody.
const SHARING_VIOLATION: i32 = 32;
/// Windows: another program has locked a part of it.
const LOCK_VIOLATION: i32 = 33;

/// Drops the system's words, which may hold a path, and keeps the kind.
impl From<io::Error> for VaultFault {
    fn from(error: io::Error) -> Self {
        match error.kind() {
            io::ErrorKind::StorageFull | io::ErrorKind::QuotaExceeded => Self::DiskFull,
            io::ErrorKind::ReadOnlyFilesystem | io::ErrorKind::PermissionDenied => Self::ReadOnly,
            io::ErrorKind::WouldBlock | io::ErrorKind::ResourceBusy => Self::InUse,
            _ if cfg!(windows) && matches!(error.raw_os_error(), Some(SHARING_VIOLATION | LOCK_VIOLATION)) => Self::InUse,
            _ => Self::Io(error.raw_os_error().unwrap_or_default()),
        }
    }
}

/// Drops SQLite's words, which may hold statement text (and the key is given as a statement), and keeps the kind.
impl From<rusqlite::Error> for VaultFault {
    fn from(error: rusqlite::Error) -> Self {
        let Some(cause) = error.sqlite_error() else {
            return Self::Database(0);
        };
        match cause.code {
            ErrorCode::NotADatabase | ErrorCode::DatabaseCorrupt => Self::DatabaseDamaged,
            ErrorCode::DatabaseBusy | ErrorCode::DatabaseLocked | ErrorCode::FileLockingProtocolFailed => Self::InUse,
            // "Cannot open" concerns the files beside the database: that itself was seen before it was opened.
            ErrorCode::ReadOnly | ErrorCode::PermissionDenied | ErrorCode::CannotOpen => Self::ReadOnly,
            ErrorCode::DiskFull => Self::DiskFull,
            ErrorCode::OutOfMemory => Self::OutOfMemory,
            _ => Self::Database(cause.extended_code),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn file_errors_keep_their_kind_and_lose_their_words() {
        for (kind, expected) in [
            (io::ErrorKind::StorageFull, VaultFault::DiskFull),
            (io::ErrorKind::QuotaExceeded, VaultFault::DiskFull),
            (io::ErrorKind::ReadOnlyFilesystem, VaultFault::ReadOnly),
            (io::ErrorKind::PermissionDenied, VaultFault::ReadOnly),
            (io::ErrorKind::WouldBlock, VaultFault::InUse),
        ] {
            let fault = VaultFault::from(io::Error::new(kind, "/home/zhang/secret"));
            assert_eq!(fault, expected);
            assert!(!fault.to_string().contains("zhang"));
        }
    }

    #[test]
    fn a_full_database_is_told_as_a_full_disk() {
        let conn = rusqlite::Connection::open_in_memory().unwrap();
        conn.execute_batch("PRAGMA max_page_count = 2; CREATE TABLE t(x)").unwrap();
        let error = conn.execute_batch("INSERT INTO t VALUES (zeroblob(100000))").unwrap_err();
        assert_eq!(VaultFault::from(error), VaultFault::DiskFull);
    }

    #[test]
    fn statement_text_never_reaches_the_words() {
        let conn = rusqlite::Connection::open_in_memory().unwrap();
        let error = conn.execute_batch("SELEC 'canary'").unwrap_err();
        assert!(!VaultFault::from(error).to_string().contains("canary"));
    }
}
