//! Puts the evidence of a figure together.

use std::collections::BTreeMap;

use kernel::{Ask, Decimal, Figure, IndicatorId, Problem};
use pack::model::{Base, Compare, Fold, Indicator, Kind, RatioMode};
use rules::access::{Allowed, Read};

use super::{Evidence, EvidenceKind, EvidenceRow, Page, SourceRow, page, refold, rows};
use crate::{
    admit::{reaches, reaches_all},
    answer::{Answers, Leaf, counts, figure, in_measure, kept_target, parts},
    records::{Sourced, TARGETS, VALUES},
    session::Session,
    words::{both_founded, definition},
};

/// What is behind the figure of an ask.
pub fn evidence(
    answers: &mut Answers<'_>,
    allowed: &Allowed<Read>,
    ask: &Ask,
    page: &Page,
) -> Result<Evidence, Problem> {
    let session = answers.session;
    let indicator = session.indicator(&ask.indicator)?;
    let answer = answers.of(ask)?;
    let figure = figure(session, ask, &answer)?;
    let definition = definition(session, indicator, ask, &figure);
    let whole = |kind, exact| Evidence { figure, definition, kind, exact, fold: None };
    let mut evidence = match &indicator.kind {
        Kind::Fold(_) if answer.kept => {
            whole(source(session, VALUES, &session.reserved.values, &indicator.id, ask)?, Vec::new())
        }
        Kind::Fold(fold) => whole(row_kind(session, indicator, fold, &Leaf::of(ask, &indicator.id, None))?, Vec::new()),
        Kind::Ratio(RatioMode::Cohort { over, .. }) => {
            let over = session.indicator(over)?;
            let Kind::Fold(fold) = &over.kind else { return Err(Problem::not_found(format!("指标 {}", over.id))) };
            let leaf = Leaf::of(ask, &over.id, Some(indicator.id.clone()));
            whole(row_kind(session, over, fold, &leaf)?, Vec::new())
        }
        Kind::Ratio(RatioMode::Flow { .. }) | Kind::Formula { .. } => {
            let (figures, exact) = figures(answers, &parts(session, indicator, ask))?;
            whole(EvidenceKind::Operands(figures), exact)
        }
        Kind::Against { indicator: of, base, show } => {
            let (figures, exact) = compared(answers, indicator, of, *base, *show, ask)?;
            let both = if *base == Base::Target { String::new() } else { both_founded(session, &figures) };
            let mut evidence = whole(EvidenceKind::Operands(figures), exact);
            evidence.definition += &both;
            evidence
        }
        Kind::Rank { .. } => {
            let (figures, exact) = figures(answers, &parts(session, indicator, ask))?;
            whole(EvidenceKind::Siblings(figures), exact)
        }
        Kind::Units { condition, .. } => {
            let mut counted = Vec::new();
            for part in parts(session, indicator, ask) {
                if let Ok(value) = answers.of(&part)?.value
                    && counts(session, condition, ask, value).unwrap_or(false)
                {
                    counted.push(part);
                }
            }
            let (figures, exact) = figures(answers, &counted)?;
            whole(EvidenceKind::Siblings(figures), exact)
        }
        Kind::Sourced { .. } => {
            whole(source(session, VALUES, &session.reserved.values, &indicator.id, ask)?, Vec::new())
        }
        Kind::Target { of } => whole(source(session, TARGETS, &session.reserved.targets, of, ask)?, Vec::new()),
        Kind::Parameter(id) => {
            let held = session.reserved.parameters.on(id.as_str(), ask.period.last());
            let (value, basis) = held.map_or((None, ""), |(value, basis)| (Some(value), basis));
            let (parameter, basis) = (id.clone(), basis.to_owned());
            whole(EvidenceKind::Parameter { parameter, on: ask.period.last(), value, basis }, Vec::new())
        }
    };
    evidence.fold = refold(&session.pack, &evidence);
    close(session, allowed, &mut evidence);
    page::cut(&mut evidence.kind, page)?;
    Ok(evidence)
}

