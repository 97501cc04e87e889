//! How a thing becomes bytes and is made again of them. Only what was packed here is ever unpacked, in this process:
//! so nothing can be wrong with it, and what is not there reads as nothing.

use std::{collections::BTreeMap, sync::Arc};

use crate::{
    date::{Date, Instant},
    ids::FieldId,
    number::Decimal,
    value::{Fields, Value},
};

/// What can be packed.
pub trait Packs: Sized {
    /// Writes it.
    fn pack(&self, into: &mut Pack<'_>);
    /// Makes it of what was written.
    fn unpack(from: &mut Unpack<'_>) -> Self;
}

/// Names that stand in many things, each kept once.
#[derive(Clone, Debug, Default)]
pub struct Names {
    all: Vec<Arc<str>>,
    numbers: BTreeMap<Arc<str>, u32>,
    /// By a name's number, the number of the one that last came after it: things of one kind name the same in one order.
    after: Vec<u32>,
    last: u32,
}

impl Names {
    /// The same, counted apart: processors that copy one name all the time wait for each other's count.
    pub fn apart(&self) -> Self {
        Self { all: self.all.iter().map(|name| Arc::from(&**name)).collect(), ..Self::default() }
    }

    fn number(&mut self, name: &str) -> u32 {
        let guess = self.after.get(self.last as usize).copied().unwrap_or_default();
        let known = self.all.get(guess as usize).is_some_and(|known| **known == *name);
        let number = if known { guess } else { self.find(name) };
        if let Some(after) = self.after.get_mut(self.last as usize) {
            *after = number;
        }
        self.last = number;
        number
    }

    fn find(&mut self, name: &str) -> u32 {
        if let Some(number) = self.numbers.get(name) {
            return *number;
        }
        let (number, name) = (u32::try_from(self.all.len()).unwrap_or(u32::MAX), Arc::<str>::from(name));
        self.all.push(name.clone());
        self.numbers.insert(name, number);
        self.after.push(0);
        number
    }
}

/// Bytes that are being written.
pub struct Pack<'a> {
    bytes: &'a mut Vec<u8>,
    names: &'a mut Names,
}

/// Bytes that are being read.
pub struct Unpack<'a> {
    bytes: &'a [u8],
    names: &'a Names,
}

impl<'a> Pack<'a> {
    pub(super) fn new(bytes: &'a mut Vec<u8>, names: &'a mut Names) -> Self {
        Self { bytes, names }
    }

    /// A small number: seven bits a byte.
    pub fn number(&mut self, number: u64) {
        self.wide(number.into());
    }

    /// A count.
    pub fn count(&mut self, count: usize) {
        self.number(count as u64);
    }

    /// A number with a sign.
    pub fn signed(&mut self, number: i128) {
        self.wide((number << 1 ^ number >> 127).cast_unsigned());
    }

    /// Yes or no.
    pub fn flag(&mut self, yes: bool) {
        self.bytes.push(u8::from(yes));
    }

    /// A text of its own.
    pub fn text(&mut self, text: &str) {
        self.count(text.len());
        self.bytes.extend(text.bytes());
    }

    /// A name that others have as well.
    pub fn name(&mut self, name: &str) {
        let number = self.names.number(name);
        self.number(number.into());
    }

    /// A thing.
    pub fn put(&mut self, thing: &impl Packs) {
        thing.pack(self);
    }

    /// Something or nothing.
    pub fn maybe<T>(&mut self, thing: Option<T>, pack: impl FnOnce(&mut Self, T)) {
        self.flag(thing.is_some());
        if let Some(thing) = thing {
            pack(self, thing);
        }
    }

    /// Several.
    pub fn all<T>(&mut self, things: impl ExactSizeIterator<Item = T>, mut pack: impl FnMut(&mut Self, T)) {
        self.count(things.len());
        things.for_each(|thing| pack(self, thing));
    }

    fn wide(&mut self, mut number: u128) {
        while number >= 0x80 {
            self.bytes.push((number & 0x7f) as u8 | 0x80);
            number >>= 7;
        }
        self.bytes.push(number as u8);
    }
}

impl<'a> Unpack<'a> {
    pub(super) fn new(bytes: &'a [u8], names: &'a Names) -> Self {
        Self { bytes, names }
    }

    /// See [`Pack::number`].
    pub fn number(&mut self) -> u64 {
        self.wide() as u64
    }

    /// See [`Pack::count`].
    pub fn count(&mut self) -> usize {
        usize::try_from(self.number()).unwrap_or_default()
    }

    /// See [`Pack::signed`].
    pub fn signed(&mut self) -> i128 {
        let wide = self.wide();
        (wide >> 1).cast_signed() ^ -((wide & 1).cast_signed())
    }

    /// See [`Pack::flag`].
    pub fn flag(&mut self) -> bool {
        self.byte() == 1
    }

    /// See [`Pack::text`].
    pub fn text(&mut self) -> String {
        let length = self.count().min(self.bytes.len());
        let (text, rest) = self.bytes.split_at(length);
        self.bytes = rest;
        std::str::from_utf8(text).unwrap_or_default().to_owned()
    }

    /// See [`Pack::name`].
    pub fn name(&mut self) -> Arc<str> {
        let number = self.count();
        self.names.all.get(number).cloned().unwrap_or_else(|| "".into())
    }

    /// See [`Pack::put`].
    pub fn take<T: Packs>(&mut self) -> T {
        T::unpack(self)
    }

