//! Whether a Change of units may be taken back: those that it made not while somebody is below them, works there or keeps records;
//! those that it changed not where they would be below something that has ended since.

use std::collections::{BTreeMap, BTreeSet};

use kernel::{BookId, Cut, Problem, RecordId, Seq, UnitId, units::Unit};
use rules::{access::Allowed, units::undone};
use store::{ListQuery, Touched};

use crate::{
    Service, World,
    accounts::Post,
    world::{UNITS, unit},
};

/// Units that would vanish must be nobody's (`undo.unit_in_use`), and the tree as sound as it is (`undo.unsound_units`). Ask while
/// nobody else declares.
pub(crate) async fn may_be_undone(
    service: &Service,
    world: &World,
    change: (&BookId, Seq),
    touched: &[Touched],
) -> Result<(), Problem> {
    nobodys(service, world, touched).await?;
    let findings = undone(&world.units, &as_before(service, change, touched).await?, world.today);
    if findings.is_empty() {
        return Ok(());
    }
    let message = "这以后单位又有变动，撤销了单位就对不上了，没有撤销。";
    Err(Problem::new("undo.unsound_units", message)
        .hint("请先撤销后来的那次单位变更；后来的变更没错的，不要撤销这一次，按下面的提示另写一次单位变更。")
        .findings(findings))
}

/// The units that the Change touched, as they were before it; nothing where it made one.
async fn as_before(
    service: &Service,
    (book, seq): (&BookId, Seq),
    touched: &[Touched],
) -> Result<BTreeMap<UnitId, Option<Unit>>, Problem> {
    let of_units = touched.iter().filter(|one| one.ledger.as_str() == UNITS);
    let (was, made): (Vec<&Touched>, Vec<&Touched>) = of_units.partition(|one| one.closed.is_some());
    let records: Vec<RecordId> = was.iter().map(|one| one.record.clone()).collect();
    let before = Cut::of(book.clone(), Seq(seq.0.saturating_sub(1)));
    let known = service.store().records(&Allowed::of_the_house(), book, &UNITS.into(), &records, &before).await?;
    let known = known.iter().filter_map(unit).map(|unit| (unit.id.clone(), Some(unit)));
    Ok(made.iter().map(|one| (UnitId::new(one.record.as_str()), None)).chain(known).collect())
}

async fn nobodys(service: &Service, world: &World, touched: &[Touched]) -> Result<(), Problem> {
    let began = |one: &&Touched| one.ledger.as_str() == UNITS && one.opened && one.closed.is_none();
    // The record of a unit that was made here is called as its code.
    let gone: BTreeSet<UnitId> = touched.iter().filter(began).map(|one| UnitId::new(one.record.as_str())).collect();
    for id in &gone {
        let Some(unit) = world.units.get(id.as_str()) else { continue };
        let refused = |who: String| {
            let message = format!("“{}”已经在用：{who}，这次变更不能撤销。", unit.name);
            Err(Problem::new("undo.unit_in_use", message).hint("请改为写明从哪天起撤销这个单位、由谁接续。"))
        };
        let rests_on = |other: &&kernel::units::Unit| {
            let below = other.parents.iter().any(|(_, parent)| parent == id);
            !gone.contains(&other.id) && (below || other.successors.contains(id) && other.id != unit.id)
        };
        // Those that the Change itself ended go back with it.
        let ours = |other: &&kernel::units::Unit| touched.iter().any(|one| one.record.as_str() == other.id.as_str());
        if let Some(other) = world.units.iter().filter(rests_on).find(|other| !ours(other)) {
            return refused(format!("“{}”归它或由它接续", other.name));
        }
        // Posts that the Change itself carried there go back with it.
        let carried = |post: &RecordId| touched.iter().any(|one| one.record == *post && one.closed.is_none());
        let works = |post: &Post| post.at == *id && post.is_ahead(world.today) && !carried(&post.id);
        if world.people.posts().any(works) {
            return refused("有人在那里任职".to_owned());
        }
        for ledger in world.pack.ledgers.values() {
            let of = ListQuery::of(ledger.id.clone(), world.cut.clone());
            let query = ListQuery { units: Some(vec![id.clone()]), limit: 1, ..of };
            // Whether there is anything, and nothing of what it says.
            if !service.store().list(&Allowed::of_the_house(), &query).await?.records.is_empty() {
                return refused(format!("“{}”里有它的记录", ledger.name));
            }
        }
    }
    Ok(())
}
