//! Scales and quantities of two numbers that meet.

use cel::common::ast::IdedExpr;
use kernel::Quantity;

use super::{Checked, Checker};
use crate::{
    ir::{Arithmetic, Node},
    types::{MAX_SCALE, Number, QUOTIENT_SCALE, Type},
};

impl Checker<'_> {
    /// Both sides at the larger scale, with the quantity they share.
    pub(super) fn align(&mut self, expr: &IdedExpr, left: Checked, right: Checked) -> Option<(Node, Node, Number)> {
        let (a, b) = (left.ty.as_number()?, right.ty.as_number()?);
        let quantity = match (left.literal, right.literal) {
            (true, _) => b.quantity,
            (_, true) => a.quantity,
            _ if a.quantity == b.quantity => a.quantity,
            _ => {
                let message = format!("{}和{}不是同一种量，不能放在一起。", base(a.quantity), base(b.quantity));
                let hint = "相加、相减、比较的两边要是同一种量（都是元，或都是亩……）。";
                return self.find(expr, "expr.quantity", message, hint);
            }
        };
        let scale = a.scale.max(b.scale);
        let aligned = (rescale(left.node, scale - a.scale), rescale(right.node, scale - b.scale));
        Some((aligned.0, aligned.1, Number { scale, quantity }))
    }

    /// `+ - %` of numbers.
    pub(super) fn arithmetic(
        &mut self,
        expr: &IdedExpr,
        with: Arithmetic,
        left: Checked,
        right: Checked,
    ) -> Option<Checked> {
        let literal = left.literal && right.literal;
        let (left, right, number) = self.align(expr, left, right)?;
        if with == Arithmetic::Remainder && number.scale > 0 {
            return self.find(expr, "expr.scale", "求余数（%）只能用整数。", "请改用除法，或用没有小数的字段。");
        }
        let node = Node::Arithmetic { with, left: left.into(), right: right.into() };
        Some(Checked { node, ty: Type::Number(number), literal })
    }

    pub(super) fn multiply(&mut self, expr: &IdedExpr, left: Checked, right: Checked) -> Option<Checked> {
        let (a, b) = (left.ty.as_number()?, right.ty.as_number()?);
        let quantity = match (a.quantity, b.quantity) {
            (Some(a), Some(b)) => {
                let message = format!("{}不能乘{}。", a.base(), b.base());
                return self.find(expr, "expr.quantity", message, "一个量只能乘没有单位的数，例如 area * 2。");
            }
            (a, b) => a.or(b),
        };
        let scale = a.scale + b.scale;
        if scale > MAX_SCALE {
            let message = format!("相乘以后有 {scale} 位小数，最多 {MAX_SCALE} 位。");
            return self.find(expr, "expr.scale", message, "请先乘后除，或减少连乘。");
        }
        let literal = left.literal && right.literal;
        let node = Node::Arithmetic { with: Arithmetic::Multiply, left: left.node.into(), right: right.node.into() };
        Some(Checked { node, ty: Type::Number(Number { scale, quantity }), literal })
    }

    pub(super) fn divide(&mut self, expr: &IdedExpr, left: Checked, right: Checked) -> Option<Checked> {
        let (a, b) = (left.ty.as_number()?, right.ty.as_number()?);
        let quantity = match (a.quantity, b.quantity) {
            (a, None) => a,
            (Some(a), Some(b)) if a == b => None,
            (a, b) => {
                let message = format!("{}不能除以{}。", base(a), base(b));
                let hint = "只能除以同一种量（得到比率）或没有单位的数；单产、单价请做成比值指标。";
                return self.find(expr, "expr.quantity", message, hint);
            }
        };
        let shift = QUOTIENT_SCALE.cast_signed() + b.scale.cast_signed() - a.scale.cast_signed();
        let literal = left.literal && right.literal;
        let node = Node::Divide { left: left.node.into(), right: right.node.into(), shift };
        Some(Checked { node, ty: Type::Number(Number { scale: QUOTIENT_SCALE, quantity }), literal })
    }
}

/// A literal is rescaled at once where it fits; one that does not overflows on every row, as it should.
pub(super) fn rescale(node: Node, by: u8) -> Node {
    if by == 0 {
        return node;
    }
    if let Node::Int { value } = node
        && let Some(value) = 10_i64.checked_pow(u32::from(by)).and_then(|times| value.checked_mul(times))
    {
        return Node::int(value);
    }
    Node::Rescale { of: node.into(), by }
}

fn base(quantity: Option<Quantity>) -> &'static str {
    quantity.map_or("没有单位的数", Quantity::base)
}
