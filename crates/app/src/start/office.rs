//! An office and its villages, as a person types them → the units of its overlay, or all that is wrong with them.

use std::collections::{BTreeMap, BTreeSet};

use kernel::{Finding, Place, Problem};
use pack::model::Level;
use rules::convert::{halfwidth, squeeze};

/// What a person says of the own office.
#[derive(Clone, PartialEq, Eq, Default, Debug)]
pub struct Office {
    /// Its name.
    pub name: String,
    /// Its twelve digits, where they are known.
    pub code: Option<String>,
    /// The county above it.
    pub county: Option<String>,
    /// Its villages, one a line; a code may follow a name.
    pub villages: String,
}

const LONGEST: usize = 30;
const MOST_VILLAGES: usize = 500;
/// Units are there long before anything is recorded of them.
const BEGINS: &str = "2000-01-01";
/// Names of units are written one a line, or parted by these.
const PARTED_BY: [char; 5] = ['、', '，', ',', '；', ';'];
/// No division begins with these digits; who has no code at hand gets one made of them.
const MADE_UP: &str = "000001";

/// `units.toml` of the office, with the levels of the pack. Problem: `start.invalid` with findings by field and line.
pub fn office(levels: &[Level], office: &Office) -> Result<String, Problem> {
    let mut findings = Vec::new();
    let at = levels.iter().rposition(|level| level.book).unwrap_or_default();
    let (Some(own), Some(below)) = (levels.get(at), levels.get(at + 1)) else {
        return Err(Problem::new("start.no_levels", "口径包里没有单位的层级。").hint("请换一个口径包。"));
    };
    let name = named(&office.name, "name", "单位名称", &mut findings);
    let code = code_of(office, &name, &mut findings);
    let county = match office.county.as_deref().map(squeeze).filter(|county| !county.is_empty()) {
        Some(county) => named(&county, "county", "县名", &mut findings),
        None => "本县".to_owned(),
    };
    let villages = villages(&office.villages, &name, &code, &mut findings);
    if !findings.is_empty() {
        return Err(Problem::new("start.invalid", format!("有{}处需要修改，还没有建账。", findings.len()))
            .hint("请按下面的提示修改后再试。")
            .findings(findings));
    }
    let mut out = String::new();
    for level in levels {
        out.push_str(&format!("[levels.{}]\nname = {}\n", level.id, quoted(&level.name)));
        out.push_str(if level.book { "book = true\n\n" } else { "\n" });
    }
    let mut unit = |code: &str, name: &str, level: &str, parent: Option<&str>| {
        out.push_str(&format!("[units.{code}]\nname   = {}\nlevel  = {}\n", quoted(name), quoted(level)));
        if let Some(parent) = parent {
            out.push_str(&format!("parent = {}\n", quoted(parent)));
        }
        out.push_str(&format!("begins = {}\n\n", quoted(BEGINS)));
    };
    let above = format!("{}000000", &code[..6]);
    let top = levels.first().filter(|top| top.id != own.id);
    if let Some(top) = top {
        unit(&above, &county, top.id.as_str(), None);
    }
    unit(&code, &name, own.id.as_str(), top.map(|_| above.as_str()));
    for (village, name) in &villages {
        unit(village, name, below.id.as_str(), Some(&code));
    }
    Ok(out.trim_end().to_owned() + "\n")
}

fn quoted(text: &str) -> String {
    format!("\"{}\"", text.replace('\\', "\\\\").replace('"', "\\\""))
}

fn named(text: &str, field: &str, what: &str, findings: &mut Vec<Finding>) -> String {
    let name = squeeze(&text.chars().filter(|c| !c.is_control()).collect::<String>());
    if name.is_empty() {
        let message = format!("{what}还没有写。");
        findings.push(Finding::error("start.invalid", message, Place::field(field)).hint("请写全称，例如“白石镇”。"));
    } else if name.chars().count() > LONGEST {
        let message = format!("{what}太长，最多{LONGEST}个字。");
        findings.push(Finding::error("start.invalid", message, Place::field(field)).hint("请写单位的正式名称。"));
    }
    name
}

