//! A record is a block of one.

use std::sync::Arc;

use kernel::Value;

use super::{Block, BlockColumn, Constants, EvalError, Scalar, evaluate, scalar};
use crate::{expression::Expression, types::Type};

/// One value, in slices of one.
struct Cell {
    ints: [i64; 1],
    bits: [u64; 1],
    texts: [Arc<str>; 1],
    present: [u64; 1],
}

pub(crate) fn evaluate_one(
    expression: &Expression,
    get: &dyn Fn(&str) -> Option<Value>,
    constants: &Constants,
) -> Result<Option<Value>, EvalError> {
    let cells = expression
        .columns
        .iter()
        .map(|(name, ty)| get(name).map(|value| scalar::read(name, ty, &value)).transpose().map(Cell::of))
        .collect::<Result<Vec<_>, _>>()?;
    let columns = expression.columns.iter().zip(&cells).map(|((_, ty), cell)| cell.column(ty)).collect();
    let block = Block { len: 1, columns };
    Ok(evaluate(expression, &block, constants)?.value(0, &expression.ty))
}

impl Cell {
    fn of(value: Option<Scalar>) -> Self {
        let mut cell = Self { ints: [0], bits: [0], texts: [Arc::from("")], present: [u64::from(value.is_some())] };
        match value {
            Some(Scalar::Int(value)) => cell.ints = [value],
            Some(Scalar::Bool(value)) => cell.bits = [u64::from(value)],
            Some(Scalar::Text(text)) => cell.texts = [text],
            None => {}
        }
        cell
    }

    fn column(&self, ty: &Type) -> BlockColumn<'_> {
        let (codes, dictionary, present) = (&[0], &self.texts, &self.present);
        match ty {
            Type::Bool => BlockColumn::Bool { values: &self.bits, present },
            Type::Number(_) | Type::Date | Type::Time => BlockColumn::Int { values: &self.ints, present },
            Type::Text(_) => BlockColumn::Text { codes, dictionary, present },
            Type::Codes(_) => BlockColumn::Codes { codes, dictionary, present },
        }
    }
}
