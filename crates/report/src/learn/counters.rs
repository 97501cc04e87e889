//! Unit words behind a number, and which of them can stand for which.

use kernel::Measure;

use super::catalogue::Catalogue;
use crate::show::converts;

/// Words that count or measure, whether or not an indicator has them.
const COMMON: &[&str] = &[
    "个百分点",
    "百分点",
    "%",
    "％",
    "平方公里",
    "平方米",
    "立方米",
    "千瓦时",
    "公顷",
    "公里",
    "千米",
    "公斤",
    "千克",
    "人次",
    "户次",
    "家次",
    "场次",
    "批次",
    "亩",
    "米",
    "斤",
    "吨",
    "升",
    "方",
    "度",
    "元",
    "人",
    "户",
    "名",
    "位",
    "口",
    "家",
    "个",
    "项",
    "件",
    "起",
    "宗",
    "例",
    "处",
    "次",
    "场",
    "期",
    "批",
    "只",
    "头",
    "匹",
    "羽",
    "尾",
    "株",
    "棵",
    "盏",
    "台",
    "套",
    "辆",
    "块",
    "条",
    "份",
    "张",
    "册",
    "篇",
    "座",
    "栋",
    "间",
    "所",
    "眼",
    "支",
    "对",
];

/// What makes a number before it a length of time, a date or a way of speaking.
const NOT_AFTER: &[&str] = &["月", "工作日", "小时", "星期", "季度", "年", "方面", "世纪", "时辰", "代表", "钟头"];

/// Words for persons, for matters, for occasions: an officer changes them freely.
const KIN: &[&[&str]] = &[
    &["人", "名", "位", "口"],
    &["个", "项", "件", "起", "宗", "例", "处"],
    &["次", "场", "场次", "期", "批", "批次"],
];

/// Words for things of one shape; 个 may stand for each, but none for another: 条 is no 份.
const SHAPES: &[&str] =
    &["家", "座", "所", "条", "块", "只", "头", "份", "台", "套", "盏", "株", "棵", "辆", "栋", "间", "村", "组"];

/// How well an indicator's unit answers the unit word in the text.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub(super) enum Fit {
    /// Another word for the same way of counting; the officer's word is kept.
    Kin,
    /// Nothing is said.
    Unsaid,
    /// The same quantity, converted.
    Converted,
    /// The very word.
    Same,
}

/// The unit words of a text: the common ones and those of the catalogue, longest first.
#[derive(Clone, Debug)]
pub(super) struct Counters(Vec<Vec<char>>);

impl Counters {
    pub fn new(catalogue: &Catalogue) -> Self {
        let mut words: Vec<Vec<char>> = COMMON.iter().copied().chain(catalogue.measures()).map(chars).collect();
        words.retain(|word| !word.is_empty());
        words.sort_by(|a, b| b.len().cmp(&a.len()).then_with(|| a.cmp(b)));
        words.dedup();
        Self(words)
    }

    /// How many characters of a unit word `text` begins with, `万` and `亿` before it included.
    pub fn length(&self, text: &[char]) -> Option<usize> {
        let times = usize::from(matches!(text.first(), Some('万' | '亿' | '千' | '百')));
        let found = [0, times].into_iter().find_map(|skip| {
            let rest = text.get(skip..)?;
            self.0.iter().find(|word| rest.starts_with(word)).map(|word| skip + word.len())
        })?;
        let after: String = text[found..].iter().take(4).collect();
        let spoken = text[found - 1] == '个' && NOT_AFTER.iter().any(|word| after.starts_with(word));
        (!spoken).then_some(found)
    }
}

/// Whether values in `measure` can stand where `counter` is written; `None` is a no.
pub(super) fn fit(counter: Option<&str>, measure: &Measure) -> Option<Fit> {
    let Some(counter) = counter else { return Some(Fit::Unsaid) };
    let asked = Measure::read(counter);
    if asked.name == measure.name {
        return Some(Fit::Same);
    }
    if counter == "万" || counter == "亿" {
        return (measure.quantity == Measure::read("元").quantity).then_some(Fit::Converted);
    }
    if converts(measure, &asked) {
        return Some(Fit::Converted);
    }
    let pair = [counter, measure.name.as_str()];
    let kin = KIN.iter().any(|words| pair.iter().all(|word| words.contains(word)));
    let shaped = pair.contains(&"个") && pair.iter().any(|word| SHAPES.contains(word));
    (kin || shaped).then_some(Fit::Kin)
}

fn chars(text: &str) -> Vec<char> {
    text.chars().collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn units_answer_their_own_kind() {
        let check = |counter: &str, measure: &str, expect: Option<Fit>| {
            let counter = Some(counter).filter(|word| !word.is_empty());
            assert_eq!(fit(counter, &Measure::read(measure)), expect, "{counter:?} {measure}");
        };
        check("亩", "亩", Some(Fit::Same));
        check("万亩", "亩", Some(Fit::Converted));
        check("元", "万元", Some(Fit::Converted));
        check("％", "%", Some(Fit::Same));
        check("名", "人", Some(Fit::Kin));
        check("户", "人", None);
        check("起", "件", Some(Fit::Kin));
        check("家", "个", Some(Fit::Kin));
        check("条", "份", None);
        check("次", "个", None);
        check("人", "元", None);
        check("万", "万元", Some(Fit::Converted));
        check("万", "户", None);
        check("", "户", Some(Fit::Unsaid));
    }
}
