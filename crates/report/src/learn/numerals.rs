//! Numbers as offices write them: `1,047.67`, `４０`, `十五`, `三百二十`. Approximations (`三四个`, `十几`) are none.

use kernel::Decimal;

/// A number read from a text.
#[derive(Clone, Copy, PartialEq, Debug)]
pub(super) struct Numeral {
    /// How many characters it takes.
    pub length: usize,
    /// Its value.
    pub value: Decimal,
    /// Digits after the point.
    pub places: u32,
}

const DIGITS: &str = "零一二三四五六七八九";

/// A number in digits at the start of `text`; full-width digits and commas between thousands are read.
pub(super) fn arabic(text: &[char]) -> Option<Numeral> {
    let digit = |at: usize| text.get(at).and_then(|c| plain(*c));
    let mut written = String::new();
    let mut at = 0;
    while let Some(c) = digit(at) {
        written.push(c);
        at += 1;
        let thousands =
            text.get(at) == Some(&',') && (1..=3).all(|n| digit(at + n).is_some()) && digit(at + 4).is_none();
        at += usize::from(thousands);
    }
    if written.is_empty() {
        return None;
    }
    let mut places = 0;
    if matches!(text.get(at), Some('.' | '．')) && digit(at + 1).is_some() {
        written.push('.');
        at += 1;
        while let Some(c) = digit(at) {
            written.push(c);
            at += 1;
            places += 1;
        }
    }
    written.parse().ok().map(|value| Numeral { length: at, value, places })
}

/// A number in Chinese characters at the start of `text`; nothing where it is not exactly one number, or is one or less.
pub(super) fn chinese(text: &[char]) -> Option<Numeral> {
    let run: Vec<char> = text.iter().copied().take_while(|c| is_chinese(*c)).collect();
    let value = read(&run).filter(|value| *value > 1)?;
    Some(Numeral { length: run.len(), value: Decimal::from(value), places: 0 })
}

/// Whether a character is part of a number in Chinese characters.
pub(super) fn is_chinese(c: char) -> bool {
    matches!(c, '零' | '〇' | '一' | '二' | '两' | '三' | '四' | '五' | '六' | '七' | '八' | '九' | '十' | '百' | '千')
}

/// The digit of a plain or full-width character.
pub(super) fn plain(c: char) -> Option<char> {
    match c {
        '0'..='9' => Some(c),
        '０'..='９' => char::from_u32(u32::from(c) - u32::from('０') + u32::from('0')),
        _ => None,
    }
}

fn read(run: &[char]) -> Option<u64> {
    let mut total = 0;
    let mut digit: Option<u64> = None;
    let mut last = 10_000;
    for (at, c) in run.iter().enumerate() {
        let times = match c {
            '十' => 10,
            '百' => 100,
            '千' => 1000,
            '零' | '〇' if digit.is_none() && at > 0 => continue,
            _ => {
                let value = if *c == '两' { 2 } else { DIGITS.chars().position(|d| d == *c)? as u64 };
                if digit.replace(value).is_some() {
                    return None;
                }
                continue;
            }
        };
        // 百户 and 千家 are ways of speaking; 十 alone begins a number.
        let one = (times == 10 && at == 0).then_some(1);
        total += times * digit.take().or(one)?;
        if times >= last {
            return None;
        }
        last = times;
    }
    Some(total + digit.unwrap_or(0)).filter(|_| !run.is_empty())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_read_and_ways_of_speaking_are_not() {
        let check = |text: &str, expect: Option<(&str, usize)>| {
            let chars: Vec<char> = text.chars().collect();
            let read = arabic(&chars).or_else(|| chinese(&chars));
            let expect = expect.map(|(value, length)| (value.to_owned(), length));
            assert_eq!(read.map(|number| (number.value.to_string(), number.length)), expect, "{text}");
        };
        check("1,047.67亩", Some(("1047.67", 8)));
        check("４０件", Some(("40", 2)));
        check("12,5", Some(("12", 2)));
        check("3.", Some(("3", 1)));
        check("十五人", Some(("15", 2)));
        check("三百二十户", Some(("320", 4)));
        check("一百零五户", Some(("105", 4)));
        check("两个", Some(("2", 1)));
        check("一个", None);
        check("三四个", None);
        check("百户", None);
        check("五十六十", None);
    }
}
