//! All headings a ledger knows: fields by name, alias and id, the unit, the steps of a case, the ID numbers of persons.

use std::collections::{BTreeMap, BTreeSet, btree_map::Entry};

use kernel::{FieldId, LevelId, StepId};
use pack::model::{Field, FieldType, Ledger};
use rules::{
    Context,
    convert::{halfwidth, measure_of_heading},
};

use super::{
    headers::{Heading, KEY},
    report::Source,
};

/// What a column brings.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub(super) enum Target {
    /// A field.
    Field(FieldId),
    /// The unit that owns the record.
    Unit,
    /// A unit above it, which tells units of one name apart.
    Above(LevelId),
    /// The day of a step.
    Step(StepId),
    /// Who took a step.
    StepBy(StepId),
    /// The ID number of the person in a field.
    NumberOf(FieldId),
    /// The day a dated field's value holds from; of all dated fields where none is named.
    Since(Option<FieldId>),
    /// Known and of no use: the running number.
    Nothing,
}

impl Target {
    /// The same with names of its own, for another processor.
    pub fn apart(&self) -> Self {
        match self {
            Self::Field(id) => Self::Field(id.apart()),
            Self::Above(level) => Self::Above(level.apart()),
            Self::Step(step) => Self::Step(step.apart()),
            Self::StepBy(step) => Self::StepBy(step.apart()),
            Self::NumberOf(id) => Self::NumberOf(id.apart()),
            Self::Since(id) => Self::Since(id.as_ref().map(FieldId::apart)),
            Self::Unit | Self::Nothing => self.clone(),
        }
    }
}

/// The column that a marked file has more than the one that was handed in.
pub(super) const PROBLEMS: &str = "问题";

/// A heading that is known.
struct Word {
    /// As the ledger writes it.
    written: String,
    target: Target,
}

/// All headings a ledger knows.
pub(super) struct Vocabulary<'a> {
    pub ledger: &'a Ledger,
    words: BTreeMap<String, Word>,
    sources: BTreeMap<String, Source>,
}

impl<'a> Vocabulary<'a> {
    /// `mapped` is what a person says of headings: a field by id or name, `unit`, or `-` for nothing; `remembered` is
    /// what was said before, of headings that say nothing themselves.
    pub fn new(
        ledger: &'a Ledger,
        mapped: &BTreeMap<String, String>,
        remembered: &BTreeMap<String, String>,
        context: &Context<'_>,
    ) -> Self {
        let mut words = Self { ledger, words: BTreeMap::new(), sources: BTreeMap::new() };
        words.said(mapped, Source::Said);
        // A heading means the field that took the place of another of the same name; the other keeps words of its own.
        let (ended, fields): (Vec<&Field>, Vec<&Field>) =
            ledger.fields.values().partition(|field| ledger.is_replaced(field.id.as_str()));
        for field in fields.into_iter().chain(ended) {
            let target = Target::Field(field.id.clone());
            words.add(&field.name, &target);
            words.add(field.id.as_str(), &target);
            words.add_key(field.id.as_str(), &target);
            field.aliases.iter().for_each(|alias| words.add(alias, &target));
        }
        words.units(context);
        words.steps();
        words.dated();
        words.persons(context);
        words.add("序号", &Target::Nothing);
        // What marking a file adds to it.
        words.add(PROBLEMS, &Target::Nothing);
        words.said(remembered, Source::Remembered);
        words
    }

    /// How many different things the headings name.
    pub fn score(&self, headings: &[Heading]) -> usize {
        let found: BTreeSet<&Target> =
            headings.iter().filter_map(|heading| self.look(heading).map(|(target, _)| target)).collect();
        found.len()
    }

    fn said(&mut self, mapped: &BTreeMap<String, String>, source: Source) {
        for (heading, field) in mapped {
            let Some(target) = mapped_to(self.ledger, field) else { continue };
            // What people map is a whole heading as the page shows it, `上级/下级`.
            for word in [plain(heading), plain(&heading.replace('/', ""))] {
                if let Entry::Vacant(free) = self.words.entry(word.clone()) {
                    free.insert(Word { written: heading.clone(), target: target.clone() });
                    self.sources.insert(word, source);
                }
            }
        }
    }

    /// Who says what a heading is.
    pub fn source(&self, heading: &Heading) -> Source {
        let of = |text: &str| self.sources.get(&plain(text)).copied();
        let said = of(&heading.parts.concat()).or_else(|| of(heading.parts.last()?));
        // What was said of another file's heading is nothing beside a template's own word.
        said.filter(|said| heading.key.is_none() || *said == Source::Said).unwrap_or(Source::Heading)
    }

    fn add(&mut self, word: &str, target: &Target) {
        let known = || Word { written: word.to_owned(), target: target.clone() };
        self.words.entry(plain(word)).or_insert_with(known);
        let bare = plain(&measure_of_heading(word).0);
        self.words.entry(bare).or_insert_with(known);
    }

    /// What a template calls a column.
    fn add_key(&mut self, word: &str, target: &Target) {
        let known = Word { written: word.to_owned(), target: target.clone() };
        self.words.entry(plain(&format!("{KEY}{word}"))).or_insert(known);
    }

