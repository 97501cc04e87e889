//! What changed among the rows of a table: a thousand are not told because one did.

use std::collections::HashMap;

use kernel::{Fields, Value};
use pack::model::{Field, FieldType, Privacy};
use rules::{Context, show};

/// So many rows are told in words; of more, how many there are.
const TOLD: usize = 20;

/// Of a table, how many rows there were and are, and those that only one side has: `3 行：种子 100元`. `None` of any other
/// field, and of one that is masked.
pub(super) fn told(
    field: &Field,
    was: Option<&Value>,
    is: Option<&Value>,
    context: &Context<'_>,
    titles: show::Titles<'_>,
) -> Option<(Option<String>, Option<String>)> {
    if !matches!(field.ty, FieldType::Table(_)) || show::is_masked(field, Privacy::Internal) {
        return None;
    }
    let words = |row: &Fields| show::show_masked(field, &Value::Rows(vec![row.clone()]), context, titles);
    let side = |value: Option<&Value>| match value {
        Some(Value::Rows(rows)) => rows.iter().map(words).collect(),
        _ => Vec::new(),
    };
    let (was, is): (Vec<String>, Vec<String>) = (side(was), side(is));
    Some((only(&was, &is), only(&is, &was)))
}

/// How many rows one side has, and which of them the other has not.
fn only(own: &[String], other: &[String]) -> Option<String> {
    if own.is_empty() {
        return None;
    }
    let mut spare: HashMap<&str, usize> = HashMap::new();
    for row in other {
        *spare.entry(row).or_default() += 1;
    }
    let mut alone = Vec::new();
    for row in own {
        match spare.get_mut(row.as_str()) {
            Some(left) if *left > 0 => *left -= 1,
            _ => alone.push(row.as_str()),
        }
    }
    let more = if alone.len() > TOLD { format!("等 {} 行", alone.len()) } else { String::new() };
    alone.truncate(TOLD);
    let told = if alone.is_empty() { String::new() } else { format!("：{}{more}", alone.join("；")) };
    Some(format!("{} 行{told}", own.len()))
}

#[cfg(test)]
mod tests {
    use super::only;

    fn check(was: &[&str], is: &[&str], expect: (Option<&str>, Option<&str>)) {
        let owned = |rows: &[&str]| rows.iter().map(|&row| row.to_owned()).collect::<Vec<_>>();
        let (was, is) = (owned(was), owned(is));
        let (before, after) = (only(&was, &is), only(&is, &was));
        assert_eq!((before.as_deref(), after.as_deref()), expect);
    }

    #[test]
    fn says_how_many_and_which_differ() {
        check(&[], &["种子 1元"], (None, Some("1 行：种子 1元")));
        check(&["种子 1元", "农药 2元"], &["种子 1元", "农药 3元"], (Some("2 行：农药 2元"), Some("2 行：农药 3元")));
        check(&["甲", "乙"], &["甲"], (Some("2 行：乙"), Some("1 行")));
        // Twice the same row is two rows.
        check(&["甲"], &["甲", "甲"], (Some("1 行"), Some("2 行：甲")));
        // Another order is told by nothing but that something changed.
        check(&["甲", "乙"], &["乙", "甲"], (Some("2 行"), Some("2 行")));
        check(&["甲"], &[], (Some("1 行：甲"), None));
    }

    #[test]
    fn of_many_tells_some() {
        let many: Vec<String> = (0..1000).map(|number| number.to_string()).collect();
        let told = only(&many, &[]).unwrap_or_default();
        assert!(told.starts_with("1000 行：0；1；"), "{told}");
        assert!(told.ends_with("；19等 1000 行"), "{told}");
    }
}
