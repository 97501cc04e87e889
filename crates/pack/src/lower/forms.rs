//! Forms: what rows and columns name is looked up, and one condition is made of what picks a form's records. A form with
//! anything wrong is left out.

use expr::Expression;
use indexmap::IndexMap;
use kernel::{FieldId, FormId, IndicatorId, LevelId, PeriodKind, StepId};

use super::{
    Tainted, expressions, fold,
    lists::{name, words},
};
use crate::{
    check::{Findings, codes, missing, nearest, shape},
    keys,
    model::{
        DateOf, Field, FieldType, Form, FormCell, FormColumn, FormRows, Ledger, LedgerKind, Moment, Pack, Paper,
        PaperSize, Privacy, Use,
    },
    read::{Drafts, Node},
};

/// Who signs a form that does not say.
const SIGNERS: [&str; 3] = ["单位负责人（盖章）", "审核人", "填表人"];
/// How columns of text are numbered.
const STEMS: [char; 22] = [
    '甲', '乙', '丙', '丁', '戊', '己', '庚', '辛', '壬', '癸', '子', '丑', '寅', '卯', '辰', '巳', '午', '未', '申',
    '酉', '戌', '亥',
];
/// The widest a column may be said to be, in Chinese characters.
const WIDEST: i64 = 60;

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

    /// All columns, or nothing after saying what is wrong with each.
    fn columns(&mut self, node: &Node, ledger: Option<&Ledger>) -> Option<Vec<FormColumn>> {
        let items = node.get("columns").map(Node::items).unwrap_or_default();
        let mut columns = Vec::new();
        let (mut texts, mut numbers) = (0, 0);
        for item in items {
            let Some(mut column) = self.column(item, ledger) else { continue };
            let is_number = column.measure.is_some() || self.is_number(&column.shows, ledger);
            let code = if is_number {
                numbers += 1;
                numbers.to_string()
            } else {
                texts += 1;
                stem(texts - 1)
            };
            column.code = item.text("code").map_or(code, str::to_owned);
            columns.push(column);
        }
        (columns.len() == items.len()).then_some(columns)
    }

    fn column(&mut self, node: &Node, ledger: Option<&Ledger>) -> Option<FormColumn> {
        let led = shape::led_variants(node, &keys::FORM_COLUMN);
        let [variant] = led.as_slice() else { return None };
        let lead = variant.leads[0];
        let said = node.text(lead)?;
        let at = node.get(lead)?;
        let (usual, measure, shows, wide) = match (lead, ledger) {
            ("field", Some(ledger)) => self.field(said, at, ledger)?,
            ("step", Some(ledger)) => self.step(said, at, ledger)?,
            ("indicator", None) => self.indicator(said, at)?,
            ("show", _) => self.other(said, at, ledger)?,
            (_, Some(_)) => {
                self.foreign(
                    at,
                    "一行是一条记录，列里不能写指标。",
                    "请写 field、step 或 show；要填指标的数，请另写一张 each = \"……\" 的上报表。",
                );
                return None;
            }
            (_, None) => {
                self.foreign(
                    at,
                    "一行是一个单位，列里不能写字段或步骤。",
                    "请写 indicator 或 show；要列出记录，请另写一张 ledger = \"……\" 的上报表。",
                );
                return None;
            }
        };
        let width = self.width(node, wide)?;
        let under = node.texts("under").into_iter().map(|(word, _)| word.to_owned()).collect();
        let name = node.text("name").map_or(usual, str::to_owned);
        Some(FormColumn { under, name, measure, code: String::new(), width, shows })
    }

    fn field(&mut self, id: &str, at: &Node, ledger: &Ledger) -> Option<Shown> {
        let Some(field) = ledger.field(id) else {
            let elsewhere = self.pack.ledgers.values().find(|other| !other.is_system() && other.field(id).is_some());
            let near = nearest::nearest(id, ledger.fields.keys().map(AsRef::as_ref));
            match elsewhere.filter(|_| near.is_none()) {
                Some(other) => {
                    let message = format!("台账“{}”里没有字段“{id}”，它是“{}”的字段。", ledger.name, other.name);
                    let hint = "一张名册式的上报表只填一个台账的字段；请换成这个台账的字段，或改 ledger。";
                    self.out.error(&codes::NO_FIELD, at.place(), message).hint(hint);
                }
                None => missing(&codes::NO_FIELD, at, id, ledger.fields.keys().map(AsRef::as_ref), self.out),
            }
            return None;
        };
        if self.tainted.has_field(ledger.id.as_str(), id) {
            return None;
        }
        let base = field.ty.quantity().map(kernel::Quantity::base);
        let measure = field.measure.as_ref().map(|measure| measure.name.clone()).or_else(|| base.map(str::to_owned));
        Some((field.name.clone(), measure, FormCell::Field(field.id.clone()), usual_width(&field.ty)))
    }

    fn step(&mut self, id: &str, at: &Node, ledger: &Ledger) -> Option<Shown> {
        let Some(step) = ledger.steps.get(id) else {
            missing(&codes::NO_STEP, at, id, ledger.steps.keys().map(AsRef::as_ref), self.out);
            return None;
        };
        Some((format!("{}日期", step.name), None, FormCell::Step(StepId::new(id)), 12))
    }

    fn indicator(&mut self, id: &str, at: &Node) -> Option<Shown> {
        let Some(indicator) = self.pack.indicators.get(id) else {
            let known = &self.drafts.indicators;
            if !known.contains_key(id) && !self.drafts.is_broken("indicators", id) {
                missing(&codes::NO_INDICATOR, at, id, known.keys().map(String::as_str), self.out);
            }
            return None;
        };
        let shows = FormCell::Indicator(IndicatorId::new(id));
        Some((indicator.name.clone(), Some(indicator.measure.name.clone()), shows, 12))
    }

    fn other(&mut self, word: &str, at: &Node, ledger: Option<&Ledger>) -> Option<Shown> {
        Some(match word {
            "number" => ("序号".to_owned(), None, FormCell::Number, 6),
            "unit" => ("单位".to_owned(), None, FormCell::Unit, 14),
            "blank" => ("备注".to_owned(), None, FormCell::Blank, 14),
            "state" if ledger.is_some_and(|ledger| ledger.kind == LedgerKind::Case) => {
                ("状态".to_owned(), None, FormCell::State, 10)
            }
            "state" => {
                self.foreign(at, "只有事项的记录有状态。", "请去掉这一列，或把 ledger 换成 cases/ 里的事项。");
                return None;
            }
            _ => return None,
        })
    }

    fn width(&mut self, node: &Node, usual: u32) -> Option<u32> {
        let Some(said) = node.integer("width") else { return Some(usual) };
        if !(2..=WIDEST).contains(&said) {
            let message = format!("一列不能宽 {said} 个汉字。");
            self.out
                .error(&codes::FORM_WIDTH, node.place_of("width"), message)
                .hint(format!("请写 2 到 {WIDEST} 之间的整数，如 width = 8。"));
            return None;
        }
        u32::try_from(said).ok().map(|said| said * 2 + 1)
    }

    fn is_number(&self, shows: &FormCell, ledger: Option<&Ledger>) -> bool {
        match (shows, ledger) {
            (FormCell::Field(id), Some(ledger)) => {
                ledger.field(id.as_str()).is_some_and(|field| field.ty.scale().is_some())
            }
            (FormCell::Indicator(_), _) => true,
            _ => false,
        }
    }

    fn foreign(&mut self, at: &Node, message: &str, hint: &str) {
        self.out.error(&codes::FORM_FOREIGN, at.place(), message).hint(hint);
    }
}

/// The usual name, the measure, what is shown and how wide that usually is.
type Shown = (String, Option<String>, FormCell, u32);

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

fn stem(at: usize) -> String {
    let stem = STEMS[at % STEMS.len()];
    if at < STEMS.len() { stem.to_string() } else { format!("{stem}{}", at / STEMS.len() + 1) }
}

/// In letters, of which a Chinese character takes two.
fn usual_width(ty: &FieldType) -> u32 {
    match ty {
        FieldType::Bool => 6,
        FieldType::Person => 10,
        FieldType::Integer | FieldType::Decimal { .. } | FieldType::Money | FieldType::Date | FieldType::Choice(_) => {
            12
        }
        FieldType::Phone | FieldType::Unit(_) => 14,
        FieldType::Time => 17,
        FieldType::IdNumber | FieldType::CreditCode => 21,
        FieldType::LongText | FieldType::Table(_) => 30,
        _ => 20,
    }
}
