//! Numbers before headings: 一、 （一） 1. （1）, in order. The writer types them, so that the text reads the same
//! wherever it is pasted; here it is noticed when one is forgotten, repeated or left out.

use kernel::Finding;

use crate::template::Source;

/// How a level is numbered.
const STYLES: [&str; 4] = ["一、", "（一）", "1.", "（1）"];

/// Where numbering stands while the text is read from above.
#[derive(Default)]
struct Counted {
    /// Of each level the last number; `None` after headings that a loop or a condition makes, whose number nobody knows.
    last: [Option<u32>; 4],
    /// The level of the heading before.
    before: usize,
    /// How many `{% for %}` and `{% if %}` are open.
    open: usize,
}

/// What a heading begins with.
#[derive(Debug, PartialEq)]
enum Begins {
    /// A number in the style of the level.
    Number(u32),
    /// A number in the style of another level, or with half-width brackets.
    OtherStyle(u32),
    /// No number.
    Nothing,
    /// A mark, whose words are not known yet.
    Unknown,
}

/// What is wrong with the numbers of the headings of a body.
pub(super) fn check(body: &Source) -> Vec<Finding> {
    let mut counted = Counted { last: [Some(0); 4], ..Counted::default() };
    let mut findings = Vec::new();
    let mut offset = 0;
    for line in body.text.split('\n') {
        let begin = line.trim_start();
        let at = offset + line.len() - begin.len();
        offset += line.len() + 1;
        let opened = begin.matches("{% for").count() + begin.matches("{% if").count();
        let closed = begin.matches("{% endfor").count() + begin.matches("{% endif").count();
        if let Some(level) = super::heading_level(begin).filter(|level| *level <= STYLES.len()) {
            let words = begin[level..].trim_start();
            if let Some((code, message, hint)) = counted.heading(level, words) {
                findings.push(Finding::warning(code, message, body.place(at)).hint(hint));
            }
        }
        counted.open = (counted.open + opened).saturating_sub(closed);
    }
    findings
}

impl Counted {
    /// Takes a heading in; answers what is wrong with its number.
    fn heading(&mut self, level: usize, words: &str) -> Option<(&'static str, String, String)> {
        let before = std::mem::replace(&mut self.before, level);
        for below in &mut self.last[level..] {
            *below = Some(0);
        }
        let slot = &mut self.last[level - 1];
        let expect = slot.map(|last| last + 1).filter(|_| self.open == 0);
        let begins = begins(level, words);
        *slot = match begins {
            _ if self.open > 0 => None,
            Begins::Number(number) | Begins::OtherStyle(number) => Some(number),
            Begins::Nothing => expect,
            Begins::Unknown => None,
        };
        if level > before + 1 {
            let message = format!("标题“{words}”比上一个标题低了不止一级。");
            return Some(("report.heading_level", message, format!("请写成{}个 #。", before + 1)));
        }
        let expected = expect.map_or_else(|| STYLES[level - 1].to_owned(), |number| numbered(level, number));
        match begins {
            Begins::Nothing => {
                let message = format!("标题“{words}”前面没有序号。");
                Some(("report.heading_number", message, format!("请在前面写上“{expected}”。")))
            }
            Begins::OtherStyle(_) => {
                let message = format!("标题“{words}”的序号写法与这一级不合。");
                Some(("report.heading_number", message, format!("这一级写作“{expected}”。")))
            }
            Begins::Number(number) if expect.is_some_and(|expect| expect != number) => {
                let message = format!("标题“{words}”的序号接不上。");
                Some(("report.heading_number", message, format!("按顺序应是“{expected}”。")))
            }
            Begins::Number(_) | Begins::Unknown => None,
        }
    }
}

/// `（三）` for the second level's 3.
fn numbered(level: usize, number: u32) -> String {
    let chinese = in_chinese(number);
    match level {
        1 => format!("{chinese}、"),
        2 => format!("（{chinese}）"),
        3 => format!("{number}."),
        _ => format!("（{number}）"),
    }
}

fn begins(level: usize, words: &str) -> Begins {
    if words.starts_with("{{") || words.starts_with("（{{") || words.starts_with("{%") {
        return Begins::Unknown;
    }
    let found = (1..=4).find_map(|style| number(style, words).map(|number| (style, number)));
    match found {
        Some((style, number)) if style == level => Begins::Number(number),
        Some((_, number)) => Begins::OtherStyle(number),
        None => half_width(words).map_or(Begins::Nothing, Begins::OtherStyle),
    }
}

/// The number that words begin with in the style of a level.
fn number(style: usize, words: &str) -> Option<u32> {
    let bracketed = || words.strip_prefix('（')?.split_once('）').map(|(number, _)| number);
    match style {
        1 => chinese(words.split_once('、')?.0),
        2 => chinese(bracketed()?),
        3 => words.split_once(['.', '．'])?.0.parse().ok(),
        _ => bracketed()?.parse().ok(),
    }
}

fn half_width(words: &str) -> Option<u32> {
    let (inner, _) = words.strip_prefix('(')?.split_once(')')?;
    chinese(inner).or_else(|| inner.parse().ok())
}

const DIGITS: [char; 9] = ['一', '二', '三', '四', '五', '六', '七', '八', '九'];

/// 1 to 99 in Chinese numerals; beyond that as digits.
fn in_chinese(number: u32) -> String {
    let digit = |number: u32| (number > 0).then(|| DIGITS.get(number as usize - 1)).flatten();
    let (tens, ones) = (number / 10, number % 10);
    if number > 99 {
        return number.to_string();
    }
    let tens_word = match tens {
        0 => String::new(),
        1 => "十".to_owned(),
        many => digit(many).map(|c| format!("{c}十")).unwrap_or_default(),
    };
    tens_word + &digit(ones).map(char::to_string).unwrap_or_default()
}

fn chinese(words: &str) -> Option<u32> {
    (1..=99).find(|number| in_chinese(*number) == words)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn headings_are_numbered_in_order() {
        let check = |text: &str, expect: &[&str]| {
            let source =
                Source { file: "r.md".into(), text: text.replace(" / ", "\n"), first_line: 1, first_column: 1 };
            let found: Vec<String> = super::check(&source)
                .iter()
                .map(|f| format!("{} {}", f.place.line.unwrap_or_default(), f.hint.clone().unwrap_or_default()))
                .collect();
            assert_eq!(found, expect, "{text}");
        };
        check(
            "# 一、甲 / ## （一）乙 / ## （二）丙 / ### 1．丁 / ### 2．戊 / #### （1）己 / # 二、庚 / ## （一）辛",
            &[],
        );
        check("# 甲 / # 二、乙", &["1 请在前面写上“一、”。"]);
        check("# 一、甲 / # 三、乙 / # 四、丙", &["2 按顺序应是“二、”。"]);
        check("# 一、甲 / ## （一）乙 / ## （一）丙", &["3 按顺序应是“（二）”。"]);
        check("# 一、甲 / ## (一)乙", &["2 这一级写作“（一）”。"]);
        check("# 一、甲 / ## 1．乙", &["2 这一级写作“（一）”。"]);
        check("# 一、甲 / ### 1．乙", &["2 请写成2个 #。"]);
        check("# 一、甲 / {% for 村 in 各村 %} / ## （{{ loop.index }}）乙 / {% endfor %} / ## （九）丙", &[]);
        check("# 十、甲 / # 十一、乙 / # 二十一、丙", &["1 按顺序应是“一、”。", "3 按顺序应是“十二、”。"]);
    }
}
