use app::{
    imports::units_in,
    start::{Office, office},
};
use kernel::Finding;

use crate::world::{sheet, write};

fn found(name: &str, code: Option<&str>, villages: &str) -> Result<String, Vec<Finding>> {
    let own =
        Office { name: name.to_owned(), code: code.map(str::to_owned), county: None, villages: villages.to_owned() };
    office(&pack::sample::pack().levels, &own).map_err(|problem| {
        assert_eq!(problem.code, "start.invalid");
        problem.findings
    })
}

/// The units that are founded, as `code name`, from the office down.
fn units(name: &str, code: Option<&str>, villages: &str) -> Vec<String> {
    let text = found(name, code, villages).unwrap_or_else(|findings| panic!("{findings:?}"));
    let mut base = pack::sample::files(pack::sample::FILES);
    base.retain(|path, _| path == "pack.toml");
    base.insert("units.toml".to_owned(), text);
    let (pack, findings) = pack::load_files(base);
    assert_eq!(findings, [], "what is founded is a sound pack");
    let units = pack.expect("a pack").units;
    units.iter().skip(1).map(|unit| format!("{} {}", unit.id, unit.name)).collect()
}

#[test]
fn offices_are_founded_as_people_type_them() {
    let check = |name: &str, code: Option<&str>, villages: &str, expect: &[&str]| {
        assert_eq!(units(name, code, villages), expect, "{name} {villages}");
    };
    check("白石镇", None, "甲村\n乙村", &["000001100000 白石镇", "000001100201 甲村", "000001100202 乙村"]);
    check(
        "白石乡",
        None,
        " 甲村 、乙村；南社区\n",
        &["000001200000 白石乡", "000001200201 甲村", "000001200202 乙村", "000001200001 南社区"],
    );
    check(
        "白石镇",
        Some("360722100"),
        "甲村 360722100201\n乙村",
        &["360722100000 白石镇", "360722100201 甲村", "360722100202 乙村"],
    );
    check("白石“老”镇\\", None, "３号村", &["000001100000 白石“老”镇\\", "000001100201 3号村"]);
}

#[test]
fn all_that_is_wrong_is_said_at_once_and_where() {
    let check = |name: &str, code: Option<&str>, villages: &str, expect: &[&str]| {
        let findings = found(name, code, villages).expect_err("wrong");
        let at = |finding: &Finding| {
            assert!(finding.hint.is_some(), "{finding:?}");
            let field = finding.place.field.clone().unwrap_or_default();
            finding.place.line.map_or(field.clone(), |line| format!("{field}:{line}"))
        };
        assert_eq!(findings.iter().map(at).collect::<Vec<_>>(), expect, "{findings:?}");
    };
    check("", None, "", &["name", "villages"]);
    check("白石镇", Some("12"), "甲村\n甲村", &["code", "villages:2"]);
    check("白石镇", None, "白石镇\n甲村 12345", &["villages:1", "villages:2"]);
    check("白石镇", None, "甲村 360722100201\n乙村 360722100201\n360722100203", &["villages:2", "villages:3"]);
    check(&"镇".repeat(31), None, &"村".repeat(31), &["name", "villages:1"]);
}

#[tokio::test]
async fn villages_are_found_in_a_spreadsheet() {
    let one = sheet("表", |sheet| {
        write(
            sheet,
            &[
                &["白石镇农户登记表"],
                &["填报单位：白石镇人民政府"],
                &["序号", "村", "户主"],
                &["1", "甲村", "张三"],
                &["2", "乙村", "李四"],
                &["3", "甲村", "王村"],
                &["合计", "", "3"],
            ],
        );
    });
    let found = units_in("农户.xlsx", &one).await.expect("read");
    let names: Vec<(&str, u64)> = found.units.iter().map(|unit| (unit.name.as_str(), unit.rows)).collect();
    assert_eq!((found.office.as_deref(), names), (Some("白石镇"), vec![("甲村", 2), ("乙村", 1)]));
    let problem = units_in("a.xlsx", b"PK broken").await.expect_err("no workbook");
    assert_eq!((problem.code.as_str(), problem.findings.len()), ("import.unreadable", 1));
}
