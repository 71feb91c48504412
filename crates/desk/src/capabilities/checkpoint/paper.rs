//! The paper of a checkpoint: what it witnesses, and how somebody checks it years later.

use jiff::Timestamp;
use shounuo_notices::{Block, Document, Letter, Paper};

use super::seat_letters;
use crate::capabilities::notice::refused;
use crate::kernel::Refusal;
use crate::kernel::actor::DECIDERS;
use crate::kernel::paper::{PaperJob, PaperRule};
use crate::kernel::work::china_moment;

/// Digits in a group of the printed fingerprint.
const GROUP: usize = 4;

pub(super) const PAPERS: &[PaperRule] =
    &[PaperRule { what: "ledger_checkpoint", title: "台账核验点", states: &["printed"], by: DECIDERS, sizes: &[Paper::A4], make }];

const HOW: [&str; 4] = [
    "每月打印一次，签名后放进店里的纸质档案，不要只放在电脑旁边；换人保管要登记。",
    "核对：在“台账”页点“核对纸上的核验点”，扫上面的二维码，或输入条数和指纹的前 4 组（全部输入更可靠）。",
    "显示“一致”，说明从第 1 条到这一条之间没有任何一条被改动、删除或插入。显示“被改写”“被截短”，请不要再使用这台电脑，先复制整个店铺文件夹，再与备份核对。",
    "本纸只证明打印之前的台账；打印之后的记录，由下一张核验点或备份证明。它不证明当初录入的内容是真实的。",
];

fn make(job: &PaperJob<'_>) -> Result<Document, Refusal> {
    let signed_at = job.text("signed_at").parse::<Timestamp>().map(china_moment).unwrap_or_default();
    let number = |field: &str| job.get(field).as_i64().unwrap_or(0);
    let seat = format!("{}（{}），第 {} 代", seat_letters(job.text("device")), job.text("device"), number("epoch"));
    let letter: Letter = job
        .own_letter("台账核验点")?
        .must("核验点编号", job.text("number"))
        .must("席位", seat)
        .must("台账条数", format!("到第 {} 条", number("seq")))
        .must("签署时间", signed_at)
        .heading("指纹（SHA-256，16 组）")
        .facts(groups(job.text("hash")))
        .block(Block::Qr {
            text: job.text("code").to_owned(),
            caption: "二维码内是店铺、席位、条数、指纹、时间、公钥和本席位的签名（Ed25519）。任何人都能按公开的格式验证签名，不需要本店的数据，也看不到任何业务内容。".to_owned(),
        })
        .heading("怎样保管和核对")
        .list(HOW.map(str::to_owned))
        .heading("保管记录")
        .blanks(["店主签名", "签名日期", "存放地点", "保管人"])
        .no_basis();
    letter.document().map_err(refused)
}

/// Four groups to a label, so that the first one is what must be typed.
fn groups(hash: &str) -> [(&'static str, String); 4] {
    let digits: Vec<char> = hash.to_ascii_uppercase().chars().collect();
    let line = |at: usize| {
        let groups = digits.chunks(GROUP).skip(4 * at).take(4).map(|group| group.iter().collect::<String>());
        groups.collect::<Vec<_>>().join(" ")
    };
    [("第 1–4 组", line(0)), ("第 5–8 组", line(1)), ("第 9–12 组", line(2)), ("第 13–16 组", line(3))]
}
