//! Where sockets fail, and as a last word when a page goes: messages by POST, the greeting first,
//! and the answers to them in one body.

use super::limits::cost;
use super::merger::{Answer, Job};
use super::{COME_BACK, NotTaken, Switchboard, greeting, later, nobody};
use crate::accounts::Visitor;
use crate::http::Shop;
use axum::http::HeaderMap;
use baguni_replica::frame::{Ack, Bye, Down, Hello, batch, batched};
use baguni_replica::session::{Request, Session};
use baguni_replica::{ReplicaId, Submission, codec};
use baguni_storage::{Entry, Outcome, Refused, Said};
use std::time::Instant;
use tokio::sync::oneshot;

/// Takes what a visitor's tab has sent and answers each message that asks for an answer. After one
/// that is refused no more are read.
pub async fn answer(
    shop: &Shop,
    visitor: Option<&Visitor>,
    headers: &HeaderMap,
    body: &[u8],
) -> Vec<u8> {
    let Some(visitor) = visitor else {
        return written(&[nobody(shop, headers).into()]);
    };
    let Some(messages) = batched(body) else {
        return written(&[Bye::Malformed.into()]);
    };
    let mut post = Post {
        shop,
        visitor,
        state: Session::default(),
        hello: None,
        said: Vec::new(),
    };
    let mut farewell = None;
    for message in messages {
        if let Err(bye) = post.take(message).await {
            farewell = Some(Down::Bye(bye));
            break;
        }
    }
    let mut answers = Vec::new();
    for answer in post.said {
        answers.push(answer.come().await);
    }
    answers.extend(farewell);
    let written = written(&answers);
    let allowances = &shop.switchboard.allowances;
    allowances.charge(visitor.session, written.len());
    written
}

fn written(answers: &[Down]) -> Vec<u8> {
    let encoded: Vec<Vec<u8>> = answers.iter().map(codec::encode).collect();
    batch(encoded.iter().map(Vec::as_slice))
}

/// One request on the way through its messages.
struct Post<'a> {
    shop: &'a Shop,
    visitor: &'a Visitor,
    state: Session,
    hello: Option<Hello>,
    said: Vec<Coming>,
}

/// An answer that is there, or that comes with the next batch.
enum Coming {
    Here(Down),
    Merging(ReplicaId, oneshot::Receiver<Result<Outcome, NotTaken>>),
}

impl Post<'_> {
    async fn take(&mut self, message: &[u8]) -> Result<(), Bye> {
        let board = &self.shop.switchboard;
        if board.is_closing() {
            return Err(later(COME_BACK));
        }
        match self.state.received(message)? {
            Request::Greet { hello, whole } => {
                self.spend(board, 1.0)?;
                let shopper = self.visitor.shopper;
                let welcome = greeting::welcome(self.shop, shopper, &hello, whole).await?;
                self.said.push(Coming::Here(Down::Welcome(welcome)));
                self.hello = Some(hello);
            }
            Request::Merge(submission) => {
                let coming = self.submit(board, submission).await?;
                self.said.push(coming);
            }
            Request::Nothing => {}
        }
        Ok(())
    }

    async fn submit(&self, board: &Switchboard, submission: Submission) -> Result<Coming, Bye> {
        self.spend(board, cost(&submission))?;
        let hello = self.hello.as_ref().ok_or(Bye::Malformed)?;
        let replica = submission.replica;
        let entry = Entry {
            shopper: self.visitor.shopper,
            device: hello.device,
            kiosk: self.visitor.kiosk,
            said: Said::Submission {
                submission,
                meant_for: hello.shopper,
            },
        };
        let (answer, answered) = oneshot::channel();
        let job = Job::Merge(Box::new(entry), self.visitor.session, Answer::Once(answer));
        let queued = board.queue.send(job).await;
        queued.map_err(|_| later(COME_BACK))?;
        Ok(Coming::Merging(replica, answered))
    }

    fn spend(&self, board: &Switchboard, cost: f64) -> Result<(), Bye> {
        let session = self.visitor.session;
        let allowed = board.allowances.spend(session, cost, Instant::now());
        allowed.map_err(|wait| {
            board.measured().refuse("limit");
            later(wait + COME_BACK)
        })
    }
}

impl Coming {
    async fn come(self) -> Down {
        let (replica, answered) = match self {
            Self::Here(answer) => return answer,
            Self::Merging(replica, answered) => (replica, answered),
        };
        match answered.await.unwrap_or(Err(NotTaken::Unavailable)) {
            Ok(Outcome { merged, .. }) => Down::Ack(Ack {
                replica,
                through: merged.heard.last,
                remarks: merged.remarks,
                changed: merged.changed,
            }),
            Err(NotTaken::Refused(Refused::Gap { expected })) => Down::Nack { replica, expected },
            Err(NotTaken::Refused(Refused::Fork)) => Down::Fork { replica },
            Err(NotTaken::Refused(Refused::Foreign)) => Bye::Foreign.into(),
            Err(NotTaken::Refused(Refused::NoShopper)) => Bye::Unknown.into(),
            Err(NotTaken::Refused(_) | NotTaken::Unavailable) => later(COME_BACK).into(),
        }
    }
}
