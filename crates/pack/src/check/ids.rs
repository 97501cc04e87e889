//! Ids: lower-case letters, digits and underscores, and no word that expressions or the program keep for themselves.

use super::{Findings, codes};
use crate::read::{Drafts, Node};

/// Words that fields, states, steps and indicators may not be called, for expressions read them otherwise.
const KEPT: &[&str] = &[
    "actor", "as", "break", "const", "continue", "else", "false", "for", "function", "has", "if", "import", "in",
    "let", "loop", "null", "package", "param", "period", "record", "return", "state", "steps", "today", "true", "unit",
    "var", "void", "while",
];

/// Whether expressions or the program keep this word for themselves.
pub fn is_reserved(word: &str) -> bool {
    KEPT.contains(&word)
}

pub(super) fn check(drafts: &Drafts, out: &mut Findings) {
    let plain = |id: &str, node: &Node, out: &mut Findings| word(id, node, false, out);
    for (id, node) in &drafts.roles {
        plain(id, node, out);
    }
    for (id, node) in &drafts.codes {
        plain(id, node, out);
        node.entries_of("codes").for_each(|(id, node)| code(id, node, out));
    }
    for (id, node) in &drafts.parameters {
        if !id.split('.').all(is_word) {
            say(id, node, "参数编号用小写字母、数字和下划线，各节用点隔开，如 \"collective.low_line\"。", out);
        }
    }
    for (id, (_, node)) in &drafts.ledgers {
        plain(id, node, out);
        node.entries_of("fields").for_each(|(id, node)| field(id, node, out));
        for (id, node) in node.entries_of("states").chain(node.entries_of("steps")) {
            plain(id, node, out);
        }
    }
    for (id, node) in &drafts.indicators {
        word(id, node, true, out);
    }
    let others = [&drafts.targets, &drafts.duties, &drafts.scorecards, &drafts.forms];
    for (id, node) in others.into_iter().flatten() {
        plain(id, node, out);
    }
    if let Some(units) = &drafts.units {
        units.entries_of("levels").for_each(|(id, node)| plain(id, node, out));
        for (id, node) in units.entries_of("units") {
            if id.is_empty() || !id.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-') {
                say(id, node, "单位代码用数字和字母，如 12 位区划代码。", out);
            }
        }
    }
}

fn field(id: &str, node: &Node, out: &mut Findings) {
    word(id, node, true, out);
    node.entries_of("fields").for_each(|(id, node)| field(id, node, out));
}

fn code(id: &str, node: &Node, out: &mut Findings) {
    let shaped = !id.is_empty() && id.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'_' || b == b'-' || b == b'.');
    if !shaped {
        say(id, node, "代码用字母、数字、下划线、横线或点，文字写在等号后面。", out);
    }
}

fn word(id: &str, node: &Node, in_expressions: bool, out: &mut Findings) {
    if !is_word(id) {
        say(id, node, "编号用小写字母开头，只有小写字母、数字和下划线，不超过 60 个字符；中文写在 name 里。", out);
    } else if in_expressions && is_reserved(id) {
        say(id, node, "这个词在表达式里另有用处，请换一个编号。", out);
    }
}

fn is_word(id: &str) -> bool {
    id.starts_with(|c: char| c.is_ascii_lowercase())
        && id.len() <= 60
        && id.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'_')
}

fn say(id: &str, node: &Node, hint: &str, out: &mut Findings) {
    out.error(&codes::BAD_ID, node.place(), format!("编号“{id}”不能用。")).hint(hint);
}
