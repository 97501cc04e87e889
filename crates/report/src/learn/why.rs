//! Why an indicator was proposed, in a sentence the officer can judge.

use kernel::Figure;

use super::{
    around::Around,
    catalogue::Entry,
    counters::Fit,
    scan::Found,
    score::{Equal, Evidence},
    when::When,
};

/// The sentence.
pub(super) fn why(
    entry: &Entry,
    evidence: &Evidence,
    slot: &Found,
    around: &Around,
    figure: Option<&Figure>,
) -> String {
    let mut said = Vec::new();
    match evidence.equal {
        Equal::Same => said.push("数值与台账算出的相同".to_owned()),
        Equal::Near => said.push("与台账算出的约数相合".to_owned()),
        Equal::Other => said.push("文中的数与台账算出的不同".to_owned()),
        Equal::Unknown => {}
    }
    if !evidence.words.is_empty() {
        let words: Vec<String> = evidence.words.iter().map(|word| format!("“{word}”")).collect();
        said.push(format!("文中写到{}", words.join("")));
    }
    let word = slot.counter.as_deref().or(around.counter.as_deref());
    match (evidence.fit, word) {
        (Fit::Same, Some(word)) => said.push(format!("单位“{word}”一致")),
        (Fit::Converted, Some(word)) => said.push(format!("{}可换算成{word}", entry.measure)),
        (Fit::Kin, Some(word)) => said.push(format!("单位“{word}”与“{}”同类", entry.measure)),
        _ => {}
    }
    if let Some((_, unit)) = &around.place {
        said.push(format!("说的是{}", unit.name));
    }
    match around.when {
        When::YearBefore => said.push("说的是上年".to_owned()),
        When::YearAfter => said.push("说的是下一年".to_owned()),
        When::Year(year) => said.push(format!("说的是{year}年")),
        When::Own => {}
    }
    if around.change.is_some() {
        said.push("说的是增减".to_owned());
    }
    let missing = figure.and_then(|figure| figure.missing.as_ref()).map(|missing| missing.message.clone());
    let end = missing.map_or(String::new(), |message| format!("但现在还没有数：{message}"));
    format!("{}。{end}", said.join("，"))
}
