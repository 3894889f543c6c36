//! Letters over SMTP, to a mail server of the test's own.

use baguni_server::mail::{Letter, MailError, Mailer, Sender, SmtpMail, SmtpProblem};
use std::net::SocketAddr;
use std::sync::{Arc, Mutex};
use std::time::Duration;
use tokio::io::{AsyncBufReadExt as _, AsyncWriteExt as _, BufReader};
use tokio::net::{TcpListener, TcpStream};

/// What a mail server does at each step; `""` for nothing at all.
#[derive(Clone, Copy)]
struct Answers {
    greeting: &'static str,
    auth: &'static str,
    recipient: &'static str,
    end: &'static str,
}

const GOOD: Answers = Answers {
    greeting: "220 mail.test ready",
    auth: "235 welcome",
    recipient: "250 ok",
    end: "250 taken",
};

struct MailServer {
    address: SocketAddr,
    heard: Arc<Mutex<Vec<String>>>,
}

impl MailServer {
    async fn open(answers: Answers) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address = listener.local_addr().unwrap();
        let heard = Arc::new(Mutex::new(Vec::new()));
        let lines = Arc::clone(&heard);
        tokio::spawn(async move {
            while let Ok((stream, _)) = listener.accept().await {
                let lines = Arc::clone(&lines);
                tokio::spawn(async move { talk(stream, answers, &lines).await });
            }
        });
        Self { address, heard }
    }

    fn mail(&self, before: &str) -> SmtpMail {
        mail(
            &format!("{before}{}", self.address),
            Duration::from_secs(30),
        )
    }

    fn heard(&self) -> String {
        self.heard.lock().unwrap().join("\n")
    }
}

/// Speaks as much of RFC 5321 as a client needs, until either side has enough.
async fn talk(mut stream: TcpStream, answers: Answers, heard: &Mutex<Vec<String>>) {
    let (read, mut write) = stream.split();
    let mut lines = BufReader::new(read).lines();
    let mut in_letter = false;
    let mut say = async |answer: &str| {
        if answer.is_empty() {
            std::future::pending::<()>().await;
        }
        write.write_all(format!("{answer}\r\n").as_bytes()).await
    };
    let _ = say(answers.greeting).await;
    while let Ok(Some(line)) = lines.next_line().await {
        heard.lock().unwrap().push(line.clone());
        let answer = match line.split([' ', ':']).next().unwrap_or_default() {
            _ if in_letter && line != "." => continue,
            "." => {
                in_letter = false;
                answers.end
            }
            "EHLO" => "250-mail.test\r\n250-8BITMIME\r\n250 AUTH PLAIN LOGIN",
            "AUTH" => answers.auth,
            "RCPT" => answers.recipient,
            "DATA" => {
                in_letter = true;
                "354 go on"
            }
            "QUIT" => "221 bye",
            _ => "250 ok",
        };
        if say(answer).await.is_err() {
            return;
        }
    }
}

fn mail(url: &str, patience: Duration) -> SmtpMail {
    let from = Sender::at_host("shop.example").unwrap();
    SmtpMail::within(&url.parse().unwrap(), from, patience).unwrap()
}

fn letter() -> Letter {
    Letter {
        to: "mina@home.example".parse().unwrap(),
        name: "김미나\r\nBcc: all@shop.example".to_owned(),
        subject: "주문을 받았어요\r\nBcc: all@shop.example".to_owned(),
        text: "고맙습니다.\n.\n한 줄에 점 하나만 있어도 편지는 끝나지 않아요.\n".to_owned(),
    }
}

