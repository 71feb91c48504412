//! Where the figures were taken.

use serde::Serialize;
use shounuo_store::bare::Bare;

use crate::Outcome;

#[derive(Serialize)]
pub struct Environment {
    pub cores: usize,
    pub cpu: String,
    pub system: String,
    pub sqlite: String,
    pub sqlcipher: String,
    /// Built with optimisation; figures of another build mean nothing.
    pub optimised: bool,
}

pub fn here() -> Outcome<Environment> {
    let dir = tempfile::tempdir()?;
    let (sqlite, sqlcipher) = Bare::create(&dir.path().join("bare"))?.engine()?;
    Ok(Environment {
        cores: std::thread::available_parallelism()?.get(),
        cpu: cpu(),
        system: format!("{} {}", std::env::consts::OS, std::env::consts::ARCH),
        sqlite,
        sqlcipher,
        optimised: !cfg!(debug_assertions),
    })
}

impl Environment {
    pub fn line(&self) -> String {
        let Environment { cores, cpu, system, sqlite, sqlcipher, optimised } = self;
        let build = if *optimised { "optimised" } else { "NOT OPTIMISED: these figures mean nothing" };
        format!("{cores} cores, {cpu}, {system}; SQLite {sqlite}, SQLCipher {sqlcipher}; {build}")
    }
}

/// The processor's name where the system tells it in a file.
fn cpu() -> String {
    let info = std::fs::read_to_string("/proc/cpuinfo").unwrap_or_default();
    let model = info.lines().find_map(|line| line.strip_prefix("model name")?.split_once(':'));
    model.map_or_else(|| "unknown processor".into(), |(_, name)| name.trim().to_owned())
}

/// Peak of this process's memory so far, in bytes; `None` where the system does not tell it in a file.
pub fn peak_memory() -> Option<u64> {
    let status = std::fs::read_to_string("/proc/self/status").ok()?;
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"))?;
    let kib: u64 = line.trim().strip_suffix("kB")?.trim().parse().ok()?;
    Some(kib * 1024)
}
