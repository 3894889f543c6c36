//! What is answered instead of an answer: problems as RFC 9457 has them, in the asker's language.

use super::asked::text;
use super::shapes::{CheckoutShape, ProblemError, ProblemShape};
use super::words;
use crate::accounts::AccountError;
use crate::orders::OrderError;
use axum::extract::Path;
use axum::http::header::{CONTENT_TYPE, RETRY_AFTER, WWW_AUTHENTICATE};
use axum::http::{HeaderMap, HeaderValue, StatusCode};
use axum::response::{IntoResponse, Response};
use baguni_commerce::order::Refused;
use baguni_commerce::{Locale, Text};
use baguni_storage::{StockRefusal, StorageError, Subject};

/// Every kind of problem there is. Their names are part of the interface.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    Malformed,
    NoKey,
    Unauthenticated,
    Forbidden,
    ForeignOrigin,
    NotFound,
    Method,
    Busy,
    Refused,
    TooLarge,
    NotJson,
    Invalid,
    KeyUsed,
    NotYet,
    TooMany,
    Broken,
    Unavailable,
    LongAddress,
}

impl Kind {
    pub const ALL: [Self; 18] = [
        Self::Malformed,
        Self::NoKey,
        Self::Unauthenticated,
        Self::Forbidden,
        Self::ForeignOrigin,
        Self::NotFound,
        Self::Method,
        Self::Busy,
        Self::Refused,
        Self::TooLarge,
        Self::NotJson,
        Self::Invalid,
        Self::KeyUsed,
        Self::NotYet,
        Self::TooMany,
        Self::Broken,
        Self::Unavailable,
        Self::LongAddress,
    ];

    pub fn code(self) -> &'static str {
        match self {
            Self::Malformed => "malformed",
            Self::NoKey => "idempotency-key-missing",
            Self::Unauthenticated => "unauthenticated",
            Self::Forbidden => "forbidden",
            Self::ForeignOrigin => "foreign-origin",
            Self::NotFound => "not-found",
            Self::Method => "method-not-allowed",
            Self::Busy => "in-progress",
            Self::Refused => "refused",
            Self::TooLarge => "too-large",
            Self::NotJson => "not-json",
            Self::Invalid => "invalid",
            Self::KeyUsed => "idempotency-key-used",
            Self::NotYet => "not-yet",
            Self::TooMany => "too-many-requests",
            Self::Broken => "broken",
            Self::Unavailable => "unavailable",
            Self::LongAddress => "address-too-long",
        }
    }

    fn status(self) -> StatusCode {
        match self {
            Self::Malformed | Self::NoKey => StatusCode::BAD_REQUEST,
            Self::Unauthenticated => StatusCode::UNAUTHORIZED,
            Self::Forbidden | Self::ForeignOrigin => StatusCode::FORBIDDEN,
            Self::NotFound => StatusCode::NOT_FOUND,
            Self::Method => StatusCode::METHOD_NOT_ALLOWED,
            Self::Busy | Self::Refused => StatusCode::CONFLICT,
            Self::TooLarge => StatusCode::PAYLOAD_TOO_LARGE,
            Self::NotJson => StatusCode::UNSUPPORTED_MEDIA_TYPE,
            Self::Invalid | Self::KeyUsed | Self::NotYet => StatusCode::UNPROCESSABLE_ENTITY,
            Self::TooMany => StatusCode::TOO_MANY_REQUESTS,
            Self::Broken => StatusCode::INTERNAL_SERVER_ERROR,
            Self::Unavailable => StatusCode::SERVICE_UNAVAILABLE,
            Self::LongAddress => StatusCode::URI_TOO_LONG,
        }
    }
}

/// What stands against a request.
#[derive(Clone, Debug)]
pub struct Problem(Box<Parts>);

#[derive(Clone, Debug)]
struct Parts {
    kind: Kind,
    detail: Option<Text>,
    errors: Vec<FieldError>,
    checkout: Option<CheckoutShape>,
    retry_after: Option<u64>,
}

/// What is wrong with one field.
#[derive(Clone, Debug)]
pub struct FieldError {
    field: String,
    code: String,
    detail: Text,
}

impl FieldError {
    pub fn new(field: &str, code: &str, words: (&str, &str)) -> Self {
        Self::told(field.to_owned(), code, text(words))
    }

    pub fn told(field: String, code: &str, detail: Text) -> Self {
        Self {
            field,
            code: code.to_owned(),
            detail,
        }
    }

    pub fn refuse(self) -> Problem {
        Problem::of(Kind::Invalid).with(vec![self])
    }

    pub fn written(&self, locale: Locale) -> ProblemError {
        ProblemError {
            field: self.field.clone(),
            code: self.code.clone(),
            detail: self.detail.get(locale).to_owned(),
        }
    }
}

impl Problem {
    pub fn of(kind: Kind) -> Self {
        Self(Box::new(Parts {
            kind,
            detail: None,
            errors: Vec::new(),
            checkout: None,
            retry_after: None,
        }))
    }

    pub fn with(mut self, errors: Vec<FieldError>) -> Self {
        self.0.errors = errors;
        self
    }

    /// The checkout as it stands now.
    pub fn showing(mut self, checkout: CheckoutShape) -> Self {
        self.0.checkout = Some(checkout);
        self
    }

