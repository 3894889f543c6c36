//! What the letters say.

use super::Letter;
use baguni_commerce::Locale;
use baguni_storage::Account;

impl Letter {
    /// The link to choose a new password, in the language in which it was asked for.
    pub fn reset(account: &Account, link: &str, locale: Locale) -> Self {
        let name = &account.name;
        let (subject, text) = match locale {
            Locale::Ko => (
                "바구니 비밀번호 다시 정하기",
                format!(
                    "{name}님, 안녕하세요.\n\n아래 주소에서 새 비밀번호를 정할 수 있어요. 30분 동안 한 번만 \
                     쓸 수 있습니다.\n\n{link}\n\n새 비밀번호를 정하면 모든 기기에서 로그아웃됩니다.\n\
                     요청한 적이 없다면 이 편지를 지워 주세요. 아무것도 바뀌지 않습니다.\n\n바구니 드림\n"
                ),
            ),
            Locale::En => (
                "Choose a new password for Baguni",
                format!(
                    "Hello {name},\n\nAt this address you can choose a new password. It works once, for \
                     30 minutes.\n\n{link}\n\nWith the new password every device is signed out.\nIf \
                     you did not ask for this, delete this letter: nothing has changed.\n\nBaguni\n"
                ),
            ),
        };
        Self {
            to: account.email.clone(),
            name: name.clone(),
            subject: subject.to_owned(),
            text,
        }
    }
}
