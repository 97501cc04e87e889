//! What stands around a slot: the words that may name its figure, nearer ones counting more, and what they say of where,
//! when and compared with what. A clause without a topic of its own inherits that of the clause before it.

use std::collections::HashMap;

use kernel::LevelId;

use super::{
    catalogue::Catalogue,
    refuse,
    scan::Found,
    when::{self, When},
};
use crate::{
    scope::{Scope, UnitRef},
    template::Since,
};

/// Two neighbouring characters.
pub(super) type Pair = (char, char);

/// What stands around a slot.
#[derive(Clone, Debug, Default)]
pub(super) struct Around {
    /// Every pair of neighbouring characters, and how near it stands: 1 is the slot's own clause.
    pub pairs: HashMap<Pair, f32>,
    /// The pairs of its own clause.
    pub own: Vec<Pair>,
    /// The unit it speaks of, where that is not the report's.
    pub place: Option<(LevelId, UnitRef)>,
    /// Of which period.
    pub when: When,
    /// Whether it tells a change in percent, since when.
    pub change: Option<Since>,
    /// Whether it tells by how many something changed.
    pub difference: bool,
    /// Whether the unit word is not written here: the number alone is.
    pub bare: bool,
    /// The unit word, where another place than the slot says it.
    pub counter: Option<String>,
    /// Whether the slot's own words say of what it is; an indicator that none of them names is then another.
    pub other_topic: bool,
    /// Whether it tells an average: 户均XX元.
    pub per_head: bool,
}

/// Marks the place of a slot in the masked text.
pub(super) const SLOT: char = '\u{0}';

const AFTER: f32 = 0.8;
const SAME_CLAUSE: f32 = 0.85;
const NO_TOPIC: f32 = 0.9;
const NARROWED: f32 = 0.75;
const TOPIC: f32 = 0.55;
const NEXT_PART: f32 = 0.4;
const LAST_SENTENCE: f32 = 0.5;
const FAR: f32 = 0.12;
/// Words further back than this say nothing of a slot.
const LONG_SENTENCE: usize = 240;

/// Words that lead to a figure without saying of what.
const LEADING: &[&str] = &[
    "其中", "合计", "共计", "总计", "累计", "全年", "全乡", "全镇", "全县", "今年", "去年", "上年", "同期", "达到",
    "分别", "截至", "截止", "目前", "年内", "年末", "已经", "完成", "超过", "约为", "以上", "以下", "预计", "实现",
    "共有", "现有", "明年", "来年", "计划", "再创", "比", "较", "增长", "增加", "提高", "下降", "减少", "降低",
];

/// The text with every slot blanked out, so that one figure's words are not taken for another's.
pub(super) fn masked(chars: &[char], found: &[Found]) -> Vec<char> {
    let mut masked = chars.to_vec();
    for one in found {
        masked[one.start..one.end].fill(SLOT);
    }
    masked
}

/// What stands around one slot of running text.
pub(super) fn around(masked: &[char], slot: &Found, scope: &Scope, catalogue: &Catalogue) -> Around {
    let nearest = slot.start.saturating_sub(LONG_SENTENCE);
    let back = |ends: &dyn Fn(char) -> bool, from: usize| {
        masked[from..slot.start].iter().rposition(|c| ends(*c)).map_or(from, |at| from + at + 1)
    };
    let sentence = back(&ends_sentence, nearest);
    let part = back(&|c| matches!(c, '；' | ';'), sentence);
    let clause = back(&refuse::is_delimiter, sentence);
    let own = masked[clause..slot.start].iter().rposition(|c| *c == SLOT).map_or(clause, |at| clause + at + 1);
    let mut around = Around::default();
    let topic = before(&mut around, masked, sentence, slot.start, catalogue);
    let said = &masked[own..slot.start];
    after(&mut around, masked, slot.end, content(said) > 1);
    let from = sentence.saturating_sub(LONG_SENTENCE);
    let paragraph = masked[from..sentence].iter().rposition(|c| *c == '\n').map_or(from, |at| from + at + 1);
    around.hear(&masked[paragraph..sentence], if topic { FAR } else { LAST_SENTENCE });
    let per_head = ["户均", "人均", "亩均", "平均"].iter().any(|word| contains(said, word)) || said.contains(&'每');
    around.other_topic = per_head || content(said) > 1;
    around.per_head = per_head;
    around.place = place(&masked[part..slot.start], scope);
    around.when = when::of(&masked[sentence..own], said, scope.period);
    let percent = matches!(slot.counter.as_deref(), Some("%" | "％" | "个百分点" | "百分点"));
    let against = when::compares(said);
    if percent && (slot.changes || when::ends_in_comparison(said)) {
        let before = contains(&masked[clause..slot.start], "环比");
        around.change = Some(if before { Since::Before } else { Since::YearBefore });
        around.when = When::Own;
    } else if slot.changes && against {
        around.difference = true;
        around.when = When::Own;
    }
    around.bare = slot.number.is_some() && slot.counter.is_none();
    around
}

