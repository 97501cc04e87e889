//! A statement as it may be written down. Values are bound and not in the text, but what a person filters by is
//! compiled into it, and such a condition may name somebody: every literal is taken out.

/// How much of a statement tells which one it is.
pub(crate) const HEAD: usize = 2_000;
const SHOWN: usize = 600;

/// How a statement begins, up to so much as is ever noted of it.
pub(crate) fn head(text: &str) -> String {
    text[..text.floor_char_boundary(HEAD)].to_owned()
}

/// The text with `?` in the place of every literal.
pub(crate) fn without_values(text: &str) -> String {
    let mut shown = String::with_capacity(text.len().min(SHOWN));
    let mut rest = text;
    while let Some(first) = rest.chars().next() {
        let (taken, is_value) = match first {
            '\'' => (quoted(rest), true),
            '"' => (name(rest), false),
            // A name, a keyword, or a bind (`?1`, `$1`) is said as it is, with the digits in it.
            _ if first.is_alphabetic() || matches!(first, '_' | '?' | '$') => (word(rest), false),
            _ if first.is_ascii_digit() => (number(rest), true),
            _ => (first.len_utf8(), false),
        };
        shown.push_str(if is_value { "?" } else { &rest[..taken] });
        rest = &rest[taken..];
        if shown.len() >= SHOWN {
            shown.push('…');
            break;
        }
    }
    shown
}

/// The first table that is read or written.
pub(crate) fn table(text: &str) -> Option<String> {
    let mut words = text.split_whitespace();
    while let Some(word) = words.next() {
        if matches!(word, "FROM" | "INTO" | "UPDATE") {
            let name = words.next()?.trim_start_matches(['"', '(']);
            let end = name.find(|c: char| !c.is_alphanumeric() && c != '_').unwrap_or(name.len());
            return Some(name[..end].to_owned()).filter(|name| !name.is_empty());
        }
    }
    None
}

/// The length of a literal in quotes; two of them within are one. One that does not end reaches to the end.
fn quoted(text: &str) -> usize {
    let mut at = 1;
    while let Some(end) = text[at..].find('\'') {
        at += end + 1;
        if !text[at..].starts_with('\'') {
            return at;
        }
        at += 1;
    }
    text.len()
}

fn name(text: &str) -> usize {
    text[1..].find('"').map_or(text.len(), |end| end + 2)
}

fn word(text: &str) -> usize {
    let first = text.chars().next().map_or(0, char::len_utf8);
    let more = text[first..].find(|c: char| !c.is_alphanumeric() && c != '_');
    more.map_or(text.len(), |end| first + end)
}

fn number(text: &str) -> usize {
    text.find(|c: char| !c.is_ascii_alphanumeric() && c != '.').unwrap_or(text.len())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_literal_is_left() {
        let check = |text: &str, expect: &str| assert_eq!(without_values(text), expect);
        check(
            "SELECT seq\nFROM journal\nWHERE book = ?1 AND at <= $2::bigint",
            "SELECT seq\nFROM journal\nWHERE book = ?1 AND at <= $2::bigint",
        );
        check("WHERE f__name = '王''小明' AND n > 13800000000", "WHERE f__name = ? AND n > ?");
        check("WHERE \"l_7a 8\" = '没有写完", "WHERE \"l_7a 8\" = ?");
        check("CAST(-12.50 AS BIGINT) || 'x' || l_2b", "CAST(-? AS BIGINT) || ? || l_2b");
        check("x'aabb' IN (1,2)", "x? IN (?,?)");
        let long = without_values(&"SELECT '张三', 5 ".repeat(500));
        assert!(long.len() < SHOWN + 10 && !long.contains('张'), "{long}");
        assert!(!without_values(&head(&format!("{} '{}'", "a".repeat(HEAD - 4), "张三".repeat(9)))).contains('张'));
    }

    #[test]
    fn the_table_is_told() {
        let check = |text: &str, expect: Option<&str>| assert_eq!(table(text).as_deref(), expect, "{text}");
        check("SELECT a\nFROM \"l_person\" AS l", Some("l_person"));
        check("INSERT INTO journal(book)", Some("journal"));
        check("UPDATE l_x SET", Some("l_x"));
        check("BEGIN IMMEDIATE", None);
    }
}
