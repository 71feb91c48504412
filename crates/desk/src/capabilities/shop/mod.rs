//! 店铺: the shop itself, one record: name, contact, province, how it reads the law where the law leaves room.

use serde_json::{Value, json};
use shounuo_store::{Row, Tx};

use crate::kernel::actor::{BY_RULE, OWNER};
use crate::kernel::field::{Field, flag, int, json as structure, text};
use crate::kernel::flow::{State, Step, on, open};
use crate::kernel::kind::{Kind, PLAIN};
use crate::kernel::work::Work;
use crate::kernel::{Refusal, registry};

/// Minutes without a key or click after which the window asks for the password again, unless the owner sets another.
pub const IDLE_MINUTES: i64 = 5;

const NAME: Field = text("name", "店铺名称");
const CONTACT: Field = text("contact", "联系方式").help("印在告知书上，如电话、客服账号");
const PROVINCE: Field = text("province", "所在省份").help("浙江、山东等地有本省规定；留空按全国规定");
const SEAL: Field = text("seal_text", "印章文字").help("印在通知书落款处；留空用店铺名称");
const IDLE: Field = int("idle_minutes", "几分钟不操作后锁定").help("1 到 60 分钟");

const STATES: &[State] = &[open("active", "使用中")];
const FLOW: &[Step] = &[
    on("found", "建店").by(BY_RULE).asks(&[NAME.required(), flag("demo", "演示店")]),
    on("edit", "修改店铺资料").from(&["active"]).by(OWNER).asks(&[NAME.required(), CONTACT, PROVINCE, SEAL, IDLE]).then(idle_within_bounds),
    on("set_conventions", "选择法律理解")
        .from(&["active"])
        .by(OWNER)
        .asks(&[structure("conventions", "计算约定").required()])
        .then(conventions_known)
        .grave(),
];

/// 店铺.
pub static SHOP: Kind = Kind {
    name: "shop",
    label: "店铺",
    fields: &[NAME, CONTACT, PROVINCE, SEAL, flag("demo", "演示店"), structure("conventions", "计算约定").guarded(), IDLE],
    states: STATES,
    flow: FLOW,
    ..PLAIN
};

/// The shop's record.
///
/// # Errors
/// When the file fails or the shop was not founded yet.
pub fn the_shop(tx: &Tx<'_>) -> Result<Row, Refusal> {
    let row = tx.records(registry::shape(&SHOP), "1 ORDER BY created_ms LIMIT 1", &[])?.into_iter().next();
    row.ok_or_else(|| Refusal::new("no_shop", "这个数据文件里还没有店铺"))
}

/// Whether it is the shop of examples, about whose keeping nobody has to worry.
#[must_use]
pub fn is_demo(shop: &Row) -> bool {
    shop.get("demo") == Some(&Value::Bool(true))
}

fn idle_within_bounds(work: &mut Work<'_>) -> Result<(), Refusal> {
    match work.input.get("idle_minutes").and_then(Value::as_i64) {
        Some(minutes) if !(1..=60).contains(&minutes) => Err(Refusal::bad("idle_minutes", "锁定时间应在 1 到 60 分钟之间")),
        _ => Ok(()),
    }
}

fn conventions_known(work: &mut Work<'_>) -> Result<(), Refusal> {
    let conventions: shounuo_rules::Conventions = serde_json::from_value(work.get("conventions").clone())
        .map_err(|_| Refusal::bad("conventions", "有一项计算约定无法识别，请在列出的选项里选择"))?;
    work.set("conventions", json!(conventions));
    Ok(())
}
