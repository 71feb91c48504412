use std::cell::Cell;

use crate::kernel::Refusal;
use crate::workbench::Progress;

/// How far the making or reading of a backup is, in percent, and whether somebody stopped it.
pub struct Steps<'p> {
    progress: &'p Progress,
    /// The stretch that runs now, in percent of the whole.
    stretch: Cell<(u32, u32)>,
    moved: Cell<u64>,
    of: Cell<u64>,
}

impl<'p> Steps<'p> {
    /// Nothing is done yet.
    #[must_use]
    pub fn new(progress: &'p Progress) -> Steps<'p> {
        Steps { progress, stretch: Cell::new((0, 100)), moved: Cell::new(0), of: Cell::new(0) }
    }

    /// Begins the stretch from one percentage to another, in which `of` bytes are moved.
    pub(super) fn begin(&self, from: u32, to: u32, of: u64) -> Result<(), Refusal> {
        self.stretch.set((from, to));
        self.moved.set(0);
        self.of.set(of);
        self.moved(0)
    }

    /// So many bytes more.
    pub(super) fn moved(&self, bytes: u64) -> Result<(), Refusal> {
        self.moved.set(self.moved.get() + bytes);
        let share = (self.moved.get() * 100).checked_div(self.of.get()).unwrap_or(0).min(100);
        if self.share(u32::try_from(share).unwrap_or(100)) { Ok(()) } else { Err(cancelled()) }
    }

    /// So much of the stretch, in percent; whether to go on.
    pub(super) fn share(&self, percent: u32) -> bool {
        let (from, to) = self.stretch.get();
        self.progress.advance(from + (to - from) * percent / 100)
    }
}

/// Somebody stopped it.
pub(super) fn cancelled() -> Refusal {
    Refusal::new("cancelled", "已取消，没有留下不完整的文件，原有的备份和店铺数据都没有变")
}
