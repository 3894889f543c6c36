//! Passwords: which are taken, and how they are kept.

use super::{AccountError, token};
use argon2::{Algorithm, Argon2, Params, PasswordHasher as _, PasswordVerifier as _, Version};
use baguni_commerce::Email;
use tokio::sync::Semaphore;
use tokio::task::spawn_blocking;

/// Why a password is not taken.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PasswordProblem {
    Short,
    Long,
    /// It is the e-mail address, or the part of it before the `@`.
    Email,
    /// It is among those that are tried first.
    Common,
}

/// 10 to 128 characters that are not guessed first. No rules about kinds of characters: they make
/// passwords worse (NIST SP 800-63B, 3.1.1.2).
pub fn check_password(password: &str, email: Option<&Email>) -> Result<(), PasswordProblem> {
    let lower = password.to_lowercase();
    let email = email.map_or("", Email::as_str);
    let name = email.split('@').next().unwrap_or_default();
    match password.chars().count() {
        ..10 => Err(PasswordProblem::Short),
        129.. => Err(PasswordProblem::Long),
        _ if lower == email || lower == name => Err(PasswordProblem::Email),
        _ if is_common(&lower) => Err(PasswordProblem::Common),
        _ => Ok(()),
    }
}

fn is_common(lower: &str) -> bool {
    let first = lower.chars().next();
    lower.chars().all(|c| Some(c) == first) || is_run(lower) || COMMON.contains(&lower)
}

/// Whether each character follows the one before, upwards or downwards: 123456789, abcdefghij.
fn is_run(lower: &str) -> bool {
    let codes: Vec<i64> = lower.chars().map(|c| i64::from(u32::from(c))).collect();
    let steps = |step: i64| codes.windows(2).all(|pair| pair[1] - pair[0] == step);
    steps(1) || steps(-1)
}

/// The commonest of ten characters and more that are neither one character nor a run.
const COMMON: &[&str] = &[
    "1234567890",
    "0987654321",
    "12345678910",
    "1234512345",
    "1231231231",
    "123123123123",
    "1212121212",
    "1q2w3e4r5t",
    "1q2w3e4r5t6y",
    "1qaz2wsx3edc",
    "q1w2e3r4t5",
    "qwer123456",
    "qwerty1234",
    "qwerty12345",
    "qwerty123456",
    "qwertyuiop",
    "qwertyuiop123",
    "asdfghjkl1",
    "asdf123456",
    "zxcvbnm123",
    "a123456789",
    "abc1234567",
    "abcd123456",
    "aa12345678",
    "password12",
    "password123",
    "password1234",
    "password12345",
    "passw0rd123",
    "p@ssw0rd123",
    "iloveyou12",
    "iloveyou123",
    "letmein1234",
    "welcome123",
    "welcome1234",
    "administrator",
    "changeme123",
    "basketball",
    "baguni1234",
    "baguni12345",
];

/// Checks and makes hashes, a few at a time: each takes 19 MiB and some tens of milliseconds.
pub struct Passwords {
    /// Those that wait, and those that are worked on.
    queue: Semaphore,
    working: Semaphore,
}

const AT_ONCE: usize = 2;
const QUEUE: usize = 32;

/// What OWASP asks for of argon2id: memory in KiB, passes, lanes.
const MEMORY: u32 = 19 * 1_024;
const PASSES: u32 = 2;
const LANES: u32 = 1;

/// A hash of these parameters that no password has: checked where there is no account, so that an
/// unknown address takes as long as a known one.
const NOBODY: &str = "$argon2id$v=19$m=19456,t=2,p=1$bm9ib2R5LW5vYm9keS1u\
    $AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA";

impl Default for Passwords {
    fn default() -> Self {
        Self {
            queue: Semaphore::new(QUEUE),
            working: Semaphore::new(AT_ONCE),
        }
    }
}

impl Passwords {
    /// A new hash, as a PHC string.
    pub async fn hash(&self, password: &str) -> Result<String, AccountError> {
        let (password, salt) = (password.to_owned(), token::random::<16>());
        self.work(move || {
            let hash = argon2().hash_password_with_salt(password.as_bytes(), &salt);
            hash.expect("a salt of 16 bytes and any password have a hash")
                .to_string()
        })
        .await
    }

