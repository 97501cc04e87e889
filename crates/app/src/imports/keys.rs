//! Business keys: of a row or a record, within its unit. A million of them are held as hashes, which no two keys share.

use std::collections::{BTreeMap, BTreeSet, HashSet};

use kernel::{FieldId, Fields, UnitId, Value, number};
use pack::model::{FieldType, Ledger};
use rules::spells;
use sha2::{Digest, Sha256};

use super::{child, plan::Spot};

/// A business key within a unit; without parts where it could not be read.
pub(super) type Key = (UnitId, Vec<String>);

/// What stands for a key.
pub(super) type KeyHash = [u64; 2];

/// A record's business key; where a part is absent, its title stands in. What the house is still to number has none: two
/// such rows are two records, and neither is one that is there.
pub(super) fn key(ledger: &Ledger, unit: &UnitId, fields: &Fields, defaults: &Fields) -> Key {
    let numbered = ledger.numbered().filter(|field| ledger.key.contains(&field.id));
    if numbered.is_some_and(|field| !fields.contains_key(&field.id)) {
        return (unit.clone(), Vec::new());
    }
    let text = |id: &FieldId| fields.get(id).or_else(|| defaults.get(id)).map_or(String::new(), canonical);
    let mut parts: Vec<String> = ledger.key.iter().map(text).collect();
    if parts.iter().any(String::is_empty) {
        parts.extend(ledger.title.iter().map(text));
    }
    (unit.clone(), parts)
}

/// The key of a row in which something could not be read: where a part is among that, none. Two numbers that nobody
/// can read are not the same number, and a title says nothing while the number is to be mended.
pub(super) fn key_as_read(ledger: &Ledger, unit: &UnitId, fields: &Fields, defaults: &Fields) -> Key {
    let (unit, parts) = key(ledger, unit, fields, defaults);
    let read = !parts.iter().take(ledger.key.len()).any(String::is_empty);
    (unit, if read { parts } else { Vec::new() })
}

/// The parts of a business key as values, where all of them are there.
pub(super) fn parts(ledger: &Ledger, fields: &Fields, defaults: &Fields) -> Option<Vec<Value>> {
    let part = |id: &FieldId| match fields.get(id).or_else(|| defaults.get(id))? {
        Value::Spells(list) => spells::latest(list).cloned(),
        value => Some(value.clone()),
    };
    ledger.key.iter().map(|id| part(id).filter(|value| !canonical(value).is_empty())).collect()
}

/// What a row of another sheet names a record by, within its unit: its key, or its title where the ledger has none. Nothing where
/// too little of it is there.
pub(super) fn link(ledger: &Ledger, unit: &UnitId, fields: &Fields, defaults: &Fields) -> Option<KeyHash> {
    let parts = link_parts(ledger, fields, defaults)?;
    Some(hash(&(unit.clone(), parts)))
}

/// The same whatever the unit.
pub(super) fn link_anywhere(ledger: &Ledger, fields: &Fields, defaults: &Fields) -> Option<KeyHash> {
    let parts = link_parts(ledger, fields, defaults)?;
    Some(hash_of(parts.iter().map(String::as_str)))
}

fn link_parts(ledger: &Ledger, fields: &Fields, defaults: &Fields) -> Option<Vec<String>> {
    let text = |id: &FieldId| fields.get(id).or_else(|| defaults.get(id)).map_or(String::new(), canonical);
    let parts: Vec<String> = child::links(ledger).into_iter().map(|field| text(&field.id)).collect();
    let is_whole = !parts.iter().any(String::is_empty);
    let says_something = parts.iter().any(|part| !part.is_empty());
    (is_whole || ledger.key.is_empty() && says_something).then_some(parts)
}

/// The hash of a key.
pub(super) fn hash((unit, parts): &Key) -> KeyHash {
    hash_of(std::iter::once(unit.as_str()).chain(parts.iter().map(String::as_str)))
}

