//! Tags, attributes and texts of XML that has nothing special: no comments, no prefixes, no single quotes.

use std::borrow::Cow;

/// What is still to be read. Everything answers `None` where it is not plain.
pub(super) struct Markup<'a>(pub &'a [u8]);

/// The longest name of an attribute.
const NAME: usize = 32;

impl<'a> Markup<'a> {
    /// Steps over white space.
    pub fn space(&mut self) {
        let blank = self.0.iter().take_while(|byte| byte.is_ascii_whitespace()).count();
        self.0 = &self.0[blank..];
    }

    /// Whether these bytes come next; then they are stepped over.
    pub fn took(&mut self, what: &[u8]) -> bool {
        let rest = self.0.strip_prefix(what);
        if let Some(rest) = rest {
            self.0 = rest;
        }
        rest.is_some()
    }

    /// Steps over these bytes, which must come next.
    pub fn take(&mut self, what: &[u8]) -> Option<()> {
        self.took(what).then_some(())
    }

    /// The text before the next tag.
    pub fn text(&mut self) -> Option<&'a [u8]> {
        let end = memchr::memchr(b'<', self.0)?;
        let (text, rest) = self.0.split_at(end);
        self.0 = rest;
        Some(text)
    }

    /// The attributes of a tag whose name was taken, to the tag's end; whether it is the end of the element, too.
    pub fn attributes(&mut self, mut each: impl FnMut(&'a [u8], &'a [u8])) -> Option<bool> {
        loop {
            match self.0.first()? {
                b'>' => return self.take(b">").map(|()| false),
                b'/' => return self.take(b"/>").map(|()| true),
                byte if byte.is_ascii_whitespace() => self.space(),
                _ => return None,
            }
            let Some(b'a'..=b'z' | b'A'..=b'Z') = self.0.first() else { continue };
            let end = self.0.iter().take(NAME).position(|byte| *byte == b'=')?;
            let (name, value) = self.0.split_at(end);
            let value = value.strip_prefix(b"=\"")?;
            let end = memchr::memchr(b'"', value)?;
            each(name, &value[..end]);
            self.0 = &value[end + 1..];
        }
    }
}

/// A text as it is meant; `None` where that takes more than the five entities.
pub(super) fn plain(text: &[u8]) -> Option<Cow<'_, str>> {
    let text = std::str::from_utf8(text).ok()?;
    // Line ends and escapes are left to calamine.
    if memchr::memchr3(b'&', b'\r', b'_', text.as_bytes()).is_none() {
        return Some(Cow::Borrowed(text));
    }
    if text.contains('\r') || text.contains("_x") || text.contains("_X") {
        return None;
    }
    let mut pieces = text.split('&');
    let mut meant = pieces.next()?.to_owned();
    for piece in pieces {
        let (entity, rest) = piece.split_once(';')?;
        meant.push(match entity {
            "amp" => '&',
            "lt" => '<',
            "gt" => '>',
            "quot" => '"',
            "apos" => '\'',
            _ => return None,
        });
        meant.push_str(rest);
    }
    Some(Cow::Owned(meant))
}

/// The text of a `t` without what its white space says is not meant.
pub(super) fn trimmed(text: Cow<'_, str>, preserve: bool) -> Cow<'_, str> {
    const SPACE: [char; 4] = [' ', '\t', '\r', '\n'];
    if preserve {
        return text;
    }
    match text {
        Cow::Borrowed(text) => Cow::Borrowed(text.trim_matches(SPACE)),
        Cow::Owned(text) => Cow::Owned(text.trim_matches(SPACE).to_owned()),
    }
}
