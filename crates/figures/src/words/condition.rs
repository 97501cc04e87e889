//! A condition in words, where it is simple enough; otherwise its source as it stands.

use expr::{
    Expression, Type,
    ir::{Node, Test},
};
use kernel::{Date, Measure, Period, number};
use pack::model::{Field, FieldType, Indicator, Ledger, Pack, from_base};

/// What the names in a condition mean.
pub struct Names<'a> {
    /// Codes, parameters, units of the levels.
    pub pack: &'a Pack,
    /// Its columns are those of this ledger.
    pub ledger: Option<&'a Ledger>,
    /// `value` is this indicator.
    pub value: Option<&'a Indicator>,
}

/// A condition in words.
pub fn condition(expression: &Expression, names: &Names<'_>) -> String {
    let words = Words { expression, names };
    words.say(expression.root()).unwrap_or_else(|| format!("符合“{}”", expression.source()))
}

struct Words<'a> {
    expression: &'a Expression,
    names: &'a Names<'a>,
}

impl Words<'_> {
    fn say(&self, node: &Node) -> Option<String> {
        Some(match node {
            Node::And { left, right } => format!("{}、{}", self.inner(left)?, self.inner(right)?),
            Node::Or { left, right } => format!("{}或{}", self.inner(left)?, self.inner(right)?),
            Node::Not { of } => match &**of {
                Node::Has { of } => format!("没有填{}", self.noun(of)?),
                of @ Node::Column { .. } => format!("{}为否", self.noun(of)?),
                other => format!("不是（{}）", self.say(other)?),
            },
            Node::Has { of } => format!("填有{}", self.noun(of)?),
            Node::Column { .. } => format!("{}为是", self.noun(node)?),
            Node::Compare { test, left, right, .. } => self.compare(*test, left, right)?,
            Node::InTexts { of, items } => {
                let items: Option<Vec<String>> = items.iter().map(|item| self.text(item, of)).collect();
                format!("{}为{}", self.noun(of)?, items?.join("或"))
            }
            Node::InInts { of, items } => {
                let items: Option<Vec<String>> = items.iter().map(|item| self.int(*item, of)).collect();
                format!("{}为{}", self.noun(of)?, items?.join("或"))
            }
            Node::InCodes { code, codes } => {
                let Node::Text { value } = &**code else { return None };
                format!("{}含{}", self.noun(codes)?, self.text(value, codes)?)
            }
            _ => return None,
        })
    }

    /// A part of a longer condition: another "or" is set in parentheses.
    fn inner(&self, node: &Node) -> Option<String> {
        let words = self.say(node)?;
        Some(if matches!(node, Node::Or { .. }) { format!("（{words}）") } else { words })
    }

    fn compare(&self, test: Test, left: &Node, right: &Node) -> Option<String> {
        let is_literal = |node: &Node| matches!(node, Node::Text { .. } | Node::Int { .. } | Node::Bool { .. });
        if is_literal(left) && !is_literal(right) {
            return self.compare(turned(test), right, left);
        }
        let (noun, other) = (self.noun(left)?, self.value(right, left)?);
        let dated = matches!(self.ty(left), Some(Type::Date | Type::Time));
        Some(match (test, dated) {
            (Test::Equal, _) => format!("{noun}为{other}"),
            (Test::NotEqual, _) => format!("{noun}不为{other}"),
            (Test::Less, true) => format!("{noun}早于{other}"),
            (Test::LessOrEqual, true) => format!("{noun}不晚于{other}"),
            (Test::Greater, true) => format!("{noun}晚于{other}"),
            (Test::GreaterOrEqual, true) => format!("{noun}不早于{other}"),
            (Test::Less, false) => format!("{noun}低于{other}"),
            (Test::LessOrEqual, false) => format!("{noun}不超过{other}"),
            (Test::Greater, false) => format!("{noun}超过{other}"),
            (Test::GreaterOrEqual, false) => format!("{noun}不低于{other}"),
        })
    }

    /// What is compared with.
    fn value(&self, node: &Node, like: &Node) -> Option<String> {
        match node {
            Node::Text { value } => self.text(value, like),
            Node::Int { value } => self.int(*value, like),
            Node::Bool { value } => Some(if *value { "是" } else { "否" }.to_owned()),
            _ => self.noun(node),
        }
    }

    fn noun(&self, node: &Node) -> Option<String> {
        match node {
            Node::Rescale { of, .. } => self.noun(of),
            Node::Column { index } => {
                let name = self.expression.columns().get(*index)?.0.as_str();
                self.column(name)
            }
            Node::Constant { index } => {
                let name = self.expression.constants().get(*index)?.0.as_str();
                Some(match name {
                    "today" => "今天".to_owned(),
                    "period.first" => "期初".to_owned(),
                    "period.last" => "期末".to_owned(),
                    _ => format!("《{}》", self.names.pack.parameters.get(name.strip_prefix("param.")?)?.name),
                })
            }
            _ => None,
        }
    }

    fn column(&self, name: &str) -> Option<String> {
        if let Some(indicator) = self.names.value.filter(|_| name == "value") {
            return Some(format!("《{}》", indicator.name));
        }
        let ledger = self.names.ledger?;
        if let Some(field) = ledger.field(name) {
            return Some(field.name.clone());
        }
        match name {
            "state" => Some("状态".to_owned()),
            "unit" => Some("所属单位".to_owned()),
            _ => Some(format!("“{}”的日期", ledger.steps.get(name.strip_prefix("steps.")?)?.name)),
        }
    }

    fn text(&self, text: &str, like: &Node) -> Option<String> {
        let ledger = self.names.ledger;
        let name = self.column_name(like)?;
        if name == "state" {
            return Some(ledger?.states.get(text)?.name.clone());
        }
        let list = match ledger.and_then(|ledger| ledger.field(name)).map(|field| &field.ty) {
            Some(FieldType::Choice(list) | FieldType::Choices(list)) => list,
            _ => return Some(format!("“{text}”")),
        };
        Some(self.names.pack.codes.get(list)?.codes.get(text).map_or(text, |code| &code.name).to_owned())
    }

    fn int(&self, value: i64, like: &Node) -> Option<String> {
        match self.ty(like)? {
            Type::Date => {
                let day = Date::from_days(i32::try_from(value).ok()?);
                Some(Period::Span(day, day).in_words())
            }
            Type::Number(kind) => {
                let base = number::from_scaled(i128::from(value), u32::from(kind.scale))?;
                let measure = self.measure(like);
                let shown = measure.as_ref().and_then(|measure| from_base(measure, base)).unwrap_or(base);
                Some(format!("{}{}", number::plain(shown), measure.map(|measure| measure.name).unwrap_or_default()))
            }
            _ => None,
        }
    }

    /// The unit a column is written in.
    fn measure(&self, node: &Node) -> Option<Measure> {
        let name = self.column_name(node)?;
        if let Some(indicator) = self.names.value.filter(|_| name == "value") {
            return Some(indicator.measure.clone());
        }
        let field: &Field = self.names.ledger?.field(name)?;
        field.measure.clone().or_else(|| Some(Measure::read(field.ty.quantity()?.base())))
    }

    fn column_name(&self, node: &Node) -> Option<&str> {
        match node {
            Node::Column { index } => Some(self.expression.columns().get(*index)?.0.as_str()),
            Node::Rescale { of, .. } => self.column_name(of),
            _ => None,
        }
    }

    /// The type of a side, at the scale it is compared at.
    fn ty(&self, node: &Node) -> Option<Type> {
        match node {
            Node::Column { index } => Some(self.expression.columns().get(*index)?.1.clone()),
            Node::Constant { index } => Some(self.expression.constants().get(*index)?.1.clone()),
            Node::Rescale { of, by } => match self.ty(of)? {
                Type::Number(mut number) => {
                    number.scale += by;
                    Some(Type::Number(number))
                }
                _ => None,
            },
            _ => None,
        }
    }
}

fn turned(test: Test) -> Test {
    match test {
        Test::Less => Test::Greater,
        Test::LessOrEqual => Test::GreaterOrEqual,
        Test::Greater => Test::Less,
        Test::GreaterOrEqual => Test::LessOrEqual,
        same => same,
    }
}
