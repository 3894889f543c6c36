//! The description of the interface, made of the handlers and shapes themselves (OpenAPI 3.1).

use super::problem::Kind;
use super::shapes::{ProblemError, ProblemShape};
use super::{checkouts, locations, orders, placing, problem, products, steps, stock, transfers};
use axum::Json;
use axum::response::IntoResponse;
use std::sync::LazyLock;
use utoipa::openapi::path::{Operation, Parameter, ParameterBuilder, ParameterIn};
use utoipa::openapi::response::Response;
use utoipa::openapi::security::{ApiKey, ApiKeyValue, HttpAuthScheme, HttpBuilder, SecurityScheme};
use utoipa::openapi::{ContentBuilder, ObjectBuilder, Ref, Required, ResponseBuilder, Type};
use utoipa::{Modify, OpenApi};

#[derive(OpenApi)]
#[openapi(
    info(
        title = "Baguni",
        description = "Products, stock and orders of a shop. Amounts are whole numbers of minor \
            units, times are RFC 3339 in UTC, days are days in Seoul. Every POST carries an \
            `Idempotency-Key`: sent again within a day with the same body it changes nothing and \
            is answered as before, with `Idempotency-Replayed: true`.",
        version = "1",
        license(name = "MIT OR Apache-2.0", identifier = "MIT OR Apache-2.0")
    ),
    paths(
        show, problem::explain, products::list, products::one, locations::list, stock::list, stock::adjust,
        transfers::list, transfers::send, transfers::receive, checkouts::price, orders::list,
        placing::place, orders::one, steps::cancel, steps::collect, steps::step,
    ),
    components(schemas(ProblemShape, ProblemError)),
    modifiers(&Everywhere),
    tags(
        (name = "products", description = "What is sold; for everybody"),
        (name = "stock", description = "Where it is; for keys"),
        (name = "orders", description = "For shoppers their own, for keys those of their place"),
        (name = "problems", description = "What is answered when something is wrong"),
    )
)]
struct Described;

/// The whole description, as it stands in `docs/openapi.json`.
pub fn document() -> &'static utoipa::openapi::OpenApi {
    static DOCUMENT: LazyLock<utoipa::openapi::OpenApi> = LazyLock::new(Described::openapi);
    &DOCUMENT
}

/// This description.
#[utoipa::path(
    get, path = "/api/v1/openapi.json", tag = "problems",
    responses((status = 200, description = "The description of the interface")),
    security(())
)]
pub async fn show() -> impl IntoResponse {
    Json(document())
}

/// What holds of every operation.
struct Everywhere;

impl Modify for Everywhere {
    fn modify(&self, described: &mut utoipa::openapi::OpenApi) {
        let components = described.components.get_or_insert_default();
        let bearer = HttpBuilder::new()
            .scheme(HttpAuthScheme::Bearer)
            .description(Some("A key of `baguni api-key add`"))
            .build();
        components.add_security_scheme("key", SecurityScheme::Http(bearer));
        let cookie = ApiKeyValue::with_description(
            "baguni_session",
            "A shopper's session, from the shop's own pages",
        );
        components.add_security_scheme("session", SecurityScheme::ApiKey(ApiKey::Cookie(cookie)));
        for path in described.paths.paths.values_mut() {
            if let Some(post) = &mut path.post {
                post.parameters.get_or_insert_default().push(name().into());
            }
            for operation in [&mut path.get, &mut path.post].into_iter().flatten() {
                refusable(operation);
            }
        }
    }
}

/// Anything may be refused.
fn refusable(operation: &mut Operation) {
    let kinds = Kind::ALL.map(Kind::code).join("`, `");
    let described = format!("A problem; the last part of its `type` is one of `{kinds}`");
    let refused: Response = ResponseBuilder::new()
        .description(described)
        .content(
            "application/problem+json",
            ContentBuilder::new()
                .schema(Some(Ref::from_schema_name("Problem")))
                .build(),
        )
        .build();
    let responses = &mut operation.responses.responses;
    responses.insert("default".to_owned(), refused.into());
}

fn name() -> Parameter {
    let visible = ObjectBuilder::new()
        .schema_type(Type::String)
        .min_length(Some(1))
        .max_length(Some(255))
        .build();
    ParameterBuilder::new()
        .name("Idempotency-Key")
        .parameter_in(ParameterIn::Header)
        .required(Required::True)
        .description(Some("A name of the caller's own for this request"))
        .schema(Some(visible))
        .build()
}
