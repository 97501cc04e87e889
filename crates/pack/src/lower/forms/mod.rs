//! Forms: what rows and columns name is looked up, and one condition is made of what picks a form's records. A form with
//! anything wrong is left out.

mod columns;

use expr::Expression;
use indexmap::IndexMap;
use kernel::{FieldId, FormId, LevelId, PeriodKind};

use super::{
    Tainted, expressions, fold,
    lists::{name, words},
};
use crate::{
    check::{Findings, codes, missing, shape},
    keys,
    model::{
        DateOf, Field, FieldType, Form, FormRows, Ledger, LedgerKind, Moment, Pack, Paper, PaperSize, Privacy, Use,
    },
    read::{Drafts, Node},
};

/// Who signs a form that does not say.
const SIGNERS: [&str; 3] = ["单位负责人（盖章）", "审核人", "填表人"];

/// Fills in the forms of a pack whose ledgers and indicators are there.
pub(super) fn fill(drafts: &Drafts, pack: &mut Pack, tainted: &Tainted, out: &mut Findings) {
    let mut forms = IndexMap::new();
    for (id, node) in &drafts.forms {
        let before = out.len();
        let lowered = Lowering { drafts, pack, tainted, out }.form(id, node);
        if let Some(form) = lowered.filter(|_| out.len() == before) {
            forms.insert(form.id.clone(), form);
        }
    }
    pack.forms = forms;
}

struct Lowering<'a> {
    drafts: &'a Drafts,
    pack: &'a Pack,
    tainted: &'a Tainted,
    out: &'a mut Findings,
}

impl<'a> Lowering<'a> {
    fn form(&mut self, id: &str, node: &Node) -> Option<Form> {
        let led = shape::led_variants(node, &keys::FORM);
        let [variant] = led.as_slice() else { return None };
        let ledger = if variant.leads[0] == "ledger" { Some(self.ledger(node)?) } else { None };
        let rows = match ledger {
            Some(ledger) => self.records(node, ledger),
            None => node.text("each").map(|level| FormRows::Units { level: LevelId::new(level) }),
        };
        let columns = self.columns(node, ledger);
        let text = |key: &str| node.text(key).map(str::to_owned);
        let name = name(id, node);
        let signers = Some(words(node, "signers")).filter(|_| node.get("signers").is_some());
        Some(Form {
            id: FormId::new(id),
            title: text("title").unwrap_or_else(|| name.clone()),
            name,
            number: text("number"),
            authority: text("authority"),
            basis: text("basis"),
            unit_level: LevelId::new(node.text("unit_level")?),
            period: PeriodKind::read(node.text("period")?)?,
            rows: rows?,
            columns: columns?,
            codes: node.get("codes").is_none() || node.flag("codes"),
            paper: Paper {
                size: if node.text("paper") == Some("A3") { PaperSize::A3 } else { PaperSize::A4 },
                landscape: !node.flag("portrait"),
            },
            notes: words(node, "notes"),
            signers: signers.unwrap_or_else(|| SIGNERS.map(str::to_owned).into()),
        })
    }

