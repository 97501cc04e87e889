//! The definition of a figure in one or two sentences.

use kernel::{Ask, Boundaries, Figure, Grade, IndicatorId};
use pack::model::{Aggregate, Base, Compare, DateOf, Fold, Indicator, Kind, Ledger, Moment, Order, Pack, RatioMode};

use super::condition::{Names, condition};
use crate::session::Session;

/// What a figure says, how it is founded, and what its author adds.
pub fn definition(session: &Session, indicator: &Indicator, ask: &Ask, figure: &Figure) -> String {
    let mut text = body(&session.pack, indicator, ask);
    if ask.boundaries == Boundaries::Now {
        text.push_str("（按现行区划归集）");
    }
    text.push_str(&format!("。依据：{}。", figure.grade.name()));
    if figure.grade == Grade::Forecast && !indicator.kind.operands().is_empty() {
        text.push_str("其中含预计数，不能作为完成结果。");
    }
    if let Some(about) = &indicator.about {
        text.push_str(&format!("口径：{about}"));
    }
    text
}

fn body(pack: &Pack, indicator: &Indicator, ask: &Ask) -> String {
    let name = |id: &IndicatorId| pack.indicator(id.as_str()).map_or(id.to_string(), |of| of.name.clone());
    match &indicator.kind {
        Kind::Fold(fold) => of_fold(pack, fold, ask),
        Kind::Ratio(RatioMode::Cohort { over, part }) => {
            let fold = pack.indicator(over.as_str()).map(|over| &over.kind);
            let Some(Kind::Fold(fold)) = fold else { return format!("《{}》中的占比", name(over)) };
            let part = condition(part, &Names { pack, ledger: pack.ledger(fold.ledger.as_str()), value: None });
            format!("{}中，到{}{part}的占比", of_fold(pack, fold, ask), day(ask))
        }
        Kind::Ratio(RatioMode::Flow { part, over }) => {
            format!("{}《{}》与《{}》之比", ask.period.in_words(), name(part), name(over))
        }
        Kind::Formula { expression, .. } => {
            format!("{}按算式“{}”计算", ask.period.in_words(), with_names(expression.source(), pack))
        }
        Kind::Against { indicator: of, base, show } => {
            let base = match base {
                Base::YearBefore => format!("上年同期（{}）", ask.period.year_before().in_words()),
                Base::PeriodBefore => format!("上期（{}）", ask.period.before().in_words()),
                Base::Target => format!("{}的目标", ask.period.in_words()),
            };
            match show {
                Compare::Base => format!("《{}》{base}的数", name(of)),
                Compare::Difference => format!("{}《{}》比{base}增减多少", ask.period.in_words(), name(of)),
                Compare::Change => format!("{}《{}》比{base}增减的比例", ask.period.in_words(), name(of)),
                Compare::Share => format!("{}《{}》占{base}的比例", ask.period.in_words(), name(of)),
            }
        }
        Kind::Rank { indicator: of, order } => {
            let order = if *order == Order::Descending { "从高到低" } else { "从低到高" };
            format!("{}按《{}》{order}，在同一上级的同级单位中的位次", ask.period.in_words(), name(of))
        }
        Kind::Units { of, level, condition: part } => {
            let level = pack.level(level.as_str()).map_or(level.as_str(), |level| &level.name);
            let names = Names { pack, ledger: None, value: pack.indicator(of.as_str()) };
            format!("{}{}的{level}的个数", ask.period.in_words(), condition(part, &names))
        }
        Kind::Sourced { .. } => format!("{}有来源的登记数", ask.period.in_words()),
        Kind::Target { of } => format!("《{}》{}的目标值", name(of), ask.period.in_words()),
        Kind::Parameter(id) => {
            let name = pack.parameters.get(id).map_or(id.as_str(), |parameter| &parameter.name);
            format!("参数《{name}》在{}的值", day(ask))
        }
    }
}

fn of_fold(pack: &Pack, fold: &Fold, ask: &Ask) -> String {
    let Some(ledger) = pack.ledger(fold.ledger.as_str()) else { return fold.ledger.to_string() };
    let when = match &fold.moment {
        Moment::InPeriod(date) => format!("{}在{}内", date_name(ledger, date), ask.period.in_words()),
        Moment::OnLastDay => format!("{}在册", day(ask)),
    };
    let names = Names { pack, ledger: Some(ledger), value: None };
    let filter = fold.filter.as_ref().map(|filter| format!("、{}", condition(filter, &names)));
    format!("在《{}》台账中，{when}{}的{}", ledger.name, filter.unwrap_or_default(), folded(ledger, &fold.aggregate))
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

fn day(ask: &Ask) -> String {
    kernel::Period::Span(ask.period.last(), ask.period.last()).in_words()
}
