//! What kind of bytes a file is, by its bytes and never by its name.

use crate::FileFault;

/// Families of files told apart by their first bytes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Container {
    /// A zip archive: xlsx, or something else that is refused later.
    Zip,
    /// An OLE2 compound file: old xls, or an encrypted workbook.
    Ole2,
    /// Anything else: text in some encoding, or HTML.
    Text,
}

const ZIP: &[u8] = b"PK\x03\x04";
const ZIP_EMPTY: &[u8] = b"PK\x05\x06";
const OLE2: &[u8] = b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1";

/// Signatures of files people drop by mistake, with the advice that helps.
const FOREIGN: &[(&[u8], &str)] = &[
    (b"%PDF", "这是 PDF，请从平台导出表格"),
    (b"\x89PNG", "这是图片，请从平台导出表格"),
    (b"\xFF\xD8\xFF", "这是图片，请从平台导出表格"),
    (b"GIF8", "这是图片，请从平台导出表格"),
    (b"Rar!", "这是 RAR 压缩包，请先解压"),
    (b"7z\xBC\xAF", "这是 7z 压缩包，请先解压"),
    (b"\x1F\x8B", "这是 gzip 压缩包，请先解压"),
    (b"MZ\x90", "这是程序，不是表格"),
    (b"\x7FELF", "这是程序，不是表格"),
];

/// Tells the container, or refuses what is plainly no table.
pub(crate) fn sniff(bytes: &[u8]) -> Result<Container, FileFault> {
    if bytes.is_empty() {
        return Err(FileFault::Empty);
    }
    if let Some((_, advice)) = FOREIGN.iter().find(|(magic, _)| bytes.starts_with(magic)) {
        return Err(FileFault::not_a_table(*advice));
    }
    if bytes.starts_with(ZIP) || bytes.starts_with(ZIP_EMPTY) {
        return Ok(Container::Zip);
    }
    if bytes.starts_with(OLE2) {
        return Ok(Container::Ole2);
    }
    Ok(Container::Text)
}
