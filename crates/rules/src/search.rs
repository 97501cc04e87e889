//! Words that somebody looks for, and whether a text holds them: the word itself, or the first letters of how it is read.
//! 张三丰 is found by 三丰 and by zsf; a character of several readings by each (单 by s, d and c).

mod finder;

use std::{borrow::Cow, sync::OnceLock};

use pinyin::ToPinyinMulti as _;

pub use finder::Finder;

/// So many words at most; what follows is not looked for.
const MOST: usize = 6;
/// So many characters of a word at most.
const LONGEST: usize = 60;
/// The characters that most texts are written in; their letters are looked up once.
const USUAL: std::ops::Range<u32> = 0x4E00..0xA000;

/// A word as it is compared.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub struct Word {
    text: String,
    /// It may be the first letters of something.
    is_letters: bool,
}

/// The words of what somebody typed; blanks part them.
pub fn words(typed: &str) -> Vec<Word> {
    let word = |word: &str| {
        let text: String = fold(word).chars().take(LONGEST).collect();
        Word { is_letters: text.bytes().all(|byte| byte.is_ascii_lowercase()), text }
    };
    typed.split_whitespace().take(MOST).map(word).collect()
}

impl Word {
    /// Whether a text holds it.
    pub fn is_in(&self, text: &str) -> bool {
        if self.is_letters { self.read_at(text).is_some() } else { fold(text).contains(&self.text) }
    }

    /// Where a text holds it, in characters from its beginning.
    pub fn place_in(&self, text: &str) -> Option<usize> {
        let written = fold(text).split_once(&self.text).map(|(before, _)| before.chars().count());
        written.or_else(|| self.read_at(text).filter(|_| self.is_letters))
    }

    fn read_at(&self, text: &str) -> Option<usize> {
        let (wanted, mut begun) = (self.text.len(), 0);
        let ends = |c: char| {
            begun = (begun << 1 | 1) & self.places_of(letters(c));
            begun >> (wanted - 1) & 1 == 1
        };
        text.chars().position(ends).map(|last| last + 1 - wanted)
    }

    /// Which letters of the word these letters may be, a bit each, the first letter in the lowest.
    fn places_of(&self, letters: u32) -> u64 {
        let place = |(at, one): (usize, u8)| u64::from(letters & bit(one) != 0) << at;
        self.text.bytes().enumerate().map(place).fold(0, |all, one| all | one)
    }
}

/// Small letters, and full-width ones as usual.
fn fold(text: &str) -> Cow<'_, str> {
    let is_plain = |c: char| !c.is_uppercase() && narrow(c) == c;
    if text.chars().all(is_plain) {
        return Cow::Borrowed(text);
    }
    Cow::Owned(text.chars().map(narrow).flat_map(char::to_lowercase).collect())
}

fn narrow(c: char) -> char {
    match c {
        '\u{ff01}'..='\u{ff5e}' => char::from_u32(u32::from(c) - 0xfee0).unwrap_or(c),
        _ => c,
    }
}

/// The letters a character may begin with, a bit each.
fn letters(c: char) -> u32 {
    static KNOWN: OnceLock<Vec<u32>> = OnceLock::new();
    if USUAL.contains(&u32::from(c)) {
        let known = KNOWN.get_or_init(|| USUAL.map(|code| char::from_u32(code).map_or(0, readings)).collect());
        return known.get((u32::from(c) - USUAL.start) as usize).copied().unwrap_or_default();
    }
    readings(c)
}

fn readings(c: char) -> u32 {
    if let Some(letter) = narrow(c).to_lowercase().next().filter(char::is_ascii_lowercase) {
        return bit(letter as u8);
    }
    let readings = c.to_pinyin_multi().into_iter().flatten();
    readings.filter_map(|reading| reading.plain().bytes().next()).fold(0, |all, first| all | bit(first))
}

fn bit(letter: u8) -> u32 {
    if letter.is_ascii_lowercase() { 1 << (letter - b'a') } else { 0 }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(typed: &str, text: &str, expect: bool) {
        let all = words(typed).iter().all(|word| word.is_in(text));
        assert_eq!(all, expect, "{typed} in {text}");
    }

    #[test]
    fn a_text_holds_a_word_or_how_it_begins_to_be_read() {
        check("三丰", "张三丰", true);
        check("zsf", "张三丰", true);
        check("sf", "张三丰", true);
        check("zf", "张三丰", false);
        check("ZSF", "张三丰", true);
        check("ｚｓｆ", "张三丰", true);
        check("zsf", "ＺＳf", true);
        check("zs3", "张三3组", false);
        check("hc", "红旗村三组HC-07", true);
        check("hqc", "红旗村三组", true);
        check("h-07", "红旗村三组HC-07", false);
        check("c-07", "红旗村三组HC-07", true);
    }

    #[test]
    fn a_word_stands_somewhere_in_a_text() {
        let place = |typed: &str, text: &str| words(typed)[0].place_in(text);
        for (typed, text, expect) in [
            ("三丰", "张三丰", Some(1)),
            ("sf", "张三丰", Some(1)),
            ("A1", "见a1号", Some(1)),
            ("hc", "红旗村三组HC-07", Some(5)),
            ("李", "张三丰", None),
            ("c-07", "张三丰", None),
        ] {
            assert_eq!(place(typed, text), expect, "{typed} in {text}");
        }
    }

    #[test]
    fn every_reading_counts() {
        for letters in ["sxm", "dxm", "cxm"] {
            check(letters, "单小明", true);
        }
        check("zxm", "单小明", false);
        check("lz", "吕正", true);
    }

    #[test]
    fn every_word_must_be_there_and_blanks_part_them() {
        check("zs 红旗", "红旗村张三", true);
        check("zs　红旗", "红旗村张三", true);
        check("zs 红星", "红旗村张三", false);
        assert!(words("   ").is_empty());
        assert_eq!(words("a b c d e f g h").len(), MOST);
        assert!(!words(&"长".repeat(900))[0].is_in("长"));
    }
}
