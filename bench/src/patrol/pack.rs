//! The county that is measured, as the files of a pack: twenty townships of twelve villages of six grids, one ledger of
//! patrols, and the figures that are asked.

use std::{collections::BTreeMap, sync::Arc};

use kernel::Problem;
use pack::model::Pack;

use super::sixty::{Filtered, sixty};

pub const TOWNSHIPS: usize = 20;
pub const VILLAGES: usize = 12;
pub const GRIDS: usize = 6;
/// What patrols are about. The first is the one that is asked by township and month.
pub const KINDS: [(&str, &str); 5] =
    [("river", "巡河"), ("forest", "巡林"), ("road", "巡路"), ("field", "巡田"), ("fire", "防火")];
pub const STATUSES: [(&str, &str); 3] = [("done", "已办结"), ("open", "处理中"), ("handed", "已上报")];
/// How many of them, how long, how many issues: what is asked by township and month.
pub const ASKED: [&str; 3] = ["rivers", "river_length", "river_issues"];

pub fn township(number: usize) -> String {
    format!("t{number:02}")
}

/// The grid of a number below `TOWNSHIPS * VILLAGES * GRIDS`.
pub fn grid(number: usize) -> String {
    let (township, rest) = (number / (VILLAGES * GRIDS), number % (VILLAGES * GRIDS));
    format!("t{township:02}v{:02}g{}", rest / GRIDS, rest % GRIDS)
}

/// The files, as they would lie in a folder.
pub fn files() -> BTreeMap<String, String> {
    let mut files = BTreeMap::new();
    let mut put = |path: &str, text: String| drop(files.insert(path.to_owned(), text));
    put("pack.toml", "id = \"bench\"\nname = \"测速县\"\nversion = \"1\"\nlicence = \"Apache-2.0\"\n".to_owned());
    put("units.toml", units());
    for (file, name, codes) in [("kind", "类别", &KINDS[..]), ("status", "处理情况", &STATUSES[..])] {
        let codes: String = codes.iter().map(|(code, name)| format!("{code} = \"{name}\"\n")).collect();
        put(&format!("codes/{file}.toml"), format!("name = \"{name}\"\n[codes]\n{codes}"));
    }
    put("logs/patrol.toml", PATROL.to_owned());
    put("indicators/bench.toml", indicators());
    files
}

/// The same, checked.
pub fn pack() -> Result<Arc<Pack>, Problem> {
    let (pack, findings) = pack::load_files(files());
    pack.map(Arc::new).ok_or_else(|| Problem::new("bench.pack", "the pack has findings").findings(findings))
}

fn units() -> String {
    const BEGINS: &str = "begins = \"2000-01-01\"";
    let mut units = format!(
        "[levels]\ncounty = {{ name = \"县\", book = true }}\ntownship = {{ name = \"镇\", book = true }}\n\
         village = {{ name = \"村\" }}\ngrid = {{ name = \"网格\" }}\n[units.c]\nname = \"测速县\"\nlevel = \"county\"\n{BEGINS}\n"
    );
    let mut unit = |id: &str, name: String, level: &str, parent: &str| {
        units.push_str(&format!(
            "[units.{id}]\nname = \"{name}\"\nlevel = \"{level}\"\nparent = \"{parent}\"\n{BEGINS}\n"
        ));
    };
    for number in 0..TOWNSHIPS {
        let id = township(number);
        unit(&id, format!("{number}号镇"), "township", "c");
        for place in 0..VILLAGES {
            let village = format!("{id}v{place:02}");
            unit(&village, format!("{number}号镇{place}村"), "village", &id);
            for part in 0..GRIDS {
                unit(&format!("{village}g{part}"), format!("{number}号镇{place}村{part}格"), "grid", &village);
            }
        }
    }
    units
}

/// The ledger; `bench/outside` reads the same file.
const PATROL: &str = include_str!("patrol.toml");

fn indicators() -> String {
    let mut text = String::new();
    let mut put = |id: &str, name: &str, fold: &str, filter: &str| {
        let (measure, fold) = match fold {
            "count" => ("次", "agg = \"count\"".to_owned()),
            "length" => ("公里", format!("agg = \"sum\"\nof = \"{fold}\"")),
            _ => ("个", format!("agg = \"sum\"\nof = \"{fold}\"")),
        };
        let head = format!("[{id}]\nname = \"{name}\"\nin = \"{measure}\"\nledger = \"patrol\"\n{fold}");
        text.push_str(&format!("{head}\nwhere = \"{filter}\"\n\n"));
    };
    put(ASKED[0], "巡河次数", "count", "kind == 'river'");
    put(ASKED[1], "巡河长度", "length", "kind == 'river'");
    put(ASKED[2], "巡河问题", "issues", "kind == 'river'");
    for Filtered { id, fold, cel, .. } in sixty() {
        put(&id, &format!("第{id}项"), fold, &cel);
    }
    text
}

#[cfg(test)]
mod tests {
    #[test]
    fn the_pack_has_nothing_wrong_with_it() {
        let pack = super::pack().expect("a pack");
        assert_eq!((pack.indicators.len(), pack.units.len()), (63, 1 + 20 + 240 + 1_440));
    }
}
