//! What was just taken out of the cart, as long as nothing else is done: it can be put back (K13).

use crate::i18n::{self, locale, word_table};
use crate::kiosk::parts::{Press, Symbol};
use crate::shopper::{Notice, Shopper};
use baguni_replica::List;
use leptos::prelude::*;

#[component]
pub fn Removed() -> impl IntoView {
    let shopper = Shopper::here();
    let t = Words::of(locale());
    let last = RwSignal::new(None::<Notice>);
    Effect::new(move || {
        // The notice itself goes after a while: here it stays, since no time may run out (K8).
        if let Some(
            notice @ Notice::Removed {
                list: List::Cart, ..
            },
        ) = shopper.notice().get()
        {
            last.set(Some(notice));
        }
    });
    let put_back = move |notice: &Notice| {
        if let Notice::Removed {
            sku,
            quantity,
            since,
            list,
            ..
        } = notice.clone()
        {
            shopper.restore(list, sku, quantity, since);
        }
        last.set(None);
    };
    move || {
        last.get().map(|notice| {
            let told = match &notice {
                Notice::Removed { title, .. } => i18n::removed(locale(), title),
                _ => String::new(),
            };
            view! {
                <div class="removed" role="status" data-testid="removed">
                    <p>{told}</p>
                    <Press
                        label=t.undo.to_owned()
                        symbol=Symbol::Undo
                        name="undo"
                        on_press=move || put_back(&notice)
                    />
                </div>
            }
        })
    }
}

word_table! {
/// The words of it in one language.
Words {
    undo: "되돌리기" / "Undo";
}
}
