//! Numbers with a check digit: resident ID (GB 11643-1999), unified credit code (GB 32100-2015), and mobile phones.

use crate::date::Date;

const ID_WEIGHTS: [u32; 17] = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];
const ID_CHECKS: &[u8; 11] = b"10X98765432";
const CREDIT_ALPHABET: &[u8; 31] = b"0123456789ABCDEFGHJKLMNPQRTUWXY";
const CREDIT_WEIGHTS: [usize; 17] = [1, 3, 9, 27, 19, 26, 16, 17, 20, 29, 25, 13, 8, 24, 10, 30, 28];

/// What is wrong with a number a person typed.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum IdentifierError {
    /// Not the right number of characters, or a character that cannot stand there.
    Shape,
    /// The check digit does not fit: a digit is mistyped, or the sheet rounded the number to 15 digits.
    CheckDigit,
    /// The birthday in it is no day.
    Birthday,
}

/// An 18-digit resident ID number; answers the birthday in it.
pub fn resident_id(text: &str) -> Result<Date, IdentifierError> {
    let bytes = text.as_bytes();
    let shaped = bytes.len() == 18
        && bytes[..17].iter().all(u8::is_ascii_digit)
        && (bytes[17].is_ascii_digit() || bytes[17] == b'X' || bytes[17] == b'x');
    if !shaped {
        return Err(IdentifierError::Shape);
    }
    let sum: u32 = bytes.iter().zip(ID_WEIGHTS).map(|(b, w)| u32::from(b - b'0') * w).sum();
    if ID_CHECKS[(sum % 11) as usize] != bytes[17].to_ascii_uppercase() {
        return Err(IdentifierError::CheckDigit);
    }
    let number = |range: std::ops::Range<usize>| text[range].parse::<i16>().unwrap_or(0);
    let (month, day) = (number(10..12), number(12..14));
    i8::try_from(month)
        .ok()
        .zip(i8::try_from(day).ok())
        .and_then(|(month, day)| Date::new(number(6..10), month, day))
        .ok_or(IdentifierError::Birthday)
}

/// An 18-character unified social credit code.
pub fn credit_code(text: &str) -> Result<(), IdentifierError> {
    let place = |byte: &u8| CREDIT_ALPHABET.iter().position(|c| c == byte);
    let digits: Vec<usize> = text.as_bytes().iter().map_while(place).collect();
    if text.len() != 18 || digits.len() != 18 {
        return Err(IdentifierError::Shape);
    }
    let sum: usize = digits.iter().zip(CREDIT_WEIGHTS).map(|(d, w)| d * w).sum();
    if (31 - sum % 31) % 31 == digits[17] { Ok(()) } else { Err(IdentifierError::CheckDigit) }
}

/// A mobile phone number: 1, 3–9, nine more digits.
pub fn mobile_phone(text: &str) -> Result<(), IdentifierError> {
    let bytes = text.as_bytes();
    let shaped = bytes.len() == 11
        && bytes[0] == b'1'
        && (b'3'..=b'9').contains(&bytes[1])
        && bytes.iter().all(u8::is_ascii_digit);
    if shaped { Ok(()) } else { Err(IdentifierError::Shape) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn resident_ids() {
        let check = |text: &str, expect: Result<&str, IdentifierError>| {
            assert_eq!(resident_id(text).map(|d| d.to_string()).as_deref(), expect.as_deref(), "{text}");
        };
        check("11010519491231002X", Ok("1949-12-31"));
        check("11010519491231002x", Ok("1949-12-31"));
        check("440524188001010014", Ok("1880-01-01"));
        check("110105194912310021", Err(IdentifierError::CheckDigit));
        check("110105194912310000", Err(IdentifierError::CheckDigit));
        check("11010519491231002", Err(IdentifierError::Shape));
        check("一二三四五六", Err(IdentifierError::Shape));
    }

    #[test]
    fn credit_codes() {
        for text in ["91350100M000100Y43", "91110000600037341L"] {
            assert_eq!(credit_code(text), Ok(()), "{text}");
        }
        assert_eq!(credit_code("91350100M000100Y44"), Err(IdentifierError::CheckDigit));
        assert_eq!(credit_code("91350100I000100Y43"), Err(IdentifierError::Shape));
    }
}
