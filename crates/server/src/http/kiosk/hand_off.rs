//! Codes that a screen shows to phones.

use super::{Screen, answer, asked};
use crate::http::visitor;
use crate::kiosk::hand_off;
use axum::body::Bytes;
use axum::response::Response;
use baguni_api::kiosk::HandOffAsk;

pub async fn offer(screen: Screen, body: Bytes) -> Response {
    let offered = async {
        let ask: HandOffAsk = asked(&body)?;
        let visitor = screen.visitor().await?;
        let origin = visitor::origin(&screen.shop, &screen.headers);
        hand_off::offer(&screen.shop, &screen.device, &visitor, ask, &origin).await
    };
    answer(offered.await)
}
