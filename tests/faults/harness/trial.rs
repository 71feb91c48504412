//! One trial: a child on a copy of a prepared folder, and what it said.

use std::io::Read;
use std::os::unix::process::ExitStatusExt;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use shounuo_faults::{Event, Folder, read_events};
use tempfile::TempDir;

use crate::child::{TASK, Task};
use crate::desk::Ack;
use crate::oracle::Told;
use crate::rooms::write_folder;
use crate::watch::Plan;

/// What a child left.
pub struct Trial {
    pub room: TempDir,
    pub lines: Vec<String>,
    pub killed: bool,
    pub broke: Option<String>,
}

impl Trial {
    /// Runs a child on a copy of `start`.
    pub fn run(start: &Folder, operation: &str, plan: Plan, list: Option<&Path>) -> Trial {
        let room = tempfile::tempdir().unwrap();
        write_folder(room.path(), start);
        Trial::run_in(room, operation, plan, list)
    }

    /// Runs a child on a folder as it is.
    pub fn run_in(room: TempDir, operation: &str, plan: Plan, list: Option<&Path>) -> Trial {
        let task = Task { operation: operation.to_owned(), room: room.path().to_path_buf(), plan, list: list.map(PathBuf::from) };
        let mut child = Command::new(std::env::current_exe().unwrap())
            .env(TASK, serde_json::to_string(&task).unwrap())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .unwrap();
        let (mut out, mut errors) = (String::new(), String::new());
        child.stdout.take().unwrap().read_to_string(&mut out).unwrap();
        child.stderr.take().unwrap().read_to_string(&mut errors).unwrap();
        let status = child.wait().unwrap();
        let killed = status.signal() == Some(libc::SIGKILL);
        let broke = (!killed && !status.success()).then_some(errors);
        Trial { room, lines: out.lines().map(str::to_owned).collect(), killed, broke }
    }

    pub fn said(&self, word: &str) -> bool {
        self.lines.iter().any(|line| line == word)
    }

    pub fn told(&self) -> Told {
        told(self.lines.iter().map(String::as_str))
    }

    /// The rest of the line that begins with this word.
    pub fn after(&self, word: &str) -> Option<&str> {
        self.lines.iter().find_map(|line| line.strip_prefix(word)?.strip_prefix(' '))
    }

    pub fn refusals(&self) -> Vec<&str> {
        self.lines.iter().filter_map(|line| line.strip_prefix("NO ")).collect()
    }
}

/// What lines or notes say was answered.
pub fn told<'l>(lines: impl Iterator<Item = &'l str>) -> Told {
    let mut told = Told::default();
    for line in lines {
        if let Some(ack) = line.strip_prefix("ACK ") {
            told.last = Some(serde_json::from_str::<Ack>(ack).unwrap());
        }
        told.tried = line.strip_prefix("TRY ").map(str::to_owned).or(told.tried);
        told.codes.extend(line.strip_prefix("CODE ").map(str::to_owned));
        told.done |= line.starts_with("DONE ");
        told.repeated |= line == "OUTCOME untraced";
    }
    told
}

/// The acknowledgements among lines.
pub fn acks(lines: &[String]) -> Vec<Ack> {
    lines.iter().filter_map(|line| line.strip_prefix("ACK ")).map(|ack| serde_json::from_str(ack).unwrap()).collect()
}

/// Reads a list of calls.
pub fn events(list: &Path) -> Vec<Event> {
    read_events(&std::fs::read(list).unwrap())
}
