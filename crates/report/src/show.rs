//! How an exact value is written. Nothing here computes a figure; it only chooses digits and words.
//!
//! - A value is written with the places its indicator declares; where it declares none, or was converted, exactly, up to
//!   four places, and rounded half up (四舍五入) to four beyond that. `|位(n)` sets the places.
//! - Approximate words stand only over a value that is not round already. Round means two significant figures (one for
//!   numbers of two digits; numbers below ten are always written exactly), or a multiple of the step given: `|余(100)`.
//!   `余` and `超` round down (1003头 → 1000余头, 超1000头), `近` up (1980 → 近2000), `约` half up (1049 → 约1000).
//! - `|等级` writes how well founded a figure is (逐条, 外部 …), so that two years side by side say what each rests on.
//! - `|同比` says 增长/下降 in percent of the year before, rounded to two places, `|环比` of the period before; a
//!   percentage changes by 百分点, 提高/下降. Equal is 持平. From zero or less no percentage tells anything: then it says
//!   by how much and from what, 增加3件（上年同期为0）. Where nothing is behind the earlier figure, there is a gap.

use kernel::{
    Decimal, Figure, Measure,
    number::{plain, round},
};

use crate::template::{Approximate, Part, Shown, Since};

const MOST_PLACES: u32 = 4;
const CHANGE_PLACES: u32 = 2;

/// Why a figure cannot be written.
#[derive(Debug, PartialEq)]
pub(crate) struct Why {
    pub code: String,
    pub message: String,
}

impl Why {
    pub fn new(code: &str, message: impl Into<String>) -> Self {
        Self { code: code.to_owned(), message: message.into() }
    }

    /// The same, of the earlier period.
    pub fn base(self, since: Since) -> Self {
        Self::new("report.no_base", format!("{}的数缺失:{}", since.base(), self.message))
    }

    fn too_large() -> Self {
        Self::new("report.too_large", "数值太大,无法写出。")
    }
}

/// Whether values in `from` can be written in `to`: the same quantity, or the same counting word by 万 or 亿.
pub(crate) fn converts(from: &Measure, to: &Measure) -> bool {
    fn root(name: &str) -> &str {
        name.strip_prefix(['万', '亿']).filter(|rest| !rest.is_empty()).unwrap_or(name)
    }
    match (from.quantity, to.quantity) {
        (Some(from), Some(to)) => from == to,
        (None, None) => root(&from.name) == root(&to.name),
        _ => false,
    }
}

/// A value with its unit word.
pub(crate) fn value(figure: &Figure, part: Part, shown: &Shown) -> Result<String, Why> {
    if part == Part::Grade {
        return Ok(figure.grade.name().to_owned());
    }
    let whole = part == Part::Value;
    let exact = match part {
        Part::Numerator => figure.numerator,
        Part::Denominator => figure.denominator,
        _ => figure.value,
    };
    let exact = exact.ok_or_else(|| Why::new("report.no_part", "这个指标不是占比,没有分子分母。"))?;
    let target = shown.measure.as_ref().filter(|target| whole && **target != figure.measure);
    let exact = match target {
        Some(target) => {
            figure.measure.to_base(exact).and_then(|base| target.from_base(base)).ok_or_else(Why::too_large)?
        }
        None => exact,
    };
    let declared = if whole && target.is_none() { figure.places } else { None };
    // Of a ratio's parts only the ratio's own unit is known, so they are written as numbers.
    let word = if shown.bare || !whole { "" } else { target.unwrap_or(&figure.measure).name.as_str() };
    if let Some(approximate) = shown.approximate
        && let Some(rounded) = rounded(exact, approximate, shown.step)?
    {
        let number = plain(rounded);
        return Ok(match approximate {
            Approximate::Over => format!("{number}余{word}"),
            Approximate::Beyond => format!("超{number}{word}"),
            Approximate::Near => format!("近{number}{word}"),
            Approximate::About => format!("约{number}{word}"),
        });
    }
    Ok(format!("{}{word}", digits(exact, shown.places.or(declared))))
}

/// The change from `base` to `figure` in words.
pub(crate) fn change(figure: &Figure, base: &Figure, since: Since, shown: &Shown) -> Result<String, Why> {
    let (Some(now), Some(then)) = (figure.value, base.value) else {
        return Err(Why::new("report.no_base", format!("{}的数缺失。", since.base())));
    };
    let difference = now.checked_sub(then).ok_or_else(Why::too_large)?;
    if difference.is_zero() {
        return Ok("持平".to_owned());
    }
    let up = difference > Decimal::ZERO;
    if figure.measure.name == "%" {
        let word = if up { "提高" } else { "下降" };
        return Ok(format!("{word}{}个百分点", changed(difference.abs(), shown.places)));
    }
    if then <= Decimal::ZERO {
        let unit = &figure.measure.name;
        let word = if up { "增加" } else { "减少" };
        let amount = digits(difference.abs(), shown.places.or(figure.places));
        let from = if then.is_zero() { "0".to_owned() } else { format!("{}{unit}", digits(then, base.places)) };
        return Ok(format!("{word}{amount}{unit}（{}为{from}）", since.base()));
    }
    let percent = difference.abs().checked_mul(Decimal::ONE_HUNDRED).and_then(|n| n.checked_div(then));
    let percent = changed(percent.ok_or_else(Why::too_large)?, shown.places);
    Ok(format!("{}{percent}%", if up { "增长" } else { "下降" }))
}

/// A change is never written as 0 when there is one: it gets the places it needs, up to ten.
fn changed(value: Decimal, places: Option<u32>) -> String {
    if let Some(places) = places {
        return round(value, places).to_string();
    }
    let shown = (CHANGE_PLACES..=10).map(|places| round(value, places)).find(|rounded| !rounded.is_zero());
    plain(shown.unwrap_or(value))
}

fn digits(value: Decimal, places: Option<u32>) -> String {
    match places {
        Some(places) => round(value, places).to_string(),
        None if value.normalize().scale() > MOST_PLACES => plain(round(value, MOST_PLACES)),
        None => plain(value),
    }
}

/// The round number that stands for a value; `None` where the value is written as it is.
fn rounded(value: Decimal, how: Approximate, step: Option<Decimal>) -> Result<Option<Decimal>, Why> {
    let step = step.unwrap_or_else(|| own_step(value));
    let parts = value.checked_div(step).ok_or_else(Why::too_large)?;
    let whole = match how {
        Approximate::Over | Approximate::Beyond => parts.floor(),
        Approximate::Near => parts.ceil(),
        Approximate::About => round(parts, 0),
    };
    let rounded = whole.checked_mul(step).ok_or_else(Why::too_large)?;
    let says_nothing = value <= Decimal::from(0) || rounded == value || rounded.is_zero();
    let small = value < Decimal::TEN && step == Decimal::ONE;
    Ok((!says_nothing && !small).then_some(rounded))
}

/// Two significant figures of the whole part; one for numbers of two digits.
fn own_step(value: Decimal) -> Decimal {
    let whole = value.abs().trunc();
    if whole < Decimal::ONE_HUNDRED {
        return if whole < Decimal::TEN { Decimal::ONE } else { Decimal::TEN };
    }
    let mut step = Decimal::ONE;
    let mut rest = whole;
    while rest >= Decimal::ONE_HUNDRED {
        rest = (rest / Decimal::TEN).trunc();
        step *= Decimal::TEN;
    }
    step
}

#[cfg(test)]
mod tests;
