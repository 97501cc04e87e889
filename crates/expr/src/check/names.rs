//! Columns, constants and parameters by their names, and the nearest names for one that is not there.

use cel::common::ast::{Expr, IdedExpr, LiteralValue};

use super::{Checked, Checker};
use crate::{
    ir::Node,
    types::{MAX_SCALE, Type},
};

impl Checker<'_> {
    /// `found_on`, `steps.close`, `actor.person`.
    pub(super) fn name(&mut self, expr: &IdedExpr) -> Option<Checked> {
        let Some(name) = path(expr) else {
            let hint = "点号只能写在名称里，例如 steps.close。";
            return self.find(expr, "expr.unsupported", "这里不能用点号。", hint);
        };
        if let Some(checked) = self.look_up(expr, &name) {
            return checked;
        }
        let known: Vec<&str> =
            self.schema.columns.keys().chain(self.schema.constants.keys()).map(String::as_str).collect();
        let hint = suggest("名称", &name, &known);
        self.find(expr, "expr.unknown_name", format!("没有叫“{name}”的字段或常量。"), hint)
    }

    /// `param('hazard.assign_days')`.
    pub(super) fn parameter(&mut self, expr: &IdedExpr, argument: &IdedExpr) -> Option<Checked> {
        let Expr::Literal(LiteralValue::String(id)) = &argument.expr else {
            let hint = "例如 param('hazard.assign_days')。";
            return self.find(expr, "expr.unknown_parameter", "param 的括号里要直接写参数的标识。", hint);
        };
        let name = format!("param.{}", id.inner());
        if self.schema.constants.contains_key(&name)
            && let Some(checked) = self.constant(expr, &name)
        {
            return checked;
        }
        let known: Vec<&str> = self.schema.constants.keys().filter_map(|name| name.strip_prefix("param.")).collect();
        let hint = suggest("参数", id.inner(), &known);
        self.find(argument, "expr.unknown_parameter", format!("没有叫“{}”的参数。", id.inner()), hint)
    }

    fn look_up(&mut self, expr: &IdedExpr, name: &str) -> Option<Option<Checked>> {
        let Some(ty) = self.schema.columns.get(name).cloned() else { return self.constant(expr, name) };
        if !self.fits(expr, name, &ty) {
            return Some(None);
        }
        let node = Node::Column { index: place_of(&mut self.columns, name, &ty) };
        Some(Some(Checked::new(node, ty)))
    }

    fn constant(&mut self, expr: &IdedExpr, name: &str) -> Option<Option<Checked>> {
        let ty = self.schema.constants.get(name).cloned()?;
        if !self.fits(expr, name, &ty) {
            return Some(None);
        }
        let node = Node::Constant { index: place_of(&mut self.constants, name, &ty) };
        Some(Some(Checked::new(node, ty)))
    }

    fn fits(&mut self, expr: &IdedExpr, name: &str, ty: &Type) -> bool {
        let fits = ty.as_number().is_none_or(|number| number.scale <= MAX_SCALE);
        if !fits {
            let message = format!("“{name}”的小数位数太多。");
            self.find::<()>(expr, "expr.scale", message, format!("字段最多 {MAX_SCALE} 位小数。"));
        }
        fits
    }
}

/// Where a name stands among those already used; a new one is put last.
fn place_of(used: &mut Vec<(String, Type)>, name: &str, ty: &Type) -> usize {
    used.iter().position(|(used, _)| used == name).unwrap_or_else(|| {
        used.push((name.to_owned(), ty.clone()));
        used.len() - 1
    })
}

/// `a.b.c` of names joined by points.
pub(super) fn path(expr: &IdedExpr) -> Option<String> {
    match &expr.expr {
        Expr::Ident(name) => Some(name.clone()),
        Expr::Select(select) => Some(format!("{}.{}", path(&select.operand)?, select.field)),
        _ => None,
    }
}

/// The names nearest to one that is not there, or some of those that are.
pub(super) fn suggest(what: &str, name: &str, known: &[&str]) -> String {
    if known.is_empty() {
        return format!("这里没有可用的{what}。");
    }
    let mut near: Vec<(usize, &str)> = known
        .iter()
        .map(|known| (distance(name, known), *known))
        .filter(|(far, known)| {
            let longest = known.chars().count().max(name.chars().count());
            *far < longest && *far <= 1 + longest / 4
        })
        .collect();
    near.sort_unstable();
    if near.is_empty() {
        let more = if known.len() > 8 { " 等" } else { "" };
        return format!("可用的{what}：{}{more}。", known[..known.len().min(8)].join("、"));
    }
    let near: Vec<&str> = near.into_iter().take(3).map(|(_, name)| name).collect();
    format!("是不是要写 {}？", near.join("、"))
}

/// Insertions, deletions and replacements from one name to another (Levenshtein).
fn distance(from: &str, to: &str) -> usize {
    let to: Vec<char> = to.chars().collect();
    let mut row: Vec<usize> = (0..=to.len()).collect();
    for (i, a) in from.chars().enumerate() {
        let mut corner = row[0];
        row[0] = i + 1;
        for (j, b) in to.iter().enumerate() {
            let replaced = corner + usize::from(a != *b);
            corner = row[j + 1];
            row[j + 1] = replaced.min(row[j] + 1).min(corner + 1);
        }
    }
    row[to.len()]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_nearest_names_are_offered() {
        let known = ["level", "label", "found_on", "closed_on"];
        for (name, expect) in [
            ("levl", "是不是要写 level？"),
            ("fuond_on", "是不是要写 found_on？"),
            ("区域", "可用的名称：level、label、found_on、closed_on。"),
        ] {
            assert_eq!(suggest("名称", name, &known), expect, "{name}");
        }
        assert_eq!(suggest("名称", "x", &[]), "这里没有可用的名称。");
    }
}