    /// Whether the password is the one of the hash; without a hash it never is, and takes as long.
    pub async fn is(&self, password: &str, hash: Option<String>) -> Result<bool, AccountError> {
        let password = password.to_owned();
        self.work(move || {
            let known = hash.as_deref().unwrap_or(NOBODY);
            let same = argon2().verify_password(password.as_bytes(), known).is_ok();
            same && hash.is_some()
        })
        .await
    }

    async fn work<T: Send + 'static>(
        &self,
        work: impl FnOnce() -> T + Send + 'static,
    ) -> Result<T, AccountError> {
        let _place = self.queue.try_acquire().map_err(|_| AccountError::Busy)?;
        let _turn = self
            .working
            .acquire()
            .await
            .map_err(|_| AccountError::Busy)?;
        spawn_blocking(work).await.map_err(|_| AccountError::Busy)
    }
}

fn argon2() -> Argon2<'static> {
    let params = Params::new(MEMORY, PASSES, LANES, None).expect("parameters within bounds");
    Argon2::new(Algorithm::Argon2id, Version::V0x13, params)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn guessable_passwords_are_refused() {
        let email: Email = "mina.longname@shop.example".parse().unwrap();
        let check = |password: &str, want: Result<(), PasswordProblem>| {
            assert_eq!(check_password(password, Some(&email)), want, "{password}");
        };
        check("correct horse battery", Ok(()));
        check("오래된 항아리 열 개", Ok(()));
        check("짧은 비밀번호", Err(PasswordProblem::Short));
        check("123456789", Err(PasswordProblem::Short));
        check(&"가나".repeat(64), Ok(()));
        check(&"가나".repeat(65), Err(PasswordProblem::Long));
        check("Mina.Longname@SHOP.example", Err(PasswordProblem::Email));
        check("mina.longname", Err(PasswordProblem::Email));
        check("1234567890", Err(PasswordProblem::Common));
        check("Password123", Err(PasswordProblem::Common));
        check("zzzzzzzzzzzz", Err(PasswordProblem::Common));
        check("abcdefghijkl", Err(PasswordProblem::Common));
        check("9876543210.", Ok(()));
        check("zyxwvutsrq", Err(PasswordProblem::Common));
    }

    #[tokio::test]
    async fn a_password_is_known_by_its_hash_alone() {
        let passwords = Passwords::default();
        let hash = passwords.hash("correct horse").await.unwrap();
        assert!(
            hash.starts_with("$argon2id$v=19$m=19456,t=2,p=1$"),
            "{hash}"
        );
        assert_ne!(
            hash,
            passwords.hash("correct horse").await.unwrap(),
            "salted"
        );
        let check = async |password: &str, hash: Option<&String>, want: bool| {
            let same = passwords.is(password, hash.cloned()).await.unwrap();
            assert_eq!(same, want, "{password}");
        };
        check("correct horse", Some(&hash), true).await;
        check("Correct horse", Some(&hash), false).await;
        check("", Some(&hash), false).await;
        check("correct horse", None, false).await;
        check("correct horse", Some(&"not a hash".to_owned()), false).await;
    }

    /// The hash of nobody is read as a hash and costs what every other does; otherwise an unknown
    /// address would answer at once.
    #[test]
    fn nobody_costs_as_much_as_somebody() {
        let parsed = argon2::PasswordHash::new(NOBODY).unwrap();
        let params = Params::try_from(&parsed).unwrap();
        let cost = (params.m_cost(), params.t_cost(), params.p_cost());
        assert_eq!(cost, (MEMORY, PASSES, LANES));
        let refused = argon2().verify_password(b"anything", NOBODY).unwrap_err();
        let wrong = argon2::password_hash::Error::PasswordInvalid;
        assert_eq!(refused, wrong, "it was computed and found different");
    }

    #[tokio::test]
    async fn more_than_can_wait_are_sent_away() {
        let passwords = Passwords::default();
        let all = (0..QUEUE).map(|_| passwords.queue.try_acquire().unwrap());
        let all: Vec<_> = all.collect();
        let refused = passwords.hash("correct horse").await;
        assert!(matches!(refused, Err(AccountError::Busy)));
        drop(all);
        assert!(passwords.hash("correct horse").await.is_ok());
    }
}
