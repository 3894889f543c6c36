//! What the shop has told this page of the lines in the shopper's lists. It outlives questions that
//! fail and pages that are left: a cart must not go blank under a shopper's hands, and a page that
//! shows a list is not drawn anew because somebody somewhere has changed the list.

use super::{Answer, variants};
use crate::answer::AskAgain;
use crate::visit::Visit;
use baguni_api::{Lines, VariantLine};
use baguni_commerce::{CartLines, Sku};
use leptos::prelude::*;
use wasm_bindgen_futures::spawn_local;

/// What is known, and of what the shop has said whether it knows it.
#[derive(Clone, Copy)]
pub struct KnownLines {
    told: RwSignal<Lines>,
    asked: RwSignal<Vec<Sku>>,
}

impl KnownLines {
    pub fn provide() {
        provide_context(Self {
            told: RwSignal::new(Lines::default()),
            asked: RwSignal::new(Vec::new()),
        });
    }

    pub fn here() -> Self {
        expect_context()
    }

    /// Everything that was told.
    pub fn lines(self) -> ReadSignal<Lines> {
        self.told.read_only()
    }

    /// A line as the shop knows it; or whether it has said that it does not.
    pub fn of(self, sku: &Sku) -> Result<VariantLine, bool> {
        let line = |known: &Lines| known.lines.iter().find(|line| line.sku == *sku).cloned();
        self.told
            .with(line)
            .ok_or_else(|| self.asked.with(|asked| asked.contains(sku)))
    }

    /// Takes an answer. What is not in it the shop does not know, or no longer.
    pub fn learn(self, asked: &[Sku], answer: Lines) {
        self.asked.update(|all| {
            all.retain(|sku| !asked.contains(sku));
            all.extend_from_slice(asked);
        });
        self.told.update(|known| {
            known.lines.retain(|line| !asked.contains(&line.sku));
            known.lines.extend(answer.lines);
            // Without lines nothing was asked, and no terms were told.
            if answer.terms.at > 0 {
                known.terms = answer.terms;
            }
        });
    }

    /// Asks about these lists whenever they have a line of which nothing is known, until the shop
    /// answers; and about all of them when everything is asked again.
    pub fn follow(self, lists: impl Fn() -> Vec<Sku> + 'static) {
        let (visit, again) = (expect_context::<Visit>(), AskAgain::here());
        Effect::new(move |before: Option<u32>| {
            let (wanted, times) = (lists(), again.times());
            let is_known = |sku: &Sku| self.asked.with_untracked(|asked| asked.contains(sku));
            let anew = before.is_some_and(|before| before != times);
            if anew || !wanted.iter().all(is_known) {
                let reply = variants(&visit, wanted.clone());
                spawn_local(async move {
                    let answer = reply.await;
                    again.heard(&answer, false);
                    if let Ok(Answer::Lines(lines)) = answer {
                        self.learn(&wanted, lines);
                    }
                });
            }
            times
        });
    }
}

pub fn skus(lines: &CartLines) -> Vec<Sku> {
    lines.iter().map(|(sku, _)| sku.clone()).collect()
}
