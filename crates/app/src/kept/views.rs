//! Lists that somebody comes back to, his own and those that others share.

use kernel::{Finding, LedgerId, Place, Problem, UnitId};
use rules::access::Actor;
use sha2::{Digest, Sha256};
use store::kept::{KeptView, OverView};

use super::{arranges, called, name, owner, sound};
use crate::{Service, World, access};

/// As many as one person keeps of one ledger.
const MOST: usize = 50;
/// The longest name.
const NAME: usize = 30;
/// The longest question.
pub(super) const QUERY: usize = 4_000;
/// What a list is asked by; what is only a page of it, or lies open beside it, is not kept.
const PARTS: [&str; 7] = ["unit", "q", "f", "where", "sort", "cols", "size"];

/// A view, as its owner or somebody it is shared with sees it.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct ViewOfList {
    /// The view.
    pub view: KeptView,
    /// The unit it is shared with.
    pub unit_name: Option<String>,
    /// Who keeps it.
    pub owner_name: String,
    /// Whether it is the reader's own.
    pub mine: bool,
    /// Whether the reader may end it.
    pub may_end: bool,
    /// What tells it from what it was and will be. Whoever keeps it anew hands it back.
    pub version: String,
}

/// A view to be kept.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct KeepView {
    /// Its name; one of the same owner's and name gives way.
    pub name: String,
    /// What is asked.
    pub query: String,
    /// Whom it is shared with: whoever works there or below.
    pub unit: Option<UnitId>,
    /// The version of the one of this name that was read, empty where there was none: one that is otherwise by now is not
    /// written over. Absent, it is written over whatever it is.
    pub expects: Option<String>,
}

/// The views of a ledger that somebody may use: his own, those shared with a unit where he works, and those he may end.
pub async fn views(service: &Service, actor: &Actor, ledger: &LedgerId) -> Result<Vec<ViewOfList>, Problem> {
    let world = service.world().await?;
    access::read_ledger(actor, &world, ledger.as_str())?;
    let kept = service.store().kept_views(ledger, &owner(actor)).await?;
    let mut views: Vec<ViewOfList> = kept.into_iter().filter_map(|view| seen(view, actor, &world)).collect();
    views.sort_by(|a, b| (!a.mine, &a.view.name).cmp(&(!b.mine, &b.view.name)));
    Ok(views)
}

/// Keeps a view. Problems: `view.invalid`, `view.too_many`, `view.moved`, `access.share`.
pub async fn keep_view(
    service: &Service,
    actor: &Actor,
    ledger: &LedgerId,
    wanted: KeepView,
) -> Result<ViewOfList, Problem> {
    let world = service.world().await?;
    let (allowed, _) = access::read_ledger(actor, &world, ledger.as_str())?;
    let mut findings = Vec::new();
    let called = name(&wanted.name, NAME);
    if called.is_none() {
        let message = format!("视图要有名字，最多{NAME}个字。");
        findings.push(Finding::error("view.name", message, Place::field("name")).hint("请起一个自己认得的名字。"));
    }
    findings.extend(unsound(&wanted.query));
    sound("view.invalid", findings)?;
    if let Some(unit) = &wanted.unit {
        let known = world.unit(unit.as_str())?;
        if !arranges(actor, &world, unit) || !allowed.reaches(ledger.as_str(), unit.as_str()) {
            return Err(Problem::new("access.share", format!("您不能把视图共享给“{}”。", known.name))
                .hint("只能共享给自己负责摆放的单位；也可以只给自己存，把网址发给别人。"));
        }
    }
    let view = KeptView {
        id: service.ids().next(),
        ledger: ledger.clone(),
        owner: owner(actor),
        name: called.unwrap_or_default().to_owned(),
        query: wanted.query,
        unit: wanted.unit,
        changed_at: service.clock().now(),
    };
    let named = || async {
        let kept = service.store().kept_views(ledger, &view.owner).await?;
        Ok::<_, Problem>(kept.into_iter().find(|there| there.owner == view.owner && there.name == view.name))
    };
    let before = match &wanted.expects {
        Some(_) => named().await?,
        None => None,
    };
    let over = match (&wanted.expects, &before) {
        (None, _) => OverView::Whatever,
        (Some(expects), before) if *expects != version(before.as_ref()) => {
            return Err(moved(&view.name, before.as_ref()));
        }
        (Some(_), None) => OverView::Nothing,
        (Some(_), Some(before)) => OverView::This(before),
    };
    if let Some(id) = service.store().keep_view(&view, over, MOST).await? {
        return seen(KeptView { id, ..view }, actor, &world).ok_or_else(no_view);
    }
    // Of two at once the other was kept, or there is no room.
    let there = named().await?;
    if wanted.expects.is_some() && (there.is_some() || before.is_some()) {
        return Err(moved(&view.name, there.as_ref()));
    }
    Err(Problem::new("view.too_many", format!("一个台账最多存{MOST}个视图，已经存满。"))
        .hint("请先删掉不用的，再存新的。"))
}

