//! What may stand behind a mark's bar: `|上年`, `|村('甲村')`, `|万元`, `|同比`, `|余`, `|数` …

use kernel::{Decimal, Measure, Period};
use minijinja::machinery::{Span, ast};

use super::{
    ir::{Approximate, Mark, Part, Shown, Since, UnitPick, When, Whose},
    lower::{Bound, Lowering},
};
use crate::show::converts;

const KNOWN: &str = "上年、期间、同比、环比、分子、分母、等级、数、位、余、超、近、约,或要换算成的单位";

/// An argument of a filter.
enum Argument {
    None,
    Text(String),
    Number(Decimal),
    Bound(String, Bound),
    /// `period.year`, `period.next_year`: whose, and how many years on.
    Year(Whose, i16),
    Wrong,
}

impl Lowering<'_> {
    /// Applies one filter; `mark` is `None` where what stands before it was wrong already.
    pub(super) fn filter(
        &mut self,
        mark: Option<Mark>,
        name: &str,
        args: &[ast::CallArg<'_>],
        span: Span,
    ) -> Option<Mark> {
        let argument = self.argument(args);
        let each = name.strip_prefix('各').and_then(|word| self.level(word));
        let level = self.level(name);
        let measure = Measure::read(name);
        let approximate = approximate(name);
        let mut was = mark.clone().or_else(|| Some(blank(Measure::read(""))))?;
        let twice = match (name, &argument) {
            (_, Argument::None) if each.is_some() => {
                let level = each?;
                put(&mut was.place, UnitPick::Own, UnitPick::Each(level))
            }
            (_, Argument::Text(unit)) if level.is_some() => {
                let pick = UnitPick::Named(level?, unit.clone());
                put(&mut was.place, UnitPick::Own, pick)
            }
            (_, Argument::Bound(bound, Bound::Unit)) if level.is_some() => {
                put(&mut was.place, UnitPick::Own, UnitPick::Bound(bound.clone()))
            }
            ("上年", Argument::None) => put(&mut was.when, When::Own, When::YearBefore),
            ("期间", Argument::Bound(bound, Bound::Period)) => {
                put(&mut was.when, When::Own, When::Bound(bound.clone()))
            }
            ("期间", Argument::Text(text)) if text.parse::<Period>().is_ok() => {
                put(&mut was.when, When::Own, When::At(text.parse().ok()?))
            }
            ("期间", Argument::Year(whose, on)) => put(&mut was.when, When::Own, When::Year(whose.clone(), *on)),
            ("同比", Argument::None) => put(&mut was.part, Part::Value, Part::Change(Since::YearBefore)),
            ("环比", Argument::None) => put(&mut was.part, Part::Value, Part::Change(Since::Before)),
            ("分子", Argument::None) => put(&mut was.part, Part::Value, Part::Numerator),
            ("分母", Argument::None) => put(&mut was.part, Part::Value, Part::Denominator),
            ("等级", Argument::None) => put(&mut was.part, Part::Value, Part::Grade),
            ("数", Argument::None) => put(&mut was.shown.bare, false, true),
            ("位", Argument::Number(places)) if whole(*places).is_some_and(|places| places <= 6) => {
                put(&mut was.shown.places, None, whole(*places))
            }
            (_, Argument::None) if approximate.is_some() => put(&mut was.shown.approximate, None, approximate),
            (_, Argument::Number(step)) if approximate.is_some() && *step > Decimal::ZERO => {
                was.shown.step = Some(*step);
                put(&mut was.shown.approximate, None, approximate)
            }
            (_, Argument::None)
                if measure.quantity.is_some() || counts(&measure) || converts(&was.measure, &measure) =>
            {
                if mark.is_some() && !converts(&was.measure, &measure) {
                    let message = format!("“{}”的单位是{},不能换算成{name}。", was.name, was.measure);
                    self.error(span, "report.measure", message, "请去掉这个换算,或换一个指标。");
                    return None;
                }
                put(&mut was.shown.measure, None, Some(measure))
            }
            _ => {
                self.wrong_filter(name, level.is_some() || each.is_some() || approximate.is_some(), span);
                return None;
            }
        };
        let mark = mark.map(|_| was)?;
        if twice {
            let message = format!("“{name}”与前面的写法重复。");
            self.error(span, "report.filter_twice", message, "同一类写法只用一次。");
            return None;
        }
        self.agree(&mark, name, span).then_some(mark)
    }

    fn argument(&self, args: &[ast::CallArg<'_>]) -> Argument {
        match args {
            [] => Argument::None,
            [ast::CallArg::Pos(ast::Expr::Const(value))] => match value.value.as_str() {
                Some(text) => Argument::Text(text.to_owned()),
                // By its digits, so that 0.1 is a tenth exactly.
                None => value.value.to_string().parse().map_or(Argument::Wrong, Argument::Number),
            },
            [ast::CallArg::Pos(ast::Expr::Var(var))] => {
                let bound = self.bound.iter().rev().find(|(name, _)| name == var.id);
                bound.map_or(Argument::Wrong, |(name, kind)| Argument::Bound(name.clone(), *kind))
            }
            [ast::CallArg::Pos(ast::Expr::GetAttr(get))] => self.year_of(get).unwrap_or(Argument::Wrong),
            _ => Argument::Wrong,
        }
    }

    fn year_of(&self, get: &ast::GetAttr<'_>) -> Option<Argument> {
        let ast::Expr::Var(var) = &get.expr else { return None };
        let bound = self.bound.iter().rev().find(|(name, _)| name == var.id);
        let whose = match bound {
            Some((name, Bound::Period)) => Whose::Bound(name.clone()),
            None if var.id == "period" => Whose::Own,
            _ => return None,
        };
        let on = match get.name {
            "year" => 0,
            "last_year" => -1,
            "next_year" => 1,
            _ => return None,
        };
        Some(Argument::Year(whose, on))
    }

    fn wrong_filter(&mut self, name: &str, is_known: bool, span: Span) {
        if is_known || matches!(name, "上年" | "期间" | "同比" | "环比" | "分子" | "分母" | "等级" | "数" | "位")
        {
            let message = format!("“|{name}”括号里的内容不对。");
            let hint = "例如 |村('甲村')、|村(村)、|各村、|期间('2022-08')、|期间(period.next_year)、|位(2)、|余(100)、|万元。";
            self.error(span, "report.filter_argument", message, hint);
        } else {
            let levels: Vec<String> = self.levels.iter().map(|(_, word)| format!("{word}、各{word}")).collect();
            let hint = format!("可以写:{KNOWN},或 {}。", levels.join("、"));
            self.error(span, "report.unknown_filter", format!("不认识“|{name}”。"), hint);
        }
    }

    /// Filters that would each be right but say nothing together.
    fn agree(&mut self, mark: &Mark, name: &str, span: Span) -> bool {
        let shown = &mark.shown;
        let why = match mark.part {
            Part::Change(_) if shown.measure.is_some() || shown.approximate.is_some() || shown.bare => {
                "同比、环比写成“增长几”或“下降几”,不能再换算或取约数。"
            }
            Part::Grade if *shown != Shown::default() => "等级只印逐条、外部这样的一个词，不能再换算、取整。",
            Part::Numerator | Part::Denominator if shown.measure.is_some() => {
                "分子和分母只印数字,不能换算,单位请写在后面。"
            }
            _ if shown.approximate.is_some() && shown.places.is_some() => "取了约数就不再定小数位。",
            _ => return true,
        };
        self.error(span, "report.filter_conflict", format!("“|{name}”与前面的写法合不到一起。"), why);
        false
    }
}

/// Sets a slot; true if it was set before.
fn put<T: PartialEq>(slot: &mut T, unset: T, value: T) -> bool {
    let twice = *slot != unset;
    *slot = value;
    twice
}

fn whole(number: Decimal) -> Option<u32> {
    if number.fract().is_zero() { u32::try_from(number).ok() } else { None }
}

fn approximate(name: &str) -> Option<Approximate> {
    Some(match name {
        "余" => Approximate::Over,
        "超" => Approximate::Beyond,
        "近" => Approximate::Near,
        "约" => Approximate::About,
        _ => return None,
    })
}

/// Whether a counting word is written by 万 or 亿.
fn counts(measure: &Measure) -> bool {
    measure.numerator > 1 && measure.quantity.is_none()
}

/// Stands in for a mark that is wrong already, so that its filters are still checked.
fn blank(measure: Measure) -> Mark {
    Mark {
        indicator: "".into(),
        name: String::new(),
        measure,
        place: UnitPick::Own,
        when: When::Own,
        part: Part::Value,
        shown: Default::default(),
        line: 0,
    }
}