    /// See [`Pack::maybe`].
    pub fn maybe<T>(&mut self, unpack: impl FnOnce(&mut Self) -> T) -> Option<T> {
        self.flag().then(|| unpack(self))
    }

    /// See [`Pack::all`].
    pub fn all<T, C: FromIterator<T>>(&mut self, mut unpack: impl FnMut(&mut Self) -> T) -> C {
        let count = self.count();
        (0..count).map(|_| unpack(self)).collect()
    }

    fn byte(&mut self) -> u8 {
        let Some((byte, rest)) = self.bytes.split_first() else { return 0 };
        self.bytes = rest;
        *byte
    }

    fn wide(&mut self) -> u128 {
        let (mut number, mut shift) = (0u128, 0);
        loop {
            let byte = self.byte();
            number |= u128::from(byte & 0x7f) << shift;
            shift += 7;
            if byte < 0x80 || shift > 126 {
                return number;
            }
        }
    }
}

impl Packs for Fields {
    fn pack(&self, into: &mut Pack<'_>) {
        into.all(self.iter(), |into, (id, value)| {
            into.name(id.as_str());
            into.put(value);
        });
    }

    fn unpack(from: &mut Unpack<'_>) -> Self {
        from.all(|from| (FieldId::shared(from.name()), from.take()))
    }
}

impl Packs for Value {
    fn pack(&self, into: &mut Pack<'_>) {
        let number = |into: &mut Pack<'_>, kind: u64, number: i128| {
            into.number(kind);
            into.signed(number);
        };
        match self {
            Self::Bool(yes) => into.number(u64::from(*yes)),
            Self::Integer(integer) => number(into, 2, (*integer).into()),
            Self::Decimal(decimal) => {
                number(into, 3, decimal.mantissa());
                into.number(decimal.scale().into());
            }
            Self::Text(text) => {
                into.number(4);
                into.text(text);
            }
            Self::Date(day) => number(into, 5, day.days().into()),
            Self::Time(moment) => number(into, 6, moment.millis().into()),
            Self::Codes(codes) => {
                into.number(7);
                into.all(codes.iter(), |into, code| into.text(code));
            }
            Self::Rows(rows) => {
                into.number(8);
                into.all(rows.iter(), Pack::put);
            }
            Self::Spells(spells) => {
                into.number(9);
                into.all(spells.iter(), |into, (since, value)| {
                    into.signed(since.days().into());
                    into.maybe(value.as_deref(), Pack::put);
                });
            }
        }
    }

    fn unpack(from: &mut Unpack<'_>) -> Self {
        match from.number() {
            0 => Self::Bool(false),
            1 => Self::Bool(true),
            2 => Self::Integer(from.signed() as i64),
            3 => {
                let mantissa = from.signed();
                let scale = u32::try_from(from.number()).unwrap_or_default();
                Self::Decimal(Decimal::try_from_i128_with_scale(mantissa, scale).unwrap_or_default())
            }
            4 => Self::Text(from.text()),
            5 => Self::Date(Date::from_days(from.signed() as i32)),
            6 => Self::Time(Instant::from_millis(from.signed() as i64)),
            7 => Self::Codes(from.all(Unpack::text)),
            8 => Self::Rows(from.all(Unpack::take)),
            _ => Self::Spells(from.all(|from| {
                let since = Date::from_days(from.signed() as i32);
                (since, from.maybe(|from| Box::new(from.take())))
            })),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(value: Value) {
        let (mut bytes, mut names) = (Vec::new(), Names::default());
        value.pack(&mut Pack::new(&mut bytes, &mut names));
        let mut from = Unpack::new(&bytes, &names);
        assert_eq!(Value::unpack(&mut from), value);
        assert!(from.bytes.is_empty(), "{value:?}");
    }

    #[test]
    fn values_read_back_as_they_were() {
        let decimal = |text: &str| Value::Decimal(text.parse().expect(text));
        for number in [0, 1, -1, 63, 64, -65, i64::MAX, i64::MIN] {
            check(Value::Integer(number));
        }
        for number in
            ["0", "0.00", "-0.05", "152.81", "79228162514264337593543950335", "-7.9228162514264337593543950335"]
        {
            check(decimal(number));
        }
        for value in [
            Value::Bool(true),
            Value::Bool(false),
            Value::text(""),
            Value::text("甲\n\"乙\"\u{1f}"),
            Value::Date(Date::MIN),
            Value::Date(Date::MAX),
            Value::Time(Instant::from_millis(i64::MIN)),
            Value::Codes(Vec::new()),
            Value::Codes(vec!["a".to_owned(), String::new()]),
            Value::Rows(vec![Fields::new(), Fields::from([("n".into(), decimal("1.50"))])]),
            Value::Spells(vec![(Date::MIN, Some(Box::new(Value::text("a")))), (Date::from_days(9), None)]),
        ] {
            check(value);
        }
    }

    #[test]
    fn a_scale_stays_what_it_was() {
        let (mut bytes, mut names) = (Vec::new(), Names::default());
        let value = Value::Decimal("1.500".parse().expect("a decimal"));
        value.pack(&mut Pack::new(&mut bytes, &mut names));
        let read = Value::unpack(&mut Unpack::new(&bytes, &names));
        assert_eq!(read.as_decimal().map(|decimal| decimal.scale()), Some(3));
    }

    #[test]
    fn what_is_not_there_reads_as_nothing() {
        let names = Names::default();
        assert_eq!(Value::unpack(&mut Unpack::new(&[4, 200], &names)), Value::text(""));
        assert_eq!(Fields::unpack(&mut Unpack::new(&[], &names)), Fields::new());
    }
}
