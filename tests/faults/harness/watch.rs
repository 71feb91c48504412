//! What is to happen at which call: counted, written down, refused, or the end of the program.

use std::collections::HashMap;
use std::os::unix::fs::DirEntryExt;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Mutex, MutexGuard, PoisonError};

use serde::{Deserialize, Serialize};
use shounuo_faults::Event;

use crate::calls;

/// A call that changes the disk.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Call {
    /// Of a new file or folder.
    Make,
    Write,
    Sync,
    Truncate,
    Rename,
    Remove,
}

impl Call {
    fn letter(self) -> char {
        match self {
            Call::Make => 'm',
            Call::Write => 'w',
            Call::Sync => 's',
            Call::Truncate => 't',
            Call::Rename => 'n',
            Call::Remove => 'r',
        }
    }
}

/// What happens to a call.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Verdict {
    Pass,
    Fail(i32),
    DieBefore,
    DieHalfWay,
    DieAfter,
}

/// Where in a call the program dies.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum Death {
    Before,
    HalfWay,
    After,
}

/// How a disk fails.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub enum Failure {
    /// No more room: what grows is refused.
    Full,
    /// It became read-only: everything but a sync is refused.
    ReadOnly,
    /// The device does not answer.
    Broken,
    /// Only syncs fail.
    SyncBroken,
}

/// What is done to the watched program.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum Plan {
    /// Nothing; calls are counted and, if asked for, written down.
    Look,
    /// It is killed at this call.
    Kill(usize, Death),
    /// This call fails, and perhaps all that come after.
    Fail { at: usize, how: Failure, for_ever: bool },
}

struct Watch {
    root: PathBuf,
    plan: Plan,
    list: Option<i32>,
    /// A letter for every call so far.
    calls: String,
    hit: bool,
    open: HashMap<i32, Open>,
    /// Names of the files that were made, by number.
    made: HashMap<u64, PathBuf>,
}

struct Open {
    path: PathBuf,
    file: u64,
    folder: bool,
    appends: bool,
}

static ON: AtomicBool = AtomicBool::new(false);
static WATCH: Mutex<Option<Watch>> = Mutex::new(None);

fn watch() -> MutexGuard<'static, Option<Watch>> {
    WATCH.lock().unwrap_or_else(PoisonError::into_inner)
}

/// Watches everything below `root` from now on. Calls are written down to the open descriptor `list`.
pub fn begin(root: &Path, plan: Plan, list: Option<i32>) {
    *watch() =
        Some(Watch { root: root.to_path_buf(), plan, list, calls: String::new(), hit: false, open: HashMap::new(), made: HashMap::new() });
    ON.store(true, Ordering::Relaxed);
}

/// The disk works again: no call fails from now on.
pub fn heal() {
    if let Some(watch) = watch().as_mut() {
        watch.plan = Plan::Look;
    }
}

/// A letter for every call so far, and whether the plan did something to one.
pub fn so_far() -> (String, bool) {
    watch().as_ref().map_or_else(Default::default, |watch| (watch.calls.clone(), watch.hit))
}

/// Writes words down between the calls.
pub fn note(words: &str) {
    if let Some(watch) = watch().as_ref() {
        watch.tell(&Event::Note(words.to_owned()));
    }
}

pub fn on() -> bool {
    ON.load(Ordering::Relaxed)
}

pub fn is_watched(path: &Path) -> bool {
    watch().as_ref().is_some_and(|watch| path.starts_with(&watch.root))
}

pub fn is_open(fd: i32) -> bool {
    on() && watch().as_ref().is_some_and(|watch| watch.open.contains_key(&fd))
}

pub fn folder_of(fd: i32) -> PathBuf {
    watch().as_ref().and_then(|watch| Some(watch.open.get(&fd)?.path.clone())).unwrap_or_default()
}

/// What is to happen to a call.
pub fn ask(call: Call) -> Verdict {
    watch().as_mut().map_or(Verdict::Pass, |watch| watch.ask(call))
}

pub fn opened(fd: i32, path: PathBuf, made: bool, flags: i32) {
    let (file, folder) = (calls::file_of(fd), path.is_dir());
    if let Some(watch) = watch().as_mut() {
        let writes = flags & libc::O_ACCMODE != libc::O_RDONLY;
        if !folder && writes && !is_memory(&path) {
            watch.tell(&Event::Open { path: watch.relative(&path), file, made });
            if made {
                watch.made.insert(file, path.clone());
            }
            if flags & libc::O_TRUNC != 0 && !made {
                watch.tell(&Event::Truncate { file, len: 0 });
            }
        }
        watch.open.insert(fd, Open { path, file, folder, appends: flags & libc::O_APPEND != 0 });
    }
}

