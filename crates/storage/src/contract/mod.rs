//! Checks that any database behind [`Storage`] must pass, for the tests of every such database.
//! A check that fails panics and says what was promised.

#![allow(
    clippy::unwrap_used,
    reason = "these are tests, though not compiled as such by the crates that run them"
)]

mod api_keys;
mod baskets;
mod collections;
mod counter;
mod devices;
mod forms;
mod hand_offs;
mod handles;
mod holds;
mod joins;
mod media;
mod products;
pub mod promotions;
pub mod samples;
mod screens;
mod shoppers;
mod staff;
mod stock;
mod together;

use crate::Storage;
use baguni_commerce::CatalogueParts;

/// Runs every check, each on a fresh and empty storage that `make` gives.
pub async fn all<S, F>(make: F)
where
    S: Storage + 'static,
    F: AsyncFn() -> S,
{
    nothing_in_the_beginning(&make().await).await;

    products::come_back_as_they_were(&make().await).await;
    products::are_replaced(&make().await).await;
    products::keep_the_order_of_first_saving(&make().await).await;
    products::keep_the_stock_of_variants_that_stay(&make().await).await;
    products::do_not_share_a_sku(&make().await).await;
    products::hand_over_a_sku_in_one_call(&make().await).await;
    products::are_refused_when_invalid(&make().await).await;
    products::are_known_by_their_skus(&make().await).await;

    collections::come_back_as_they_were(&make().await).await;
    collections::are_replaced(&make().await).await;
    collections::locations_come_back_in_order(&make().await).await;

    stock::is_set_and_read(&make().await).await;
    stock::of_what_is_not_there_is_refused(&make().await).await;
    stock::is_adjusted(&make().await).await;
    stock::is_kept_back(&make().await).await;
    holds::is_held_all_or_nothing(&make().await).await;
    holds::is_held_for_a_time(&make().await).await;
    stock::is_carried_elsewhere(&make().await).await;
    stock::has_a_ledger(&make().await).await;
    stock::tells_what_changed(&make().await).await;
    stock::of_what_leaves_the_catalogue_is_written_off(&make().await).await;
    holds::is_never_held_twice(make().await).await;

    promotions::come_back_as_they_were(&make().await).await;
    promotions::are_replaced(&make().await).await;
    promotions::are_refused_when_invalid(&make().await).await;
    promotions::tell_the_uses_of_limited_ones(&make().await).await;

    handles::of_products_move(&make().await).await;
    handles::of_collections_move(&make().await).await;
    handles::move_only_what_is_there_to_what_is_free(&make().await).await;

    media::is_kept_once(&make().await).await;

    of_people(&make).await;
    of_devices(&make).await;
    of_hand_offs(&make).await;

    baskets::take_every_change_once(&make().await).await;
    baskets::refuse_one_and_take_the_others(&make().await).await;
    baskets::give_a_replica_to_one_shopper(&make().await).await;
    baskets::remark_what_has_no_effect(&make().await).await;
    baskets::let_covers_overtake_what_they_cover(&make().await).await;
    forms::write_for_forms(&make().await).await;
    forms::take_all_of_a_form_or_nothing(&make().await).await;
    forms::take_a_marked_form_once(&make().await).await;
    baskets::are_ordered_once(&make().await).await;
    joins::are_joined_with_their_replicas(&make().await).await;
    joins::are_joined_into_accounts_without_any(&make().await).await;
    baskets::share_wishlists(&make().await).await;
    baskets::forget_replicas_in_the_end(&make().await).await;
    baskets::forget_orders_and_forms_in_time(&make().await).await;

    together::revision_follows_changes_alone(&make().await).await;
    together::a_failing_batch_changes_nothing(&make().await).await;
    together::writers_do_not_lose_each_others_work(make().await).await;
    together::readers_never_see_half_a_batch(make().await).await;
}

/// Screens that stores set up, and whoever stands in front of them.
async fn of_devices<S, F>(make: &F)
where
    S: Storage + 'static,
    F: AsyncFn() -> S,
{
    devices::are_paired_once(&make().await).await;
    devices::are_paired_by_one_of_many(make().await).await;
    devices::say_how_they_are(&make().await).await;
    devices::are_nothing_once_revoked(&make().await).await;
    devices::open_to_the_staff_once(&make().await).await;
    devices::name_those_who_did_it_as_they_are_called_today(&make().await).await;

    counter::call_for_somebody(&make().await).await;
    counter::make_tickets(&make().await).await;
    counter::have_few_tickets_open(&make().await).await;

    screens::forget_who_was_there(&make().await).await;
    screens::have_one_session(&make().await).await;
}

/// Baskets that go between screens and phones.
async fn of_hand_offs<S, F>(make: &F)
where
    S: Storage + 'static,
    F: AsyncFn() -> S,
{
    hand_offs::go_to_one_phone(&make().await).await;
    hand_offs::are_refused(&make().await).await;
    hand_offs::pass_nobodys_basket_on(&make().await).await;
    hand_offs::go_where_the_phone_goes(&make().await).await;
    hand_offs::keep_where_lines_came_from(&make().await).await;
    hand_offs::are_ended_from_the_phone(&make().await).await;
    hand_offs::are_forgotten_in_time(&make().await).await;
}

/// Shoppers, those who work here, and the systems that do.
async fn of_people<S, F>(make: &F)
where
    S: Storage + 'static,
    F: AsyncFn() -> S,
{
    shoppers::open_as_guests(&make().await).await;
    shoppers::last_while_they_are_seen(&make().await).await;
    shoppers::become_accounts(&make().await).await;
    shoppers::do_not_share_an_email_address(&make().await).await;
    shoppers::are_renamed(&make().await).await;
    shoppers::are_joined_once(&make().await).await;
    shoppers::are_rotated(&make().await).await;
    shoppers::are_not_rotated_by_a_former_password(&make().await).await;
    shoppers::are_listed_and_ended(&make().await).await;
    shoppers::are_reset_once(&make().await).await;
    shoppers::are_forgotten_when_they_have_expired(&make().await).await;

    staff::are_appointed_and_dismissed(&make().await).await;
    staff::work_somewhere_that_is_there(&make().await).await;

    api_keys::are_added_and_revoked(&make().await).await;
    api_keys::are_refused(&make().await).await;
    api_keys::answer_once(&make().await).await;
    api_keys::are_taken_up_by_one_of_many(make().await).await;
    api_keys::answers_are_bounded(&make().await).await;
}

async fn nothing_in_the_beginning(storage: &dyn Storage) {
    let parts = storage.load_catalogue().await.unwrap();
    assert_eq!(parts, CatalogueParts::default());
}