/// As given, of nine digits filled up; else made up by the kind of division (GB/T 10114: 001 street, 100 town, 200 township).
fn code_of(office: &Office, name: &str, findings: &mut Vec<Finding>) -> String {
    let given = office.code.as_deref().map(halfwidth).unwrap_or_default();
    let given: String = given.chars().filter(|c| !c.is_whitespace()).collect();
    if given.is_empty() {
        let kind = if name.ends_with("街道") {
            "001"
        } else if name.ends_with('乡') {
            "200"
        } else {
            "100"
        };
        return format!("{MADE_UP}{kind}000");
    }
    let digits = given.bytes().all(|b| b.is_ascii_digit());
    match given.len() {
        9 if digits => format!("{given}000"),
        12 if digits => given,
        _ => {
            let message = format!("单位代码“{given}”不是12位数字。");
            let hint = "请写统计用区划代码，例如 360722100000；不知道可以不填。";
            findings.push(Finding::error("start.invalid", message, Place::field("code")).hint(hint));
            format!("{MADE_UP}100000")
        }
    }
}

fn villages(text: &str, office: &str, office_code: &str, findings: &mut Vec<Finding>) -> Vec<(String, String)> {
    let mut villages: Vec<(String, String, u32)> = Vec::new();
    let mut first: BTreeMap<String, u32> = BTreeMap::new();
    let mut codes: BTreeSet<String> = BTreeSet::new();
    for (line, number) in text.lines().zip(1u32..) {
        for piece in line.split(PARTED_BY) {
            let piece =
                squeeze(&halfwidth(piece).replace('\t', " ").chars().filter(|c| !c.is_control()).collect::<String>());
            if piece.is_empty() {
                continue;
            }
            let mut say = |message: String, hint: &str| {
                findings.push(
                    Finding::error("start.invalid", message, Place::field("villages").line(number))
                        .hint(hint.to_owned()),
                );
            };
            let digits = |text: &str| text.len() >= 3 && text.bytes().all(|b| b.is_ascii_digit());
            let (name, code) = match piece.rsplit_once(' ') {
                Some((name, code)) if digits(code) => (name.trim().to_owned(), code.to_owned()),
                _ => match piece.split_once(' ') {
                    Some((code, name)) if digits(code) => (name.trim().to_owned(), code.to_owned()),
                    _ => (piece, String::new()),
                },
            };
            if !code.is_empty() && code.len() != 12 {
                say(format!("“{name}”的代码“{code}”不是12位。"), "请写12位代码，或只写村名。");
            } else if !code.is_empty() && !codes.insert(code.clone()) {
                say(format!("代码“{code}”用了两次。"), "请核对两个村的代码。");
            }
            if name.chars().count() > LONGEST {
                say(format!("“{}…”太长，不像村名。", name.chars().take(8).collect::<String>()), "请一行写一个村。");
            } else if digits(&name) {
                say(format!("“{name}”只有代码，没有村名。"), "请在代码前面写上村名。");
            } else if name == office {
                say(format!("“{name}”是单位自己，不是下面的村。"), "请删去这一行。");
            } else if let Some(before) = first.get(&name) {
                say(
                    format!("“{name}”写了两次，第{before}行已经有了。"),
                    "同名的两个村请写得分得开，例如“新建村（东）”“新建村（西）”；写重了请删去一行。",
                );
            } else {
                first.insert(name.clone(), number);
                villages.push((code, name, number));
            }
        }
    }
    let said = findings.iter().any(|finding| finding.place.field.as_deref() == Some("villages"));
    if villages.is_empty() && !said {
        let finding = Finding::error("start.invalid", "还没有写下属的村（社区）。", Place::field("villages"));
        findings.push(finding.hint("请一行写一个，或从表格里取。"));
    }
    if villages.len() > MOST_VILLAGES {
        let message = format!("一共{}个村，超过{MOST_VILLAGES}个。", villages.len());
        findings
            .push(Finding::error("start.invalid", message, Place::field("villages")).hint("请检查是否多粘贴了内容。"));
    }
    // Village committees are numbered from 201, residents' committees from 001.
    let mut next = BTreeMap::from([(false, 200), (true, 0)]);
    let mut made = Vec::new();
    for (code, name, _) in villages {
        let code = if code.is_empty() {
            let counter = next.entry(name.ends_with("社区") || name.ends_with("委会")).or_default();
            loop {
                *counter += 1;
                let code = format!("{}{counter:03}", &office_code[..9]);
                if codes.insert(code.clone()) {
                    break code;
                }
            }
        } else {
            code
        };
        made.push((code, name));
    }
    made
}
