//! Characters as keyboards and sheets give them.

/// Full-width digits, letters and signs (`２０２２．５％`) as their narrow forms; the wide blank as a blank.
pub fn halfwidth(text: &str) -> String {
    if text.is_ascii() || !text.chars().any(|c| matches!(c, '\u{3000}' | '\u{a0}' | '\u{ff01}'..='\u{ff5e}')) {
        return text.to_owned();
    }
    text.chars()
        .map(|c| match c {
            '\u{3000}' | '\u{a0}' => ' ',
            '\u{ff01}'..='\u{ff5e}' => char::from_u32(c as u32 - 0xfee0).unwrap_or(c),
            other => other,
        })
        .collect()
}

/// Without control characters, which no screen shows and no document may hold, and without marks that turn the
/// direction of writing, which make one text look like another. Line breaks and tabs stay.
pub fn printable(text: &str) -> String {
    text.chars().filter(|c| !is_hidden(*c)).collect()
}

fn is_hidden(c: char) -> bool {
    (c.is_control() && !c.is_whitespace())
        || matches!(c, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{fffe}' | '\u{ffff}')
}

fn is_blank(c: char) -> bool {
    c.is_whitespace() || c == '\u{feff}' || c == '\u{200b}'
}

/// One line: ends trimmed, runs of blanks and line breaks as one blank, none between Chinese characters.
pub fn squeeze(text: &str) -> String {
    // Nearly every cell is one word already.
    if !text.chars().any(|c| is_blank(c) || is_hidden(c)) {
        return text.to_owned();
    }
    let mut out = String::with_capacity(text.len());
    let text = printable(text);
    let mut words = text.split(is_blank).filter(|w| !w.is_empty());
    out.push_str(words.next().unwrap_or_default());
    for word in words {
        let wide = |c: Option<char>| c.is_some_and(|c| c as u32 >= 0x2e80);
        if !(wide(out.chars().next_back()) && wide(word.chars().next())) {
            out.push(' ');
        }
        out.push_str(word);
    }
    out
}
