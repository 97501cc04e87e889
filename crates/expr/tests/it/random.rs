//! Random well-typed expressions over random rows with gaps: the blocks and SQLite agree.

use std::collections::BTreeMap;

use expr::{Constants, EvalError, Expression, Schema, Type, compile};
use kernel::{Date, Decimal, Value};
use proptest::{prelude::*, test_runner::TestCaseError};

use crate::{blocks::Columns, sqlite::Sqlite};

const ROWS: usize = 70;

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]
    #[test]
    fn blocks_and_sqlite_agree(words in proptest::collection::vec(any::<u16>(), 60), seeds in proptest::collection::vec(any::<u16>(), 120)) {
        let runtime = tokio::runtime::Builder::new_current_thread().build().expect("a runtime");
        runtime.block_on(agree(&mut Dice::new(words), &mut Dice::new(seeds)))?;
    }
}

/// An expression, and what it is asked about.
pub struct Asked {
    pub expression: Expression,
    pub constants: Constants,
    rows: Vec<BTreeMap<String, Option<Value>>>,
}

impl Asked {
    /// What chance may not make is what the limits of the language forbid; any other finding is a fault.
    fn new(words: &mut Dice, seeds: &mut Dice, rows: usize) -> Result<Self, Option<String>> {
        let source = match words.roll(4) {
            0 => words.number(4),
            1 => words.text(3),
            2 => words.date(3),
            _ => words.condition(5),
        };
        let expression = compile(&source, &schema()).map_err(|findings| {
            let limits = ["expr.scale", "expr.too_deep", "expr.too_long"];
            let limited = findings.iter().any(|found| limits.contains(&found.code.as_str()));
            (!limited).then(|| format!("{source}: {findings:?}"))
        })?;
        let constants = Constants::from([
            ("today".to_owned(), seeds.value(&Type::Date)),
            ("param.k".to_owned(), seeds.value(&Type::INTEGER)),
            ("who".to_owned(), seeds.value(&Type::text())),
        ]);
        let row = |_| expression.columns().iter().map(|(name, ty)| (name.clone(), seeds.value(ty))).collect();
        let rows = (0..rows).map(row).collect();
        Ok(Self { expression, constants, rows })
    }

    /// One record from a number.
    pub fn from_seed(seed: u32) -> Result<Self, Option<String>> {
        let words = |salt: u32| {
            let next = |state: &u32| Some(state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223));
            let states = std::iter::successors(next(&(seed.wrapping_mul(2_654_435_761) ^ salt)), next);
            states.take(90).map(|state| (state >> 16) as u16).collect()
        };
        Self::new(&mut Dice::new(words(1)), &mut Dice::new(words(77_777)), 1)
    }

    pub fn value(&self, row: usize, name: &str) -> Option<Value> {
        self.rows[row][name].clone()
    }
}

async fn agree(words: &mut Dice, seeds: &mut Dice) -> Result<(), TestCaseError> {
    let asked = match Asked::new(words, seeds, ROWS) {
        Ok(asked) => asked,
        Err(None) => return Ok(()),
        Err(Some(fault)) => return Err(TestCaseError::fail(fault)),
    };
    let Asked { expression, constants, rows } = &asked;
    let source = expression.source();
    let columns = Columns::new(expression, ROWS, |row, name| asked.value(row, name));
    let block = expression.evaluate(&columns.block(expression), constants);
    let mut sqlite = Sqlite::open().await;
    sqlite.fill(expression, ROWS, |row, name| asked.value(row, name)).await;
    let mut over = false;
    for (index, row) in rows.iter().enumerate() {
        let one = expression.evaluate_one(&|name| asked.value(index, name), constants);
        over |= one.is_err();
        if let Ok(block) = &block {
            prop_assert_eq!(
                &Ok::<_, EvalError>(block.value(index, expression.ty())),
                &one,
                "block: {}: {:?}",
                source,
                row
            );
        }
        // A few rows are enough for a database; it may be lazy where the blocks refuse.
        if index % 4 == 0
            && let Ok(one) = one
        {
            let answer = sqlite.ask(expression, constants, index).await;
            prop_assert_eq!(Ok(one), answer, "{}: {:?} {:?}", source, row, constants);
        }
    }
    prop_assert_eq!(block.is_err(), over, "{}", source);
    Ok(())
}

fn schema() -> Schema {
    Schema::new()
        .column("i", Type::INTEGER)
        .column("j", Type::INTEGER)
        .column("d", Type::decimal(2))
        .column("e", Type::decimal(5))
        .column("s", Type::text())
        .column("t", Type::text())
        .column("lv", Type::code(["甲", "乙"]))
        .column("x", Type::Date)
        .column("steps.y", Type::Date)
        .column("f", Type::Bool)
        .column("g", Type::Bool)
        .column("cs", Type::Codes(None))
        .constant("today", Type::Date)
        .constant("who", Type::text())
        .constant("param.k", Type::INTEGER)
}

/// Choices read off a list of random words, around and around.
struct Dice {
    words: Vec<u16>,
    at: usize,
}

impl Dice {
    fn new(words: Vec<u16>) -> Self {
        Self { words, at: 0 }
    }

    fn roll(&mut self, sides: usize) -> usize {
        let turn = self.at / self.words.len();
        let word = usize::from(self.words[self.at % self.words.len()]);
        self.at += 1;
        (word + turn * 7919) % sides
    }

