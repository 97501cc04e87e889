//! `x in [ … ]` and `'a' in codes`, and codes that must be on their list.

use cel::common::ast::{Expr, IdedExpr};

use super::{Checked, Checker, names::suggest};
use crate::{
    ir::{Kind, Node, Test},
    types::Type,
};

impl Checker<'_> {
    pub(super) fn membership(&mut self, expr: &IdedExpr, of: &IdedExpr, list: &IdedExpr) -> Option<Checked> {
        let Expr::List(items) = &list.expr else { return self.in_codes(expr, of, list) };
        let items = &items.elements;
        if items.is_empty() {
            return self.find(list, "expr.type", "方括号里没有内容。", "例如 level in ['major', 'minor']。");
        }
        let value = self.check(of);
        let items: Vec<Option<(&IdedExpr, Checked)>> =
            items.iter().map(|item| self.check(item).map(|checked| (item, checked))).collect();
        let value = value?;
        let tests: Vec<Option<(Node, Kind)>> =
            items.into_iter().map(|item| item.and_then(|(at, item)| self.item(of, at, &value, item))).collect();
        fold(value.node, tests.into_iter().collect::<Option<Vec<_>>>()?)
    }

    /// One item, made comparable with the value.
    fn item(&mut self, of: &IdedExpr, at: &IdedExpr, value: &Checked, item: Checked) -> Option<(Node, Kind)> {
        match (&value.ty, &item.ty) {
            (Type::Number(a), Type::Number(b)) if b.scale > a.scale => {
                let hint = "请写成几个 == ，用 || 连起来。";
                self.find(at, "expr.scale", "方括号里的数比左边的小数位数多。", hint)
            }
            (Type::Number(_), Type::Number(_)) => {
                let value = Checked { node: value.node.clone(), ty: value.ty.clone(), literal: value.literal };
                self.align(at, value, item).map(|(_, item, _)| (item, Kind::Int))
            }
            (Type::Date, Type::Date) | (Type::Time, Type::Time) => Some((item.node, Kind::Int)),
            (Type::Bool, Type::Bool) => Some((item.node, Kind::Bool)),
            (Type::Text(a), Type::Text(b)) => {
                let codes = self.is_code(at, &item, a.as_deref()) && self.is_code(of, value, b.as_deref());
                codes.then_some((item.node, Kind::Text))
            }
            (a, b) => {
                let message = format!("左边是{}，方括号里有{}。", a.name(), b.name());
                self.find(at, "expr.type", message, "方括号里的每一项要和左边同一类；文字加引号，日期写 date('…')。")
            }
        }
    }

    fn in_codes(&mut self, expr: &IdedExpr, code: &IdedExpr, list: &IdedExpr) -> Option<Checked> {
        let at = code;
        let (code, codes) = self.check_two(code, list)?;
        let (Type::Text(_), Type::Codes(allowed)) = (&code.ty, &codes.ty) else {
            let message = format!("in 的左边是{}，右边是{}。", code.ty.name(), codes.ty.name());
            let hint = "请写 字段 in ['甲', '乙']，或 '甲' in 多选字段。";
            return self.find(expr, "expr.type", message, hint);
        };
        if !self.is_code(at, &code, allowed.as_deref()) {
            return None;
        }
        Some(Checked::bool(Node::InCodes { code: code.node.into(), codes: codes.node.into() }))
    }

    /// Whether a literal is on the list of the other side; what is no literal, or has no list, may be anything.
    pub(super) fn is_code(&mut self, at: &IdedExpr, part: &Checked, allowed: Option<&[String]>) -> bool {
        let (Node::Text { value }, Some(allowed)) = (&part.node, allowed) else { return true };
        if allowed.iter().any(|code| **code == **value) {
            return true;
        }
        let known: Vec<&str> = allowed.iter().map(String::as_str).collect();
        let hint = suggest("选项", value, &known);
        self.find::<()>(at, "expr.unknown_code", format!("选项里没有“{value}”。"), hint);
        false
    }
}

/// Literals become one set; anything else is compared on its own.
fn fold(of: Node, items: Vec<(Node, Kind)>) -> Option<Checked> {
    let (mut ints, mut texts, mut others) = (Vec::new(), Vec::new(), Vec::new());
    for (item, kind) in items {
        match item {
            Node::Int { value } => ints.push(value),
            Node::Text { value } => texts.push(value),
            right => {
                let (left, right) = (of.clone().into(), right.into());
                others.push(Node::Compare { test: Test::Equal, kind, left, right });
            }
        }
    }
    if !texts.is_empty() {
        others.insert(0, Node::InTexts { of: of.clone().into(), items: texts });
    }
    if !ints.is_empty() {
        others.insert(0, Node::InInts { of: of.into(), items: ints });
    }
    let any = others.into_iter().reduce(|left, right| Node::Or { left: left.into(), right: right.into() });
    any.map(Checked::bool)
}
