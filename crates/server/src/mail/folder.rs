//! Letters as files in a folder, for development and for whatever takes them on from there.

use super::form::Sender;
use super::{Letter, MailError, Mailer};
use async_trait::async_trait;
use std::io::{self, Write as _};
use std::os::unix::fs::{DirBuilderExt as _, OpenOptionsExt as _};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::{SystemTime, UNIX_EPOCH};
use tokio::task::spawn_blocking;

/// Writes each letter as `<milliseconds>-<number>.eml`. Letters hold secrets, so nobody else may
/// read the folder.
pub struct MailFolder {
    folder: Arc<Path>,
    from: Sender,
}

impl MailFolder {
    /// A folder, made with the first letter, and whom letters come from.
    pub fn new(folder: PathBuf, from: Sender) -> Self {
        Self {
            folder: folder.into(),
            from,
        }
    }

    async fn blocking(
        &self,
        work: impl FnOnce(&Path) -> io::Result<()> + Send + 'static,
    ) -> Result<(), MailError> {
        let folder = Arc::clone(&self.folder);
        let done = spawn_blocking(move || work(&folder)).await;
        Ok(done.unwrap_or_else(|broken| Err(io::Error::other(broken)))?)
    }
}

#[async_trait]
impl Mailer for MailFolder {
    async fn check(&self) -> Result<(), MailError> {
        self.blocking(|folder| {
            make(folder)?;
            let tried = folder.join(".writable");
            std::fs::write(&tried, "")?;
            std::fs::remove_file(&tried)
        })
        .await
    }

    async fn send(&self, letter: Letter) -> Result<(), MailError> {
        let message = self.from.write(letter)?;
        let bytes = message.formatted();
        self.blocking(move |folder| write(folder, &bytes)).await
    }
}

fn make(folder: &Path) -> io::Result<()> {
    std::fs::DirBuilder::new()
        .recursive(true)
        .mode(0o700)
        .create(folder)
}

/// A letter appears whole, whoever watches the folder.
fn write(folder: &Path, bytes: &[u8]) -> io::Result<()> {
    make(folder)?;
    let since = SystemTime::now().duration_since(UNIX_EPOCH);
    let millis = since.unwrap_or_default().as_millis();
    for number in 0..1_000 {
        let name = format!("{millis}-{number:03}.eml");
        let part = folder.join(format!(".{name}"));
        let file = std::fs::OpenOptions::new()
            .write(true)
            .create_new(true)
            .mode(0o600)
            .open(&part);
        match file {
            Err(error) if error.kind() == io::ErrorKind::AlreadyExists => continue,
            file => file?.write_all(bytes)?,
        }
        let linked = std::fs::hard_link(&part, folder.join(name));
        std::fs::remove_file(&part)?;
        match linked {
            Err(error) if error.kind() == io::ErrorKind::AlreadyExists => {}
            linked => return linked,
        }
    }
    Err(io::Error::from(io::ErrorKind::AlreadyExists))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn from() -> Sender {
        Sender::at_host("shop.example").unwrap()
    }

    fn letter(text: &str) -> Letter {
        Letter {
            to: "mina@shop.example".parse().unwrap(),
            name: "김미나, \"\r\nBcc: all@shop.example".to_owned(),
            subject: "비밀번호\r\nBcc: all@shop.example".to_owned(),
            text: text.to_owned(),
        }
    }

    #[tokio::test]
    async fn letters_stand_in_the_folder_whole_and_for_nobody_else() {
        use std::os::unix::fs::PermissionsExt as _;
        let outer = tempfile::tempdir().unwrap();
        let folder = outer.path().join("a/mail");
        let mail = MailFolder::new(folder.clone(), from());
        mail.check().await.unwrap();
        for n in 0..5 {
            mail.send(letter(&format!("letter {n}"))).await.unwrap();
        }
        let files = std::fs::read_dir(&folder)
            .unwrap()
            .map(|file| file.unwrap().path());
        let files: Vec<_> = files.collect();
        assert_eq!(files.len(), 5);
        for file in &files {
            assert_eq!(file.extension().unwrap(), "eml");
            let mode = std::fs::metadata(file).unwrap().permissions().mode();
            assert_eq!(mode & 0o077, 0, "{mode:o}");
            let text = std::fs::read_to_string(file).unwrap();
            assert!(
                text.contains("From: Baguni <no-reply@shop.example>"),
                "{text}"
            );
            assert!(!text.contains("\nBcc"), "no header is smuggled in: {text}");
        }
    }

    #[tokio::test]
    async fn a_folder_that_cannot_be_is_told() {
        let file = tempfile::NamedTempFile::new().unwrap();
        let mail = MailFolder::new(file.path().join("mail"), from());
        assert!(matches!(mail.check().await, Err(MailError::Folder(_))));
        let sent = mail.send(letter("")).await;
        assert!(matches!(sent, Err(MailError::Folder(_))));
    }
}
