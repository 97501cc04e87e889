//! A file and how it is to be taken in, in one form: `file` and `options`. What is too large is refused by what it
//! says of its length, before a byte of it is read.

use axum::{
    body::Bytes,
    extract::{FromRequest, Multipart, Request, multipart::MultipartError},
    http::{StatusCode, header},
};
use kernel::Problem;

use crate::{problem::Refusal, wire};

/// The most bytes of a form: the largest file, and room for what is said of it.
pub const FORM: usize = app::imports::LARGEST + 4 * 1024 * 1024;

/// What was handed in.
pub struct Handed {
    /// The file's own name, without the folders it came from.
    pub name: String,
    /// The file.
    pub bytes: Bytes,
    /// How it is to be taken in.
    pub options: wire::ImportOptions,
}

impl<S: Send + Sync> FromRequest<S> for Handed {
    type Rejection = Refusal;

    async fn from_request(request: Request, state: &S) -> Result<Self, Refusal> {
        let said = request.headers().get(header::CONTENT_LENGTH).and_then(|length| length.to_str().ok()?.parse().ok());
        if said.is_some_and(|length: usize| length > FORM) {
            return Err(too_large(format!("{said:?} bytes")).into());
        }
        let mut form =
            Multipart::from_request(request, state).await.map_err(|_| broken("要以 multipart/form-data 提交。"))?;
        let (mut file, mut options) = (None, wire::ImportOptions::default());
        while let Some(part) = form.next_field().await.map_err(unread)? {
            match part.name() {
                Some("file") => {
                    let name = part.file_name().map(own_name).unwrap_or_default();
                    file = Some((name, part.bytes().await.map_err(unread)?));
                }
                Some("options") => {
                    let text = part.text().await.map_err(unread)?;
                    options = serde_json::from_str(&text).map_err(|_| broken("其中的 options 不是要的 JSON。"))?;
                }
                _ => {}
            }
        }
        let (name, bytes) = file.ok_or_else(|| broken("里面没有文件。"))?;
        Ok(Self { name, bytes, options })
    }
}

/// Of `C:\表\名册.xlsx` and `../名册.xlsx`, 名册.xlsx.
fn own_name(name: &str) -> String {
    name.rsplit(['/', '\\']).next().unwrap_or_default().to_owned()
}

fn broken(what: &str) -> Problem {
    Problem::new("request.body", format!("交来的表单读不懂：{what}"))
        .hint("file 放表格文件，options 放 JSON；格式见 /api/openapi.json。")
}

fn unread(error: MultipartError) -> Problem {
    match error.status() {
        StatusCode::PAYLOAD_TOO_LARGE => too_large("more than the form may hold"),
        _ => broken("没有收完整。"),
    }
}

/// A file over the limit, by this road or another.
pub(crate) fn too_large(detail: impl std::fmt::Display) -> Problem {
    app::imports::too_large().detail(detail)
}

#[cfg(test)]
mod tests {
    #[test]
    fn names_without_folders() {
        for (name, expect) in [("表.xlsx", "表.xlsx"), ("../../表.xlsx", "表.xlsx"), ("C:\\乡\\表.xls", "表.xls")]
        {
            assert_eq!(super::own_name(name), expect);
        }
    }
}
