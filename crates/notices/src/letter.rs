//! A letter of any kind, put together from top to bottom. What is empty is left out, what may not be empty
//! is refused under its Chinese name when the letter is finished.

use shounuo_rules::Fen;

use crate::{
    document::{Basis, Block, Closing, Column, Document, Marks, Table, WorkingLine},
    fault::NoticeFault,
    filled,
    letter_parts::{CitedClause, FollowUp, Letterhead, SumLine, complaint},
    wording::{chinese_date, chinese_ordinal},
};

/// A letter being written. Each method adds to its end; [`Letter::document`] finishes it.
///
/// The first thing found missing is remembered and refuses the letter when it is finished.
#[derive(Debug, Clone, PartialEq)]
#[must_use]
pub struct Letter {
    head: Letterhead,
    title: String,
    blocks: Vec<Block>,
    acknowledged: Vec<String>,
    basis: Option<Basis>,
    marks: Marks,
    fault: Option<NoticeFault>,
}

impl Letter {
    /// An empty letter under `head` with `title`. Shop name, number and title are required.
    pub fn new(head: Letterhead, title: impl Into<String>) -> Self {
        let title = title.into();
        let (shop_name, number) = (head.shop_name.clone(), head.number.clone());
        let letter = Self {
            head,
            title: title.clone(),
            blocks: Vec::new(),
            acknowledged: Vec::new(),
            basis: None,
            marks: Marks::default(),
            fault: None,
        };
        letter.needs("店铺名称", &shop_name).needs("编号", &number).needs("标题", &title)
    }

    /// Refuses the letter when `value` is empty, naming it `name`; adds nothing.
    pub fn needs(mut self, name: &'static str, value: &str) -> Self {
        if let Err(fault) = filled(name, value) {
            self.fault.get_or_insert(fault);
        }
        self
    }

    /// The salutation; required.
    pub fn to(self, name: impl Into<String>) -> Self {
        let name = name.into();
        self.needs("收件人", &name).block(Block::Plain(format!("{}：", name.trim())))
    }

