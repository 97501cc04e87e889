//! The sample with many more figures, whose filters read columns of few different values, so that they share cubes.

use pack::model::Pack;

/// Id, ledger, fold, filter.
const FIGURES: [(&str, &str, &str, &str); 24] = [
    ("fe_red", "event", "count", "kind == 'red'"),
    ("fe_paid", "event", "sum paid", "kind != 'green'"),
    ("fe_due", "event", "sum due", "!(kind == 'blue')"),
    ("fe_mean", "event", "avg people", "!has(kind)"),
    ("fe_least", "event", "min people", "has(thing)"),
    ("fe_most", "event", "max people", "kind in ['red', 'blue'] || has(thing)"),
    ("fe_latest", "event", "latest people", "kind == 'red' || !has(thing)"),
    ("fe_both", "event", "count", "kind == 'red' && has(thing)"),
    ("fe_choice", "event", "sum length", "kind == 'red' ? has(thing) : !has(thing)"),
    ("fe_size", "event", "count", "size(number) == 1 && kind != 'red'"),
    ("fe_number", "event", "count", "people > 0 && kind == 'red'"),
    ("fe_day", "event", "count", "on < period.last && kind == 'red'"),
    ("fe_things", "event", "distinct thing", "kind == 'red'"),
    ("ft_red", "thing", "count", "color == 'red'"),
    ("ft_area", "thing", "sum area", "color != 'red' || watched"),
    ("ft_watched", "thing", "count", "watched"),
    ("ft_other", "thing", "count", "!watched"),
    ("ft_old", "thing", "sum worth", "'old' in tags && color in ['green', 'blue']"),
    ("ft_latest", "thing", "latest area", "!('old' in tags)"),
    ("ft_keepers", "thing", "distinct keeper", "watched"),
    ("fm_closed", "matter", "count", "state == 'closed'"),
    ("fm_open", "matter", "count", "state in ['found', 'working']"),
    ("fm_level", "matter", "count", "level == 'red' && state != 'closed'"),
    ("fm_never", "matter", "count", "!has(level) || state == 'found'"),
];

/// The sample, and these.
pub fn pack() -> Pack {
    let mut files = pack::sample::files(pack::sample::FILES);
    let mut text = String::new();
    for (id, ledger, fold, filter) in FIGURES {
        let (aggregate, field) = fold.split_once(' ').unwrap_or((fold, ""));
        let unit = match field {
            "paid" | "due" | "worth" => "元",
            "people" | "keeper" => "人",
            "length" => "公里",
            "area" => "亩",
            _ => "件",
        };
        text.push_str(&format!("[{id}]\nname = \"{id}\"\nin = \"{unit}\"\nledger = \"{ledger}\"\n"));
        text.push_str(&format!("agg = \"{aggregate}\"\nwhere = \"{filter}\"\n"));
        if !field.is_empty() {
            text.push_str(&format!("of = \"{field}\"\n"));
        }
        if aggregate == "avg" {
            text.push_str("places = 1\n");
        }
        if field == "keeper" {
            text.push_str("personal = true\n");
        }
    }
    files.insert("indicators/filtered.toml".to_owned(), text);
    let (pack, findings) = pack::load_files(files);
    pack.unwrap_or_else(|| panic!("the filtered sample has findings: {findings:?}"))
}
