//! What a browser is shown that comes back from a house. Our session's cookie goes along with nothing that another site began,
//! and a redirect from there is still its doing; so whoever is in gets a page of our own, which goes on by itself and works
//! without scripts. Who is refused is told so on a page, where a program is told by a problem.

use axum::{
    http::{HeaderMap, HeaderValue, header},
    response::{Html, IntoResponse as _, Response},
};
use kernel::Problem;

use crate::problem::Refusal;

const STYLE: &str = "body{margin:0;background:#fbfaf7;color:#22231f;font:16px/1.7 system-ui,\"PingFang SC\",\"Microsoft YaHei\",\"Noto Sans CJK SC\",sans-serif}\
main{max-width:34em;margin:12vh auto 0;padding:0 20px}h1{font-size:20px}a{color:#2f6b3f}";

/// The way on, to an address within this server.
pub(super) fn on(to: &str) -> Response {
    let to = escaped(to);
    let head = format!("<meta http-equiv=\"refresh\" content=\"0;url={to}\">");
    let body = format!("<h1>身份核对过了</h1><p>正在进入；没有自己进去的，请点<a href=\"{to}\">进入阡陌</a>。</p>");
    answer(page("进入阡陌", &head, &body).into_response())
}

/// Why somebody is not in; as a page where a browser asks.
pub(super) fn refused(problem: Problem, headers: &HeaderMap) -> Response {
    let wants = headers.get(header::ACCEPT).and_then(|accept| accept.to_str().ok()).unwrap_or_default();
    let text = wants.contains("text/html").then(|| {
        let hint = problem.hint.as_deref().map(|hint| format!("<p>{}</p>", escaped(hint))).unwrap_or_default();
        let body = format!("<h1>{}</h1>{hint}<p><a href=\"/\">回到登录页</a></p>", escaped(&problem.message));
        page("没有登录", "", &body)
    });
    let (mut parts, told) = Refusal(problem).into_response().into_parts();
    let Some(Html(text)) = text else { return answer(Response::from_parts(parts, told)) };
    // The status and what the log is told stay.
    parts.headers.insert(header::CONTENT_TYPE, HeaderValue::from_static("text/html; charset=utf-8"));
    parts.headers.remove(header::CONTENT_LENGTH);
    answer(Response::from_parts(parts, text.into()))
}

fn page(title: &str, head: &str, body: &str) -> Html<String> {
    Html(format!(
        "<!doctype html><html lang=\"zh-CN\"><head><meta charset=\"utf-8\">\
         <meta name=\"viewport\" content=\"width=device-width,initial-scale=1\">{head}<title>{title} · 阡陌</title>\
         <style>{STYLE}</style></head><body><main>{body}</main></body></html>"
    ))
}

/// It says who somebody is, and is kept by nobody on the way.
fn answer(mut response: Response) -> Response {
    response.headers_mut().insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    response
}

fn escaped(text: &str) -> String {
    let sign = |sign: char| match sign {
        '&' => "&amp;".to_owned(),
        '<' => "&lt;".to_owned(),
        '>' => "&gt;".to_owned(),
        '"' => "&quot;".to_owned(),
        '\'' => "&#39;".to_owned(),
        other => other.to_string(),
    };
    text.chars().map(sign).collect()
}

#[cfg(test)]
mod tests {
    use axum::{body::to_bytes, http::StatusCode};

    use super::*;

    async fn text(response: Response) -> String {
        String::from_utf8(to_bytes(response.into_body(), 10_000).await.expect("whole").to_vec()).expect("text")
    }

    #[tokio::test]
    async fn a_page_goes_on_by_itself_and_says_nothing_else() {
        let on = on("/ledgers?q=1&f=2");
        assert_eq!(
            (on.status(), &on.headers()[header::CACHE_CONTROL]),
            (StatusCode::OK, &HeaderValue::from_static("no-store"))
        );
        let text = text(on).await;
        assert!(
            text.contains("content=\"0;url=/ledgers?q=1&amp;f=2\"") && text.contains("href=\"/ledgers?q=1&amp;f=2\"")
        );
        assert!(!text.contains("<script"));
    }

    #[tokio::test]
    async fn who_is_refused_is_told_in_the_way_he_asked() {
        let problem = || Problem::new("outside.unknown", "没有账号。").hint("外部账号“<b onload='x'>&”");
        let mut headers = HeaderMap::new();
        let told = refused(problem(), &headers);
        assert_eq!(told.headers()[header::CONTENT_TYPE], "application/problem+json");
        headers.insert(header::ACCEPT, HeaderValue::from_static("text/html,application/xhtml+xml;q=0.9,*/*;q=0.8"));
        let shown = refused(problem(), &headers);
        assert_eq!((shown.status(), told.status()), (StatusCode::UNAUTHORIZED, StatusCode::UNAUTHORIZED));
        assert_eq!(shown.headers()[header::CONTENT_TYPE], "text/html; charset=utf-8");
        let text = text(shown).await;
        assert!(text.contains("没有账号。") && text.contains("&lt;b onload=&#39;x&#39;&gt;&amp;"), "{text}");
    }
}
