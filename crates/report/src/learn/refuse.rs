//! What is no figure although it has digits.

use super::numerals;

/// Where a clause ends.
pub(super) fn is_delimiter(c: char) -> bool {
    matches!(
        c,
        '，' | ','
            | '。'
            | '；'
            | ';'
            | '、'
            | '：'
            | ':'
            | '！'
            | '!'
            | '？'
            | '?'
            | '\n'
            | '\t'
            | '（'
            | '）'
            | '('
            | ')'
    )
}

/// What stands before makes it an ordinal, a name, or part of a formula.
pub(super) fn before(chars: &[char], at: usize) -> bool {
    let Some(last) = at.checked_sub(1).and_then(|at| chars.get(at)).copied() else { return false };
    let digit = |back: usize| at.checked_sub(back).and_then(|at| chars.get(at)).copied().is_some_and(is_digit);
    last.is_ascii_alphabetic()
        || matches!(last, '第' | '每' | '〔' | '+' | '＋' | '/' | '№' | '.' | '．' | '几' | '数' | '“' | '#' | '*')
        || numerals::is_chinese(last)
        || (matches!(last, '-' | '－' | '—' | '–' | '~' | '～' | '至' | '到' | ':' | '：' | '×') && digit(2))
        || is_digit(last)
}

/// What stands behind a number makes it a range, a name or a formula. Dates need no rule: 年 counts nothing.
pub(super) fn number(chars: &[char], at: usize, end: usize) -> bool {
    let next = |n: usize| chars.get(end + n).copied();
    let glued = next(0).is_some_and(|c| c.is_ascii_alphabetic() || matches!(c, '+' | '＋' | '/' | '〕' | '×'));
    let range = next(0).is_some_and(|c| matches!(c, '-' | '－' | '—' | '–' | '~' | '～' | '至' | '到' | ':'))
        && next(1).is_some_and(|c| is_digit(c) || c == '—');
    glued || range || numbering(chars, at, end)
}

/// `1.`, `2、`, `（3）` at the head of a line or sentence.
fn numbering(chars: &[char], at: usize, end: usize) -> bool {
    let head = chars[..at].iter().rev().find(|c| !matches!(c, ' ' | '\u{3000}' | '（' | '(')).copied();
    let leads = head.is_none_or(|c| matches!(c, '\n' | '。' | '；' | '：'));
    leads && matches!(chars.get(end), Some('.' | '．' | '、' | '）' | ')'))
}

/// A short name in quotation marks: “3+2”, “十大工程”.
pub(super) fn in_quotes(chars: &[char], at: usize, end: usize) -> bool {
    const NEAR: usize = 12;
    let opened = chars[..at].iter().rev().take(NEAR).find(|c| matches!(c, '“' | '”' | '「' | '」' | '《' | '》'));
    let closes = chars[end..].iter().take(NEAR).any(|c| matches!(c, '”' | '」' | '》'));
    matches!(opened, Some('“' | '「' | '《')) && closes
}

/// A placeholder without a unit word is a figure only where nothing it could name follows, and something leads to it.
pub(super) fn stands_alone(chars: &[char], at: usize, end: usize) -> bool {
    let rest: String = chars[end..].iter().take(2).collect();
    let ends = chars.get(end).is_none_or(|c| is_delimiter(*c)) || ["以上", "以下", "左右"].contains(&rest.as_str());
    let led = at
        .checked_sub(1)
        .and_then(|at| chars.get(at))
        .is_some_and(|c| "积数额率达到为共计是入金约近超值量款：".contains(*c));
    let listed = at.checked_sub(1).is_some_and(|at| matches!(chars[at], '、' | '和' | '与' | '及'));
    ends && (led || listed && shares(chars, at))
}

/// A number without a unit word is a figure only where a word says so: 共131。 分别为120、85和60户。
pub(super) fn bare_number(chars: &[char], at: usize, end: usize) -> bool {
    let Some(last) = at.checked_sub(1).and_then(|at| chars.get(at)).copied() else { return false };
    let next = chars.get(end).copied();
    let ends = next.is_none_or(|c| is_delimiter(c) && c != '：' && c != ':');
    if ends && matches!(last, '为' | '是' | '共' | '计' | '达' | '到' | '约' | '近' | '超') {
        return true;
    }
    let shared = shares(chars, at);
    shared && matches!(last, '、' | '和' | '与' | '及' | '有') && (ends || matches!(next, Some('和' | '与' | '及')))
        || shared && last == '为' && matches!(next, Some('和' | '与' | '及'))
}

/// Whether figures are given out in order here: 分别为.
fn shares(chars: &[char], at: usize) -> bool {
    let sentence = chars[..at].iter().rposition(|c| matches!(c, '。' | '；' | '\n')).map_or(0, |at| at + 1);
    chars[sentence..at].windows(2).any(|two| two == ['分', '别'])
}

fn is_digit(c: char) -> bool {
    numerals::plain(c).is_some()
}
