//! The words of the account's pages. They are drawn by the server alone, so that no bundle carries
//! them.

use super::seen::{AccountProblem, Done};
use crate::i18n::word_table;
use baguni_commerce::Locale;

word_table! {
/// The words of the account in one language.
AccountWords {
    sign_in: "로그인" / "Sign in";
    sign_in_text: "로그인하면 어느 화면에서나 같은 바구니를 볼 수 있어요."
        / "Signed in, you find the same basket on every screen.";
    sign_up: "가입하기" / "Create an account";
    sign_up_text: "지금 담아 둔 것은 그대로 새 계정으로 옮겨집니다."
        / "What is in your basket now moves into your account.";
    email: "이메일" / "E-mail address";
    name: "이름" / "Name";
    name_hint: "주문과 편지에서 부를 이름이에요." / "What we call you in orders and letters.";
    password: "비밀번호" / "Password";
    new_password: "새 비밀번호" / "New password";
    password_hint: "10자 이상. 길수록 좋고, 띄어쓰기도 괜찮아요."
        / "At least 10 characters. Longer is better; spaces are fine.";
    show_password: "비밀번호 보기" / "Show password";
    forgot: "비밀번호를 잊으셨나요?" / "Forgot your password?";
    no_account: "아직 계정이 없으신가요?" / "New here?";
    have_account: "이미 계정이 있으신가요?" / "Have an account already?";

    reset: "비밀번호 다시 정하기" / "Choose a new password";
    reset_text: "가입한 이메일을 적어 주세요. 새 비밀번호를 정할 주소를 보내 드릴게요."
        / "Tell us the e-mail address of your account. We will send you a link to choose a new password.";
    send_letter: "메일 보내기" / "Send the link";
    new_password_text: "정하고 나면 모든 기기에서 로그아웃됩니다."
        / "Every device will be signed out when you have chosen it.";
    save_password: "비밀번호 정하기" / "Save the password";
    dead_link: "이 주소는 더 이상 쓸 수 없어요" / "This link no longer works";
    dead_link_text: "주소는 30분 동안 한 번만 쓸 수 있어요. 메일을 다시 받아 주세요."
        / "A link works once, for 30 minutes. Ask for another one.";
    ask_again: "메일 다시 받기" / "Get another link";

    overview: "내 계정" / "Your account";
    details: "내 정보" / "Your details";
    save: "저장" / "Save";
    to_orders: "주문 내역" / "Orders";
    to_orders_text: "주문이 어디까지 왔는지 봐요." / "See how your orders stand.";
    to_cart: "장바구니" / "Cart";
    to_cart_text: "담아 둔 것을 보고 수량을 바꿔요." / "See what is in it and change quantities.";
    to_wishlists: "찜" / "Wishlists";
    to_wishlists_text: "마음에 둔 물건을 모아 둔 곳이에요." / "The things you have set your heart on.";
    to_devices: "기기" / "Devices";
    to_devices_text: "어디에서 로그인했는지 보고 로그아웃해요."
        / "See where you are signed in, and sign out there.";
    sign_out: "로그아웃" / "Sign out";
    sign_out_of_screen: "화면에서 로그아웃" / "Sign out of the screen";
    sign_out_text: "이 기기에 남은 바구니도 함께 지워집니다. 계정에는 그대로 있어요."
        / "Your basket goes from this device, and stays in your account.";

    devices: "기기" / "Devices";
    devices_text: "모르는 기기가 있으면 로그아웃하고 비밀번호를 바꿔 주세요."
        / "If there is one you do not know, sign it out and choose a new password.";
    this_device: "지금 이 기기" / "This device";
    unknown_device: "알 수 없는 기기" / "Unknown device";
    sign_out_others: "다른 기기 모두 로그아웃" / "Sign out all others";
    no_others: "다른 기기에서는 로그인하지 않았어요." / "You are signed in nowhere else.";
    back: "내 계정으로" / "Back to your account";
}
}

