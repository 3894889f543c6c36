//! How safe the lists are right now, as the shopper is told.

/// Where what the shopper did has got to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Standing {
    /// On this device; nothing has been sent anywhere yet, or nothing is any more.
    SavedHere,
    /// On this device, and on its way.
    Syncing,
    /// With the shop, and on every screen that is there.
    Synced,
    /// On this device; it goes out when there is a connection again.
    Offline,
    /// In this page alone: the device refuses to keep it, and there is no connection.
    AtRisk,
}

impl Standing {
    /// As `data-state` has it.
    pub fn code(self) -> &'static str {
        match self {
            Self::SavedHere => "saved-here",
            Self::Syncing => "syncing",
            Self::Synced => "synced",
            Self::Offline => "offline",
            Self::AtRisk => "at-risk",
        }
    }
}
