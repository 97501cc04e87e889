//! From source to tree: parse, look names up, settle types, scales, quantities and codes, lower.

mod functions;
mod literals;
mod membership;
mod names;
mod numbers;
mod operators;
mod parse;

use cel::common::ast::{Expr, IdedExpr};
use kernel::{Finding, Place};

use crate::{
    expression::Expression,
    ir::Node,
    types::{Schema, Type},
};
use parse::Source;

/// The most characters of a source.
pub const MAX_LENGTH: usize = 4000;

/// The most parts of a tree that may stand on top of one another; databases refuse deeper texts.
pub const MAX_DEPTH: usize = 32;

/// Reads an expression. All that is wrong with it is found at once, each with its column in the source,
/// counted in characters from 1 (and its line, where the source has several).
pub fn compile(source: &str, schema: &Schema) -> Result<Expression, Vec<Finding>> {
    let (tree, source) = parse::parse(source)?;
    let mut checker = Checker { source, schema, columns: Vec::new(), constants: Vec::new(), findings: Vec::new() };
    let checked = checker.check(&tree);
    if let Some(checked) = &checked
        && checked.node.depth() > MAX_DEPTH
    {
        let message = "这个式子层数太多。";
        checker.find::<()>(&tree, "expr.too_deep", message, "请拆成几个字段或指标，分别写。");
    }
    match checked {
        Some(Checked { node, ty, .. }) if checker.findings.is_empty() => Ok(Expression {
            source: checker.source.text.to_owned(),
            ty,
            columns: checker.columns,
            constants: checker.constants,
            root: node,
        }),
        _ => Err(checker.findings),
    }
}

/// Reads a condition: an expression that is yes or no.
pub fn compile_bool(source: &str, schema: &Schema) -> Result<Expression, Vec<Finding>> {
    let expression = compile(source, schema)?;
    if expression.ty == Type::Bool {
        return Ok(expression);
    }
    let message = format!("这里要写一个条件，而这个式子的结果是{}。", expression.ty.name());
    let hint = "请写成比较，例如 level == 'major'，或 has(字段)。";
    let place = Place { column: Some(1), ..Place::default() };
    Err(vec![Finding::error("expr.not_bool", message, place).hint(hint)])
}

/// What is known while an expression is read. A part with a finding is `None`, and its neighbours are still read.
struct Checker<'a> {
    source: Source<'a>,
    schema: &'a Schema,
    columns: Vec<(String, Type)>,
    constants: Vec<(String, Type)>,
    findings: Vec<Finding>,
}

/// A part with its type.
struct Checked {
    node: Node,
    ty: Type,
    /// A number made of literals only takes the quantity of the other side.
    literal: bool,
}

impl Checked {
    fn new(node: Node, ty: Type) -> Self {
        Self { node, ty, literal: false }
    }

    fn bool(node: Node) -> Self {
        Self::new(node, Type::Bool)
    }
}

impl Checker<'_> {
    fn check(&mut self, expr: &IdedExpr) -> Option<Checked> {
        match &expr.expr {
            Expr::Literal(literal) => self.literal(expr, literal),
            Expr::Ident(_) | Expr::Select(_) => self.name(expr),
            Expr::Call(call) => self.call(expr, call),
            Expr::List(_) => {
                self.find(expr, "expr.unsupported", "列表只能写在 in 的右边。", "例如 level in ['major', 'minor']。")
            }
            Expr::Map(_) | Expr::Struct(_) | Expr::Comprehension(_) | Expr::Unspecified => {
                self.find(expr, "expr.unsupported", "这里不能用花括号。", "请只用字段、数、文字、比较和列出的函数。")
            }
        }
    }

    /// Two parts, both read even if the first has a finding.
    fn check_two(&mut self, left: &IdedExpr, right: &IdedExpr) -> Option<(Checked, Checked)> {
        let (left, right) = (self.check(left), self.check(right));
        Some((left?, right?))
    }

    /// Notes a finding; always `None`, so that a reader can return it.
    fn find<T>(
        &mut self,
        expr: &IdedExpr,
        code: &str,
        message: impl Into<String>,
        hint: impl Into<String>,
    ) -> Option<T> {
        let place = self.source.place(expr);
        self.findings.push(Finding::error(code, message, place).hint(hint));
        None
    }

    /// A finding about a part that has the wrong type.
    fn wrong_type<T>(&mut self, expr: &IdedExpr, wanted: &str, found: &Checked, hint: &str) -> Option<T> {
        let message = format!("这里要{wanted}，而写的是{}。", found.ty.name());
        self.find(expr, "expr.type", message, hint)
    }
}
