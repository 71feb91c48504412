//! A file of a platform, read by a child that can do nothing else: the bytes go in, cells come out.

use std::io::{self, BufReader, BufWriter, ErrorKind, Read, Write};
use std::path::Path;
use std::process::ExitCode;
use std::time::Duration;

use shounuo_exchange::wire::{self, Received, Receiver};
use shounuo_exchange::{FileFault, Limits, Workbook};
use shounuo_sandbox::{Allowance, Bounds, Ended, confine, frame, talk};

use super::Service;
use crate::kernel::Refusal;

/// The child's side.
pub(super) const READ_FILE: Service = Service { name: NAME, serve };
const NAME: &str = "read-file";
/// What the child may use, the program itself included.
const ALLOWANCE: Allowance = Allowance { memory: 256 * 1024 * 1024, time: TIME };
/// How long a file may take.
pub const TIME: Duration = Duration::from_secs(30);

/// How many bytes will come.
const SIZE: u8 = 1;
/// Some of them.
const BYTES: u8 = 2;
/// That was all.
const END: u8 = 3;
const PART: usize = 1024 * 1024;

/// Has a child of `program` read the file. `name` is for display; the child never learns it.
///
/// # Errors
/// `bad_file` when the file is refused; `cancelled`, `reading_too_long`, `reading_too_much`, `reading_failed` or
/// `reading_not_started` when the child did not come to an end of its own. Nothing was taken in then.
pub fn read_file(program: &Path, name: &str, bytes: &[u8], bounds: &Bounds<'_>) -> Result<Workbook, Refusal> {
    let limits = Limits::default();
    limits.check_file(bytes.len()).map_err(bad_file)?;
    // The child runs in a folder in which nothing is.
    let folder = tempfile::tempdir().map_err(|_| ended(Ended::NotStarted))?;
    let mut command = super::command(program, NAME);
    command.current_dir(folder.path());
    let read = talk(command, bounds, |mut input, output| {
        ask(&mut input, bytes)?;
        drop(input);
        hear(BufReader::with_capacity(PART, output), Receiver::new(name, &limits))
    });
    read.map_err(ended)?.map_err(bad_file)
}

/// A file that is refused, in words.
pub(crate) fn bad_file(fault: FileFault) -> Refusal {
    Refusal::new("bad_file", format!("{fault}。没有导入任何内容"))
}

fn ended(how: Ended) -> Refusal {
    let (code, words) = match how {
        Ended::NotStarted => ("reading_not_started", "没能启动读取文件的子程序，请关闭守诺后重新打开再试"),
        Ended::Cancelled => ("cancelled", "已取消读取"),
        Ended::TooLong => ("reading_too_long", "这个文件太久没有读完，已经停止。请在平台后台缩小时间范围，分几次导出"),
        Ended::TooMuch => ("reading_too_much", "读取这个文件需要的内存超过上限，已经停止。请在平台后台缩小时间范围，分几次导出"),
        Ended::Died | Ended::Nonsense => {
            ("reading_failed", "读取这个文件时中途停止，文件可能已损坏。请重新下载，或用表格软件打开后另存为 xlsx 再试")
        }
    };
    Refusal::new(code, format!("{words}。没有导入任何内容"))
}

fn ask(input: &mut impl Write, bytes: &[u8]) -> io::Result<()> {
    frame::put(input, SIZE, &(bytes.len() as u64).to_le_bytes())?;
    for part in bytes.chunks(PART) {
        frame::put(input, BYTES, part)?;
    }
    frame::put(input, END, &[])?;
    input.flush()
}

fn hear(mut output: impl Read, mut receiver: Receiver) -> io::Result<Result<Workbook, FileFault>> {
    let mut part = Vec::new();
    loop {
        let kind = frame::take(&mut output, &mut part)?;
        match receiver.take(kind, &part).map_err(|nonsense| io::Error::new(ErrorKind::InvalidData, nonsense))? {
            Received::More => {}
            Received::Book(book) => return Ok(Ok(*book)),
            Received::Refused(fault) => return Ok(Err(fault)),
        }
    }
}

/// The child: no rights, then one file in, its cells out.
fn serve() -> ExitCode {
    if confine(&ALLOWANCE).is_err() {
        return ExitCode::from(3);
    }
    match read_and_tell(io::stdin().lock(), BufWriter::with_capacity(PART, io::stdout().lock())) {
        Ok(()) => ExitCode::SUCCESS,
        Err(_) => ExitCode::FAILURE,
    }
}

fn read_and_tell(input: impl Read, mut output: impl Write) -> io::Result<()> {
    let limits = Limits::default();
    let bytes = listen(input, &limits)?;
    #[cfg(feature = "testing")]
    super::trial::misbehave(&bytes, &mut output)?;
    let mut put = |kind: u8, payload: &[u8]| frame::put(&mut output, kind, payload);
    match shounuo_exchange::open("", bytes, &limits) {
        Ok(book) => wire::send(&book, &mut put)?,
        Err(fault) => wire::send_fault(&fault, &mut put)?,
    }
    output.flush()
}

fn listen(mut input: impl Read, limits: &Limits) -> io::Result<Vec<u8>> {
    let (mut bytes, mut part) = (Vec::new(), Vec::new());
    loop {
        match frame::take(&mut input, &mut part)? {
            SIZE => {
                let size = part.as_slice().try_into().map(u64::from_le_bytes).map_err(|_| ErrorKind::InvalidData)?;
                // Room for all of it at once: what grows step by step takes up to twice its size.
                bytes.reserve_exact(usize::try_from(size).unwrap_or(usize::MAX).min(limits.file_bytes));
            }
            BYTES if bytes.len() + part.len() <= limits.file_bytes => bytes.extend_from_slice(&part),
            END => return Ok(bytes),
            _ => return Err(ErrorKind::InvalidData.into()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_asked_is_heard_and_answered() {
        let file = "订单编号,买家会员名\n1,甲\n".as_bytes();
        let (mut asked, mut told) = (Vec::new(), Vec::new());
        ask(&mut asked, file).unwrap();
        assert_eq!(listen(&asked[..], &Limits::default()).unwrap(), file);
        read_and_tell(&asked[..], &mut told).unwrap();
        let book = hear(&told[..], Receiver::new("订单.csv", &Limits::default())).unwrap().unwrap();
        assert_eq!((book.name(), book.encoding()), ("订单.csv", "UTF-8"));
    }

    #[test]
    fn a_file_grows_no_longer_than_it_may() {
        let limits = Limits { file_bytes: 10, ..Limits::default() };
        let mut asked = Vec::new();
        ask(&mut asked, b"12345678901").unwrap();
        assert_eq!(listen(&asked[..], &limits).unwrap_err().kind(), ErrorKind::InvalidData);
        assert_eq!(listen(&asked[..9], &limits).unwrap_err().kind(), ErrorKind::UnexpectedEof);
    }

    #[test]
    fn a_fault_crosses_in_its_words() {
        let mut told = Vec::new();
        let mut asked = Vec::new();
        ask(&mut asked, b"%PDF-1.7").unwrap();
        read_and_tell(&asked[..], &mut told).unwrap();
        let fault = hear(&told[..], Receiver::new("x", &Limits::default())).unwrap().unwrap_err();
        assert!(bad_file(fault).message.contains("这是 PDF"));
    }
}
