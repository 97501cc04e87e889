//! In which order indicators can be lowered: operands first. A circle is one finding and taints all in it.

use indexmap::IndexMap;

use super::{Tainted, expressions};
use crate::{
    check::{Findings, codes},
    read::{Drafts, Node},
};

/// Ids of all indicators, operands before what is computed from them.
pub(super) fn order<'a>(drafts: &'a Drafts, tainted: &mut Tainted, out: &mut Findings) -> Vec<&'a str> {
    let mut walk = Walk { indicators: &drafts.indicators, done: Vec::new(), way: Vec::new(), tainted, out };
    for id in drafts.indicators.keys() {
        walk.visit(id);
    }
    walk.done
}

/// The indicators an indicator is written from, known or not.
pub(super) fn operands(node: &Node) -> Vec<&str> {
    let mut ids: Vec<&str> =
        ["over", "against", "rank", "units", "target"].iter().filter_map(|key| node.text(key)).collect();
    if node.text("ratio") == Some("flow") {
        ids.extend(node.text("part"));
    }
    ids.extend(node.text("formula").into_iter().flat_map(expressions::names));
    ids
}

struct Walk<'a, 'b> {
    indicators: &'a IndexMap<String, Node>,
    done: Vec<&'a str>,
    way: Vec<&'a str>,
    tainted: &'b mut Tainted,
    out: &'b mut Findings,
}

impl<'a> Walk<'a, '_> {
    fn visit(&mut self, id: &str) {
        let Some((id, node)) = self.indicators.get_key_value(id) else { return };
        if self.done.contains(&id.as_str()) {
            return;
        }
        if let Some(at) = self.way.iter().position(|seen| seen == id) {
            return self.circle(at, node);
        }
        self.way.push(id);
        operands(node).into_iter().for_each(|operand| self.visit(operand));
        self.way.pop();
        self.done.push(id);
    }

    fn circle(&mut self, at: usize, node: &Node) {
        let circle = &self.way[at..];
        let known = circle.iter().all(|id| self.tainted.has_indicator(id));
        if !known {
            let way: Vec<&str> = circle.iter().copied().chain([circle[0]]).collect();
            let message = format!("指标绕了一圈又算回自己：{}。", way.join(" → "));
            self.out.error(&codes::CYCLE, node.place(), message).hint("请把其中一个改成对台账汇总。");
        }
        circle.iter().for_each(|id| self.tainted.indicator(id));
    }
}