pub fn closed(fd: i32) {
    if on()
        && let Some(watch) = watch().as_mut()
    {
        watch.open.remove(&fd);
    }
}

pub fn wrote(fd: i32, at: u64, bytes: &[u8]) {
    tell_of(fd, |open| {
        assert!(!open.appends, "a file written at its end is not known here");
        Event::Write { file: open.file, at, bytes: bytes.to_vec() }
    });
}

pub fn truncated(fd: i32, len: u64) {
    tell_of(fd, |open| Event::Truncate { file: open.file, len });
}

pub fn synced(fd: i32) {
    let mut guard = watch();
    let Some(watch) = guard.as_mut() else { return };
    if let Some(folder) = watch.open.get(&fd).filter(|open| open.folder).map(|open| open.path.clone()) {
        watch.look_for_moved(&folder);
    }
    if let Some(open) = watch.open.get(&fd) {
        let event = if open.folder { Event::SyncFolder { path: watch.relative(&open.path) } } else { Event::Sync { file: open.file } };
        watch.tell(&event);
    }
}

pub fn renamed(from: &Path, to: &Path) {
    if let Some(watch) = watch().as_mut() {
        watch.moved(from, to);
    }
}

pub fn removed(path: &Path) {
    if !is_memory(path) {
        tell(|watch| Event::Remove { path: watch.relative(path) });
    }
}

pub fn made_folder(path: &Path) {
    tell(|watch| Event::MakeFolder { path: watch.relative(path) });
}

fn tell(event: impl FnOnce(&Watch) -> Event) {
    if let Some(watch) = watch().as_ref() {
        watch.tell(&event(watch));
    }
}

fn tell_of(fd: i32, event: impl FnOnce(&Open) -> Event) {
    if let Some(watch) = watch().as_ref()
        && let Some(open) = watch.open.get(&fd).filter(|open| !is_memory(&open.path))
    {
        watch.tell(&event(open));
    }
}

/// The index beside the log is shared memory that happens to have a name: nobody reads it after a restart.
pub fn is_memory(path: &Path) -> bool {
    path.as_os_str().as_encoded_bytes().ends_with(b"-shm")
}

impl Watch {
    fn relative(&self, path: &Path) -> PathBuf {
        path.strip_prefix(&self.root).unwrap_or(path).to_path_buf()
    }

    fn tell(&self, event: &Event) {
        if let Some(list) = self.list {
            calls::write_unwatched(list, &event.encode());
        }
    }

    fn moved(&mut self, from: &Path, to: &Path) {
        self.tell(&Event::Rename { from: self.relative(from), to: self.relative(to) });
        if let Some(name) = self.made.values_mut().find(|name| *name == from) {
            *name = to.to_path_buf();
        }
    }

    /// A library may rename with a system call of its own, past us. At the next sync of the folder the file is found by its
    /// number under the new name; before that the rename is not on the disk anyway.
    fn look_for_moved(&mut self, folder: &Path) {
        for entry in std::fs::read_dir(folder).into_iter().flatten().flatten() {
            let Some(old) = self.made.get(&entry.ino()).filter(|old| **old != entry.path() && !old.exists()).cloned() else { continue };
            self.moved(&old, &entry.path());
        }
    }

    fn ask(&mut self, call: Call) -> Verdict {
        let number = self.calls.len();
        self.calls.push(call.letter());
        let verdict = match self.plan {
            Plan::Look => Verdict::Pass,
            Plan::Kill(at, death) if at == number => match death {
                Death::Before => Verdict::DieBefore,
                Death::HalfWay => Verdict::DieHalfWay,
                Death::After => Verdict::DieAfter,
            },
            Plan::Fail { at, how, for_ever } if number == at || (for_ever && number > at) => {
                how.answer(call).map_or(Verdict::Pass, Verdict::Fail)
            }
            Plan::Kill(..) | Plan::Fail { .. } => Verdict::Pass,
        };
        self.hit |= verdict != Verdict::Pass;
        verdict
    }
}

impl Failure {
    pub const ALL: [Failure; 4] = [Failure::Full, Failure::ReadOnly, Failure::Broken, Failure::SyncBroken];

    /// What this disk says to a call, if it refuses it.
    fn answer(self, call: Call) -> Option<i32> {
        self.answer_to(call.letter())
    }

    /// As [`Failure::answer`], to a call by its letter.
    pub fn answer_to(self, call: char) -> Option<i32> {
        let (grows, sync) = (matches!(call, 'm' | 'w'), call == 's');
        match self {
            Failure::Full => grows.then_some(libc::ENOSPC),
            Failure::ReadOnly => (!sync).then_some(libc::EROFS),
            Failure::Broken => Some(libc::EIO),
            Failure::SyncBroken => sync.then_some(libc::EIO),
        }
    }
}
