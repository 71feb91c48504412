//! Files that the person named: read within bounds, written whole or not at all, never over another by accident.

use std::fs::{self, File, OpenOptions};
use std::io::{self, ErrorKind, Read, Write};
use std::path::{Path, PathBuf};

use shounuo_desk::kernel::Refusal;
use shounuo_desk::vault::RecoveryCode;
use tempfile::NamedTempFile;
use zeroize::Zeroizing;

use crate::failure::Failure;

/// A recovery file holds 36 characters and perhaps some blanks.
const RECOVERY_FILE: u64 = 4 * 1024;

/// Reads the recovery code out of its file. The words of a refusal never hold what was read.
pub fn read_recovery_file(path: &Path) -> Result<RecoveryCode, Refusal> {
    let bytes = Zeroizing::new(read_up_to(path, RECOVERY_FILE)?);
    let text =
        std::str::from_utf8(&bytes).map_err(|_| Refusal::new("recovery_code_character", "恢复码文件不是纯文本，请只放恢复码一行"))?;
    RecoveryCode::parse(text).map_err(|fault| Refusal::new(fault.code(), fault.to_string()))
}

/// The whole file, refused when it is longer than `most` bytes.
pub fn read_up_to(path: &Path, most: u64) -> Result<Vec<u8>, Refusal> {
    let mut bytes = Vec::new();
    let read = File::open(path).and_then(|file| file.take(most + 1).read_to_end(&mut bytes));
    read.map_err(|error| cannot_read(path, &error))?;
    if bytes.len() as u64 > most {
        return Err(Refusal::new("too_large", format!("{} 太大了，最多 {most} 字节", name(path))));
    }
    Ok(bytes)
}

/// A file that cannot be read, in words.
pub fn cannot_read(path: &Path, error: &io::Error) -> Refusal {
    let why = match error.kind() {
        ErrorKind::NotFound => "没有这个文件",
        ErrorKind::PermissionDenied => "没有读取权限",
        ErrorKind::IsADirectory => "这是一个文件夹",
        _ => "读取失败，请检查磁盘后重试",
    };
    Refusal::new("cannot_read", format!("无法读取 {}：{why}", name(path)))
}

/// Name of a file without its folder, for words.
pub fn name(path: &Path) -> String {
    path.file_name().map_or_else(|| path.display().to_string(), |name| name.to_string_lossy().into_owned())
}

/// A place for a file that is still to be made: taken before the work, so that the work is not done in vain.
pub struct Place {
    target: PathBuf,
    file: NamedTempFile,
    replace: bool,
}

impl Place {
    /// Takes the place beside `target`. Refused when there is a file already, unless it may be replaced.
    pub fn take(target: &Path, replace: bool) -> Result<Place, Failure> {
        if target.file_name().is_none() {
            return Err(Failure::Usage("--out 应是一个文件".to_owned()));
        }
        if target.is_dir() || (!replace && fs::symlink_metadata(target).is_ok()) {
            return Err(exists(target).into());
        }
        let folder = target.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
        let file = NamedTempFile::new_in(folder).map_err(|error| cannot_write(target, &error))?;
        Ok(Place { target: target.to_path_buf(), file, replace })
    }

    /// Puts the bytes there: written, synced, and only then under their name.
    pub fn put(self, bytes: &[u8]) -> Result<(), Refusal> {
        let target = self.target.clone();
        self.fill(|file| file.write_all(bytes).map_err(|error| cannot_write(&target, &error)))
    }

    /// As [`Place::put`], with what `write` writes.
    pub fn fill(mut self, write: impl FnOnce(&mut dyn Write) -> Result<(), Refusal>) -> Result<(), Refusal> {
        let target = &self.target;
        write(&mut self.file)?;
        self.file.as_file().sync_all().map_err(|error| cannot_write(target, &error))?;
        let named = if self.replace { self.file.persist(target) } else { self.file.persist_noclobber(target) };
        named.map(drop).map_err(|failed| cannot_write(target, &failed.error))
    }
}

fn exists(target: &Path) -> Refusal {
    Refusal::new("file_exists", format!("{} 已经存在，没有改动它；请换一个文件名", name(target)))
}

/// A file that cannot be written, in words.
pub fn cannot_write(path: &Path, error: &io::Error) -> Refusal {
    let why = match error.kind() {
        ErrorKind::NotFound => "没有这个文件夹",
        ErrorKind::PermissionDenied | ErrorKind::ReadOnlyFilesystem => "没有写入权限",
        ErrorKind::StorageFull | ErrorKind::QuotaExceeded => "磁盘空间不足",
        ErrorKind::AlreadyExists => return exists(path),
        _ => "写入失败，请检查磁盘后重试",
    };
    Refusal::new("cannot_write", format!("无法写入 {}：{why}", name(path)))
}

/// Open options for files that only their owner may read.
pub fn private() -> OpenOptions {
    let mut options = OpenOptions::new();
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    options
}
