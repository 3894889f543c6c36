//! What the server knew of a page of the account before it drew it.

/// A private page, and what is to be said on it.
#[derive(Clone, Debug, PartialEq)]
pub struct AccountSeen {
    pub page: Private,
    pub said: Said,
}

#[derive(Clone, Debug, PartialEq)]
pub enum Private {
    SignIn,
    SignUp,
    /// Asks for a letter.
    Reset,
    /// With the token of the letter.
    NewPassword(String),
    /// The letter's link may not, or no longer.
    DeadLink,
    Overview {
        name: String,
        email: String,
    },
    Devices(Vec<Device>),
}

/// A place where the shopper is signed in.
#[derive(Clone, Debug, PartialEq)]
pub struct Device {
    pub session: String,
    /// Such as `Chrome · Android`; empty where nothing is known.
    pub label: String,
    /// Minutes since it was seen.
    pub seen_ago: u64,
    /// It is the one that asks.
    pub here: bool,
    /// A screen in a store, where nobody is signed in: it shows the shopper's basket.
    pub is_screen: bool,
}

/// What became of the form that was posted last, and what was typed into it, but for passwords.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Said {
    pub problems: Vec<AccountProblem>,
    pub done: Option<Done>,
    pub email: String,
    pub name: String,
    /// Where to go on after signing in or up; empty for the overview.
    pub next: String,
}

/// What was wrong with a form of the account.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum AccountProblem {
    /// What was typed is no e-mail address.
    Email,
    /// The address has an account.
    EmailTaken,
    NameMissing,
    NameLong,
    PasswordShort,
    PasswordLong,
    PasswordIsEmail,
    PasswordCommon,
    /// The address and the password do not belong together.
    Wrong,
    /// For so many minutes.
    TooMany(u32),
    /// Too much is going on.
    Busy,
    /// No letters can be sent.
    Mail,
}

/// What was done.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Done {
    ResetAsked,
    PasswordChosen,
    SignedOut,
    Renamed,
    Revoked,
    OthersRevoked,
}

/// The field that a problem is shown at.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Field {
    Email,
    Name,
    Password,
    /// The form as a whole.
    Form,
}

impl AccountProblem {
    pub fn field(self) -> Field {
        match self {
            Self::Email | Self::EmailTaken => Field::Email,
            Self::NameMissing | Self::NameLong => Field::Name,
            Self::PasswordShort
            | Self::PasswordLong
            | Self::PasswordIsEmail
            | Self::PasswordCommon => Field::Password,
            Self::Wrong | Self::TooMany(_) | Self::Busy | Self::Mail => Field::Form,
        }
    }

    /// As it is kept between the form and the page: a word, with the minutes for `TooMany`.
    pub fn code(self) -> String {
        match self {
            Self::TooMany(minutes) => format!("too-many-{minutes}"),
            plain => PLAIN
                .iter()
                .find(|(_, problem)| *problem == plain)
                .map(|(code, _)| (*code).to_owned())
                .unwrap_or_default(),
        }
    }

    pub fn from_code(code: &str) -> Option<Self> {
        if let Some(minutes) = code.strip_prefix("too-many-") {
            return minutes.parse().ok().map(Self::TooMany);
        }
        PLAIN
            .iter()
            .find(|(plain, _)| *plain == code)
            .map(|(_, problem)| *problem)
    }
}

const PLAIN: [(&str, AccountProblem); 11] = [
    ("email", AccountProblem::Email),
    ("email-taken", AccountProblem::EmailTaken),
    ("name-missing", AccountProblem::NameMissing),
    ("name-long", AccountProblem::NameLong),
    ("password-short", AccountProblem::PasswordShort),
    ("password-long", AccountProblem::PasswordLong),
    ("password-is-email", AccountProblem::PasswordIsEmail),
    ("password-common", AccountProblem::PasswordCommon),
    ("wrong", AccountProblem::Wrong),
    ("busy", AccountProblem::Busy),
    ("mail", AccountProblem::Mail),
];

impl Done {
    const ALL: [(&'static str, Self); 6] = [
        ("reset-asked", Self::ResetAsked),
        ("password-chosen", Self::PasswordChosen),
        ("signed-out", Self::SignedOut),
        ("renamed", Self::Renamed),
        ("revoked", Self::Revoked),
        ("others-revoked", Self::OthersRevoked),
    ];

    pub fn code(self) -> &'static str {
        let mut all = Self::ALL.iter();
        all.find(|(_, done)| *done == self)
            .map_or("", |(code, _)| code)
    }

    pub fn from_code(code: &str) -> Option<Self> {
        let mut all = Self::ALL.iter();
        all.find(|(known, _)| *known == code).map(|(_, done)| *done)
    }
}

impl Said {
    /// The first thing that is wrong with a field.
    pub fn problem_at(&self, field: Field) -> Option<AccountProblem> {
        let mut problems = self.problems.iter().copied();
        problems.find(|problem| problem.field() == field)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_are_read_back() {
        let minutes = AccountProblem::TooMany(12);
        let problems = PLAIN.iter().map(|(_, problem)| *problem).chain([minutes]);
        for problem in problems {
            assert_eq!(AccountProblem::from_code(&problem.code()), Some(problem));
        }
        for (_, done) in Done::ALL {
            assert_eq!(Done::from_code(done.code()), Some(done));
        }
        for code in ["", "too-many-", "too-many-x", "elsewhere"] {
            assert_eq!(AccountProblem::from_code(code), None, "{code}");
            assert_eq!(Done::from_code(code), None, "{code}");
        }
    }
}
