//! Two ledgers that go out as files: a usual one of ten columns and one as wide as they come, filled through imports.

use std::{
    collections::BTreeMap,
    fmt::Write as _,
    fs::File,
    io::{self, BufWriter, Write as _},
    path::Path,
};

use kernel::Problem;

use super::{
    home::{Home, broken},
    rows::FIRST,
};
use crate::chance::Chance;

/// Id, name, columns beside unit and number, records.
pub type Shape = (&'static str, &'static str, usize, usize);
/// A list as an office hands it on; with unit and number it has ten columns.
pub const USUAL: Shape = ("usual", "常表", 8, 100_000);
/// All that is known of everybody: forty-five columns.
pub const WIDE: Shape = ("wide", "宽表", 43, 570_000);
/// Files of more cells are not taken in at once.
const CELLS: usize = 12_000_000;

/// Books with one of them, `count` records long.
pub fn found(program: &Path, folder: &Path, shape: Shape, count: usize) -> Result<Home, Problem> {
    let (id, _, columns, _) = shape;
    let home = Home::found(program, folder.join(format!("home-{id}")), files(shape))?;
    for first in (0..count).step_by(CELLS / (columns + 2)) {
        let file = folder.join(format!("{id}-{first}.csv"));
        write(&file, columns, first..count.min(first + CELLS / (columns + 2))).map_err(broken)?;
        home.run(&["import", id, &file.to_string_lossy(), "--append", "--json"])?;
        std::fs::remove_file(&file).map_err(broken)?;
    }
    Ok(home)
}

/// A text, a number, a day, a choice, and again.
fn kind(column: usize) -> &'static str {
    ["type = \"text\"", "type = \"decimal\", scale = 2", "type = \"date\"", "type = \"choice\", codes = \"grade\""]
        [column % 4]
}

fn files((id, name, columns, _): Shape) -> BTreeMap<String, String> {
    let begins = "begins = \"2000-01-01\"";
    let units = format!(
        "[levels]\ntownship = {{ name = \"镇\", book = true }}\nvillage = {{ name = \"村\" }}\n\
         [units.t]\nname = \"测速镇\"\nlevel = \"township\"\n{begins}\n\
         [units.v]\nname = \"测速村\"\nlevel = \"village\"\nparent = \"t\"\n{begins}\n"
    );
    let mut ledger = format!(
        "name = \"{name}\"\nmandate = \"bench.{id}\"\nunit = [\"village\"]\nunit_aliases = [\"村\"]\ndate = \"c02\"\nkey = [\"number\"]\n\
         title = [\"number\"]\n\n[fields]\nnumber = {{ name = \"编号\", type = \"text\", required = true }}\n"
    );
    for column in 0..columns {
        let required = if column == 2 { ", required = true" } else { "" };
        let _ = writeln!(ledger, "c{column:02} = {{ name = \"第{column}列\", {}{required} }}", kind(column));
    }
    let pack = "id = \"bench\"\nname = \"测速镇\"\nversion = \"1\"\nlicence = \"Apache-2.0\"\n";
    let grades = "name = \"等级\"\n[codes]\na = \"甲等\"\nb = \"乙等\"\nc = \"丙等\"\n";
    let files = [
        ("pack.toml", pack.to_owned()),
        ("units.toml", units),
        ("codes/grade.toml", grades.to_owned()),
        (&format!("logs/{id}.toml"), ledger),
    ];
    files.map(|(path, text)| (path.to_owned(), text)).into()
}

fn write(file: &Path, columns: usize, rows: std::ops::Range<usize>) -> io::Result<()> {
    let mut chance = Chance(rows.start as u64 + 7);
    let mut into = BufWriter::new(File::create(file)?);
    let names: String = (0..columns).map(|column| format!(",第{column}列")).collect();
    writeln!(into, "村,编号{names}")?;
    for number in rows {
        write!(into, "测速村,N{number:07}")?;
        for column in 0..columns {
            match column % 4 {
                0 => write!(into, ",第{}组第{}户", chance.below(40), chance.below(3_000))?,
                1 => write!(into, ",{}.{:02}", chance.below(10_000), chance.below(100))?,
                2 => write!(into, ",{}", FIRST.plus(chance.below(365) as i32))?,
                _ => write!(into, ",{}", ["甲等", "乙等", "丙等"][chance.below(3)])?,
            }
        }
        writeln!(into)?;
    }
    into.flush()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn their_packs_have_nothing_wrong_with_them() {
        for shape in [USUAL, WIDE] {
            let (pack, findings) = pack::load_files(files(shape));
            assert!(pack.is_some_and(|pack| pack.ledger(shape.0).is_some()), "{findings:?}");
        }
    }
}