fn hash_of<'a>(texts: impl Iterator<Item = &'a str>) -> KeyHash {
    let mut hash = Sha256::new();
    for text in texts {
        hash.update((text.len() as u64).to_le_bytes());
        hash.update(text.as_bytes());
    }
    let bytes = hash.finalize();
    let number = |at: usize| bytes.iter().skip(at).take(8).fold(0, |number, byte| number << 8 | u64::from(*byte));
    [number(0), number(8)]
}

fn canonical(value: &Value) -> String {
    match value {
        Value::Text(text) => text.clone(),
        Value::Decimal(value) => number::plain(*value),
        Value::Spells(list) => spells::latest(list).map_or_else(String::new, canonical),
        other => other.to_json().to_string(),
    }
}

/// The key of a row, as it is remembered.
pub(super) struct RowKey {
    hash: KeyHash,
    /// Of the parts alone, where they are a number of somebody that only one unit can have.
    parts: Option<KeyHash>,
    unit: UnitId,
    is_blank: bool,
}

impl RowKey {
    pub fn of(ledger: &Ledger, key: &Key) -> Self {
        let tells = |id: &FieldId| {
            let ty = ledger.field(id.as_str()).map(|field| &field.ty);
            matches!(ty, Some(FieldType::IdNumber | FieldType::CreditCode))
        };
        let (unit, parts) = key;
        let is_whole = !parts.is_empty() && parts.iter().all(|part| !part.is_empty());
        let alone = || hash_of(parts.iter().map(String::as_str));
        let told = (is_whole && ledger.key.iter().any(tells)).then(alone);
        Self { hash: hash(key), parts: told, unit: unit.clone(), is_blank: parts.is_empty() }
    }
}

/// The keys of all rows.
#[derive(Default)]
pub(super) struct SeenKeys {
    units: Vec<UnitId>,
    numbers: BTreeMap<UnitId, u32>,
    all: Vec<(KeyHash, u32, Spot)>,
    /// Hashes of parts alone.
    parts: Vec<(KeyHash, u32, Spot)>,
}

impl SeenKeys {
    pub fn add(&mut self, key: RowKey, spot: Spot) {
        let fresh = u32::try_from(self.units.len()).unwrap_or(u32::MAX);
        let unit = *self.numbers.entry(key.unit.clone()).or_insert(fresh);
        if unit == fresh {
            self.units.push(key.unit);
        }
        if !key.is_blank {
            self.all.push((key.hash, unit, spot));
        }
        self.parts.extend(key.parts.map(|parts| (parts, unit, spot)));
    }

    /// The units of all rows.
    pub fn units(&self) -> BTreeSet<UnitId> {
        self.units.iter().cloned().collect()
    }

    /// All of them, to look one up.
    pub fn hashes(&self) -> HashSet<KeyHash> {
        self.all.iter().map(|(hash, ..)| *hash).collect()
    }

    /// The rows of each key that stands twice.
    pub fn doubled(&mut self) -> Vec<Vec<Spot>> {
        self.all.sort_unstable();
        let same = self.all.chunk_by(|a, b| a.0 == b.0).filter(|same| same.len() > 1);
        same.map(|same| same.iter().map(|(.., spot)| *spot).collect()).collect()
    }

    /// Rows whose number stands under another unit as well, each with one of those, and its unit.
    pub fn elsewhere(&mut self) -> Vec<(Spot, Spot, UnitId)> {
        self.parts.sort_unstable();
        let mut found = Vec::new();
        for same in self.parts.chunk_by(|a, b| a.0 == b.0) {
            for (_, unit, spot) in same {
                if let Some((_, theirs, other)) = same.iter().find(|(_, theirs, _)| theirs != unit) {
                    found.push((*spot, *other, self.units[*theirs as usize].clone()));
                }
            }
        }
        found
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keys_that_differ_hash_apart() {
        let of =
            |unit: &str, parts: &[&str]| hash(&(unit.into(), parts.iter().map(|part| (*part).to_owned()).collect()));
        assert_eq!(of("v", &["a", "b"]), of("v", &["a", "b"]));
        let all =
            [of("v", &["a", "b"]), of("v", &["ab"]), of("va", &["b"]), of("v", &["ab", ""]), of("w", &["a", "b"])];
        assert_eq!(all.iter().collect::<HashSet<_>>().len(), all.len());
    }
}
