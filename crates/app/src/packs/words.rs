//! Words people give: ids for what they name in Chinese, readable to an officer who opens the file and free of what is
//! there; and what is wrong with the words of a choice.

use std::collections::BTreeSet;

use pinyin::ToPinyin as _;

use super::Column;

/// An id is no longer than this, so that a number may still follow.
const LONGEST: usize = 28;

/// `种植面积` → `zhong_zhi_mian_ji`; what has no reading and is no ASCII letter or digit parts words.
pub(crate) fn slug(name: &str) -> String {
    let mut words: Vec<String> = Vec::new();
    let mut open = false;
    for c in name.chars() {
        if let Some(reading) = c.to_pinyin() {
            words.push(reading.plain().replace('ü', "v"));
            open = false;
        } else if c.is_ascii_alphanumeric() {
            match words.last_mut().filter(|_| open) {
                Some(word) => word.push(c.to_ascii_lowercase()),
                None => words.push(c.to_ascii_lowercase().to_string()),
            }
            open = true;
        } else {
            open = false;
        }
    }
    let mut slug = String::new();
    for word in words {
        if slug.len() + word.len() + 1 > LONGEST {
            break;
        }
        if !slug.is_empty() {
            slug.push('_');
        }
        slug.push_str(&word);
    }
    if slug.starts_with(|c: char| c.is_ascii_lowercase()) { slug } else { format!("x{slug}") }
}

/// The id, or the first with a number behind it that is free.
pub(crate) fn fresh_id(wanted: &str, taken: &dyn Fn(&str) -> bool) -> String {
    let free = |id: &str| !taken(id) && !pack::is_reserved(id);
    if free(wanted) {
        return wanted.to_owned();
    }
    (2..).map(|n| format!("{wanted}_{n}")).find(|id| free(id)).unwrap_or_default()
}

/// Words that stand there twice, and blank ones between others.
pub(super) fn words_of_a_choice(column: &Column, say: &mut dyn FnMut(&str, String, &str)) {
    if column.ty != "choice" || column.codes.iter().all(|word| word.is_empty()) {
        return;
    }
    let name = &column.name;
    let mut once = BTreeSet::new();
    for (place, word) in (1..).zip(&column.codes) {
        if word.is_empty() {
            say(&column.id, format!("“{name}”的第{place}个选项是空的。"), "请删去空行，或写上要选的词。");
        } else if !once.insert(word) {
            say(&column.id, format!("“{name}”的选项“{word}”写了两次。"), "请删去重复的一个。");
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_become_ids() {
        let check = |name: &str, expect: &str| assert_eq!(slug(name), expect, "{name}");
        check("种植面积", "zhong_zhi_mian_ji");
        check("绿化（㎡）", "lv_hua");
        check("A级景区2022", "a_ji_jing_qu_2022");
        check("2022年", "x2022_nian");
        check("——", "x");
        check(&"很长的名称".repeat(9), "hen_zhang_de_ming_cheng_hen");
    }

    #[test]
    fn ids_are_free_and_not_kept_by_expressions() {
        assert_eq!(fresh_id("ren", &|id| id == "ren"), "ren_2");
        assert_eq!(fresh_id("unit", &|_| false), "unit_2");
    }
}
