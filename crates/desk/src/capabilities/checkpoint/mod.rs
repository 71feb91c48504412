//! 台账核验点: where the ledger ended on a day, signed, numbered and printed. The paper in the shop's folder is a witness that
//! nobody at this computer can change: a ledger that was rewritten or cut short afterwards contradicts it.

mod paper;

use jiff::Timestamp;
use shounuo_ledger::{Position, SignedHead};

use crate::kernel::actor::DECIDERS;
use crate::kernel::field::{Field, Find, instant, int, long_text, text};
use crate::kernel::flow::{State, Step, ended, on};
use crate::kernel::kind::{Kind, PLAIN};
use crate::kernel::signing::{declared_key, key_entries};
use crate::kernel::verify::{Compared, compare};
use crate::kernel::work::Work;
use crate::kernel::{Refusal, Seat};

const CODE: Field = long_text("code", "二维码内容").guarded();

const STATES: &[State] = &[ended("printed", "已打印")];
const FLOW: &[Step] = &[on("print", "打印核验点")
    .to("printed")
    .by(DECIDERS)
    .asks(&[CODE.required()])
    .then(read_code)
    .issues(&["ledger_checkpoint"])
    .cites("可靠性 5.5")
    .internal()];

/// 台账核验点.
pub static CHECKPOINT: Kind = Kind {
    name: "checkpoint",
    label: "台账核验点",
    prefix: "HY",
    fields: &[
        text("device", "席位").guarded(),
        int("epoch", "第几代").guarded(),
        int("seq", "到第几条").guarded().find(Find::Number),
        text("hash", "指纹").guarded(),
        instant("signed_at", "签署时间").guarded(),
        CODE,
    ],
    states: STATES,
    flow: FLOW,
    seen_by: DECIDERS,
    papers: paper::PAPERS,
    ..PLAIN
};

/// Only what this ledger says, signed by a key that it declares, becomes a checkpoint.
fn read_code(work: &mut Work<'_>) -> Result<(), Refusal> {
    let head = SignedHead::from_checkpoint(work.text("code")).map_err(|fault| Refusal::bad("code", fault.to_string()))?;
    let declared = key_entries(work.tx)?
        .iter()
        .filter(|entry| entry.body.at.device == head.at.device)
        .filter_map(declared_key)
        .any(|key| key.public_key == head.public_key);
    if !declared || !head.is_signed() || compare(work.tx, &head.head())? != Compared::Same {
        return Err(Refusal::bad("code", "核验点与本店台账或签名钥匙不符"));
    }
    let SignedHead { at: Position { device, epoch, seq }, hash, wall_ms, .. } = head;
    let signed_at = Timestamp::from_millisecond(wall_ms).map_err(|_| Refusal::bad("code", "核验点的时间无法识别"))?;
    work.set("device", device);
    work.set("epoch", epoch);
    work.set("seq", seq);
    work.set("hash", hash);
    work.set("signed_at", signed_at.to_string());
    Ok(())
}

/// The two letters by which people know a device.
#[must_use]
pub fn seat_letters(device: &str) -> String {
    Seat::new(device, 1).code
}
