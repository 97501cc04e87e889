//! The ledgers the sheets are imported into: one of plain fields, one of the same columns about persons.

use std::{collections::BTreeMap, sync::Arc};

use pack::model::Pack;

/// How many villages the township has.
pub const VILLAGES: usize = 28;

/// The code list of a choice, as sheets name it.
pub const KINDS: [&str; 6] = ["水稻", "玉米", "马铃薯", "油菜", "柑橘", "茶叶"];

/// The name of a village.
pub fn village(number: usize) -> String {
    const FIRST: [char; 7] = ['青', '白', '龙', '石', '双', '高', '长'];
    const SECOND: [char; 4] = ['山', '河', '桥', '坪'];
    format!("{}{}村", FIRST[number / 4 % 7], SECOND[number % 4])
}

/// A township and its two ledgers.
pub fn pack() -> Arc<Pack> {
    let mut files: BTreeMap<String, String> = BTreeMap::new();
    let mut put = |path: &str, text: String| drop(files.insert(path.to_owned(), text));
    put("pack.toml", "id = \"bench\"\nname = \"测速\"\nversion = \"1\"\nlicence = \"Apache-2.0\"\n".to_owned());
    let begins = "begins = \"2000-01-01\"";
    let mut units = format!(
        "[levels]\ntownship = {{ name = \"镇\", book = true }}\nvillage = {{ name = \"村\" }}\n\
         [units.t]\nname = \"测速镇\"\nlevel = \"township\"\n{begins}\n"
    );
    for number in 0..VILLAGES {
        let name = village(number);
        units.push_str(&format!(
            "[units.v{number}]\nname = \"{name}\"\nlevel = \"village\"\nparent = \"t\"\n{begins}\n"
        ));
    }
    put("units.toml", units);
    let codes: String = (0..).zip(KINDS).map(|(code, name)| format!("k{code} = \"{name}\"\n")).collect();
    put("codes/kind.toml", format!("name = \"作物\"\n[codes]\n{codes}"));
    put("registers/plot.toml", PLOT.to_owned());
    put("registers/grower.toml", GROWER.to_owned());
    let (pack, findings) = pack::load_files(files);
    Arc::new(pack.unwrap_or_else(|| panic!("the pack of the bench has findings: {findings:?}")))
}

const PLOT: &str = r#"
name = "地块"
mandate = "bench.plot"
unit = ["village"]
key = ["number"]
title = ["number"]
checks = [{ check = "!has(area) || !has(subsidy) || area > 0.0", message = "有补贴的要有面积" }]

[fields]
number = { name = "编号", type = "text", required = true }
name = { name = "种植户", type = "text", required = true }
kind = { name = "作物", type = "choice", codes = "kind", required = true }
begins = { name = "登记日期", type = "date", required = true }
area = { name = "面积", type = "decimal", scale = 2, in = "亩", check = "area > 0.0 && area < 10000.0" }
subsidy = { name = "补贴金额", type = "money", in = "元" }
people = { name = "家庭人口", type = "integer", in = "人" }
phone = { name = "联系电话", type = "phone" }
note = { name = "备注", type = "text" }
"#;

/// The number sealed, name and phone committed to.
const GROWER: &str = r#"
name = "种植户"
mandate = "bench.grower"
unit = ["village"]
key = ["number"]
title = ["name"]

[fields]
number = { name = "身份证号", type = "id_number", required = true, privacy = "sensitive", sealed = true }
name = { name = "姓名", type = "text", required = true, privacy = "personal" }
kind = { name = "作物", type = "choice", codes = "kind", required = true }
begins = { name = "登记日期", type = "date", required = true }
area = { name = "面积", type = "decimal", scale = 2, in = "亩" }
subsidy = { name = "补贴金额", type = "money", in = "元" }
people = { name = "家庭人口", type = "integer", in = "人" }
phone = { name = "联系电话", type = "phone", privacy = "personal" }
note = { name = "备注", type = "text" }
"#;
