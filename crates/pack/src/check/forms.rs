//! Forms: what their headers and columns need, and whether the paper holds them.

use kernel::LevelId;

use super::{Findings, World, codes};
use crate::{
    model::{Form, letters},
    read::Node,
};

/// The most headings above each other, a column's own included.
const DEEPEST: usize = 4;
/// Printed smaller than so many percent, nobody reads it.
const SMALLEST: u32 = 60;
/// The most lines of a column's heading, and of one over several columns.
const LINES: u32 = 8;
const GROUP_LINES: u32 = 4;
/// What stands beside the words of a line at the top, in letters.
const LABEL: u32 = 12;

pub(super) fn check(world: &World<'_>, out: &mut Findings) {
    for (id, node) in &world.drafts.forms {
        let form = world.pack.forms.get(id.as_str());
        let items = node.get("columns").map(Node::items).unwrap_or_default();
        columns(node, items, out);
        level(world, node, out);
        groups(items, out);
        doubles(items, form, out);
        if let Some(form) = form {
            paper(form, node, items, out);
        }
    }
}

fn columns(node: &Node, items: &[Node], out: &mut Findings) {
    let Some(at) = node.get("columns") else { return };
    let mut say = |message: &str, hint: &str| out.error(&codes::FORM_EMPTY, at.place(), message).hint(hint);
    if items.is_empty() {
        return say("上报表没有一列。", "请逐列写 [[columns]]，如 field = \"……\" 或 indicator = \"……\"。");
    }
    if node.get("each").is_none() || node.get("ledger").is_some() {
        return;
    }
    if !items.iter().any(|item| item.text("show") == Some("unit")) {
        say("一行是一个单位，却没有一列写是哪个单位。", "请加一列：show = \"unit\"。");
    }
    if !items.iter().any(|item| item.get("indicator").is_some()) {
        say("一行是一个单位，却没有一列是指标。", "请加一列：indicator = \"……\"。");
    }
}

/// Rows are units beneath the one that fills the form in.
fn level(world: &World<'_>, node: &Node, out: &mut Findings) {
    let (Some(of), Some(each)) = (node.text("unit_level"), node.text("each")) else { return };
    let levels: Vec<LevelId> = world.pack.level_ids();
    let place = |id: &str| levels.iter().position(|level| level.as_str() == id);
    let (Some(above), Some(below)) = (place(of), place(each)) else { return };
    if below > above {
        return;
    }
    let beneath: Vec<&str> = levels[above + 1..].iter().map(LevelId::as_str).collect();
    let hint = if beneath.is_empty() {
        "这一级下面没有单位；请改 unit_level。".to_owned()
    } else {
        format!("可以写：{}。", beneath.join("、"))
    };
    out.error(&codes::FORM_LEVEL, node.place_of("each"), format!("“{each}”不在填报单位“{of}”之下。")).hint(hint);
}

/// Headings over several columns: not too many above each other, and their columns side by side.
fn groups(items: &[Node], out: &mut Findings) {
    let paths: Vec<Vec<&str>> = items.iter().map(under).collect();
    for (at, (item, path)) in items.iter().zip(&paths).enumerate() {
        if path.len() >= DEEPEST {
            out.error(&codes::FORM_DEPTH, item.place_of("under"), format!("这一列的表头有 {} 层。", path.len() + 1))
                .hint(format!("连列名在内最多 {DEEPEST} 层；请把 under 写短。"));
            continue;
        }
        let apart = (1..=path.len()).find(|depth| {
            let group = &path[..*depth];
            let before = paths[..at].iter().any(|other| other.starts_with(group));
            before && !paths[at - 1].starts_with(group)
        });
        if let Some(depth) = apart {
            out.error(&codes::FORM_GROUP, item.place_of("under"), format!("“{}”的列没有挨在一起。", path[depth - 1]))
                .hint("请把同一栏的列排在一起，或给其中一栏换个名称。");
        }
    }
}

