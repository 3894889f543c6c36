//! Marks and refusals are read back as they were written.

use super::{Orders, Refusal};

#[test]
fn marks_are_read() {
    let number = "7K3M-9QXT-2DW8".parse().unwrap();
    assert_eq!(Orders::read_mark("17.7K3M-9QXT-2DW8"), Some((17, number)));
    for raw in ["", "17", "x.7K3M-9QXT-2DW8", "17.7K3M", "-1.7K3M-9QXT-2DW8"] {
        assert_eq!(Orders::read_mark(raw), None, "{raw}");
    }
}

#[test]
fn refusals_are_read_back() {
    for refusal in [Refusal::HandedOver, Refusal::Changed, Refusal::NotNow] {
        assert_eq!(Refusal::from_code(refusal.code()), Some(refusal));
    }
    assert_eq!(Refusal::from_code("elsewhere"), None);
}
