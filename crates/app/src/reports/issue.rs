//! Somebody issues a report: everything open is decided, then the whole is frozen in one Change.

use kernel::{Cut, Finding, IndicatorId, Period, Place, Problem, RequestId, UnitId};
use report::{Decision, PointKind, placeholders, points::points, settle};
use rules::{
    access::{Actor, Allowed, Write},
    change::{Act, Change, Content, Edit},
};
use store::Receipt;

use super::{
    Build,
    basis::basis,
    build,
    frozen::{Frozen, ISSUES, Issued, digest, freeze, ledger, record_id},
    ready::is_personal,
    versions::{Version, find, of, versions_of},
};
use crate::{Service, World, access};

/// A report to be issued.
#[derive(Clone, PartialEq, Debug)]
pub struct Issue {
    /// The client's key.
    pub request: RequestId,
    /// Its id or name.
    pub report: String,
    /// Its unit.
    pub unit: UnitId,
    /// Its period.
    pub period: Period,
    /// As it was looked at; now where absent.
    pub as_of: Option<Cut>,
    /// Who sees to it, by name; there must be somebody.
    pub by: Option<String>,
    /// A word on this version.
    pub note: Option<String>,
    /// What was decided, one by one.
    pub decisions: Vec<Decided>,
}

/// What a person decided about one figure.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Decided {
    /// Confirmed, accepted as missing, or seen.
    pub kind: PointKind,
    /// The figure's indicator, by id or name.
    pub indicator: String,
    /// Its unit; the report's where absent.
    pub unit: Option<UnitId>,
    /// Its period; the report's where absent.
    pub period: Option<Period>,
    /// Why.
    pub why: String,
    /// Of a missing figure, what is printed instead.
    pub say: Option<String>,
}

/// Whether somebody may issue reports of a unit or send up its forms, and take versions back. No program may: somebody answers
/// for it.
pub fn may_issue(world: &World, actor: &Actor, unit: &str) -> bool {
    let leave = access::write_ledger(actor, world, ISSUES);
    actor.program.is_none() && leave.is_ok_and(|(allowed, _)| allowed.reaches(ISSUES, unit))
}

/// Issues a report, or says all that keeps it from being issued (`report.not_ready`).
pub async fn issue(service: &Service, actor: &Actor, wanted: Issue) -> Result<Version, Problem> {
    let world = service.world().await?;
    let asked = format!("{wanted:?}");
    let (allowed, kept) = access::write_ledger(actor, &world, ISSUES)?;
    access::unit(&allowed, ISSUES, wanted.unit.as_str(), &world)?;
    let reading = access::read(actor, &world)?;
    let Issue { request, report, unit, period, as_of, by, note, decisions } = wanted;
    let said = |text: Option<String>| text.map(|text| text.trim().to_owned()).filter(|text| !text.is_empty());
    let (by, note) = (said(by), said(note));
    let book = world.book_for(kept, unit.as_str());

    let draft = build(service, actor, Build { report, unit: unit.clone(), period, as_of }).await?;
    let of = of(&draft);
    let unwritten = placeholders(&draft);
    if unwritten > 0 {
        let finding = draft.warnings.iter().filter(|warning| warning.code == "report.placeholders").cloned();
        return Err(Problem::new("report.not_ready", format!("正文里还有{unwritten}处 XX 没有填，没有印发。"))
            .hint("请先把数填上，或改掉这句话，再印发。")
            .findings(finding.collect()));
    }
    let all = versions_of(service, actor, &of).await?;
    let who = by.clone().unwrap_or_else(|| actor.name.clone());
    let named =
        |text: &str| world.pack.indicator_named(text).map_or_else(|| IndicatorId::from(text), |one| one.id.clone());
    let decision = |decided: Decided| Decision {
        kind: decided.kind,
        indicator: named(&decided.indicator),
        unit: decided.unit.unwrap_or_else(|| unit.clone()),
        period: decided.period.unwrap_or(period),
        who: who.clone(),
        why: decided.why.trim().to_owned(),
        say: said(decided.say),
        name: String::new(),
    };
    let decisions: Vec<Decision> = decisions.into_iter().map(decision).collect();
    let open = points(&draft, &|indicator| is_personal(&world, indicator));
    let mut undecided: Vec<Finding> = by.is_none().then(nobody).into_iter().collect();
    let settled = settle(&draft, &open, &decisions).map_err(|more| undecided.extend(more)).ok();
    let Some((document, decisions)) = settled.filter(|_| undecided.is_empty()) else {
        return Err(Problem::new("report.not_ready", format!("还有{}处没有处理好，没有印发。", undecided.len()))
            .hint("请写明经办人，逐个确认预计数、说明缺数后再印发。")
            .findings(undecided));
    };
    let basis = basis(service, &reading, &world, &document).await?.into_iter().collect();
    let frozen = Frozen { document, basis, decisions };

    let text = freeze(&frozen)?;
    let number = u32::try_from(all.len()).unwrap_or(u32::MAX).saturating_add(1);
    let reason = note.clone().unwrap_or_else(|| format!("印发《{}》第{number}版", frozen.document.title));
    let issued = Issued {
        report: of.report.clone(),
        name: frozen.document.title.clone(),
        unit,
        period,
        number,
        on: world.today,
        by,
        note,
        as_of: frozen.document.as_of.clone(),
        digest: digest(&text),
    };
    let change = service.change(book, request, Act::Issue, asked);
    let receipt = written(service, &allowed, change, reason, &issued, &text).await?;

    // A retry is answered with the version it wrote the first time, whatever was issued since.
    let all = versions_of(service, actor, &of).await?;
    let written = all.iter().find(|(version, _)| version.seq == receipt.seq);
    written.map_or_else(|| find(&all, number), Ok).map(|(version, _)| version.clone())
}

/// Writes a version in one Change; somebody else may have taken its number meanwhile.
pub(crate) async fn written(
    service: &Service,
    allowed: &Allowed<Write>,
    mut change: Change,
    reason: String,
    issued: &Issued,
    text: &str,
) -> Result<Receipt, Problem> {
    let record = record_id(issued.report.as_str(), &issued.unit, issued.period, issued.number);
    change.reason = Some(reason);
    let content = Content { unit: issued.unit.clone(), fields: issued.fields(text), steps: Vec::new() };
    change.edits = vec![Edit { ledger: ledger(), record, expects: None, to: Some(content) }];
    service.store().commit(allowed, change).await.map_err(overtaken)
}

/// A version that nobody has seen to is one that nobody can be asked about.
pub(crate) fn nobody() -> Finding {
    Finding::error("report.no_name", "没有写经办人。", Place::field("by")).hint("请写经办人的姓名。")
}

/// Somebody else took this number meanwhile.
fn overtaken(problem: Problem) -> Problem {
    if problem.code != "record.conflict" {
        return problem;
    }
    Problem::new("record.conflict", "刚才别人已经印发了一版，这次没有印发。")
        .hint("请刷新，看过那一版以后再决定要不要印发。")
}
