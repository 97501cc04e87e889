//! An expression over a chunk: the rows on which it is true, and the rows on which it cannot be computed.

use expr::{Block, BlockColumn, Constants, EvalError, Expression};
use kernel::Problem;

use crate::columns::{
    Bits, Chunk, Table, UNIT,
    column::{Shape, Values},
};

/// What an expression says of a chunk.
#[derive(Clone, Copy, Debug, Default)]
pub struct Mask {
    /// True.
    pub pass: Bits,
    /// Beyond the range of numbers. Whoever folds such a row has no figure; who does not is not touched by it.
    pub failed: Bits,
}

/// Evaluates a whole chunk; only where that overflows, row by row.
pub fn mask(table: &Table, chunk: &Chunk, expression: &Expression, constants: &Constants) -> Result<Mask, Problem> {
    match evaluate(table, chunk, expression, constants, None) {
        Ok(pass) => Ok(Mask { pass: pass.and(&chunk.all()), failed: Bits::default() }),
        Err(EvalError::Overflow) => one_by_one(table, chunk, expression, constants),
        Err(error) => Err(unfit(&error)),
    }
}

/// What the expression was compiled for is not what the ledger has.
pub fn unfit(error: &EvalError) -> Problem {
    Problem::new("figure.unfit_expression", format!("指标里的表达式无法计算：{error}。"))
        .hint("请检查口径包里这个表达式用到的字段和参数。")
}

fn one_by_one(table: &Table, chunk: &Chunk, expression: &Expression, constants: &Constants) -> Result<Mask, Problem> {
    let mut mask = Mask::default();
    for row in 0..chunk.len {
        match evaluate(table, chunk, expression, constants, Some(row)) {
            Ok(pass) if pass.get(0) => mask.pass.set(row),
            Ok(_) => {}
            Err(EvalError::Overflow) => mask.failed.set(row),
            Err(error) => return Err(unfit(&error)),
        }
    }
    Ok(mask)
}

/// Evaluates all rows, or one.
fn evaluate(
    table: &Table,
    chunk: &Chunk,
    expression: &Expression,
    constants: &Constants,
    only: Option<usize>,
) -> Result<Bits, EvalError> {
    let (from, len) = only.map_or((0, chunk.len), |row| (row, 1));
    let places: Vec<Option<usize>> = expression.columns().iter().map(|(name, _)| table.layout.place(name)).collect();
    let gathered: Vec<Gathered> = places.iter().map(|place| gather(chunk, *place, from, len)).collect();
    let asks_units = expression.columns().iter().zip(&places).any(|((name, _), place)| place.is_none() && name == UNIT);
    let units = if asks_units { chunk.unit.slice(from..from + len, narrow) } else { Vec::new() };
    let mut columns = Vec::with_capacity(places.len());
    for (((name, _), place), column) in expression.columns().iter().zip(&places).zip(&gathered) {
        let present = column.present.words(len);
        columns.push(match (place, &column.values) {
            (None, _) if name == UNIT => BlockColumn::Text { codes: &units, dictionary: table.units.texts(), present },
            (Some(place), Slice::Codes(codes)) => {
                let dictionary = table.dictionaries[*place].texts();
                match table.layout.shape(*place) {
                    Shape::Codes => BlockColumn::Codes { codes, dictionary, present },
                    _ => BlockColumn::Text { codes, dictionary, present },
                }
            }
            (_, Slice::Ints(values)) => BlockColumn::Int { values, present },
            (_, Slice::Bools(values)) => BlockColumn::Bool { values: values.words(len), present },
            (None, Slice::Codes(_)) => return Err(EvalError::WrongType(name.clone())),
        });
    }
    Ok(Bits::from_words(&expression.passes(&Block { len, columns }, constants)?))
}

/// A column as the evaluator wants it.
struct Gathered {
    values: Slice,
    present: Bits,
}

enum Slice {
    Ints(Vec<i64>),
    Bools(Bits),
    Codes(Vec<u32>),
}

fn gather(chunk: &Chunk, place: Option<usize>, from: usize, len: usize) -> Gathered {
    let Some(place) = place else {
        return Gathered { values: Slice::Codes(Vec::new()), present: Bits::first(len) };
    };
    let column = &chunk.columns[place];
    let cut =
        |bits: &Bits| if from == 0 && len == chunk.len { *bits } else { Bits::of(len, |row| bits.get(from + row)) };
    let values = match &column.values {
        Values::Ints(values) => Slice::Ints(values.slice(from..from + len, |value| value)),
        Values::Bool(values) => Slice::Bools(cut(values)),
        Values::Codes(codes) => Slice::Codes(codes.slice(from..from + len, narrow)),
    };
    Gathered { values, present: cut(&column.present) }
}

/// Codes of dictionaries count in 32 bits; what stands where nothing is present says nothing.
fn narrow(code: i64) -> u32 {
    u32::try_from(code).unwrap_or_default()
}