fn row_kind(session: &Session, over: &Indicator, fold: &Fold, leaf: &Leaf) -> Result<EvidenceKind, Problem> {
    let rows = rows::rows(session, over, fold, leaf)?;
    let total = rows.len() as u64;
    let (ledger, aggregate) = (fold.ledger.clone(), fold.aggregate.clone());
    Ok(EvidenceKind::Rows { ledger, aggregate, total, rows, closed: 0, next: None })
}

fn figures(answers: &mut Answers<'_>, asks: &[Ask]) -> Result<(Vec<Figure>, Vec<Option<Decimal>>), Problem> {
    let mut figures = Vec::new();
    let mut exact = Vec::new();
    for ask in asks {
        let answer = answers.of(ask)?;
        exact.push(in_measure(answers.session.indicator(&ask.indicator)?, &answer));
        figures.push(figure(answers.session, ask, &answer)?);
    }
    Ok((figures, exact))
}

/// This and what it is compared with; a target stands as a figure of the indicator it promises.
fn compared(
    answers: &mut Answers<'_>,
    indicator: &Indicator,
    of: &IndicatorId,
    base: Base,
    show: Compare,
    ask: &Ask,
) -> Result<(Vec<Figure>, Vec<Option<Decimal>>), Problem> {
    let (mut all, mut exact) = figures(answers, &parts(answers.session, indicator, ask))?;
    if base == Base::Target {
        let session = answers.session;
        let promised = session.indicator(of)?;
        let ask = Ask { indicator: of.clone(), ..ask.clone() };
        let answer = kept_target(session, of, &ask)?;
        exact.push(in_measure(promised, &answer));
        let figure = figure(session, &ask, &answer)?;
        all.push(Figure { name: format!("{}（目标）", figure.name), ..figure });
    }
    if show == Compare::Base && all.len() == 2 {
        all.remove(0);
        exact.remove(0);
    }
    Ok((all, exact))
}

fn source(
    session: &Session,
    ledger: &str,
    sourced: &Sourced,
    indicator: &IndicatorId,
    ask: &Ask,
) -> Result<EvidenceKind, Problem> {
    let table = session.table(&ledger.into())?;
    let row = sourced.get(indicator, ask).map(|kept| SourceRow {
        ledger: ledger.into(),
        record: table.record(kept.at).into(),
        book: table.book(kept.at).into(),
        unit: table.unit(kept.at).into(),
        from_seq: table.chunks[kept.at.chunk].seq(kept.at.row),
        value: kept.value,
    });
    Ok(EvidenceKind::Source(row.into_iter().collect()))
}

/// Takes the values away; rows that count as one are still seen to belong together, by a number.
fn hide(rows: &mut [EvidenceRow]) {
    let mut numbers: BTreeMap<String, usize> = BTreeMap::new();
    for row in rows {
        row.contribution = None;
        row.group = row.group.take().map(|group| {
            let next = numbers.len() + 1;
            format!("第{}组", numbers.entry(group).or_insert(next))
        });
    }
}

/// Takes out what is closed to the reader, and says how much that is.
fn close(session: &Session, allowed: &Allowed<Read>, evidence: &mut Evidence) {
    match &mut evidence.kind {
        EvidenceKind::Rows { ledger, aggregate, rows, closed, .. } => {
            let books = allowed.books_for(ledger.as_str());
            let before = rows.len();
            rows.retain(|row| {
                reaches(session, allowed, ledger, &row.unit, session.today)
                    && books.as_ref().is_none_or(|all| all.contains(&row.book))
            });
            *closed = (before - rows.len()) as u64;
            if !rows::is_clear(session, allowed, ledger, aggregate) {
                hide(rows);
            }
        }
        EvidenceKind::Siblings(figures) => {
            let before = figures.len();
            figures
                .retain(|figure| reaches_all(session, allowed, &figure.ask.indicator, &figure.ask.unit, session.today));
            if figures.len() < before {
                evidence.exact.clear();
            }
        }
        EvidenceKind::Operands(_) | EvidenceKind::Source(_) | EvidenceKind::Parameter { .. } => {}
    }
}
