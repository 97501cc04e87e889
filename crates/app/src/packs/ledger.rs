//! A ledger drafted from a clerk's own spreadsheet (拿表建账), put in force with its codes and first indicators.

use std::collections::{BTreeMap, BTreeSet};

use kernel::{Date, Finding, LedgerId, Place, Problem, RequestId, UnitId};
use pack::model::{Ledger, LedgerKind, Pack, Privacy};
use rules::access::Actor;

use super::{Asking, Declared, declare, fresh_id, own, own_indicators, slug, words_of_a_choice};
use crate::{Service, access};

/// What a clerk says of a new ledger.
#[derive(Clone, PartialEq, Debug)]
pub struct LedgerDraft {
    /// The word people see.
    pub name: String,
    /// Register or log.
    pub kind: LedgerKind,
    /// The unit it is for, with those below it; where nobody says, the first that its author declares for, or all.
    pub only: Option<UnitId>,
    /// The item of the duty list it serves; blank where that is still to be looked up.
    pub mandate: String,
    /// What one record is counted as: 户, 人, 台; 个 where it is blank.
    pub counted: String,
    /// Of a log the column that dates a record; of a register the one that says since when, where there is one.
    pub date: Option<String>,
    /// Since when rows of a register hold that do not say.
    pub begins: Option<Date>,
    /// Ids of the columns that tell records of one unit apart.
    pub key: Vec<String>,
    /// Ids of the columns by which people call a record; the first columns where it is empty.
    pub title: Vec<String>,
    /// All columns of the sheet.
    pub columns: Vec<Column>,
}

/// A column of the sheet, and what it is to be.
#[derive(Clone, PartialEq, Debug)]
pub struct Column {
    /// Its id in the ledger.
    pub id: String,
    /// The word people see.
    pub name: String,
    /// The heading in the sheet.
    pub heading: String,
    /// What it is used as.
    pub used: Used,
    /// The type's word in pack files.
    pub ty: String,
    /// The unit its numbers are written in.
    pub measure: Option<String>,
    /// Places of a decimal, in the base unit of what it measures.
    pub scale: Option<u8>,
    /// A record must have it.
    pub required: bool,
    /// Who reads it.
    pub privacy: Privacy,
    /// The words of a choice.
    pub codes: Vec<String>,
}

/// What a column is used as.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Used {
    /// A field.
    Field,
    /// The unit that owns the record.
    Unit,
    /// The ID number of the person in the one person field.
    NumberOf,
    /// Nothing: a running number, or what nobody needs.
    Nothing,
}

const LONGEST_NAME: usize = 60;
const LONGEST_HEADING: usize = 200;
const LONGEST_ID: usize = 40;
const MOST_FIELDS: usize = 200;
const MOST_CODES: usize = 200;

/// Where the duty list has not been looked up yet.
const MANDATE: &str = "own.to_be_assigned";

/// Puts the ledger in force. Problems: `access.denied`, `access.unit`; `ledger.invalid` with findings by column; `pack.wrong`.
/// `record.request_reused` where the client's key stands for another draft.
pub async fn declare_ledger(
    service: &Service,
    actor: &Actor,
    request: Option<RequestId>,
    draft: LedgerDraft,
) -> Result<(LedgerId, Declared), Problem> {
    let world = service.world().await?;
    let allowed = access::declare(actor, &world)?;
    let mut draft = plain(draft);
    draft.only = access::declared_for(&allowed, actor, &world, draft.only)?;
    // Of a ledger that he does not read its author is told no more than of a name that the house keeps for itself.
    let reading = access::read(actor, &world).ok();
    let knows = |ledger: &Ledger| {
        !ledger.is_system() && reading.as_ref().is_some_and(|reading| reading.covers(ledger.id.as_str()))
    };
    let asking = Asking { reason: format!("建台账“{}”", draft.name), request, asked: format!("{draft:?}") };
    let mut made = None;
    let declared = declare(service, &allowed, asking, |pack, overlay| {
        let findings = wrong(&draft, pack, overlay, &knows);
        if !findings.is_empty() {
            return Err(Problem::new("ledger.invalid", format!("有{}处需要修改，台账还没有建。", findings.len()))
                .hint("请按下面的提示修改后再试。")
                .findings(findings));
        }
        let id = match known(&draft, pack, overlay) {
            Some(id) => id,
            None => fresh_id(&slug(draft.name.trim()), &|id| pack.ledgers.contains_key(id)),
        };
        overlay.extend(files(&id, &draft, pack));
        made = Some(id);
        Ok(())
    })
    .await?;
    // A retry makes nothing; what it made then goes by its name.
    let known = || declared.pack.ledgers.values().find(|ledger| ledger.name == draft.name);
    let id = made.map(LedgerId::from).or_else(|| known().map(|ledger| ledger.id.clone()));
    Ok((id.unwrap_or_else(|| LedgerId::from(slug(&draft.name))), declared))
}

