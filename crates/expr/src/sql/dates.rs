//! Parts of days, by the integer steps of [`crate::eval`]: eras of 400 years that begin on 1 March.
//! Twenty thousand eras are added first, so that every day of 32 bits is positive and division rounds one way.

use super::Writer;
use crate::ir::{DatePart, Node};

impl Writer<'_> {
    pub(super) fn date_part(&self, part: DatePart, of: &Node) -> String {
        self.civil(
            of,
            match part {
                DatePart::Year => YEAR,
                DatePart::Month => MONTH,
                DatePart::Day => DAY,
            },
        )
    }

    /// The years of a difference of `yyyymmdd`, rounded down.
    pub(super) fn age(&self, birth: &Node, on: &Node) -> String {
        let whole = format!("({YEAR}) * 10000 + ({MONTH}) * 100 + ({DAY})");
        let (birth, on) = (self.civil(birth, &whole), self.civil(on, &whole));
        format!("(({on} - {birth} + 200000000000) / 10000 - 20000000)")
    }

    fn civil(&self, of: &Node, pick: &str) -> String {
        let of = self.write(of);
        let names: [String; 5] = std::array::from_fn(|_| self.name());
        let [a, b, c, d, e] = names.each_ref().map(String::as_str);
        format!(
            "(SELECT {pick} FROM \
             (SELECT _y, _doy, (5 * _doy + 2) / 153 AS _m FROM \
             (SELECT _yoe + _era * 400 - 8000000 AS _y, _doe - (365 * _yoe + _yoe / 4 - _yoe / 100) AS _doy FROM \
             (SELECT _era, _doe, (_doe - _doe / 1460 + _doe / 36524 - _doe / 146096) / 365 AS _yoe FROM \
             (SELECT _z / 146097 AS _era, _z % 146097 AS _doe FROM \
             (SELECT {of} + 2922659468 AS _z LIMIT 1 OFFSET 0) AS {a}) AS {b}) AS {c}) AS {d}) AS {e})"
        )
    }
}

const YEAR: &str = "_y + CASE WHEN _m >= 10 THEN 1 WHEN _m < 10 THEN 0 END";
const MONTH: &str = "(_m + 2) % 12 + 1";
const DAY: &str = "_doy - (153 * _m + 2) / 5 + 1";
