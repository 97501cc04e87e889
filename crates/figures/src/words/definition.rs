//! The definition of a figure in one or two sentences.

use kernel::{Ask, Boundaries, Figure, Grade, IndicatorId, Period};
use pack::model::{Aggregate, Base, Compare, DateOf, Fold, Indicator, Kind, Ledger, Moment, Order, Pack, RatioMode};

use super::{
    condition::{Names, condition},
    founded::founded,
};
use crate::session::Session;

/// What a figure says, how it is founded, and what its author adds.
pub fn definition(session: &Session, indicator: &Indicator, ask: &Ask, figure: &Figure) -> String {
    let mut text = body(&session.pack, indicator, &When(Some(ask.period)));
    if ask.boundaries == Boundaries::Now {
        text.push_str("（按现行区划归集）");
    }
    text.push_str(&format!("。依据：{}。", founded(session, figure)));
    if figure.grade == Grade::Forecast && !indicator.kind.operands().is_empty() {
        text.push_str("其中含预计数，不能作为完成结果。");
    }
    text + &about(indicator)
}

/// What an indicator says, of a period or of any.
pub fn define(pack: &Pack, indicator: &Indicator, period: Option<Period>) -> String {
    format!("{}。{}", body(pack, indicator, &When(period)), about(indicator))
}

fn about(indicator: &Indicator) -> String {
    indicator.about.as_ref().map(|about| format!("口径：{about}")).unwrap_or_default()
}

/// The period a definition speaks of, or any.
struct When(Option<Period>);

impl When {
    fn within(&self) -> String {
        self.0.map_or("统计期".to_owned(), Period::in_words)
    }

    fn last(&self) -> String {
        self.0.map_or("统计期末".to_owned(), |period| Period::Span(period.last(), period.last()).in_words())
    }

    /// `name`, and which period that is.
    fn other(&self, name: &str, other: fn(Period) -> Period) -> String {
        self.0.map_or(name.to_owned(), |period| format!("{name}（{}）", other(period).in_words()))
    }
}

fn body(pack: &Pack, indicator: &Indicator, when: &When) -> String {
    let name = |id: &IndicatorId| pack.indicator(id.as_str()).map_or(id.to_string(), |of| of.name.clone());
    match &indicator.kind {
        Kind::Fold(fold) => of_fold(pack, fold, when),
        Kind::Ratio(RatioMode::Cohort { over, part }) => {
            let fold = pack.indicator(over.as_str()).map(|over| &over.kind);
            let Some(Kind::Fold(fold)) = fold else { return format!("《{}》中的占比", name(over)) };
            let part = condition(part, &Names { pack, ledger: pack.ledger(fold.ledger.as_str()), value: None });
            format!("{}中，到{}{part}的占比", of_fold(pack, fold, when), when.last())
        }
        Kind::Ratio(RatioMode::Flow { part, over }) => {
            format!("{}《{}》与《{}》之比", when.within(), name(part), name(over))
        }
        Kind::Formula { expression, .. } => {
            format!("{}按算式“{}”计算", when.within(), with_names(expression.source(), pack))
        }
        Kind::Against { indicator: of, base, show } => {
            let base = match base {
                Base::YearBefore => when.other("上年同期", Period::year_before),
                Base::PeriodBefore => when.other("上期", Period::before),
                Base::Target => format!("{}的目标", when.within()),
            };
            match show {
                Compare::Base => format!("《{}》{base}的数", name(of)),
                Compare::Difference => format!("{}《{}》比{base}增减多少", when.within(), name(of)),
                Compare::Change => format!("{}《{}》比{base}增减的比例", when.within(), name(of)),
                Compare::Share => format!("{}《{}》占{base}的比例", when.within(), name(of)),
            }
        }
        Kind::Rank { indicator: of, order } => {
            let order = if *order == Order::Descending { "从高到低" } else { "从低到高" };
            format!("{}按《{}》{order}，在同一上级的同级单位中的位次", when.within(), name(of))
        }
        Kind::Units { of, level, condition: part } => {
            let level = pack.level(level.as_str()).map_or(level.as_str(), |level| &level.name);
            let names = Names { pack, ledger: None, value: pack.indicator(of.as_str()) };
            format!("{}{}的{level}的个数", when.within(), condition(part, &names))
        }
        Kind::Sourced { .. } => format!("{}有来源的登记数", when.within()),
        Kind::Target { of } => format!("《{}》{}的目标值", name(of), when.within()),
        Kind::Parameter(id) => {
            let name = pack.parameters.get(id).map_or(id.as_str(), |parameter| &parameter.name);
            format!("参数《{name}》在{}的值", when.last())
        }
    }
}

fn of_fold(pack: &Pack, fold: &Fold, when: &When) -> String {
    let Some(ledger) = pack.ledger(fold.ledger.as_str()) else { return fold.ledger.to_string() };
    let placed = match &fold.moment {
        Moment::InPeriod(date) => format!("{}在{}内", date_name(ledger, date), when.within()),
        Moment::OnLastDay => format!("{}在册", when.last()),
    };
    let names = Names { pack, ledger: Some(ledger), value: None };
    let filter = fold.filter.as_ref().map(|filter| format!("、{}", condition(filter, &names)));
    format!("在《{}》台账中，{placed}{}的{}", ledger.name, filter.unwrap_or_default(), folded(ledger, &fold.aggregate))
}

fn date_name(ledger: &Ledger, date: &DateOf) -> String {
    match date {
        DateOf::Field(field) => ledger.field(field.as_str()).map_or(field.to_string(), |field| field.name.clone()),
        DateOf::Step(step) => {
            ledger.steps.get(step).map_or(step.to_string(), |step| format!("最后一次“{}”的日期", step.name))
        }
    }
}

fn folded(ledger: &Ledger, aggregate: &Aggregate) -> String {
    let name =
        |field: &kernel::FieldId| ledger.field(field.as_str()).map_or(field.as_str(), |field| &field.name).to_owned();
    match aggregate {
        Aggregate::Count => "记录数".to_owned(),
        Aggregate::Sum(field) => format!("{}合计", name(field)),
        Aggregate::Avg(field) => format!("{}平均值", name(field)),
        Aggregate::Min(field) => format!("{}最小值", name(field)),
        Aggregate::Max(field) => format!("{}最大值", name(field)),
        Aggregate::Distinct(field) => format!("不同{}的个数", name(field)),
        Aggregate::Latest(field) => format!("最近一条记录的{}", name(field)),
    }
}

/// A formula with the names of its indicators in place of their ids.
fn with_names(source: &str, pack: &Pack) -> String {
    let mut text = String::new();
    let mut word = String::new();
    let flush = |word: &mut String, text: &mut String| {
        match pack.indicator(word) {
            Some(indicator) => text.push_str(&format!("《{}》", indicator.name)),
            None => text.push_str(word),
        }
        word.clear();
    };
    for c in source.chars() {
        if c.is_alphanumeric() || c == '_' {
            word.push(c);
        } else {
            flush(&mut word, &mut text);
            text.push(match c {
                '*' => '×',
                '/' => '÷',
                other => other,
            });
        }
    }
    flush(&mut word, &mut text);
    text
}
