//! Who must have codes beside the password (ADR 0036): nobody, officers, or everybody who has an account. Whoever must and has none
//! yet does nothing else first.

use kernel::Decimal;

/// The reserved parameter that says who.
pub const CODES_REQUIRED: &str = "_codes_required";
/// What its values 0, 1, 2 are called.
pub const WORDS: [&str; 3] = ["谁愿意谁开", "管理员", "所有人"];

/// Who must.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Demand {
    /// Whoever wants to.
    Nobody,
    /// Whoever holds an office over the installation.
    Officers,
    /// Everybody who has an account.
    Everybody,
}

impl Demand {
    /// What the parameter says. What is none of its values came in by another door, and is taken for the most careful.
    pub fn of(value: Option<Decimal>) -> Self {
        match value {
            None => Self::Nobody,
            Some(value) if value.is_zero() => Self::Nobody,
            Some(value) if value == Decimal::ONE => Self::Officers,
            Some(_) => Self::Everybody,
        }
    }

    /// Whether an account must have codes.
    pub fn holds_for(self, is_officer: bool) -> bool {
        match self {
            Self::Nobody => false,
            Self::Officers => is_officer,
            Self::Everybody => true,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_value_says_who_must() {
        let check = |value: Option<&str>, officers: bool, others: bool| {
            let demand = Demand::of(value.map(|value| value.parse().expect("a number")));
            assert_eq!((demand.holds_for(true), demand.holds_for(false)), (officers, others), "{value:?}");
        };
        check(None, false, false);
        check(Some("0"), false, false);
        check(Some("0.0"), false, false);
        check(Some("1"), true, false);
        check(Some("1.00"), true, false);
        check(Some("2"), true, true);
        check(Some("1.5"), true, true);
        check(Some("-1"), true, true);
    }
}
