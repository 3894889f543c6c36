//! What is being typed: [`Typed`].

use baguni_commerce::hangul::Composer;
use leptos::prelude::*;

/// A line of text, typed by the keys on the screen or by a keyboard that somebody has brought.
#[derive(Clone, Copy)]
pub struct Typed {
    composer: RwSignal<Composer>,
    text: Memo<String>,
}

impl Typed {
    /// The most characters: more than any search is read.
    pub const MOST: usize = 60;

    pub fn begin() -> Self {
        let composer = RwSignal::new(Composer::default());
        let text = Memo::new(move |_| composer.with(Composer::text));
        Self { composer, text }
    }

    pub fn text(self) -> Memo<String> {
        self.text
    }

    pub fn press(self, key: char) {
        self.composer.update(|composer| {
            composer.press(key);
            if composer.text().chars().count() > Self::MOST {
                composer.back();
            }
        });
    }

    pub fn back(self) {
        self.composer.update(|composer| {
            composer.back();
        });
    }

    pub fn clear(self) {
        self.composer.set(Composer::default());
    }

    pub fn end_syllable(self) {
        self.composer.update(Composer::end_syllable);
    }

    /// Another text in its place, as a field has it that was typed into.
    pub fn replace(self, text: &str) {
        if self.text.with_untracked(|now| now != text) {
            let text: String = text.chars().take(Self::MOST).collect();
            self.composer.set(Composer::after(&text));
        }
    }
}
