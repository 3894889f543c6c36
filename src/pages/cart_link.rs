//! `/cart/SKU:QTY,SKU:QTY`: a link that offers to put things in the cart. Looking at it changes
//! nothing; the shopper is asked.

#[cfg(feature = "ssr")]
mod drawn;

use baguni_api::VariantLine;
use baguni_commerce::CartLines;

/// The page, on the server; in the browser it is there already.
pub fn html(offered: CartLines, lines: Vec<VariantLine>) -> String {
    #[cfg(feature = "ssr")]
    return drawn::html(offered, lines);
    #[cfg(not(feature = "ssr"))]
    {
        let _ = (offered, lines);
        String::new()
    }
}