/// A view is no longer kept: one's own, or one shared with a unit that one arranges for.
pub async fn end_view(service: &Service, actor: &Actor, ledger: &LedgerId, id: &str) -> Result<(), Problem> {
    let known = views(service, actor, ledger).await?;
    let found = known.iter().find(|one| one.view.id == id).ok_or_else(no_view)?;
    if !found.may_end {
        let message = format!("这个视图是{}共享的，您不能删除。", found.owner_name);
        return Err(Problem::new("access.share", message).hint("用不着的不点它就行；要删除，请告诉共享它的人。"));
    }
    service.store().end_view(ledger, id).await
}

fn seen(view: KeptView, actor: &Actor, world: &World) -> Option<ViewOfList> {
    let mine = view.owner == owner(actor);
    let arranged = view.unit.as_ref().is_some_and(|unit| arranges(actor, world, unit));
    let works = |unit: &UnitId| actor.works_at(&view.ledger, unit, &world.units, world.today);
    let shown = mine || arranged || view.unit.as_ref().is_some_and(works);
    shown.then(|| ViewOfList {
        unit_name: view.unit.as_ref().map(|unit| {
            let known = world.units.get(unit.as_str());
            known.map_or_else(|| unit.to_string(), |unit| unit.name.clone())
        }),
        owner_name: called(&view.owner, world),
        mine,
        may_end: mine || arranged,
        version: version(Some(&view)),
        view,
    })
}

/// Of what it asks and whom it is shared with: whoever keeps it as it was, is in nobody's way.
fn version(view: Option<&KeptView>) -> String {
    let says = |view: &KeptView| format!("{}\n{}", view.unit.as_ref().map_or("", UnitId::as_str), view.query);
    let digest = view.map(|view| Sha256::digest(says(view).as_bytes()));
    digest.iter().flatten().take(8).map(|byte| format!("{byte:02x}")).collect()
}

fn moved(name: &str, there: Option<&KeptView>) -> Problem {
    let what = if there.is_some() { "改过" } else { "删掉" };
    Problem::new("view.moved", format!("您的视图“{name}”在别处刚{what}，这次没有保存。"))
        .hint("请看看现在的样子，再决定用哪一个。")
}

/// What is wrong with a question, if anything. What it asks is judged by the list, for whoever asks it.
pub(super) fn unsound(query: &str) -> Option<Finding> {
    let known = |part: &str| PARTS.contains(&part.split_once('=').map_or(part, |(key, _)| key));
    let message = if query.len() > QUERY {
        "筛选条件太长，存不下。"
    } else if query.chars().any(char::is_control) || !query.split('&').filter(|part| !part.is_empty()).all(known) {
        "这不是一个列表的网址。"
    } else {
        return None;
    };
    Some(Finding::error("view.query", message, Place::field("query")).hint("请回到列表，减少条件后再存。"))
}

fn no_view() -> Problem {
    Problem::not_found("这个视图").hint("它可能已经删除；请刷新列表。")
}
