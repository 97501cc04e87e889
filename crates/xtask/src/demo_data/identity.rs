//! Invented persons: names, and numbers with a true check digit in a region that does not exist.

use std::collections::BTreeSet;

use super::{day::Day, dice::Dice};

const REGION: &str = "990101";
const SURNAMES: &[char] = &[
    '陈', '林', '黄', '张', '李', '王', '吴', '刘', '蔡', '杨', '许', '郑', '谢', '郭', '洪', '曾', '周', '叶', '廖',
    '赖', '徐', '苏', '庄', '江', '罗', '高', '邱', '沈', '丘', '温', '钟', '范',
];
const FIRST: &[char] = &[
    '志', '建', '文', '国', '春', '秋', '金', '水', '永', '荣', '庆', '家', '世', '景', '立', '少', '宜', '若', '思',
    '雨', '晓', '月', '美', '玉', '素', '桂', '丽', '海', '长', '福', '成', '德',
];
const MALE: &[char] =
    &['明', '军', '强', '华', '平', '辉', '发', '生', '林', '根', '峰', '涛', '斌', '旺', '昌', '堂', '亮', '宁'];
const FEMALE: &[char] =
    &['英', '兰', '芳', '珍', '梅', '萍', '霞', '娥', '香', '琴', '云', '秀', '燕', '娟', '莲', '菊', '琳', '欣'];

/// Gives names and numbers, never the same twice.
#[derive(Default)]
pub struct Registry {
    names: BTreeSet<String>,
    numbers: BTreeSet<String>,
}

impl Registry {
    /// A surname.
    pub fn surname(dice: &mut Dice) -> char {
        *dice.pick(SURNAMES)
    }

    /// A name of that surname which nobody has yet.
    pub fn name(&mut self, surname: char, female: bool, dice: &mut Dice) -> String {
        loop {
            let last = dice.pick(if female { FEMALE } else { MALE });
            let name: String = [surname, *dice.pick(FIRST), *last].into_iter().collect();
            if self.names.insert(name.clone()) {
                return name;
            }
        }
    }

    /// A resident number for that birthday and sex.
    pub fn number(&mut self, born: Day, female: bool, dice: &mut Dice) -> String {
        loop {
            let order = dice.between(1, 498) * 2 + i64::from(!female);
            let body = format!("{REGION}{:04}{:02}{:02}{order:03}", born.0, born.1, born.2);
            let number = format!("{body}{}", check_digit(&body));
            if self.numbers.insert(number.clone()) {
                return number;
            }
        }
    }
}

/// The check digit of the first seventeen digits (GB 11643-1999).
fn check_digit(body: &str) -> char {
    let weights = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];
    let sum: u32 = body.chars().zip(weights).map(|(digit, weight)| digit.to_digit(10).unwrap_or(0) * weight).sum();
    ['1', '0', 'X', '9', '8', '7', '6', '5', '4', '3', '2'][(sum % 11) as usize]
}

/// A credit code of a village collective (they begin with N) in the same region, with its check character (GB 32100-2015).
pub fn credit_code(order: usize) -> String {
    const ALPHABET: &[u8; 31] = b"0123456789ABCDEFGHJKLMNPQRTUWXY";
    let body = format!("N2{REGION}MF{order:07}");
    let mut weight = 1;
    let mut sum = 0;
    for byte in body.bytes() {
        sum += ALPHABET.iter().position(|known| *known == byte).unwrap_or(0) * weight;
        weight = weight * 3 % 31;
    }
    format!("{body}{}", char::from(ALPHABET[(31 - sum % 31) % 31]))
}
