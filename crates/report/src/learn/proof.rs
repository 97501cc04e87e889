//! Every proposed mark is parsed and printed by the template it will stand in; what cannot be is not offered.

use std::collections::BTreeMap;

use kernel::{Ask, Figure, Finding};

use super::{Choice, propose::Ranked};
use crate::{
    coverage::Coverage,
    document::{Block, Run},
    names::Names,
    scope::Scope,
    template::{Draft, PeriodKind},
};

/// The choices of every slot whose marks can really be printed.
pub(super) fn prove(
    ranked: Vec<Vec<Ranked<'_>>>,
    names: &dyn Names,
    scope: &Scope,
    answers: &BTreeMap<Ask, Figure>,
) -> Vec<Vec<Choice>> {
    let mut marks: Vec<&str> = ranked.iter().flatten().map(|one| one.written.mark.as_str()).collect();
    marks.sort_unstable();
    marks.dedup();
    let printed = print(&marks, names, scope, answers);
    let choice = |one: Ranked<'_>| {
        let shown = printed.get(&one.written.mark)?.clone();
        let figure = answers.get(&one.written.ask)?.clone();
        Some(Choice {
            indicator: one.entry.indicator.clone(),
            name: one.entry.name.clone(),
            mark: one.written.mark,
            shown,
            why: one.why,
            figure,
        })
    };
    ranked.into_iter().map(|slot| slot.into_iter().filter_map(choice).collect()).collect()
}

/// What each mark prints: all stand in one template, a paragraph each. Marks it cannot read are left out.
fn print(
    marks: &[&str],
    names: &dyn Names,
    scope: &Scope,
    answers: &BTreeMap<Ask, Figure>,
) -> BTreeMap<String, String> {
    let Some((level, _)) = names.levels().into_iter().next() else { return BTreeMap::new() };
    let mut marks = marks.to_vec();
    loop {
        let draft = Draft {
            name: "学习".to_owned(),
            title: None,
            unit_level: level.clone(),
            period: PeriodKind::Span,
            only: None,
            body: marks.join("\n\n"),
        };
        let (template, findings) = draft.template("learn".into(), names);
        if let Some(template) = template {
            let document = template.build(scope, answers, &Coverage::default());
            let texts = document.blocks.iter().map(text);
            return marks.iter().map(|mark| (*mark).to_owned()).zip(texts).collect();
        }
        let wrong: Vec<usize> = findings.iter().filter(|finding| finding.is_error()).filter_map(line).collect();
        let before = marks.len();
        let mut line = 1;
        marks.retain(|_| {
            line += 2;
            !wrong.contains(&(line - 2))
        });
        if marks.len() == before {
            return BTreeMap::new();
        }
    }
}

fn line(finding: &Finding) -> Option<usize> {
    finding.place.line.and_then(|line| usize::try_from(line).ok())
}

fn text(block: &Block) -> String {
    block.runs().into_iter().map(Run::text).collect()
}
