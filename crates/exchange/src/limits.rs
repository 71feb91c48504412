//! Every bound a file must keep, in one place.

use crate::FileFault;

/// Upper bounds checked before or while decoding. Sizes are in bytes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Limits {
    /// The file itself.
    pub file_bytes: usize,
    /// All members of an archive after unpacking, counted by inflating, and all cell text of a workbook.
    pub unpacked_bytes: usize,
    /// Members of an archive.
    pub archive_entries: usize,
    /// Cells of all sheets together.
    pub cells: usize,
    /// Columns of a row.
    pub columns: usize,
    /// Text of one cell.
    pub cell_bytes: usize,
}

const MB: usize = 1024 * 1024;

impl Default for Limits {
    fn default() -> Self {
        Self { file_bytes: 50 * MB, unpacked_bytes: 200 * MB, archive_entries: 2_000, cells: 5_000_000, columns: 1_000, cell_bytes: MB }
    }
}

/// A size for people: whole MB where it is one, else bytes.
fn size(bytes: usize) -> String {
    if bytes >= MB && bytes.is_multiple_of(MB) { format!("{} MB", bytes / MB) } else { format!("{bytes} 字节") }
}

impl Limits {
    /// A file of this length may be read.
    ///
    /// # Errors
    /// [`FileFault::TooLarge`].
    pub fn check_file(&self, bytes: usize) -> Result<(), FileFault> {
        refuse_if(bytes > self.file_bytes, || format!("文件超过 {}", size(self.file_bytes)))
    }

    pub(crate) fn check_unpacked(&self, bytes: usize) -> Result<(), FileFault> {
        refuse_if(bytes > self.unpacked_bytes, || format!("解开后超过 {}", size(self.unpacked_bytes)))
    }

    pub(crate) fn check_entries(&self, entries: usize) -> Result<(), FileFault> {
        refuse_if(entries > self.archive_entries, || format!("压缩包内超过 {} 个成员", self.archive_entries))
    }

    /// A sheet is a member of the workbook's archive.
    pub(crate) fn check_sheets(&self, sheets: usize) -> Result<(), FileFault> {
        refuse_if(sheets > self.archive_entries, || format!("超过 {} 张工作表", self.archive_entries))
    }

    pub(crate) fn check_cells(&self, cells: usize) -> Result<(), FileFault> {
        refuse_if(cells > self.cells, || format!("超过 {} 个单元格", self.cells))
    }

    pub(crate) fn check_columns(&self, columns: usize) -> Result<(), FileFault> {
        refuse_if(columns > self.columns, || format!("超过 {} 列", self.columns))
    }

    pub(crate) fn check_cell(&self, bytes: usize) -> Result<(), FileFault> {
        refuse_if(bytes > self.cell_bytes, || format!("一个单元格超过 {}", size(self.cell_bytes)))
    }
}

fn refuse_if(broken: bool, what: impl FnOnce() -> String) -> Result<(), FileFault> {
    if broken { Err(FileFault::too_large(what())) } else { Ok(()) }
}
