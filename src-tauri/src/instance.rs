//! One window per shop's folder. The lock of the operating system says who is first; whoever comes later asks the first to
//! show itself and ends. A note beside the folder carries the wish: no bus, no port, the same on every system, and it
//! outlives a folder that is swapped for a restored one. Writers are kept apart by the vault's own lock in any case.

use std::fs::{File, OpenOptions, TryLockError};
use std::path::{Path, PathBuf};
use std::thread;
use std::time::{Duration, Instant};

/// How often the first looks for a wish.
const LOOK: Duration = Duration::from_millis(250);
/// How long the first may take to answer one.
const PATIENCE: Duration = Duration::from_secs(5);

/// What came of the start.
#[derive(Debug)]
pub enum Start {
    /// This is the one window, as long as the instance lives.
    First(Instance),
    /// The window that was there has shown itself.
    Shown,
    /// Somebody holds the place and does not answer.
    Silent,
}

/// The one window's claim on its place.
#[derive(Debug)]
pub struct Instance {
    // Released by the system when the process ends, however it ends.
    lock: Option<File>,
    wish: PathBuf,
}

/// Claims the place beside the shop's folder, or has the window that holds it show itself.
#[must_use]
pub fn start(dir: &Path) -> Start {
    let (lock, wish) = (beside(dir, "window"), beside(dir, "show"));
    let end = Instant::now() + PATIENCE;
    let mut asked = false;
    loop {
        match claim(&lock) {
            Claim::Held(file) => {
                // A wish that nobody heard belongs to a window that is gone.
                let _ = std::fs::remove_file(&wish);
                return Start::First(Instance { lock: file, wish });
            }
            Claim::Taken if asked && !wish.exists() => return Start::Shown,
            Claim::Taken if Instant::now() > end => {
                let _ = std::fs::remove_file(&wish);
                return Start::Silent;
            }
            Claim::Taken => asked = asked || File::create(&wish).is_ok(),
        }
        thread::sleep(LOOK / 2);
    }
}

enum Claim {
    Held(Option<File>),
    Taken,
}

/// A place where nothing can be written (a read-only disk) is nobody's: the window opens, and the vault decides.
fn claim(lock: &Path) -> Claim {
    if let Some(parent) = lock.parent() {
        let _ = std::fs::create_dir_all(parent);
    }
    let Ok(file) = OpenOptions::new().write(true).create(true).truncate(false).open(lock) else { return Claim::Held(None) };
    match file.try_lock() {
        Ok(()) => Claim::Held(Some(file)),
        Err(TryLockError::WouldBlock) => Claim::Taken,
        Err(TryLockError::Error(_)) => Claim::Held(None),
    }
}

/// `.<name of the folder>.<what>` beside it, by whatever path the folder was named.
fn beside(dir: &Path, what: &str) -> PathBuf {
    let absolute = std::path::absolute(dir).unwrap_or_else(|_| dir.to_path_buf());
    let dir = absolute.canonicalize().unwrap_or(absolute);
    let name = dir.file_name().map_or_else(|| "shop".into(), |name| name.to_string_lossy().into_owned());
    dir.parent().unwrap_or(&dir).join(format!(".{name}.{what}"))
}

impl Instance {
    /// Has `show` done whenever somebody started the app again, as long as the process lives.
    pub fn answer(self, show: impl Fn() + Send + 'static) {
        let Instance { lock, wish } = self;
        thread::spawn(move || {
            // Held by this thread, which ends with the process.
            let _held = lock;
            loop {
                // A wish that cannot be taken away is not answered over and over.
                if wish.exists() && std::fs::remove_file(&wish).is_ok() {
                    show();
                }
                thread::sleep(LOOK);
            }
        });
    }
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;
    use std::sync::atomic::{AtomicU32, Ordering};

    use super::*;

    #[test]
    fn of_fifty_starts_at_once_one_is_first_and_all_others_have_it_show_itself() {
        for round in 0..20 {
            let home = std::env::temp_dir().join(format!("shounuo-instance-{}-{round}", std::process::id()));
            let dir = home.join("shop");
            let shown = Arc::new(AtomicU32::new(0));
            let starts: Vec<_> = (0..50)
                .map(|_| {
                    let (dir, shown) = (dir.clone(), Arc::clone(&shown));
                    thread::spawn(move || match start(&dir) {
                        Start::First(instance) => {
                            instance.answer(move || {
                                shown.fetch_add(1, Ordering::SeqCst);
                            });
                            1
                        }
                        Start::Shown => 0,
                        Start::Silent => 100,
                    })
                })
                .collect();
            let firsts: i32 = starts.into_iter().map(|start| start.join().unwrap()).sum();
            assert_eq!(firsts, 1, "round {round}");
            assert!(shown.load(Ordering::SeqCst) > 0, "round {round}");
            std::fs::remove_dir_all(&home).unwrap();
        }
    }

    #[test]
    fn two_spellings_of_a_folder_are_one_place_and_two_folders_are_two() {
        let home = std::env::temp_dir().join(format!("shounuo-places-{}", std::process::id()));
        std::fs::create_dir_all(home.join("shop")).unwrap();
        assert_eq!(beside(&home.join("shop"), "window"), beside(&home.join("shop/../shop/."), "window"));
        let first = start(&home.join("shop"));
        assert!(matches!(first, Start::First(_)));
        assert!(matches!(start(&home.join("other")), Start::First(_)));
        drop(first);
        assert!(matches!(start(&home.join("shop")), Start::First(_)));
        std::fs::remove_dir_all(&home).unwrap();
    }
}
