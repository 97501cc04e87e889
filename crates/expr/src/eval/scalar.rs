//! One value in the shape the tree computes with, and back.

use std::sync::Arc;

use kernel::{Date, Decimal, Instant, Value, number};

use super::EvalError;
use crate::{
    CODE_SEPARATOR,
    types::{Number, Type},
};

/// One value: numbers scaled, days and moments as integers, chosen codes joined.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(crate) enum Scalar {
    Int(i64),
    Bool(bool),
    Text(Arc<str>),
}

/// A value as its type keeps it; a number with more places than declared is of the wrong type.
pub(crate) fn read(name: &str, ty: &Type, value: &Value) -> Result<Scalar, EvalError> {
    let scalar = match (ty, value) {
        (Type::Bool, Value::Bool(value)) => Some(Scalar::Bool(*value)),
        (Type::Number(Number { scale, .. }), Value::Integer(_) | Value::Decimal(_)) => {
            value.as_decimal().and_then(|value| number::to_scaled(value, u32::from(*scale))).map(Scalar::Int)
        }
        (Type::Text(_), Value::Text(text)) => Some(Scalar::Text(Arc::from(text.as_str()))),
        (Type::Date, Value::Date(date)) => Some(Scalar::Int(i64::from(date.days()))),
        (Type::Time, Value::Time(time)) => Some(Scalar::Int(time.millis())),
        (Type::Codes(_), Value::Codes(codes)) => {
            Some(Scalar::Text(Arc::from(codes.join(CODE_SEPARATOR.encode_utf8(&mut [0; 4])))))
        }
        _ => None,
    };
    scalar.ok_or_else(|| EvalError::WrongType(name.to_owned()))
}

/// A result as people's value.
pub(super) fn write(ty: &Type, scalar: Scalar) -> Option<Value> {
    Some(match (ty, scalar) {
        (Type::Bool, Scalar::Bool(value)) => Value::Bool(value),
        (Type::Number(Number { scale: 0, .. }), Scalar::Int(value)) => Value::Integer(value),
        (Type::Number(Number { scale, .. }), Scalar::Int(value)) => {
            Value::Decimal(Decimal::try_from_i128_with_scale(i128::from(value), u32::from(*scale)).ok()?)
        }
        (Type::Date, Scalar::Int(days)) => Value::Date(Date::from_days(i32::try_from(days).ok()?)),
        (Type::Time, Scalar::Int(millis)) => Value::Time(Instant::from_millis(millis)),
        (Type::Text(_), Scalar::Text(text)) => Value::text(&*text),
        (Type::Codes(_), Scalar::Text(text)) => {
            Value::Codes(text.split(CODE_SEPARATOR).filter(|code| !code.is_empty()).map(str::to_owned).collect())
        }
        _ => return None,
    })
}
