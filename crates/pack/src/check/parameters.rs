//! Dated parameters: values there, spans in order and apart.

use kernel::Date;

use super::{Findings, World, codes};
use crate::read::Node;

pub(super) fn check(world: &World<'_>, out: &mut Findings) {
    for node in world.drafts.parameters.values() {
        let Some(values) = node.get("values").map(Node::items) else { continue };
        if values.is_empty() {
            out.error(&codes::PARAMETER_EMPTY, node.place_of("values"), "这个参数没有值。")
                .hint("请写成 values = [{ value = \"……\", from = \"2022-01-01\", basis = \"……\" }]。");
        }
        let mut spans: Vec<(Date, Date, &Node)> = Vec::new();
        for value in values {
            let Some(from) = value.date("from") else { continue };
            let to = value.date("to").unwrap_or(Date::MAX);
            if to <= from {
                out.error(&codes::PARAMETER_SPANS, value.place(), "to 不在 from 之后。")
                    .hint("to 是不再适用的第一天。");
            } else {
                spans.push((from, to, value));
            }
        }
        spans.sort_by_key(|(from, ..)| *from);
        for pair in spans.windows(2) {
            if pair[1].0 < pair[0].1 {
                let message = format!("从 {} 起的值，前一段还没有结束。", pair[1].0);
                out.error(&codes::PARAMETER_SPANS, pair[1].2.place(), message)
                    .hint(format!("请给前一段加上 to = \"{}\"。", pair[1].0));
            }
        }
    }
}
