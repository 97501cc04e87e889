//! Which period a clause speaks of: 去年, 2021年, 明年; and whether it compares.

use kernel::Period;

use super::{around::contains, numerals};

/// The period of a figure, seen from the report's.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub(super) enum When {
    /// The report's own.
    #[default]
    Own,
    /// The same a year before.
    YearBefore,
    /// The whole year after.
    YearAfter,
    /// Another whole year.
    Year(i16),
}

const BEFORE: &[&str] = &["上年", "去年", "上一年", "前一年"];
const AFTER: &[&str] = &["明年", "来年", "下年", "下一年", "次年"];
const THIS: &[&str] = &["今年", "本年", "当年", "全年"];
const AGAINST: &[char] = &['比', '较', '同', '于'];

/// The period of a slot. `said` stands between the slot and the one before it; `earlier` is the sentence up to there.
pub(super) fn of(earlier: &[char], said: &[char], own: Period) -> When {
    let last = |words: &[&str]| words.iter().filter_map(|word| rfind(said, word)).max();
    let year = year(said).or_else(|| year(earlier)).map(|year| year - own.year());
    match (last(BEFORE), last(AFTER), last(THIS)) {
        (Some((at, end)), after, this) if after.max(this).is_none_or(|(other, _)| other < at) => {
            let compared = at.checked_sub(1).is_some_and(|at| AGAINST.contains(&said[at]));
            // 比去年增长 compares; 较去年同期的12个 tells what was.
            let rest: String = said[end..].iter().collect();
            let was = ["", "同期", "的", "同期的", "为", "同期为"].contains(&rest.as_str());
            let over = rest.starts_with("基础") || rest.starts_with("同期基础");
            if was || !(compared || over) { When::YearBefore } else { When::Own }
        }
        (_, Some((at, _)), this) if this.is_none_or(|(other, _)| other < at) => When::YearAfter,
        (_, _, Some(_)) => When::Own,
        _ => match year {
            None | Some(0) => When::Own,
            Some(-1) => When::YearBefore,
            Some(1) => When::YearAfter,
            Some(more) => When::Year(own.year() + more),
        },
    }
}

/// Whether words compare with an earlier time.
pub(super) fn compares(said: &[char]) -> bool {
    ["比", "较", "环比"].iter().any(|word| contains(said, word))
}

/// Whether the words just before a slot are those of a comparison: 同比12%.
pub(super) fn ends_in_comparison(said: &[char]) -> bool {
    let said: String = said.iter().collect();
    ["同比", "环比", "比上年", "较上年", "比去年", "较去年", "比上年同期", "较上年同期", "比去年同期", "较去年同期"]
        .iter()
        .any(|word| said.ends_with(word))
}

/// The last year that is named.
fn year(said: &[char]) -> Option<i16> {
    let at = said.windows(5).rposition(|five| {
        five[4] == '年' && matches!(five[0], '1' | '2') && five[..4].iter().all(|c| numerals::plain(*c).is_some())
    })?;
    said[at..at + 4].iter().collect::<String>().parse().ok()
}

fn rfind(said: &[char], word: &str) -> Option<(usize, usize)> {
    let word: Vec<char> = word.chars().collect();
    said.windows(word.len()).rposition(|window| window == word).map(|at| (at, at + word.len()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_of_time_are_heard() {
        let check = |earlier: &str, said: &str, expect: When| {
            let (a, b): (Vec<char>, Vec<char>) = (earlier.chars().collect(), said.chars().collect());
            assert_eq!(of(&a, &b, Period::Year(2022)), expect, "{earlier}|{said}");
        };
        check("", "上年为", When::YearBefore);
        check("", "信访件较去年同期的", When::YearBefore);
        check("", "较去年", When::YearBefore);
        check("", "比去年增加", When::Own);
        check("", "来年计划再创", When::YearAfter);
        check("", "在去年基础上再增", When::Own);
        check("2021年，", "水稻", When::YearBefore);
        check("2020年，", "水稻", When::Year(2020));
        check("2021年多雨，", "今年水稻", When::Own);
    }
}