    fn ledger(&mut self, node: &Node) -> Option<&'a Ledger> {
        let id = node.text("ledger")?;
        let found = self.pack.ledgers.get(id);
        if found.is_none() && !self.drafts.is_broken("ledgers", id) {
            missing(&codes::NO_LEDGER, node.get("ledger")?, id, self.pack.ledgers.keys().map(AsRef::as_ref), self.out);
        }
        found
    }

    fn records(&mut self, node: &Node, ledger: &Ledger) -> Option<FormRows> {
        let moment = self.moment(node, ledger);
        let wanted = match node.get("where") {
            Some(source) => self.condition(source, ledger).map(Some),
            None => Some(None),
        };
        let sort = self.sort(node, ledger);
        let parts = [moment?.as_ref().map(in_period), wanted?.map(|filter| filter.source().to_owned())];
        let parts: Vec<String> = parts.into_iter().flatten().map(|part| format!("({part})")).collect();
        let filter = if parts.is_empty() {
            None
        } else {
            // Both were read before; together they say nothing new.
            Some(expr::compile_bool(&parts.join(" && "), &self.pack.schema(ledger, Use::Figure)).ok()?)
        };
        Some(FormRows::Records { ledger: ledger.id.clone(), filter, sort: sort? })
    }

    /// The day that places a record; inside, nothing where records of any day are listed.
    fn moment(&mut self, node: &Node, ledger: &Ledger) -> Option<Option<Moment>> {
        if node.flag("any_date") {
            let Some(by) = node.get("by") else { return Some(None) };
            self.out
                .error(&codes::FOREIGN_KEY, by.place(), "写了 any_date，就不再按日期归期。")
                .hint("by 和 any_date 请留下一样。");
            return None;
        }
        let moment = fold::moment(node, ledger, self.out)?;
        let by = match &moment {
            Moment::InPeriod(DateOf::Field(field)) => ledger.field(field.as_str()),
            _ => None,
        };
        if let Some(field) = by.filter(|field| is_closed(field)) {
            closed(field, node.get("by").or_else(|| node.get("ledger")).unwrap_or(node), self.out);
            return None;
        }
        Some(Some(moment))
    }

    /// What picks records must not tell what lists mask.
    fn condition(&mut self, source: &Node, ledger: &Ledger) -> Option<Expression> {
        let schema = self.pack.schema(ledger, Use::Figure);
        let tainted = |word: &str| self.tainted.has_field(ledger.id.as_str(), word);
        let filter = expressions::condition(source, &schema, tainted, self.out)?;
        let mut named = ledger.fields.values().filter(|field| is_closed(field) && filter.references(field.id.as_str()));
        match named.next() {
            Some(field) => {
                closed(field, source, self.out);
                None
            }
            None => Some(filter),
        }
    }

    fn sort(&mut self, node: &Node, ledger: &Ledger) -> Option<Vec<(FieldId, bool)>> {
        let mut sort = Vec::new();
        let mut sound = true;
        for (word, at) in node.texts("order") {
            let (id, descending) = word.strip_prefix('-').map_or((word, false), |id| (id, true));
            let plain = id == "unit" || id == "state" && ledger.kind == LedgerKind::Case;
            match ledger.field(id) {
                _ if plain => sort.push((FieldId::new(id), descending)),
                Some(field) if is_closed(field) || matches!(field.ty, FieldType::Table(_)) => {
                    closed(field, at, self.out);
                    sound = false;
                }
                Some(field) => sort.push((field.id.clone(), descending)),
                None => {
                    let known = ledger.fields.keys().map(AsRef::as_ref).chain(["unit"]);
                    missing(&codes::NO_FIELD, at, id, known, self.out);
                    sound = false;
                }
            }
        }
        sound.then_some(sort)
    }
}

/// The condition that places a record in the period.
fn in_period(moment: &Moment) -> String {
    let within = |day: String| format!("{day} >= period.first && {day} <= period.last");
    match moment {
        Moment::InPeriod(DateOf::Field(field)) => within(field.to_string()),
        Moment::InPeriod(DateOf::Step(step)) => within(format!("steps.{step}")),
        Moment::OnLastDay => "begins <= period.last && (!has(ends) || period.last < ends)".to_owned(),
    }
}

fn is_closed(field: &Field) -> bool {
    field.privacy > Privacy::Internal || field.sealed
}

fn closed(field: &Field, at: &Node, out: &mut Findings) {
    let message = format!("“{}”涉及个人、加密保存或是子表，上报表不能按它挑选或排列。", field.name);
    out.error(&codes::FORM_ORDER, at.place(), message)
        .hint("挑选和排列会说出隐去的内容；请改用单位、日期、类别这样的字段。");
}
