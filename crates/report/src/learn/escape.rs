//! Prose that must survive being a template: marks already in it are kept, stray braces are quoted, every line of an
//! office text is a paragraph of its own.

/// Where marks stand (`{{ … }}`, `{% … %}`), in characters; each ends on its line.
pub(super) fn marks(chars: &[char]) -> Vec<(usize, usize)> {
    let mut marks = Vec::new();
    let mut at = 0;
    while at + 1 < chars.len() {
        let close = match (chars[at], chars[at + 1]) {
            ('{', '{') => ['}', '}'],
            ('{', '%') => ['%', '}'],
            ('{', '#') => ['#', '}'],
            _ => {
                at += 1;
                continue;
            }
        };
        let line = chars[at..].iter().position(|c| *c == '\n').map_or(chars.len(), |n| at + n);
        let end = (at + 2..line.saturating_sub(1)).find(|n| chars[*n..*n + 2] == close).map(|n| n + 2);
        match end {
            Some(end) => {
                marks.push((at, end));
                at = end;
            }
            None => at += 2,
        }
    }
    marks
}

/// Tidies what was typed: one kind of line end, no control characters, each line a paragraph.
pub(super) fn normal(text: &str) -> String {
    let text = text.trim_start_matches('\u{FEFF}').replace("\r\n", "\n").replace(['\r', '\u{2028}', '\u{2029}'], "\n");
    let text: String = text.chars().filter(|c| !c.is_control() || matches!(c, '\n' | '\t')).collect();
    let mut normal = String::new();
    let mut last: Option<&str> = None;
    for line in text.split('\n').map(str::trim_end).filter(|line| !line.is_empty()) {
        if let Some(last) = last {
            normal.push_str(if follows(last, line) { "\n" } else { "\n\n" });
        }
        normal.push_str(line);
        last = Some(line);
    }
    normal
}

/// Rows of a table and parts of a chart or loop stay together.
fn follows(last: &str, line: &str) -> bool {
    let shaped = |line: &str| {
        let begin = line.trim_start();
        ["|", "```", "{%", ": "].iter().any(|mark| begin.starts_with(mark)) || begin.contains(" | ")
    };
    shaped(last) && shaped(line)
}

/// Prose as a template writes it.
pub(super) fn prose(text: &str) -> String {
    let mut out = String::new();
    let mut chars = text.chars().peekable();
    while let Some(c) = chars.next() {
        match (c, chars.peek()) {
            ('{', Some(next @ ('{' | '%' | '#'))) => {
                out.push_str(&format!("{{{{ '{{{next}' }}}}"));
                chars.next();
            }
            _ => out.push(c),
        }
    }
    out
}
