//! Answers as bytes, for the storefront's own use: postcard, which needs neither the names of
//! fields nor a parser for text in the bundle. Everybody else is answered in JSON.
//!
//! Both ends are of one build, so the bytes carry no version: a page from before an update reads
//! nonsense as [`ApiError::Unavailable`] and is loaded anew.

use crate::ApiError;
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};

/// In the `Accept` of a question and the `Content-Type` of its answer.
pub const CONTENT_TYPE: &str = "application/vnd.baguni.answer";

/// An answer or the reason why there is none.
pub fn encode<T: Serialize>(answer: &Result<T, ApiError>) -> Vec<u8> {
    let sent = answer.as_ref().map_err(|refusal| refusal.clone());
    postcard::to_allocvec(&Sent::from(sent)).unwrap_or_default()
}

/// Undoes [`encode`]. What cannot be read is as good as no answer.
pub fn decode<T: DeserializeOwned>(bytes: &[u8]) -> Result<T, ApiError> {
    postcard::from_bytes(bytes).map_or(Err(ApiError::Unavailable), Sent::received)
}

/// What a question carries in its body.
pub fn question<T: Serialize>(asked: &T) -> Vec<u8> {
    postcard::to_allocvec(asked).unwrap_or_default()
}

/// Undoes [`question`].
pub fn asked<T: DeserializeOwned>(body: &[u8]) -> Option<T> {
    postcard::from_bytes(body).ok()
}

/// What is written: errors are spelled out here, because the tags of their JSON form need a format
/// that describes itself.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub enum Sent<T> {
    Answer(T),
    NotFound,
    Moved(String),
    BadRequest(String),
    Unavailable,
}

impl<T> Sent<T> {
    pub fn received(self) -> Result<T, ApiError> {
        match self {
            Self::Answer(answer) => Ok(answer),
            Self::NotFound => Err(ApiError::NotFound),
            Self::Moved(handle) => {
                let handle = handle.parse();
                Err(handle.map_or(ApiError::Unavailable, ApiError::Moved))
            }
            Self::BadRequest(why) => Err(ApiError::BadRequest(why)),
            Self::Unavailable => Err(ApiError::Unavailable),
        }
    }
}

impl<T> From<Result<T, ApiError>> for Sent<T> {
    fn from(answer: Result<T, ApiError>) -> Self {
        match answer {
            Ok(answer) => Self::Answer(answer),
            Err(ApiError::NotFound) => Self::NotFound,
            Err(ApiError::Moved(handle)) => Self::Moved(handle.into()),
            Err(ApiError::BadRequest(why)) => Self::BadRequest(why),
            Err(ApiError::Unavailable) => Self::Unavailable,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Suggestions;

    #[test]
    fn answers_and_refusals_are_read_back() {
        let check = |answer: Result<Suggestions, ApiError>| {
            assert_eq!(decode::<Suggestions>(&encode(&answer)), answer);
        };
        check(Ok(Suggestions {
            queries: vec!["머그".to_owned()],
            ..Suggestions::default()
        }));
        check(Err(ApiError::NotFound));
        check(Err(ApiError::Moved("new".parse().unwrap())));
        check(Err(ApiError::BadRequest("why".to_owned())));
        check(Err(ApiError::Unavailable));
        assert_eq!(
            decode::<Suggestions>(&[0xff; 9]),
            Err(ApiError::Unavailable)
        );
        assert_eq!(decode::<Suggestions>(&[]), Err(ApiError::Unavailable));
    }
}
