//! Whose word a Change is, as the journal keeps it: an account in the clear as the actor is; the name of somebody without an
//! account committed to with a salt, as personal fields of rows are, so that it can be erased and the entry still stands.

use rules::told::{Teller, Told, Way};

use crate::{cell::Cell, hash::Canonical, random::Random, seal::Seal};

/// The columns of the journal that say so; all of them empty where nobody but the actor told.
pub(crate) const COLUMNS: [&str; 4] = ["told_account", "told_name", "told_seal", "told_way"];

/// What these columns say.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(crate) struct Telling {
    account: Option<String>,
    name: Option<String>,
    seal: Option<Seal>,
    way: Option<String>,
}

/// How a name stands to what was committed to.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Standing {
    /// It is the one, or there was none.
    Whole,
    /// It was erased, and its salt with it.
    Erased,
    /// Somebody went around the one way in.
    Changed,
}

impl Telling {
    pub fn of(told: Told, random: &dyn Random) -> Self {
        let way = told.way.map(|way| way.code().to_owned());
        match told.by {
            Teller::Account(account) => Self { account: Some(account), name: None, seal: None, way },
            Teller::Named(name) => {
                let seal = Some(Seal::commit(&Cell::text(name.as_str()), random));
                Self { account: None, name: Some(name), seal, way }
            }
        }
    }

    /// What somebody wrote of it, for whoever looks at all texts of a Change.
    pub fn texts(&self) -> impl Iterator<Item = &str> {
        [&self.account, &self.name].into_iter().flatten().map(String::as_str)
    }

    /// The cells of [`COLUMNS`].
    pub fn cells(of: Option<&Self>) -> [Cell; COLUMNS.len()] {
        let Some(Self { account, name, seal, way }) = of else {
            return [Cell::Null, Cell::Null, Cell::Null, Cell::Null];
        };
        let text = |text: &Option<String>| text.as_ref().map_or(Cell::Null, Cell::text);
        let seal = seal.as_ref().and_then(|seal| serde_json::to_string(seal).ok());
        [text(account), text(name), text(&seal), text(way)]
    }

    /// Reads [`COLUMNS`]. A seal that cannot be read is one that fits nothing.
    pub fn read([account, name, seal, way]: [&Cell; COLUMNS.len()]) -> Option<Self> {
        let text = |cell: &Cell| cell.as_text().map(str::to_owned);
        let seal = seal
            .as_text()
            .map(|seal| serde_json::from_str(seal).unwrap_or_else(|_| Seal { salt: None, digest: seal.to_owned() }));
        let telling = Self { account: text(account), name: text(name), seal, way: text(way) };
        let is_empty = telling.texts().next().is_none() && telling.seal.is_none() && telling.way.is_none();
        (!is_empty).then_some(telling)
    }

    /// What the mac of an entry covers of it.
    pub fn bind(&self, canonical: &mut Canonical) {
        let digest = self.seal.as_ref().map(|seal| &seal.digest);
        for text in [self.account.as_ref(), digest, self.way.as_ref()] {
            canonical.cell(&text.map_or(Cell::Null, Cell::text));
        }
    }

    pub fn standing(&self) -> Standing {
        match (&self.name, &self.seal) {
            (None, None) => Standing::Whole,
            (None, Some(seal)) if seal.salt.is_none() => Standing::Erased,
            (Some(name), Some(seal)) if seal.fits(&Cell::text(name.as_str())) => Standing::Whole,
            _ => Standing::Changed,
        }
    }

    pub fn told(self) -> Told {
        let by = match self.account {
            Some(account) => Teller::Account(account),
            None => Teller::Named(self.name.unwrap_or_default()),
        };
        Told { by, way: self.way.as_deref().and_then(Way::named) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::random::RepeatableRandom;

    fn telling(by: Teller) -> Telling {
        Telling::of(Told { by, way: Some(Way::Phone) }, &RepeatableRandom::new(1))
    }

    fn named() -> Telling {
        telling(Teller::Named("李四".to_owned()))
    }

    fn hash(telling: &Telling) -> crate::hash::Hash {
        let mut canonical = Canonical::of("test");
        telling.bind(&mut canonical);
        canonical.hash()
    }

    #[test]
    fn cells_read_back() {
        for one in [named(), telling(Teller::Account("li".to_owned()))] {
            let [a, b, c, d] = Telling::cells(Some(&one));
            assert_eq!(Telling::read([&a, &b, &c, &d]), Some(one.clone()));
            assert_eq!(one.standing(), Standing::Whole);
        }
        let [a, b, c, d] = Telling::cells(None);
        assert_eq!(Telling::read([&a, &b, &c, &d]), None);
    }

    #[test]
    fn a_name_is_erased_with_its_salt_and_the_rest_still_stands() {
        let whole = named();
        let bare = whole.seal.clone().map(|seal| Seal { salt: None, ..seal });
        let erased = Telling { name: None, seal: bare.clone(), ..whole.clone() };
        assert_eq!((erased.standing(), hash(&erased)), (Standing::Erased, hash(&whole)));
        assert_eq!(erased.told(), Told { by: Teller::Named(String::new()), way: Some(Way::Phone) });
        for changed in [
            Telling { name: Some("王五".to_owned()), ..whole.clone() },
            Telling { name: None, ..whole.clone() },
            Telling { seal: bare, ..whole.clone() },
        ] {
            assert_eq!(changed.standing(), Standing::Changed, "{changed:?}");
        }
        let other = Telling { way: None, ..whole.clone() };
        assert_ne!(hash(&other), hash(&whole));
        let without = Telling { seal: None, ..whole.clone() };
        assert_ne!(hash(&without), hash(&whole));
        assert_eq!(without.standing(), Standing::Changed);
    }
}
