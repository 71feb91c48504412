//! The parent's side: start, talk, and end the child whatever it does.

use std::io::{self, ErrorKind};
use std::process::{Child, ChildStdin, ChildStdout, Command, ExitStatus};
use std::sync::mpsc::{self, Receiver, RecvTimeoutError};
use std::thread;
use std::time::{Duration, Instant};

use thiserror::Error;

/// How long a child may take, and who may stop it.
pub struct Bounds<'b> {
    /// From its start to its last word, by the clock on the wall.
    pub time: Duration,
    /// Asked every so often: true ends the child.
    pub cancelled: &'b (dyn Fn() -> bool + Sync),
}

/// Why there is no answer. Nothing of the child is left then.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
pub enum Ended {
    /// The system did not start it.
    #[error("没有启动")]
    NotStarted,
    /// It was stopped on request.
    #[error("已取消")]
    Cancelled,
    /// It took longer than it may.
    #[error("超时")]
    TooLong,
    /// It asked for more memory than it may.
    #[error("内存超限")]
    TooMuch,
    /// It broke off: crashed, was killed from outside, or gave up.
    #[error("中途停止")]
    Died,
    /// What it said makes no sense.
    #[error("回答无法识别")]
    Nonsense,
}

const LOOK_EVERY: Duration = Duration::from_millis(20);
/// For a child that has said its last word to be gone.
const FAREWELL: Duration = Duration::from_secs(2);

/// Starts the child and has `words` talk to it. When this returns, the child is gone.
///
/// # Errors
/// [`Ended`], also when `words` fails: with `InvalidData` as nonsense, with anything else as what became of the child.
pub fn talk<T>(
    mut command: Command,
    bounds: &Bounds<'_>,
    words: impl FnOnce(ChildStdin, ChildStdout) -> io::Result<T>,
) -> Result<T, Ended> {
    let mut child = command.spawn().map_err(|_| Ended::NotStarted)?;
    let pipes = child.stdin.take().zip(child.stdout.take());
    let (said, heard) = mpsc::channel();
    thread::scope(|scope| {
        let guard = scope.spawn(move || watch(child, &heard, bounds));
        let answer = pipes.ok_or_else(|| ErrorKind::BrokenPipe.into()).and_then(|(input, output)| words(input, output));
        drop::<mpsc::Sender<()>>(said);
        let end = guard.join().unwrap_or(Err(Ended::Died))?;
        match answer {
            Ok(answer) if end.success() => Ok(answer),
            Err(fault) if fault.kind() == ErrorKind::InvalidData => Err(Ended::Nonsense),
            _ => Err(what_became(end)),
        }
    })
}

/// Ends the child: by itself once all is said, by force when it is time.
fn watch(mut child: Child, heard: &Receiver<()>, bounds: &Bounds<'_>) -> Result<ExitStatus, Ended> {
    let begun = Instant::now();
    let why = loop {
        match heard.recv_timeout(LOOK_EVERY) {
            Ok(()) | Err(RecvTimeoutError::Disconnected) => break None,
            Err(RecvTimeoutError::Timeout) if (bounds.cancelled)() => break Some(Ended::Cancelled),
            Err(RecvTimeoutError::Timeout) if begun.elapsed() >= bounds.time => break Some(Ended::TooLong),
            Err(RecvTimeoutError::Timeout) => {}
        }
    };
    let gone = if why.is_none() { farewell(&mut child) } else { None };
    // A child that is gone already cannot be killed; what counts is that it is gone.
    let _ = child.kill();
    let end = child.wait().map_err(|_| Ended::Died)?;
    why.map_or(Ok(gone.unwrap_or(end)), Err)
}

fn farewell(child: &mut Child) -> Option<ExitStatus> {
    let begun = Instant::now();
    while begun.elapsed() < FAREWELL {
        match child.try_wait() {
            Ok(None) => thread::sleep(Duration::from_millis(1)),
            Ok(end) => return end,
            Err(_) => return None,
        }
    }
    None
}

#[cfg(unix)]
fn what_became(end: ExitStatus) -> Ended {
    use std::os::unix::process::ExitStatusExt;
    // A program that gets no memory aborts; one whose time of computing is over gets a signal of its own.
    const SIGABRT: i32 = 6;
    const SIGXCPU: i32 = 24;
    match end.signal() {
        Some(SIGABRT) => Ended::TooMuch,
        Some(SIGXCPU) => Ended::TooLong,
        _ => Ended::Died,
    }
}

#[cfg(not(unix))]
fn what_became(_: ExitStatus) -> Ended {
    Ended::Died
}
