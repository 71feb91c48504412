//! What can stop a paper from being issued, and what the person must know about one that was.

use std::fmt;

use thiserror::Error;

/// Why a paper was refused. Every text says what to do next; none repeats personal data.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum NoticeFault {
    /// A required field is empty (000 6.6.3: a notice must be full before it goes out).
    #[error("“{0}”还没有填写，请补全后再出具")]
    Unfilled(&'static str),
    /// No clause is cited although this kind of paper must rest on one.
    #[error("没有写明依据，请至少引用一条依据后再出具")]
    BasisMissing,
    /// The listed sums do not add up to the stated total.
    #[error("金额明细相加与合计不一致，请核对各行金额后再出具")]
    SumsDisagree,
    /// The recovery code is not made of nine groups of four Crockford base32 signs.
    #[error("恢复码格式不正确（应为 9 组、每组 4 位），请重新生成恢复码")]
    MalformedRecoveryCode,
    /// The text is longer than a QR code can hold.
    #[error("二维码内容过长，请缩短二维码中的文字或链接")]
    QrTooLong,
    /// More labels at once than may be printed in one batch.
    #[error("一次最多打印 {0} 张标签，请分批打印")]
    TooManyLabels(usize),
    /// Number and lines do not fit on the label.
    #[error("标签放不下这些内容，请减少行数、缩短编号或改用更大的标签")]
    LabelFull,
    /// The font shipped with the program cannot be read.
    #[error("随程序附带的中文字体无法读取，请重新安装程序")]
    FontUnreadable,
    /// The page painter failed; the text names its reason.
    #[error("生成 PDF 失败（{0}），单据没有出具，请重试")]
    Painting(String),
}

/// Something the person must be told about a paper that was rendered all the same.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum RenderWarning {
    /// Characters the font cannot draw; each was printed as a boxed code such as 〔U+20BB7〕.
    MissingGlyphs(Vec<char>),
}

impl fmt::Display for RenderWarning {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::MissingGlyphs(chars) => {
                let codes: Vec<String> = chars.iter().map(|c| format!("U+{:04X}", u32::from(*c))).collect();
                write!(f, "字体中没有这些字符，已按编码印出，请核对或手写补正：{}", codes.join("、"))
            }
        }
    }
}
