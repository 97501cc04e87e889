//! Texts as SpreadsheetML has them: markup and what XML cannot say in their own spelling.

use std::borrow::Cow;

/// The most a cell holds, in units of UTF-16.
const MOST: usize = 32_767;
/// What stands at the end of a text that was cut.
const CUT: &str = "……（太长，后面的没有写入这一格）";

/// The text, or as much of it as a cell holds and a word that there is more.
pub(super) fn as_much_as_fits(text: &str) -> Cow<'_, str> {
    if text.len() <= MOST || text.encode_utf16().count() <= MOST {
        return Cow::Borrowed(text);
    }
    let mut left = MOST - CUT.encode_utf16().count();
    let fits = |c: &char| {
        left = left.saturating_sub(c.len_utf16());
        left > 0
    };
    Cow::Owned(text.chars().take_while(fits).chain(CUT.chars()).collect())
}

/// Whether white space at its ends would be lost.
pub(super) fn keeps_space(text: &str) -> bool {
    text.starts_with(is_space) || text.ends_with(is_space)
}

fn is_space(c: char) -> bool {
    matches!(c, ' ' | '\t' | '\n' | '\r')
}

/// Writes a text between tags.
pub(super) fn put(into: &mut Vec<u8>, text: &str) {
    let mut rest = text;
    while let Some(at) = rest.bytes().position(is_special) {
        let (plain, special) = rest.split_at(at);
        into.extend(plain.bytes());
        let Some(c) = special.chars().next() else { return };
        rest = &special[c.len_utf8()..];
        match c {
            '&' => into.extend(b"&amp;"),
            '<' => into.extend(b"&lt;"),
            '>' => into.extend(b"&gt;"),
            '"' => into.extend(b"&quot;"),
            '\t' | '\n' => into.extend(c.to_string().bytes()),
            // What reads like a spelling of another character is spelt itself.
            '_' if is_spelling(special) => into.extend(b"_x005F_"),
            '_' => into.push(b'_'),
            _ if c < ' ' || matches!(c, '\u{fffe}' | '\u{ffff}') => {
                into.extend(format!("_x{:04X}_", u32::from(c)).bytes())
            }
            _ => into.extend(c.to_string().bytes()),
        }
    }
    into.extend(rest.bytes());
}

/// The same as a text of its own.
pub(super) fn escaped(text: &str) -> String {
    let mut written = Vec::new();
    put(&mut written, text);
    String::from_utf8(written).unwrap_or_default()
}

/// Bytes at which one has to look closer; 0xEF begins the two last characters of all, among others.
fn is_special(byte: u8) -> bool {
    byte < b' ' || matches!(byte, b'&' | b'<' | b'>' | b'"' | b'_' | 0xef)
}

/// `_x0041_`
fn is_spelling(text: &str) -> bool {
    let bytes = text.as_bytes();
    bytes.len() >= 7
        && matches!(bytes[1], b'x' | b'X')
        && bytes[2..6].iter().all(u8::is_ascii_hexdigit)
        && bytes[6] == b'_'
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn texts_as_they_are_written() {
        for (text, expect) in [
            ("甲 & <乙> \"丙\"", "甲 &amp; &lt;乙&gt; &quot;丙&quot;"),
            ("a\tb\nc\rd\u{1}", "a\tb\nc_x000D_d_x0001_"),
            ("_x0041_ _x004_ _", "_x005F_x0041_ _x004_ _"),
            ("，。！\u{ffff}", "，。！_xFFFF_"),
            ("", ""),
        ] {
            assert_eq!(escaped(text), expect, "{text:?}");
        }
    }

    #[test]
    fn a_text_that_a_cell_does_not_hold_says_so() {
        let long = "字".repeat(MOST);
        assert_eq!(as_much_as_fits(&long), long);
        let cut = as_much_as_fits(&format!("{long}字")).into_owned();
        assert!(cut.ends_with(CUT) && cut.encode_utf16().count() <= MOST, "{}", cut.len());
    }
}
