//! Exact decimals. Fields keep a fixed number of places and are stored as scaled integers;
//! what is computed for people is a [`Decimal`] of up to 28 digits.

pub use rust_decimal::Decimal;
use rust_decimal::RoundingStrategy;

/// `value` as an integer of `scale` places; `None` if it does not fit in 64 bits or has more places than that.
pub fn to_scaled(value: Decimal, scale: u32) -> Option<i64> {
    let value = value.normalize();
    if value.scale() > scale {
        return None;
    }
    let factor = 10i128.checked_pow(scale - value.scale())?;
    i64::try_from(value.mantissa().checked_mul(factor)?).ok()
}

/// The decimal whose integer of `scale` places is `scaled`; `None` beyond 96 bits or 28 places.
pub fn from_scaled(scaled: i128, scale: u32) -> Option<Decimal> {
    Decimal::try_from_i128_with_scale(scaled, scale).ok()
}

/// Rounded half away from zero (四舍五入), with exactly `places` places.
pub fn round(value: Decimal, places: u32) -> Decimal {
    let mut rounded = value.round_dp_with_strategy(places, RoundingStrategy::MidpointAwayFromZero);
    rounded.rescale(places);
    rounded
}

/// Without trailing zeros, never in exponent form.
pub fn plain(value: Decimal) -> String {
    value.normalize().to_string()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, scale: u32, expect: Option<i64>) {
        let value: Decimal = text.parse().expect(text);
        assert_eq!(to_scaled(value, scale), expect, "{text} at {scale}");
        if let Some(scaled) = expect {
            assert_eq!(from_scaled(i128::from(scaled), scale), Some(value), "{text}");
        }
    }

    #[test]
    fn scaled_integers_are_exact_or_nothing() {
        check("152.81", 2, Some(15_281));
        check("152.8100", 2, Some(15_281));
        check("-0.5", 3, Some(-500));
        check("152.811", 2, None);
        check("92233720368547758.08", 2, None);
        check("92233720368547758.07", 2, Some(i64::MAX));
    }

    #[test]
    fn halves_go_away_from_zero() {
        for (text, expect) in [("87.825", "87.83"), ("-87.825", "-87.83"), ("87.8218", "87.82"), ("3", "3.00")] {
            assert_eq!(round(text.parse().expect(text), 2).to_string(), expect);
        }
    }
}
