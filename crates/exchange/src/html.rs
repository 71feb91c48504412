//! HTML tables that carry the name .xls. The tokenizer runs over the text once; no document tree is built, so the
//! memory used is that of the cells.

use std::cell::RefCell;

use html5ever::buffer_queue::BufferQueue;
use html5ever::tendril::StrTendril;
use html5ever::tokenizer::{Tag, TagKind, Token, TokenSink, TokenSinkResult, Tokenizer, TokenizerOpts};

use crate::grid::{Budget, CellKind, Grid, GridBuilder};
use crate::{FileFault, Limits};

/// True for text that begins as markup and holds a table.
pub(crate) fn is_html(text: &str) -> bool {
    let start = text.trim_start_matches(|c: char| c.is_whitespace() || c == '\u{feff}');
    start.starts_with('<') && holds_ignoring_case(text, "<table")
}

/// True for the XML spreadsheet of 2003 and other XML, which is not read.
pub(crate) fn is_other_xml(text: &str) -> bool {
    text.trim_start().starts_with("<?xml") || text.trim_start().starts_with("<!DOCTYPE") || text.trim_start().starts_with("<html")
}

fn holds_ignoring_case(text: &str, mark: &str) -> bool {
    text.as_bytes().windows(mark.len()).any(|window| window.eq_ignore_ascii_case(mark.as_bytes()))
}

/// All table rows of the page, one below the other.
pub(crate) fn read(text: &str, limits: &Limits) -> Result<Grid, FileFault> {
    let mut budget = Budget::default();
    let state = State { builder: GridBuilder::new(limits, &mut budget), limits, row: 0, column: 0, cell: None, fault: None };
    let tokenizer = Tokenizer::new(Sink { state: RefCell::new(state) }, TokenizerOpts::default());
    let queue = BufferQueue::default();
    // In pieces, so that the tokenizer never holds a second copy of the text.
    for piece in pieces(text, 64 * 1024) {
        queue.push_back(StrTendril::from(piece));
        let _ = tokenizer.feed(&queue);
        if let Some(fault) = tokenizer.sink.state.borrow_mut().fault.take() {
            return Err(fault);
        }
    }
    tokenizer.end();
    let mut state = tokenizer.sink.state.into_inner();
    state.close_cell();
    match state.fault {
        Some(fault) => Err(fault),
        None => Ok(state.builder.finish()),
    }
}

fn pieces(text: &str, size: usize) -> impl Iterator<Item = &str> {
    let mut rest = text;
    std::iter::from_fn(move || {
        if rest.is_empty() {
            return None;
        }
        let cut = rest.floor_char_boundary(size.min(rest.len()));
        let (piece, tail) = rest.split_at(cut);
        rest = tail;
        Some(piece)
    })
}

struct Sink<'l> {
    state: RefCell<State<'l>>,
}

struct State<'l> {
    builder: GridBuilder<'l>,
    limits: &'l Limits,
    /// 1-based row of the table rows seen so far.
    row: u32,
    /// Column of the next cell.
    column: usize,
    /// Text of the open cell and the columns it spans.
    cell: Option<(String, usize)>,
    fault: Option<FileFault>,
}

impl State<'_> {
    fn open_row(&mut self) {
        self.close_cell();
        self.row = self.row.saturating_add(1);
        self.column = 0;
    }

    fn open_cell(&mut self, tag: &Tag) {
        self.close_cell();
        let span = tag.attrs.iter().find(|attribute| &*attribute.name.local == "colspan");
        let span = span.and_then(|attribute| attribute.value.trim().parse().ok()).unwrap_or(1);
        self.cell = Some((String::new(), usize::clamp(span, 1, 1_000)));
    }

    fn add(&mut self, text: &str) {
        let Some((cell, _)) = &mut self.cell else { return };
        if let Err(fault) = self.limits.check_cell(cell.len() + text.len()) {
            self.fault.get_or_insert(fault);
            return;
        }
        cell.push_str(text);
    }

    fn close_cell(&mut self) {
        let Some((text, span)) = self.cell.take() else { return };
        let text = text.trim_matches([' ', '\r', '\n', '\t', '\u{a0}']);
        if let Err(fault) = self.builder.push(self.row.max(1), self.column, CellKind::Text, text) {
            self.fault.get_or_insert(fault);
        }
        self.column += span;
    }
}

impl TokenSink for Sink<'_> {
    type Handle = ();

    fn process_token(&self, token: Token, _line: u64) -> TokenSinkResult<()> {
        let mut state = self.state.borrow_mut();
        match token {
            Token::CharacterTokens(text) => state.add(&text),
            Token::TagToken(tag) => match (tag.kind, &*tag.name) {
                (TagKind::StartTag, "tr") => state.open_row(),
                (TagKind::StartTag, "td" | "th") => state.open_cell(&tag),
                (TagKind::StartTag, "br") => state.add("\n"),
                (TagKind::EndTag, "td" | "th" | "tr" | "table") => state.close_cell(),
                _ => {}
            },
            _ => {}
        }
        TokenSinkResult::Continue
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn rows(page: &str) -> Vec<Vec<String>> {
        read(page, &Limits::default()).unwrap().rows().map(|row| row.cells.iter().map(|cell| cell.text.to_string()).collect()).collect()
    }

    #[test]
    fn cells_of_a_sloppy_table() {
        let page =
            "<html><table border=1><TR><th>订单编号<th>宝贝&nbsp;标题</tr><tr><td> 1&amp;2 </td><td colspan=2>a<br>b</td><td>c</table>";
        assert_eq!(rows(page), [vec!["订单编号", "宝贝\u{a0}标题"], vec!["1&2", "a\nb", "", "c"]]);
    }

    #[test]
    fn told_from_other_text() {
        assert!(is_html("\u{feff} <HTML><Table>"));
        assert!(!is_html("订单编号,<table>"));
        assert!(is_other_xml("<?xml version=\"1.0\"?><Workbook>"));
    }
}
