//! Where figures stand in a text: placeholders and numbers, with the unit words around them. What is no figure is left
//! alone: dates, numbering, names with digits, ranges, slogans.

use kernel::Decimal;

use super::{counters::Counters, numerals, refuse};
use crate::template::Approximate;

/// A place in the text where a figure stands or should stand; positions count characters.
#[derive(Clone, PartialEq, Debug)]
pub(super) struct Found {
    /// From here; a word of change (增长) or of approximation (约) before the number included.
    pub start: usize,
    /// Up to here; the unit word included.
    pub end: usize,
    /// The number or placeholder itself.
    pub core: (usize, usize),
    /// The number, where there is one.
    pub number: Option<Decimal>,
    /// Its places.
    pub places: u32,
    /// Whether it was written in Chinese characters; such numbers are often no figures.
    pub spelled: bool,
    /// 余, 约, 近, 超.
    pub approximate: Option<Approximate>,
    /// The unit word as written.
    pub counter: Option<String>,
    /// Whether a word of change stands directly before it.
    pub changes: bool,
}

/// The text as characters, and which of them are marks of a template already.
pub(super) struct Text {
    pub chars: Vec<char>,
    pub marked: Vec<(usize, usize)>,
}

const CHANGES: &[&str] = &["增长", "增加", "上升", "提高", "提升", "上涨", "下降", "减少", "降低", "下滑", "回落"];

const BEFORE: &[(&str, Approximate)] = &[
    ("超过", Approximate::Beyond),
    ("大约", Approximate::About),
    ("将近", Approximate::Near),
    ("接近", Approximate::Near),
    ("约", Approximate::About),
    ("近", Approximate::Near),
    ("超", Approximate::Beyond),
    ("逾", Approximate::Beyond),
];

/// Every place where a figure stands, in the order of the text.
pub(super) fn scan(text: &Text, counters: &Counters, nouns: &[char]) -> Vec<Found> {
    let mut found = Vec::new();
    let mut at = 0;
    while at < text.chars.len() {
        if let Some((_, end)) = text.marked.iter().find(|(start, end)| *start <= at && at < *end) {
            at = *end;
            continue;
        }
        let seen = placeholder(&text.chars, at, counters).or_else(|| number(&text.chars, at, counters, nouns));
        match seen {
            Some(Ok(mut one)) => {
                widen(&text.chars, &mut one);
                at = one.end.max(at + 1);
                found.push(one);
            }
            Some(Err(end)) => at = end.max(at + 1),
            None => at += 1,
        }
    }
    found
}

/// A figure, or how far what looks like one reaches.
type Seen = Option<Result<Found, usize>>;

fn placeholder(chars: &[char], at: usize, counters: &Counters) -> Seen {
    let (end, sure) = blank(chars, at)?;
    let bare = refuse::stands_alone(chars, at, end);
    let tail = tail(chars, end, counters);
    // Dots and dashes are punctuation more often than not: ……人民 is no count of persons.
    let weak = matches!(chars[at], '…' | '⋯' | '—' | '？' | '?' | '.' | '○' | '●');
    let ends = chars.get(tail.end).is_none_or(|c| refuse::is_delimiter(*c));
    let known = tail.counter.is_some() && (!weak || ends && end - at > 1);
    if refuse::before(chars, at) || !(known || sure && bare) {
        return Some(Err(end));
    }
    Some(Ok(tail.found(at, end, None, 0, false)))
}

/// Where a placeholder ends, and whether it may stand without a unit word.
fn blank(chars: &[char], at: usize) -> Option<(usize, bool)> {
    let c = chars[at];
    let run = |same: &dyn Fn(char) -> bool| chars[at..].iter().take_while(|c| same(**c)).count();
    let ascii = |at: Option<usize>| at.and_then(|at| chars.get(at)).is_some_and(char::is_ascii_alphanumeric);
    match c {
        'X' | 'x' | 'Ｘ' | 'ｘ' | '×' | '✕' | '╳' => {
            let cross = |c: char| matches!(c, 'X' | 'x' | 'Ｘ' | 'ｘ' | '×' | '✕' | '╳');
            let mut end = at + run(&cross);
            if matches!(chars.get(end), Some('.' | '．')) && chars.get(end + 1).copied().is_some_and(cross) {
                end += 1 + chars[end + 1..].iter().take_while(|c| cross(**c)).count();
            }
            let apart = !ascii(at.checked_sub(1)) && !ascii(Some(end));
            apart.then_some((end, end - at > 1))
        }
        'N' | 'n' => (!ascii(at.checked_sub(1)) && !ascii(Some(at + 1))).then_some((at + 1, false)),
        '_' | '＿' => {
            let length = run(&|c| matches!(c, '_' | '＿'));
            (length > 1 || c == '＿').then_some((at + length, true))
        }
        '*' | '＊' => {
            let length = run(&|c| c == '*' || c == '＊');
            (length > 2).then_some((at + length, false))
        }
        '…' | '⋯' | '□' | '○' | '●' | '△' | '▲' | '■' | '？' | '?' | '—' => {
            Some((at + run(&|other| other == c), false))
        }
        '.' => {
            let length = run(&|c| c == '.');
            (length > 2).then_some((at + length, false))
        }
        '（' | '(' | '【' | '[' => {
            let spaces = chars[at + 1..].iter().take_while(|c| c.is_whitespace() && **c != '\n').count();
            let closed = matches!(chars.get(at + 1 + spaces), Some('）' | ')' | '】' | ']'));
            closed.then_some((at + spaces + 2, false))
        }
        _ => None,
    }
}