    fn units(&mut self, context: &Context<'_>) {
        let levels = &context.pack.levels;
        let own = |level: &LevelId| self.ledger.unit.is_empty() || self.ledger.unit.contains(level);
        let (own, above): (Vec<_>, Vec<_>) = levels.iter().partition(|level| own(&level.id));
        for alias in self.ledger.unit_aliases.clone() {
            self.add(&alias, &Target::Unit);
        }
        let named = |name: &str| {
            [
                name.to_owned(),
                format!("{name}名"),
                format!("{name}名称"),
                format!("{name}代码"),
                format!("所属{name}"),
                format!("所在{name}"),
            ]
        };
        // Where records may belong to several levels, only the lowest gives a column its plain name.
        if let Some((lowest, higher)) = own.split_last() {
            named(&lowest.name).iter().for_each(|word| self.add(word, &Target::Unit));
            for level in higher {
                named(&level.name).iter().for_each(|word| self.add(word, &Target::Above(level.id.clone())));
            }
        }
        for level in above {
            named(&level.name).iter().for_each(|word| self.add(word, &Target::Above(level.id.clone())));
        }
        for word in ["单位", "所属单位", "单位名称", "单位代码", "填报单位", "unit"] {
            self.add(word, &Target::Unit);
        }
        self.add_key("unit", &Target::Unit);
    }

    fn steps(&mut self) {
        for step in self.ledger.steps.values() {
            for ending in ["日期", "时间", ""] {
                self.add(&format!("{}{ending}", step.name), &Target::Step(step.id.clone()));
            }
            self.add(&format!("{}人", step.name), &Target::StepBy(step.id.clone()));
            self.add_key(&format!("steps.{}", step.id), &Target::Step(step.id.clone()));
        }
    }

    fn dated(&mut self) {
        for field in self.ledger.dated_fields() {
            for ending in ["自", "起始日期", "变更日期", "自何时起"] {
                self.add(&format!("{}{ending}", field.name), &Target::Since(Some(field.id.clone())));
            }
        }
        if self.ledger.dated_fields().next().is_some() {
            self.add("变更日期", &Target::Since(None));
            self.add("自何时起", &Target::Since(None));
        }
    }

    /// `户主身份证号` is the number of the person in 户主; plainly `身份证号` where there is only one person.
    fn persons(&mut self, context: &Context<'_>) {
        let Some(identity) = context.pack.identity().filter(|identity| identity.id != self.ledger.id) else { return };
        let Some(number) = identity.id_number() else { return };
        let words: Vec<String> = std::iter::once(number.name.clone()).chain(number.aliases.clone()).collect();
        let persons: Vec<&Field> = self.ledger.fields.values().filter(|field| field.ty == FieldType::Person).collect();
        for person in &persons {
            let names: Vec<&String> = std::iter::once(&person.name).chain(&person.aliases).collect();
            let target = Target::NumberOf(person.id.clone());
            self.add_key(&format!("number.{}", person.id), &target);
            for name in names {
                words.iter().for_each(|word| self.add(&format!("{name}{word}"), &target));
            }
        }
        if let [only] = persons.as_slice() {
            words.iter().for_each(|word| self.add(word, &Target::NumberOf(only.id.clone())));
        }
    }

    /// What a heading names, and whether all of it does.
    pub fn look(&self, heading: &Heading) -> Option<(&Target, bool)> {
        self.find(heading).map(|(word, whole)| (&word.target, whole))
    }

    /// The word by which a heading is known, as the ledger writes it.
    pub fn word(&self, heading: &Heading) -> Option<&str> {
        self.find(heading).map(|(word, _)| word.written.as_str())
    }

    /// Of a template whose heading by now names something else than its hidden key: both, as the ledger writes them.
    pub fn contradiction(&self, heading: &Heading) -> Option<(&str, &str)> {
        let key = heading.key.as_deref().filter(|_| self.source(heading) != Source::Said)?;
        let by_key = self.words.get(&plain(key))?;
        let bare = Heading { key: None, ..heading.clone() };
        let (by_words, whole) = self.find(&bare)?;
        (whole && contradicts(by_key, Some(by_words))).then_some((by_key.written.as_str(), by_words.written.as_str()))
    }

    fn find(&self, heading: &Heading) -> Option<(&Word, bool)> {
        let whole = heading.parts.concat();
        let last = heading.parts.last()?;
        let find = |text: &str| {
            let bare = measure_of_heading(text).0;
            self.words.get(&plain(text)).or_else(|| self.words.get(&plain(&bare)))
        };
        // A template says what its columns are, but for what somebody says of this very file.
        let is_said = self.source(heading) == Source::Said;
        let key = heading.key.as_deref().filter(|_| !is_said);
        if let Some(word) = key.and_then(|key| self.words.get(&plain(key))) {
            return (!contradicts(word, find(&whole))).then_some((word, true));
        }
        find(&whole).map(|word| (word, true)).or_else(|| find(last).map(|word| (word, false)))
    }
}

fn contradicts(by_key: &Word, by_words: Option<&Word>) -> bool {
    by_words.is_some_and(|word| word.target != by_key.target)
}

/// What a person says a heading is.
pub(super) fn mapped_to(ledger: &Ledger, field: &str) -> Option<Target> {
    match field.trim() {
        "-" | "" => Some(Target::Nothing),
        "unit" | "单位" => Some(Target::Unit),
        name => {
            let mut fields = ledger.fields.values();
            let found = ledger.field(name).or_else(|| fields.find(|field| field.name == name));
            found.map(|field| Target::Field(field.id.clone()))
        }
    }
}

/// Blanks, stars and colons say nothing.
fn plain(word: &str) -> String {
    let word = halfwidth(word).to_lowercase();
    word.chars().filter(|c| !c.is_whitespace() && !matches!(c, '*' | ':' | '★' | '\u{200b}')).collect()
}
