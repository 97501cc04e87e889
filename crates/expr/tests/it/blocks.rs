//! The Rust back end: what is found, one record, and a block of more than two words.

use std::sync::Arc;

use expr::{Block, BlockColumn, EvalError, Expression, Type, compile};
use kernel::Value;

use crate::cases::{Case, Expect, all, compiled, none, to_database};

#[test]
fn what_cannot_be_computed_is_found_with_a_hint() {
    none(all().into_iter().filter_map(|case| {
        let Expect::Finding(code) = case.expect() else { return None };
        let findings = compile(&case.expression, &case.schema()).err().unwrap_or_default();
        let helpful = findings.iter().all(|finding| finding.hint.is_some() && finding.place.column.is_some());
        let found = findings.iter().any(|finding| finding.code == code);
        (!found || !helpful).then(|| format!("{}: {}: {code}: {findings:?}", case.name, case.expression))
    }));
}

#[test]
fn one_record() {
    none(compiled().into_iter().filter_map(|(case, expression)| {
        let answer = expression.evaluate_one(&|column| case.value(column), &case.constants());
        case.check("record", answer.map_err(|error| error.to_string()))
    }));
}

#[test]
fn a_block_of_rows() {
    let mut failures = Vec::new();
    for (case, expression) in compiled() {
        let rows: Vec<bool> = (0..150).map(|row| row % 3 != 1 || row == 64).collect();
        let values = |row: usize, name: &str| if rows[row] { case.value(name) } else { None };
        match Columns::new(&expression, rows.len(), values).run(&expression, &case) {
            Err(error) => {
                assert_eq!(error, EvalError::Overflow);
                failures.extend(case.check("block", Err(error.to_string())));
            }
            Ok(answers) => {
                let asked = answers.into_iter().zip(rows).filter(|(_, asked)| *asked);
                failures.extend(asked.filter_map(|(answer, _)| case.check("block", Ok(answer))));
            }
        }
    }
    none(failures);
}

#[test]
fn a_block_that_does_not_fit_is_refused() {
    let schema = expr::Schema::new().column("a", Type::INTEGER);
    let expression = compile("a > 1", &schema).expect("compiles");
    let constants = expr::Constants::new();
    let short = BlockColumn::Int { values: &[1], present: &[1] };
    let wrong = BlockColumn::Bool { values: &[1], present: &[1] };
    for columns in [vec![], vec![short], vec![wrong]] {
        let answer = expression.passes(&Block { len: 2, columns }, &constants);
        assert_eq!(answer, Err(EvalError::WrongType("a".to_owned())));
    }
    let wrong = expression.evaluate_one(&|_| Some(Value::text("x")), &constants);
    assert_eq!(wrong, Err(EvalError::WrongType("a".to_owned())));
}

#[test]
fn bits_beyond_the_last_row_are_nothing() {
    let schema = expr::Schema::new().column("a", Type::INTEGER).column("f", Type::Bool);
    let expression = expr::compile_bool("!(a > 1) || f", &schema).expect("compiles");
    let all = [u64::MAX; 2];
    let int = BlockColumn::Int { values: &[0; 70], present: &all };
    let flag = BlockColumn::Bool { values: &all, present: &all };
    let passes = expression.passes(&Block { len: 70, columns: vec![int, flag] }, &expr::Constants::new());
    assert_eq!(passes, Ok(vec![u64::MAX, 0b11_1111]));
}

#[test]
fn an_expression_tells_what_it_reads() {
    let schema = expr::Schema::new()
        .column("level", Type::code(["major"]))
        .column("steps.close", Type::Date)
        .constant("today", Type::Date)
        .constant("param.x.days", Type::INTEGER);
    let source = "steps.close + param('x.days') < today && level == 'major' && has(steps.close)";
    let expression = compile(source, &schema).expect("compiles");
    let names = |list: &[(String, Type)]| list.iter().map(|(name, _)| name.clone()).collect::<Vec<_>>();
    assert_eq!(names(expression.columns()), ["steps.close", "level"]);
    assert_eq!(names(expression.constants()), ["param.x.days", "today"]);
    assert!(expression.references("level") && expression.references("today") && !expression.references("steps"));
    assert_eq!(expression.source(), source);
    let codes: Vec<String> = expr::compile_bool("param('x.days') + 1", &schema)
        .expect_err("no condition")
        .into_iter()
        .map(|f| f.code)
        .collect();
    assert_eq!(codes, ["expr.not_bool"]);
}

/// Columns with something else before and between the values asked about, as real ones have.
pub struct Columns {
    len: usize,
    ints: Vec<Vec<i64>>,
    bits: Vec<Vec<u64>>,
    dictionaries: Vec<Vec<Arc<str>>>,
    codes: Vec<Vec<u32>>,
    present: Vec<Vec<u64>>,
}

impl Columns {
    pub fn new(expression: &Expression, len: usize, value: impl Fn(usize, &str) -> Option<Value>) -> Self {
        let count = expression.columns().len();
        let words = len.div_ceil(64);
        let mut columns = Self {
            len,
            ints: vec![vec![i64::MAX; len]; count],
            bits: vec![vec![0; words]; count],
            dictionaries: vec![vec![Arc::from(""), Arc::from("别的")]; count],
            codes: vec![vec![9; len]; count],
            present: vec![vec![0; words]; count],
        };
        for (index, (name, ty)) in expression.columns().iter().enumerate() {
            for row in 0..len {
                if let Some(value) = value(row, name) {
                    columns.set(index, row, to_database(ty, &value));
                }
            }
        }
        columns
    }

    fn set(&mut self, index: usize, row: usize, (int, text): (Option<i64>, Option<String>)) {
        self.present[index][row / 64] |= 1 << (row % 64);
        if let Some(int) = int {
            self.ints[index][row] = int;
            self.bits[index][row / 64] |= u64::from(int == 1) << (row % 64);
        }
        if let Some(text) = text {
            let dictionary = &mut self.dictionaries[index];
            let code = dictionary.iter().position(|entry| **entry == *text).unwrap_or_else(|| {
                dictionary.push(Arc::from(text.as_str()));
                dictionary.len() - 1
            });
            self.codes[index][row] = u32::try_from(code).expect("a code");
        }
    }

    pub fn block(&self, expression: &Expression) -> Block<'_> {
        let column = |(index, (_, ty)): (usize, &(String, Type))| {
            let (present, codes, dictionary) =
                (&self.present[index], &self.codes[index][..], &self.dictionaries[index]);
            match ty {
                Type::Bool => BlockColumn::Bool { values: &self.bits[index], present },
                Type::Text(_) => BlockColumn::Text { codes, dictionary, present },
                Type::Codes(_) => BlockColumn::Codes { codes, dictionary, present },
                _ => BlockColumn::Int { values: &self.ints[index], present },
            }
        };
        Block { len: self.len, columns: expression.columns().iter().enumerate().map(column).collect() }
    }

    /// The answers of all rows; of a condition, also whether its bitmap says the same.
    fn run(&self, expression: &Expression, case: &Case) -> Result<Vec<Option<Value>>, EvalError> {
        let block = self.block(expression);
        let answer = expression.evaluate(&block, &case.constants())?;
        let rows: Vec<_> = (0..self.len).map(|row| answer.value(row, expression.ty())).collect();
        let passes = expression.passes(&block, &case.constants())?;
        for (row, value) in rows.iter().enumerate() {
            let yes = *value == Some(Value::Bool(true));
            assert_eq!(passes[row / 64] >> (row % 64) & 1 == 1, yes, "{}: row {row}", case.name);
        }
        Ok(rows)
    }
}
