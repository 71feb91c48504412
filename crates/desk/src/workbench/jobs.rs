//! Files the person has handed in, held until they are imported or dropped, and how far a running import is.

use std::collections::HashMap;
use std::sync::atomic::{AtomicBool, AtomicU32, Ordering};
use std::sync::{Arc, Mutex, PoisonError};

use shounuo_exchange::Workbook;

use crate::kernel::Refusal;

/// How many files are held at once; the oldest makes room.
const HELD: usize = 4;

/// A file that was opened, under a token.
pub struct Upload {
    /// The file.
    pub book: Workbook,
    /// Rows done by the running import.
    pub done: AtomicU32,
    /// The running import should stop.
    pub cancelled: AtomicBool,
}

/// The files held.
#[derive(Default)]
pub struct Uploads(Mutex<Held>);

#[derive(Default)]
struct Held {
    next: u64,
    files: HashMap<u64, Arc<Upload>>,
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
        held.files.insert(token, Arc::new(Upload { book, done: AtomicU32::new(0), cancelled: AtomicBool::new(false) }));
        token.to_string()
    }

    /// The file with this token.
    ///
    /// # Errors
    /// `not_found` when it was dropped.
    pub fn get(&self, token: &str) -> Result<Arc<Upload>, Refusal> {
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

impl Upload {
    /// Notes how far the import is and says whether it goes on.
    pub fn advance(&self, rows: u32) -> bool {
        self.done.store(rows, Ordering::Relaxed);
        !self.cancelled.load(Ordering::Relaxed)
    }
}
