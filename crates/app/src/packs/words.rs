//! Ids for what people name in Chinese: readable to an officer who opens the file, free of what is there.

use pinyin::ToPinyin as _;

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
