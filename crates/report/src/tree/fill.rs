//! Puts answers where marks stand. A figure with nothing behind it leaves a visible gap and is listed.

use std::collections::BTreeMap;

use kernel::{Ask, Figure};

use crate::{
    coverage::Coverage,
    document::{Gap, Run},
    scope::Scope,
    show::{self, Why},
    template::{Part, Since, Want, Wanted},
};

/// Answers, and what turned out to be missing.
pub(crate) struct Fill<'a> {
    pub scope: &'a Scope,
    pub answers: &'a BTreeMap<Ask, Figure>,
    pub coverage: &'a Coverage,
    pub missing: Vec<Gap>,
}

impl Fill<'_> {
    /// The runs of one mark.
    pub fn runs(&mut self, wanted: &Wanted<'_>) -> Vec<Run> {
        let mut runs = Vec::new();
        for (i, want) in wanted.each.iter().enumerate() {
            if wanted.listed {
                let comma = if i > 0 { "、" } else { "" };
                runs.push(Run::words(format!("{comma}{}", want.unit.name)));
            }
            runs.push(self.run(wanted, want));
        }
        runs
    }

    fn run(&mut self, wanted: &Wanted<'_>, want: &Want) -> Run {
        match self.answer(wanted, want) {
            Ok(run) => run,
            Err(why) => self.gap(wanted, want, why),
        }
    }

    fn answer(&self, wanted: &Wanted<'_>, want: &Want) -> Result<Run, Why> {
        if want.nowhere {
            let message = format!("{}下没有名为“{}”的单位。", self.scope.unit.name, want.unit.name);
            return Err(Why::new("report.no_unit", message));
        }
        let figure = self.answered(&want.ask)?;
        let since = if let Part::Change(since) = wanted.mark.part { since } else { Since::YearBefore };
        let against = want.base.as_ref().map(|base| self.answered(base).map_err(|why| why.base(since))).transpose()?;
        let text = match (wanted.mark.part, against) {
            (Part::Change(since), Some(base)) => show::change(figure, base, since, &wanted.mark.shown)?,
            (part, _) => show::value(figure, part, &wanted.mark.shown)?,
        };
        // A numbered figure is the value itself, not its parts or its change.
        let whole = wanted.mark.part == Part::Value;
        let figure_ids = if whole { self.coverage.figure_ids(&want.ask, self.scope) } else { Vec::new() };
        Ok(Run::Figure {
            text,
            figure: Box::new(figure.clone()),
            against: against.cloned().map(Box::new),
            figure_ids,
            strong: false,
        })
    }

    fn answered(&self, ask: &Ask) -> Result<&Figure, Why> {
        let figure = self.answers.get(ask).ok_or_else(|| Why::new("report.no_answer", "没有得到这个数的答复。"))?;
        match (&figure.value, &figure.missing) {
            (Some(_), _) => Ok(figure),
            (None, Some(missing)) => Err(Why::new(&missing.code, missing.message.clone())),
            (None, None) => Err(Why::new("figure.no_value", "这个数没有数据支撑。")),
        }
    }

    fn gap(&mut self, wanted: &Wanted<'_>, want: &Want, why: Why) -> Run {
        let part = match wanted.mark.part {
            Part::Value => "",
            Part::Numerator => "的分子",
            Part::Denominator => "的分母",
            Part::Grade => "的等级",
            Part::Change(since) => since.word(),
        };
        let unit = if want.unit == self.scope.unit || wanted.listed { "" } else { want.unit.name.as_str() };
        let period = if want.ask.period == self.scope.period { String::new() } else { want.ask.period.in_words() };
        let name = format!("{unit}{period}{}{part}", wanted.mark.name);
        let gap = Gap {
            name: if wanted.listed { format!("{}{name}", want.unit.name) } else { name.clone() },
            indicator: want.ask.indicator.clone(),
            unit: want.unit.clone(),
            period: want.ask.period,
            code: why.code.clone(),
            message: why.message.clone(),
            line: wanted.mark.line,
        };
        let same = |other: &Gap| (&other.name, &other.unit, &other.code) == (&gap.name, &gap.unit, &gap.code);
        if !self.missing.iter().any(same) {
            self.missing.push(gap);
        }
        let figure = self.answers.get(&want.ask).cloned().map(Box::new);
        Run::Gap { text: format!("〔缺：{name}〕"), code: why.code, message: why.message, figure }
    }
}
