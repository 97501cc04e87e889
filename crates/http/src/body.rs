//! Bodies and queries whose mistakes are answered as problems, in the words of the person who must mend them.

use axum::{
    extract::{FromRequest, FromRequestParts, Json, Query, Request, rejection::JsonRejection},
    http::request::Parts,
};
use kernel::Problem;
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
            Err(JsonRejection::BytesRejection(error)) => {
                Err(Problem::new("store.too_large", "内容太大，没有接收。").hint("请分几次提交。").detail(error).into())
            }
            Err(error) => Err(Problem::new("request.body", format!("提交的内容读不懂：{}", error.body_text()))
                .hint("请按接口说明 /api/openapi.json 的格式提交 JSON。")
                .into()),
        }
    }
}

impl<S: Send + Sync, T: DeserializeOwned> FromRequestParts<S> for Asked<T> {
    type Rejection = Refusal;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self, Refusal> {
        match Query::<T>::from_request_parts(parts, state).await {
            Ok(Query(asked)) => Ok(Self(asked)),
            Err(error) => Err(Problem::new("request.query", format!("网址里的参数读不懂：{}", error.body_text()))
                .hint("请按接口说明 /api/openapi.json 填写参数。")
                .into()),
        }
    }
}
