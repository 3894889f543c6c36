//! The folder of picture files that comes with a product file.

use super::gallery::file_name;
use super::report::Notices;
use crate::media::{self, MediaError, Prepared};
use baguni_commerce::Media;
use baguni_commerce::cart::percent_decode;
use baguni_storage::{Storage, StorageError};
use std::collections::BTreeMap;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use std::thread::available_parallelism;
use tokio::task::spawn_blocking;

/// The files of a folder by their names in lower case.
#[derive(Debug, Default)]
pub struct Folder {
    files: BTreeMap<String, PathBuf>,
    /// What each file turned out to be; `None` for one that is no good.
    known: BTreeMap<PathBuf, Option<Media>>,
}

impl Folder {
    /// Reads the names of a folder's files. What is in folders below it is not looked at.
    pub fn open(folder: &Path) -> io::Result<Self> {
        let mut files = BTreeMap::new();
        for entry in fs::read_dir(folder)? {
            let entry = entry?;
            if fs::metadata(entry.path())?.is_file() {
                let name = entry.file_name().to_string_lossy().to_lowercase();
                files.insert(name, entry.path());
            }
        }
        Ok(Self {
            files,
            known: BTreeMap::new(),
        })
    }

    /// The pictures at these addresses that the folder has, by address. They are kept in storage
    /// unless this is a dry run.
    pub async fn find(
        &mut self,
        storage: &dyn Storage,
        urls: impl Iterator<Item = &str>,
        dry_run: bool,
        notices: &mut Notices,
    ) -> Result<BTreeMap<String, Media>, StorageError> {
        let wanted: Vec<(&str, PathBuf)> = urls
            .filter_map(|url| Some((url, self.file_for(url)?.to_owned())))
            .collect();
        let mut unknown: Vec<PathBuf> = wanted.iter().map(|(_, path)| path.clone()).collect();
        unknown.sort_unstable();
        unknown.dedup();
        unknown.retain(|path| !self.known.contains_key(path));
        let at_once = available_parallelism().map_or(1, usize::from);
        for paths in unknown.chunks(at_once) {
            self.learn(storage, paths, dry_run, notices).await?;
        }
        let known =
            |(url, path): (&str, PathBuf)| Some((url.to_owned(), self.known.get(&path)?.clone()?));
        Ok(wanted.into_iter().filter_map(known).collect())
    }

    /// Reads some files, side by side.
    async fn learn(
        &mut self,
        storage: &dyn Storage,
        paths: &[PathBuf],
        dry_run: bool,
        notices: &mut Notices,
    ) -> Result<(), StorageError> {
        let mut drawn = Vec::with_capacity(paths.len());
        for path in paths {
            drawn.push(start(storage, path, dry_run).await);
        }
        for (path, drawn) in paths.iter().zip(drawn) {
            let kept = match drawn {
                Ok(started) => started.finish(storage).await,
                Err(error) => Err(error),
            };
            let media = match kept {
                Ok(media) => Some(media),
                Err(MediaError::Storage(error)) => return Err(error),
                Err(error) => {
                    let name = path.file_name().unwrap_or_default().to_string_lossy();
                    notices
                        .broken_pictures
                        .push((name.into_owned(), error.to_string()));
                    None
                }
            };
            notices.pictures += u64::from(media.is_some());
            self.known.insert(path.clone(), media);
        }
        Ok(())
    }

    /// The file that an address names, as it is or without the size that the other shop's
    /// addresses may carry.
    fn file_for(&self, url: &str) -> Option<&Path> {
        let name = file_name(url);
        let name = percent_decode(name)
            .unwrap_or_else(|| name.to_owned())
            .to_lowercase();
        let file = self
            .files
            .get(&name)
            .or_else(|| self.files.get(&without_size(&name)?));
        file.map(PathBuf::as_path)
    }
}

/// A picture on its way into storage.
enum Started {
    Known(Media),
    Drawing(tokio::task::JoinHandle<Result<Prepared, MediaError>>),
}

