//! The names nearest to one that was mistyped.

/// At most three of `names`, nearest first; none that shares too little.
pub fn nearest<'a>(wanted: &str, names: impl IntoIterator<Item = &'a str>) -> Vec<&'a str> {
    let wanted: Vec<char> = wanted.chars().collect();
    let mut near: Vec<(usize, &str)> = names
        .into_iter()
        .filter_map(|name| {
            let chars: Vec<char> = name.chars().collect();
            let distance = distance(&wanted, &chars);
            let shares = chars.iter().any(|c| wanted.contains(c));
            (shares && distance <= (wanted.len().max(chars.len()) / 2).max(1)).then_some((distance, name))
        })
        .collect();
    near.sort_unstable();
    near.dedup();
    near.into_iter().take(3).map(|(_, name)| name).collect()
}

/// `是不是：甲、乙？`, or what to do when nothing is near.
pub fn hint<'a>(wanted: &str, names: impl IntoIterator<Item = &'a str>, otherwise: &str) -> String {
    let near = nearest(wanted, names);
    if near.is_empty() { otherwise.to_owned() } else { format!("是不是：{}？", near.join("、")) }
}

fn distance(a: &[char], b: &[char]) -> usize {
    let mut row: Vec<usize> = (0..=b.len()).collect();
    for (i, from) in a.iter().enumerate() {
        let mut diagonal = row[0];
        row[0] = i + 1;
        for (j, to) in b.iter().enumerate() {
            let substituted = diagonal + usize::from(from != to);
            diagonal = row[j + 1];
            row[j + 1] = substituted.min(diagonal + 1).min(row[j] + 1);
        }
    }
    row[b.len()]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn near_names_come_first_and_strangers_not_at_all() {
        let names = ["石桥村", "石塘村", "柳林村", "青山镇"];
        let check = |wanted: &str, expect: &[&str]| assert_eq!(nearest(wanted, names), expect, "{wanted}");
        check("石桥", &["石桥村"]);
        check("石侨村", &["石塘村", "石桥村"]);
        check("王家坝", &[]);
    }
}
