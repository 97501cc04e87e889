//! The expressions of ledgers, compiled where every field of the ledger is known.

use expr::{Expression, Schema, Type};
use indexmap::IndexMap;
use kernel::{FieldId, Finding};

use super::Tainted;
use crate::{
    check::Findings,
    model::{Check, Field, FieldType, Ledger, Pack, Use},
    read::{Drafts, Node},
};

/// Fills in checks, conditions and guards of all ledgers.
pub(super) fn fill(drafts: &Drafts, pack: &mut Pack, tainted: &Tainted, out: &mut Findings) {
    let mut ledgers = std::mem::take(&mut pack.ledgers);
    for (id, (_, node)) in &drafts.ledgers {
        if let Some(ledger) = ledgers.get_mut(id.as_str()) {
            fill_ledger(pack, ledger, node, tainted, out);
        }
    }
    pack.ledgers = ledgers;
}

fn fill_ledger(pack: &Pack, ledger: &mut Ledger, node: &Node, tainted: &Tainted, out: &mut Findings) {
    let id = ledger.id.to_string();
    let schema = pack.schema(ledger, Use::Record);
    let mut place = Place { ledger: &id, schema: &schema, tainted, out };
    fill_fields(pack, &mut ledger.fields, node, &mut place);
    for check in node.get("checks").map(Node::items).unwrap_or_default() {
        let message = check.text("message").unwrap_or_default().to_owned();
        let expression = place.condition(check.get("check"));
        ledger.checks.extend(expression.map(|expression| Check { expression, message }));
    }
    let schema = pack.schema(ledger, Use::Guard);
    let mut place = Place { ledger: &id, schema: &schema, tainted, out };
    for (step_id, node) in node.entries_of("steps") {
        let Some(step) = ledger.steps.get_mut(step_id) else { continue };
        let message = message(node, || format!("现在还不能“{}”：条件没有满足。", step.name));
        step.guard = place.condition(node.get("guard")).map(|expression| Check { expression, message });
    }
}

fn fill_fields(pack: &Pack, fields: &mut IndexMap<FieldId, Field>, node: &Node, place: &mut Place<'_>) {
    for (id, node) in node.entries_of("fields") {
        let Some(field) = fields.get_mut(id) else { continue };
        field.required_if = place.condition(node.get("required_if"));
        field.show_if = place.condition(node.get("show_if"));
        let message = message(node, || format!("“{}”不符合要求，请核对。", field.name));
        field.check = place.condition(node.get("check")).map(|expression| Check { expression, message });
        if let FieldType::Table(children) = &mut field.ty {
            let schema = pack.child_schema(children);
            let mut inner = Place { schema: &schema, ledger: place.ledger, tainted: place.tainted, out: place.out };
            fill_fields(pack, children, node, &mut inner);
        }
    }
}

fn message(node: &Node, otherwise: impl Fn() -> String) -> String {
    node.text("message").map_or_else(otherwise, str::to_owned)
}

/// Where expressions of one ledger are compiled.
struct Place<'a> {
    ledger: &'a str,
    schema: &'a Schema,
    tainted: &'a Tainted,
    out: &'a mut Findings,
}

impl Place<'_> {
    fn condition(&mut self, node: Option<&Node>) -> Option<Expression> {
        condition(node?, self.schema, |word| self.tainted.has_field(self.ledger, word), self.out)
    }
}

/// Compiles a condition; silent where it names something tainted.
pub(super) fn condition(
    node: &Node,
    schema: &Schema,
    tainted: impl Fn(&str) -> bool,
    out: &mut Findings,
) -> Option<Expression> {
    let source = node.as_text()?;
    settle(node, expr::compile_bool(source, schema), tainted, out)
}

/// Compiles an expression that must be a number.
pub(super) fn number(
    node: &Node,
    schema: &Schema,
    tainted: impl Fn(&str) -> bool,
    out: &mut Findings,
) -> Option<Expression> {
    let source = node.as_text()?;
    let expression = settle(node, expr::compile(source, schema), tainted, out)?;
    if matches!(expression.ty(), Type::Number(_)) {
        return Some(expression);
    }
    let message = format!("算式的结果应当是数，现在是{}。", expression.ty().name());
    out.error(&crate::check::codes::NOT_A_NUMBER, node.place(), message).hint("条件请写在 where 里。");
    None
}

fn settle(
    node: &Node,
    compiled: Result<Expression, Vec<Finding>>,
    tainted: impl Fn(&str) -> bool,
    out: &mut Findings,
) -> Option<Expression> {
    match compiled {
        Ok(expression) => Some(expression),
        Err(findings) => {
            if !names(node.as_text().unwrap_or_default()).any(tainted) {
                for finding in findings {
                    out.push(placed(node, finding));
                }
            }
            None
        }
    }
}

/// The words of a source that may be names.
pub(super) fn names(source: &str) -> impl Iterator<Item = &str> {
    let stops = |c: char| !(c.is_alphanumeric() || c == '_');
    source.split(stops).filter(|word| word.starts_with(|c: char| c.is_alphabetic() || c == '_'))
}

/// A finding within an expression, at its line and column of the file.
fn placed(node: &Node, finding: Finding) -> Finding {
    let (line, column) = node.text_at;
    let inner = finding.place.line.unwrap_or(1);
    let place = kernel::Place {
        line: Some(line + inner - 1),
        column: finding.place.column.map(|at| if inner == 1 { column + at - 1 } else { at }),
        ..node.place()
    };
    Finding { place, ..finding }
}
