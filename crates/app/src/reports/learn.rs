//! Learns a text: which indicators stand behind its figures, and the marks that print them.

use std::collections::{BTreeMap, BTreeSet};

use kernel::{Ask, Figure, LedgerId, Period, Problem, UnitId};
use pack::model::{Aggregate, Base, Compare, FieldType, Fold, Indicator, Kind, Ledger, Pack, RatioMode};
use report::learn::{Catalogue, Entry, Learned, Reading, Tells};
use rules::{access::Actor, near};

use super::{build, names};
use crate::{Service, access, figures};

/// A text, and for whom and when its figures are.
#[derive(Clone, PartialEq, Debug)]
pub struct Learn {
    /// A sentence, a paragraph with XX in it, or an old report.
    pub text: String,
    /// Its unit.
    pub unit: UnitId,
    /// Its period.
    pub period: Period,
    /// The ledger whose indicators are preferred.
    pub ledger: Option<String>,
}

/// Learns it: one pass over the text, one fused answer, one pass to prove the marks.
pub async fn learn(service: &Service, actor: &Actor, wanted: Learn) -> Result<Learned, Problem> {
    let world = service.world().await?;
    let allowed = access::read(actor, &world)?;
    let pack = &world.pack;
    let open = |ledger: &&Ledger| allowed.covers(ledger.id.as_str());
    let ledger = wanted.ledger.as_deref().map(|id| ledger(pack.ledgers.values().filter(open), id)).transpose()?;
    let scope = build::scope(&world, &wanted.unit, wanted.period, world.cut.clone())?;
    let indicators = figures::indicators(service, actor).await?;
    let catalogue = Catalogue::new(indicators.iter().map(|indicator| entry(pack, indicator)));
    let names = names::names(pack);
    let reading = Reading::of(&wanted.text, &catalogue, &names, &scope, ledger.as_ref())?;
    let asks = reading.asks();
    let figures = service.engine().figures(&allowed, &asks, Some(world.cut.clone())).await?;
    let answers: BTreeMap<Ask, Figure> = asks.into_iter().zip(figures).collect();
    Ok(reading.learned(&names, &answers))
}

/// A ledger by id or name.
fn ledger<'a>(ledgers: impl Iterator<Item = &'a Ledger> + Clone, wanted: &str) -> Result<LedgerId, Problem> {
    let found = ledgers.clone().find(|ledger| ledger.id.as_str() == wanted || ledger.name == wanted);
    found.map(|ledger| ledger.id.clone()).ok_or_else(|| {
        let hint = near::hint(wanted, ledgers.map(|ledger| ledger.name.as_str()), "请从台账列表里选。");
        Problem::not_found(format!("台账“{wanted}”")).hint(hint)
    })
}

/// What learning may know of an indicator.
fn entry(pack: &Pack, indicator: &Indicator) -> Entry {
    let fold = folded(pack, indicator, 0);
    let words = fold.map(|fold| words(pack, fold)).unwrap_or_default();
    let tells = match &indicator.kind {
        Kind::Against { show: Compare::Base, base: Base::YearBefore, .. } => Tells::Before,
        Kind::Against { show: Compare::Difference | Compare::Change, .. } => Tells::Change,
        Kind::Target { .. } => Tells::Promise,
        _ => Tells::Value,
    };
    Entry {
        indicator: indicator.id.clone(),
        name: indicator.name.clone(),
        aliases: indicator.aliases.clone(),
        measure: indicator.measure.clone(),
        ledger: fold.map(|fold| fold.ledger.clone()),
        words: words.into_iter().collect(),
        tells,
    }
}

/// The fold an indicator is, or is made of.
fn folded<'a>(pack: &'a Pack, indicator: &'a Indicator, depth: usize) -> Option<&'a Fold> {
    match &indicator.kind {
        Kind::Fold(fold) => Some(fold),
        Kind::Ratio(RatioMode::Cohort { over: of, .. } | RatioMode::Flow { part: of, .. })
        | Kind::Units { of, .. }
        | Kind::Against { indicator: of, .. }
        | Kind::Rank { indicator: of, .. }
            if depth < 8 =>
        {
            folded(pack, pack.indicator(of.as_str())?, depth + 1)
        }
        _ => None,
    }
}

/// The names of the ledger, of the field that is folded, and of the codes the filter asks for.
fn words(pack: &Pack, fold: &Fold) -> BTreeSet<String> {
    let mut words = BTreeSet::new();
    let Some(ledger) = pack.ledger(fold.ledger.as_str()) else { return words };
    words.insert(ledger.name.clone());
    let field = match &fold.aggregate {
        Aggregate::Count => None,
        Aggregate::Sum(field)
        | Aggregate::Avg(field)
        | Aggregate::Min(field)
        | Aggregate::Max(field)
        | Aggregate::Distinct(field)
        | Aggregate::Latest(field) => ledger.fields.get(field),
    };
    words.extend(field.map(|field| field.name.clone()));
    let Some(filter) = &fold.filter else { return words };
    let quoted: Vec<&str> = filter.source().split('\'').skip(1).step_by(2).collect();
    for field in ledger.fields.values().filter(|field| filter.references(field.id.as_str())) {
        match &field.ty {
            FieldType::Choice(list) | FieldType::Choices(list) => {
                let codes = pack.codes.get(list).into_iter().flat_map(|list| &list.codes);
                let asked = codes.filter(|(id, _)| quoted.contains(&id.as_str()));
                words.extend(asked.map(|(_, code)| code.name.clone()));
            }
            _ => {
                words.insert(field.name.clone());
            }
        }
    }
    words
}
