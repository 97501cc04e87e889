//! A text with marks becomes a report of the office's own: a template in its overlay.

use kernel::{Finding, Problem, ReportId};
use pack::model::{Pack, Report};
use rules::access::Actor;

use super::names;
use crate::{
    Service,
    packs::{Declared, declare, fresh_id, slug},
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
}

const LONGEST_NAME: usize = 40;
/// The most bytes of a template.
const LARGEST: usize = 512 * 1024;

/// Saves a report. The same name again is the same report with another text, as long as it is the office's own.
/// Problems: `report.bad_name`, `report.too_large`, `report.bad_template` with findings by line, `report.not_own`.
pub async fn save(service: &Service, actor: &Actor, new: SaveReport) -> Result<(ReportId, Declared), Problem> {
    let name = rules::convert::squeeze(&new.name.chars().filter(|c| !c.is_control()).collect::<String>());
    if name.is_empty() || name.chars().count() > LONGEST_NAME {
        return Err(Problem::new("report.bad_name", format!("报告的名称要有1到{LONGEST_NAME}个字。"))
            .hint("请写一个好找的名称，例如“农机具情况”。"));
    }
    if new.text.len() > LARGEST {
        return Err(Problem::new("report.too_large", "文字太长，没有保存。").hint("请分成几份材料保存。"));
    }
    if new.text.trim().is_empty() {
        return Err(Problem::new("report.empty", "材料还没有内容。").hint("请先写一段文字。"));
    }
    let mut saved = None;
    let reason = format!("保存报告“{name}”");
    let declared = declare(service, actor, &reason, |pack, overlay| {
        let known = pack.reports.values().find(|report| report.name == name);
        let id = match known {
            Some(known) if overlay.contains_key(&path(known.id.as_str())) => known.id.to_string(),
            Some(_) => {
                return Err(Problem::new("report.not_own", format!("已经有叫“{name}”的报告，是口径包自带的。"))
                    .hint("请换一个名称保存。"));
            }
            None => fresh_id(&slug(&name), &|id| pack.reports.contains_key(id)),
        };
        let level = pack.levels.iter().rev().find(|level| level.book).map(|level| level.id.to_string());
        let text = template(&name, level.as_deref().unwrap_or_default(), &new);
        sound(pack, &id, &name, &text)?;
        overlay.insert(path(&id), text);
        saved = Some(id);
        Ok(())
    })
    .await?;
    Ok((ReportId::from(saved.unwrap_or_default()), declared))
}

/// Lines of the front matter, which the person does not see.
const FRONT: u32 = 8;

fn sound(pack: &Pack, id: &str, name: &str, text: &str) -> Result<(), Problem> {
    let report = Report { id: id.into(), name: name.to_owned(), file: path(id), text: text.to_owned() };
    let mut findings = names::findings(pack, &report);
    findings.retain(Finding::is_error);
    if findings.is_empty() {
        return Ok(());
    }
    for finding in &mut findings {
        finding.place.line = finding.place.line.map(|line| line.saturating_sub(FRONT).max(1));
        finding.place.file = None;
    }
    Err(Problem::new("report.bad_template", format!("材料里有{}处标记不对，没有保存。", findings.len()))
        .hint("请按下面的行号修改；不认识的名称可以从候选里选。")
        .findings(findings))
}

fn path(id: &str) -> String {
    format!("reports/{id}.md")
}

fn template(name: &str, level: &str, new: &SaveReport) -> String {
    let quoted = |text: &str| toml::Value::from(text).to_string();
    let own = || format!("{{{{ unit.name }}}}{{{{ period.words }}}}{name}");
    let title = new.title.as_deref().map(str::trim).filter(|title| !title.is_empty()).map_or_else(own, str::to_owned);
    format!(
        "+++\nname       = {}\nunit_level = {}\nperiod     = {}\nstyle      = \"gbt9704\"\ntitle      = {}\n+++\n\n{}\n",
        quoted(name),
        quoted(level),
        quoted(&new.period),
        quoted(&title),
        new.text.trim()
    )
}
