//! From parsed statements to [`Node`]s. Only text, marks, loops over units or months, and conditions on the scope.

use kernel::{Every, Finding, LevelId};
use minijinja::machinery::{Span, ast};

use super::{
    ir::{Node, Over, Term, Test},
    parse::parsed,
    source::Source,
};
use crate::names::Names;

/// Lowers a body.
pub(super) fn body(source: &Source, names: &dyn Names, findings: &mut Vec<Finding>) -> Vec<Node> {
    lower(source, names, findings, false)
}

/// Lowers a line that holds no figures: a title.
pub(super) fn words(source: &Source, names: &dyn Names, findings: &mut Vec<Finding>) -> Vec<Node> {
    lower(source, names, findings, true)
}

fn lower(source: &Source, names: &dyn Names, findings: &mut Vec<Finding>, words_only: bool) -> Vec<Node> {
    let levels = names.levels();
    let mut lowering = Lowering { source, names, levels, bound: Vec::new(), findings: Vec::new(), words_only };
    let nodes = parsed(source, findings, |statements| lowering.nodes(statements));
    findings.append(&mut lowering.findings);
    nodes.unwrap_or_default()
}

pub(super) struct Lowering<'a> {
    source: &'a Source,
    pub names: &'a dyn Names,
    pub levels: Vec<(LevelId, String)>,
    /// Names bound by the loops around.
    pub bound: Vec<(String, Bound)>,
    findings: Vec<Finding>,
    pub words_only: bool,
}

/// What a loop binds its name to.
#[derive(Clone, Copy, PartialEq)]
pub(super) enum Bound {
    Unit,
    Period,
}

/// Words for the parts of a period.
const PARTS: [(&str, Every); 3] = [("各年", Every::Year), ("各季度", Every::Quarter), ("各月", Every::Month)];

