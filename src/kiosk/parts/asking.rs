//! What a screen asks the shop, and what is drawn of the answer.

use super::words::PartWords;
use crate::visit::Visit;
use baguni_api::{ApiError, Reply};
use leptos::either::EitherOf3;
use leptos::prelude::*;
use leptos::task::spawn_local;

/// What the shop says to a question; `None` until it is there. It is asked anew whenever the
/// catalogue, or anything else that the question reads, is another.
pub fn asked<T: Send + Sync + 'static>(
    ask: impl Fn(&Visit) -> Reply<T> + 'static,
) -> ReadSignal<Option<Result<T, ApiError>>> {
    let visit = expect_context::<Visit>();
    let answer = RwSignal::new(None);
    Effect::new(move || {
        super::catalogue::follow();
        let asked = ask(&visit);
        spawn_local(async move {
            let told = asked.await;
            let _ = answer.try_set(Some(told));
        });
    });
    answer.read_only()
}

/// The first answer there is. Whoever is in the middle of choosing keeps what is drawn, and takes
/// what is told later by themselves.
pub fn first<T: Clone + PartialEq + Send + Sync + 'static>(
    answer: ReadSignal<Option<Result<T, ApiError>>>,
) -> Memo<Option<Result<T, ApiError>>> {
    Memo::new(move |was: Option<&Option<Result<T, ApiError>>>| match was {
        Some(Some(Ok(first))) => Some(Ok(first.clone())),
        _ => answer.get(),
    })
}

/// Draws an answer, or says that it is on its way or cannot be had.
pub fn answered<T: Clone + Send + Sync + 'static, V: IntoView + 'static>(
    answer: impl Into<Signal<Option<Result<T, ApiError>>>>,
    draw: impl Fn(T) -> V + Send + 'static,
) -> impl IntoView {
    let (t, answer) = (PartWords::here(), answer.into());
    move || match answer.get() {
        None => EitherOf3::A(view! { <p class="waiting" role="status">{t.waiting}</p> }),
        Some(Ok(told)) => EitherOf3::B(draw(told)),
        Some(Err(ApiError::NotFound | ApiError::Moved(_))) => {
            EitherOf3::C(view! { <p class="waiting">{t.gone}</p> })
        }
        Some(Err(_)) => EitherOf3::C(view! { <p class="waiting" role="alert">{t.no_answer}</p> }),
    }
}
