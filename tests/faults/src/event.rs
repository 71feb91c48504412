use std::path::{Path, PathBuf};

/// One call of the watched program, or a note that it made between calls. Paths are relative to the watched folder; a file is
/// named by the number the system gave it, which may serve another file after a removal.
#[derive(Debug, Clone, PartialEq, Eq)]
#[allow(missing_docs, reason = "the names of the fields say what they are")]
pub enum Event {
    /// A file was opened for writing; `made` when it was not there before.
    Open { path: PathBuf, file: u64, made: bool },
    /// Bytes went to a file.
    Write { file: u64, at: u64, bytes: Vec<u8> },
    /// A file got this length.
    Truncate { file: u64, len: u64 },
    /// Everything written to a file is on the disk.
    Sync { file: u64 },
    /// Every name in a folder is on the disk.
    SyncFolder { path: PathBuf },
    /// A name moved, over what was there.
    Rename { from: PathBuf, to: PathBuf },
    /// A name went away.
    Remove { path: PathBuf },
    /// A folder was made.
    MakeFolder { path: PathBuf },
    /// Words of the program itself.
    Note(String),
}

impl Event {
    /// The event as bytes, to be read by [`read_events`].
    #[must_use]
    pub fn encode(&self) -> Vec<u8> {
        let (kind, file, number, one, two): (u8, u64, u64, &[u8], &[u8]) = match self {
            Event::Open { path, file, made } => (0, *file, u64::from(*made), bytes_of(path), b""),
            Event::Write { file, at, bytes } => (1, *file, *at, bytes, b""),
            Event::Truncate { file, len } => (2, *file, *len, b"", b""),
            Event::Sync { file } => (3, *file, 0, b"", b""),
            Event::SyncFolder { path } => (4, 0, 0, bytes_of(path), b""),
            Event::Rename { from, to } => (5, 0, 0, bytes_of(from), bytes_of(to)),
            Event::Remove { path } => (6, 0, 0, bytes_of(path), b""),
            Event::MakeFolder { path } => (7, 0, 0, bytes_of(path), b""),
            Event::Note(words) => (8, 0, 0, words.as_bytes(), b""),
        };
        let lens = [one.len() as u64, two.len() as u64].map(u64::to_le_bytes).concat();
        [&[kind][..], &file.to_le_bytes(), &number.to_le_bytes(), &lens, one, two].concat()
    }
}

/// Reads events written one after the other; one cut off at the end is left out.
#[must_use]
pub fn read_events(mut bytes: &[u8]) -> Vec<Event> {
    let mut all = Vec::new();
    while let Some((event, rest)) = read_one(bytes) {
        all.push(event);
        bytes = rest;
    }
    all
}

fn read_one(bytes: &[u8]) -> Option<(Event, &[u8])> {
    let (kind, bytes) = bytes.split_first()?;
    let (head, bytes) = bytes.split_at_checked(32)?;
    let number = |at: usize| u64::from_le_bytes(head[at * 8..at * 8 + 8].try_into().unwrap_or_default());
    let (one, bytes) = bytes.split_at_checked(usize::try_from(number(2)).ok()?)?;
    let (two, rest) = bytes.split_at_checked(usize::try_from(number(3)).ok()?)?;
    let (file, at) = (number(0), number(1));
    let event = match kind {
        0 => Event::Open { path: path_of(one), file, made: at == 1 },
        1 => Event::Write { file, at, bytes: one.to_vec() },
        2 => Event::Truncate { file, len: at },
        3 => Event::Sync { file },
        4 => Event::SyncFolder { path: path_of(one) },
        5 => Event::Rename { from: path_of(one), to: path_of(two) },
        6 => Event::Remove { path: path_of(one) },
        7 => Event::MakeFolder { path: path_of(one) },
        _ => Event::Note(String::from_utf8_lossy(one).into_owned()),
    };
    Some((event, rest))
}

fn bytes_of(path: &Path) -> &[u8] {
    path.as_os_str().as_encoded_bytes()
}

fn path_of(bytes: &[u8]) -> PathBuf {
    PathBuf::from(String::from_utf8_lossy(bytes).into_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn events_come_back_as_they_were_and_a_cut_end_is_left_out() {
        let events = vec![
            Event::Open { path: "shop/a".into(), file: 7, made: true },
            Event::Write { file: 7, at: 4096, bytes: vec![1, 2, 3] },
            Event::Truncate { file: 7, len: 2 },
            Event::Sync { file: 7 },
            Event::SyncFolder { path: "shop".into() },
            Event::Rename { from: "shop/a".into(), to: "shop/b".into() },
            Event::Remove { path: "shop/b".into() },
            Event::MakeFolder { path: "shop/files".into() },
            Event::Note("ACK 1".into()),
        ];
        let bytes: Vec<u8> = events.iter().flat_map(Event::encode).collect();
        assert_eq!(read_events(&bytes), events);
        assert_eq!(read_events(&bytes[..bytes.len() - 1]), events[..events.len() - 1]);
    }
}
