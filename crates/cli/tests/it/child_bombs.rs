//! Files made to fill the memory: refused in words, and the child that reads them stays within its bounds.

use std::io::{BufReader, Cursor, Write};
use std::path::Path;
use std::thread;
use std::time::Duration;

use shounuo_desk::child::{Bounds, READING_TIME, command, read_file};
use shounuo_exchange::Limits;
use shounuo_exchange::wire::{Received, Receiver};
use shounuo_sandbox::frame;
use zip::write::SimpleFileOptions;

const MB: usize = 1024 * 1024;
/// What reliability asks of the child: 256 MiB, in kB as the system counts.
const MOST_KB: u64 = 256 * 1024;

fn program() -> &'static Path {
    Path::new(env!("CARGO_BIN_EXE_shounuo"))
}

fn archive(members: impl IntoIterator<Item = (String, Vec<u8>)>) -> Vec<u8> {
    let mut archive = zip::ZipWriter::new(Cursor::new(Vec::new()));
    for (name, content) in members {
        archive.start_file(name, SimpleFileOptions::default()).unwrap();
        archive.write_all(&content).unwrap();
    }
    archive.finish().unwrap().into_inner()
}

/// A sound workbook around this sheet and these shared strings.
fn workbook(sheet: &str, shared: &str) -> Vec<u8> {
    const NS: &str = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
    const REL: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
    const PKG: &str = "http://schemas.openxmlformats.org/package/2006/relationships";
    let parts = [
        (
            "_rels/.rels",
            format!(
                "<Relationships xmlns=\"{PKG}\"><Relationship Id=\"a\" Type=\"{REL}/officeDocument\" Target=\"xl/workbook.xml\"/></Relationships>"
            ),
        ),
        (
            "xl/workbook.xml",
            format!("<workbook xmlns=\"{NS}\" xmlns:r=\"{REL}\"><sheets><sheet name=\"S\" sheetId=\"1\" r:id=\"a\"/></sheets></workbook>"),
        ),
        (
            "xl/_rels/workbook.xml.rels",
            format!(
                "<Relationships xmlns=\"{PKG}\"><Relationship Id=\"a\" Type=\"{REL}/worksheet\" Target=\"worksheets/sheet1.xml\"/>\
                 <Relationship Id=\"b\" Type=\"{REL}/sharedStrings\" Target=\"sharedStrings.xml\"/></Relationships>"
            ),
        ),
        ("xl/worksheets/sheet1.xml", format!("<worksheet xmlns=\"{NS}\">{sheet}</worksheet>")),
        ("xl/sharedStrings.xml", format!("<sst xmlns=\"{NS}\">{shared}</sst>")),
    ];
    archive(parts.map(|(name, content)| (name.to_owned(), content.into_bytes())))
}

/// What became of a file, and the most memory that the child had at once, in kB.
struct Read {
    /// The words of a refusal, or why there are none; `None` when it was read.
    refused: Option<String>,
    kb: u64,
}

/// Has the program itself read the bytes, as the core does, and watches it.
fn read(bytes: &[u8]) -> Read {
    let mut child = command(program(), "read-file").current_dir("/").spawn().unwrap();
    let (mut input, output) = (child.stdin.take().unwrap(), child.stdout.take().unwrap());
    let status = format!("/proc/{}/status", child.id());
    thread::scope(|scope| {
        // A child that is ended closes its pipes: what fails then has failed rightly.
        scope.spawn(move || {
            let _ = frame::put(&mut input, 1, &(bytes.len() as u64).to_le_bytes());
            let _ = bytes.chunks(MB).try_for_each(|part| frame::put(&mut input, 2, part));
            let _ = frame::put(&mut input, 3, &[]);
        });
        let answer = scope.spawn(move || answer(BufReader::new(output)));
        let mut kb = 0;
        while child.try_wait().unwrap().is_none() {
            let seen = std::fs::read_to_string(&status).unwrap_or_default();
            let line = seen.lines().find_map(|line| line.strip_prefix("VmHWM:"));
            kb = kb.max(line.and_then(|line| line.trim().split(' ').next()?.parse().ok()).unwrap_or(0));
            thread::sleep(Duration::from_millis(2));
        }
        Read { refused: answer.join().unwrap(), kb }
    })
}

