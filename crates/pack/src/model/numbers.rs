//! Which numbers expressions and figures see: the scale and quantity of parameters and indicators, in base units.
//! Percentages stay as people write them (`87.82` is 87.82 %); every other measure is turned into its base unit.

use expr::Number;
use kernel::{Date, Decimal, Measure};

use super::{Aggregate, Compare, Fold, Indicator, Kind, Pack, Parameter, ParameterValue};

/// Places of quotients and means.
const QUOTIENT: u8 = 6;

/// Places of values in the reserved ledgers `_value` and `_target`, in the indicator's measure.
const SOURCED: u8 = 4;

/// `value` of a measure in base units; percentages stay as they are. `None` beyond the range of decimals.
pub fn to_base(measure: &Measure, value: Decimal) -> Option<Decimal> {
    if measure.name == "%" { Some(value) } else { measure.to_base(value) }
}

/// `value` base units in a measure; percentages stay as they are. `None` beyond the range of decimals.
pub fn from_base(measure: &Measure, value: Decimal) -> Option<Decimal> {
    if measure.name == "%" { Some(value) } else { measure.from_base(value) }
}

impl Parameter {
    /// The value that holds on a day.
    pub fn on(&self, day: Date) -> Option<&ParameterValue> {
        self.values.iter().rev().find(|value| value.from <= day && value.to.is_none_or(|to| day < to))
    }

    /// A value of it in base units, as expressions see it.
    pub fn in_base(&self, value: &ParameterValue) -> Option<Decimal> {
        to_base(&self.measure, value.value)
    }

    /// The number that `param('…')` is: as many places as its most exact value has in base units.
    pub fn number(&self) -> Number {
        let scale = self
            .values
            .iter()
            .filter_map(|value| self.in_base(value))
            .map(|value| u8::try_from(value.normalize().scale()).unwrap_or(u8::MAX))
            .max()
            .unwrap_or_default();
        Number { scale: scale.min(expr::types::MAX_SCALE), quantity: self.measure.quantity }
    }
}

impl Pack {
    /// The number an indicator is in base units: the scale comes from the folded field, the quantity from its measure.
    /// Formulas and conditions over it see this type.
    pub fn number_of(&self, indicator: &Indicator) -> Number {
        let quantity = indicator.measure.quantity;
        let scale = match &indicator.kind {
            Kind::Fold(fold) => self.fold_scale(fold),
            Kind::Ratio(_) => QUOTIENT,
            Kind::Formula { expression, .. } => expression.ty().as_number().map_or(0, |number| number.scale),
            Kind::Against { show: Compare::Change | Compare::Share, .. } => QUOTIENT,
            Kind::Against { indicator: of, .. } => {
                self.indicators.get(of).map_or(QUOTIENT, |of| self.number_of(of).scale)
            }
            Kind::Rank { .. } | Kind::Units { .. } => 0,
            Kind::Sourced { .. } | Kind::Target { .. } => base_scale(SOURCED, &indicator.measure),
            Kind::Parameter(id) => self.parameters.get(id).map_or(QUOTIENT, |parameter| parameter.number().scale),
        };
        Number { scale, quantity }
    }

    fn fold_scale(&self, fold: &Fold) -> u8 {
        let field = match &fold.aggregate {
            Aggregate::Count | Aggregate::Distinct(_) => return 0,
            Aggregate::Avg(_) => return QUOTIENT,
            Aggregate::Sum(field) | Aggregate::Min(field) | Aggregate::Max(field) | Aggregate::Latest(field) => field,
        };
        let field = self.ledgers.get(&fold.ledger).and_then(|ledger| ledger.fields.get(field));
        field.and_then(|field| field.ty.scale()).unwrap_or_default()
    }
}

/// How many places a value with `places` places in a measure may need in base units.
fn base_scale(places: u8, measure: &Measure) -> u8 {
    if measure.name == "%" {
        return places;
    }
    let exponent = |mut number: i64, factor: i64| {
        let mut times = 0u8;
        while number != 0 && number % factor == 0 {
            number /= factor;
            times += 1;
        }
        times
    };
    let more = exponent(measure.denominator, 2).max(exponent(measure.denominator, 5));
    let fewer = exponent(measure.numerator, 10);
    (places + more).saturating_sub(fewer).min(expr::types::MAX_SCALE)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn places_in_base_units() {
        let check = |measure: &str, expect: u8| assert_eq!(base_scale(4, &Measure::read(measure)), expect, "{measure}");
        check("元", 4);
        check("万元", 0);
        check("%", 4);
        check("户", 4);
        check("平方米", 8);
        check("斤", 5);
    }
}
