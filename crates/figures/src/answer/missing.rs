//! Why there is no value, in words with what to do next. A figure that is missing is never shown as 0.

use kernel::Missing;

fn missing(code: &str, message: String) -> Missing {
    Missing { code: code.to_owned(), message }
}

/// The ledger has never had a record here.
pub fn no_records(ledger: &str) -> Missing {
    missing("figure.no_records", format!("《{ledger}》里还没有任何记录，请先登记或导入"))
}

/// The ledger was not kept yet.
pub fn not_kept(ledger: &str, since: &str, period: &str) -> Missing {
    let message = format!(
        "《{ledger}》的记录从{since}才有，{period}还没有登记，不能当作0；请补登当时的记录，或登记一个有来源的数"
    );
    missing("figure.not_kept", message)
}

/// There are records, but none that this figure could be taken from.
pub fn none_fits(ledger: &str) -> Missing {
    missing("figure.no_records", format!("《{ledger}》里没有符合条件的记录，无从取数"))
}

/// Nobody has entered a value with its source.
pub fn no_value(name: &str, period: &str) -> Missing {
    missing("figure.no_value", format!("还没有登记《{name}》{period}的数，请连同来源一起登记"))
}

/// No target was set.
pub fn no_target(name: &str, period: &str) -> Missing {
    missing("figure.no_value", format!("还没有登记《{name}》{period}的目标，请连同出处一起登记"))
}

/// The parameter has no value on that day.
pub fn no_parameter(name: &str, day: &str) -> Missing {
    missing("figure.no_value", format!("参数《{name}》在{day}没有有效的值，请连同依据一起登记"))
}

/// The unit is not there on that day.
pub fn no_unit(day: &str) -> Missing {
    missing("figure.no_value", format!("这个单位在{day}不存在，没有名次"))
}

/// The whole is zero.
pub fn divided_by_zero() -> Missing {
    missing("figure.divided_by_zero", "除数为零，算不出这个数".to_owned())
}

/// Beyond the range of exact numbers.
pub fn overflow() -> Missing {
    missing("figure.overflow", "结果超出可以准确表示的范围，请检查记录里是否有写错位数的数字".to_owned())
}
