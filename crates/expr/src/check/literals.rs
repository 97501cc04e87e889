//! Numbers exactly as written, text, days.

use std::sync::Arc;

use cel::common::ast::{Expr, IdedExpr, LiteralValue};
use kernel::Date;

use super::{Checked, Checker};
use crate::{
    CODE_SEPARATOR,
    ir::Node,
    types::{MAX_SCALE, Number, Type},
};

impl Checker<'_> {
    pub(super) fn literal(&mut self, expr: &IdedExpr, literal: &LiteralValue) -> Option<Checked> {
        match literal {
            LiteralValue::Boolean(value) => Some(Checked::bool(Node::Bool { value: *value.inner() })),
            LiteralValue::Int(value) => Some(number(*value.inner(), 0)),
            LiteralValue::Double(value) => self.decimal(expr, value.inner().is_sign_negative()),
            LiteralValue::String(text) => self.text(expr, text.inner()),
            LiteralValue::UInt(_) => self.find(expr, "expr.literal", "数的后面不要写 u。", "请直接写数，例如 5。"),
            LiteralValue::Bytes(_) => {
                self.find(expr, "expr.literal", "引号前面不要写字母。", "文字请写在英文单引号里，例如 '村'。")
            }
            LiteralValue::Null => {
                self.find(expr, "expr.literal", "没有 null 这个值。", "判断有没有填，请写 has(字段) 或 !has(字段)。")
            }
        }
    }

    /// The day of `date('2022-03-01')`.
    pub(super) fn date_literal(&mut self, expr: &IdedExpr, argument: &IdedExpr) -> Option<Checked> {
        let Expr::Literal(LiteralValue::String(text)) = &argument.expr else {
            let hint = "例如 date('2022-03-01')。";
            return self.find(expr, "expr.date", "date 的括号里要直接写日期文字。", hint);
        };
        match text.inner().parse::<Date>() {
            Ok(date) => Some(Checked::new(Node::int(i64::from(date.days())), Type::Date)),
            Err(_) => {
                let message = format!("“{}”不是一个日期。", text.inner());
                self.find(
                    argument,
                    "expr.date",
                    message,
                    "请写成 年-月-日，例如 date('2022-03-01')，并检查月份和日数。",
                )
            }
        }
    }

    /// Places are counted without closing zeros: 3.50 is 3.5.
    fn decimal(&mut self, expr: &IdedExpr, negative: bool) -> Option<Checked> {
        let written = self.source.written(expr);
        if written.contains(['e', 'E']) {
            let message = format!("“{written}”不能用科学记数法。");
            return self.find(expr, "expr.literal", message, "请写成普通的小数，例如 1500.5。");
        }
        let (whole, places) = written.split_once('.').unwrap_or((written.as_str(), ""));
        let places = places.trim_end_matches('0');
        let sign = if negative { "-" } else { "" };
        let scale = u8::try_from(places.len()).ok().filter(|scale| *scale <= MAX_SCALE);
        match (scale, format!("{sign}{whole}{places}").parse::<i64>()) {
            (Some(scale), Ok(value)) => Some(number(value, scale)),
            _ => {
                let message = format!("“{written}”的位数太多。");
                let hint = format!("小数最多 {MAX_SCALE} 位，连同整数部分不超过 18 位。");
                self.find(expr, "expr.literal", message, hint)
            }
        }
    }

    fn text(&mut self, expr: &IdedExpr, text: &str) -> Option<Checked> {
        if text.contains(['\0', CODE_SEPARATOR]) {
            return self.find(expr, "expr.literal", "文字里有不能保存的字符。", "请去掉 \\0 一类的写法。");
        }
        Some(Checked::new(Node::Text { value: Arc::from(text) }, Type::text()))
    }
}

fn number(value: i64, scale: u8) -> Checked {
    Checked { node: Node::int(value), ty: Type::Number(Number { scale, quantity: None }), literal: true }
}
