//! Tokens: secrets that are handed out, of which only the digest is kept.

use baguni_storage::TokenHash;
use base64::Engine as _;
use base64::prelude::BASE64_URL_SAFE_NO_PAD;
use sha2::{Digest, Sha256};
use std::fmt;
use std::str::FromStr;

/// 256 random bits, written in URL-safe base64. It is not printed by mistake: only
/// [`Token::reveal`] writes it.
#[derive(Clone, PartialEq, Eq)]
pub struct Token([u8; 32]);

/// What was sent is no token.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("is not a token")]
pub struct NotAToken;

impl Token {
    pub fn random() -> Self {
        Self(random())
    }

    pub fn reveal(&self) -> String {
        BASE64_URL_SAFE_NO_PAD.encode(self.0)
    }

    /// A plain digest suffices: nobody guesses 256 bits.
    pub fn hash(&self) -> TokenHash {
        TokenHash(Sha256::digest(self.0).into())
    }
}

/// Random bytes of the system.
pub(crate) fn random<const N: usize>() -> [u8; N] {
    let mut bytes = [0; N];
    getrandom::fill(&mut bytes).expect("the system gives random bytes, or nothing here is safe");
    bytes
}

impl FromStr for Token {
    type Err = NotAToken;

    fn from_str(raw: &str) -> Result<Self, NotAToken> {
        let bytes = BASE64_URL_SAFE_NO_PAD.decode(raw).map_err(|_| NotAToken)?;
        bytes.try_into().map(Self).map_err(|_| NotAToken)
    }
}

impl fmt::Debug for Token {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Token(…)")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tokens_are_read_back_and_nothing_else_is() {
        let token = Token::random();
        let written = token.reveal();
        assert_eq!(written.len(), 43);
        assert_eq!(written.parse(), Ok(token.clone()));
        assert_ne!(token, Token::random());
        assert!(!format!("{token:?}").contains(&written));
        let check = |raw: &str| assert_eq!(raw.parse::<Token>(), Err(NotAToken), "{raw:?}");
        check("");
        check(&written[1..]);
        check(&format!("{written}A"));
        check(&format!("{written}="));
        check(&format!("{}+", &written[1..]));
        check(&"A".repeat(9_000));
    }

    #[test]
    fn what_is_kept_is_not_the_token() {
        let token = Token::random();
        assert_ne!(token.hash().0, token.0);
        assert_eq!(
            token.hash(),
            token.reveal().parse::<Token>().unwrap().hash()
        );
    }
}
