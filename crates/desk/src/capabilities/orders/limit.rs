//! The limit that a platform's after-sale sheet names, for every kind of case that comes from one.

use jiff::Timestamp;

use crate::kernel::Refusal;
use crate::kernel::flow::{ClockRule, Lane};
use crate::kernel::work::{Work, china};

/// The platform's own limit, as its after-sale sheet gives it: the case's field `platform_due`, wall clock in China.
pub const PLATFORM: ClockRule = ClockRule {
    code: "platform",
    label: "平台时限",
    lane: Lane::Platform,
    at_zero: "平台按自己的规则自动处理，通常有利于买家",
    clause: "平台售后单所列超时时间",
    due: platform_due,
};

/// The same limit, set anew when a later sheet names another one.
pub const PLATFORM_MOVED: ClockRule =
    ClockRule { due: |work| if work.input.contains_key("platform_due") { platform_due(work) } else { Ok(None) }, ..PLATFORM };

/// A sheet may be older than the limit it names: such a clock is late from its own time on, as the kernel starts it.
fn platform_due(work: &Work<'_>) -> Result<Option<Timestamp>, Refusal> {
    let Ok(local) = work.text("platform_due").parse::<jiff::civil::DateTime>() else { return Ok(None) };
    Ok(local.to_zoned(china()).map(|zoned| zoned.timestamp()).ok())
}
