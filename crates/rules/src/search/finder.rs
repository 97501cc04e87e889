//! One word looked for in very many texts that lie one after another: the part of it that is always written the same is
//! found by the byte, and only the texts it stands in are compared; how texts are read is followed letter by letter.

use memchr::{memchr3_iter, memmem};

use super::{USUAL, Word, letters};

/// Looks for one word. Says of each text what [`Word::is_in`] says of it.
pub struct Finder<'w> {
    word: &'w Word,
    way: Way,
    /// The texts in small letters.
    small: Vec<u8>,
}

enum Way {
    /// By a part that is written in one way only: characters have no small ones, and none is narrowed to one.
    Characters(Part),
    /// By letters and digits, which are also written large or wide.
    Letters(Part),
    /// By how each character is read: which letters of the word it may be.
    Read(Vec<u64>),
    /// There is no such part.
    Each,
}

/// A part of the word.
struct Part {
    finder: memmem::Finder<'static>,
    /// It is all of the word.
    is_whole: bool,
}

impl<'w> Finder<'w> {
    /// A finder for a word.
    pub fn new(word: &'w Word) -> Self {
        let way = if word.is_letters {
            Way::Read(USUAL.map(|code| word.places_of(char::from_u32(code).map_or(0, letters))).collect())
        } else if let Some(part) = longest(&word.text, is_character) {
            Way::Characters(Part::of(word, part))
        } else if let Some(part) = longest(&word.text, |c| c.is_ascii_alphanumeric()) {
            Way::Letters(Part::of(word, part))
        } else {
            Way::Each
        };
        Self { word, way, small: Vec::new() }
    }

    /// Hands on which of the texts hold the word; some perhaps twice, in no order. They lie in `joined` one after another,
    /// and `ends` says where each ends.
    pub fn each(&mut self, joined: &str, ends: &[u32], mut hit: impl FnMut(usize)) {
        let texts = Lying { joined, ends };
        match &self.way {
            Way::Characters(part) => texts.holding(joined.as_bytes(), part, self.word, &mut hit),
            Way::Letters(part) => {
                texts.otherwise_written(|text| {
                    if self.word.is_in(texts.text(text)) {
                        hit(text);
                    }
                });
                let bytes = if part.finder.needle().iter().all(u8::is_ascii_digit) {
                    joined.as_bytes()
                } else {
                    self.small.clear();
                    self.small.extend(joined.bytes().map(|byte| byte.to_ascii_lowercase()));
                    &self.small
                };
                texts.holding(bytes, part, self.word, &mut hit);
            }
            Way::Read(places) => {
                let last = self.word.text.len() - 1;
                (0..ends.len()).filter(|text| texts.is_read(*text, self.word, places, last)).for_each(hit);
            }
            Way::Each => (0..ends.len()).filter(|text| self.word.is_in(texts.text(*text))).for_each(hit),
        }
    }
}

/// Texts one after another.
#[derive(Clone, Copy)]
struct Lying<'t> {
    joined: &'t str,
    ends: &'t [u32],
}

impl<'t> Lying<'t> {
    fn begin(self, text: usize) -> usize {
        text.checked_sub(1).map_or(0, |before| self.ends[before] as usize)
    }

    fn text(self, text: usize) -> &'t str {
        &self.joined[self.begin(text)..self.ends[text] as usize]
    }

    /// Which text a byte belongs to.
    fn of_byte(self, place: usize) -> usize {
        self.ends.partition_point(|end| *end as usize <= place)
    }

    /// The texts that hold a word, by a part of it in these bytes.
    fn holding(self, bytes: &[u8], part: &Part, word: &Word, hit: &mut impl FnMut(usize)) {
        let Part { finder, is_whole } = part;
        let mut from = 0;
        while let Some(place) = finder.find(&bytes[from..]).map(|place| from + place) {
            let text = self.of_byte(place);
            let end = self.ends[text] as usize;
            // It may lie over the end of one text and the beginning of the next.
            if place + finder.needle().len() > end {
                from = place + 1;
                continue;
            }
            if *is_whole || word.is_in(self.text(text)) {
                hit(text);
            }
            from = end;
        }
    }

    /// The texts in which something stands for a letter or digit that is written otherwise than large or small.
    fn otherwise_written(self, mut take: impl FnMut(usize)) {
        let bytes = self.joined.as_bytes();
        for place in memchr3_iter(0xef, 0xe2, 0xc4, bytes) {
            if matches!(
                &bytes[place..],
                [0xef, 0xbc, 0x90..=0x99 | 0xa1..=0xba, ..]
                    | [0xef, 0xbd, 0x81..=0x9a, ..]
                    | [0xe2, 0x84, 0xaa, ..]
                    | [0xc4, 0xb0, ..]
            ) {
                take(self.of_byte(place));
            }
        }
    }

    /// Whether the word, whose last letter is this one, is how a part of the text begins to be read.
    fn is_read(self, text: usize, word: &Word, places: &[u64], last: usize) -> bool {
        let mut begun = 0_u64;
        self.text(text).chars().any(|c| {
            let known = u32::from(c).checked_sub(USUAL.start).and_then(|at| places.get(at as usize).copied());
            begun = (begun << 1 | 1) & known.unwrap_or_else(|| word.places_of(letters(c)));
            begun >> last & 1 == 1
        })
    }
}

