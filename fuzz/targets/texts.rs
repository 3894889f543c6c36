//! What forms and addresses carry: lists and dots as text.
#![no_main]

use baguni_replica::codec::{from_text, to_text};
use baguni_replica::{Dots, List};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| {
    assert_eq!(from_text(&to_text(bytes)).as_deref(), Some(bytes));
    let Ok(text) = std::str::from_utf8(bytes) else {
        return;
    };
    if let Ok(list) = text.parse::<List>() {
        assert_eq!(list.to_string().parse(), Ok(list));
    }
    // As bytes too, since few texts are hexadecimal.
    for text in [text.to_owned(), to_text(bytes)] {
        if let Ok(dots) = text.parse::<Dots>() {
            assert_eq!(dots.to_string().parse::<Dots>(), Ok(dots));
        }
    }
});
