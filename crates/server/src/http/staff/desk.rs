//! Who of the staff asks, and where they work. Everything else of these pages is asked with what
//! stands here, so that no address and no field says whose work is seen.

use super::drawn;
use crate::accounts::{AccountError, sessions};
use crate::http::redirect::SeeOther;
use crate::http::{Shop, cookies, plain};
use axum::extract::FromRequestParts;
use axum::http::request::Parts;
use axum::http::{HeaderMap, HeaderValue, Method, StatusCode, Uri};
use axum::response::{IntoResponse, Response};
use baguni::pages::staff::StaffPage;
use baguni_api::account::NEXT;
use baguni_api::staff::{SIGN_IN, TODAY};
use baguni_commerce::cart::percent_decode;
use baguni_commerce::order::{Actor, Fulfillment, FulfillmentId, Order, OrderNumber, Role, Staff};
use baguni_commerce::{Handle, Locale};
use baguni_storage::StorageError;
use std::sync::Arc;

/// Where a merchant looks at. Of others the account decides.
const PLACE: &str = "baguni_place";

/// One of the staff at work.
pub struct Desk {
    pub shop: Arc<Shop>,
    /// With the place that they look at.
    pub staff: Staff,
    pub locale: Locale,
    pub uri: Uri,
    pub headers: HeaderMap,
}

impl FromRequestParts<Arc<Shop>> for Desk {
    type Rejection = Response;

    async fn from_request_parts(parts: &mut Parts, shop: &Arc<Shop>) -> Result<Self, Response> {
        let visitor = sessions::of(shop, &parts.headers).await;
        let visitor = visitor.map_err(|error| unavailable(&error))?;
        let Some(account) = visitor.and_then(|visitor| visitor.account) else {
            return Err(to_sign_in(parts));
        };
        let staff = shop.storage.staff(account.shopper).await;
        let staff = staff.map_err(|error| unavailable(&AccountError::Storage(error)))?;
        let seen = drawn::Asked::of(parts);
        let Some(mut staff) = staff else {
            return Err(seen.drawn(shop, None, StaffPage::NoAccess, StatusCode::FORBIDDEN));
        };
        if staff.role == Role::Merchant {
            staff.location = chosen(shop, &parts.headers).or(staff.location);
        }
        Ok(Self {
            shop: Arc::clone(shop),
            staff,
            locale: Locale::split_path(parts.uri.path()).0,
            uri: parts.uri.clone(),
            headers: parts.headers.clone(),
        })
    }
}

/// To where one signs in, and back to what was asked for.
fn to_sign_in(parts: &Parts) -> Response {
    let (locale, path) = Locale::split_path(parts.uri.path());
    let next = match (parts.method == Method::GET, parts.uri.query()) {
        (true, Some(query)) => format!("{}?{query}", locale.href(path)),
        (true, None) => locale.href(path),
        (false, _) => locale.href(TODAY),
    };
    let query = form_urlencoded::Serializer::new(String::new())
        .append_pair(NEXT, &next)
        .finish();
    SeeOther(&format!("{}?{query}", locale.href(SIGN_IN))).into_response()
}

fn unavailable(error: &AccountError) -> Response {
    tracing::warn!(%error, "a page of the staff was not drawn");
    plain::page(StatusCode::SERVICE_UNAVAILABLE)
}

fn chosen(shop: &Shop, headers: &HeaderMap) -> Option<Handle> {
    let raw = percent_decode(cookies::read(headers, PLACE)?)?;
    let handle: Handle = raw.parse().ok()?;
    let storefront = shop.catalogue.current();
    storefront.catalogue().location(&handle)?;
    Some(handle)
}

/// The cookie of the place that a merchant looks at from now on.
pub fn cookie(shop: &Shop, place: &Handle) -> HeaderValue {
    let secure = if shop.is_secure() { "; Secure" } else { "" };
    let place = baguni_commerce::cart::percent_encode(place.as_str());
    let line = format!("{PLACE}={place}; Path=/; SameSite=Lax; HttpOnly{secure}");
    HeaderValue::try_from(line).expect("what is percent-encoded is ASCII")
}

impl Desk {
    pub fn actor(&self) -> Actor {
        Actor::Staff(self.staff.clone())
    }

    pub fn is(&self, role: Role) -> bool {
        self.staff.role >= role
    }

    pub fn must_be(&self, role: Role) -> Result<(), Response> {
        match self.is(role) {
            true => Ok(()),
            false => Err(self.refused()),
        }
    }

    /// 403, on a page of theirs.
    pub fn refused(&self) -> Response {
        self.draw(StaffPage::NoAccess, StatusCode::FORBIDDEN)
    }

    /// 404, whether it is somebody else's or nobody's.
    pub fn nothing(&self) -> Response {
        self.draw(StaffPage::NotFound, StatusCode::NOT_FOUND)
    }

    /// Where they work. A merchant who has not said so yet is asked.
    pub fn place(&self) -> Result<&Handle, Response> {
        let ask = || self.draw(StaffPage::ChoosePlace, StatusCode::OK);
        self.staff.location.as_ref().ok_or_else(ask)
    }

    pub fn drawn(&self, page: StaffPage) -> Response {
        self.draw(page, StatusCode::OK)
    }

    fn draw(&self, page: StaffPage, status: StatusCode) -> Response {
        let asked = drawn::Asked {
            uri: &self.uri,
            headers: &self.headers,
        };
        asked.drawn(&self.shop, Some(&self.staff), page, status)
    }

    pub fn href(&self, path: &str) -> String {
        self.locale.href(path)
    }

    /// 303 to a page in the language of this one.
    pub fn see(&self, path: &str) -> Response {
        SeeOther(&self.href(path)).into_response()
    }

    pub fn failed(&self, error: StorageError) -> Response {
        unavailable(&AccountError::Storage(error))
    }

    /// An order that has to do with where they work: a part of it is or was there, or it was sold
    /// there.
    pub async fn order(&self, number: &str) -> Result<Order, Response> {
        let Ok(number) = number.parse::<OrderNumber>() else {
            return Err(self.nothing());
        };
        let found = self.shop.storage.order(number).await;
        let found = found.map_err(|error| self.failed(error))?;
        found
            .filter(|order| self.may_see(order))
            .ok_or_else(|| self.nothing())
    }

    fn may_see(&self, order: &Order) -> bool {
        let Some(place) = self.staff.location.as_ref() else {
            return self.is(Role::Merchant);
        };
        let mut origins = order.lines.iter().filter_map(|line| line.origin.as_ref());
        let mut parts = order.fulfillments.iter();
        self.is(Role::Merchant)
            || parts.any(|part| part.concerns(place))
            || origins.any(|origin| origin.location == *place)
    }

    /// A part of an order that is or was at their place, or comes to it.
    pub async fn part(&self, number: &str, part: &str) -> Result<(Order, Fulfillment), Response> {
        let order = self.order(number).await?;
        let id = part.parse().map(FulfillmentId);
        let found = id.ok().and_then(|id| order.fulfillment(id).cloned());
        let place = self.staff.location.as_ref();
        let concerns = |part: &Fulfillment| place.is_some_and(|place| part.concerns(place));
        match found.filter(|part| self.is(Role::Merchant) || concerns(part)) {
            Some(part) => Ok((order, part)),
            None => Err(self.nothing()),
        }
    }
}
