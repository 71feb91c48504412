//! The cold restore in a process of its own: nothing that this process holds in memory can make a bad backup look good. The
//! key goes to the child over its standard input and nowhere else.

use std::io::{Read, Write};
use std::path::{Path, PathBuf};
use std::process::{Child, ExitCode};
use std::time::Duration;

use serde::{Deserialize, Serialize};
use shounuo_store::vault::DataKey;
use zeroize::Zeroizing;

use super::cold::{self, Restored};
use super::io;
use super::make::How;
use super::steps::{Steps, cancelled};
use crate::child::{Service, command};
use crate::kernel::Refusal;
use crate::workbench::Progress;

const NAME: &str = "cold-restore";
/// How often it is asked whether somebody stopped it.
const LOOK: Duration = Duration::from_millis(50);
/// A request is a path and a key.
const REQUEST: u64 = 64 * 1024;

/// Restores a backup cold and says what it found.
pub const COLD_RESTORE: Service = Service { name: NAME, serve };

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Asked {
    file: PathBuf,
    dir: PathBuf,
    key: String,
}

type Answer = Result<Restored, Refusal>;

/// Restores `file` into the new folder `dir` and compares, in a process of its own where there is a program for it.
pub(super) fn prove(file: &Path, dir: &Path, key: &DataKey, how: &How<'_>) -> Answer {
    match &how.program {
        None => cold::restore(file, dir, |_| Ok(key.clone()), how.steps).map(|(restored, _)| restored),
        Some(program) => ask(program, file, dir, key, how.steps),
    }
}

fn ask(program: &Path, file: &Path, dir: &Path, key: &DataKey, steps: &Steps<'_>) -> Answer {
    let asked = Asked { file: absolute(file)?, dir: absolute(dir)?, key: key.to_digits().to_string() };
    let request = Zeroizing::new(serde_json::to_vec(&asked).map_err(|_| failed())?);
    let _wiped = Zeroizing::new(asked.key);
    let mut child = command(program, NAME).spawn().map_err(|_| failed())?;
    let answer = talk(&mut child, &request, steps);
    // Whatever happened, nothing of it goes on.
    let _ = child.kill();
    let _ = child.wait();
    serde_json::from_slice::<Answer>(&answer?).map_err(|_| failed())?
}

/// Writes the request and reads the answer, unless somebody stops it.
fn talk(child: &mut Child, request: &[u8], steps: &Steps<'_>) -> Result<Vec<u8>, Refusal> {
    let (input, output) = (child.stdin.take(), child.stdout.take());
    input.ok_or_else(failed)?.write_all(request).map_err(|_| failed())?;
    let mut output = output.ok_or_else(failed)?;
    std::thread::scope(|scope| {
        let reading = scope.spawn(move || {
            let mut answer = Vec::new();
            output.read_to_end(&mut answer).map(|_| answer)
        });
        while !reading.is_finished() {
            if !steps.share(50) {
                child.kill().map_err(io)?;
                return Err(cancelled());
            }
            std::thread::sleep(LOOK);
        }
        reading.join().map_err(|_| failed())?.map_err(|_| failed())
    })
}

fn absolute(path: &Path) -> Result<PathBuf, Refusal> {
    std::path::absolute(path).map_err(io)
}

fn failed() -> Refusal {
    Refusal {
        retryable: true, ..Refusal::new("backup_unproved", "核对备份的程序没有完成，这份备份没有算数；请重试，原有备份不受影响")
    }
}

fn serve() -> ExitCode {
    let mut request = Zeroizing::new(Vec::new());
    if std::io::stdin().take(REQUEST).read_to_end(&mut request).is_err() {
        return ExitCode::FAILURE;
    }
    match serde_json::to_vec(&answer(&request)).map(|answer| std::io::stdout().write_all(&answer)) {
        Ok(Ok(())) => ExitCode::SUCCESS,
        _ => ExitCode::FAILURE,
    }
}

fn answer(request: &[u8]) -> Answer {
    let asked: Asked = serde_json::from_slice(request).map_err(|_| failed())?;
    let digits = Zeroizing::new(asked.key);
    let key = DataKey::from_digits(&digits).ok_or_else(failed)?;
    let progress = Progress::default();
    cold::restore(&asked.file, &asked.dir, |_| Ok(key), &Steps::new(&progress)).map(|(restored, _)| restored)
}
