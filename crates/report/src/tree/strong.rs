//! `**…**`: words and figures set in bold.

use crate::document::Run;

const MARK: &str = "**";

/// Takes the marks out and sets what stands between two of them in bold. A mark without its other half stays as written.
pub(super) fn marked(runs: Vec<Run>) -> Vec<Run> {
    let count = |run: &Run| if let Run::Text { text, .. } = run { text.matches(MARK).count() } else { 0 };
    let mut pairs = runs.iter().map(count).sum::<usize>() / 2 * 2;
    if pairs == 0 {
        return runs;
    }
    let mut bold = false;
    let mut out = Vec::new();
    for run in runs {
        match run {
            Run::Text { text, .. } => {
                let mut rest = text.as_str();
                while let Some((before, after)) = rest.split_once(MARK).filter(|_| pairs > 0) {
                    words(&mut out, before, bold);
                    bold = !bold;
                    pairs -= 1;
                    rest = after;
                }
                words(&mut out, rest, bold);
            }
            Run::Figure { text, figure, against, figure_ids, .. } => {
                out.push(Run::Figure { text, figure, against, figure_ids, strong: bold });
            }
            gap @ Run::Gap { .. } => out.push(gap),
        }
    }
    out
}

fn words(out: &mut Vec<Run>, text: &str, strong: bool) {
    if !text.is_empty() {
        out.push(Run::Text { text: text.to_owned(), strong });
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_stands_between_two_marks_is_bold() {
        let check = |text: &str, expect: &str| {
            let runs = marked(vec![Run::words(text)]);
            let shown: String =
                runs.iter().map(|run| format!("{}{}", if run.is_strong() { "!" } else { "" }, run.text())).collect();
            assert_eq!(shown, expect, "{text}");
        };
        check("甲乙", "甲乙");
        check("**一是抓产业。**稳住面积", "!一是抓产业。稳住面积");
        check("甲**乙**丙**丁", "甲!乙丙**丁");
        check("甲**乙", "甲**乙");
        check("****甲", "甲");
    }
}