impl Lowering<'_> {
    pub fn error(&mut self, span: Span, code: &str, message: impl Into<String>, hint: impl Into<String>) {
        let place = self.source.place(span.start_offset as usize);
        self.findings.push(Finding::error(code, message, place).hint(hint));
    }

    pub fn line(&self, span: Span) -> u32 {
        self.source.line(span.start_offset as usize)
    }

    fn nodes(&mut self, statements: &[ast::Stmt<'_>]) -> Vec<Node> {
        statements.iter().filter_map(|statement| self.node(statement)).collect()
    }

    fn node(&mut self, statement: &ast::Stmt<'_>) -> Option<Node> {
        match statement {
            ast::Stmt::EmitRaw(raw) => return Some(Node::Text(raw.raw.to_owned())),
            ast::Stmt::EmitExpr(emit) => return self.mark(&emit.expr),
            ast::Stmt::ForLoop(each) => return self.each(each, each.span()),
            ast::Stmt::IfCond(when) => {
                let test = self.test(&when.expr);
                let (then, otherwise) = (self.nodes(&when.true_body), self.nodes(&when.false_body));
                return Some(Node::When { test: test?, then, otherwise });
            }
            ast::Stmt::WithBlock(s) => self.unsupported(s.span(), "with"),
            ast::Stmt::Set(s) => self.unsupported(s.span(), "set"),
            ast::Stmt::SetBlock(s) => self.unsupported(s.span(), "set"),
            ast::Stmt::AutoEscape(s) => self.unsupported(s.span(), "autoescape"),
            ast::Stmt::FilterBlock(s) => self.unsupported(s.span(), "filter"),
            ast::Stmt::Do(s) => self.unsupported(s.span(), "do"),
            _ => self.unsupported(Span::default(), "…"),
        }
        None
    }

    fn unsupported(&mut self, span: Span, word: &str) {
        let message = format!("模板里不能用 {{% {word} %}}。");
        self.error(span, "report.statement", message, "只能用 {% for %} 和 {% if %}。");
    }

    fn each(&mut self, each: &ast::ForLoop<'_>, span: Span) -> Option<Node> {
        let name = if let ast::Expr::Var(var) = &each.target { Some(var.id.to_owned()) } else { None };
        let over = if let ast::Expr::Var(var) = &each.iter { self.over(var.id) } else { None };
        let kept = each.filter_expr.is_none() && !each.recursive;
        if name.is_none() || over.is_none() || !kept {
            let units = self.levels.iter().map(|(_, word)| format!("各{word}"));
            let known: Vec<String> = units.chain(PARTS.iter().map(|(word, _)| (*word).to_owned())).collect();
            let place = if over.is_none() { each.iter.span() } else { span };
            self.error(
                place,
                "report.loop",
                "这个循环读不懂。",
                format!("写成 {{% for 村 in {} %}} 这样;可以用:{}。", known[0], known.join("、")),
            );
        }
        // The body is read even so, that its own mistakes are found too.
        let bound = if matches!(over, Some(Over::Parts(_))) { Bound::Period } else { Bound::Unit };
        self.bound.push((name.clone().unwrap_or_default(), bound));
        let body = self.nodes(&each.body);
        self.bound.pop();
        let otherwise = self.nodes(&each.else_body);
        let row = match (body.first(), body.last()) {
            (Some(Node::Text(first)), Some(Node::Text(last))) => {
                let one_line = !body.iter().any(|node| matches!(node, Node::Text(text) if text.contains('\n')));
                one_line && first.trim_start().starts_with('|') && last.trim_end().ends_with('|')
            }
            _ => false,
        };
        Some(Node::Each { name: name?, over: over?, row, body, otherwise })
    }

    fn over(&self, word: &str) -> Option<Over> {
        let level = word.strip_prefix('各').and_then(|level| self.level(level));
        let parts = PARTS.iter().find(|(name, _)| *name == word).map(|(_, every)| Over::Parts(*every));
        level.map(Over::Units).or(parts)
    }

    /// The level that people call so.
    pub fn level(&self, word: &str) -> Option<LevelId> {
        self.levels.iter().find(|(_, name)| name == word).map(|(id, _)| id.clone())
    }

    fn test(&mut self, expr: &ast::Expr<'_>) -> Option<Test> {
        match expr {
            ast::Expr::UnaryOp(op) if matches!(op.op, ast::UnaryOpKind::Not) => {
                Some(Test::Not(Box::new(self.test(&op.expr)?)))
            }
            ast::Expr::BinOp(op) if matches!(op.op, ast::BinOpKind::ScAnd | ast::BinOpKind::ScOr) => {
                let (left, right) = (self.test(&op.left), self.test(&op.right));
                let (left, right) = (Box::new(left?), Box::new(right?));
                Some(if matches!(op.op, ast::BinOpKind::ScAnd) {
                    Test::Both(left, right)
                } else {
                    Test::Either(left, right)
                })
            }
            ast::Expr::BinOp(op) if matches!(op.op, ast::BinOpKind::Eq | ast::BinOpKind::Ne) => {
                self.equal(&op.left, &op.right, matches!(op.op, ast::BinOpKind::Ne))
            }
            ast::Expr::Compare(compare) => match compare.ops.as_slice() {
                [one] if matches!(one.op, ast::CompareOpKind::Eq | ast::CompareOpKind::Ne) => {
                    self.equal(&compare.expr, &one.expr, matches!(one.op, ast::CompareOpKind::Ne))
                }
                _ => self.not_a_test(expr),
            },
            _ => Some(Test::Is(self.term(expr)?)),
        }
    }

    fn equal(&mut self, left: &ast::Expr<'_>, right: &ast::Expr<'_>, negated: bool) -> Option<Test> {
        let (left, right) = (self.term(left), self.term(right));
        let test = Test::Equal(left?, right?);
        Some(if negated { Test::Not(Box::new(test)) } else { test })
    }

    fn term(&mut self, expr: &ast::Expr<'_>) -> Option<Term> {
        match expr {
            ast::Expr::Const(value) => Some(Term::Text(value.value.to_string())),
            ast::Expr::GetAttr(_) => Some(Term::Word(self.word(expr)?)),
            _ => self.not_a_test(expr),
        }
    }

    fn not_a_test<T>(&mut self, expr: &ast::Expr<'_>) -> Option<T> {
        self.error(
            expr.span(),
            "report.condition",
            "条件里只能比较单位和期间,不能用指标。",
            "例如 {% if unit.name == '甲乡' %};要随数字变化的话,请用 |同比 这类标记,或写成固定句式。",
        );
        None
    }
}
