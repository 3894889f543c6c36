//! A browser's cookies, and what the basket they lead to holds.

use crate::shop::{Answer, TestShop};
use axum::http::header::SET_COOKIE;
use baguni_commerce::ShopperId;
use baguni_replica::List;
use std::collections::BTreeMap;

/// The cookies of one browser, which follow what answers set.
#[derive(Clone, Debug, Default)]
pub struct Jar(BTreeMap<String, String>);

impl Jar {
    pub fn with(name: &str, value: &str) -> Self {
        Self([(name.to_owned(), value.to_owned())].into())
    }

    pub fn header(&self) -> String {
        let pairs = self.0.iter().map(|(name, value)| format!("{name}={value}"));
        pairs.collect::<Vec<_>>().join("; ")
    }

    pub fn get(&self, name: &str) -> Option<&str> {
        self.0.get(name).map(String::as_str)
    }

    pub fn take(&mut self, answer: &Answer) {
        for line in answer.headers.get_all(SET_COOKIE) {
            let pair = line.to_str().unwrap().split(';').next().unwrap();
            let (name, value) = pair.split_once('=').unwrap();
            match value {
                "" => drop(self.0.remove(name)),
                _ => drop(self.0.insert(name.to_owned(), value.to_owned())),
            }
        }
    }

    pub async fn post(&mut self, shop: &TestShop, path: &str, fields: &str) -> Answer {
        let answer = shop.post(path, &self.header(), fields).await;
        self.take(&answer);
        answer
    }

    pub async fn get_page(&mut self, shop: &TestShop, path: &str) -> Answer {
        let answer = shop.get_with(path, &[("cookie", &self.header())]).await;
        self.take(&answer);
        answer
    }

    pub fn shopper(&self) -> Option<ShopperId> {
        self.get("baguni_shopper")?.parse().ok()
    }

    /// What a list shows, as `SKU:2,SKU:1`, the oldest line first.
    pub async fn list(&self, shop: &TestShop, list: List) -> String {
        let Some(shopper) = self.shopper() else {
            return String::new();
        };
        let kept = shop.storage.basket(shopper, Vec::new()).await.unwrap();
        let shown = kept.truth.basket.shown(list);
        let lines = shown
            .iter()
            .map(|line| format!("{}:{}", line.key.sku, line.quantity));
        lines.collect::<Vec<_>>().join(",")
    }

    pub async fn cart(&self, shop: &TestShop) -> String {
        self.list(shop, List::Cart).await
    }
}