fn answer(mut output: impl std::io::Read) -> Option<String> {
    let (mut receiver, mut part) = (Receiver::new("x", &Limits::default()), Vec::new());
    loop {
        let Ok(kind) = frame::take(&mut output, &mut part) else { return Some("ended".to_owned()) };
        match receiver.take(kind, &part).unwrap() {
            Received::More => {}
            Received::Book(_) => return None,
            Received::Refused(fault) => return Some(fault.to_string()),
        }
    }
}

/// Each bomb, and what its refusal says: `ended` when the child itself comes to an end; nothing where there may be room for it.
fn bombs() -> Vec<(&'static str, Vec<u8>, &'static str)> {
    let blanks = |mb: usize| vec![b' '; mb * MB];
    let row = "<sheetData><row><c t=\"s\"><v>0</v></c></row></sheetData>";
    let world = "<dimension ref=\"A1:XFD1048576\"/><sheetData><row r=\"1048576\"><c r=\"XFD1048576\"><v>1</v></c></row></sheetData>";
    vec![
        ("300 MB in one member", archive([("xl/workbook.xml".to_owned(), blanks(300))]), "解开后超过 200 MB"),
        ("30 members of 10 MB", archive((0..30).map(|n| (format!("m{n}"), blanks(10)))), "解开后超过 200 MB"),
        ("an archive in an archive", archive([("a.zip".to_owned(), archive([("b".to_owned(), blanks(50))]))]), "请先解压"),
        ("65,000 members", archive((0..65_000).map(|n| (format!("m{n}"), Vec::new()))), "超过 2000 个成员"),
        ("six million shared strings", workbook(row, &"<si/>".repeat(6_000_000)), "超过 5000000 个单元格"),
        ("shared strings of 150 MB", workbook(row, &format!("<si><t>{}</t></si>", "x".repeat(1_000_000)).repeat(150)), ""),
        ("one shared string of 190 MB", workbook(row, &format!("<si><t>{}</t></si>", "x".repeat(190 * MB))), "ended"),
        ("a sheet of 190 MB of blanks", workbook(&" ".repeat(190 * MB), ""), "ended"),
        ("a sheet that claims the world", workbook(world, ""), "超过 1000 列"),
        ("a cell of 10 MB", format!("订单编号,买家会员名\n1,\"{}\"\n", "x".repeat(10 * MB)).into_bytes(), "一个单元格超过"),
        ("a line of ten million columns", ",".repeat(10_000_000).into_bytes(), ""),
        ("a page of nothing but tables", "<table><tr><td>".repeat(1_000_000).into_bytes(), ""),
    ]
}

#[test]
fn no_bomb_goes_off() {
    for (what, bytes, words) in bombs() {
        let read = read(&bytes);
        eprintln!("{:>7} kB  {what}: {}", read.kb, read.refused.as_deref().unwrap_or("read"));
        assert!(read.kb <= MOST_KB, "{what}: {} kB", read.kb);
        assert!(words.is_empty() || read.refused.as_ref().is_some_and(|refused| refused.contains(words)), "{what}: {:?}", read.refused);
    }
}

#[test]
fn eating_is_seen_and_ended() {
    let read = read(b"trial:eat");
    assert!(read.kb > MOST_KB / 2 && read.kb <= MOST_KB, "{} kB", read.kb);
    assert_eq!(read.refused.as_deref(), Some("ended"));
}

#[test]
fn a_bomb_is_told_of_in_words() {
    let bounds = Bounds { time: READING_TIME, cancelled: &|| false };
    let bomb = workbook("", &format!("<si><t>{}</t></si>", "x".repeat(190 * MB)));
    let no = read_file(program(), "x", &bomb, &bounds).map(drop).unwrap_err();
    assert_eq!(no.code, "reading_too_much");
    assert!(no.message.contains("分几次导出") && no.message.contains("没有导入任何内容"), "{}", no.message);
    let no = read_file(program(), "x", &vec![b'a'; 51 * MB], &bounds).map(drop).unwrap_err();
    assert!(no.code == "bad_file" && no.message.contains("50 MB"), "{}", no.message);
}

/// Two million orders: neither their rows nor their text are held a second time.
#[test]
fn two_million_rows_are_read() {
    let mut file = String::from("订单编号,金额\n");
    for number in 0..2_000_000 {
        file.push_str(&format!("9000{number:014},1.5\n"));
    }
    assert!(file.len() < 50 * MB, "{}", file.len());
    let read = read(file.as_bytes());
    eprintln!("{:>7} kB  two million rows", read.kb);
    assert_eq!(read.refused, None);
    assert!(read.kb > 0 && read.kb <= MOST_KB, "{} kB", read.kb);
}
