//! Payments: their names, and how far one has come. What a provider says is the truth; the words for
//! it are here.

use crate::ident::sixteen_bytes;
use serde::{Deserialize, Serialize};

sixteen_bytes! {
    /// Names one attempt to pay for an order, here and at the provider, where it keeps a repeated
    /// question from counting twice. Whoever knows it may see the payment's page.
    PaymentId

    /// Names one refund in the same way.
    RefundId
}

/// How far a payment has come. Whether it was captured or refunded in part or as a whole, the
/// amounts beside it say.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum PaymentState {
    /// The provider knows of it, and nothing is decided.
    Created,
    /// The shopper has something to confirm at the provider's.
    RequiresAction,
    /// It will be paid by other means: at the store's till, by a transfer.
    AwaitingDeposit,
    /// The money is set aside for the shop, which has not taken it.
    Authorized,
    Captured,
    Refunded,
    /// The provider or the shopper said no.
    Failed,
    /// It took too long.
    Expired,
    /// Taken back before anything was captured.
    Voided,
}

impl PaymentState {
    pub const ALL: [Self; 9] = [
        Self::Created,
        Self::RequiresAction,
        Self::AwaitingDeposit,
        Self::Authorized,
        Self::Captured,
        Self::Refunded,
        Self::Failed,
        Self::Expired,
        Self::Voided,
    ];

    pub fn code(self) -> &'static str {
        match self {
            Self::Created => "created",
            Self::RequiresAction => "requires_action",
            Self::AwaitingDeposit => "awaiting_deposit",
            Self::Authorized => "authorized",
            Self::Captured => "captured",
            Self::Refunded => "refunded",
            Self::Failed => "failed",
            Self::Expired => "expired",
            Self::Voided => "voided",
        }
    }

    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|state| state.code() == code)
    }

    /// Whether it ended without money: nothing was taken, and nothing will be.
    pub fn is_over(self) -> bool {
        matches!(self, Self::Failed | Self::Expired | Self::Voided)
    }

    /// Whether the shop has had the money, though it may have given it back since.
    pub fn has_paid(self) -> bool {
        matches!(self, Self::Captured | Self::Refunded)
    }

    /// Whether a payment that was seen in this state may be seen in `later` next, perhaps after
    /// states that nobody saw. An answer that fails this is older than what is known, and is no news.
    pub fn may_become(self, later: Self) -> bool {
        use PaymentState as P;
        self == later
            || match self {
                P::Created => true,
                P::RequiresAction => !matches!(later, P::Created | P::AwaitingDeposit),
                P::AwaitingDeposit => later.has_paid() || later.is_over(),
                P::Authorized => later.has_paid() || matches!(later, P::Voided | P::Expired),
                P::Captured => later == P::Refunded,
                P::Refunded | P::Failed | P::Expired | P::Voided => false,
            }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use PaymentState as P;

    #[test]
    fn states_are_read_as_they_are_written() {
        for state in P::ALL {
            assert_eq!(P::from_code(state.code()), Some(state));
        }
        assert_eq!(P::from_code("paid"), None);
    }

    #[test]
    fn what_is_older_is_no_news() {
        let check = |known: P, told: &[P]| {
            for later in P::ALL {
                let want = known == later || told.contains(&later);
                assert_eq!(known.may_become(later), want, "{known:?} {later:?}");
            }
        };
        check(P::Created, &P::ALL);
        check(P::RequiresAction, &P::ALL[3..]);
        check(
            P::AwaitingDeposit,
            &[P::Captured, P::Refunded, P::Failed, P::Expired, P::Voided],
        );
        check(
            P::Authorized,
            &[P::Captured, P::Refunded, P::Expired, P::Voided],
        );
        check(P::Captured, &[P::Refunded]);
        for end in [P::Refunded, P::Failed, P::Expired, P::Voided] {
            check(end, &[]);
        }
    }

    #[test]
    fn money_that_came_makes_no_end_without_money() {
        for state in P::ALL {
            assert!(!(state.has_paid() && state.is_over()), "{state:?}");
            let leads_back = P::ALL.iter().any(|later| {
                state != *later && state.may_become(*later) && later.may_become(state)
            });
            assert!(!leads_back, "{state:?}: time has one direction");
        }
    }

    #[test]
    fn names_are_thirty_two_digits() {
        let id = PaymentId([0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 255]);
        assert_eq!(id.to_string(), "000102030405060708090a0b0c0d0eff");
        assert_eq!(id.to_string().parse(), Ok(id));
        let check = |raw: &str| assert!(raw.parse::<RefundId>().is_err(), "{raw:?}");
        check("");
        check("0001");
        check("000102030405060708090a0b0c0d0eff0");
        check("g00102030405060708090a0b0c0d0eff");
        check("+00102030405060708090a0b0c0d0eff");
    }
}
