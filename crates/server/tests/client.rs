//! A browser without scripts, as far as a server can tell: real connections, cookies, redirects, and
//! forms that are sent as they were drawn.

use std::collections::BTreeMap;
use std::io;
use std::net::SocketAddr;
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::TcpStream;

/// One browser: its cookies and the server it talks to.
#[derive(Clone, Debug)]
pub struct Client {
    address: SocketAddr,
    cookies: BTreeMap<String, String>,
}

/// What a server answered.
#[derive(Clone, Debug)]
pub struct Page {
    pub status: u16,
    /// Where it says to go on.
    pub location: Option<String>,
    pub body: String,
}

impl Client {
    pub fn at(address: SocketAddr) -> Self {
        Self {
            address,
            cookies: BTreeMap::new(),
        }
    }

    pub async fn get(&mut self, path: &str) -> io::Result<Page> {
        self.ask("GET", path, "").await
    }

    /// Posts a form; redirects are not followed.
    pub async fn post(&mut self, path: &str, fields: &[(&str, &str)]) -> io::Result<Page> {
        let body = form_urlencoded::Serializer::new(String::new())
            .extend_pairs(fields)
            .finish();
        self.ask("POST", path, &body).await
    }

    async fn ask(&mut self, method: &str, path: &str, body: &str) -> io::Result<Page> {
        let mut stream = TcpStream::connect(self.address).await?;
        let cookies: Vec<_> = self
            .cookies
            .iter()
            .map(|(n, v)| format!("{n}={v}"))
            .collect();
        let request = format!(
            "{method} {path} HTTP/1.1\r\nhost: {host}\r\norigin: http://{host}\r\n\
             cookie: {cookies}\r\ncontent-type: application/x-www-form-urlencoded\r\n\
             content-length: {length}\r\nconnection: close\r\n\r\n{body}",
            host = self.address,
            cookies = cookies.join("; "),
            length = body.len(),
        );
        stream.write_all(request.as_bytes()).await?;
        let mut answer = Vec::new();
        stream.read_to_end(&mut answer).await?;
        self.read(&answer)
    }

    fn read(&mut self, answer: &[u8]) -> io::Result<Page> {
        let cut = || io::Error::new(io::ErrorKind::UnexpectedEof, "the answer was cut off");
        let end = answer.windows(4).position(|four| four == b"\r\n\r\n");
        let (head, body) = answer.split_at(end.ok_or_else(cut)?);
        let head = String::from_utf8_lossy(head);
        let mut lines = head.lines();
        let status = lines.next().and_then(|line| line.split(' ').nth(1));
        let mut page = Page {
            status: status.and_then(|code| code.parse().ok()).ok_or_else(cut)?,
            location: None,
            body: String::new(),
        };
        let mut is_chunked = false;
        for (name, value) in lines.filter_map(|line| line.split_once(": ")) {
            match name.to_ascii_lowercase().as_str() {
                "set-cookie" => self.keep(value),
                "location" => page.location = Some(value.to_owned()),
                "transfer-encoding" => is_chunked = value == "chunked",
                _ => {}
            }
        }
        let body = &body[4..];
        page.body = match is_chunked {
            true => String::from_utf8_lossy(&unchunked(body).ok_or_else(cut)?).into_owned(),
            false => String::from_utf8_lossy(body).into_owned(),
        };
        Ok(page)
    }

    fn keep(&mut self, line: &str) {
        let pair = line.split(';').next().unwrap_or_default();
        if let Some((name, value)) = pair.split_once('=') {
            match value {
                "" => drop(self.cookies.remove(name)),
                _ => drop(self.cookies.insert(name.to_owned(), value.to_owned())),
            }
        }
    }
}

fn unchunked(mut body: &[u8]) -> Option<Vec<u8>> {
    let mut whole = Vec::new();
    loop {
        let end = body.windows(2).position(|two| two == b"\r\n")?;
        let length = std::str::from_utf8(&body[..end]).ok()?;
        let length = usize::from_str_radix(length, 16).ok()?;
        if length == 0 {
            return Some(whole);
        }
        whole.extend(body.get(end + 2..end + 2 + length)?);
        body = body.get(end + 2 + length + 2..)?;
    }
}

impl Page {
    /// The value of the first hidden field of this name.
    pub fn hidden(&self, name: &str) -> Option<String> {
        let inputs = self.body.split("<input ").skip(1);
        let mut inputs = inputs.filter_map(|rest| rest.split('>').next());
        let named = format!("name=\"{name}\"");
        let input = inputs.find(|input| input.contains(&named))?;
        let value = input.split("value=\"").nth(1)?.split('"').next()?;
        Some(value.replace("&amp;", "&").replace("&quot;", "\""))
    }
}
