//! Long work: how far it is and whether it should stop; and the files the person has handed in, held until they are imported
//! or dropped.

use std::collections::HashMap;
use std::path::PathBuf;
use std::sync::atomic::{AtomicBool, AtomicU32, Ordering};
use std::sync::{Arc, Mutex, PoisonError};

use shounuo_exchange::Workbook;

use crate::kernel::Refusal;

/// How many files are held at once; the oldest makes room.
const HELD: usize = 4;

/// How far long work is, and whether it should stop. The work asks; a screen tells.
#[derive(Default)]
pub struct Progress {
    done: AtomicU32,
    cancelled: AtomicBool,
}

impl Progress {
    /// Notes how far the work is and says whether it goes on.
    pub fn advance(&self, done: u32) -> bool {
        self.done.store(done, Ordering::Relaxed);
        !self.is_cancelled()
    }

    /// How far it is.
    pub fn done(&self) -> u32 {
        self.done.load(Ordering::Relaxed)
    }

    /// Has it stop at the next place where it can.
    pub fn cancel(&self) {
        self.cancelled.store(true, Ordering::Relaxed);
    }

    /// It should stop.
    pub fn is_cancelled(&self) -> bool {
        self.cancelled.load(Ordering::Relaxed)
    }
}

/// Long work that runs now, by the name its screen gave it.
#[derive(Default)]
pub struct Runs(Mutex<HashMap<String, Begun>>);

/// Work that somebody may ask after.
struct Begun {
    /// The account of who began it; none before anybody has signed in.
    by: Option<String>,
    progress: Arc<Progress>,
}

/// Work that is running; it is forgotten when this goes away.
pub struct Run<'r> {
    /// How far it is.
    pub progress: Arc<Progress>,
    name: Option<String>,
    runs: &'r Runs,
}

impl Runs {
    /// Begins the work of this person, under a name if they may ask after it.
    pub fn begin(&self, name: Option<&str>, by: Option<&str>) -> Run<'_> {
        let progress = Arc::new(Progress::default());
        if let Some(name) = name {
            self.all().insert(name.to_owned(), Begun { by: by.map(str::to_owned), progress: Arc::clone(&progress) });
        }
        Run { progress, name: name.map(str::to_owned), runs: self }
    }

    /// The work of this name, if it runs and this person began it.
    pub fn get(&self, name: &str, by: Option<&str>) -> Option<Arc<Progress>> {
        self.all().get(name).filter(|begun| begun.by.as_deref() == by).map(|begun| Arc::clone(&begun.progress))
    }

    fn all(&self) -> std::sync::MutexGuard<'_, HashMap<String, Begun>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Drop for Run<'_> {
    fn drop(&mut self) {
        if let Some(name) = &self.name {
            self.runs.all().remove(name);
        }
    }
}

/// Places that a person picked in a dialog, under tokens: the window never sees a path.
#[derive(Default)]
pub struct Places(Mutex<Vec<PathBuf>>);

/// How many places are held at once; a person picks a few in a day.
const PLACES: usize = 1_000;

impl Places {
    /// Holds a place and gives its token.
    pub fn hold(&self, place: PathBuf) -> String {
        let mut held = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if held.len() < PLACES {
            held.push(place);
        }
        held.len().to_string()
    }

    /// The place with this token.
    ///
    /// # Errors
    /// `not_found` when none has it.
    pub fn get(&self, token: &str) -> Result<PathBuf, Refusal> {
        let held = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let found = token.parse::<usize>().ok().and_then(|token| held.get(token.checked_sub(1)?).cloned());
        found.ok_or_else(|| Refusal::new("not_found", "没有选到文件或文件夹，请重新选择"))
    }
}

/// The files held.
#[derive(Default)]
pub struct Uploads(Mutex<Held>);

#[derive(Default)]
struct Held {
    next: u64,
    files: HashMap<u64, Arc<Workbook>>,
}

impl Uploads {
    /// Holds a file and gives its token.
    pub fn hold(&self, book: Workbook) -> String {
        let mut held = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        held.next += 1;
        let token = held.next;
        if held.files.len() >= HELD
            && let Some(oldest) = held.files.keys().min().copied()
        {
            held.files.remove(&oldest);
        }
        held.files.insert(token, Arc::new(book));
        token.to_string()
    }

    /// The file with this token.
    ///
    /// # Errors
    /// `not_found` when it was dropped.
    pub fn get(&self, token: &str) -> Result<Arc<Workbook>, Refusal> {
        let held = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let found = token.parse().ok().and_then(|token: u64| held.files.get(&token).cloned());
        found.ok_or_else(|| Refusal::new("not_found", "这个文件已经不在内存里，请重新选择文件"))
    }

    /// Lets a file go.
    pub fn release(&self, token: &str) {
        if let Ok(token) = token.parse::<u64>() {
            self.0.lock().unwrap_or_else(PoisonError::into_inner).files.remove(&token);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::Runs;

    #[test]
    fn work_is_told_to_nobody_but_who_began_it() {
        let runs = Runs::default();
        let run = runs.begin(Some("a"), Some("li"));
        assert!(run.progress.advance(7));
        assert_eq!(runs.get("a", Some("li")).map(|found| found.done()), Some(7));
        for (name, by) in [("a", Some("wang")), ("a", None), ("b", Some("li"))] {
            assert!(runs.get(name, by).is_none(), "{name} {by:?}");
        }
        runs.get("a", Some("li")).unwrap().cancel();
        assert!(!run.progress.advance(8), "told to stop");
        drop(run);
        assert!(runs.get("a", Some("li")).is_none(), "it is over");
        // Before anybody signs in, as when the first backup is restored.
        let _first = runs.begin(Some("a"), None);
        assert!(runs.get("a", None).is_some() && runs.get("a", Some("li")).is_none());
    }
}
