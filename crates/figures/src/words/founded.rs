//! What a figure rests on, and of a comparison what each of the two does: last year's base may stand in records, or be
//! the number of somebody's yearbook.

use kernel::{Figure, Grade};

use crate::{records::VALUES, session::Session};

/// `逐条`, `外部（来源：2021年农业统计年报）`.
pub fn founded(session: &Session, figure: &Figure) -> String {
    let grade = figure.grade.name();
    match source(session, figure) {
        Some(source) => format!("{grade}（来源：{source}）"),
        None => grade.to_owned(),
    }
}

/// `其中2022年的数：逐条；2021年的数：外部（来源：…）。`
pub fn both_founded(session: &Session, figures: &[Figure]) -> String {
    let each = figures.iter().map(|figure| {
        let rests = if figure.value.is_some() { founded(session, figure) } else { "缺".to_owned() };
        format!("{}的数：{rests}", figure.ask.period.in_words())
    });
    format!("其中{}。", each.collect::<Vec<_>>().join("；"))
}

/// Where a kept value is from. Records that are there always go before it, so that then it is not the figure.
fn source<'a>(session: &'a Session, figure: &Figure) -> Option<&'a str> {
    if !matches!(figure.grade, Grade::External | Grade::Attested | Grade::Forecast) || figure.value.is_none() {
        return None;
    }
    let kept = session.reserved.values.get(&figure.ask.indicator, &figure.ask)?;
    session.table(&VALUES.into()).ok()?.text(kept.at, "source")
}