fn number(chars: &[char], at: usize, counters: &Counters, nouns: &[char]) -> Seen {
    let spelled = numerals::is_chinese(chars[at]);
    let Some(read) = numerals::arabic(&chars[at..]).or_else(|| numerals::chinese(&chars[at..])) else {
        let run = chars[at..].iter().take_while(|c| numerals::is_chinese(**c)).count();
        return (run > 0).then_some(Err(at + run));
    };
    let end = at + read.length;
    let tail = tail(chars, end, counters);
    let next = chars.get(end).copied();
    // 4村: the noun counts itself, and stays.
    let noun = !spelled && next.is_some_and(|c| nouns.contains(&c));
    let bare = !spelled && refuse::bare_number(chars, at, end);
    let wrong = (spelled && tail.counter.as_deref() == Some("期"))
        || refuse::before(chars, at)
        || refuse::number(chars, at, end)
        || refuse::in_quotes(chars, at, end);
    if wrong || !(tail.counter.is_some() || noun || bare) {
        return Some(Err(end));
    }
    Some(Ok(tail.found(at, end, Some(read.value), read.places, spelled)))
}

/// What follows the number or placeholder.
struct Tail {
    end: usize,
    approximate: Option<Approximate>,
    counter: Option<String>,
}

impl Tail {
    fn found(self, start: usize, end: usize, number: Option<Decimal>, places: u32, spelled: bool) -> Found {
        let core = (start, end);
        let Self { end, approximate, counter } = self;
        Found { start, end, core, number, places, spelled, approximate, counter, changes: false }
    }
}

/// `余头`, `多万元`, `万余元`, ` 亩`, `万元余`.
fn tail(chars: &[char], from: usize, counters: &Counters) -> Tail {
    let over = |at: usize| matches!(chars.get(at), Some('余' | '多'));
    let ends = |at: usize| chars.get(at).is_none_or(|c| refuse::is_delimiter(*c));
    let spaces = chars[from..].iter().take_while(|c| matches!(c, ' ' | '\u{3000}' | '\u{A0}')).count();
    let times = chars.get(from).copied().filter(|c| matches!(c, '万' | '亿'));
    let mut at = from + if spaces <= 2 { spaces } else { 0 };
    let mut word = String::new();
    let mut approximate = None;
    if let Some(times) = times.filter(|_| over(from + 1)) {
        word.push(times);
        at = from + 2;
        approximate = Some(Approximate::Over);
    } else if over(at) {
        at += 1;
        approximate = Some(Approximate::Over);
    }
    if let Some(length) = counters.length(&chars[at..]) {
        word.extend(&chars[at..at + length]);
        at += length;
        if chars.get(at) == Some(&'余') || (over(at) && ends(at + 1)) {
            at += 1;
            approximate = approximate.or(Some(Approximate::Over));
        }
        return Tail { end: at, approximate, counter: Some(word) };
    }
    // 1200余万, 10万以上: the unit is left to the reader, and it is money.
    let stops = |at: usize| {
        let rest: String = chars[at.min(chars.len())..].iter().take(2).collect();
        ends(at) || ["以上", "以下", "左右"].contains(&rest.as_str())
    };
    let large = |at: usize| chars.get(at).copied().filter(|c| matches!(c, '万' | '亿') && stops(at + 1));
    if !word.is_empty() && stops(at) {
        return Tail { end: at, approximate, counter: Some(word) };
    }
    if word.is_empty()
        && let Some(times) = large(at)
    {
        return Tail { end: at + 1, approximate, counter: Some(times.to_string()) };
    }
    let end = if approximate.is_some() && ends(at) { at } else { from };
    Tail { end, approximate: approximate.filter(|_| end == at), counter: None }
}

/// Takes in 约 and 增长 before the number: the mark prints them.
fn widen(chars: &[char], found: &mut Found) {
    let ends_with = |at: usize, word: &str| {
        let length = word.chars().count();
        at.checked_sub(length).filter(|from| chars[*from..at].iter().copied().eq(word.chars()))
    };
    if let Some((from, how)) = BEFORE.iter().find_map(|(word, how)| Some((ends_with(found.start, word)?, *how))) {
        found.start = from;
        found.approximate = found.approximate.or(Some(how));
    }
    let percent = matches!(found.counter.as_deref(), Some("%" | "％" | "个百分点" | "百分点"));
    let past = ends_with(found.start, "了").unwrap_or(found.start);
    if let Some(from) = CHANGES.iter().find_map(|word| ends_with(past, word)) {
        found.changes = true;
        if percent {
            found.start = from;
        }
    }
}
