//! The reserved ledgers: units, their outlines, parameters, packs, accounts and posts in the county's book; sourced values, targets, issued
//! reports and what was opened in the book of their unit. They are declared like any other, so that history, import and figures treat them alike.
//! And the parameters that the house itself keeps to, whatever the pack.

use std::collections::BTreeMap;

use indexmap::IndexMap;
use kernel::{CodeListId, LevelId, ParameterId};

use crate::{
    check::Findings,
    lower,
    model::{CodeList, Ledger, Pack, Parameter},
    read,
};

const FILES: &[(&str, &str)] = &[
    ("parameters.toml", include_str!("../system/parameters.toml")),
    ("codes/_grade.toml", include_str!("../system/codes/_grade.toml")),
    ("codes/_office.toml", include_str!("../system/codes/_office.toml")),
    ("codes/_purpose.toml", include_str!("../system/codes/_purpose.toml")),
    ("registers/_unit.toml", include_str!("../system/registers/_unit.toml")),
    ("registers/_parameter.toml", include_str!("../system/registers/_parameter.toml")),
    ("registers/_shape.toml", include_str!("../system/registers/_shape.toml")),
    ("registers/_user.toml", include_str!("../system/registers/_user.toml")),
    ("registers/_post.toml", include_str!("../system/registers/_post.toml")),
    ("logs/_pack.toml", include_str!("../system/logs/_pack.toml")),
    ("logs/_value.toml", include_str!("../system/logs/_value.toml")),
    ("logs/_target.toml", include_str!("../system/logs/_target.toml")),
    ("logs/_issue.toml", include_str!("../system/logs/_issue.toml")),
    ("logs/_heading.toml", include_str!("../system/logs/_heading.toml")),
    ("logs/_opened.toml", include_str!("../system/logs/_opened.toml")),
];

/// Ledgers whose records belong to the unit they speak of; the others stand in the county's book.
pub(crate) const OF_UNITS: &[&str] = &["_value", "_target", "_issue", "_heading", "_opened"];

/// The reserved ledgers, before a pack says which levels of units there are.
pub fn system_ledgers() -> Vec<Ledger> {
    system(&[]).ledgers.into_values().collect()
}

/// Adds the reserved ledgers, code lists and parameters to a pack.
pub(crate) fn add(pack: &mut Pack) {
    let levels: Vec<LevelId> = pack.level_ids();
    let System { codes, parameters, ledgers } = system(&levels);
    pack.codes.extend(codes);
    pack.parameters.extend(parameters);
    pack.ledgers.extend(ledgers.into_iter().map(|(_, ledger)| (ledger.id.clone(), ledger)));
}

struct System {
    codes: IndexMap<CodeListId, CodeList>,
    parameters: IndexMap<ParameterId, Parameter>,
    ledgers: IndexMap<String, Ledger>,
}

fn system(levels: &[LevelId]) -> System {
    let files: BTreeMap<String, String> =
        FILES.iter().map(|(path, text)| ((*path).to_owned(), (*text).to_owned())).collect();
    let mut out = Findings::default();
    let mut drafts = read::drafts(&files, "system/", &mut out);
    lower::complete(&mut drafts);
    let pack = lower::lower(&drafts, String::new(), &mut out);
    let place = |mut ledger: Ledger| {
        let everywhere = OF_UNITS.contains(&ledger.id.as_str());
        ledger.unit = if everywhere { levels.to_vec() } else { levels.iter().take(1).cloned().collect() };
        (ledger.id.to_string(), ledger)
    };
    let ledgers = pack.ledgers.into_values().map(place).collect();
    System { codes: pack.codes, parameters: pack.parameters, ledgers }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::check::written;

    #[test]
    fn reserved_ledgers_are_well_formed() {
        let files = FILES.iter().map(|(path, text)| ((*path).to_owned(), (*text).to_owned())).collect();
        let mut out = Findings::default();
        let mut drafts = read::drafts(&files, "system/", &mut out);
        lower::complete(&mut drafts);
        written(&drafts, &mut out);
        let findings: Vec<_> = out.into_sorted().into_iter().filter(|f| f.code != "pack.bad_id").collect();
        assert_eq!(findings, [], "only their ids are out of the ordinary");
        let ids: Vec<String> = system_ledgers().iter().map(|ledger| ledger.id.to_string()).collect();
        assert_eq!(
            ids,
            [
                "_parameter",
                "_post",
                "_shape",
                "_unit",
                "_user",
                "_heading",
                "_issue",
                "_opened",
                "_pack",
                "_target",
                "_value"
            ]
        );
    }
}
