//! 恢复码凭条: the printed code that opens every computer and backup of the shop.

use std::fmt;

use jiff::civil::Date;

use crate::{
    document::{Basis, Block, Document, Marks, Meta},
    fault::NoticeFault,
    filled,
    wording::chinese_date,
};

/// Digits of Crockford base32: no I, L, O, U.
const CROCKFORD: &str = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";

/// Signs in a group.
const GROUP: usize = 4;

/// 160 bits in eight groups, then the checksum group.
const GROUPS: usize = 9;

/// A recovery code on paper. Its debug text never shows the code.
#[derive(Clone, PartialEq, Eq)]
pub struct RecoverySheet {
    /// Name of the shop; required.
    pub shop_name: String,
    /// Day the code was made.
    pub created_on: Date,
    /// Nine groups of four Crockford base32 signs, the last one the checksum; hyphens and spaces between are allowed.
    pub code: String,
    /// Serial number of the code, so that an outdated sheet is known as such; starts at 1.
    pub generation: u32,
}

impl fmt::Debug for RecoverySheet {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("RecoverySheet")
            .field("shop_name", &self.shop_name)
            .field("created_on", &self.created_on)
            .field("generation", &self.generation)
            .finish_non_exhaustive()
    }
}

impl RecoverySheet {
    /// The sheet as a document. The document holds the code in the clear: render it and drop it.
    ///
    /// # Errors
    /// [`NoticeFault::Unfilled`] without shop or code, [`NoticeFault::MalformedRecoveryCode`].
    pub fn document(&self) -> Result<Document, NoticeFault> {
        filled("店铺名称", &self.shop_name)?;
        filled("恢复码", &self.code)?;
        let groups = groups(&self.code)?;
        Ok(Document {
            meta: Meta {
                title: "恢复码凭条".to_owned(),
                shop_name: self.shop_name.clone(),
                shop_contact: format!("生成日期 {}　第 {} 号恢复码", chinese_date(self.created_on), self.generation),
                number: String::new(),
                qr: None,
                created: self.created_on.at(0, 0, 0, 0),
            },
            blocks: blocks(&groups),
            basis: Basis::NotNeeded,
            marks: Marks::default(),
        })
    }
}

fn groups(code: &str) -> Result<Vec<String>, NoticeFault> {
    let signs: Vec<char> = code.chars().filter(|c| *c != '-' && !c.is_whitespace()).collect();
    if signs.len() != GROUP * GROUPS || !signs.iter().all(|c| CROCKFORD.contains(*c)) {
        return Err(NoticeFault::MalformedRecoveryCode);
    }
    Ok(signs.chunks(GROUP).map(|g| g.iter().collect()).collect())
}

fn blocks(groups: &[String]) -> Vec<Block> {
    vec![
        Block::Paragraph(
            "这张纸上的恢复码可以打开本店的全部数据：换新电脑、重装系统、系统密码被重设，或者只剩下备份文件时，都要用它。\
             请把它当作保险柜的钥匙保管。"
                .to_owned(),
        ),
        Block::CodeGroups(labelled(groups)),
        Block::Remark(
            "录入时 9 组都要填写，最后的校验组用来发现抄写错误。不区分大小写；码中没有字母 I、L、O、U，看到的圆圈都是数字 0。".to_owned(),
        ),
        Block::Qr {
            text: groups.join("-"),
            caption:
                "二维码与上面的恢复码内容相同，可以用扫码枪直接录入。任何人拍下它就等于拿到了恢复码，请勿拍照、截图或通过聊天软件发送。"
                    .to_owned(),
        },
        Block::Heading("怎样保管".to_owned()),
        list(&[
            "打印两份，分别放在两处上锁的地方，例如店内保险柜和店主家中；不要和电脑放在一起。",
            "打印之后，程序会请您从纸上回填其中任意两组，核对无误才算设置完成。",
            "每年程序会再请您回填两组，确认这张纸还在、还看得清。",
        ]),
        Block::Heading("遗失或泄露".to_owned()),
        list(&[
            "遗失，但电脑仍能打开：立即在“设置 → 安全 → 更换恢复码”中生成新码，旧码随即失效，再打印新的凭条。",
            "怀疑被人看过或拍过：同样立即更换恢复码，并检查备份存放的地方。",
            "所有电脑都打不开，凭条又全部遗失：数据无法恢复，任何人都没有别的办法打开它。",
        ]),
        Block::Heading("保管记录".to_owned()),
        Block::Blanks(
            ["保管人", "存放地点", "第二份保管人", "存放地点", "核对日期", "核对人", "店主签名", "签名日期"].map(str::to_owned).into(),
        ),
    ]
}

fn list(texts: &[&str]) -> Block {
    Block::List(texts.iter().map(|t| (*t).to_owned()).collect())
}

/// 第 1 组 to 第 8 组, then 校验组.
fn labelled(groups: &[String]) -> Vec<(String, String)> {
    let label = |i: usize| {
        if i + 1 == GROUPS { "校验组".to_owned() } else { format!("第 {} 组", i + 1) }
    };
    groups.iter().enumerate().map(|(i, g)| (label(i), g.clone())).collect()
}
