//! What the names in a template mean. The caller knows its pack; the template knows only this.

use std::collections::{BTreeMap, BTreeSet};

use kernel::{IndicatorId, LevelId, Measure};

/// Answers for names written in a template.
pub trait Names {
    /// The indicator a name, alias or id stands for.
    fn resolve(&self, name: &str) -> Resolution;

    /// Levels of units from the top down, each with the word people use: `村` makes `各村` and `|村('…')`.
    fn levels(&self) -> Vec<(LevelId, String)>;
}

/// An indicator a name may stand for.
#[derive(Clone, PartialEq, Debug)]
pub struct Candidate {
    /// Its id.
    pub indicator: IndicatorId,
    /// Its name, as printed where a figure is missing.
    pub name: String,
    /// What its values are in; decides which conversions are allowed.
    pub measure: Measure,
}

/// What a name stands for.
#[derive(Clone, PartialEq, Debug)]
pub enum Resolution {
    /// Exactly this.
    One(Candidate),
    /// Nothing; these names are written most alike.
    None {
        /// Best first, at most a few.
        nearest: Vec<String>,
    },
    /// Several; the writer must choose.
    Many(Vec<Candidate>),
}

/// The plain [`Names`]: a table of indicators and levels.
#[derive(Clone, Debug, Default)]
pub struct NameTable {
    indicators: BTreeMap<IndicatorId, Candidate>,
    words: BTreeMap<String, BTreeSet<IndicatorId>>,
    levels: Vec<(LevelId, String)>,
    /// How often the nearest names were looked for.
    searched: std::cell::Cell<usize>,
}

/// Names for which the nearest are looked for; each is compared with all there are.
const MOST_SEARCHES: usize = 100;

impl NameTable {
    /// An empty table over these levels, from the top down.
    pub fn new(levels: Vec<(LevelId, String)>) -> Self {
        Self { levels, ..Self::default() }
    }

    /// With one more indicator.
    pub fn indicator(mut self, indicator: Candidate, aliases: impl IntoIterator<Item = impl Into<String>>) -> Self {
        let names = std::iter::once(indicator.name.clone()).chain(aliases.into_iter().map(Into::into));
        for name in names {
            self.words.entry(name).or_default().insert(indicator.indicator.clone());
        }
        self.indicators.insert(indicator.indicator.clone(), indicator);
        self
    }

    fn nearest(&self, name: &str) -> Vec<String> {
        // A text that names thousands of things nobody knows is no place to look for spelling.
        if self.searched.get() >= MOST_SEARCHES {
            return Vec::new();
        }
        self.searched.set(self.searched.get() + 1);
        let ids = self.indicators.keys().map(IndicatorId::as_str);
        let mut scored: Vec<_> =
            self.words.keys().map(String::as_str).chain(ids).map(|w| (likeness(name, w), w)).collect();
        scored.retain(|(score, _)| *score >= 300);
        scored.sort_by(|a, b| b.0.cmp(&a.0).then_with(|| a.1.cmp(b.1)));
        scored.into_iter().take(3).map(|(_, word)| word.to_owned()).collect()
    }
}

impl Names for NameTable {
    fn resolve(&self, name: &str) -> Resolution {
        if let Some(candidate) = self.indicators.get(name) {
            return Resolution::One(candidate.clone());
        }
        let mut found: Vec<Candidate> =
            self.words.get(name).into_iter().flatten().filter_map(|id| self.indicators.get(id)).cloned().collect();
        match (found.len(), found.pop()) {
            (1, Some(only)) => Resolution::One(only),
            (_, Some(last)) => {
                found.push(last);
                Resolution::Many(found)
            }
            (_, None) => Resolution::None { nearest: self.nearest(name) },
        }
    }

    fn levels(&self) -> Vec<(LevelId, String)> {
        self.levels.clone()
    }
}

/// Twice the longest common subsequence over both lengths, in thousandths.
fn likeness(a: &str, b: &str) -> usize {
    let (a, b): (Vec<char>, Vec<char>) = (a.chars().collect(), b.chars().collect());
    let mut row = vec![0; b.len() + 1];
    for x in &a {
        let mut diagonal = 0;
        for (j, y) in b.iter().enumerate() {
            let above = row[j + 1];
            row[j + 1] = if x == y { diagonal + 1 } else { above.max(row[j]) };
            diagonal = above;
        }
    }
    2000 * row[b.len()] / (a.len() + b.len()).max(1)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_likest_names_come_first() {
        let named = |id: &str, name: &str| Candidate {
            indicator: id.into(),
            name: name.to_owned(),
            measure: Measure::read("亩"),
        };
        let table = NameTable::new(Vec::new())
            .indicator(named("rice_area", "水稻种植面积"), ["水稻面积"])
            .indicator(named("taro_area", "槟榔芋面积"), ["面积"])
            .indicator(named("lotus_area", "白莲面积"), ["面积"]);
        let check = |name: &str, expect: &str| {
            let shown = match table.resolve(name) {
                Resolution::One(one) => format!("={}", one.indicator),
                Resolution::Many(many) => many.iter().map(|c| c.indicator.to_string()).collect::<Vec<_>>().join("|"),
                Resolution::None { nearest } => format!("?{}", nearest.join("|")),
            };
            assert_eq!(shown, expect, "{name}");
        };
        check("水稻面积", "=rice_area");
        check("rice_area", "=rice_area");
        check("面积", "lotus_area|taro_area");
        check("水稻种植的面积", "?水稻种植面积|水稻面积|面积");
        check("财政收入", "?");
    }
}