fn doubles(items: &[Node], form: Option<&Form>, out: &mut Findings) {
    let mut seen: Vec<(Vec<&str>, &str, u32)> = Vec::new();
    for (at, item) in items.iter().enumerate() {
        let usual = || ["field", "step", "indicator", "show"].into_iter().find_map(|key| item.text(key));
        let lowered = form.and_then(|form| form.columns.get(at)).map(|column| column.name.as_str());
        let Some(name) = lowered.or_else(|| item.text("name")).or_else(usual) else { continue };
        let path = under(item);
        let other = seen.iter().find(|(group, known, _)| *group == path && *known == name);
        if let Some((.., line)) = other {
            out.error(&codes::DUPLICATE_NAME, item.place(), format!("列“{name}”和第 {line} 行的列重名。"))
                .hint("请删去一列，或用 name 换个列名，或用 under 归到不同的栏下。");
        } else {
            seen.push((path, name, item.line));
        }
    }
}

fn paper(form: &Form, node: &Node, items: &[Node], out: &mut Findings) {
    let words = form.paper.in_words();
    let (natural, room) = (form.columns.iter().map(|column| column.width).sum::<u32>(), form.paper.letters());
    if natural * SMALLEST > room * 100 {
        let message = format!(
            "各列共宽 {} 个汉字，{words}缩到 {SMALLEST}% 也只放得下 {} 个。",
            natural / 2,
            room * 100 / SMALLEST / 2
        );
        out.error(&codes::FORM_WIDTH, node.place_of("columns"), message)
            .hint("请减少几列，给文字列写小一些的 width，或写 paper = \"A3\"。");
        return;
    }
    let widths = form.widths();
    let wide: u32 = widths.iter().sum();
    let too_long = |at: &Node, what: &str, out: &mut Findings| {
        out.error(&codes::FORM_WIDTH, at.place(), format!("{what}太长，{words}的这张表放不下。"))
            .hint("请写短一些，或把列写宽（width）。");
    };
    // Of 16 points, on two lines.
    if letters(&form.title) * 16 > wide * 2 * 11 {
        too_long(node.get("title").or_else(|| node.get("name")).unwrap_or(node), "表题", out);
    }
    let tops = [
        ("number", &form.number, "表号"),
        ("authority", &form.authority, "制定机关"),
        ("basis", &form.basis, "制定依据"),
    ];
    for (key, text, what) in tops {
        if text.as_ref().is_some_and(|text| letters(text) + LABEL > wide) {
            too_long(node.get(key).unwrap_or(node), what, out);
        }
    }
    if form.signers.iter().map(|signer| letters(signer) + LABEL).sum::<u32>() > wide {
        too_long(node.get("signers").unwrap_or(node), "签字盖章一行", out);
    }
    for ((column, width), item) in form.columns.iter().zip(&widths).zip(items) {
        if lines(&column.heading(), *width) > LINES {
            too_long(item.get("name").unwrap_or(item), &format!("列名“{}”", column.name), out);
        }
    }
    for (at, item) in items.iter().enumerate() {
        let path = &form.columns[at].under;
        for depth in 1..=path.len() {
            let group = &path[..depth];
            let same = |other: &usize| form.columns[*other].under.starts_with(group);
            if at > 0 && same(&(at - 1)) {
                continue;
            }
            let over: u32 = (at..form.columns.len()).take_while(same).map(|other| widths[other]).sum();
            if lines(&path[depth - 1], over) > GROUP_LINES {
                too_long(item.get("under").unwrap_or(item), &format!("栏名“{}”", path[depth - 1]), out);
            }
        }
    }
}

fn lines(text: &str, width: u32) -> u32 {
    letters(text).div_ceil(width.saturating_sub(1).max(1))
}

fn under(item: &Node) -> Vec<&str> {
    item.texts("under").into_iter().map(|(word, _)| word).collect()
}
