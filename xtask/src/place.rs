//! Where things lie: the workspace, Cargo's target folder, the user's cache.

use std::env;
use std::path::{Path, PathBuf};
use std::sync::LazyLock;

/// The root of the workspace. Cargo says at run time where this package lies, which is right even
/// when several clones share one target folder and with it this program.
pub fn root() -> &'static Path {
    static ROOT: LazyLock<PathBuf> = LazyLock::new(|| {
        let package = env::var_os("CARGO_MANIFEST_DIR")
            .map_or_else(|| PathBuf::from(env!("CARGO_MANIFEST_DIR")), PathBuf::from);
        package.parent().map(Path::to_path_buf).unwrap_or(package)
    });
    &ROOT
}

/// Cargo's target folder, absolute, since the programs we start run in [`root`].
pub fn target() -> PathBuf {
    match env::var_os("CARGO_TARGET_DIR") {
        Some(folder) if !folder.is_empty() => {
            std::path::absolute(&folder).unwrap_or_else(|_| PathBuf::from(folder))
        }
        _ => root().join("target"),
    }
}

/// Where the pinned tools are kept, one folder for each version.
pub fn tools() -> PathBuf {
    cache().join("baguni/tools")
}

fn cache() -> PathBuf {
    let named = |variable| env::var_os(variable).filter(|folder| !folder.is_empty());
    match (named("XDG_CACHE_HOME"), named("HOME")) {
        (Some(folder), _) => PathBuf::from(folder),
        (None, Some(home)) => PathBuf::from(home).join(".cache"),
        (None, None) => target().join("cache"),
    }
}
