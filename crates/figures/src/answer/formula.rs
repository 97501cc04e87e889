//! Arithmetic over other indicators, in base units.

use std::collections::BTreeMap;

use expr::{Constants, EvalError, Expression};
use kernel::{Ask, Decimal, IndicatorId, Missing, Problem, Value, number};

use super::{
    answers::{Answer, Answers, grade_of},
    missing,
};

/// The formula over its operands. A formula may itself ask whether an operand is there.
pub fn answer(
    answers: &mut Answers<'_>,
    expression: &Expression,
    operands: &[IndicatorId],
    ask: &Ask,
) -> Result<Answer, Problem> {
    let mut all = Vec::with_capacity(operands.len());
    for id in operands {
        all.push(answers.of(&Ask { indicator: id.clone(), ..ask.clone() })?);
    }
    let values: Vec<(&IndicatorId, Option<Decimal>)> =
        operands.iter().zip(&all).map(|(id, answer)| (id, answer.value.as_ref().ok().copied())).collect();
    let value = evaluate(expression, &values).map_err(|why| {
        let first = all.iter().find_map(|answer| answer.value.as_ref().err().cloned());
        first.filter(|_| why.code == missing::divided_by_zero().code).unwrap_or(why)
    });
    Ok(Answer::new(value, grade_of(&all)))
}

/// An expression over exact values, each rounded to the places it was compiled for. Absent comes of a division by zero
/// where all operands are there.
pub fn evaluate(expression: &Expression, values: &[(&IndicatorId, Option<Decimal>)]) -> Result<Decimal, Missing> {
    let mut columns = BTreeMap::new();
    for (id, value) in values {
        let value = value.map(|value| as_column(expression, id.as_str(), value)).transpose();
        columns.insert(id.as_str(), value.map_err(|_| missing::overflow())?);
    }
    match expression.evaluate_one(&|name| columns.get(name).cloned().flatten(), &Constants::new()) {
        Ok(Some(value)) => value.as_decimal().ok_or_else(missing::overflow),
        Ok(None) => Err(missing::divided_by_zero()),
        Err(EvalError::Overflow | EvalError::WrongType(_)) => Err(missing::overflow()),
    }
}

/// A value at the places an expression sees of a column; what does not fit in 64 bits then is an overflow.
pub fn as_column(expression: &Expression, name: &str, value: Decimal) -> Result<Value, EvalError> {
    let column = expression.columns().iter().find(|(column, _)| column == name);
    let scale = column.and_then(|(_, ty)| ty.as_number()).map_or(0, |number| u32::from(number.scale));
    let rounded = number::round(value, scale);
    number::to_scaled(rounded, scale).map(|_| Value::Decimal(rounded)).ok_or(EvalError::Overflow)
}