    fn pick<'a>(&mut self, of: &[&'a str]) -> &'a str {
        of[self.roll(of.len())]
    }

    fn condition(&mut self, depth: usize) -> String {
        if depth == 0 {
            return self
                .pick(&["f", "g", "has(i)", "has(today)", "true", "(lv == '甲')", "('乙' in cs)", "(i > 1)"])
                .to_owned();
        }
        let next = depth - 1;
        match self.roll(13) {
            0 => format!("({} && {})", self.condition(next), self.condition(next)),
            1 => format!("({} || {})", self.condition(next), self.condition(next)),
            2 => format!("!({})", self.condition(next)),
            3 => format!("({} ? {} : {})", self.condition(next), self.condition(next), self.condition(next)),
            4 | 5 => format!("({} {} {})", self.number(next), self.test(), self.number(next)),
            6 => format!("({} {} {})", self.date(next), self.test(), self.date(next)),
            7 => format!("({} {} {})", self.text(next), self.pick(&["==", "!="]), self.text(next)),
            8 => format!("({} {} {})", self.condition(next), self.pick(&["==", "!="]), self.condition(next)),
            9 => format!("({} in ['a', {}, '村'])", self.text(next), self.text(next)),
            10 => format!("(i in [1, -7, {}])", self.pick(&["j", "param('k')", "100", "i % 3"])),
            11 => format!("({} in cs)", self.text(next)),
            _ => {
                let function = self.pick(&["contains", "startsWith", "endsWith"]);
                format!("{function}({}, {})", self.text(next), self.text(next))
            }
        }
    }

    fn test(&mut self) -> &'static str {
        self.pick(&["==", "!=", "<", "<=", ">", ">="])
    }

    fn number(&mut self, depth: usize) -> String {
        if depth == 0 {
            return self.pick(&["i", "j", "d", "e", "param('k')", "3", "-0.25", "1000000", "0"]).to_owned();
        }
        let next = depth - 1;
        match self.roll(10) {
            0 | 1 => format!("({} {} {})", self.number(next), self.pick(&["+", "-"]), self.number(next)),
            2 => format!("({} * {})", self.number(next), self.number(next)),
            3 | 4 => format!("({} / {})", self.number(next), self.number(next)),
            5 => format!("(-({}))", self.number(next)),
            6 => format!("({} ? {} : {})", self.condition(next), self.number(next), self.number(next)),
            7 => self.pick(&["(i % j)", "(i % 7)", "(j % -3)", "size(s)", "size(s + t)"]).to_owned(),
            8 => format!("({} - {})", self.date(next), self.date(next)),
            _ => match self.roll(4) {
                0 => format!("age({}, {})", self.date(next), self.date(next)),
                1 => format!("year({})", self.date(next)),
                2 => format!("month({})", self.date(next)),
                _ => format!("day({})", self.date(next)),
            },
        }
    }

    fn date(&mut self, depth: usize) -> String {
        if depth == 0 {
            return self.pick(&["x", "steps.y", "today", "date('2024-02-29')"]).to_owned();
        }
        let next = depth - 1;
        match self.roll(4) {
            0 => format!("({} + {})", self.date(next), self.pick(&["i", "365", "size(s)", "param('k')"])),
            1 => format!("({} - {})", self.date(next), self.pick(&["j", "30", "(x - today)"])),
            2 => format!("({} ? {} : {})", self.condition(next), self.date(next), self.date(next)),
            _ => self.date(0),
        }
    }

    fn text(&mut self, depth: usize) -> String {
        if depth == 0 {
            return self.pick(&["s", "t", "who", "'村'", "''", "'a'", "(lv + '')", "\"'\""]).to_owned();
        }
        let next = depth - 1;
        match self.roll(3) {
            0 => format!("({} + {})", self.text(next), self.text(next)),
            1 => format!("({} ? {} : {})", self.condition(next), self.text(next), self.text(next)),
            _ => self.text(0),
        }
    }

    /// A value of a column, often a troublesome one, one time in six none.
    fn value(&mut self, ty: &Type) -> Option<Value> {
        if self.roll(6) == 0 {
            return None;
        }
        let ints =
            [0, 1, -1, 2, 3, 7, -10, 100, 1 << 31, 1 << 53, i64::MAX, i64::MIN, 900_000_000_000_000_001, 999_999_937];
        // Most rows are ordinary, so that most blocks have an answer.
        let calm = self.roll(40) > 0;
        let int = ints[self.roll(if calm { 8 } else { ints.len() })];
        Some(match ty {
            Type::Bool => Value::Bool(self.roll(2) == 0),
            Type::Number(number) if number.scale == 0 => Value::Integer(int),
            Type::Number(number) => {
                let scale = u32::from(number.scale);
                Value::Decimal(Decimal::try_from_i128_with_scale(i128::from(int), scale).expect("a decimal"))
            }
            Type::Text(None) => Value::text(self.pick(&["", "a", "A", "村", "张家村", "村村", "'", "甲", "𠮷a", "%"])),
            Type::Text(Some(_)) => Value::text(self.pick(&["甲", "乙"])),
            Type::Date => Value::Date(Date::from_days([19_000, 19_173, 0, -1, 11_016, -25_000][self.roll(6)])),
            Type::Codes(_) => Value::Codes(
                [vec!["甲"], vec!["甲", "乙"], vec!["丙"]][self.roll(3)].iter().map(|c| (*c).to_owned()).collect(),
            ),
            Type::Time => Value::Time(kernel::Instant::from_millis(int)),
        })
    }
}
