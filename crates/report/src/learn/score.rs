//! How well an indicator answers a slot, from words, unit and number; each piece of evidence can be said to the reader.

use kernel::{Decimal, Figure, Measure};

use super::{
    around::Around,
    catalogue::{Catalogue, Known, Tells},
    counters::{self, Fit},
    scan::Found,
    when::When,
};
use crate::template::Approximate;

/// Why an indicator was proposed.
#[derive(Clone, PartialEq, Debug)]
pub(super) struct Evidence {
    /// All of it in one number.
    pub score: f32,
    /// How much of the name the text says, 0 to 1.
    pub said: f32,
    /// The words of the name that stand in the text.
    pub words: Vec<String>,
    /// How the unit word fits.
    pub fit: Fit,
    /// Whether it is of the ledger that was asked for.
    pub preferred: bool,
    /// Whether the number in the text is the figure's.
    pub equal: Equal,
}

/// A number in the text beside the figure's value.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Equal {
    /// There is no number, or no value.
    Unknown,
    /// The same, as far as it is written.
    Same,
    /// What 余, 约, 近 or 超 allows.
    Near,
    /// Another.
    Other,
}

const NAME: f32 = 0.7;
const EXPLAINED: f32 = 0.2;
const BY_DEFINITION: f32 = 0.25;
const PREFERRED: f32 = 0.08;
const OTHER_TOPIC: f32 = 0.16;
const PER_HEAD: f32 = 0.3;
/// How much of its weight a word keeps that many figures share.
const SHARED: f32 = 0.4;

/// Words that by themselves tell no figure from another.
const GENERIC: &[&str] = &[
    "占比", "比例", "合计", "资金", "金额", "面积", "人数", "户数", "次数", "数量", "收入", "支出", "投入", "投资",
    "完成", "新建", "建成", "发展", "发放", "安排", "项目", "全年", "达到",
];

/// The evidence of the words; `None` where the indicator cannot stand here at all.
pub(super) fn words(
    catalogue: &Catalogue,
    known: &Known,
    slot: &Found,
    around: &Around,
    ledger: Option<&str>,
) -> Option<Evidence> {
    let entry = &known.entry;
    let counter = slot.counter.as_deref().or(around.counter.as_deref());
    let fit = if around.change.is_some() { Fit::Unsaid } else { counters::fit(counter, &entry.measure)? };
    let before = around.when == When::YearBefore;
    let wrong = match entry.tells {
        Tells::Value | Tells::Promise => around.difference,
        Tells::Before => !before,
        Tells::Change => !(around.difference || around.change.is_some()),
    };
    if wrong {
        return None;
    }
    let (said, words) = known
        .names
        .iter()
        .map(|name| heard(catalogue, around, name))
        .max_by(|a, b| a.0.total_cmp(&b.0))
        .unwrap_or_default();
    let defined: f32 = if known.words.is_empty() {
        0.0
    } else {
        known.words.iter().map(|word| heard(catalogue, around, word).0).fold(0.0, f32::max)
    };
    let said = said + (1.0 - said) * BY_DEFINITION * defined;
    let preferred = ledger.is_some_and(|id| entry.ledger.as_ref().is_some_and(|own| own.as_str() == id));
    let unit = match fit {
        Fit::Same => 0.1,
        Fit::Converted => 0.08,
        Fit::Unsaid => 0.04,
        Fit::Kin => 0.0,
    };
    let named = around.own.iter().any(|pair| known.pairs.contains(pair) && !is_generic(*pair));
    let elsewhere = if around.other_topic && !named { OTHER_TOPIC } else { 0.0 };
    let per_head = if around.per_head && !entry.name.contains('均') { PER_HEAD } else { 0.0 };
    let score = NAME * said + EXPLAINED * explained(catalogue, known, around) + unit - elsewhere - per_head
        + if preferred { PREFERRED } else { 0.0 };
    Some(Evidence { score, said, words, fit, preferred, equal: Equal::Unknown })
}

