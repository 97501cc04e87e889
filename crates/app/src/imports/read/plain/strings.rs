//! The texts that cells name by their number.

use std::borrow::Cow;

use super::markup::{Markup, plain, trimmed};

/// The texts in their order.
#[derive(Default)]
pub(super) struct Texts<'a> {
    all: Vec<Cow<'a, str>>,
    /// Those that are more than a text, by their place in `all`: several fonts, phonetic signs, escapes.
    pub odd: Vec<(usize, &'a [u8])>,
}

/// Reads the part that keeps them.
pub(super) fn read(content: &[u8]) -> Option<Texts<'_>> {
    let mut texts = Texts::default();
    let mut markup = Markup(&content[memchr::memmem::find(content, b"<sst")?..]);
    markup.take(b"<sst")?;
    if markup.attributes(|_, _| ())? {
        return Some(texts);
    }
    loop {
        markup.space();
        if markup.took(b"</sst>") {
            return Some(texts);
        }
        if markup.took(b"<si/>") {
            texts.all.push(Cow::Borrowed(""));
            continue;
        }
        let whole = markup.0;
        let text = text(&mut markup);
        if text.is_none() {
            let end = memchr::memmem::find(whole, b"</si>")? + b"</si>".len();
            let odd = whole.starts_with(b"<si>").then(|| &whole[..end])?;
            texts.odd.push((texts.all.len(), odd));
            markup = Markup(&whole[end..]);
        }
        texts.all.push(text.unwrap_or_default());
    }
}

/// An item that is nothing but one text.
fn text<'a>(markup: &mut Markup<'a>) -> Option<Cow<'a, str>> {
    markup.take(b"<si>")?;
    let text = inner(markup)?;
    markup.take(b"</si>")?;
    Some(text)
}

/// One text in its element.
pub(super) fn inner<'a>(markup: &mut Markup<'a>) -> Option<Cow<'a, str>> {
    markup.take(b"<t")?;
    let mut preserve = false;
    if markup.attributes(|name, value| preserve |= name == b"xml:space" && value == b"preserve")? {
        return Some(Cow::Borrowed(""));
    }
    let text = plain(markup.text()?)?;
    markup.take(b"</t>")?;
    Some(trimmed(text, preserve))
}

impl Texts<'_> {
    /// A text by its number.
    pub fn get(&self, number: usize) -> Option<&str> {
        self.all.get(number).map(|text| &**text)
    }

    /// Puts in what calamine said of those that are odd, in their order.
    pub fn fill(&mut self, said: Vec<String>) -> Option<()> {
        (said.len() == self.odd.len()).then_some(())?;
        for ((number, _), text) in self.odd.iter().zip(said) {
            *self.all.get_mut(*number)? = Cow::Owned(text);
        }
        Some(())
    }
}
