//! Values as bytes: a version, then postcard. What is read is bounded by what was received, and
//! nothing may follow it.

use serde::Serialize;
use serde::de::DeserializeOwned;
use xxhash_rust::xxh64::xxh64;

/// The first byte of everything written. An older page that meets a newer server is told to reload.
pub const VERSION: u8 = 1;

/// The longest message that a server takes, in bytes.
pub const MAX_MESSAGE: usize = 64 * 1024;

/// Why bytes were not read.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum CodecError {
    #[error("written in version {0}, and this is version {VERSION}")]
    Version(u8),
    #[error("longer than {MAX_MESSAGE} bytes")]
    TooLong,
    #[error("not what was expected")]
    Malformed,
}

pub fn encode<T: Serialize>(value: &T) -> Vec<u8> {
    postcard::to_extend(value, vec![VERSION]).expect("values of this crate can be written")
}

/// Undoes [`encode`]. A value read so has only the limits of its parts: see [`crate::frame`] for
/// what is asked of messages.
pub fn decode<T: DeserializeOwned>(bytes: &[u8]) -> Result<T, CodecError> {
    let (version, rest) = bytes.split_first().ok_or(CodecError::Malformed)?;
    if *version != VERSION {
        return Err(CodecError::Version(*version));
    }
    match postcard::take_from_bytes(rest) {
        Ok((value, [])) => Ok(value),
        _ => Err(CodecError::Malformed),
    }
}

/// Bytes as text, where only text may stand: hexadecimal digits.
pub fn to_text(bytes: &[u8]) -> String {
    let digit = |bits: u8| char::from_digit(u32::from(bits), 16).unwrap_or_default();
    bytes
        .iter()
        .flat_map(|byte| [digit(byte >> 4), digit(byte & 15)])
        .collect()
}

/// Undoes [`to_text`]. `None` where the text is something else.
pub fn from_text(text: &str) -> Option<Vec<u8>> {
    let digit = |digit: u8| char::from(digit).to_digit(16);
    let byte = |pair: &[u8]| match pair {
        [high, low] => u8::try_from(digit(*high)? << 4 | digit(*low)?).ok(),
        _ => None,
    };
    text.as_bytes().chunks(2).map(byte).collect()
}

/// Sixty-four bits that tell two values apart: the same on every machine and in every release that
/// writes [`VERSION`]. Against accidents, not against forgers.
pub fn fingerprint<T: Serialize>(value: &T) -> u64 {
    xxh64(&encode(value), 0)
}
