//! Fuzz targets: one function of bytes for every parser and decoder. None may panic, overflow or hang, whatever the bytes; what
//! else must hold is asserted in each. `make fuzz` drives them with libFuzzer (see `fuzz/`), `make test` with the corpus and a
//! short burst of changes to it.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a target fails by panicking")]

pub mod backup;
pub mod files;
pub mod ipc;
pub mod law;
pub mod ledger;
pub mod media;
pub mod out;
pub mod search;
pub mod tables;
pub mod take;
pub mod vault;
pub mod words;

/// A target: its name (that of its corpus and of its program), and its body.
pub struct Target {
    /// Name.
    pub name: &'static str,
    /// Bears any bytes.
    pub body: fn(&[u8]),
    /// How many changed inputs `make test` tries: as many as take a moment.
    pub burst: u32,
}

/// For the programs of targets behind the fence around foreign parsers, which makes a refusal of a parser's panic: libFuzzer would
/// end at the panic itself. One that comes through the fence still ends the run.
pub fn fenced() {
    std::panic::set_hook(Box::new(|_| {}));
}

const fn target(name: &'static str, body: fn(&[u8]), burst: u32) -> Target {
    Target { name, body, burst }
}

/// All of them.
pub static TARGETS: &[Target] = &[
    target("csv_rows", tables::csv_rows, 300),
    target("encoding", tables::encoding, 300),
    target("xlsx", tables::xlsx, 100),
    target("xlsx_parts", tables::xlsx_parts, 100),
    target("zip_limits", tables::zip_limits, 300),
    target("xls", tables::xls, 300),
    target("biff", tables::biff, 300),
    target("html", tables::html, 300),
    target("child_frames", files::child_frames, 300),
    target("mapping", files::mapping, 300),
    target("preset", files::preset, 300),
    target("money", words::money, 300),
    target("date", words::date, 300),
    target("identity", words::identity, 300),
    target("file_name", words::file_name, 300),
    target("mask", words::mask, 300),
    target("image", media::image, 300),
    target("key_file", vault::key_file, 300),
    target("recovery_code", vault::recovery_code, 300),
    target("sealed_stream", vault::sealed_stream, 300),
    target("backup", backup::backup, 300),
    target("ledger_entry", ledger::entry, 300),
    target("signed_head", ledger::signed_head, 300),
    target("checkpoint", ledger::checkpoint, 300),
    target("search_query", search::query, 300),
    target("table_out", out::table, 60),
    target("pdf", out::pdf, 10),
    target("facts", law::facts, 300),
    target("calendar", law::calendar, 300),
    target("ipc", ipc::calls, 60),
];