async fn start(storage: &dyn Storage, path: &Path, dry_run: bool) -> Result<Started, MediaError> {
    let bytes = read(path)?;
    let media = media::measure(&bytes)?;
    if dry_run || media::is_kept(storage, &media).await? {
        return Ok(Started::Known(media));
    }
    Ok(Started::Drawing(spawn_blocking(move || {
        media::prepare(&bytes)
    })))
}

impl Started {
    async fn finish(self, storage: &dyn Storage) -> Result<Media, MediaError> {
        match self {
            Self::Known(media) => Ok(media),
            Self::Drawing(drawing) => {
                let prepared = drawing.await.map_err(|_| MediaError::BrokenOff)??;
                media::save(storage, &prepared).await?;
                Ok(prepared.media)
            }
        }
    }
}

/// The bytes of a file, unless it is larger than any picture may be.
fn read(path: &Path) -> Result<Vec<u8>, MediaError> {
    let unreadable = |error: io::Error| MediaError::Broken(error.to_string());
    let length = fs::metadata(path).map_err(unreadable)?.len();
    let max = media::raster::MAX_BYTES;
    match usize::try_from(length) {
        Ok(found) if found <= max => fs::read(path).map_err(unreadable),
        found => Err(MediaError::TooLarge {
            found: found.unwrap_or(usize::MAX),
            max,
        }),
    }
}

/// `hat_925x.jpg`, `hat_925x617.jpg`, `hat_925x@2x.jpg` and `hat_grande.jpg` are all `hat.jpg`.
fn without_size(name: &str) -> Option<String> {
    let named = [
        "pico", "icon", "thumb", "small", "compact", "medium", "large", "grande", "original",
        "master",
    ];
    let (stem, extension) = name.rsplit_once('.')?;
    let stem = stem
        .strip_suffix("@2x")
        .or(stem.strip_suffix("@3x"))
        .unwrap_or(stem);
    let uncropped = stem.rfind("_crop_").map_or(stem, |at| &stem[..at]);
    let (stem, size) = uncropped.rsplit_once('_')?;
    let digits = |side: &str| side.bytes().all(|b| b.is_ascii_digit());
    let sides = size.split_once('x').is_some_and(|(wide, high)| {
        digits(wide) && digits(high) && !(wide.is_empty() && high.is_empty())
    });
    (sides || named.contains(&size)).then(|| format!("{stem}.{extension}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_size_in_a_name_is_no_part_of_it() {
        let check = |name: &str, want: Option<&str>| {
            assert_eq!(without_size(name).as_deref(), want, "{name}");
        };
        check("hat_925x.jpg", Some("hat.jpg"));
        check("red-hat_925x617.png", Some("red-hat.png"));
        check("hat_x617.jpg", Some("hat.jpg"));
        check("hat_925x@2x.jpg", Some("hat.jpg"));
        check("hat_400x400_crop_center.jpg", Some("hat.jpg"));
        check("hat_grande.jpg", Some("hat.jpg"));
        check("hat_x.jpg", None);
        check("hat_box.jpg", None);
        check("hat", None);
    }

    #[test]
    fn an_address_names_a_file() {
        let folder = Folder {
            files: ["hat.jpg", "a b.png", "hat_2x3.jpg"]
                .map(|name| (name.to_owned(), PathBuf::from(name)))
                .into(),
            known: BTreeMap::new(),
        };
        let check = |url: &str, want: Option<&str>| {
            assert_eq!(folder.file_for(url), want.map(Path::new), "{url}");
        };
        check("https://example.com/photos/hat.jpg?v=12", Some("hat.jpg"));
        check("https://example.com/Hat_925x.JPG#top", Some("hat.jpg"));
        check("https://example.com/hat_2x3.jpg", Some("hat_2x3.jpg"));
        check("https://example.com/a%20b.png", Some("a b.png"));
        check("hat.jpg", Some("hat.jpg"));
        check("https://example.com/", None);
        check("https://example.com/../../etc/passwd", None);
        check("", None);
    }
}
