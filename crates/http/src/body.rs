//! Bodies and queries whose mistakes are answered as problems, in the words of the person who must mend them. What the
//! parser said goes no further: it repeats what was handed in.

use axum::{
    extract::{FromRequest, FromRequestParts, Json, Query, Request, rejection::JsonRejection},
    http::request::Parts,
};
use kernel::{Finding, Place, Problem};
use serde::de::DeserializeOwned;

use crate::problem::Refusal;

/// A JSON body.
pub struct Body<T>(pub T);

/// A query string.
pub struct Asked<T>(pub T);

impl<S: Send + Sync, T: DeserializeOwned> FromRequest<S> for Body<T> {
    type Rejection = Refusal;

    async fn from_request(request: Request, state: &S) -> Result<Self, Refusal> {
        match Json::<T>::from_request(request, state).await {
            Ok(Json(body)) => Ok(Self(body)),
            Err(JsonRejection::BytesRejection(_)) => {
                Err(Problem::new("store.too_large", "内容太大，没有接收。").hint("请分几次提交。").into())
            }
            Err(error) => {
                let (message, place) = explain(&error.body_text());
                let hint = "请按接口说明 /api/openapi.json 的格式提交 JSON。";
                let finding = Finding::error("request.body", message.clone(), place).hint(hint);
                let problem = Problem::new("request.body", format!("提交的内容读不懂：{message}")).hint(hint);
                Err(problem.findings(vec![finding]).into())
            }
        }
    }
}

impl<S: Send + Sync, T: DeserializeOwned> FromRequestParts<S> for Asked<T> {
    type Rejection = Refusal;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self, Refusal> {
        match Query::<T>::from_request_parts(parts, state).await {
            Ok(Query(asked)) => Ok(Self(asked)),
            Err(error) => {
                let (message, place) = explain(&error.body_text());
                let hint = "请按接口说明 /api/openapi.json 填写参数。";
                let finding = Finding::error("request.query", message.clone(), place).hint(hint);
                let problem = Problem::new("request.query", format!("网址里的参数读不懂：{message}")).hint(hint);
                Err(problem.findings(vec![finding]).into())
            }
        }
    }
}

/// What the parser complained of, in words, and where: `Failed to …: fields.area: invalid type: … at line 1 column 9`.
fn explain(text: &str) -> (String, Place) {
    let mut place = Place::default();
    let number = |word: &str| -> Option<u32> {
        let rest = text.rsplit_once(word)?.1;
        rest.split(|c: char| !c.is_ascii_digit()).next()?.parse().ok()
    };
    (place.line, place.column) = (number(" line "), number(" column "));
    let said = text.split_once(": ").map_or(text, |(_, said)| said);
    let quoted = said.split('`').nth(1).unwrap_or_default();
    let complaint = |said: &str| {
        Some(match said {
            _ if said.starts_with("missing field") => format!("缺少“{quoted}”。"),
            _ if said.starts_with("unknown field") => format!("没有“{quoted}”这一项。"),
            _ if said.starts_with("duplicate field") => format!("“{quoted}”写了两遍。"),
            _ if said.starts_with("invalid type") || said.starts_with("invalid length") => "类型不对。".to_owned(),
            _ if said.starts_with("invalid value") || said.starts_with("unknown variant") => "值不对。".to_owned(),
            _ if said.starts_with("number ") || said.starts_with("invalid digit") => "数不对，或太大。".to_owned(),
            _ if said.starts_with("provided string was not") => "只能写 true 或 false。".to_owned(),
            _ if said.starts_with("EOF") => "没有写完。".to_owned(),
            _ if said.starts_with("expected") || said.starts_with("trailing") || said.starts_with("control") => {
                "不是 JSON 的写法。".to_owned()
            }
            _ if said.starts_with("recursion limit") => "套得太深。".to_owned(),
            _ => return None,
        })
    };
    let named = said.split_once(": ").filter(|(path, _)| !path.contains(' '));
    match (complaint(said), named) {
        (Some(message), _) => (message, place),
        (None, Some((path, rest))) => {
            place.field = Some(path.to_owned());
            (format!("“{path}”{}", complaint(rest).unwrap_or_else(|| "写法不对。".to_owned())), place)
        }
        _ if text.contains("Content-Type") => ("请求头里要写 Content-Type: application/json。".to_owned(), place),
        _ => ("写法不对。".to_owned(), place),
    }
}

#[cfg(test)]
mod tests {
    #[test]
    fn complaints_in_words() {
        let check = |text: &str, expect: &str, field: Option<&str>| {
            let (message, place) = super::explain(text);
            assert_eq!((message.as_str(), place.field.as_deref()), (expect, field), "{text}");
        };
        let json = "Failed to deserialize the JSON body into the target type";
        check(&format!("{json}: missing field `ask` at line 1 column 2"), "缺少“ask”。", None);
        check(
            &format!("{json}: request: invalid type: integer `1`, expected a string at line 1 column 12"),
            "“request”类型不对。",
            Some("request"),
        );
        check(
            "Failed to parse the request body as JSON: EOF while parsing an object at line 1 column 1",
            "没有写完。",
            None,
        );
        check(
            "Failed to parse the request body as JSON: fields.area: number out of range at line 1 column 98",
            "“fields.area”数不对，或太大。",
            Some("fields.area"),
        );
        check(
            "Failed to deserialize query string: limit: invalid digit found in string",
            "“limit”数不对，或太大。",
            Some("limit"),
        );
        check("Failed to deserialize query string: duplicate field `limit`", "“limit”写了两遍。", None);
    }
}