#[tokio::test]
async fn a_letter_is_handed_over_whole() {
    let server = MailServer::open(GOOD).await;
    let mail = server.mail("smtp://mina:s%40cret@");
    mail.check().await.unwrap();
    mail.send(letter()).await.unwrap();
    let heard = server.heard();
    for line in [
        "EHLO shop.example",
        // The name and the password in base64, as PLAIN has them.
        "AUTH PLAIN AG1pbmEAc0BjcmV0",
        "MAIL FROM:<no-reply@shop.example>",
        "RCPT TO:<mina@home.example>",
        "From: Baguni <no-reply@shop.example>",
    ] {
        assert!(heard.contains(line), "{line} is missing in\n{heard}");
    }
    let named = |line: &str| line.starts_with("Message-ID: <") && line.ends_with("@shop.example>");
    assert!(
        heard.lines().any(named),
        "it is named for our host\n{heard}"
    );
    assert!(
        !heard.contains("\nBcc"),
        "no header is smuggled in\n{heard}"
    );
    assert_eq!(heard.matches("RCPT TO").count(), 1, "{heard}");
    assert_eq!(
        heard.matches("\n.\n").count(),
        1,
        "the letter ends once\n{heard}"
    );
}

#[tokio::test]
async fn what_a_server_does_not_do_is_said_in_words() {
    let check = async |answers: Answers, words: &str, matches: fn(&SmtpProblem) -> bool| {
        let server = MailServer::open(answers).await;
        let sent = server.mail("smtp://mina:secret@").send(letter()).await;
        let error = sent.unwrap_err();
        let said = error.to_string();
        assert!(said.starts_with("the mail server 127.0.0.1 "), "{said}");
        assert!(said.contains(words), "{said}");
        assert!(!said.contains("secret"), "{said}");
        let MailError::Server(_, problem) = error else {
            panic!("{said}");
        };
        assert!(matches(&problem), "{problem:?}");
    };
    let auth = "535 5.7.8 who are you";
    check(Answers { auth, ..GOOD }, "who are you", |it| {
        matches!(it, SmtpProblem::NotLetIn(_))
    })
    .await;
    let recipient = "550 5.1.1 nobody lives here";
    check(Answers { recipient, ..GOOD }, "nobody lives here", |it| {
        matches!(it, SmtpProblem::Refused(_))
    })
    .await;
    let end = "451 4.3.0 come back later";
    check(Answers { end, ..GOOD }, "come back later", |it| {
        matches!(it, SmtpProblem::Refused(_))
    })
    .await;
    let greeting = "554 closed";
    check(Answers { greeting, ..GOOD }, "closed", |it| {
        matches!(it, SmtpProblem::Refused(_))
    })
    .await;
}

#[tokio::test]
async fn a_server_that_says_nothing_is_given_up() {
    for answers in [
        Answers {
            greeting: "",
            ..GOOD
        },
        Answers { end: "", ..GOOD },
    ] {
        let server = MailServer::open(answers).await;
        let url = format!("smtp://{}", server.address);
        let sent = mail(&url, Duration::from_millis(200)).send(letter()).await;
        let Err(MailError::Server(_, SmtpProblem::TimedOut)) = sent else {
            panic!("{sent:?}");
        };
    }
}

#[tokio::test]
async fn a_server_that_is_not_there_is_told() {
    let free = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = free.local_addr().unwrap();
    drop(free);
    let mail = mail(&format!("smtp://{address}"), Duration::from_secs(30));
    for answer in [mail.check().await, mail.send(letter()).await] {
        let Err(MailError::Server(_, SmtpProblem::Unreachable(_))) = answer else {
            panic!("{answer:?}");
        };
    }
}

/// A server that cannot keep a secret is told neither the password nor the letter.
#[tokio::test]
async fn nothing_is_said_in_the_open_that_was_to_be_secret() {
    let server = MailServer::open(GOOD).await;
    let url = format!("smtps://mina:secret@{}", server.address);
    let sent = mail(&url, Duration::from_secs(30)).send(letter()).await;
    let Err(MailError::Server(_, problem)) = sent else {
        panic!("{sent:?}");
    };
    assert!(
        matches!(problem, SmtpProblem::Tls(_) | SmtpProblem::Unreachable(_)),
        "{problem:?}"
    );
    let heard = server.heard();
    assert!(
        !heard.contains("AUTH") && !heard.contains("DATA"),
        "{heard}"
    );
}

#[tokio::test]
async fn a_server_that_was_just_there_is_not_asked_again() {
    let server = MailServer::open(GOOD).await;
    let mail = server.mail("smtp://");
    for _ in 0..5 {
        mail.check().await.unwrap();
    }
    assert_eq!(server.heard().matches("EHLO").count(), 1);
}