impl Part {
    fn of(word: &Word, part: &str) -> Self {
        Self { finder: memmem::Finder::new(part).into_owned(), is_whole: part == word.text }
    }
}

/// Characters of Chinese, which are written in one way.
fn is_character(c: char) -> bool {
    matches!(c, '\u{3400}'..='\u{4dbf}' | '\u{4e00}'..='\u{9fff}' | '\u{20000}'..='\u{323af}')
}

/// The longest part all of whose characters are such.
fn longest(text: &str, is: impl Fn(char) -> bool) -> Option<&str> {
    text.split(|c| !is(c)).filter(|part| !part.is_empty()).max_by_key(|part| part.len())
}

#[cfg(test)]
mod tests {
    use super::{
        super::{fold, words},
        *,
    };

    /// Every text is found exactly where it holds the word.
    fn check(typed: &str, texts: &[&str]) -> usize {
        let joined = texts.concat();
        let mut end = 0;
        let end_of = |text: &&str| {
            end += u32::try_from(text.len()).unwrap();
            end
        };
        let ends: Vec<u32> = texts.iter().map(end_of).collect();
        let word = &words(typed)[0];
        let mut found = vec![false; texts.len()];
        Finder::new(word).each(&joined, &ends, |text| found[text] = true);
        let expect: Vec<bool> = texts.iter().map(|text| word.is_in(text)).collect();
        assert_eq!(found, expect, "{typed} in {texts:?}");
        found.into_iter().filter(|found| *found).count()
    }

    #[test]
    fn many_texts_are_found_as_each_of_them_is() {
        let texts = [
            "张三丰",
            "",
            "三",
            "丰收",
            "丰",
            "丰丰",
            "HC-07",
            "hc－０７",
            "红旗村三组HC-07",
            "K7",
            "İ7",
            "c",
            "07",
            "-",
            "－，",
            "aa",
            "a",
            "Ａa",
            "单小明",
            "𠮷野",
            "é",
            "É",
        ];
        for (typed, expect) in [
            ("三丰", 1),
            ("丰丰", 1),
            ("村三组hc", 1),
            ("hc-07", 3),
            ("-", 5),
            ("07", 4),
            ("k7", 1),
            ("i\u{307}7", 1),
            ("a", 3),
            ("aa", 2),
            ("zsf", 1),
            ("hqc", 1),
            ("dxm", 1),
            ("𠮷", 1),
            ("é", 2),
            ("没有", 0),
        ] {
            assert_eq!(check(typed, &texts), expect, "{typed}");
        }
        check("丰", &[]);
    }

    #[test]
    fn all_that_stands_for_a_letter_or_digit_is_known() {
        for c in (0x80..=0x0010_ffff).filter_map(char::from_u32) {
            let (text, mut told) = (c.to_string(), false);
            let small = fold(&text).into_owned();
            let ends = [u32::try_from(text.len()).unwrap()];
            Lying { joined: &text, ends: &ends }.otherwise_written(|_| told = true);
            assert_eq!(told, small.chars().any(|c| c.is_ascii_alphanumeric()), "{c}");
            assert!(!is_character(c) || small == text, "{c} is also written {small}");
            assert!(is_character(c) || !small.chars().any(is_character), "{c} stands for {small}");
        }
    }
}