    /// Label and value pairs; empty values are left out. Facts that follow each other stand in one grid.
    pub fn facts<'a>(mut self, pairs: impl IntoIterator<Item = (&'a str, String)>) -> Self {
        let pairs: Vec<(String, String)> =
            pairs.into_iter().filter(|(_, value)| !value.trim().is_empty()).map(|(label, value)| (label.to_owned(), value)).collect();
        match self.blocks.last_mut() {
            _ if pairs.is_empty() => {}
            Some(Block::Grid(grid)) => grid.extend(pairs),
            _ => self.blocks.push(Block::Grid(pairs)),
        }
        self
    }

    /// A fact that may not be empty.
    pub fn must(self, label: &'static str, value: impl Into<String>) -> Self {
        let value = value.into();
        self.needs(label, &value).facts([(label, value)])
    }

    /// A section heading, numbered when the letter has several; left out when nothing follows it.
    pub fn heading(self, text: impl Into<String>) -> Self {
        self.said(text, Block::Heading)
    }

    /// A paragraph; left out when empty.
    pub fn text(self, text: impl Into<String>) -> Self {
        self.said(text, Block::Paragraph)
    }

    /// A paragraph that may not be empty; `name` is what it is called when it is missing.
    pub fn must_text(self, name: &'static str, text: impl Into<String>) -> Self {
        let text = text.into();
        self.needs(name, &text).text(text)
    }

    /// The conclusion in bold; required.
    pub fn strong(self, text: impl Into<String>) -> Self {
        let text = text.into();
        self.needs("结论", &text).said(text, Block::Strong)
    }

    /// A numbered list; empty items are left out.
    pub fn list(self, items: impl IntoIterator<Item = String>) -> Self {
        let items: Vec<String> = items.into_iter().filter(|item| !item.trim().is_empty()).collect();
        if items.is_empty() { self } else { self.block(Block::List(items)) }
    }

    /// A remark behind a bar; left out when empty.
    pub fn remark(self, text: impl Into<String>) -> Self {
        self.said(text, Block::Remark)
    }

    /// A table; left out when it has no rows.
    pub fn table(self, table: Table) -> Self {
        if table.rows.is_empty() { self } else { self.block(Block::Table(table)) }
    }

    /// An amount in figures and in capitals (大写).
    pub fn amount(self, label: impl Into<String>, amount: Fen) -> Self {
        self.block(Block::Amount { label: label.into(), figures: amount.to_string(), capitals: amount.in_capitals() })
    }

    /// The parts of a sum and the sum itself, which must agree when both are given.
    pub fn sums(mut self, lines: &[SumLine], total: Option<&SumLine>) -> Self {
        if !add_up(lines, total) {
            self.fault.get_or_insert(NoticeFault::SumsDisagree);
        }
        let rows = lines.iter().map(|line| vec![line.label.clone(), line.amount.to_string()]).collect();
        let letter = self.table(Table { columns: vec![Column::left("项目", 3.0), Column::right("金额", 1.0)], rows });
        match total {
            Some(total) => letter.amount(total.label.clone(), total.amount),
            None => letter,
        }
    }

    /// Lines of working, each with its outcome and clause.
    pub fn working(self, lines: impl IntoIterator<Item = WorkingLine>) -> Self {
        let lines: Vec<WorkingLine> = lines.into_iter().collect();
        let letter = lines.iter().fold(self, |letter, line| letter.needs("判定过程的每一行", &line.text));
        if lines.is_empty() { letter } else { letter.block(Block::Working(lines)) }
    }

    /// Lines to be filled in by hand.
    pub fn blanks(self, labels: impl IntoIterator<Item: Into<String>>) -> Self {
        let labels: Vec<String> = labels.into_iter().map(Into::into).collect();
        if labels.is_empty() { self } else { self.block(Block::Blanks(labels)) }
    }

    /// How to answer and where to complain; both are required.
    pub fn follow_up(self, follow_up: FollowUp) -> Self {
        self.answer(&follow_up).complaint(&follow_up.complaint_channel)
    }

    /// How and until when to answer.
    pub(crate) fn answer(self, follow_up: &FollowUp) -> Self {
        self.needs("答复方式", &follow_up.how).text(follow_up.answer())
    }

    /// Where to turn when not content, for letters that ask for no answer; required.
    pub fn complaint(self, channel: &str) -> Self {
        let text = complaint(channel, paper_word(&self.title));
        self.needs("投诉渠道", channel).text(text)
    }

    /// Labels of the lines the other side fills in beside the signature, for example 消费者签字 and 日期.
    pub fn acknowledged(mut self, labels: &[&str]) -> Self {
        self.acknowledged = labels.iter().map(|label| (*label).to_owned()).collect();
        self
    }

    /// The clauses the letter rests on, printed at its foot; at least one.
    pub fn basis(mut self, clauses: impl IntoIterator<Item = CitedClause>) -> Self {
        let clauses: Vec<CitedClause> = clauses.into_iter().collect();
        if clauses.is_empty() || clauses.iter().any(|clause| clause.text.trim().is_empty()) {
            self.fault.get_or_insert(NoticeFault::BasisMissing);
        }
        self.basis = Some(Basis::Cited(clauses.iter().map(CitedClause::printed).collect()));
        self
    }

    /// Says that this letter decides nothing and cites nothing.
    pub fn no_basis(mut self) -> Self {
        self.basis = Some(Basis::NotNeeded);
        self
    }

    /// Stamps: void, reprint, sample.
    pub fn marks(mut self, marks: Marks) -> Self {
        self.marks = marks;
        self
    }

    /// Any other piece of content.
    pub fn block(mut self, block: Block) -> Self {
        self.blocks.push(block);
        self
    }

    /// The finished letter.
    ///
    /// # Errors
    /// [`NoticeFault::Unfilled`] with the Chinese name of the first empty field, [`NoticeFault::SumsDisagree`],
    /// [`NoticeFault::BasisMissing`] when neither [`Letter::basis`] nor [`Letter::no_basis`] was called.
    pub fn document(self) -> Result<Document, NoticeFault> {
        if let Some(fault) = self.fault {
            return Err(fault);
        }
        let mut blocks = sections(self.blocks);
        if blocks.is_empty() {
            return Err(NoticeFault::Unfilled("正文"));
        }
        let signed = vec![self.head.shop_name.clone(), chinese_date(self.head.issued_on)];
        let meta = self.head.meta(&self.title);
        blocks.push(Block::Closing(Closing { signed, seal: self.head.seal, acknowledged: self.acknowledged }));
        Ok(Document { meta, blocks, basis: self.basis.ok_or(NoticeFault::BasisMissing)?, marks: self.marks })
    }

    fn said(self, text: impl Into<String>, block: fn(String) -> Block) -> Self {
        let text = text.into();
        if text.trim().is_empty() { self } else { self.block(block(text.trim().to_owned())) }
    }
}

fn add_up(lines: &[SumLine], total: Option<&SumLine>) -> bool {
    let Some(total) = total else { return true };
    let sum = lines.iter().try_fold(Fen::ZERO, |sum, line| sum.checked_add(line.amount));
    lines.is_empty() || sum == Some(total.amount)
}

/// Drops headings with nothing under them and numbers the others, unless there is only one.
fn sections(blocks: Vec<Block>) -> Vec<Block> {
    let mut kept: Vec<Block> = Vec::new();
    for block in blocks {
        if let (Block::Heading(_), Some(Block::Heading(_))) = (&block, kept.last()) {
            kept.pop();
        }
        kept.push(block);
    }
    if let Some(Block::Heading(_)) = kept.last() {
        kept.pop();
    }
    let headings = kept.iter_mut().filter_map(|block| if let Block::Heading(text) = block { Some(text) } else { None });
    let headings: Vec<&mut String> = headings.collect();
    if headings.len() > 1 {
        for (i, text) in headings.into_iter().enumerate() {
            *text = format!("{}、{text}", chinese_ordinal(i + 1));
        }
    }
    kept
}

/// The words papers call themselves by; the longer ones stand before those they end with.
const PAPER_WORDS: [&str; 14] =
    ["告知书", "通知书", "公示书", "承诺书", "受理单", "接修单", "记录单", "登记单", "取件单", "结算单", "报告", "通知", "凭证", "协议"];

/// 通知书 for 退换货结果通知书; 件 when the title ends with none of the usual words.
fn paper_word(title: &str) -> &'static str {
    PAPER_WORDS.into_iter().find(|word| title.ends_with(word)).unwrap_or("件")
}
