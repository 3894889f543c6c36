//! The terms of sale: what the storefront knows of promotions, shipping and scheduled prices.

use super::Storefront;
use crate::{Lines, Terms};
use baguni_commerce::promotion::{Limits, Scope, Trigger};
use baguni_commerce::{Handle, Locale, Localization, Pricing, Promotion, Sku, Text};

/// Promotions that begin within a day are told before, so that a page that is left open knows
/// them: milliseconds.
const TOLD_BEFORE: u64 = 24 * 60 * 60 * 1_000;

impl Storefront {
    /// Promotions, ways of shipping and the prices to come.
    pub fn pricing(&self) -> &Pricing {
        &self.pricing
    }

    /// Whether a price has begun or ended since the snapshot was made.
    pub fn is_outdated(&self, now: u64) -> bool {
        self.until.is_some_and(|until| until <= now)
    }

    /// The collections that a variant's product is in, for a quote.
    pub fn collections_of_variant(&self, sku: &Sku) -> Vec<Handle> {
        let Some((at, _)) = self.catalogue.variant(sku) else {
            return Vec::new();
        };
        let handle = |at: &usize| self.catalogue.collections()[*at].handle.clone();
        self.collections_of[at].iter().map(handle).collect()
    }

    pub(super) fn lines(&self, shown: Localization, skus: &[Sku]) -> Lines {
        Lines {
            lines: self.variant_lines(shown, skus),
            terms: self.terms(shown.locale, self.now()),
        }
    }

    /// What everybody gets who buys at `now`, in milliseconds since 1970.
    pub fn terms(&self, locale: Locale, now: u64) -> Terms {
        let promotions = self.pricing.promotions.iter();
        let mut method = self.pricing.methods.first().cloned();
        if let Some(method) = &mut method {
            method.title = in_one(&method.title, locale);
        }
        Terms {
            promotions: promotions
                .filter(|promotion| is_for_everybody(promotion, now))
                .map(|promotion| Promotion {
                    title: in_one(&promotion.title, locale),
                    ..promotion.clone()
                })
                .collect(),
            method,
            at: now,
        }
    }

    /// What a screen may keep of it: no codes, no prices to come, and nothing that is for some.
    pub(super) fn told_pricing(&self, now: u64) -> Pricing {
        let promotions = self.pricing.promotions.iter();
        Pricing {
            promotions: promotions
                .filter(|promotion| is_for_everybody(promotion, now))
                .cloned()
                .collect(),
            methods: self.pricing.methods.clone(),
            scheduled: Vec::new(),
        }
    }

    /// Of a variant's collections those that a promotion names.
    pub(super) fn promoted_collections(&self, sku: &Sku) -> Vec<Handle> {
        let mut handles = self.collections_of_variant(sku);
        handles.retain(|handle| {
            self.pricing
                .promotions
                .iter()
                .any(|it| names(&it.scope, handle))
        });
        handles
    }
}

fn in_one(text: &Text, locale: Locale) -> Text {
    Text::in_locale(locale, text.get(locale))
}

fn names(scope: &Scope, handle: &Handle) -> bool {
    matches!(scope, Scope::Collections(handles) if handles.contains(handle))
}

fn is_for_everybody(promotion: &Promotion, now: u64) -> bool {
    let conditions = &promotion.conditions;
    promotion.trigger == Trigger::Automatic
        && !conditions.signed_in
        && !conditions.first_order
        && promotion.limits == Limits::default()
        && conditions.ends.is_none_or(|ends| now < ends)
        && conditions
            .starts
            .is_none_or(|starts| starts < now.saturating_add(TOLD_BEFORE))
}
