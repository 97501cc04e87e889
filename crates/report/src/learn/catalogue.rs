//! What figures there are, and what they are called. The caller knows its pack; learning knows only this.

use std::collections::{BTreeSet, HashMap, HashSet};

use kernel::{IndicatorId, LedgerId, Measure};

/// An indicator that may fill a slot.
#[derive(Clone, PartialEq, Debug)]
pub struct Entry {
    /// Its id.
    pub indicator: IndicatorId,
    /// Its name.
    pub name: String,
    /// Other names.
    pub aliases: Vec<String>,
    /// The unit it is answered in.
    pub measure: Measure,
    /// The ledger whose records it folds, directly or through one operand.
    pub ledger: Option<LedgerId>,
    /// Words its definition mentions: its ledger, the field it folds, the codes it filters by.
    pub words: Vec<String>,
    /// What its value tells.
    pub tells: Tells,
}

/// What the value of an indicator tells.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Tells {
    /// How much there is.
    Value,
    /// What another indicator was in the year before.
    Before,
    /// By how much another indicator changed.
    Change,
    /// What was promised.
    Promise,
}

/// All entries, and how telling each character of their names is.
#[derive(Clone, Debug, Default)]
pub struct Catalogue {
    entries: Vec<Known>,
    weights: HashMap<char, f32>,
    pairs: HashSet<(char, char)>,
}

/// An entry, its names cut into characters once.
#[derive(Clone, Debug)]
pub(super) struct Known {
    pub entry: Entry,
    pub names: Vec<Vec<char>>,
    pub words: Vec<Vec<char>>,
    /// Every two neighbouring characters of its names and words.
    pub pairs: HashSet<(char, char)>,
}

impl Catalogue {
    /// A catalogue of these.
    pub fn new(entries: impl IntoIterator<Item = Entry>) -> Self {
        let entries: Vec<Known> = entries.into_iter().map(Known::new).collect();
        let mut seen: HashMap<char, usize> = HashMap::new();
        for known in &entries {
            let own: BTreeSet<char> = known.names.iter().flatten().copied().collect();
            for c in own {
                *seen.entry(c).or_default() += 1;
            }
        }
        #[expect(clippy::cast_precision_loss, reason = "a few thousand indicators at most")]
        let weight = |n: usize| ((entries.len() as f32 + 2.0) / (n as f32 + 0.5)).ln().max(0.15);
        let weights = seen.into_iter().map(|(c, n)| (c, weight(n))).collect();
        let pairs = entries.iter().flat_map(|known| known.pairs.iter().copied()).collect();
        Self { entries, weights, pairs }
    }

    pub(super) fn entries(&self) -> &[Known] {
        &self.entries
    }

    /// The units the indicators are answered in.
    pub(super) fn measures(&self) -> impl Iterator<Item = &str> {
        self.entries.iter().map(|known| known.entry.measure.name.as_str())
    }

    /// How telling a character is: one that many names share says little.
    pub(super) fn weight(&self, c: char) -> f32 {
        self.weights.get(&c).copied().unwrap_or(1.0)
    }

    /// Whether any name or word has these two characters side by side.
    pub(super) fn knows(&self, pair: (char, char)) -> bool {
        self.pairs.contains(&pair)
    }
}

impl Entry {
    /// Whether its value is already that of another year.
    pub(super) fn tells_of_another_year(&self) -> bool {
        self.tells == Tells::Before
    }
}

impl Known {
    fn new(entry: Entry) -> Self {
        let cut = |text: &String| text.chars().filter(|c| c.is_alphanumeric()).collect::<Vec<char>>();
        let names: Vec<Vec<char>> = std::iter::once(&entry.name).chain(&entry.aliases).map(cut).collect();
        let words: Vec<Vec<char>> = entry.words.iter().map(cut).filter(|word| word.len() > 1).collect();
        let pairs = names.iter().chain(&words).flat_map(|name| name.windows(2)).map(|two| (two[0], two[1])).collect();
        Self { entry, names, words, pairs }
    }
}
