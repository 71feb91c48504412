//! Columns that line up where Chinese characters are two cells wide.

/// Rows under headings, columns apart by two blanks, the last one as long as it is.
pub fn table(headings: &[&str], rows: &[Vec<String>]) -> String {
    let mut widths: Vec<usize> = headings.iter().map(|heading| width(heading)).collect();
    for row in rows {
        for (at, cell) in row.iter().enumerate().take(widths.len()) {
            widths[at] = widths[at].max(width(cell));
        }
    }
    let headings: Vec<String> = headings.iter().map(|heading| (*heading).to_owned()).collect();
    std::iter::once(&headings).chain(rows).map(|row| line(row, &widths)).collect()
}

fn line(row: &[String], widths: &[usize]) -> String {
    let mut line = String::new();
    for (cell, wide) in row.iter().zip(widths) {
        line.push_str(cell);
        line.push_str(&" ".repeat(wide - width(cell).min(*wide) + 2));
    }
    format!("{}\n", line.trim_end())
}

/// Cells of a terminal that a text takes.
fn width(text: &str) -> usize {
    let wide = |c: char| matches!(c, '\u{1100}'..='\u{115F}' | '\u{2E80}'..='\u{A4CF}' | '\u{AC00}'..='\u{D7A3}' | '\u{F900}'..='\u{FAFF}' | '\u{FE30}'..='\u{FE6F}' | '\u{FF00}'..='\u{FF60}' | '\u{FFE0}'..='\u{FFE6}' | '\u{1F300}'..='\u{1FAFF}' | '\u{20000}'..='\u{3FFFD}');
    text.chars().map(|c| if wide(c) { 2 } else { 1 }).sum()
}

#[cfg(test)]
mod tests {
    use super::table;

    #[test]
    fn chinese_and_ascii_line_up() {
        let rows = [vec!["SH-1".to_owned(), "洗衣机".to_owned()], vec!["甲".to_owned(), "b".to_owned()]];
        assert_eq!(table(&["编号", "商品"], &rows), "编号  商品\nSH-1  洗衣机\n甲    b\n");
    }

    #[test]
    fn a_table_without_rows_is_its_headings() {
        assert_eq!(table(&["编号"], &[]), "编号\n");
    }
}
