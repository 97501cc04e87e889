//! CEL's grammar by the `cel` crate, without its macros: `has(x)` stays the call it is written as.

use cel::{
    Env, ParseErrors,
    common::ast::{Expr, IdedExpr, SourceInfo},
};
use kernel::{Finding, Place};

use super::MAX_LENGTH;

/// A source and where its parts stand.
pub(super) struct Source<'a> {
    pub text: &'a str,
    info: SourceInfo,
}

pub(super) fn parse(text: &str) -> Result<(IdedExpr, Source<'_>), Vec<Finding>> {
    if text.trim().is_empty() {
        let hint = "请写一个式子，例如 level == 'major'。";
        return Err(vec![Finding::error("expr.syntax", "式子是空的。", place(text, 0)).hint(hint)]);
    }
    if text.chars().count() > MAX_LENGTH {
        let message = format!("式子超过 {MAX_LENGTH} 个字。");
        return Err(vec![Finding::error("expr.too_long", message, place(text, 0)).hint("请拆成几个字段或指标。")]);
    }
    let parser = Env::default().with_optional_support(false).parser();
    match parser.parse_with_source_info(text) {
        Ok((tree, info)) => Ok((tree, Source { text, info })),
        Err(errors) => Err(syntax(text, &errors)),
    }
}

/// The grammar's own words are for programmers; people are told where, and the usual slips.
/// Only the first place is told: what comes after it is mostly the parser's way of finding its feet again.
fn syntax(text: &str, errors: &ParseErrors) -> Vec<Finding> {
    let tell = |(line, column): (isize, isize), said: &str| {
        let line = usize::try_from(line).unwrap_or_default().max(1);
        let column = usize::try_from(column).unwrap_or_default().max(1);
        let before: usize = text.split_inclusive('\n').take(line - 1).map(|line| line.chars().count()).sum();
        let at = (before + column - 1).min(text.chars().count());
        let (message, hint) = explain(text, at, said);
        Finding::error("expr.syntax", message, place(text, at)).hint(hint)
    };
    match errors.errors.first() {
        Some(error) => vec![tell(error.pos, &error.msg)],
        None => vec![tell((1, 1), "")],
    }
}

fn explain(text: &str, at: usize, said: &str) -> (String, String) {
    let found: String = text.chars().skip(at).take(8).collect();
    if said.contains("reserved identifier") {
        let word = said.rsplit(": ").next().unwrap_or_default();
        return (format!("“{word}”是保留字，不能作名称。"), "请给字段换一个标识。".to_owned());
    }
    if said.contains("int literal") || said.contains("double literal") {
        return ("这个数太大，放不下。".to_owned(), "请写不超过 18 位的数。".to_owned());
    }
    let message = if found.trim().is_empty() {
        "式子没有写完，或括号、引号没有配对。".to_owned()
    } else {
        format!("“{found}”这里读不懂。")
    };
    let hint = match found.chars().next() {
        Some('=') => "判断相等请写 ==。",
        Some('（' | '）' | '，' | '‘' | '’' | '“' | '”' | '＝' | '＞' | '＜' | '！') => {
            "请用英文（半角）的括号、引号和符号。"
        }
        Some(letter) if !letter.is_ascii() => "文字要放在英文单引号里，例如 '村'；字段请写它的标识。",
        _ => "请检查括号和引号是否配对；并且用 &&，或者用 ||，不是用 !。",
    };
    (message, hint.to_owned())
}

impl Source<'_> {
    /// Where a part begins.
    pub fn place(&self, expr: &IdedExpr) -> Place {
        place(self.text, self.start(expr))
    }

    /// The text of a literal, without the sign before it.
    pub fn written(&self, expr: &IdedExpr) -> String {
        let (start, stop) = self.info.offset_for(expr.id).unwrap_or_default();
        self.text.get(start as usize..=stop as usize).unwrap_or_default().to_owned()
    }

    /// Where a part begins, in characters: an operator stands between its sides, a call's mark at its bracket.
    fn start(&self, expr: &IdedExpr) -> usize {
        let own = self.info.offset_for(expr.id).map_or(0, |(start, _)| characters(self.text, start as usize));
        match &expr.expr {
            Expr::Select(select) => self.start(&select.operand).min(own),
            Expr::Call(call) if call.func_name.chars().all(|c| c.is_ascii_alphanumeric() || c == '_' || c == '.') => {
                own.saturating_sub(call.func_name.chars().count())
            }
            _ => own,
        }
    }
}

/// The parser counts bytes; people count characters.
fn characters(text: &str, bytes: usize) -> usize {
    text.char_indices().take_while(|(at, _)| *at < bytes).count()
}

/// Lines are told only where there are several.
fn place(text: &str, at: usize) -> Place {
    let before: String = text.chars().take(at).collect();
    let line = before.matches('\n').count();
    let column = before.chars().rev().take_while(|c| *c != '\n').count() + 1;
    let several = text.trim_end().contains('\n');
    Place {
        line: several.then(|| u32::try_from(line + 1).unwrap_or(u32::MAX)),
        column: Some(u32::try_from(column).unwrap_or(u32::MAX)),
        ..Place::default()
    }
}

#[cfg(test)]
mod tests {
    use crate::{Schema, Type, compile};

    fn check(source: &str, expect: &[(Option<u32>, u32)]) {
        let schema = Schema::new().column("name", Type::text()).column("steps.close", Type::Date);
        let findings = compile(source, &schema).expect_err(source);
        let places: Vec<_> = findings.iter().map(|f| (f.place.line, f.place.column.unwrap_or_default())).collect();
        assert_eq!(places, expect, "{source}: {findings:?}");
        assert!(findings.iter().all(|finding| finding.hint.is_some()), "{findings:?}");
    }

    #[test]
    fn findings_stand_where_the_slip_is_in_characters() {
        check("name == '张村' && nam == 'x'", &[(None, 17)]);
        check("name == '张村' && steps.clos == steps.close", &[(None, 17)]);
        check("'村村' == name && sized(name) == 1", &[(None, 17)]);
        check("'村村' == name && name.matches('x')", &[(None, 22)]);
        check("name == '村' &&\n  nam == 'x' && 1 == 'y'", &[(Some(2), 3), (Some(2), 19)]);
        check("name = 'x'", &[(None, 6)]);
        check("name == '村' && (name == 'x'", &[(None, 28)]);
        check("name == '张村' = 3", &[(None, 14)]);
        check("  ", &[(None, 1)]);
    }
}
