//! Limits of Linux on one process.

use rustix::param::page_size;
use rustix::process::{Resource, Rlimit, Signal, set_parent_process_death_signal, setrlimit};

use super::{Allowance, ConfineFault};

/// Kept free for pages of the program that are not in memory yet.
const MARGIN: u64 = 12 * 1024 * 1024;

pub(super) fn set(allowance: &Allowance) -> Result<(), ConfineFault> {
    // Nobody is left to kill a child whose parent is gone.
    set_parent_process_death_signal(Some(Signal::KILL)).map_err(|_| ConfineFault)?;
    let used = used()?;
    let own = allowance.memory.saturating_sub(used.of_files + MARGIN);
    let seconds = allowance.time.as_secs();
    limit(Resource::Data, own, own)?;
    // What is mapped but shared does not count as data; it does as address space.
    limit(Resource::As, used.mapped + own, used.mapped + own)?;
    // At the first bound the process gets a signal that tells why, at the second it is killed.
    limit(Resource::Cpu, seconds, seconds + 1)?;
    // Input, output and words of fault are open; nothing more can be.
    limit(Resource::Nofile, 3, 3)?;
    for none in [Resource::Core, Resource::Fsize, Resource::Nproc, Resource::Memlock] {
        limit(none, 0, 0)?;
    }
    Ok(())
}

fn limit(resource: Resource, current: u64, maximum: u64) -> Result<(), ConfineFault> {
    setrlimit(resource, Rlimit { current: Some(current), maximum: Some(maximum) }).map_err(|_| ConfineFault)
}

/// Bytes that this process uses.
struct Used {
    /// Address space.
    mapped: u64,
    /// Pages of the program and its libraries that are in memory.
    of_files: u64,
}

fn used() -> Result<Used, ConfineFault> {
    let stat = std::fs::read_to_string("/proc/self/statm").map_err(|_| ConfineFault)?;
    let mut pages = stat.split_ascii_whitespace().map_while(|word| word.parse::<u64>().ok());
    let (Some(mapped), Some(_), Some(of_files)) = (pages.next(), pages.next(), pages.next()) else { return Err(ConfineFault) };
    let page = page_size() as u64;
    Ok(Used { mapped: mapped * page, of_files: of_files * page })
}
