//! The vocabulary of the trade: the values that every surface shares and the rules that hold
//! between them. Nothing here reads a clock, draws randomness, performs IO or knows SQL or HTML.

pub mod address;
pub mod calendar;
pub mod cart;
pub mod catalogue;
pub mod checkout;
pub mod collection;
pub mod device;
pub mod email;
#[cfg(test)]
mod fixture;
pub mod hangul;
pub mod ident;
pub mod listing;
pub mod locale;
pub mod media;
pub mod money;
pub mod order;
pub mod payment;
pub mod pricing;
pub mod product;
pub mod promise;
pub mod promotion;
pub mod quote;
pub mod routing;
pub mod search;
pub mod shipping;
pub mod stock;

pub use address::{Address, Postcode, Region, Zone};
pub use calendar::{Date, Holidays};
pub use cart::{CartLines, Wishlist};
pub use catalogue::{Catalogue, CatalogueParts};
pub use collection::{Collection, CollectionRule};
pub use device::{DeviceId, DeviceProfile};
pub use email::Email;
pub use ident::{Barcode, CommandId, Handle, Quantity, ShopperId, Sku};
pub use listing::{Facet, FacetValue, Listing, ListingQuery, PriceRange, Sort};
pub use locale::{Locale, Localization, Text};
pub use media::{Media, MediaId};
pub use money::{Currency, Money, Price, Prices};
pub use payment::{PaymentId, PaymentState, RefundId};
pub use pricing::{Pricing, ScheduledPrice};
pub use product::{OptionValue, Product, ProductOption, Variant};
pub use promise::Promise;
pub use promotion::{Promotion, PromotionCode};
pub use quote::{Quote, QuoteRequest};
pub use routing::{Routed, RoutingRequest, RoutingRules, route};
pub use shipping::ShippingMethod;
pub use stock::{LocationKind, MovementKind, StockLevel, StockLocation, StockMovement};
