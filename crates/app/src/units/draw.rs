//! Somebody hands in a file with outlines of units; they are taken up in one Change.

use kernel::{Fields, Finding, LedgerId, Problem, RecordId, RequestId, Value};
use rules::{
    access::Actor,
    change::{Act, Content, Edit},
    shapes::{self, Outline},
};
use store::{Receipt, Record};

use crate::{
    Service, access,
    world::{self, SHAPES},
};

/// What is asked.
#[derive(Clone, PartialEq, Debug)]
pub struct Draw {
    /// The client's key.
    pub request: RequestId,
    /// Where the outlines come from.
    pub reason: String,
    /// Only say what would be taken up.
    pub judge_only: bool,
}

/// What a file holds, and what became of it.
#[derive(Clone, PartialEq, Debug)]
pub struct Drawn {
    /// Every feature of the file.
    pub outlines: Vec<Outline>,
    /// The Change; nothing where it was only looked at, or all of it is known already.
    pub receipt: Option<Receipt>,
}

/// Takes up the outlines of a file, each for the unit it belongs to; units that the file does not name keep theirs. Problems:
/// what `rules::shapes` says of the file; `shapes.invalid` with all findings.
pub async fn draw(service: &Service, actor: &Actor, bytes: &[u8], wanted: Draw) -> Result<Drawn, Problem> {
    let allowed = access::administer(actor)?;
    let Draw { request, reason, judge_only } = wanted;
    let outlines = outlines(service, bytes).await?;
    if judge_only {
        return Ok(Drawn { outlines, receipt: None });
    }
    // Whose they are was asked before: a unit keeps its code, and what it is called just now changes nothing.
    let _alone = service.declaring().await?;
    let world = service.world().await?;
    let (book, leave) = (world.root_book(), allowed.writing());
    let found = || outlines.iter().filter_map(|outline| outline.unit.as_ref().zip(outline.shape.as_ref()));
    let asked = found().map(|(unit, shape)| format!("{unit} {}\n", shape.to_geojson())).collect::<String>();
    if let Some(receipt) = service.store().receipt(&leave, &book, &request, Act::Correct, &asked).await? {
        return Ok(Drawn { outlines, receipt: Some(receipt) });
    }
    let reason = reason.trim().to_owned();
    let mut findings: Vec<Finding> =
        outlines.iter().flat_map(|outline| &outline.findings).filter(|finding| finding.is_error()).cloned().collect();
    if reason.is_empty() {
        let (message, hint) = ("没有写边界的来源。", "请写是哪里来的，比如“县自然资源局 2025 年村界”。");
        findings.push(Finding::error("unit.no_reason", message, kernel::Place::field("reason")).hint(hint));
    }
    if findings.is_empty() && found().next().is_none() {
        findings = outlines.iter().flat_map(|outline| &outline.findings).cloned().collect();
    }
    if !findings.is_empty() {
        let message = format!("有{}处需要修改，没有保存。", findings.len());
        return Err(Problem::new("shapes.invalid", message).hint("请按下面的提示修改后再交。").findings(findings));
    }
    let root = world.root_unit()?;
    let known = world::all(service.store(), &allowed.reading(), SHAPES, None, &world.cut).await?;
    let code_of = |record: &Record| record.fields.get("code").and_then(Value::as_text).map(str::to_owned);
    let edits = found().filter_map(|(unit, shape)| {
        let before = known.iter().find(|record| code_of(record).as_deref() == Some(unit.as_str()));
        let fields = Fields::from([
            ("code".into(), Value::text(unit.as_str())),
            ("shape".into(), Value::Text(shape.to_geojson())),
        ]);
        if before.is_some_and(|record| record.fields == fields) {
            return None;
        }
        Some(Edit {
            ledger: LedgerId::from(SHAPES),
            record: before.map_or_else(|| RecordId::from(unit.as_str()), |record| record.record.clone()),
            expects: before.map(|record| record.from_seq),
            to: Some(Content { unit: root.clone(), fields, steps: Vec::new() }),
        })
    });
    let edits: Vec<Edit> = edits.collect();
    if edits.is_empty() {
        return Ok(Drawn { outlines, receipt: None });
    }
    let mut change = service.change(book, request, Act::Correct, asked);
    change.edits = edits;
    change.reason = Some(reason);
    let receipt = service.store().commit(&leave, change).await?;
    Ok(Drawn { outlines, receipt: Some(receipt) })
}

/// Ten megabytes of corners are looked at for a while: not on a processor that answers, nor while others wait to declare.
async fn outlines(service: &Service, bytes: &[u8]) -> Result<Vec<Outline>, Problem> {
    let (world, bytes) = (service.world().await?, bytes.to_vec());
    let read = tokio::task::spawn_blocking(move || shapes::outlines(&bytes, &world.units, world.today)).await;
    read.map_err(|_| {
        let problem = Problem::new("server.broken", "文件没有看完，没有收。").hint("请再交一次。");
        problem.detail("outlines did not end")
    })?
}
