//! What may be pinned: a place to look at, said so that it stays true tomorrow. Whether the reader may see what is there,
//! and whether it is still there, is found out when it is looked at.

use kernel::{Finding, Place};
use serde::{Deserialize, Serialize};

use super::{name, views::unsound};

/// As many as one page holds.
const MOST: usize = 24;
/// The longest id.
const ID: usize = 80;
/// The longest name of a list.
const NAME: usize = 30;

/// Something pinned.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case", deny_unknown_fields)]
pub enum Tile {
    /// A figure.
    Figure {
        /// The indicator.
        indicator: String,
        /// Of which unit; the reader's own where absent.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        unit: Option<String>,
        /// For which period.
        period: Span,
    },
    /// A list, with how many records it has.
    List {
        /// The ledger.
        ledger: String,
        /// What to call it.
        name: String,
        /// What is asked, as it stands in an address.
        query: String,
    },
    /// A report.
    Report {
        /// Which.
        report: String,
    },
}

/// A period said from today.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Span {
    /// 本月.
    Month,
    /// 上月.
    LastMonth,
    /// 本年.
    Year,
    /// 上年.
    LastYear,
    /// From the first day of the year to today.
    ToDate,
}

/// What is wrong with a page, if anything.
pub(super) fn wrong(tiles: &[Tile]) -> Vec<Finding> {
    let mut findings = Vec::new();
    if tiles.len() > MOST {
        let message = format!("首页最多钉{MOST}样。");
        findings.push(Finding::error("home.too_many", message, Place::field("tiles")).hint("请先拿掉几样。"));
    }
    for (at, tile) in tiles.iter().enumerate() {
        let place = || Place::field(format!("tiles[{at}]"));
        let ids: Vec<&str> = match tile {
            Tile::Figure { indicator, unit, .. } => {
                std::iter::once(indicator.as_str()).chain(unit.as_deref()).collect()
            }
            Tile::List { ledger, .. } => vec![ledger.as_str()],
            Tile::Report { report } => vec![report.as_str()],
        };
        if ids.iter().any(|id| name(id, ID).is_none()) {
            let message = format!("第{}样没有写清是什么。", at + 1);
            findings.push(Finding::error("home.tile", message, place()).hint("请从指标、列表或报告页上钉。"));
        }
        if let Tile::List { name: called, query, .. } = tile {
            if name(called, NAME).is_none() {
                let message = format!("第{}样要有名字，最多{NAME}个字。", at + 1);
                findings.push(Finding::error("home.name", message, place()).hint("请起一个自己认得的名字。"));
            }
            findings.extend(unsound(query).map(|finding| Finding { place: place(), ..finding }));
        }
    }
    findings
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(says: &str, expect: &[&str]) {
        let tiles: Vec<Tile> = serde_json::from_str(says).expect("tiles");
        let codes: Vec<String> = wrong(&tiles).into_iter().map(|finding| finding.code.to_string()).collect();
        assert_eq!(codes, expect, "{says}");
    }

    #[test]
    fn a_page_says_all_that_is_wrong_with_it() {
        check(r#"[{"kind":"figure","indicator":"events","period":"to_date"},{"kind":"report","report":"year"}]"#, &[]);
        check(r#"[{"kind":"figure","indicator":"","period":"month"}]"#, &["home.tile"]);
        check(
            r#"[{"kind":"list","ledger":"event","name":" ","query":"after=3"},{"kind":"report","report":" "}]"#,
            &["home.name", "view.query", "home.tile"],
        );
        check(r#"[{"kind":"list","ledger":"event","name":"甲","query":"unit=v1&f=a~is~b&sort=-on"}]"#, &[]);
    }

    #[test]
    fn what_nobody_could_pin_is_not_read() {
        for says in [
            r#"{"kind":"map"}"#,
            r#"{"kind":"report","report":"y","as":1}"#,
            r#"{"kind":"figure","indicator":"a","period":"2022"}"#,
        ] {
            assert!(serde_json::from_str::<Tile>(says).is_err(), "{says}");
        }
    }
}
