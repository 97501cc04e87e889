//! A unit by its code or its name.

use kernel::{Finding, LevelId, Place, UnitId, units::Unit};

use super::{halfwidth, squeeze};
use crate::{Context, near};

/// The unit a person meant: its code, its name, its name behind its parent's (`青山镇石桥村`), or its name without
/// the word of its level (`石桥`). Only units of these levels, within `scope`, that exist today or once did.
pub fn find_unit(
    text: &str,
    levels: Option<&[LevelId]>,
    scope: Option<&str>,
    context: &Context<'_>,
) -> Result<UnitId, Finding> {
    let wanted = squeeze(&halfwidth(text));
    let fits = |unit: &&Unit| {
        levels.is_none_or(|levels| levels.contains(&unit.level))
            && scope.is_none_or(|scope| context.units.is_within(unit.id.as_str(), scope, context.today))
    };
    if let Some(unit) = context.units.get(&wanted).filter(fits) {
        return Ok(unit.id.clone());
    }
    let tries: [&dyn Fn(&Unit) -> bool; 3] = [
        &|unit| unit.name == wanted,
        &|unit| wanted.ends_with(&unit.name) && in_full(unit, context).ends_with(&wanted),
        &|unit| short(unit, context).is_some_and(|short| short == wanted),
    ];
    for matches in tries {
        let found: Vec<&Unit> = context.units.iter().filter(fits).filter(|unit| matches(unit)).collect();
        let living: Vec<&Unit> = found.iter().filter(|unit| unit.exists_on(context.today)).copied().collect();
        match (found.as_slice(), living.as_slice()) {
            ([], _) => {}
            ([one], _) | (_, [one]) => return Ok(one.id.clone()),
            _ => return Err(ambiguous(&wanted, &found, context)),
        }
    }
    let names = context.units.iter().filter(fits).map(|unit| unit.name.as_str());
    let short: String = wanted.chars().take(40).collect();
    let message = format!("没有叫“{short}”的单位，或它不能填在这里。");
    let hint = near::hint(&wanted, names, "请写单位的全称或代码。");
    Err(Finding::error("unit.unknown", message, Place::default()).hint(hint))
}

fn ambiguous(wanted: &str, found: &[&Unit], context: &Context<'_>) -> Finding {
    let list: Vec<String> = found.iter().map(|unit| format!("{}（{}）", in_full(unit, context), unit.id)).collect();
    Finding::error("unit.ambiguous", format!("叫“{wanted}”的单位不止一个：{}。", list.join("、")), Place::default())
        .hint("请在前面加上上级单位的名称，或写单位代码。")
}

fn in_full(unit: &Unit, context: &Context<'_>) -> String {
    let line = context.units.ancestors(unit.id.as_str(), context.today);
    line.iter().rev().map(|unit| unit.name.as_str()).collect()
}

fn short<'a>(unit: &'a Unit, context: &Context<'_>) -> Option<&'a str> {
    let level = context.pack.level(unit.level.as_str())?;
    unit.name.strip_suffix(level.name.as_str()).filter(|short| short.chars().count() >= 2)
}
