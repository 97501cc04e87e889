//! A text with marks becomes a report of the office's own: a template in its overlay.

use kernel::{Finding, Problem, ReportId, RequestId, UnitId};
use report::{Draft, NameTable, PeriodKind};
use rules::access::Actor;

use super::names;
use crate::{
    Service, access, figures,
    packs::{Asking, Declared, declare, fresh_id, slug},
};

/// A template as a person saves it.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct SaveReport {
    /// What the report is called.
    pub name: String,
    /// Its title; by default unit, period and name.
    pub title: Option<String>,
    /// Its text, with marks.
    pub text: String,
    /// `year`, `half`, `quarter`, `month`, `span`.
    pub period: String,
    /// The unit it is for, with those below it; where nobody says, the first that its author declares for, or all.
    pub only: Option<UnitId>,
}

const LONGEST_NAME: usize = 40;
const LONGEST_TITLE: usize = 120;
/// The most bytes of a template.
const LARGEST: usize = 512 * 1024;

/// Saves a report. The same name again is the same report with another text, as long as it is the office's own.
/// Problems: `access.denied`, `access.unit`; `report.bad_name`, `report.empty`, `report.too_large`, `report.bad_template` with findings by line of the
/// text, `report.not_own`; `record.request_reused` where the client's key stands for another text.
pub async fn save(
    service: &Service,
    actor: &Actor,
    request: Option<RequestId>,
    new: SaveReport,
) -> Result<(ReportId, Declared), Problem> {
    let name = rules::convert::squeeze(&new.name.chars().filter(|c| !c.is_control()).collect::<String>());
    let world = service.world().await?;
    let allowed = access::declare(actor, &world)?;
    let only = access::declared_for(&allowed, actor, &world, new.only.clone())?;
    let period = admitted(&name, &new)?;
    // Of an indicator or a report that its author may not know he is told no more than of one that there is not.
    let reading = access::read(actor, &world).ok();
    let indicators = match &reading {
        Some(_) => figures::indicators(service, actor).await?,
        None => Vec::new(),
    };
    let offices: Vec<&str> = world.units.iter().map(|unit| unit.name.as_str()).collect();
    let mut saved = None;
    let asking = Asking { reason: format!("保存报告“{name}”"), request, asked: format!("{new:?}") };
    let declared = declare(service, &allowed, asking, |pack, overlay| {
        let known = pack.reports.values().find(|report| report.name == name);
        let id = match known {
            Some(known)
                if overlay.contains_key(&path(known.id.as_str()))
                    && access::declares_for(&allowed, known.only.as_ref(), &world) =>
            {
                known.id.to_string()
            }
            Some(taken) => {
                let knows = reading.as_ref().is_some_and(|reading| names::may_know(&world, reading, taken));
                let said = match knows {
                    true => format!("已经有叫“{name}”的报告，不是您这里自己存的。"),
                    false => format!("“{name}”这个名称留作别用，不能用。"),
                };
                return Err(Problem::new("report.not_own", said).hint("请换一个名称保存。"));
            }
            None => fresh_id(&slug(&name), &|id| pack.reports.contains_key(id)),
        };
        let level = pack.levels.iter().rev().find(|level| level.book).map(|level| level.id.clone());
        let own = || titled(&name, &offices);
        let title = new.title.clone().filter(|title| !title.trim().is_empty()).unwrap_or_else(own);
        // Whose it is already it stays.
        let only = known.map_or_else(|| only.clone(), |known| known.only.clone());
        let draft = Draft {
            name: name.clone(),
            title: Some(title),
            unit_level: level.unwrap_or_else(|| "".into()),
            period,
            only,
            body: new.text.clone(),
        };
        sound(&draft, &names::among(pack, &indicators), &names::names(pack))?;
        overlay.insert(path(&id), draft.text());
        saved = Some(id);
        Ok(())
    })
    .await?;
    // A retry saves nothing; what it saved then goes by its name.
    let known = || declared.pack.reports.values().find(|report| report.name == name).map(|report| report.id.clone());
    let id = saved.map(ReportId::from).or_else(known);
    Ok((id.unwrap_or_else(|| ReportId::from(slug(&name))), declared))
}

fn admitted(name: &str, new: &SaveReport) -> Result<PeriodKind, Problem> {
    if name.is_empty() || name.chars().count() > LONGEST_NAME {
        return Err(Problem::new("report.bad_name", format!("报告的名称要有1到{LONGEST_NAME}个字。"))
            .hint("请写一个好找的名称，例如“农机具情况”。"));
    }
    if new.title.as_deref().is_some_and(|title| title.chars().count() > LONGEST_TITLE) {
        return Err(
            Problem::new("report.bad_name", format!("标题太长，最多{LONGEST_TITLE}个字。")).hint("请缩短标题。")
        );
    }
    if new.text.len() > LARGEST {
        return Err(Problem::new("report.too_large", "文字太长，没有保存。").hint("请分成几份材料保存。"));
    }
    if new.text.trim().is_empty() {
        return Err(Problem::new("report.empty", "材料还没有内容。").hint("请先写一段文字。"));
    }
    PeriodKind::read(&new.period).ok_or_else(|| {
        Problem::new("report.bad_period", format!("“{}”不是一种时期。", new.period))
            .hint("请写 year、half、quarter、month 或 span。")
    })
}

/// The name with unit and period before it, where it does not say them itself.
fn titled(name: &str, offices: &[&str]) -> String {
    let unit = if offices.iter().any(|office| name.starts_with(office)) { "" } else { "{{ unit.name }}" };
    let dated = name.char_indices().any(|(at, c)| c == '年' && name[..at].ends_with(|c: char| c.is_ascii_digit()));
    let period = if dated { "" } else { "{{ period.words }}" };
    format!("{unit}{period}{name}")
}

/// `known` is what the author may know, `all` what the house has: which of it a word is also a word for is not told.
fn sound(draft: &Draft, known: &NameTable, all: &NameTable) -> Result<(), Problem> {
    let wrong = |names: &NameTable| {
        let mut findings = draft.findings(names);
        findings.retain(Finding::is_error);
        findings
    };
    let mut findings = wrong(known);
    if findings.is_empty() {
        let unsure = |finding: Finding| Finding {
            message: "这里的指标名称分不清指的是哪一个。".to_owned(),
            ..finding.hint("请从候选里选，或改用指标的编号。")
        };
        findings = wrong(all).into_iter().map(unsure).collect();
    }
    if findings.is_empty() {
        return Ok(());
    }
    Err(Problem::new("report.bad_template", format!("材料里有{}处标记不对，没有保存。", findings.len()))
        .hint("请按下面的行号修改；不认识的名称可以从候选里选。")
        .findings(findings))
}

fn path(id: &str) -> String {
    format!("reports/{id}.md")
}

#[cfg(test)]
mod tests {
    #[test]
    fn titles_say_unit_and_period_once() {
        let check = |name: &str, expect: &str| assert_eq!(super::titled(name, &["白石镇"]), expect);
        check("农机情况", "{{ unit.name }}{{ period.words }}农机情况");
        check("2023年补贴情况", "{{ unit.name }}2023年补贴情况");
        check("白石镇2023年补贴情况", "白石镇2023年补贴情况");
    }
}