/// Names without what nobody sees: marks that turn the direction of writing, zero widths, control characters.
fn plain(mut draft: LedgerDraft) -> LedgerDraft {
    let squeeze = rules::convert::squeeze;
    draft.name = squeeze(&draft.name);
    for column in &mut draft.columns {
        column.name = squeeze(&column.name);
        column.codes.iter_mut().for_each(|code| *code = squeeze(code));
    }
    draft
}

/// The same draft sent again means the ledger it made.
fn known(draft: &LedgerDraft, pack: &Pack, overlay: &BTreeMap<String, String>) -> Option<String> {
    let id = slug(draft.name.trim());
    let path = format!("{}/{id}.toml", folder(draft.kind));
    let text = overlay.get(&path)?;
    (*text == ledger_file(&id, draft, pack)).then_some(id)
}

fn folder(kind: LedgerKind) -> &'static str {
    match kind {
        LedgerKind::Register => "registers",
        LedgerKind::Log => "logs",
        LedgerKind::Case => "cases",
    }
}

fn wrong(
    draft: &LedgerDraft,
    pack: &Pack,
    overlay: &BTreeMap<String, String>,
    knows: &dyn Fn(&Ledger) -> bool,
) -> Vec<Finding> {
    let mut findings = Vec::new();
    let mut say = |field: &str, message: String, hint: &str| {
        findings.push(Finding::error("ledger.invalid", message, Place::field(field)).hint(hint));
    };
    let name = draft.name.trim();
    let taken = pack.ledgers.values().find(|ledger| ledger.name == name);
    if name.is_empty() {
        say("name", "台账还没有名称。".to_owned(), "请写一个大家叫得惯的名称，例如表的标题。");
    } else if let Some(taken) = taken
        && known(draft, pack, overlay).is_none()
    {
        match knows(taken) {
            true => say("name", format!("已经有叫“{name}”的台账。"), "请直接导入那本台账，或换一个名称。"),
            false => say("name", format!("“{name}”这个名称留作别用，不能用。"), "请换一个名称。"),
        }
    }
    if draft.kind == LedgerKind::Case {
        say("kind", "事项有步骤，不能只凭一张表建。".to_owned(), "请选名册或记录；事项请在口径包里写。");
    }
    if name.chars().count() > LONGEST_NAME {
        say("name", format!("台账的名称太长，最多{LONGEST_NAME}个字。"), "请写大家叫得惯的简称。");
    }
    let fields: Vec<&Column> = draft.columns.iter().filter(|column| column.used == Used::Field).collect();
    if fields.len() > MOST_FIELDS {
        say("columns", format!("一共{}列，超过{MOST_FIELDS}列。", fields.len()), "请只留下用得着的列。");
    }
    if fields.is_empty() {
        say("columns", "没有一列用作字段。".to_owned(), "请至少留下一列。");
    }
    let (mut ids, mut names) = (BTreeSet::new(), BTreeSet::new());
    for column in &fields {
        let name = column.name.trim();
        let called = column.id.starts_with(|c: char| c.is_ascii_lowercase())
            && column.id.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'_')
            && column.id.len() <= LONGEST_ID
            && !pack::is_reserved(&column.id);
        if !called {
            let short: String = column.id.chars().take(20).collect();
            say(
                &column.id,
                format!("编号“{short}”不能用。"),
                "编号用小写字母开头，只有小写字母、数字和下划线；留着表里给出的就好。",
            );
        }
        let (long, words) = (column.codes.iter().any(|code| code.chars().count() > LONGEST_NAME), column.codes.len());
        if name.chars().count() > LONGEST_NAME || column.heading.chars().count() > LONGEST_HEADING || long {
            say(&column.id, format!("这一列的名称或选项太长，最多{LONGEST_NAME}个字。"), "请写简短些。");
        }
        if words > MOST_CODES {
            say(&column.id, format!("“{name}”有{words}个选项，超过{MOST_CODES}个。"), "选项太多的请改为文字。");
        }
        if name.is_empty() {
            say(&column.id, format!("“{}”这一列没有名称。", column.heading), "请写字段的名称。");
        } else if !names.insert(name) {
            say(&column.id, format!("有两列都叫“{name}”。"), "请改其中一列的名称，或设为不用。");
        }
        if !ids.insert(column.id.as_str()) {
            say(&column.id, format!("编号“{}”用了两次。", column.id), "请改其中一列的编号。");
        }
        words_of_a_choice(column, &mut say);
        if column.ty == "choice" && column.codes.iter().all(|code| code.trim().is_empty()) {
            say(&column.id, format!("“{name}”是选项，却没有列出可选的词。"), "请写出选项，或改为文字。");
        }
    }
    let column = |id: &str| fields.iter().find(|column| column.id == id);
    match draft.date.as_deref().map(|id| (id, column(id))) {
        None if draft.kind == LedgerKind::Log => {
            say("date", "记录要有一列日期，才知道算在哪一年、哪一月。".to_owned(), "请选日期列；没有日期的请选名册。");
        }
        Some((_, Some(date))) if date.ty != "date" => {
            say(&date.id, format!("“{}”不是日期，不能用来归期。", date.name), "请把这一列的类型改为日期。");
        }
        Some((_, None)) => say("date", "选作日期的那一列没有用作字段。".to_owned(), "请重新选日期列。"),
        _ => {}
    }
    for id in draft.key.iter().chain(&draft.title) {
        if column(id).is_none() {
            say("key", "选作编号或名称的列没有用作字段。".to_owned(), "请重新选。");
        }
    }
    let persons = fields.iter().filter(|column| column.ty == "person").count();
    let numbers = draft.columns.iter().filter(|column| column.used == Used::NumberOf).count();
    if numbers > 0 && (persons != 1 || pack.identity().is_none()) {
        say(
            "columns",
            "有身份证号列，却没有恰好一列人员。".to_owned(),
            "请把姓名一列的类型设为人员，或把身份证号作为字段。",
        );
    }
    if draft.columns.iter().filter(|column| column.used == Used::Unit).count() > 1 {
        say("columns", "有两列都用作单位。".to_owned(), "请只留一列。");
    }
    findings
}