impl Around {
    /// Takes in words at a distance.
    pub fn hear(&mut self, words: &[char], weight: f32) {
        for two in words.windows(2) {
            if two[0].is_alphanumeric() && two[1].is_alphanumeric() {
                let near = self.pairs.entry((two[0], two[1])).or_default();
                *near = near.max(weight);
            }
        }
    }

    /// Takes in words of the slot's own clause.
    pub fn hear_own(&mut self, words: &[char], weight: f32) {
        self.hear(words, weight);
        let pairs = words.windows(2).map(|two| (two[0], two[1]));
        self.own.extend(pairs.filter(|(a, b)| a.is_alphanumeric() && b.is_alphanumeric()));
    }
}

/// How many characters of a piece say of what a figure is.
fn content(piece: &[char]) -> usize {
    let mut said: String = piece.iter().filter(|c| c.is_alphabetic()).collect();
    for word in LEADING {
        said = said.replace(word, "");
    }
    said.chars().filter(|c| !"共有的为达计是约近超至到了已和与及中其又再各另".contains(*c)).count()
}

/// Hears what stands before the slot; whether any of it speaks of something the catalogue knows.
fn before(around: &mut Around, masked: &[char], sentence: usize, end: usize, catalogue: &Catalogue) -> bool {
    let mut weight: f32 = 1.0;
    let mut topic = false;
    let mut own = true;
    let mut end = end;
    loop {
        let start = masked[sentence..end].iter().rposition(|c| *c == SLOT || refuse::is_delimiter(*c));
        let piece = &masked[start.map_or(sentence, |at| sentence + at + 1)..end];
        if own {
            around.hear_own(piece, weight);
        } else {
            around.hear(piece, weight);
        }
        topic |= content(piece) > 1 && piece.windows(2).any(|two| catalogue.knows((two[0], two[1])));
        let Some(start) = start.map(|at| sentence + at) else { break };
        let narrowed = piece.starts_with(&['其', '中']);
        weight *= match masked[start] {
            SLOT if own => SAME_CLAUSE,
            SLOT => 1.0,
            '；' | ';' => NEXT_PART,
            _ if !topic => NO_TOPIC,
            _ if narrowed => NARROWED,
            _ => TOPIC,
        };
        own &= masked[start] == SLOT;
        weight = weight.max(FAR);
        end = start;
    }
    topic
}

/// Hears what follows. Between two slots, where words already led to the first, they lead to the second: 白莲XX亩和芋头XX亩.
fn after(around: &mut Around, masked: &[char], start: usize, led: bool) {
    let rest = &masked[start..];
    let clause = rest.iter().position(|c| refuse::is_delimiter(*c)).unwrap_or(rest.len());
    let own = rest[..clause].iter().position(|c| *c == SLOT).unwrap_or(clause);
    if led && own < clause {
        around.hear(&rest[..own], AFTER * NEXT_PART);
    } else {
        around.hear_own(&rest[..own], AFTER);
    }
    around.hear(&rest[own..clause], AFTER * NEXT_PART);
}

/// The unit a part of a sentence speaks of; nothing where it names several, or turns back to the whole.
pub(super) fn place(said: &[char], scope: &Scope) -> Option<(LevelId, UnitRef)> {
    let mut named: Vec<(usize, usize, &LevelId, &UnitRef)> = Vec::new();
    for (level, units) in &scope.children {
        for unit in units {
            let name: Vec<char> = unit.name.chars().collect();
            let found = said.windows(name.len().max(1)).rposition(|window| window == name);
            named.extend(found.map(|at| (at, at + name.len(), level, unit)));
        }
    }
    // Of two units in one place the longer name is meant.
    let (start, end, level, unit) = *named.iter().max_by_key(|(start, end, ..)| (*end, std::cmp::Reverse(*start)))?;
    let beside = |other: &(usize, usize, &LevelId, &UnitRef)| other.1 < start && start - other.1 == 1;
    let joined = start > 0 && matches!(said[start - 1], '、' | '和' | '与' | '及');
    if joined && named.iter().any(beside) {
        return None;
    }
    let whole = ["全乡", "全镇", "全县", "全区", "我乡", "我镇", "各村", "其他村"];
    let back = whole.iter().any(|word| contains(&said[end..], word));
    (!back).then(|| (level.clone(), unit.clone()))
}

pub(super) fn contains(chars: &[char], word: &str) -> bool {
    let word: Vec<char> = word.chars().collect();
    chars.windows(word.len()).any(|window| window == word)
}

fn ends_sentence(c: char) -> bool {
    matches!(c, '。' | '！' | '!' | '？' | '?' | '\n')
}
