//! Indicators, operands first. One that has anything wrong is left out and taints what is computed from it.

use kernel::{Grade, IndicatorId, Measure};

use super::{
    Tainted, digests, expressions, fold,
    lists::{name, words},
    order,
};
use crate::{
    check::{Findings, codes, nearest, shape},
    keys,
    model::{Base, Compare, Indicator, Kind, Order, Pack, RatioMode, Use},
    read::{Drafts, Node},
};

/// Places of ratios and changes that do not say.
const RATIO_PLACES: u32 = 2;

pub(super) fn fill(drafts: &Drafts, pack: &mut Pack, tainted: &mut Tainted, out: &mut Findings) {
    for id in order::order(drafts, tainted, out) {
        let node = &drafts.indicators[id];
        let before = out.len();
        let lowered =
            if tainted.has_indicator(id) { None } else { Lowering { drafts, pack, tainted, out }.one(id, node) };
        match lowered {
            Some(indicator) if out.len() == before => drop(pack.indicators.insert(indicator.id.clone(), indicator)),
            _ => tainted.indicator(id),
        }
    }
    let mut lowered = std::mem::take(&mut pack.indicators);
    let in_order = drafts.indicators.keys().filter_map(|id| lowered.swap_remove_entry(id.as_str()));
    pack.indicators = in_order.collect();
}

/// What is at hand while one indicator is lowered.
pub(super) struct Lowering<'a> {
    pub drafts: &'a Drafts,
    pub pack: &'a Pack,
    pub tainted: &'a Tainted,
    pub out: &'a mut Findings,
}

impl<'a> Lowering<'a> {
    fn one(&mut self, id: &str, node: &Node) -> Option<Indicator> {
        let led = shape::led_variants(node, &keys::INDICATOR);
        let [variant] = led.as_slice() else { return None };
        let (kind, usual) = match variant.leads[0] {
            "ledger" => (fold::fold(self, node)?, None),
            "ratio" => (self.ratio(node)?, Some("%".to_owned())),
            "formula" => (self.formula(node)?, None),
            "against" => self.against(node)?,
            "rank" => (self.rank(node)?, Some("位".to_owned())),
            "units" => (self.units(node)?, Some("个".to_owned())),
            "sourced" => (Kind::Sourced { grade: grade(node.text("sourced")?)? }, None),
            "target" => {
                let of = self.operand(node, "target")?;
                (Kind::Target { of: of.id.clone() }, Some(of.measure.name.clone()))
            }
            _ => self.parameter(node)?,
        };
        let measure = node.text("in").map(str::to_owned).or(usual);
        let Some(measure) = measure else {
            self.out
                .error(&codes::MISSING_KEY, node.place(), format!("指标“{id}”缺少单位 in。"))
                .hint("请加一行，如 in = \"户\" 或 in = \"万元\"。");
            return None;
        };
        let mut indicator = Indicator {
            id: IndicatorId::new(id),
            name: name(id, node),
            aliases: words(node, "aliases"),
            measure: Measure::read(&measure),
            places: self.places(node, &kind),
            kind,
            about: node.text("about").map(str::to_owned),
            personal: node.flag("personal"),
            digest: String::new(),
        };
        crate::check::quantity(&indicator, node, self.pack, self.out);
        indicator.digest = digests::digest(&indicator, self.pack);
        Some(indicator)
    }

    fn ratio(&mut self, node: &Node) -> Option<Kind> {
        let over = self.operand(node, "over")?;
        if node.text("ratio") == Some("flow") {
            let part = self.operand(node, "part")?;
            return Some(Kind::Ratio(RatioMode::Flow { part: part.id.clone(), over: over.id.clone() }));
        }
        let Kind::Fold(whole) = &over.kind else {
            self.out
                .error(&codes::NOT_A_FOLD, node.place_of("over"), format!("“{}”不是对台账汇总的指标。", over.id))
                .hint("cohort 的分母要直接对台账汇总；别的比率请写 ratio = \"flow\"。");
            return None;
        };
        let ledger = self.pack.ledgers.get(&whole.ledger)?;
        let schema = self.pack.schema(ledger, Use::Figure);
        let tainted = |word: &str| self.tainted.has_field(ledger.id.as_str(), word);
        let part = expressions::condition(node.get("part")?, &schema, tainted, self.out)?;
        fold::unsealed(&part, ledger, node.get("part")?, self.out);
        Some(Kind::Ratio(RatioMode::Cohort { over: over.id.clone(), part }))
    }

