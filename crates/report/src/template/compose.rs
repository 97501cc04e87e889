//! A whole template from what a person gives: a name, a title, and a text with marks.

use kernel::{Finding, LevelId, Place, ReportId, UnitId};

use super::{PeriodKind, Template};
use crate::names::Names;

/// A template that is being made.
#[derive(Clone, PartialEq, Debug)]
pub struct Draft {
    /// Its name in lists.
    pub name: String,
    /// The title printed above, `{{ unit.name }}` allowed; the name where there is none.
    pub title: Option<String>,
    /// The level of the units it is for.
    pub unit_level: LevelId,
    /// The kind of period it is for.
    pub period: PeriodKind,
    /// The one unit that uses it, with those below; `None` is all.
    pub only: Option<UnitId>,
    /// The text with marks.
    pub body: String,
}

/// Lines of front matter before the body, where no one unit is named.
const FRONT: u32 = 6;
/// Longer lines are sentences, not headings.
const HEADING: usize = 30;

impl Draft {
    /// The template's text, front matter and body. Lines numbered as offices number headings (一、（一）1.) become headings.
    pub fn text(&self) -> String {
        let plain = |text: &str| {
            let text: String = text.chars().map(|c| if c.is_control() { ' ' } else { c }).collect();
            // One line in quotes, whatever it holds.
            format!("\"{}\"", text.trim().replace('\\', "\\\\").replace('"', "\\\""))
        };
        let title = self.title.as_deref().map(str::trim).filter(|title| !title.is_empty()).unwrap_or(&self.name);
        let body: Vec<String> = self.body.trim_end().replace("\r\n", "\n").split('\n').map(heading).collect();
        let only = self.only.as_ref().map(|only| format!("only = {}\n", plain(only.as_str()))).unwrap_or_default();
        format!(
            "+++\nname = {}\nunit_level = {}\nperiod = {}\ntitle = {}\n{only}+++\n{}\n",
            plain(&self.name),
            plain(self.unit_level.as_str()),
            plain(self.period.word()),
            plain(title),
            body.join("\n")
        )
    }

    /// The template, and all that is wrong with it. Lines count within the body; the rest is told by field.
    pub fn template(&self, report: ReportId, names: &dyn Names) -> (Option<Template>, Vec<Finding>) {
        let (template, findings) = Template::parse(report, "text", &self.text(), names);
        let front = FRONT + u32::from(self.only.is_some());
        (template, findings.into_iter().map(|finding| told(finding, front)).collect())
    }

    /// All that is wrong with it.
    pub fn findings(&self, names: &dyn Names) -> Vec<Finding> {
        self.template("draft".into(), names).1
    }
}

fn told(mut finding: Finding, front: u32) -> Finding {
    let line = finding.place.line.unwrap_or_default();
    finding.place = match line.checked_sub(front).filter(|line| *line > 0) {
        Some(line) => Place { file: None, line: Some(line), field: Some("text".to_owned()), ..finding.place },
        None => {
            let field = match line {
                2 => "name",
                3 => "unit_level",
                4 => "period_kind",
                5 => "title",
                _ => "text",
            };
            Place { file: None, line: None, column: None, field: Some(field.to_owned()), ..finding.place }
        }
    };
    finding
}

/// `一、今年工作` as `# 一、今年工作`; sentences and what is a heading already stay.
fn heading(line: &str) -> String {
    let begin = line.trim();
    let sentence = begin.contains(['。', '；', '，', '{', '|', '\t']) || begin.chars().count() > HEADING;
    let level = if sentence { None } else { level(begin) };
    level.map_or_else(|| line.to_owned(), |level| format!("{} {begin}", "#".repeat(level)))
}

