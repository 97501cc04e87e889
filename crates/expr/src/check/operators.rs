//! Operators, and what each may stand between.

use cel::common::ast::{CallExpr, IdedExpr, operators};

use super::{Checked, Checker};
use crate::{
    ir::{Arithmetic, Kind, Node, Test},
    types::{Number, Type},
};

impl Checker<'_> {
    /// An operator or a function.
    pub(super) fn call(&mut self, expr: &IdedExpr, call: &CallExpr) -> Option<Checked> {
        match (call.func_name.as_str(), call.target.is_none(), call.args.as_slice()) {
            (operators::LOGICAL_NOT, true, [of]) => {
                let of = self.condition(of)?;
                Some(Checked::bool(Node::Not { of: of.into() }))
            }
            (operators::NEGATE, true, [of]) => self.negate(expr, of),
            (operators::LOGICAL_AND, true, [left, right]) => {
                let (left, right) = self.conditions(left, right)?;
                Some(Checked::bool(Node::And { left: left.into(), right: right.into() }))
            }
            (operators::LOGICAL_OR, true, [left, right]) => {
                let (left, right) = self.conditions(left, right)?;
                Some(Checked::bool(Node::Or { left: left.into(), right: right.into() }))
            }
            (operators::CONDITIONAL, true, [condition, yes, no]) => self.conditional(expr, condition, yes, no),
            (operators::IN, true, [left, right]) => self.membership(expr, left, right),
            (operators::INDEX | operators::OPT_INDEX | operators::OPT_SELECT, ..) => {
                self.find(expr, "expr.unsupported", "这里不能用方括号取值。", "请直接写字段的标识。")
            }
            (name, true, [left, right]) if let Some(test) = test(name) => self.compare(expr, test, left, right),
            (name, true, [left, right]) if name.starts_with('_') && name.ends_with('_') => {
                self.binary(expr, name, left, right)
            }
            _ => self.function(expr, call),
        }
    }

    fn condition(&mut self, expr: &IdedExpr) -> Option<Node> {
        let checked = self.check(expr)?;
        if checked.ty == Type::Bool {
            return Some(checked.node);
        }
        self.wrong_type(expr, "一个条件", &checked, "请写成比较，例如 level == 'major'，或 has(字段)。")
    }

    fn conditions(&mut self, left: &IdedExpr, right: &IdedExpr) -> Option<(Node, Node)> {
        let (left, right) = (self.condition(left), self.condition(right));
        Some((left?, right?))
    }

    fn negate(&mut self, expr: &IdedExpr, of: &IdedExpr) -> Option<Checked> {
        let checked = self.check(of)?;
        if checked.ty.as_number().is_none() {
            return self.wrong_type(expr, "一个数", &checked, "负号后面只能是数。");
        }
        Some(Checked { node: Node::Negate { of: checked.node.into() }, ..checked })
    }

    fn conditional(&mut self, expr: &IdedExpr, condition: &IdedExpr, yes: &IdedExpr, no: &IdedExpr) -> Option<Checked> {
        let condition = self.condition(condition);
        let (yes, no) = self.check_two(yes, no)?;
        let literal = yes.literal && no.literal;
        let (yes, no, ty) = match (&yes.ty, &no.ty) {
            (Type::Number(_), Type::Number(_)) => {
                let (yes, no, number) = self.align(expr, yes, no)?;
                (yes, no, Type::Number(number))
            }
            (a, b) if a == b => (yes.node, no.node, yes.ty),
            (Type::Text(_), Type::Text(_)) => (yes.node, no.node, Type::Text(None)),
            (Type::Codes(_), Type::Codes(_)) => (yes.node, no.node, Type::Codes(None)),
            (a, b) => {
                let message = format!("冒号两边一个是{}，一个是{}。", a.name(), b.name());
                return self.find(expr, "expr.type", message, "“条件 ? 甲 : 乙”的甲和乙要是同一类。");
            }
        };
        let node = Node::If { condition: condition?.into(), yes: yes.into(), no: no.into() };
        Some(Checked { node, ty, literal })
    }

    fn compare(&mut self, expr: &IdedExpr, test: Test, left: &IdedExpr, right: &IdedExpr) -> Option<Checked> {
        let (right_at, left_at) = (right, left);
        let (left, right) = self.check_two(left, right)?;
        let ordered = !matches!(test, Test::Equal | Test::NotEqual);
        let (left, right, kind) = match (&left.ty, &right.ty) {
            (Type::Number(_), Type::Number(_)) => {
                let (left, right, _) = self.align(expr, left, right)?;
                (left, right, Kind::Int)
            }
            (Type::Date, Type::Date) | (Type::Time, Type::Time) => (left.node, right.node, Kind::Int),
            (Type::Text(_) | Type::Bool | Type::Codes(_), _) if ordered && same(&left.ty, &right.ty) => {
                let message = format!("{}不能比较大小。", left.ty.name());
                return self.find(expr, "expr.type", message, "文字、选项和是否只能用 ==、!= 或 in。");
            }
            (Type::Bool, Type::Bool) => (left.node, right.node, Kind::Bool),
            (Type::Text(a), Type::Text(b)) => {
                let codes = [self.is_code(left_at, &left, b.as_deref()), self.is_code(right_at, &right, a.as_deref())];
                if codes.contains(&false) {
                    return None;
                }
                (left.node, right.node, Kind::Text)
            }
            (Type::Codes(_), Type::Codes(_)) => (left.node, right.node, Kind::Text),
            (a, b) => {
                let message = format!("{}不能和{}比较。", a.name(), b.name());
                let hint = match (a, b) {
                    (Type::Date, Type::Text(_)) | (Type::Text(_), Type::Date) => "日期请写成 date('2022-03-01')。",
                    (Type::Codes(_), Type::Text(_)) | (Type::Text(_), Type::Codes(_)) => "请写 '选项' in 字段。",
                    (Type::Number(_), Type::Text(_)) | (Type::Text(_), Type::Number(_)) => "数不加引号，文字要加引号。",
                    _ => "两边要是同一类。",
                };
                return self.find(expr, "expr.type", message, hint);
            }
        };
        Some(Checked::bool(Node::Compare { test, kind, left: left.into(), right: right.into() }))
    }

    fn binary(&mut self, expr: &IdedExpr, name: &str, left: &IdedExpr, right: &IdedExpr) -> Option<Checked> {
        let (left, right) = self.check_two(left, right)?;
        let integer = Type::Number(Number::default());
        match (name, &left.ty, &right.ty) {
            (operators::ADD, Type::Number(_), Type::Number(_)) => self.arithmetic(expr, Arithmetic::Add, left, right),
            (operators::SUBSTRACT, Type::Number(_), Type::Number(_)) => {
                self.arithmetic(expr, Arithmetic::Subtract, left, right)
            }
            (operators::MODULO, Type::Number(_), Type::Number(_)) => {
                self.arithmetic(expr, Arithmetic::Remainder, left, right)
            }
            (operators::MULTIPLY, Type::Number(_), Type::Number(_)) => self.multiply(expr, left, right),
            (operators::DIVIDE, Type::Number(_), Type::Number(_)) => self.divide(expr, left, right),
            (operators::ADD, Type::Text(_), Type::Text(_)) => {
                let node = Node::Concat { left: left.node.into(), right: right.node.into() };
                Some(Checked::new(node, Type::text()))
            }
            (operators::ADD, Type::Date, b) if *b == integer => Some(days(Arithmetic::AddDays, left, right)),
            (operators::ADD, a, Type::Date) if *a == integer => Some(days(Arithmetic::AddDays, right, left)),
            (operators::SUBSTRACT, Type::Date, b) if *b == integer => Some(days(Arithmetic::SubtractDays, left, right)),
            (operators::SUBSTRACT, Type::Date, Type::Date) => {
                let (left, right) = (left.node.into(), right.node.into());
                let node = Node::Arithmetic { with: Arithmetic::Subtract, left, right };
                Some(Checked::new(node, integer))
            }
            (_, a, b) => {
                let (a, b) = (a.name(), b.name());
                let sign = name.trim_matches('_');
                let message = format!("“{sign}”不能用在{a}和{b}之间。");
                let hint = "数可以加减乘除；日期可以减日期，或加减整数天；文字只能用 + 连接文字。";
                self.find(expr, "expr.type", message, hint)
            }
        }
    }
}

fn days(with: Arithmetic, date: Checked, days: Checked) -> Checked {
    Checked::new(Node::Arithmetic { with, left: date.node.into(), right: days.node.into() }, Type::Date)
}

fn same(a: &Type, b: &Type) -> bool {
    std::mem::discriminant(a) == std::mem::discriminant(b)
}

fn test(name: &str) -> Option<Test> {
    Some(match name {
        operators::EQUALS => Test::Equal,
        operators::NOT_EQUALS => Test::NotEqual,
        operators::LESS => Test::Less,
        operators::LESS_EQUALS => Test::LessOrEqual,
        operators::GREATER => Test::Greater,
        operators::GREATER_EQUALS => Test::GreaterOrEqual,
        _ => return None,
    })
}
