//! Somebody sends a form up (报出): it is filled in once, and kept whole in one Change.

use kernel::{Cut, Finding, Period, Place, Problem, RequestId, UnitId};
use rules::{access::Actor, change::Act};

use super::{
    Fill, Gap, Preview,
    frozen::{FrozenForm, kept_as, text},
    known::known,
    preview,
    versions::versions_of,
};
use crate::{
    Service, access,
    reports::{self, ISSUES, Issued, Version},
};

/// A form to be sent up.
#[derive(Clone, PartialEq, Debug)]
pub struct IssueForm {
    /// The client's key.
    pub request: RequestId,
    /// Its id or name.
    pub form: String,
    /// The unit that fills it in.
    pub unit: UnitId,
    /// The period.
    pub period: Period,
    /// As it was looked at; now where absent.
    pub as_of: Option<Cut>,
    /// Who sees to it, by name; there must be somebody.
    pub by: Option<String>,
    /// A word on this version.
    pub note: Option<String>,
    /// Why it goes up as it is, where figures are missing, small or foretold.
    pub why: Option<String>,
}

/// Sends a form up, or says all that keeps it from going (`form.not_ready`). Problems besides: those of a form that is
/// looked at; `form.too_large`; `record.conflict` where somebody else sent it up meanwhile.
pub async fn issue(service: &Service, actor: &Actor, wanted: IssueForm) -> Result<Version, Problem> {
    let world = service.world().await?;
    let asked = format!("{wanted:?}");
    let IssueForm { request, form, unit, period, as_of, by, note, why } = wanted;
    let said = |text: Option<String>| text.map(|text| text.trim().to_owned()).filter(|text| !text.is_empty());
    let (by, note, why) = (said(by), said(note), said(why));
    let fill = Fill { form, unit, period, as_of };
    let known = known(&world, actor, &fill)?;
    let (allowed, issues) = access::write_ledger(actor, &world, ISSUES)?;
    access::unit(&allowed, ISSUES, fill.unit.as_str(), &world)?;
    let book = world.book_for(issues, fill.unit.as_str());

    // What is looked over and what is kept are of one cut.
    let fill = Fill { as_of: Some(known.cut.clone()), ..fill };
    let shown = preview(service, actor, fill.clone()).await?;
    let undecided: Vec<Finding> =
        by.is_none().then(reports::nobody).into_iter().chain(open(&shown, why.as_deref())).collect();
    if !undecided.is_empty() {
        return Err(Problem::new("form.not_ready", format!("还有{}处没有处理好，没有报出。", undecided.len()))
            .hint("请写经办人；有缺数、预计数、小于5的数的，补齐，或写明为什么照这样报。")
            .findings(undecided));
    }
    let frozen = FrozenForm::of(service, actor, fill.clone(), shown, why).await?;
    let (text, digest) = text(&frozen)?;
    let before = versions_of(service, actor, known.form, &fill.unit, period).await?;
    let number = u32::try_from(before.len()).unwrap_or(u32::MAX).saturating_add(1);
    let name = known.form.title.clone();
    let reason = note.clone().unwrap_or_else(|| format!("报出《{name}》第{number}版"));
    let issued = Issued {
        report: kept_as(&known.form.id),
        name,
        unit: fill.unit.clone(),
        period,
        number,
        on: world.today,
        by,
        note,
        as_of: known.cut.clone(),
        digest,
    };
    let change = service.change(book, request, Act::Issue, asked);
    let receipt = reports::written(service, &allowed, change, reason, &issued, &text).await?;

    // A retry is answered with what it wrote the first time, whatever went up since.
    let all = versions_of(service, actor, known.form, &fill.unit, period).await?;
    let written = all.iter().find(|(version, _)| version.seq == receipt.seq);
    written.map_or_else(|| reports::find(&all, number), Ok).map(|(version, _)| version.clone())
}

/// What somebody must have looked at, unless it is said why it goes up like this.
fn open(shown: &Preview, why: Option<&str>) -> Vec<Finding> {
    if why.is_some() {
        return Vec::new();
    }
    let of = |word: &'static str, gaps: &[Gap]| -> Vec<Finding> {
        let finding = |gap: &Gap| {
            let message = format!("{word}：{}“{}”，{}。", gap.row, gap.column, gap.message.trim_end_matches('。'));
            Finding::error("form.look_at", message, Place::field("why")).hint("补齐后再报，或写明为什么照这样报。")
        };
        gaps.iter().map(finding).collect()
    };
    [of("缺数", &shown.missing), of("预计数", &shown.forecast), of("小于5", &shown.small)].concat()
}