    pub fn because(mut self, detail: Text) -> Self {
        self.0.detail = Some(detail);
        self
    }

    /// It may be asked again after so many seconds.
    pub fn after(mut self, seconds: u64) -> Self {
        self.0.retry_after = Some(seconds);
        self
    }

    pub fn written(self, locale: Locale) -> Response {
        let Parts {
            kind,
            detail,
            errors,
            checkout,
            retry_after,
        } = *self.0;
        let errors = errors.iter().map(|error| error.written(locale));
        let shape = ProblemShape {
            kind: format!("/api/v1/problems/{}", kind.code()),
            title: words::title(kind).get(locale).to_owned(),
            status: kind.status().as_u16(),
            detail: detail.map(|detail| detail.get(locale).to_owned()),
            errors: errors.collect(),
            checkout,
        };
        let body = serde_json::to_vec(&shape).unwrap_or_default();
        let headers = [(CONTENT_TYPE, "application/problem+json")];
        let mut response = (kind.status(), headers, body).into_response();
        let headers = response.headers_mut();
        if let Some(seconds) = retry_after {
            headers.insert(RETRY_AFTER, HeaderValue::from(seconds));
        }
        if kind == Kind::Unauthenticated {
            headers.insert(WWW_AUTHENTICATE, HeaderValue::from_static("Bearer"));
        }
        response
    }
}

/// What is refused before anybody looks at who asks.
pub fn refusal(status: StatusCode) -> Response {
    let kind = match status {
        StatusCode::BAD_REQUEST => Kind::Malformed,
        StatusCode::URI_TOO_LONG => Kind::LongAddress,
        StatusCode::SERVICE_UNAVAILABLE => Kind::Unavailable,
        _ => Kind::Broken,
    };
    Problem::of(kind).written(Locale::default())
}

/// It is written where the asker's language is known.
impl IntoResponse for Problem {
    fn into_response(self) -> Response {
        let mut response = self.0.kind.status().into_response();
        response.extensions_mut().insert(self);
        response
    }
}

/// What a kind of problem is: where the `type` of a problem leads.
#[utoipa::path(
    get, path = "/api/v1/problems/{code}", tag = "problems",
    params(("code" = String, Path, description = "The last part of a problem's `type`")),
    responses((status = 200, description = "The kind of problem", body = ProblemShape))
)]
pub async fn explain(Path(code): Path<String>, headers: HeaderMap) -> Result<Response, Problem> {
    let kind = Kind::ALL.into_iter().find(|kind| kind.code() == code);
    let kind = kind.ok_or(Problem::of(Kind::NotFound))?;
    let shape = ProblemShape {
        kind: format!("/api/v1/problems/{code}"),
        title: words::title(kind).get(words::wanted(&headers)).to_owned(),
        status: kind.status().as_u16(),
        detail: None,
        errors: Vec::new(),
        checkout: None,
    };
    Ok(axum::Json(shape).into_response())
}

impl From<StorageError> for Problem {
    fn from(error: StorageError) -> Self {
        match error {
            StorageError::Unknown(Subject::Sku(_)) => {
                FieldError::new("sku", "unknown", words::UNKNOWN_SKU).refuse()
            }
            StorageError::Unknown(Subject::Location(_)) => {
                FieldError::new("location", "unknown", words::UNKNOWN_LOCATION).refuse()
            }
            StorageError::Unknown(_) => Self::of(Kind::NotFound),
            error => {
                tracing::error!(%error, "a system could not be answered");
                Self::of(Kind::Unavailable).after(2)
            }
        }
    }
}

impl From<AccountError> for Problem {
    fn from(error: AccountError) -> Self {
        match error {
            AccountError::Storage(error) => error.into(),
            AccountError::TooMany(wait) => Self::of(Kind::TooMany).after(wait.as_secs() + 1),
            AccountError::Busy | AccountError::Revoked => Self::of(Kind::Unavailable).after(2),
        }
    }
}

impl From<Refused> for Problem {
    fn from(refused: Refused) -> Self {
        let kind = match refused {
            Refused::NotAllowed => Kind::Forbidden,
            Refused::NoFulfillment => Kind::NotFound,
            _ => Kind::Refused,
        };
        Self::of(kind).because(words::refused(&refused))
    }
}

impl From<StockRefusal> for Problem {
    fn from(refused: StockRefusal) -> Self {
        let kind = match refused {
            StockRefusal::NoTransfer => Kind::NotFound,
            _ => Kind::Refused,
        };
        Self::of(kind).because(words::stock(&refused))
    }
}

impl From<OrderError> for Problem {
    fn from(error: OrderError) -> Self {
        match error {
            OrderError::Storage(error) => error.into(),
            OrderError::Account(error) => error.into(),
            OrderError::Refused(refused) => refused.into(),
            OrderError::AmountDiffers(now) => Self::of(Kind::Refused).because(words::differs(now)),
            OrderError::NoOrder | OrderError::NoCheckout => Self::of(Kind::NotFound),
            error @ (OrderError::Provider(_) | OrderError::Unreadable(_)) => {
                tracing::error!(%error, "an order could not be gone on with");
                Self::of(Kind::Unavailable).after(2)
            }
        }
    }
}
