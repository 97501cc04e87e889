//! The columns of a form: what each shows, what stands above it, how wide it is.

use kernel::{IndicatorId, StepId};

use super::Lowering;
use crate::{
    check::{codes, missing, nearest, shape},
    keys,
    model::{FieldType, FormCell, FormColumn, Ledger, LedgerKind},
    read::Node,
};

/// How columns of text are numbered.
const STEMS: [char; 22] = [
    '甲', '乙', '丙', '丁', '戊', '己', '庚', '辛', '壬', '癸', '子', '丑', '寅', '卯', '辰', '巳', '午', '未', '申',
    '酉', '戌', '亥',
];
/// The widest a column may be said to be, in Chinese characters.
const WIDEST: i64 = 60;

/// The usual name, the measure, what is shown and how wide that usually is.
type Shown = (String, Option<String>, FormCell, u32);

impl Lowering<'_> {
    /// All columns, or nothing after saying what is wrong with each.
    pub(super) fn columns(&mut self, node: &Node, ledger: Option<&Ledger>) -> Option<Vec<FormColumn>> {
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
