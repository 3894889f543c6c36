//! Joins the stylesheets that a shell lists into one, so that a page waits for one file.
//!
//! Trunk minifies each stylesheet but follows no `@import`. Listing them in the shell, in the order
//! of their layers, lets plain `trunk build` and `trunk serve` work too; only the number of
//! requests differs.

use std::fs;
use std::hash::{DefaultHasher, Hasher};
use std::ops::Range;
use std::path::Path;

use anyhow::{Context, Result};

/// Replaces the stylesheets that `shell`, a document of the bundle in `folder`, lists by one.
pub fn join(folder: &Path, shell: &Path) -> Result<()> {
    let html = fs::read_to_string(shell).context("Trunk wrote no document")?;
    let links = links(&html);
    if links.len() < 2 {
        return Ok(());
    }
    let mut joined = String::new();
    for link in &links {
        let file = folder.join(link.href.trim_start_matches('/'));
        joined.push_str(
            fs::read_to_string(&file)
                .with_context(|| link.href.clone())?
                .trim(),
        );
        joined.push('\n');
        fs::remove_file(file)?;
    }
    let stem = match shell.file_stem() {
        Some(stem) if stem != "index" => stem.to_string_lossy().into_owned(),
        _ => "style".to_owned(),
    };
    let name = format!("{stem}-{:016x}.css", hash(joined.as_bytes()));
    fs::write(folder.join(&name), joined)?;
    fs::write(shell, relink(&html, &links, &name))?;
    Ok(())
}

/// A `<link rel="stylesheet">` and where it stands.
struct Link {
    span: Range<usize>,
    href: String,
}

fn links(html: &str) -> Vec<Link> {
    let starts = html.match_indices("<link ").map(|(start, _)| start);
    starts
        .filter_map(|start| stylesheet_at(html, start))
        .collect()
}

fn stylesheet_at(html: &str, start: usize) -> Option<Link> {
    let end = start + html[start..].find('>')? + 1;
    let tag = &html[start..end];
    let href = attribute(tag, "href")?;
    (attribute(tag, "rel")? == "stylesheet").then(|| Link {
        span: start..end,
        href: href.into(),
    })
}

/// The value of an attribute, whose quotes the minifier may have dropped.
fn attribute<'a>(tag: &'a str, name: &str) -> Option<&'a str> {
    let after = tag.split_once(&format!(" {name}="))?.1;
    match after.strip_prefix('"') {
        Some(quoted) => quoted.split('"').next(),
        None => after.split([' ', '>']).next(),
    }
}

/// The shell with the first link naming the joined sheet and the others gone.
fn relink(html: &str, links: &[Link], name: &str) -> String {
    let mut shell = html.to_owned();
    for (index, link) in links.iter().enumerate().rev() {
        let tag = format!(r#"<link rel="stylesheet" href="/{name}">"#);
        shell.replace_range(link.span.clone(), if index == 0 { &tag } else { "" });
    }
    shell
}

fn hash(bytes: &[u8]) -> u64 {
    let mut hasher = DefaultHasher::new();
    hasher.write(bytes);
    hasher.finish()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(html: &str, expected: &str) {
        assert_eq!(relink(html, &links(html), "s.css"), expected);
    }

    #[test]
    fn the_first_link_becomes_the_joined_one() {
        check(
            r#"<link rel="stylesheet" href="/a.css"/><link rel="stylesheet" href="/b.css"/><p>"#,
            r#"<link rel="stylesheet" href="/s.css"><p>"#,
        );
    }

    #[test]
    fn minified_links_are_understood_and_others_left_alone() {
        check(
            "<link href=/i.svg rel=icon><link href=/a.css rel=stylesheet><link href=/b.css \
             rel=stylesheet>",
            r#"<link href=/i.svg rel=icon><link rel="stylesheet" href="/s.css">"#,
        );
    }
}
