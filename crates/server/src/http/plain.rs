//! The pages of last resort: for what never reaches the web app. They need no script, no bundle
//! and no database.

use axum::http::StatusCode;
use axum::http::header::{CACHE_CONTROL, CONTENT_SECURITY_POLICY, CONTENT_TYPE};
use axum::response::{IntoResponse, Response};
use leptos::nonce::Nonce;

/// The page that says in both languages what is the matter.
pub fn page(status: StatusCode) -> Response {
    let nonce = Nonce::new();
    let (ko, en) = words(status);
    let html = TEMPLATE
        .replace("{nonce}", &nonce)
        .replace("{code}", status.as_str())
        .replace("{ko}", ko)
        .replace("{en}", en);
    let policy = format!(
        "default-src 'none'; style-src 'nonce-{nonce}'; base-uri 'none'; frame-ancestors 'none'"
    );
    let headers = [
        (CONTENT_TYPE, "text/html; charset=utf-8".to_owned()),
        (CACHE_CONTROL, "no-store".to_owned()),
        (CONTENT_SECURITY_POLICY, policy),
    ];
    (status, headers, html).into_response()
}

fn words(status: StatusCode) -> (&'static str, &'static str) {
    match status {
        StatusCode::BAD_REQUEST => ("주소를 읽을 수 없습니다.", "This address cannot be read."),
        StatusCode::FORBIDDEN => (
            "다른 사이트에서 보낸 요청은 받지 않습니다.",
            "Requests sent from another site are not taken.",
        ),
        StatusCode::NOT_FOUND => ("찾으시는 것이 없습니다.", "There is nothing here."),
        StatusCode::METHOD_NOT_ALLOWED => (
            "이 주소로는 할 수 없는 요청입니다.",
            "This address does not take such requests.",
        ),
        StatusCode::PAYLOAD_TOO_LARGE => ("보낸 내용이 너무 깁니다.", "What was sent is too long."),
        StatusCode::URI_TOO_LONG => ("주소가 너무 깁니다.", "This address is too long."),
        StatusCode::UNSUPPORTED_MEDIA_TYPE => (
            "이 형식의 내용은 받지 않습니다.",
            "Content of this type is not taken.",
        ),
        StatusCode::SERVICE_UNAVAILABLE | StatusCode::TOO_MANY_REQUESTS => (
            "지금은 손님이 많습니다. 잠시 뒤에 다시 와 주세요.",
            "The shop is busy right now. Please try again in a moment.",
        ),
        _ => (
            "저희 쪽에 문제가 생겼습니다. 잠시 뒤에 다시 와 주세요.",
            "Something went wrong on our side. Please try again in a moment.",
        ),
    }
}

const TEMPLATE: &str = r#"<!DOCTYPE html>
<html lang="ko">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="robots" content="noindex">
<title>{code} · Baguni</title>
<style nonce="{nonce}">
:root { color-scheme: light dark }
body {
  max-width: 34rem; margin: 0 auto; padding: 18vh 1.5rem 4rem;
  background: light-dark(#faf7f2, #191613); color: light-dark(#2a2420, #ece5dc);
  font: 1.0625rem/1.7 system-ui, sans-serif; word-break: keep-all;
}
p.code { margin: 0; color: light-dark(#b4471f, #f08a5d); font-weight: 600 }
h1 { margin: .25rem 0 0; font-size: 1.5rem; line-height: 1.4 }
p.en { color: light-dark(#6a5f55, #b3a89b) }
a { color: inherit }
</style>
</head>
<body>
<main>
<p class="code">{code}</p>
<h1>{ko}</h1>
<p class="en" lang="en">{en}</p>
<p><a href="/">처음으로</a> · <a href="/en" lang="en">Home</a></p>
</main>
</body>
</html>
"#;
