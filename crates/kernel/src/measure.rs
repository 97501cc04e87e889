//! What numbers measure, and the units they are written in. A quantity has one base unit;
//! every other way to write it is an exact factor. Counting words (户, 人, 个, 处 …) measure nothing and never convert.

use std::fmt;

use serde::{Deserialize, Serialize};

use crate::number::Decimal;

/// What a number measures. Two numbers add only if they measure the same.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Quantity {
    /// 元.
    Money,
    /// 亩 (2000/3 m², so 15 亩 are one hectare).
    Area,
    /// 米.
    Length,
    /// 公斤.
    Mass,
    /// 升.
    Volume,
    /// 千瓦时 (度).
    Energy,
}

/// A unit as people write it: `万元`, `亩`, `公里`, `户`, `%`.
#[derive(Clone, PartialEq, Eq, Hash, Debug)]
pub struct Measure {
    /// As written.
    pub name: String,
    /// What it measures; `None` for counting words and percentages.
    pub quantity: Option<Quantity>,
    /// How many base units it is, as a fraction `numerator / denominator`.
    pub numerator: i64,
    /// See `numerator`.
    pub denominator: i64,
}

const KNOWN: &[(&str, Quantity, i64, i64)] = &[
    ("元", Quantity::Money, 1, 1),
    ("角", Quantity::Money, 1, 10),
    ("分", Quantity::Money, 1, 100),
    ("亩", Quantity::Area, 1, 1),
    ("公顷", Quantity::Area, 15, 1),
    ("平方公里", Quantity::Area, 1500, 1),
    ("平方米", Quantity::Area, 3, 2000),
    ("㎡", Quantity::Area, 3, 2000),
    ("米", Quantity::Length, 1, 1),
    ("公里", Quantity::Length, 1000, 1),
    ("千米", Quantity::Length, 1000, 1),
    ("公斤", Quantity::Mass, 1, 1),
    ("千克", Quantity::Mass, 1, 1),
    ("斤", Quantity::Mass, 1, 2),
    ("吨", Quantity::Mass, 1000, 1),
    ("升", Quantity::Volume, 1, 1),
    ("方", Quantity::Volume, 1000, 1),
    ("立方米", Quantity::Volume, 1000, 1),
    ("度", Quantity::Energy, 1, 1),
    ("千瓦时", Quantity::Energy, 1, 1),
];

impl Quantity {
    /// The unit that values of this quantity are kept in.
    pub fn base(self) -> &'static str {
        match self {
            Self::Money => "元",
            Self::Area => "亩",
            Self::Length => "米",
            Self::Mass => "公斤",
            Self::Volume => "升",
            Self::Energy => "度",
        }
    }
}

impl Measure {
    /// Reads a unit. `万` and `亿` before any unit multiply; what is not known is a counting word.
    pub fn read(name: &str) -> Self {
        let name = name.trim();
        if name == "%" || name == "％" {
            return Self { name: "%".to_owned(), quantity: None, numerator: 1, denominator: 100 };
        }
        let (times, rest) = [("亿", 100_000_000), ("万", 10_000)]
            .iter()
            .find_map(|(prefix, times)| name.strip_prefix(prefix).filter(|r| !r.is_empty()).map(|r| (*times, r)))
            .unwrap_or((1, name));
        let known = KNOWN.iter().find(|(word, ..)| *word == rest);
        let (quantity, numerator, denominator) =
            known.map_or((None, 1, 1), |(_, quantity, n, d)| (Some(*quantity), *n, *d));
        Self { name: name.to_owned(), quantity, numerator: numerator * times, denominator }
    }

    /// `value` of this unit in base units; `None` beyond the range of decimals.
    pub fn to_base(&self, value: Decimal) -> Option<Decimal> {
        value.checked_mul(Decimal::from(self.numerator))?.checked_div(Decimal::from(self.denominator))
    }

    /// `value` base units in this unit; `None` beyond the range of decimals.
    pub fn from_base(&self, value: Decimal) -> Option<Decimal> {
        value.checked_mul(Decimal::from(self.denominator))?.checked_div(Decimal::from(self.numerator))
    }
}

impl fmt::Display for Measure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.name)
    }
}

impl Serialize for Measure {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(&self.name)
    }
}

impl<'de> Deserialize<'de> for Measure {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        String::deserialize(deserializer).map(|name| Self::read(&name))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(value: &str, from: &str, to: &str, expect: &str) {
        let base = Measure::read(from).to_base(value.parse().expect(value)).expect("in range");
        let shown = Measure::read(to).from_base(base).expect("in range");
        assert_eq!(crate::number::plain(shown), expect, "{value}{from} in {to}");
    }

    #[test]
    fn units_convert_exactly() {
        check("152.81", "万元", "元", "1528100");
        check("97900", "元", "万元", "9.79");
        check("1", "公顷", "亩", "15");
        check("2000", "平方米", "亩", "3");
        check("3.5", "万度", "千瓦时", "35000");
        check("0.8782", "元", "元", "0.8782");
        check("1.5", "吨", "斤", "3000");
    }

    #[test]
    fn counting_words_measure_nothing() {
        for word in ["户", "人", "处", "个", "万", "亿", "人次"] {
            assert_eq!(Measure::read(word).quantity, None, "{word}");
        }
        assert_eq!(Measure::read("万人").numerator, 10_000);
        assert_eq!(Measure::read("%").denominator, 100);
    }
}
