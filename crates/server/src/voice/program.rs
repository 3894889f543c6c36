//! The program that makes sound of a sentence. It is asked as espeak-ng is: words come by standard
//! input, a WAV file goes to standard output, `-v` names the language (`ko`, `en`) and `-s` the
//! speed in words a minute. Another voice is a script that takes the same.

use baguni_api::kiosk::Sentence;
use std::ffi::OsStr;
use std::io;
use std::os::unix::fs::PermissionsExt as _;
use std::path::{Path, PathBuf};
use std::process::{ExitStatus, Stdio};
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::process::{Child, Command};

/// The one that is looked for where none is named.
const USUAL: &str = "espeak-ng";

/// The usual speed, in words a minute.
const WORDS_PER_MINUTE: u32 = 175;

/// The most sound that is taken, in bytes. The longest sentence in digits at half the usual speed is
/// six megabytes of espeak-ng's.
const MOST: u64 = 8 << 20;

/// What it is told of the surroundings; the rest may hold secrets of the shop.
const TOLD: [&str; 3] = ["PATH", "HOME", "LANG"];

#[derive(Clone, Debug)]
pub struct Program {
    path: PathBuf,
}

/// Why it made no sound.
#[derive(Debug, thiserror::Error)]
pub enum ProgramError {
    #[error("the voice's program cannot be run: {0}")]
    Io(#[from] io::Error),
    #[error("the voice's program ended with {0}")]
    Ended(ExitStatus),
    #[error("the voice's program wrote no WAV file")]
    NoSound,
    #[error("the voice's program wrote more than a sentence can be")]
    TooMuch,
    #[error("the voice's program took too long")]
    TooSlow,
}

impl Program {
    /// espeak-ng, where it is installed.
    pub fn installed() -> Option<Self> {
        Self::named(Path::new(USUAL)).ok()
    }

    /// A program by its path, or by its name alone where shells find it.
    pub fn named(name: &Path) -> io::Result<Self> {
        let is_name = name.components().count() == 1 && !name.is_absolute();
        let found = match is_name {
            false => Some(name.to_path_buf()).filter(|path| can_run(path)),
            true => on_path(name.as_os_str()),
        };
        // Wherever the process goes, it is this file.
        let path = found.map(std::path::absolute).transpose()?;
        path.map(|path| Self { path })
            .ok_or_else(|| io::ErrorKind::NotFound.into())
    }

    pub fn path(&self) -> &Path {
        &self.path
    }

    /// What it writes. Dropped before it ends, the program is killed.
    pub(super) async fn say(&self, sentence: &Sentence) -> Result<Vec<u8>, ProgramError> {
        let mut child = self.started(sentence)?;
        // A program that does not want to read says why by how it ends.
        if let Some(mut input) = child.stdin.take() {
            let _ = input.write_all(sentence.words.as_bytes()).await;
        }
        let mut sound = Vec::new();
        if let Some(output) = child.stdout.take() {
            output.take(MOST + 1).read_to_end(&mut sound).await?;
        }
        if sound.len() as u64 > MOST {
            return Err(ProgramError::TooMuch);
        }
        match child.wait().await? {
            status if status.success() => Ok(sound),
            status => Err(ProgramError::Ended(status)),
        }
    }

    fn started(&self, sentence: &Sentence) -> io::Result<Child> {
        let speed = WORDS_PER_MINUTE * u32::from(sentence.rate) / 100;
        let told = TOLD.iter();
        let told = told.filter_map(|name| Some((name, std::env::var_os(name)?)));
        Command::new(&self.path)
            .args(["--stdin", "--stdout", "-b", "1"])
            .args(["-v", sentence.locale.code(), "-s", &speed.to_string()])
            .env_clear()
            .envs(told)
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            // It might repeat what it was to say.
            .stderr(Stdio::null())
            .kill_on_drop(true)
            .spawn()
    }
}

fn on_path(name: &OsStr) -> Option<PathBuf> {
    let folders = std::env::var_os("PATH")?;
    let mut places = std::env::split_paths(&folders).map(|folder| folder.join(name));
    places.find(|path| can_run(path))
}

fn can_run(path: &Path) -> bool {
    path.metadata()
        .is_ok_and(|file| file.is_file() && file.permissions().mode() & 0o111 != 0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn programs_are_found_as_shells_find_them() {
        let check = |name: &str, want: Option<&str>| {
            let found = Program::named(Path::new(name)).ok();
            let found = found.map(|program| program.path);
            assert_eq!(found.is_some(), want.is_some(), "{name}: {found:?}");
            if let Some((found, want)) = found.zip(want) {
                assert!(found.is_absolute() && found.ends_with(want), "{found:?}");
            }
        };
        check("sh", Some("sh"));
        check("/bin/sh", Some("sh"));
        check("/bin", None);
        check("/etc/passwd", None);
        check("no-such-voice", None);
        check("/no/such/voice", None);
        check("", None);
    }
}
