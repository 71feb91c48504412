//! How a process gives up its rights, for good.

#[cfg(target_os = "linux")]
mod limits;
#[cfg(all(target_os = "linux", any(target_arch = "x86_64", target_arch = "aarch64")))]
mod syscalls;

use std::time::Duration;

use thiserror::Error;

/// What a confined process may use.
#[derive(Debug, Clone, Copy)]
pub struct Allowance {
    /// Memory in bytes, what the program itself takes included.
    pub memory: u64,
    /// Time of computing.
    pub time: Duration,
}

/// The system did not take the rights away. The work must not be done then.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
#[error("系统没有收回子进程的权限")]
pub struct ConfineFault;

/// Takes from this process the right to open files, to reach the network, to start programs or processes, and to use more than the
/// allowance. It keeps what is open: its input and output. There is no way back.
///
/// On Linux: resource limits, no new privileges, and a list of the system calls that stay (on x86-64 and 64-bit ARM). On other
/// systems nothing is taken away: the child is still a process of its own, without key and without the parent's memory, and the
/// parent still bounds its time.
///
/// # Errors
/// [`ConfineFault`] when the system refuses one of them.
pub fn confine(allowance: &Allowance) -> Result<(), ConfineFault> {
    #[cfg(target_os = "linux")]
    limits::set(allowance)?;
    #[cfg(all(target_os = "linux", any(target_arch = "x86_64", target_arch = "aarch64")))]
    syscalls::keep_few()?;
    #[cfg(not(target_os = "linux"))]
    let _ = allowance;
    Ok(())
}
