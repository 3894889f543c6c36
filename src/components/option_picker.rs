//! The options of a product as radio buttons. What is not made with the other choices stays in
//! sight and says so.

use crate::components::swatch::Dot;
use crate::i18n::words;
use baguni_api::{OptionChoice, OptionChoiceValue, ProductPage, VariantDetail};
use leptos::prelude::*;

/// What is chosen on a product page: one value of each option.
#[derive(Clone, Copy)]
pub struct Choice {
    page: StoredValue<ProductPage>,
    /// How often the page has been said anew.
    renewed: RwSignal<u32>,
    chosen: RwSignal<Vec<u16>>,
}

impl Choice {
    /// Begins with the variant that the address names, else with the first that can be bought.
    pub fn new(page: &ProductPage, sku: Option<&str>) -> Self {
        let named = page
            .variants
            .iter()
            .find(|variant| Some(variant.sku.as_str()) == sku);
        let first = page.variants.iter().find(|variant| variant.sellable);
        let start = named.or(first).or(page.variants.first());
        let chosen = start
            .map(|variant| variant.choices.clone())
            .unwrap_or_default();
        Self {
            page: StoredValue::new(page.clone()),
            renewed: RwSignal::new(0),
            chosen: RwSignal::new(chosen),
        }
    }

    /// The chosen variant. There always is one: see [`Choice::choose`].
    pub fn variant(self) -> Option<VariantDetail> {
        self.renewed.track();
        self.chosen.with(|chosen| {
            self.page.with_value(|page| {
                page.variants
                    .iter()
                    .find(|variant| variant.choices == *chosen)
                    .cloned()
            })
        })
    }

    /// The page as the shop said it last, without following what it says next.
    pub fn page(self) -> ProductPage {
        self.page.get_value()
    }

    /// What the shop says now. A product that has other options by now stays as it is drawn.
    pub fn renew(self, page: ProductPage) {
        let is_same = |was: &ProductPage| was.options == page.options;
        if self.page.try_with_value(is_same) == Some(true) {
            self.page.set_value(page);
            self.renewed.update(|times| *times += 1);
        }
    }

    pub fn is_sellable(self) -> bool {
        self.variant().is_some_and(|variant| variant.sellable)
    }

    /// Chooses a value. Where it is not made with the other choices, those that stand after it
    /// give way to the first combination that is made.
    pub fn choose(self, option: usize, value: u16) {
        let made = self.page.with_value(|page| {
            let wanted = self.chosen.with_untracked(|chosen| {
                let mut wanted = chosen.clone();
                if let Some(choice) = wanted.get_mut(option) {
                    *choice = value;
                }
                wanted
            });
            let likeness = |variant: &&VariantDetail| {
                variant
                    .choices
                    .iter()
                    .zip(&wanted)
                    .filter(|(a, b)| a == b)
                    .count()
            };
            page.variants
                .iter()
                .filter(|variant| variant.choices.get(option) == Some(&value))
                .rev()
                .max_by_key(likeness)
                .map(|variant| variant.choices.clone())
        });
        if let Some(made) = made {
            self.chosen.set(made);
        }
    }

    pub fn is_chosen(self, option: usize, value: u16) -> bool {
        self.chosen
            .with(|chosen| chosen.get(option) == Some(&value))
    }

    /// The variant that this value would give with the other choices as they are.
    pub fn with(self, option: usize, value: u16) -> Option<VariantDetail> {
        self.renewed.track();
        self.chosen.with(|chosen| {
            let same = |variant: &&VariantDetail| {
                variant.choices.iter().enumerate().all(|(at, choice)| {
                    if at == option {
                        *choice == value
                    } else {
                        chosen.get(at) == Some(choice)
                    }
                })
            };
            self.page
                .with_value(|page| page.variants.iter().find(same).cloned())
        })
    }
}

#[component]
pub fn OptionPicker(choice: Choice, options: Vec<OptionChoice>) -> impl IntoView {
    let options = options.into_iter().enumerate().map(|(index, option)| {
        let names: Vec<String> = option
            .values
            .iter()
            .map(|value| value.name.clone())
            .collect();
        let chosen_name = move || {
            let at = choice
                .chosen
                .with(|chosen| chosen.get(index).copied())
                .unwrap_or_default();
            names.get(usize::from(at)).cloned()
        };
        let values = option.values.into_iter().zip(0_u16..).map(|(value, at)| {
            view! { <OptionRadio choice option=index at value /> }
        });
        view! {
            <fieldset class="option">
                <legend>{option.name}" "<span class="chosen">{chosen_name}</span></legend>
                <div class="values">{values.collect_view()}</div>
            </fieldset>
        }
    });
    view! { <div class="options">{options.collect_view()}</div> }
}

#[component]
fn OptionRadio(choice: Choice, option: usize, at: u16, value: OptionChoiceValue) -> impl IntoView {
    let t = words();
    let note = move || match choice.with(option, at) {
        None => Some(t.not_made),
        Some(variant) if !variant.sellable => Some(t.badge_sold_out),
        Some(_) => None,
    };
    let has_swatch = value.swatch.is_some();
    let name = value.name.clone();
    view! {
        <label
            class="value"
            class:with-swatch=has_swatch
            class:unavailable=move || note().is_some()
            title=move || note().map(|note| format!("{name}: {note}"))
        >
            <input
                type="radio"
                name=format!("option-{option}")
                value=at
                checked=choice.chosen.with_untracked(|chosen| chosen.get(option) == Some(&at))
                prop:checked=move || choice.is_chosen(option, at)
                on:change=move |_| choice.choose(option, at)
            />
            {value.swatch.map(|color| view! { <Dot color /> })}
            <span class="name">{value.name}</span>
            <span class="visually-hidden">{note}</span>
        </label>
    }
}
