//! A restored folder takes the place of the shop's folder, in steps of which each is one rename. A power cut between any two
//! leaves a mark beside the folder, by which the next start finishes or takes back; at every moment the shop of before lies whole
//! under one of the names.

use std::fs;
use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};
use shounuo_store::vault::VaultFault;

use super::io;
use super::room::{parent_of, sync_folder};
use crate::kernel::Refusal;

/// Names, never paths: all lie in one folder.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Mark {
    /// The restored folder.
    new: String,
    /// What the shop's folder is called afterwards.
    old: String,
}

/// A swap that is to be done.
pub struct Swap {
    /// The shop's folder, which may not exist.
    dir: PathBuf,
    mark: Mark,
}

impl Swap {
    /// `new` takes the place of `dir`, which is called `old` afterwards; all three are names in one folder.
    #[must_use]
    pub fn new(dir: &Path, new: &str, old: &str) -> Swap {
        Swap { dir: dir.to_path_buf(), mark: Mark { new: new.into(), old: old.into() } }
    }

    /// Does it. On a refusal the shop's folder is the one it was.
    ///
    /// # Errors
    /// What the disk says.
    pub fn run(&self) -> Result<(), Refusal> {
        for step in STEPS {
            if let Err(no) = step(self) {
                // What the next start would do is done now.
                settle(&self.dir)?;
                return Err(no);
            }
        }
        Ok(())
    }

    /// Does only the first steps, as a power cut would have it.
    ///
    /// # Errors
    /// What the disk says.
    #[doc(hidden)]
    pub fn run_until(&self, steps: usize) -> Result<(), Refusal> {
        STEPS.iter().take(steps).try_for_each(|step| step(self))
    }

    fn beside(&self, name: &str) -> PathBuf {
        parent_of(&self.dir).join(name)
    }

    fn put_mark(&self) -> Result<(), Refusal> {
        let body = serde_json::to_vec(&self.mark).map_err(|error| Refusal::new("bad_output", error.to_string()))?;
        let mut file = tempfile::NamedTempFile::with_prefix_in(".shounuo-", parent_of(&self.dir)).map_err(io)?;
        std::io::Write::write_all(&mut file, &body).and_then(|()| file.as_file().sync_all()).map_err(io)?;
        file.persist(mark_of(&self.dir)).map_err(|failed| io(failed.error))?;
        sync_folder(parent_of(&self.dir))
    }

    fn put_aside(&self) -> Result<(), Refusal> {
        if !fs::exists(&self.dir).map_err(io)? {
            return Ok(());
        }
        fs::rename(&self.dir, self.beside(&self.mark.old)).map_err(io)?;
        sync_folder(parent_of(&self.dir))
    }

    fn put_in_place(&self) -> Result<(), Refusal> {
        fs::rename(self.beside(&self.mark.new), &self.dir).map_err(io)?;
        sync_folder(parent_of(&self.dir))
    }

    fn take_mark(&self) -> Result<(), Refusal> {
        fs::remove_file(mark_of(&self.dir)).map_err(io)?;
        sync_folder(parent_of(&self.dir))
    }
}

type Step = fn(&Swap) -> Result<(), Refusal>;
/// In their order; a crash may come between any two.
const STEPS: [Step; 4] = [Swap::put_mark, Swap::put_aside, Swap::put_in_place, Swap::take_mark];

/// How many steps a swap has.
pub const STEPS_OF_SWAP: usize = STEPS.len();

/// Finishes or takes back a swap that was cut off. Called before a shop's folder is opened.
///
/// # Errors
/// What the disk says; `swap_unclear` when the mark cannot be read, which no crash of ours brings about.
pub fn settle(dir: &Path) -> Result<(), Refusal> {
    let mark = match fs::read(mark_of(dir)) {
        Ok(bytes) => bytes,
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => return Ok(()),
        Err(error) => return Err(VaultFault::from(error).into()),
    };
    let mark: Mark = serde_json::from_slice(&mark)
        .ok()
        .filter(|mark: &Mark| is_plain(&mark.new) && is_plain(&mark.old))
        .ok_or_else(|| Refusal::new("swap_unclear", "上次恢复没有完成，留下的标记无法识别。没有改动任何文件夹，请联系技术支持"))?;
    let swap = Swap { dir: dir.to_path_buf(), mark };
    let [here, new, old] = [dir, &swap.beside(&swap.mark.new), &swap.beside(&swap.mark.old)].map(|path| path.is_dir());
    match (here, new, old) {
        // Aside already: on with it.
        (false, true, _) => swap.put_in_place()?,
        // The restored folder is gone: back to what was.
        (false, false, true) => {
            fs::rename(swap.beside(&swap.mark.old), dir).map_err(io)?;
            sync_folder(parent_of(dir))?;
        }
        // Not begun, or done.
        _ => {}
    }
    swap.take_mark()
}

fn is_plain(name: &str) -> bool {
    !name.is_empty() && name != "." && name != ".." && !name.contains(['/', '\\'])
}

fn mark_of(dir: &Path) -> PathBuf {
    let name = dir.file_name().and_then(|name| name.to_str()).unwrap_or("shop");
    parent_of(dir).join(format!(".{name}.swap"))
}
