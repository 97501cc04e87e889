//! Tables pasted as text: cells parted by tabs. A number alone in a cell is a figure when a heading above it or the
//! label of its row says of what.

use kernel::LevelId;

use super::{
    around::{self, Around},
    catalogue::Catalogue,
    counters::{self, Counters},
    numerals, refuse,
    scan::{Found, Text},
};
use crate::scope::{Scope, UnitRef};

/// A cell that is a figure, and what its table says of it.
pub(super) struct Cell {
    pub found: Found,
    pub around: Around,
}

const WHOLE: &[&str] = &["合计", "总计", "全乡", "全镇", "全县", "共计"];
const NO_FIGURE: &[&str] = &["序号", "编号", "年份", "日期", "时间", "电话", "月份"];

/// The figures of all tables.
pub(super) fn cells(text: &Text, scope: &Scope, catalogue: &Catalogue, counters: &Counters) -> Vec<Cell> {
    let mut cells = Vec::new();
    let mut above: Option<Line> = None;
    let mut header: Option<Line> = None;
    for line in lines(&text.chars) {
        if line.cells.len() < 2 {
            header = None;
            above = Some(line);
            continue;
        }
        let figures: Vec<usize> = (1..line.cells.len()).filter(|n| is_figure(text, line.cells[*n])).collect();
        let same = header.as_ref().is_some_and(|header| header.cells.len() == line.cells.len());
        if figures.is_empty() || !same && above.is_none() {
            header = Some(line);
            continue;
        }
        let caption = above.as_ref().map(|line| &text.chars[line.start..line.end]).filter(|line| line.len() <= 40);
        for n in figures {
            let heading =
                header.as_ref().filter(|_| same).map(|header| &text.chars[header.cells[n].0..header.cells[n].1]);
            let label = &text.chars[line.cells[0].0..line.cells[0].1];
            let of = Of { heading, label, caption };
            cells.extend(of.cell(&text.chars, line.cells[n], scope, catalogue, counters));
        }
    }
    cells
}

struct Line {
    start: usize,
    end: usize,
    cells: Vec<(usize, usize)>,
}

fn lines(chars: &[char]) -> Vec<Line> {
    let mut lines = Vec::new();
    let mut start = 0;
    for line in chars.split(|c| *c == '\n') {
        let mut cells = Vec::new();
        let mut at = start;
        for cell in line.split(|c| *c == '\t') {
            let blanks = cell.iter().take_while(|c| c.is_whitespace()).count();
            let trailing = cell[blanks..].iter().rev().take_while(|c| c.is_whitespace()).count();
            cells.push((at + blanks, at + cell.len() - trailing));
            at += cell.len() + 1;
        }
        let end = start + line.len();
        if !line.iter().all(|c| c.is_whitespace()) {
            lines.push(Line { start, end, cells });
        }
        start = end + 1;
    }
    lines
}

fn is_figure(text: &Text, (start, end): (usize, usize)) -> bool {
    let cell = &text.chars[start..end];
    let number = numerals::arabic(cell).is_some_and(|number| number.length == cell.len());
    let blank = cell.len() > 1 && cell.iter().all(|c| matches!(c, 'X' | 'x' | 'Ｘ' | '×' | '_' | '＿'));
    number || blank || cell == ['×']
}

struct Of<'a> {
    heading: Option<&'a [char]>,
    label: &'a [char],
    caption: Option<&'a [char]>,
}

impl Of<'_> {
    fn cell(
        &self,
        chars: &[char],
        (start, end): (usize, usize),
        scope: &Scope,
        catalogue: &Catalogue,
        counters: &Counters,
    ) -> Option<Cell> {
        let heading = self.heading.unwrap_or_default();
        if NO_FIGURE.iter().any(|word| around::contains(heading, word)) {
            return None;
        }
        let place = unit_named(self.label, scope);
        let whole = WHOLE.iter().any(|word| around::contains(self.label, word));
        let mut around = Around { place, bare: true, ..Around::default() };
        around.hear_own(heading, 1.0);
        if around.place.is_none() && !whole {
            around.hear_own(self.label, 1.0);
        }
        let known = around.own.iter().any(|pair| catalogue.knows(*pair));
        let caption = self.caption.unwrap_or_default();
        around.hear(caption, if known { 0.5 } else { 0.9 });
        around.counter = [heading, self.label, caption].into_iter().find_map(|words| counter(words, counters));
        let read = numerals::arabic(&chars[start..end]);
        let found = Found {
            start,
            end,
            core: (start, end),
            number: read.map(|read| read.value),
            places: read.map_or(0, |read| read.places),
            spelled: false,
            approximate: None,
            counter: None,
            changes: false,
        };
        Some(Cell { found, around })
    }
}

/// The unit a label names exactly.
fn unit_named(label: &[char], scope: &Scope) -> Option<(LevelId, UnitRef)> {
    let label: String = label.iter().collect();
    let mut units = scope.children.iter().flat_map(|(level, units)| units.iter().map(move |unit| (level, unit)));
    units.find(|(_, unit)| unit.name == label).map(|(level, unit)| (level.clone(), unit.clone()))
}

/// The unit word in brackets: 面积（亩）.
fn counter(words: &[char], counters: &Counters) -> Option<String> {
    let open = words.iter().rposition(|c| matches!(c, '（' | '('))?;
    let rest = words.get(open + 1..)?;
    let rest = rest.strip_prefix(&['单', '位', '：']).or(rest.strip_prefix(&['单', '位', ':'])).unwrap_or(rest);
    let length = counters.length(rest)?;
    let closes = rest.get(length).is_some_and(|c| refuse::is_delimiter(*c));
    let word: String = rest[..length].iter().collect();
    (closes && counters::fit(Some(&word), &kernel::Measure::read(&word)).is_some()).then_some(word)
}
