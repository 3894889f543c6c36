//! The server's end of one connection: what may be said when, and what is passed on.

use crate::codec::CodecError;
use crate::frame::{Bye, Cursor, Down, Hello, Up, Welcome, read_up};
use crate::merge::{Changed, Submission};

/// One connection.
#[derive(Clone, Debug, Default)]
pub struct Session {
    state: State,
    /// The version that the tab has been sent last.
    told: u64,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
enum State {
    #[default]
    Silent,
    Greeted,
}

/// What a message asks of the server.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Request {
    /// Answer with a [`Welcome`]; `whole` where the tab said that it has nothing.
    Greet {
        hello: Hello,
        whole: bool,
    },
    Merge(Submission),
    /// It is alive.
    Nothing,
}

impl Session {
    /// Reads a message. An error ends the connection.
    pub fn received(&mut self, bytes: &[u8]) -> Result<Request, Bye> {
        let up = read_up(bytes).map_err(|error| match error {
            CodecError::Version(_) => Bye::Upgrade,
            CodecError::TooLong | CodecError::Malformed => Bye::Malformed,
        })?;
        match (up, self.state) {
            (Up::Hello(hello), _) => {
                self.state = State::Greeted;
                Ok(Request::Greet {
                    hello,
                    whole: false,
                })
            }
            (Up::Again(hello), State::Greeted) => Ok(Request::Greet { hello, whole: true }),
            (Up::Ops(submission), State::Greeted) => Ok(Request::Merge(submission)),
            (Up::Pulse, _) => Ok(Request::Nothing),
            (Up::Again(_) | Up::Ops(_), State::Silent) => Err(Bye::Malformed),
        }
    }

    /// The whole basket or the assurance is about to be sent.
    pub fn welcomes(&mut self, welcome: &Welcome) {
        self.told = welcome.cursor.version;
    }

    /// Whether a change is news to the tab. One that the welcome already contained is not; one that
    /// leaves a hole is, and the tab asks for the whole.
    pub fn tells(&mut self, changed: &Changed) -> bool {
        let news = changed.to > self.told;
        self.told = self.told.max(changed.to);
        news
    }
}

impl Hello {
    /// Whether a tab needs the whole basket.
    pub fn lacks(&self, now: Cursor, whole: bool) -> bool {
        whole || self.cursor != Some(now)
    }
}

impl From<Bye> for Down {
    fn from(bye: Bye) -> Self {
        Self::Bye(bye)
    }
}
