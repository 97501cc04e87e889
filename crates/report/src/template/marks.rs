//! From a parsed expression to a word of the scope or a figure. Filters fill the slots of a [`Mark`]; each once.

use minijinja::machinery::{Span, ast};

use super::{
    ir::{LoopWord, Mark, Node, Part, PeriodWord, Shown, UnitPick, UnitWord, When, Whose, Word},
    lower::{Bound, Lowering},
};
use crate::names::{Candidate, Resolution};

/// The function for names that are no identifiers.
const BY_NAME: &str = "指标";

impl Lowering<'_> {
    /// What stands between `{{` and `}}`.
    pub fn mark(&mut self, expr: &ast::Expr<'_>) -> Option<Node> {
        match expr {
            ast::Expr::GetAttr(_) => self.word(expr).map(Node::Word),
            ast::Expr::Var(var) if self.is_word(var.id) => self.word(expr).map(Node::Word),
            ast::Expr::Const(value) if value.value.as_str().is_some() => Some(Node::Text(value.value.to_string())),
            ast::Expr::Var(_) | ast::Expr::Filter(_) | ast::Expr::Call(_) => {
                let mark = self.figure(expr)?;
                if self.words_only {
                    let hint = "标题里只能用 {{ unit.name }}、{{ period.year }} 这类标记。";
                    self.error(expr.span(), "report.figure_in_title", "标题里不能放指标。", hint);
                    return None;
                }
                Some(Node::Mark(Box::new(mark)))
            }
            _ => {
                self.not_a_mark(expr);
                None
            }
        }
    }

    /// A figure with its filters; findings for every part that is wrong.
    fn figure(&mut self, expr: &ast::Expr<'_>) -> Option<Mark> {
        match expr {
            ast::Expr::Var(var) if self.is_word(var.id) => self.filtered_word(expr),
            ast::Expr::Var(var) => self.named(var.id, expr.span()),
            ast::Expr::GetAttr(_) => self.filtered_word(expr),
            ast::Expr::Call(call) => match (&call.expr, call.args.as_slice()) {
                (ast::Expr::Var(var), [ast::CallArg::Pos(ast::Expr::Const(name))]) if var.id == BY_NAME => {
                    self.named(&name.value.to_string(), expr.span())
                }
                _ => {
                    self.not_a_mark(expr);
                    None
                }
            },
            ast::Expr::Filter(filter) => {
                let mark = filter.expr.as_ref().and_then(|inner| self.figure(inner));
                self.filter(mark, filter.name, &filter.args, filter.span())
            }
            _ => {
                self.not_a_mark(expr);
                None
            }
        }
    }

    fn named(&mut self, name: &str, span: Span) -> Option<Mark> {
        match self.names.resolve(name) {
            Resolution::One(Candidate { indicator, name, measure }) => Some(Mark {
                indicator,
                name,
                measure,
                place: UnitPick::Own,
                when: When::Own,
                part: Part::Value,
                shown: Shown::default(),
                line: self.line(span),
            }),
            Resolution::None { nearest } => {
                let hint = match nearest.as_slice() {
                    [] => "请先在指标中定义它,或改用已有的指标。".to_owned(),
                    some => format!("是不是:{}?", some.join("、")),
                };
                self.error(span, "report.unknown_indicator", format!("没有名为“{name}”的指标。"), hint);
                None
            }
            Resolution::Many(candidates) => {
                let all: Vec<_> = candidates.iter().map(|c| format!("{}({})", c.indicator, c.name)).collect();
                let message = format!("“{name}”可以指{}个指标:{}。", all.len(), all.join("、"));
                self.error(span, "report.ambiguous_indicator", message, "请改用其中一个的编号或全名。");
                None
            }
        }
    }

    /// `unit.name`, `period.year`, `loop.last`, `today`, or the same of a name bound by a loop.
    pub fn word(&mut self, expr: &ast::Expr<'_>) -> Option<Word> {
        let (root, attribute) = match expr {
            ast::Expr::Var(var) => (var.id, None),
            ast::Expr::GetAttr(get) => match &get.expr {
                ast::Expr::Var(var) => (var.id, Some(get.name)),
                _ => {
                    self.not_a_mark(expr);
                    return None;
                }
            },
            _ => return None,
        };
        let bound = self.bound.iter().rev().find(|(name, _)| name == root).map(|(_, kind)| *kind);
        let whose = bound.map_or(Whose::Own, |_| Whose::Bound(root.to_owned()));
        let word = match (bound, root, attribute) {
            (None, "today", None) => Some(Word::Today),
            (None, "loop", Some(name)) if !self.bound.is_empty() => loop_word(name).map(Word::Loop),
            (Some(Bound::Unit), _, name) | (None, "unit", name) => {
                unit_word(name.unwrap_or("name")).map(|word| Word::Unit(whose, word))
            }
            (Some(Bound::Period), _, name) | (None, "period", name) => {
                period_word(name.unwrap_or("words")).map(|word| Word::Period(whose, word))
            }
            _ => None,
        };
        if word.is_none() {
            let written = attribute.map_or(root.to_owned(), |name| format!("{root}.{name}"));
            self.error(
                expr.span(),
                "report.unknown_word",
                format!("不认识“{written}”。"),
                "可以写 unit.name、unit.id、period.year、period.last_year、period.next_year、period.words、\
                 period.first、period.last、today,循环里还有 loop.index、loop.first、loop.last。",
            );
        }
        word
    }

    fn is_word(&self, name: &str) -> bool {
        matches!(name, "unit" | "period" | "today" | "loop") || self.bound.iter().any(|(bound, _)| bound == name)
    }

    fn filtered_word(&mut self, expr: &ast::Expr<'_>) -> Option<Mark> {
        if self.word(expr).is_some() {
            let hint = "竖线后的写法只用于指标。";
            self.error(expr.span(), "report.filter_on_text", "这里是文字,不是指标。", hint);
        }
        None
    }

    fn not_a_mark(&mut self, expr: &ast::Expr<'_>) {
        let arithmetic = match expr {
            ast::Expr::UnaryOp(op) => {
                self.mistakes_within(&op.expr);
                true
            }
            ast::Expr::BinOp(op) => {
                self.mistakes_within(&op.left);
                self.mistakes_within(&op.right);
                true
            }
            _ => false,
        };
        if arithmetic {
            let hint = "请把它定义成一个指标(公式、占比或同比),再在这里引用,这样才查得到底。";
            self.error(expr.span(), "report.arithmetic", "模板里不做计算。", hint);
        } else {
            let hint = "标记写成 {{ 指标名 }} 或 {{ 指标名|万元 }}。";
            self.error(expr.span(), "report.expression", "标记里只能写指标和竖线后的写法。", hint);
        }
    }

    /// Unknown names inside what is wrong anyway.
    fn mistakes_within(&mut self, expr: &ast::Expr<'_>) {
        match expr {
            ast::Expr::Const(_) => {}
            ast::Expr::Var(var) if self.is_word(var.id) => {}
            ast::Expr::GetAttr(_) => drop(self.word(expr)),
            ast::Expr::BinOp(op) => {
                self.mistakes_within(&op.left);
                self.mistakes_within(&op.right);
            }
            ast::Expr::UnaryOp(op) => self.mistakes_within(&op.expr),
            _ => drop(self.figure(expr)),
        }
    }
}

fn unit_word(name: &str) -> Option<UnitWord> {
    Some(match name {
        "name" => UnitWord::Name,
        "id" => UnitWord::Id,
        _ => return None,
    })
}

fn period_word(name: &str) -> Option<PeriodWord> {
    Some(match name {
        "year" => PeriodWord::Year,
        "last_year" => PeriodWord::LastYear,
        "next_year" => PeriodWord::NextYear,
        "words" => PeriodWord::Words,
        "first" => PeriodWord::First,
        "last" => PeriodWord::Last,
        _ => return None,
    })
}

fn loop_word(name: &str) -> Option<LoopWord> {
    Some(match name {
        "index" => LoopWord::Index,
        "first" => LoopWord::First,
        "last" => LoopWord::Last,
        _ => return None,
    })
}