/// What was wrong, and what to do about it.
pub fn problem(locale: Locale, problem: AccountProblem) -> String {
    if let AccountProblem::TooMany(minutes) = problem {
        return too_many(locale, minutes);
    }
    let (ko, en) = match problem {
        AccountProblem::Email => (
            "이메일 주소를 name@example.com처럼 적어 주세요.",
            "Write the address as name@example.com.",
        ),
        AccountProblem::EmailTaken => (
            "이 이메일로 가입한 계정이 이미 있어요. 로그인하거나 비밀번호를 다시 정해 주세요.",
            "This address has an account already. Sign in, or choose a new password.",
        ),
        AccountProblem::NameMissing => ("이름을 적어 주세요.", "Tell us your name."),
        AccountProblem::NameLong => (
            "이름은 60자까지 적을 수 있어요.",
            "A name has at most 60 characters.",
        ),
        AccountProblem::PasswordShort => (
            "비밀번호는 10자 이상이어야 해요.",
            "A password has at least 10 characters.",
        ),
        AccountProblem::PasswordLong => (
            "비밀번호는 128자까지 쓸 수 있어요.",
            "A password has at most 128 characters.",
        ),
        AccountProblem::PasswordIsEmail => (
            "이메일과 같은 비밀번호는 쓸 수 없어요.",
            "A password must not be the e-mail address.",
        ),
        AccountProblem::PasswordCommon => (
            "너무 흔한 비밀번호예요. 다른 것으로 정해 주세요.",
            "This password is among the first to be guessed. Choose another.",
        ),
        AccountProblem::Wrong => (
            "이메일이나 비밀번호가 맞지 않아요.",
            "The e-mail address or the password is not right.",
        ),
        AccountProblem::Mail => (
            "지금은 메일을 보낼 수 없어요. 잠시 뒤에 다시 해 주세요.",
            "We cannot send mail right now. Please try again later.",
        ),
        AccountProblem::Busy | AccountProblem::TooMany(_) => (
            "지금은 처리하지 못했어요. 잠시 뒤에 다시 해 주세요.",
            "That did not work just now. Please try again in a moment.",
        ),
    };
    choose(locale, ko, en).to_owned()
}

fn too_many(locale: Locale, minutes: u32) -> String {
    match (locale, minutes) {
        (Locale::Ko, _) => format!("시도가 너무 많았어요. {minutes}분 뒤에 다시 해 주세요."),
        (Locale::En, 1) => "Too many attempts. Try again in 1 minute.".to_owned(),
        (Locale::En, _) => format!("Too many attempts. Try again in {minutes} minutes."),
    }
}

pub fn done(locale: Locale, done: Done) -> &'static str {
    let (ko, en) = match done {
        Done::ResetAsked => (
            "가입한 이메일이라면 곧 메일이 도착합니다. 30분 안에 열어 주세요.",
            "If the address has an account, a letter is on its way. Open it within 30 minutes.",
        ),
        Done::PasswordChosen => (
            "새 비밀번호를 정했어요. 이제 로그인해 주세요.",
            "Your new password is set. Please sign in.",
        ),
        Done::SignedOut => (
            "로그아웃했어요. 이 기기에는 아무것도 남지 않았습니다.",
            "You are signed out. Nothing is left on this device.",
        ),
        Done::Renamed => ("저장했어요.", "Saved."),
        Done::Revoked => ("그 기기를 로그아웃했어요.", "That device is signed out."),
        Done::OthersRevoked => (
            "다른 기기를 모두 로그아웃했어요.",
            "All other devices are signed out.",
        ),
    };
    choose(locale, ko, en)
}

pub fn greeting(locale: Locale, name: &str) -> String {
    match locale {
        Locale::Ko => format!("{name}님, 안녕하세요"),
        Locale::En => format!("Hello, {name}"),
    }
}

/// When a device was seen, in words as coarse as the question.
pub fn seen_ago(locale: Locale, minutes: u64) -> String {
    let (hours, days) = (minutes / 60, minutes / (24 * 60));
    let plural = |n: u64| if n == 1 { "" } else { "s" };
    match (locale, minutes, hours, days) {
        (Locale::Ko, ..15, ..) => "방금 사용".to_owned(),
        (Locale::En, ..15, ..) => "Active now".to_owned(),
        (Locale::Ko, _, 0, _) => format!("{minutes}분 전 사용"),
        (Locale::En, _, 0, _) => format!("Last used {minutes} minutes ago"),
        (Locale::Ko, _, _, 0) => format!("{hours}시간 전 사용"),
        (Locale::En, _, _, 0) => format!("Last used {hours} hour{} ago", plural(hours)),
        (Locale::Ko, ..) => format!("{days}일 전 사용"),
        (Locale::En, ..) => format!("Last used {days} day{} ago", plural(days)),
    }
}

pub fn sign_out_of(locale: Locale, device: &str) -> String {
    match locale {
        Locale::Ko => format!("{device} 로그아웃"),
        Locale::En => format!("Sign out of {device}"),
    }
}

fn choose(locale: Locale, ko: &'static str, en: &'static str) -> &'static str {
    match locale {
        Locale::Ko => ko,
        Locale::En => en,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn times_are_told_coarsely() {
        let check = |minutes, ko: &str, en: &str| {
            assert_eq!(seen_ago(Locale::Ko, minutes), ko);
            assert_eq!(seen_ago(Locale::En, minutes), en);
        };
        check(0, "방금 사용", "Active now");
        check(59, "59분 전 사용", "Last used 59 minutes ago");
        check(60, "1시간 전 사용", "Last used 1 hour ago");
        check(24 * 60 - 1, "23시간 전 사용", "Last used 23 hours ago");
        check(24 * 60, "1일 전 사용", "Last used 1 day ago");
        check(100 * 24 * 60, "100일 전 사용", "Last used 100 days ago");
    }
}
