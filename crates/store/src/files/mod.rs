//! Files beside the database: photos, videos and PDFs, too large for its pages. Each is sealed on its own, under a key of its
//! own that only its record knows, and lies under a random name in the folder `files`: a name tells nothing and is never a path.
//!
//! A file is on the disk, whole, before the record that names it is committed. So a crash leaves at most a file that no record
//! names, and [`Files::sweep`] takes that away when the shop is opened.

mod key;
mod name;
mod sealed;
mod sweep;

use std::fs::{self, File};
use std::io::{self, Read, Write};
use std::path::{Path, PathBuf};

pub use key::FileKey;
pub use name::FileName;
pub use sealed::{CHUNK, SealedFile};
pub use sweep::{ORPHANS_KEPT, Swept};

use crate::vault::VaultFault;
use crate::vault::write_file::{sync_folder, write_durably_with};

const FOLDER: &str = "files";

/// Why a file beside the database cannot be had. The words never name a path.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum FileFault {
    /// It is not in its folder.
    #[error("附件的文件不见了（可能被移走、删除，或被杀毒软件隔离），其他记录不受影响。请从备份找回店铺文件夹里的 files 文件夹")]
    Missing,
    /// It is there and is not what was put: a flipped bit, a cut end, another file under its name.
    #[error("附件的文件已损坏或被改动，为防误导没有显示，其他记录不受影响。请从备份恢复")]
    Altered,
    /// Disk, folder or system.
    #[error(transparent)]
    Disk(#[from] VaultFault),
}

impl From<io::Error> for FileFault {
    fn from(error: io::Error) -> Self {
        match error.kind() {
            io::ErrorKind::NotFound => FileFault::Missing,
            io::ErrorKind::UnexpectedEof => FileFault::Altered,
            _ => FileFault::Disk(error.into()),
        }
    }
}

/// The folder of a shop's files.
#[derive(Debug, Clone)]
pub struct Files {
    dir: PathBuf,
}

impl Files {
    /// The files of the shop in `shop`. Nothing is made until something is put.
    #[must_use]
    pub fn of(shop: &Path) -> Files {
        Files { dir: shop.join(FOLDER) }
    }

    /// Seals `content` into a new file: whole and on the disk when this returns, not there otherwise.
    ///
    /// # Errors
    /// [`FileFault::Disk`].
    pub fn put(&self, key: &FileKey, content: &[u8]) -> Result<FileName, FileFault> {
        let name = FileName::new()?;
        let sealer = sealed::Sealer::new(key, &name)?;
        self.write(&name, |out| sealer.write(content, out))?;
        Ok(name)
    }

    /// Takes over a file as it lies in another shop's folder or in a backup: `len` sealed bytes of `from`.
    ///
    /// # Errors
    /// [`FileFault::Altered`] when `from` ends early, [`FileFault::Disk`].
    pub fn adopt(&self, name: &FileName, from: &mut impl Read, len: u64) -> Result<(), FileFault> {
        let mut from = from.take(len);
        let mut taken = 0;
        self.write(name, |out| {
            taken = io::copy(&mut from, out)?;
            Ok(())
        })?;
        if taken == len { Ok(()) } else { Err(FileFault::Altered) }
    }

    /// A sealed file, open for reading.
    ///
    /// # Errors
    /// [`FileFault::Missing`], [`FileFault::Altered`] when it cannot be one of ours, [`FileFault::Disk`].
    pub fn open(&self, name: &FileName, key: &FileKey) -> Result<SealedFile, FileFault> {
        SealedFile::open(self.sealed(name)?, key, name)
    }

    /// A file's sealed bytes, for a backup.
    ///
    /// # Errors
    /// [`FileFault::Missing`], [`FileFault::Disk`].
    pub fn sealed(&self, name: &FileName) -> Result<File, FileFault> {
        Ok(File::open(self.dir.join(name.as_str()))?)
    }

    /// Whether there is a file of this name. Says nothing of its content.
    #[must_use]
    pub fn has(&self, name: &FileName) -> bool {
        fs::metadata(self.dir.join(name.as_str())).is_ok_and(|found| found.is_file())
    }

    /// Takes back a file whose record was refused. What cannot be removed is swept at the next opening.
    pub fn discard(&self, name: &FileName) {
        let _ = fs::remove_file(self.dir.join(name.as_str()));
    }

    fn write(&self, name: &FileName, write: impl FnOnce(&mut dyn Write) -> io::Result<()>) -> Result<(), FileFault> {
        self.make_folder()?;
        Ok(write_durably_with(&self.dir, name.as_str(), |out| write(out))?)
    }

    fn make_folder(&self) -> Result<(), VaultFault> {
        if self.dir.is_dir() {
            return Ok(());
        }
        let mut builder = fs::DirBuilder::new();
        #[cfg(unix)]
        std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
        builder.create(&self.dir)?;
        self.dir.parent().map_or(Ok(()), sync_folder)
    }
}