/// How much of a name the text says, telling characters counting more, and its runs of words that do.
fn heard(catalogue: &Catalogue, around: &Around, name: &[char]) -> (f32, Vec<String>) {
    let shared = |pair: (char, char)| if is_generic(pair) { SHARED } else { 1.0 };
    let near: Vec<f32> =
        name.windows(2).map(|two| (two[0], two[1])).map(|pair| shared(pair) * heard_at(around, pair)).collect();
    let of = |at: usize| {
        let left = at.checked_sub(1).and_then(|at| near.get(at)).copied().unwrap_or_default();
        left.max(near.get(at).copied().unwrap_or_default())
    };
    let (mut said, mut all) = (0.0, 0.0);
    let mut runs = vec![String::new()];
    for (at, c) in name.iter().enumerate() {
        let weight = catalogue.weight(*c);
        all += weight;
        said += weight * of(at);
        if of(at) > 0.3
            && let Some(run) = runs.last_mut()
        {
            run.push(*c);
        }
        if near.get(at).is_none_or(|near| *near <= 0.3) {
            runs.push(String::new());
        }
    }
    runs.retain(|run| !run.is_empty());
    (if all > 0.0 { said / all } else { 0.0 }, runs)
}

fn heard_at(around: &Around, pair: (char, char)) -> f32 {
    around.pairs.get(&pair).copied().unwrap_or_default()
}

fn is_generic((a, b): (char, char)) -> bool {
    GENERIC.iter().any(|word| word.chars().eq([a, b]))
}

/// How much of what the clause itself says the indicator accounts for.
fn explained(catalogue: &Catalogue, known: &Known, around: &Around) -> f32 {
    let (mut said, mut all) = (0.0, 0.0);
    for pair in around.own.iter().filter(|pair| catalogue.knows(**pair)) {
        let weight = catalogue.weight(pair.0).min(catalogue.weight(pair.1));
        all += weight;
        said += if known.pairs.contains(pair) { weight } else { 0.0 };
    }
    if all > 0.0 { said / all } else { 0.5 }
}

impl Evidence {
    /// With what the figure's value says of the number in the text.
    pub fn weigh(mut self, slot: &Found, around: &Around, figure: Option<&Figure>) -> Self {
        let counter = slot.counter.as_deref().or(around.counter.as_deref());
        let value = figure.and_then(|figure| Some((figure.value?, &figure.measure)));
        let (Some(number), Some((value, measure)), None) = (slot.number, value, around.change) else { return self };
        self.equal = compare(number, slot, counter, value, measure);
        let digits = significant(number);
        let strong: f32 = match digits {
            0 | 1 => 0.18,
            2 => 0.3,
            3 => 0.45,
            _ => 0.6,
        };
        self.score += match self.equal {
            Equal::Same => strong,
            Equal::Near => strong.max(0.3) * 0.5,
            Equal::Other | Equal::Unknown => 0.0,
        };
        // A short number is equal to many figures by chance: words must say something as well.
        if self.equal != Equal::Same || digits < 4 {
            let floor = if self.equal == Equal::Same { 0.12 } else { 0.3 };
            if self.said < floor {
                self.score = self.score.min(0.0);
            }
        }
        self
    }
}

fn compare(number: Decimal, slot: &Found, counter: Option<&str>, value: Decimal, measure: &Measure) -> Equal {
    let written = counter.map(|word| match word {
        "万" | "亿" => Measure::read(&format!("{word}元")),
        _ => Measure::read(word),
    });
    let shared = written.filter(|written| written.quantity.is_some() || written.numerator != measure.numerator);
    let value = match &shared {
        Some(written) if written.quantity == measure.quantity => {
            let Some(value) = measure.to_base(value).and_then(|base| written.from_base(base)) else {
                return Equal::Unknown;
            };
            value
        }
        _ => value,
    };
    if kernel::number::round(value, slot.places) == number {
        return Equal::Same;
    }
    let ratio = value.checked_div(number).unwrap_or_default();
    let within = |low: i64, high: i64| ratio >= Decimal::new(low, 2) && ratio <= Decimal::new(high, 2);
    let near = match slot.approximate {
        Some(Approximate::Over) => within(100, 115) || value - number < Decimal::TEN && value >= number,
        Some(Approximate::Beyond) => within(100, 130),
        Some(Approximate::Near) => within(85, 100),
        Some(Approximate::About) => within(92, 108),
        None => false,
    };
    if near { Equal::Near } else { Equal::Other }
}

/// Digits that tell something: 1047.67 has six, 2000 one.
fn significant(number: Decimal) -> usize {
    let digits: String = number.normalize().mantissa().abs().to_string();
    digits.trim_end_matches('0').len()
}