fn level(begin: &str) -> Option<usize> {
    let numeral = |c: char| "一二三四五六七八九十".contains(c);
    let digit = |c: char| c.is_ascii_digit();
    if let Some(rest) = begin.strip_prefix(['（', '(']) {
        let inner: String = rest.chars().take_while(|c| !matches!(c, '）' | ')')).collect();
        let titled = rest.chars().nth(inner.chars().count() + 1).is_some();
        let of =
            |each: &dyn Fn(char) -> bool| !inner.is_empty() && inner.chars().count() <= 3 && inner.chars().all(each);
        return if !titled {
            None
        } else if of(&numeral) {
            Some(2)
        } else if of(&digit) {
            Some(4)
        } else {
            None
        };
    }
    let rest = begin.trim_start_matches(numeral);
    if rest.len() < begin.len() && rest.strip_prefix('、').is_some_and(|title| !title.is_empty()) {
        return Some(1);
    }
    let rest = begin.trim_start_matches(digit);
    let titled = rest.strip_prefix(['.', '．', '、']).is_some_and(|title| title.starts_with(|c: char| !digit(c)));
    (rest.len() < begin.len() && titled).then_some(3)
}

#[cfg(test)]
mod tests {
    use kernel::Measure;

    use super::*;
    use crate::names::{Candidate, NameTable};

    fn draft(body: &str) -> Draft {
        Draft {
            name: "农业\"小\"结\\".to_owned(),
            title: Some("{{ unit.name }}农业小结".to_owned()),
            unit_level: "township".into(),
            period: PeriodKind::Year,
            only: None,
            body: body.to_owned(),
        }
    }

    fn names() -> NameTable {
        let rice = Candidate { indicator: "rice".into(), name: "水稻".to_owned(), measure: Measure::read("亩") };
        NameTable::new(vec![("township".into(), "乡镇".to_owned())]).indicator(rice, Vec::<String>::new())
    }

    #[test]
    fn numbered_lines_become_headings() {
        let check = |line: &str, expect: &str| {
            assert_eq!(heading(line), expect, "{line}");
        };
        check("一、今年工作", "# 一、今年工作");
        check("　　（二）党的建设", "## （二）党的建设");
        check("1．反诈宣传", "### 1．反诈宣传");
        check("（3）安全生产", "#### （3）安全生产");
        check("一是抓产业", "一是抓产业");
        check("一、今年以来，全乡上下齐心。", "一、今年以来，全乡上下齐心。");
        check("1.5万元", "1.5万元");
        check("（一）", "（一）");
        check("（见附件）说明", "（见附件）说明");
        check("# 一、今年工作", "# 一、今年工作");
    }

    #[test]
    fn a_draft_is_a_template_or_says_what_is_wrong() {
        let check = |body: &str, expect: &[&str]| {
            let findings = draft(body).findings(&names());
            let shown: Vec<String> = findings
                .iter()
                .map(|f| format!("{} {}:{}", f.code, f.place.field.as_deref().unwrap_or(""), f.place.line.unwrap_or(0)))
                .collect();
            assert_eq!(shown, expect, "{body}");
        };
        check("水稻{{ 水稻 }}。", &[]);
        check("一、种植\r\n\r\n水稻{{ 水道 }}。", &["report.unknown_indicator text:3"]);
        check("水稻{{ 水道 }}\n{{ 玉米 }}", &["report.unknown_indicator text:1", "report.unknown_indicator text:2"]);
        let own = Draft { only: Some("t1".into()), ..draft("水稻{{ 水道 }}。") };
        assert_eq!(own.findings(&names())[0].place.line, Some(1), "a line more stands before it");
        assert!(own.text().contains("\nonly = \"t1\"\n+++\n"));
        let wrong = Draft { name: " ".to_owned(), title: None, ..draft("水稻{{ 水稻 }}") };
        let fields: Vec<_> = wrong.findings(&names()).into_iter().filter_map(|f| f.place.field).collect();
        assert_eq!(fields, ["name", "title"]);
        let (template, _) = draft("水稻{{ 水稻 }}").template("own".into(), &names());
        assert_eq!(template.map(|template| template.front().name.clone()).as_deref(), Some("农业\"小\"结\\"));
    }
}
