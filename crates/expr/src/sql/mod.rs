//! The tree as SQL text. Three-valued logic is the databases' own; what they do differently is written out:
//! overflow in SQLite becomes floating point and is made an error, division is exact, days are computed from their numbers.
//!
//! Storage it expects: numbers (scaled), days and moments INTEGER in SQLite and BIGINT in PostgreSQL; bools INTEGER 0/1
//! and BOOLEAN; text and joined codes TEXT, without NUL.

mod arithmetic;
mod dates;
mod text;

use std::cell::Cell;

use crate::{
    eval::{Constants, Scalar, read_scalar},
    expression::Expression,
    ir::{Node, Test},
    types::Type,
};

/// Which database the text is for.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Dialect {
    /// SQLite.
    Sqlite,
    /// PostgreSQL.
    Postgres,
}

/// Where an expression is written into SQL.
#[derive(Clone, Copy)]
pub struct SqlTarget<'a> {
    /// Which database.
    pub dialect: Dialect,
    /// How a column is written: a qualified, quoted name or any expression in parentheses.
    pub column: &'a dyn Fn(&str) -> String,
    /// The values written into the text; one of a wrong type is written as absent
    /// ([`Expression::check_constants`] tells).
    pub constants: &'a Constants,
}

pub(crate) fn render(expression: &Expression, target: &SqlTarget<'_>) -> String {
    Writer { expression, target, names: Cell::new(0) }.write(&expression.root)
}

struct Writer<'a> {
    expression: &'a Expression,
    target: &'a SqlTarget<'a>,
    /// How many names of our own were given.
    names: Cell<usize>,
}

impl Writer<'_> {
    fn write(&self, node: &Node) -> String {
        match node {
            Node::Bool { value } => self.bool(*value).to_owned(),
            Node::Int { value } => self.int(*value),
            Node::Text { value } => self.text(value),
            Node::Column { index } => (self.target.column)(&self.expression.columns[*index].0),
            Node::Constant { index } => self.constant(*index),
            Node::Has { of } => self.has(of),
            Node::Not { of } => format!("(NOT {})", self.write(of)),
            Node::And { left, right } => self.between(left, "AND", right),
            Node::Or { left, right } => self.between(left, "OR", right),
            Node::If { condition, yes, no } => self.choose(condition, yes, no),
            Node::Compare { test, left, right, .. } => self.between(left, sign(*test), right),
            Node::InInts { of, items } => {
                let items: Vec<String> = items.iter().map(|item| self.int(*item)).collect();
                format!("({} IN ({}))", self.write(of), items.join(", "))
            }
            Node::InTexts { of, items } => {
                let items: Vec<String> = items.iter().map(|item| self.text(item)).collect();
                format!("({} IN ({}))", self.write(of), items.join(", "))
            }
            Node::InCodes { code, codes } => self.in_codes(code, codes),
            Node::Rescale { of, by } => self.rescale(of, *by),
            Node::Negate { of } => self.checked(&format!("-{}", self.write(of))),
            Node::Arithmetic { with, left, right } => self.arithmetic(*with, left, right),
            Node::Divide { left, right, shift } => self.divide(left, right, *shift),
            Node::DatePart { part, of } => self.date_part(*part, of),
            Node::Age { birth, on } => self.age(birth, on),
            Node::Concat { left, right } => self.between(left, "||", right),
            Node::Size { of } => self.size(of),
            Node::Find { place, of, what } => self.find(*place, of, what),
        }
    }

    fn is_sqlite(&self) -> bool {
        self.target.dialect == Dialect::Sqlite
    }

    fn between(&self, left: &Node, sign: &str, right: &Node) -> String {
        format!("({} {sign} {})", self.write(left), self.write(right))
    }

    fn has(&self, of: &Node) -> String {
        match of {
            Node::Constant { index } => self.bool(self.value(*index).is_some()).to_owned(),
            _ => format!("({} IS NOT NULL)", self.write(of)),
        }
    }

    /// The condition is written once; where it is unknown no branch matches.
    fn choose(&self, condition: &Node, yes: &Node, no: &Node) -> String {
        let (condition, yes, no) = (self.write(condition), self.write(yes), self.write(no));
        format!("(CASE {condition} WHEN {} THEN {yes} WHEN {} THEN {no} END)", self.bool(true), self.bool(false))
    }

    fn bool(&self, value: bool) -> &'static str {
        match (self.is_sqlite(), value) {
            (true, true) => "1",
            (true, false) => "0",
            (false, true) => "TRUE",
            (false, false) => "FALSE",
        }
    }

    /// The smallest integer has no literal of its own.
    fn int(&self, value: i64) -> String {
        match (self.is_sqlite(), value) {
            (true, i64::MIN) => "(-9223372036854775807 - 1)".to_owned(),
            (true, ..0) => format!("({value})"),
            (true, _) => value.to_string(),
            (false, _) => format!("CAST({value} AS BIGINT)"),
        }
    }

    fn text(&self, text: &str) -> String {
        format!("'{}'", text.replace('\'', "''").replace('\0', "\u{fffd}"))
    }

    fn constant(&self, index: usize) -> String {
        match self.value(index) {
            Some(Scalar::Int(value)) => self.int(value),
            Some(Scalar::Bool(value)) => self.bool(value).to_owned(),
            Some(Scalar::Text(text)) => self.text(&text),
            None if self.is_sqlite() => "NULL".to_owned(),
            None => match self.expression.constants[index].1 {
                Type::Bool => "CAST(NULL AS BOOLEAN)".to_owned(),
                Type::Number(_) | Type::Date | Type::Time => "CAST(NULL AS BIGINT)".to_owned(),
                Type::Text(_) | Type::Codes(_) => "CAST(NULL AS TEXT)".to_owned(),
            },
        }
    }

    fn value(&self, index: usize) -> Option<Scalar> {
        let (name, ty) = &self.expression.constants[index];
        let value = self.target.constants.get(name)?.as_ref()?;
        read_scalar(name, ty, value).ok()
    }

    /// A name of our own. Inside the parts it names nothing else can be seen, so that it hides no column.
    fn name(&self) -> String {
        self.names.set(self.names.get() + 1);
        format!("_{}", self.names.get())
    }

    /// Gives parts names, so that each is computed once however often the body speaks of it.
    /// `OFFSET` keeps planners from writing a part back in wherever its name stands.
    fn with<const N: usize>(&self, parts: [String; N], body: impl Fn([&str; N]) -> String) -> String {
        let names = parts.each_ref().map(|_| self.name());
        let list: Vec<String> = parts.iter().zip(&names).map(|(part, name)| format!("{part} AS {name}")).collect();
        let body = body(names.each_ref().map(String::as_str));
        format!("(SELECT {body} FROM (SELECT {} LIMIT 1 OFFSET 0) AS {})", list.join(", "), self.name())
    }
}

fn sign(test: Test) -> &'static str {
    match test {
        Test::Equal => "=",
        Test::NotEqual => "<>",
        Test::Less => "<",
        Test::LessOrEqual => "<=",
        Test::Greater => ">",
        Test::GreaterOrEqual => ">=",
    }
}
