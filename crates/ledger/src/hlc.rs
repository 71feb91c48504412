use serde::{Deserialize, Serialize};

/// Hybrid logical time: wall milliseconds since 1970 in the upper 48 bits, a counter in the lower 16.
///
/// It never goes back on one device, even when the wall clock does, and it is later than everything the device has seen.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, Default)]
#[serde(transparent)]
pub struct Hlc(pub u64);

/// The year 6429: later clocks are wrong, and the time must fit into 63 bits, as the tables hold it.
const LATEST: u64 = (1 << 47) - 1;

impl Hlc {
    /// The next time on this device: after `last`, and not before the wall clock (`wall_ms`, milliseconds since 1970).
    #[must_use]
    pub fn tick(last: Hlc, wall_ms: u64) -> Hlc {
        Hlc((wall_ms.min(LATEST) << 16).max(last.0.saturating_add(1)))
    }

    /// The wall part, in milliseconds since 1970.
    #[must_use]
    pub fn wall_ms(self) -> u64 {
        self.0 >> 16
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_clock_in_the_year_9999_still_leaves_room() {
        let far = Hlc::tick(Hlc::default(), 253_402_300_799_000);
        let next = Hlc::tick(far, 253_402_300_799_000);
        assert!(next > far && i64::try_from(next.0).is_ok());
        assert!(Hlc::tick(next, 1_795_000_000_000) > next, "and put right, it goes on");
    }

    #[test]
    fn follows_the_wall_clock_and_never_goes_back() {
        let first = Hlc::tick(Hlc::default(), 1_000);
        assert_eq!(first.wall_ms(), 1_000);
        let same_instant = Hlc::tick(first, 1_000);
        assert!(same_instant > first);
        let clock_set_back = Hlc::tick(same_instant, 10);
        assert!(clock_set_back > same_instant);
        assert_eq!(Hlc::tick(clock_set_back, 2_000).wall_ms(), 2_000);
    }
}
