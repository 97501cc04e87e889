//! The known word that a person probably meant.

/// The nearest of the known words, if one is near enough to be a slip of the hand.
pub(crate) fn nearest<'a>(word: &str, known: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    let allowed = (word.chars().count().max(3) / 3).max(1);
    known
        .into_iter()
        .map(|candidate| (distance(word, candidate), candidate))
        .filter(|(distance, candidate)| *distance <= allowed || shortens(word, candidate) || shortens(candidate, word))
        .min_by_key(|(distance, _)| *distance)
        .map(|(_, candidate)| candidate)
}

/// Whether a word is another with some letters left out, half of them at most.
fn shortens(short: &str, long: &str) -> bool {
    let mut rest = long.chars();
    short.chars().count() * 2 >= long.chars().count() && short.chars().all(|c| rest.any(|other| other == c))
}

/// A hint naming the nearest word, or else the known words where they are few.
pub(crate) fn hint<'a>(word: &str, known: impl IntoIterator<Item = &'a str>) -> String {
    let known: Vec<&str> = known.into_iter().collect();
    match nearest(word, known.iter().copied()) {
        Some(near) => format!("是不是想写“{near}”？"),
        None if known.is_empty() => "这一类现在一个也没有，请先声明。".to_owned(),
        None if known.len() <= 24 => format!("可以写：{}。", known.join("、")),
        None => format!("可以写：{} 等。", known[..24].join("、")),
    }
}

/// How many insertions, deletions, replacements and swaps of neighbours lie between two words.
fn distance(a: &str, b: &str) -> usize {
    let (a, b): (Vec<char>, Vec<char>) = (a.chars().collect(), b.chars().collect());
    let mut before: Vec<usize> = Vec::new();
    let mut last: Vec<usize> = (0..=b.len()).collect();
    for i in 1..=a.len() {
        let mut row = vec![i];
        for j in 1..=b.len() {
            let mut least = (last[j] + 1).min(row[j - 1] + 1).min(last[j - 1] + usize::from(a[i - 1] != b[j - 1]));
            if i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1] {
                least = least.min(before[j - 2] + 1);
            }
            row.push(least);
        }
        before = std::mem::replace(&mut last, row);
    }
    last[b.len()]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn near_words() {
        let check = |word: &str, known: &[&str], expect: Option<&str>| {
            assert_eq!(nearest(word, known.iter().copied()), expect, "{word}");
        };
        check("mandat", &["name", "mandate"], Some("mandate"));
        check("cdoes", &["codes", "to"], Some("codes"));
        check("steps.colse", &["steps.close", "found_on"], Some("steps.close"));
        check("水稻面积", &["水稻种植面积", "小麦面积"], Some("水稻种植面积"));
        check("zzzz", &["codes", "to"], None);
    }
}