    fn formula(&mut self, node: &Node) -> Option<Kind> {
        let source = node.get("formula")?;
        let (tainted, drafts) = (self.tainted, self.drafts);
        let lost = |word: &str| tainted.has_indicator(word) || drafts.is_broken("indicators", word);
        let expression = expressions::number(source, &self.pack.formula_schema(), lost, self.out)?;
        let operands: Vec<IndicatorId> = expression.columns().iter().map(|(name, _)| IndicatorId::new(name)).collect();
        if operands.is_empty() {
            self.out
                .error(&codes::FORMULA_EMPTY, source.place(), "算式里没有指标。")
                .hint("请写指标的编号，如 a + b；固定的数请写成参数。");
            return None;
        }
        Some(Kind::Formula { expression, operands })
    }

    fn against(&mut self, node: &Node) -> Option<(Kind, Option<String>)> {
        let of = self.operand(node, "against")?;
        let base = match node.text("base")? {
            "year_before" => Base::YearBefore,
            "period_before" => Base::PeriodBefore,
            "target" => Base::Target,
            _ => return None,
        };
        let (show, usual) = match node.text("show")? {
            "base" => (Compare::Base, of.measure.name.as_str()),
            "difference" => (Compare::Difference, of.measure.name.as_str()),
            "change" => (Compare::Change, "%"),
            "share" => (Compare::Share, "%"),
            _ => return None,
        };
        Some((Kind::Against { indicator: of.id.clone(), base, show }, Some(usual.to_owned())))
    }

    fn rank(&mut self, node: &Node) -> Option<Kind> {
        let indicator = self.operand(node, "rank")?.id.clone();
        let order = if node.text("order") == Some("asc") { Order::Ascending } else { Order::Descending };
        Some(Kind::Rank { indicator, order })
    }

    fn units(&mut self, node: &Node) -> Option<Kind> {
        let of = self.operand(node, "units")?;
        let level = node.text("level")?;
        if self.pack.level(level).is_none() && !self.drafts.is_broken("units", "levels") {
            crate::check::missing(
                &codes::NO_LEVEL,
                node.get("level")?,
                level,
                self.pack.levels.iter().map(|l| l.id.as_str()),
                self.out,
            );
        }
        let schema = self.pack.condition_schema(of);
        let tainted = |word: &str| self.tainted.has_field("", word);
        let condition = expressions::condition(node.get("where")?, &schema, tainted, self.out)?;
        Some(Kind::Units { of: of.id.clone(), level: level.into(), condition })
    }

    fn parameter(&mut self, node: &Node) -> Option<(Kind, Option<String>)> {
        let id = node.text("parameter")?;
        match self.pack.parameters.get(id) {
            Some(parameter) => Some((Kind::Parameter(id.into()), Some(parameter.measure.name.clone()))),
            None if self.drafts.is_broken("parameters", id) => None,
            None => {
                let known = self.pack.parameters.keys().map(AsRef::as_ref);
                crate::check::missing(&codes::NO_PARAMETER, node.get("parameter")?, id, known, self.out);
                None
            }
        }
    }

    /// The indicator a key names; says so where there is none, and is silent where it is tainted.
    fn operand(&mut self, node: &Node, key: &str) -> Option<&'a Indicator> {
        let id = node.text(key)?;
        let found = self.pack.indicators.get(id);
        if found.is_none() && !self.tainted.has_indicator(id) && !self.is_broken(id) {
            let drafts = self.drafts;
            let named = drafts.indicators.iter().find(|(_, other)| other.name() == Some(id));
            let hint = match named {
                Some((id, _)) => format!("请写编号“{id}”。"),
                None => nearest::hint(id, drafts.indicators.keys().map(String::as_str)),
            };
            self.out.error(&codes::NO_INDICATOR, node.place_of(key), format!("没有指标“{id}”。")).hint(hint);
        }
        found
    }

    fn is_broken(&self, id: &str) -> bool {
        self.drafts.is_broken("indicators", id)
    }

    fn places(&mut self, node: &Node, kind: &Kind) -> Option<u32> {
        let Some(places) = node.integer("places") else {
            let share = matches!(kind, Kind::Ratio(_) | Kind::Against { show: Compare::Change | Compare::Share, .. });
            return share.then_some(RATIO_PLACES);
        };
        if !(0..=6).contains(&places) {
            let message = format!("小数位数 {places} 不在 0 到 6 之间。");
            self.out.error(&codes::SCALE, node.place_of("places"), message).hint("请写 places = 2 这样的数。");
        }
        u32::try_from(places).ok()
    }
}

fn grade(word: &str) -> Option<Grade> {
    Some(match word {
        "external" => Grade::External,
        "attested" => Grade::Attested,
        "forecast" => Grade::Forecast,
        _ => return None,
    })
}
