//! Versions for columns: what is read again after a cut is all that changed, and spells cover all days.

use kernel::{Cut, Date};
use rules::change::Content;
use store::Versions;

use crate::ground::*;

on_both! {
    a_case_has_its_states_over_days,
    only_what_changed_is_read_again,
    a_long_book_comes_in_pages,
}

async fn versions(ground: &Ground, ledger: &str, after: &Cut) -> Versions {
    ground.store.versions(&read(), &ledger.into(), after).await.expect("versions")
}

async fn a_case_has_its_states_over_days(on: On) {
    let ground = open_fresh(on).await;
    let steps = vec![step("assign", "fixing", "2022-02-01"), step("close", "closed", "2022-03-01")];
    let to = Content { unit: "v1".into(), fields: fields(&[("found_on", date("2022-01-10"))]), steps: steps.clone() };
    ground.keep("1", vec![edit("hazard", "z", None, Some(to))]).await;
    let record = ground.now("hazard", "z").await.expect("is there");
    assert_eq!((record.steps, record.state.as_deref_str()), (steps, Some("closed")));
    let versions = versions(&ground, "hazard", &Cut::default()).await;
    let row = &versions.rows[0];
    let told: Vec<_> = row.spells.iter().map(|spell| (spell.since, spell.until, spell.state.as_deref_str())).collect();
    assert_eq!(
        told,
        [
            (Date::MIN, day("2022-01-10"), None),
            (day("2022-01-10"), day("2022-02-01"), Some("found")),
            (day("2022-02-01"), day("2022-03-01"), Some("fixing")),
            (day("2022-03-01"), Date::MAX, Some("closed")),
        ]
    );
    assert_eq!(versions.steps.iter().map(|step| step.as_str()).collect::<Vec<_>>(), ["assign", "close"]);
    assert_eq!(row.steps, [Some(day("2022-02-01")), Some(day("2022-03-01"))]);
}

async fn only_what_changed_is_read_again(on: On) {
    let ground = open_fresh(on).await;
    let home = |class: &str| {
        content(
            "v1",
            &[("class", spells(&[("2020-01-01", Some(text(class)))])), ("number", text("X1")), ("head", text("王"))],
        )
    };
    ground.keep("1", vec![edit("home", "a", None, home("low")), edit("home", "b", None, home("low"))]).await;
    let first = versions(&ground, "home", &Cut::default()).await;
    assert_eq!((first.rows.len(), first.heads.at("b").0), (2, 1));
    assert!(versions(&ground, "home", &first.heads).await.rows.is_empty());
    ground.keep("2", vec![edit("home", "a", Some(1), home("none"))]).await;
    let second = versions(&ground, "home", &first.heads).await;
    let told: Vec<_> =
        second.rows.iter().map(|row| (row.record.as_str(), row.from_seq.0, row.to_seq.map(|seq| seq.0))).collect();
    assert_eq!(told, [("a", 1, Some(2)), ("a", 2, None)]);
    let at = |name: &str| second.fields.iter().position(|field| field.as_str() == name).expect(name);
    let row = &second.rows[1];
    assert_eq!(row.values[at("class")], Some(text("none")), "of a dated field the latest");
    assert_eq!(row.values[at("head")], Some(text("王")));
    let hash = row.values[at("number")].as_ref().and_then(|value| value.as_text().map(str::to_owned));
    assert_eq!(hash.map(|hash| hash.len()), Some(64), "of a sealed text its hash");
    assert_eq!(second.rows[0].values[at("number")], row.values[at("number")], "equal values, equal hashes");
    let class = second.dated.iter().position(|field| field.as_str() == "class").expect("dated");
    let told: Vec<_> = row.spells.iter().map(|spell| (spell.since, spell.values[class].clone())).collect();
    assert_eq!(told, [(Date::MIN, None), (day("2020-01-01"), Some(text("none")))]);
}

trait AsStr {
    fn as_deref_str(&self) -> Option<&str>;
}

impl AsStr for Option<kernel::StateId> {
    fn as_deref_str(&self) -> Option<&str> {
        self.as_ref().map(kernel::StateId::as_str)
    }
}

async fn a_long_book_comes_in_pages(on: On) {
    let ground = open_fresh(on).await;
    let home = |number: u32, class: &str, expects| {
        let class = spells(&[("2020-01-01", Some(text(class)))]);
        let to = content("v1", &[("code", text(&number.to_string())), ("class", class)]);
        edit("home", &format!("h{number:05}"), expects, to)
    };
    ground.keep("1", (0..9_003).map(|number| home(number, "low", None)).collect()).await;
    // Some where a page ends: 4,000 versions are one.
    let again = [0, 3_998, 3_999, 4_000, 7_996, 9_002];
    ground.keep("2", again.map(|number| home(number, "none", Some(1))).into()).await;
    let all = versions(&ground, "home", &Cut::default()).await;
    assert_eq!(all.rows.len(), 9_003 + again.len());
    let at = |row: &store::VersionRow| (row.record.to_string(), row.from_seq);
    assert!(all.rows.windows(2).all(|pair| at(&pair[0]) < at(&pair[1])), "each once, in order");
    let class = all.dated.iter().position(|field| field.as_str() == "class").expect("class");
    for row in &all.rows {
        assert_eq!(row.spells.len(), 2, "{row:?}");
        assert_eq!(row.to_seq.is_some(), row.from_seq.0 == 1 && again.iter().any(|n| at(row).0 == format!("h{n:05}")));
        let expect = if row.from_seq.0 == 1 { "low" } else { "none" };
        assert_eq!(row.spells[1].values[class], Some(text(expect)));
    }
    let later = versions(&ground, "home", &cut(1)).await;
    assert_eq!(later.rows.len(), 2 * again.len(), "those that ended and those that began");
}
