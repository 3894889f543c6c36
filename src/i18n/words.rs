//! The words that stand alone. Sentences with something in them are in `phrases`.

/// A table of words: `name: Korean / English;`. A table of its own is for words that do not belong
/// in the bundle.
macro_rules! word_table {
    ($(#[$about:meta])* $Table:ident { $($name:ident: $ko:literal / $en:literal;)+ }) => {
        $(#[$about])*
        pub struct $Table {
            $(pub $name: &'static str,)+
        }

        impl $Table {
            pub fn of(locale: baguni_commerce::Locale) -> &'static Self {
                const KO: $Table = $Table { $($name: $ko,)+ };
                const EN: $Table = $Table { $($name: $en,)+ };
                match locale {
                    baguni_commerce::Locale::Ko => &KO,
                    baguni_commerce::Locale::En => &EN,
                }
            }
        }
    };
}
pub(crate) use word_table;

word_table! {
/// The interface's words in one language.
Words {
    account: "계정" / "Account";
    shop: "바구니" / "Baguni";
    tagline: "어느 화면에서나, 하나의 바구니" / "One basket on every screen";
    shop_description:
        "오래 쓰는 생활 물건을 고르는 가게, 바구니. 집에서도 매장에서도 같은 바구니로 이어집니다."
        / "A shop for everyday things made to last. One basket at home, on your phone and in our stores.";

    skip_to_content: "본문으로 바로가기" / "Skip to content";
    main_menu: "주요 메뉴" / "Main menu";
    menu: "메뉴" / "Menu";
    close: "닫기" / "Close";
    home: "홈" / "Home";
    collections: "컬렉션" / "Collections";
    collections_text: "부엌에서 정원까지, 쓰는 자리마다 골라 모았어요."
        / "Gathered by where they are used, from the kitchen to the garden.";
    stores: "매장" / "Stores";
    wishlist: "찜" / "Wishlist";
    cart: "장바구니" / "Cart";
    search: "검색" / "Search";
    search_placeholder: "무엇을 찾으세요?" / "What are you looking for?";
    suggestions: "추천 검색" / "Suggestions";
    currency: "통화" / "Currency";
    preferences: "언어와 통화" / "Language and currency";
    breadcrumbs: "현재 위치" / "You are here";

    see_all: "모두 보기" / "See all";
    new_arrivals: "새로 들어온 물건" / "Just in";
    new_arrivals_text: "이번 계절, 작업실에서 갓 나온 것들" / "Fresh from the workshops this season";
    on_sale_now: "지금 할인 중" / "On sale now";
    on_sale_text: "좋은 물건을 조금 더 가볍게" / "Good things, a little lighter on the purse";
    shop_by_collection: "컬렉션 둘러보기" / "Browse the collections";
    editorial_label: "이야기" / "The edit";
    see_collection: "컬렉션 보기" / "See the collection";
    promise_sync_title: "하나의 바구니" / "One basket";
    promise_sync: "휴대폰에 담은 것이 컴퓨터와 매장 화면에도 그대로 있어요."
        / "What you add on your phone is there on your laptop and in the store.";
    promise_store_title: "매장에서 만나기" / "See it in a store";
    promise_store: "매장별 재고를 보고 가까운 곳에서 직접 살펴보세요."
        / "Check the stock of each store and see it for yourself nearby.";
    promise_delivery_title: "내일 도착" / "Sent today";
    promise_delivery: "오후 2시 전에 주문하면 이천 물류센터에서 그날 보내요."
        / "Ordered by 2 pm, it leaves our Icheon warehouse the same day.";

    badge_new: "신상" / "New";
    badge_sold_out: "품절" / "Sold out";
    price_was: "이전 가격" / "Was";
    price_now: "가격" / "Price";
    colors: "색상" / "Colours";
    add_to_wishlist: "찜하기" / "Add to wishlist";
    remove_from_wishlist: "찜 해제" / "Remove from wishlist";
    no_picture: "사진 준비 중" / "Picture to come";

    filters: "필터" / "Filter";
    apply: "적용" / "Apply";
    show_results: "결과 보기" / "Show results";
    clear_all: "모두 지우기" / "Clear all";
    sort: "정렬" / "Sort";
    sort_featured: "추천순" / "Featured";
    sort_best_match: "정확도순" / "Best match";
    sort_new: "신상품순" / "Newest";
    sort_price_asc: "낮은 가격순" / "Price, low to high";
    sort_price_desc: "높은 가격순" / "Price, high to low";
    sort_discount: "할인율순" / "Biggest discount";
    products: "상품" / "Products";
    price: "가격" / "Price";
    price_min: "최저 가격" / "Lowest price";
    price_max: "최고 가격" / "Highest price";
    availability: "재고" / "Availability";
    in_stock_only: "구매할 수 있는 것만" / "In stock only";
    on_sale_only: "할인 상품만" / "On sale only";
    any_store: "모든 매장" / "Any store";
    available_at: "재고 있는 매장" / "In stock at";
    pages: "쪽" / "Pages";
    previous_page: "이전" / "Previous";
    next_page: "다음" / "Next";
    nothing_matches: "조건에 맞는 상품이 없어요" / "Nothing matches";
    nothing_matches_text: "필터를 하나씩 풀어 보세요." / "Try taking a filter away.";

    gallery: "상품 사진" / "Pictures";
    zoom: "크게 보기" / "Enlarge";
    choose: "선택하세요" / "Please choose";
    not_made: "만들지 않는 조합" / "Not made in this combination";
    quantity: "수량" / "Quantity";
    increase: "하나 더" / "One more";
    decrease: "하나 빼기" / "One less";
    add_to_cart: "장바구니에 담기" / "Add to cart";
    sold_out: "품절되었어요" / "Sold out";
    sold_out_text: "찜해 두면 다시 들어왔을 때 쉽게 찾을 수 있어요."
        / "Put it on your wishlist to find it again when it is back.";
    stock: "재고" / "Stock";
    stock_here: "내 매장" / "My store";
    stock_stores: "매장 재고" / "In our stores";
    stock_warehouse: "택배 재고" / "For delivery";
    choose_store: "내 매장 정하기" / "Choose my store";
    in_stock: "재고 있음" / "In stock";
    out_of_stock: "재고 없음" / "Not in stock";
    no_store_has_it: "매장에는 없고 택배로 보내 드려요." / "Not in the stores; we deliver it to you.";
    delivery: "배송" / "Delivery";
    delivery_text: "오후 2시 전에 주문하면 오늘 보내고, 보통 하루나 이틀 안에 도착해요."
        / "Order by 2 pm and it leaves today; it usually takes one or two days within Korea.";
    returns: "교환·반품" / "Returns";
    returns_text: "받은 날부터 7일 안에 어느 매장에서나, 또는 택배로 돌려보낼 수 있어요."
        / "Send it back or bring it to any store within 7 days of receiving it.";
    description: "상품 설명" / "Description";
    details: "상품 정보" / "Details";
    sku: "상품 번호" / "SKU";
    barcode: "바코드" / "Barcode";
    weight: "무게" / "Weight";
    related: "함께 보면 좋은 것" / "Goes well with";
    recently_viewed: "최근 본 것" / "Recently viewed";

    search_title: "검색" / "Search";
    search_nothing: "찾는 것이 없어요" / "Nothing found";
    search_nothing_text: "다른 말로 찾아보거나, 아래에서 둘러보세요."
        / "Try other words, or have a look around below.";
    search_start: "무엇이든 찾아보세요. 초성(ㅁㄱ)으로도, 영문 자판 그대로 쳐도 찾아요."
        / "Search for anything. Typos, Korean initials and the wrong keyboard layout are fine.";
    search_instead: "이런 것은 어때요?" / "How about these?";
    search_collections: "어울리는 컬렉션" / "Collections";

    cart_empty: "장바구니가 비어 있어요" / "Your cart is empty";
    cart_empty_text: "마음에 드는 것을 담으면 여기에서 한눈에 볼 수 있어요."
        / "What you add will be here.";
    keep_shopping: "둘러보기" / "Have a look around";
    remove: "빼기" / "Remove";
    undo: "되돌리기" / "Undo";
    update: "수정" / "Update";
    total: "합계" / "Total";
    vat_included: "부가세가 들어 있는 가격입니다." / "Prices include VAT.";
    order_summary: "주문 요약" / "Summary";
    subtotal: "상품 금액" / "Subtotal";
    shipping: "배송비" / "Delivery";
    free: "무료" / "Free";
    checkout: "주문하기" / "Check out";
    checkout_hint: "쿠폰은 주문할 때 쓸 수 있어요. 제주와 섬은 배송비가 더해져요."
        / "Codes go in at checkout. Delivery to Jeju and the islands costs a little more.";
    line_sold_out: "지금은 품절이에요. 합계에서 빠져 있어요."
        / "Sold out for now, and not part of the total.";
    line_unknown: "더는 팔지 않는 물건이에요." / "We no longer sell this.";
    line_waiting: "담은 물건을 불러오고 있어요." / "Loading what you put in.";
    saved_here: "이 기기에 저장됨" / "Saved on this device";
    syncing: "저장하는 중" / "Saving";
    synced: "모든 화면에 저장됨" / "Saved on all your screens";
    offline_saved: "이 기기에 저장됨 · 연결되면 다른 화면에도 전해요"
        / "Saved on this device; your other screens follow when you are online";
    at_risk: "아직 저장하지 못했어요. 이 창을 닫지 마세요."
        / "Not saved yet. Please keep this window open.";
    already_ordered: "이미 주문한 상품이에요. 장바구니에서 더 빠진 것은 없어요."
        / "That has been ordered already. Nothing more was taken out.";
    outdated: "가게가 새로워졌어요. 새로 고침해 주세요. 담은 것은 그대로 있어요."
        / "The shop has been updated. Please reload; what you put in the cart is kept.";
    save_for_later: "나중에 사기" / "Save for later";
    saved_for_later: "나중에 살 것" / "Saved for later";
    to_wishlist: "찜으로" / "Move to wishlist";
    to_cart: "장바구니로" / "Move to cart";

    first_wishlist: "내 찜 목록" / "My wishlist";
    new_wishlist: "새 찜 목록" / "New wishlist";
    wishlist_name: "이름" / "Name";
    wishlist_name_example: "예: 집들이 선물" / "e.g. housewarming gifts";
    make_wishlist: "만들기" / "Create";
    manage_wishlist: "이름 바꾸기 · 공유 · 삭제" / "Rename, share or delete";
    rename: "이름 바꾸기" / "Rename";
    discard_wishlist: "이 찜 목록 삭제" / "Delete this wishlist";
    share_wishlist: "링크로 공유하기" / "Share by link";
    stop_sharing: "공유 그만하기" / "Stop sharing";
    share_hint: "링크를 가진 사람은 누구나 이 목록을 볼 수 있고, 바뀌면 바로 보여요. 고칠 수는 없어요."
        / "Anyone with the link can see this list, live. They cannot change it.";
    share_link: "공유 링크" / "Link to share";
    shared_wishlist: "공유된 찜 목록" / "A shared wishlist";
    shared_empty: "아직 담긴 것이 없어요." / "There is nothing on it yet.";
    permalink_title: "이 상품들을 장바구니에 담을까요?" / "Add these to your cart?";
    permalink_text: "지금 장바구니에 있는 것은 그대로 두고 더해요."
        / "What is already in your cart stays; these are added.";
    permalink_add: "장바구니에 담기" / "Add to cart";
    permalink_not_now: "담지 않고 둘러보기" / "Look around instead";
    permalink_nothing: "링크에 담긴 상품을 지금은 팔지 않아요." / "None of these can be bought now.";

    wishlist_empty: "찜한 것이 없어요" / "Your wishlist is empty";
    wishlist_empty_text: "마음에 드는 것에 하트를 눌러 두세요." / "Tap the heart on anything you like.";

    stores_title: "매장" / "Stores";
    stores_text: "직접 보고 만져 보세요. 온라인에서 본 것을 매장에서도 그대로 만날 수 있어요."
        / "Come and touch things. What you see online is there in our stores.";
    address: "주소" / "Address";
    phone: "전화" / "Phone";
    hours: "영업시간" / "Opening hours";
    closed: "쉬는 날" / "Closed";
    getting_there: "오시는 길" / "Getting here";
    make_my_store: "내 매장으로 정하기" / "Make this my store";
    my_store: "내 매장" / "My store";
    forget_my_store: "내 매장 해제" / "Not my store any more";
    at_this_store: "이 매장에 있는 것" / "In this store";
    see_stock_here: "이 매장 재고 모두 보기" / "See all that is in stock here";

    not_found: "찾는 페이지가 없어요" / "This page is not here";
    not_found_text: "주소가 바뀌었거나 사라졌어요. 검색하거나 아래에서 다시 시작해 보세요."
        / "It has moved or is gone. Search for it, or start again below.";
    failed: "잠시 연결이 되지 않아요" / "We cannot reach the shop";
    failed_text: "잠시 뒤에 다시 시도해 주세요. 담아 둔 것은 그대로 있어요."
        / "Please try again in a moment. Your cart is safe.";
    try_again: "다시 시도" / "Try again";
    loading: "불러오는 중" / "Loading";

    problem_quantity: "수량은 1부터 9,999까지의 숫자로 적어 주세요."
        / "Please enter a whole number from 1 to 9,999.";
    problem_sku: "그 상품을 찾을 수 없어서 담지 못했어요."
        / "We could not find that product, so nothing was added.";
    problem_full: "목록이 가득 찼어요. 하나를 빼고 다시 담아 주세요."
        / "The list is full. Take something out and try again.";
    problem_sold_out: "품절되어 담지 못했어요." / "It is sold out, so nothing was added.";
    problem_choice: "그 조합은 만들지 않아요. 다른 옵션을 골라 주세요."
        / "It is not made in that combination. Please choose another.";
    problem_name: "이름은 1자에서 60자까지 적어 주세요." / "Please enter a name of 1 to 60 characters.";
    problem_wishlists: "찜 목록은 20개까지 만들 수 있어요." / "There can be 20 wishlists.";
    problem_not_saved: "지금은 저장하지 못했어요. 바뀐 것은 없어요. 잠시 뒤에 다시 해 주세요."
        / "It could not be saved just now. Nothing has changed; please try again in a moment.";

    footer_shop: "쇼핑" / "Shop";
    footer_visit: "매장" / "Visit";
    footer_company:
        "주식회사 바구니 · 대표 김보라 · 사업자등록번호 000-00-00000 · 통신판매업신고 제0000-데모-0000호 · 서울특별시 성동구 (데모 매장)"
        / "Baguni Inc. · Seongdong-gu, Seoul · Business registration 000-00-00000 (a demonstration shop)";
}
}