/// The files that say it: the ledger, its own code lists, its first indicators.
fn files(id: &str, draft: &LedgerDraft, pack: &Pack) -> BTreeMap<String, String> {
    let mut files = BTreeMap::from([(format!("{}/{id}.toml", folder(draft.kind)), ledger_file(id, draft, pack))]);
    for column in draft.columns.iter().filter(|column| column.used == Used::Field && column.ty == "choice") {
        files.insert(format!("codes/{}.toml", own::list(id, column)), own::codes(draft, column));
    }
    files.insert(format!("indicators/{id}.toml"), own_indicators(id, draft, pack));
    files
}

fn ledger_file(id: &str, draft: &LedgerDraft, pack: &Pack) -> String {
    let mandate = draft.mandate.trim();
    let mut out = own::Lines::default();
    out.text("name", draft.name.trim());
    out.text("mandate", if mandate.is_empty() { MANDATE } else { mandate });
    out.texts("unit", &own::levels(pack));
    if let Some(only) = &draft.only {
        out.text("only", only.as_str());
    }
    if let Some(unit) = draft.columns.iter().find(|column| column.used == Used::Unit) {
        out.texts("unit_aliases", &[&own::bare(&unit.heading)]);
    }
    let begins = draft.date.as_deref().filter(|_| draft.kind == LedgerKind::Register);
    let field_id = |id: &str| if Some(id) == begins { "begins".to_owned() } else { id.to_owned() };
    if let Some(date) = draft.date.as_deref().filter(|_| draft.kind == LedgerKind::Log) {
        out.text("date", date);
    }
    if !draft.key.is_empty() {
        out.texts("key", &draft.key.iter().map(|id| field_id(id)).collect::<Vec<_>>());
    }
    let fields: Vec<&Column> = draft.columns.iter().filter(|column| column.used == Used::Field).collect();
    let called: Vec<String> = match draft.title.as_slice() {
        [] => fields.iter().take(1).map(|column| field_id(&column.id)).collect(),
        title => title.iter().map(|id| field_id(id)).collect(),
    };
    out.texts("title", &called);
    for column in fields {
        own::field(&mut out, id, &field_id(&column.id), column, draft);
    }
    if draft.kind == LedgerKind::Register && begins.is_none() {
        out.table("fields.begins");
        out.text("name", "起始日期");
        out.text("type", "date");
        if let Some(day) = draft.begins {
            out.text("default", &day.to_string());
        }
    }
    out.done()
}
