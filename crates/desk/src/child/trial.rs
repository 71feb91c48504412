//! How a child behaves whose parser was taken over by its file. For tests only: no shipped program has it.

use std::fs::File;
use std::io::{self, Write};
use std::net::{TcpStream, UdpSocket};
use std::process::Command;
use std::time::Duration;

use shounuo_exchange::wire;
use shounuo_sandbox::frame;

/// Does what the file says after these bytes.
const MARK: &[u8] = b"trial:";

/// Misbehaves if the file asks for it.
pub(super) fn misbehave(file: &[u8], output: &mut impl Write) -> io::Result<()> {
    let Some(deed) = file.strip_prefix(MARK) else { return Ok(()) };
    match deed {
        b"hang" => std::thread::sleep(Duration::from_secs(600)),
        b"spin" => spin(),
        b"eat" => eat(),
        b"give up" => return Err(io::Error::other("trial")),
        b"silence" => std::process::exit(0),
        b"garbage" => output.write_all(&[0xA5; 4096])?,
        b"flood" => flood(output)?,
        b"open" => tell(output, File::open("/proc/self/status").is_err())?,
        b"create" => tell(output, File::create("trial").is_err())?,
        b"network" => tell(output, TcpStream::connect("127.0.0.1:9").is_err_and(|e| e.kind() == io::ErrorKind::PermissionDenied))?,
        b"socket" => tell(output, UdpSocket::bind("127.0.0.1:0").is_err())?,
        b"spawn" => tell(output, Command::new("/bin/true").spawn().is_err())?,
        b"thread" => tell(output, std::thread::Builder::new().spawn(|| ()).is_err())?,
        _ => return Err(io::Error::other("no such trial")),
    }
    output.flush()?;
    std::process::exit(0)
}

fn spin() {
    let mut at = 0u64;
    loop {
        at = std::hint::black_box(at.wrapping_add(1));
    }
}

fn eat() {
    let mut eaten: Vec<Vec<u8>> = Vec::new();
    loop {
        eaten.push(std::hint::black_box(vec![1; 1024 * 1024]));
    }
}

/// Text without end, each part of it well made.
fn flood(output: &mut impl Write) -> io::Result<()> {
    frame::put(output, wire::BOOK, b"\0UTF-8")?;
    frame::put(output, wire::SHEET, b"\0")?;
    let text = vec![b'x'; frame::LONGEST];
    loop {
        frame::put(output, wire::TEXT, &text)?;
    }
}

/// Whether the system said no, as the words of a refused file.
fn tell(output: &mut impl Write, refused: bool) -> io::Result<()> {
    frame::put(output, wire::FAULT, &[&[2], if refused { "refused" } else { "allowed" }.as_bytes()].concat())
}
