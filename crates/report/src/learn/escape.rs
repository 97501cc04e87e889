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

/// Prose as a template writes it. `begins` a line, where it does; `before_mark`, a brace at its end must not join the mark's.
pub(super) fn prose(text: &str, begins: bool, before_mark: bool) -> String {
    let mut out = String::new();
    let mut rest = text;
    let mut begins = begins;
    while let Some(c) = rest.chars().next() {
        let next = rest[c.len_utf8()..].chars().next();
        let opens = c == '{' && (next.is_some_and(|c| matches!(c, '{' | '%' | '#')) || before_mark && next.is_none());
        let taken = if opens { c.len_utf8() + next.map_or(0, char::len_utf8) } else { c.len_utf8() };
        // #1 at the head of a line is no heading.
        if opens || begins && c == '#' && !is_heading(rest) {
            out.push_str(&format!("{{{{ '{}' }}}}", &rest[..taken]));
        } else {
            out.push(c);
        }
        begins = c == '\n';
        rest = &rest[taken..];
    }
    out
}

fn is_heading(line: &str) -> bool {
    let title = line.trim_start_matches('#');
    line.len() - title.len() <= 4 && title.starts_with([' ', '\u{3000}'])
}
