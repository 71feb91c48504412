//! What comes from a child that was taken over by its file, and what a person may hand in beside a file.

use std::io::{Cursor, ErrorKind};
use std::sync::LazyLock;

use shounuo_exchange::wire::{Received, Receiver, send};
use shounuo_exchange::{Limits, Mapping, Preset, Wish, Workbook, open};
use shounuo_sandbox::frame;

use crate::tables::every_door;

/// Frames as they come out of the pipe.
pub fn child_frames(data: &[u8]) {
    let limits = Limits { unpacked_bytes: 1 << 20, cells: 50_000, ..Limits::default() };
    let (mut pipe, mut part) = (Cursor::new(data), Vec::new());
    let mut receiver = Receiver::new("x", &limits);
    loop {
        let kind = match frame::take(&mut pipe, &mut part) {
            Ok(kind) => kind,
            Err(end) => return assert!(matches!(end.kind(), ErrorKind::UnexpectedEof | ErrorKind::InvalidData)),
        };
        match receiver.take(kind, &part) {
            Ok(Received::More) => {}
            Ok(Received::Book(book)) => return crossed(&book),
            Ok(Received::Refused(fault)) => return assert!(!fault.to_string().chars().any(char::is_control)),
            Err(_) => return,
        }
    }
}

/// Whatever was received can be sent on, and says the same again.
fn crossed(book: &Workbook) {
    every_door(book);
    let mut receiver = Receiver::new("x", &Limits::default());
    let mut again = None;
    send(book, &mut |kind, payload| {
        match receiver.take(kind, payload) {
            Ok(Received::Book(book)) => again = Some(book),
            Ok(Received::More) => {}
            other => panic!("what was received is refused: {other:?}"),
        }
        Ok(())
    })
    .unwrap();
    assert_eq!(again.expect("a book").likely_headings(), book.likely_headings());
}

static BOOK: LazyLock<Workbook> = LazyLock::new(|| {
    let text = "订单号,收件人,电话,地址,金额,日期,数量\n900000000000000001,张*,138****0000,浙江省杭州市,12.50,2026-03-05,2\n";
    open("x", text.into(), &Limits::default()).unwrap()
});

/// A mapping of columns, as the command line reads it from a file and a shop keeps it.
pub fn mapping(data: &[u8]) {
    let Ok(mapping) = serde_json::from_slice::<Mapping>(data) else { return };
    let again: Mapping = serde_json::from_slice(&serde_json::to_vec(&mapping).unwrap()).unwrap();
    assert_eq!(again, mapping);
    if let Ok(file) = BOOK.recognise(&Wish { mapping: Some(&mapping), ..Wish::default() }) {
        let _ = (BOOK.preview(&file, 5), BOOK.rows(&file).count());
    }
}

/// The description of a platform's file.
pub fn preset(data: &[u8]) {
    let Ok(text) = std::str::from_utf8(data) else { return };
    if let Ok(preset) = toml::from_str::<Preset>(text) {
        assert_eq!(preset.info().name, preset.name);
    }
}
