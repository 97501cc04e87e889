//! Arithmetic over other indicators, in base units.

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
    let get = |name: &str| {
        let value = values.iter().find(|(id, _)| id.as_str() == name)?.1?;
        Some(Value::Decimal(number::round(value, places(expression, name))))
    };
    match expression.evaluate_one(&get, &Constants::new()) {
        Ok(Some(value)) => value.as_decimal().ok_or_else(missing::overflow),
        Ok(None) => Err(missing::divided_by_zero()),
        Err(EvalError::Overflow | EvalError::WrongType(_)) => Err(missing::overflow()),
    }
}

/// The places an expression sees of a column.
pub fn places(expression: &Expression, name: &str) -> u32 {
    let column = expression.columns().iter().find(|(column, _)| column == name);
    column.and_then(|(_, ty)| ty.as_number()).map_or(0, |number| u32::from(number.scale))
}
