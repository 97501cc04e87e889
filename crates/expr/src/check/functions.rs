//! The functions there are. Each may be written `f(x, …)` or `x.f(…)`.

use cel::common::ast::{CallExpr, IdedExpr};

use super::{Checked, Checker, names::suggest};
use crate::{
    ir::{DatePart, FindPlace, Node},
    types::{Number, Type},
};

/// Name, number of arguments, how it is written.
const FUNCTIONS: &[(&str, usize, &str)] = &[
    ("has", 1, "has(字段)"),
    ("param", 1, "param('参数标识')"),
    ("date", 1, "date('2022-03-01')"),
    ("year", 1, "year(日期)"),
    ("month", 1, "month(日期)"),
    ("day", 1, "day(日期)"),
    ("age", 2, "age(出生日期, 到哪一天)"),
    ("size", 1, "size(文字)"),
    ("contains", 2, "文字.contains('村')"),
    ("startsWith", 2, "文字.startsWith('村')"),
    ("endsWith", 2, "文字.endsWith('村')"),
];

const MACROS: &[&str] = &["all", "exists", "exists_one", "existsOne", "map", "filter"];

impl Checker<'_> {
    pub(super) fn function(&mut self, expr: &IdedExpr, call: &CallExpr) -> Option<Checked> {
        let name = call.func_name.as_str();
        let Some((_, count, example)) = FUNCTIONS.iter().find(|(known, ..)| *known == name) else {
            return self.unknown_function(expr, name);
        };
        let arguments: Vec<&IdedExpr> = call.target.as_deref().into_iter().chain(&call.args).collect();
        if arguments.len() != *count {
            let message = format!("{name} 要 {count} 项内容，这里有 {} 项。", arguments.len());
            return self.find(expr, "expr.argument_count", message, format!("请写成 {example}。"));
        }
        match (name, arguments.as_slice()) {
            ("has", [of]) => self.has(expr, of),
            ("param", [id]) => self.parameter(expr, id),
            ("date", [text]) => self.date_literal(expr, text),
            ("year", [of]) => self.date_part(DatePart::Year, of),
            ("month", [of]) => self.date_part(DatePart::Month, of),
            ("day", [of]) => self.date_part(DatePart::Day, of),
            ("age", [birth, on]) => {
                let (birth, on) = (self.date(birth), self.date(on));
                Some(integer(Node::Age { birth: birth?.into(), on: on?.into() }))
            }
            ("size", [of]) => self.text_of(of).map(|of| integer(Node::Size { of: of.into() })),
            ("contains", [of, what]) => self.find_text(FindPlace::Anywhere, of, what),
            ("startsWith", [of, what]) => self.find_text(FindPlace::Start, of, what),
            ("endsWith", [of, what]) => self.find_text(FindPlace::End, of, what),
            _ => self.unknown_function(expr, name),
        }
    }

    fn has(&mut self, expr: &IdedExpr, of: &IdedExpr) -> Option<Checked> {
        let of = self.check(of)?;
        if matches!(of.node, Node::Column { .. } | Node::Constant { .. }) {
            return Some(Checked::bool(Node::Has { of: of.node.into() }));
        }
        self.find(expr, "expr.has", "has 的括号里只能写一个字段或常量。", "例如 has(rectified_by)。")
    }

    fn date_part(&mut self, part: DatePart, of: &IdedExpr) -> Option<Checked> {
        self.date(of).map(|of| integer(Node::DatePart { part, of: of.into() }))
    }

    fn find_text(&mut self, place: FindPlace, of: &IdedExpr, what: &IdedExpr) -> Option<Checked> {
        let (of, what) = (self.text_of(of), self.text_of(what));
        Some(Checked::bool(Node::Find { place, of: of?.into(), what: what?.into() }))
    }

    fn date(&mut self, expr: &IdedExpr) -> Option<Node> {
        let checked = self.check(expr)?;
        if checked.ty == Type::Date {
            return Some(checked.node);
        }
        self.wrong_type(expr, "一个日期", &checked, "请用日期字段、today，或 date('2022-03-01')。")
    }

    fn text_of(&mut self, expr: &IdedExpr) -> Option<Node> {
        let checked = self.check(expr)?;
        if matches!(checked.ty, Type::Text(_)) {
            return Some(checked.node);
        }
        let hint = match checked.ty {
            Type::Codes(_) => "多个选项请写 '甲' in 字段。",
            _ => "请用文字字段，或加引号的文字。",
        };
        self.wrong_type(expr, "文字", &checked, hint)
    }

    fn unknown_function(&mut self, expr: &IdedExpr, name: &str) -> Option<Checked> {
        if MACROS.contains(&name) {
            let message = format!("不能用 {name} 逐项查找。");
            return self.find(
                expr,
                "expr.macro",
                message,
                "多选字段请写 '甲' in 字段；明细请做成自己的台账，用指标统计。",
            );
        }
        if name == "matches" {
            let hint = "请用 contains、startsWith 或 endsWith。";
            return self.find(expr, "expr.unknown_function", "不能用正则表达式 matches。", hint);
        }
        let known: Vec<&str> = FUNCTIONS.iter().map(|(name, ..)| *name).collect();
        let all = format!("可用的函数：{}。", known.join("、"));
        let near = suggest("函数", name, &known);
        let hint = if near.starts_with("可用") { all } else { format!("{near}{all}") };
        self.find(expr, "expr.unknown_function", format!("没有叫“{name}”的函数。"), hint)
    }
}

fn integer(node: Node) -> Checked {
    Checked::new(node, Type::Number(Number::default()))
}
