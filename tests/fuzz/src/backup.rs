//! Backup files: read as far as can be without the code, and what a sealed one holds.

/// The file as it is; and as a manifest with content behind it, as if both had come out of the seal.
pub fn backup(data: &[u8]) {
    let _ = shounuo_desk::backup::look(data);
    let _ = shounuo_desk::backup::look(&shounuo_desk::backup::line_and_head(data));
    let (manifest, content) = data.iter().position(|byte| *byte == b'\n').map_or((data, &[][..]), |end| (&data[..end], &data[end + 1..]));
    let _ = shounuo_desk::backup::look_inside(manifest, content);
}
