//! A township's pack over a county's.

use pack::sample::{self, files};

fn check(base: &str, over: &str, expect: &[&str]) -> Option<pack::model::Pack> {
    let mut under = sample::files(sample::FILES);
    under.extend(files(base));
    let (pack, findings) = pack::load_files_overlaid(under, files(over));
    let told: Vec<String> = findings.iter().map(|finding| format!("{} {}", finding.code, finding.place)).collect();
    let told: Vec<&str> = told.iter().map(String::as_str).collect();
    assert_eq!(told, expect, "{findings:#?}");
    assert_eq!(pack.is_some(), expect.is_empty());
    pack
}

const CARD: &str = "//- pack.toml\nid = \"over\"\nname = \"上层\"\nversion = \"1\"\nextends = \"sample\"\n";
const LOCKING: &str = "//- pack.toml\nid = \"sample\"\nname = \"样例\"\nversion = \"1\"\nlocked = [\"ledgers\", \"indicators.events\", \"units.t1\", \"reports\"]\n";

#[test]
fn keys_change_and_declarations_are_added() {
    let over = format!(
        "{CARD}{}",
        "//- logs/event.toml
name = \"本镇的事\"
[fields.extra]
name = \"补充\"
type = \"text\"
[fields.note]
help = \"简要写。\"
//- indicators/own.toml
[own_events]
name = \"本镇事数\"
in = \"件\"
ledger = \"event\"
agg = \"count\"
where = \"has(extra)\"
[events]
about = \"本镇口径\"
//- units.toml
[units.v5]
name = \"戊村\"
level = \"village\"
parent = \"t2\"
begins = \"2020-01-01\"
"
    );
    let pack = check("", &over, &[]).expect("an overlay without findings loads");
    assert_eq!((pack.id.as_str(), pack.name.as_str()), ("over", "上层"));
    let event = pack.ledger("event").expect("declared by the base");
    assert_eq!(event.name, "本镇的事");
    assert_eq!(event.fields.last().map(|(id, _)| id.as_str()), Some("extra"));
    assert_eq!(event.field("note").and_then(|field| field.help.as_deref()), Some("简要写。"));
    assert_eq!(event.field("note").map(|field| field.name.as_str()), Some("说明"));
    assert_eq!(pack.indicator("events").and_then(|events| events.about.as_deref()), Some("本镇口径"));
    assert!(pack.indicator("own_events").is_some());
    assert!(pack.units.iter().any(|unit| unit.id.as_str() == "v5" && unit.book.as_str() == "t2"));
    assert_ne!(pack.digest, sample::pack().digest);
}

#[test]
fn what_the_base_locked_stays() {
    let over = format!(
        "{CARD}{}",
        "//- logs/event.toml
name = \"改名\"
//- logs/own.toml
name = \"自己的\"
mandate = \"own\"
unit = [\"village\"]
date = \"on\"
title = [\"on\"]
[fields.on]
name = \"日期\"
type = \"date\"
//- indicators/own.toml
[events]
name = \"改名\"
[things]
about = \"可以改\"
//- units.toml
[units.t1]
name = \"改名\"
[units.t2]
name = \"可以改\"
//- reports/year.md
+++
name = \"改名\"
+++
"
    );
    let expect = [
        "pack.locked overlay/indicators/own.toml:1:events",
        "pack.locked overlay/logs/event.toml:1",
        "pack.locked overlay/reports/year.md:1",
        "pack.locked overlay/units.toml:1:units.t1",
    ];
    check(LOCKING, &over, &expect);
}

#[test]
fn the_base_must_be_the_one_named_and_the_kind_the_same() {
    let over = "//- pack.toml
id = \"over\"
name = \"上层\"
version = \"1\"
extends = \"other\"
//- cases/event.toml
name = \"事\"
";
    check("", over, &["pack.duplicate_id overlay/cases/event.toml:1", "pack.wrong_base overlay/pack.toml:4:extends"]);
}
