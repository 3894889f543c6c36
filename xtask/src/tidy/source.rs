//! Sources as the rules see them: code with its comments and literals blanked out.

use std::fs;
use std::path::Path;

use crate::place;

/// A Rust file. `text` and `code` have the same lines.
pub struct Source {
    /// From the workspace's root.
    pub path: String,
    pub text: String,
    /// The text with comments, strings and characters replaced by spaces.
    pub code: String,
    /// Whether the whole file is tests.
    pub is_test: bool,
}

impl Source {
    pub fn new(path: String, text: String) -> Self {
        let code = blank(&text);
        let is_test = path
            .split('/')
            .any(|part| ["tests", "benches"].contains(&part));
        Self {
            path,
            text,
            code,
            is_test,
        }
    }

    /// The lines of code that are no tests, numbered from one.
    pub fn shipped_lines(&self) -> impl Iterator<Item = (usize, &str)> {
        let tests = self.test_lines();
        self.numbered(&self.code).filter(move |(line, _)| {
            !self.is_test && !tests.iter().any(|range| range.contains(line))
        })
    }

    fn numbered<'a>(&self, text: &'a str) -> impl Iterator<Item = (usize, &'a str)> {
        text.lines()
            .enumerate()
            .map(|(index, line)| (index + 1, line))
    }

    /// Where `#[cfg(test)]` stands, to the end of what it marks.
    fn test_lines(&self) -> Vec<std::ops::RangeInclusive<usize>> {
        ["#[cfg(test)]", "#[cfg(any(test,"]
            .into_iter()
            .flat_map(|mark| self.code.match_indices(mark))
            .map(|(start, _)| line_at(&self.code, start)..=line_at(&self.code, self.end_of(start)))
            .collect()
    }

    /// Where the item ends that begins at `start`: at its closing brace, or at a semicolon.
    pub fn end_of(&self, start: usize) -> usize {
        let mut depth = 0_i32;
        for (offset, byte) in self.code.bytes().enumerate().skip(start) {
            match byte {
                b'{' | b'(' | b'[' => depth += 1,
                b')' | b']' => depth -= 1,
                b'}' => {
                    depth -= 1;
                    if depth == 0 {
                        return offset;
                    }
                }
                b';' if depth == 0 => return offset,
                _ => {}
            }
        }
        self.code.len()
    }
}

/// The line of an offset, from one.
pub fn line_at(text: &str, offset: usize) -> usize {
    text[..offset].matches('\n').count() + 1
}

/// Every Rust file under these folders of the workspace, in order.
pub fn sources(folders: &[&str]) -> Vec<Source> {
    let mut found = Vec::new();
    folders
        .iter()
        .for_each(|folder| walk(&place::root().join(folder), &mut found));
    found.sort_by(|left, right| left.path.cmp(&right.path));
    mark_test_modules(&mut found);
    found
}

/// Marks the files of modules that only tests are compiled with.
fn mark_test_modules(sources: &mut [Source]) {
    let modules: Vec<String> = sources.iter().flat_map(test_modules).collect();
    for source in sources {
        let path = source.path.trim_end_matches(".rs");
        source.is_test |= modules.iter().any(|module| {
            path.strip_prefix(module.as_str())
                .is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
        });
    }
}

/// The paths, without `.rs`, of what this file declares as `#[cfg(test)] mod name;`, or for tests
/// of other crates as well, as `#[cfg(any(test, …))] mod name;`.
fn test_modules(source: &Source) -> Vec<String> {
    let folder = source.path.trim_end_matches(".rs");
    let folder = ["/lib", "/main", "/mod"]
        .into_iter()
        .find_map(|root| folder.strip_suffix(root))
        .unwrap_or(folder);
    let declared = marked_as_tests(&source.code).filter_map(|after| {
        let name = after
            .trim_start()
            .trim_start_matches("pub ")
            .strip_prefix("mod ")?;
        name.split_once(';')
            .map(|(name, _)| name)
            .filter(|name| !name.contains('{'))
    });
    declared.map(|name| format!("{folder}/{name}")).collect()
}

fn marked_as_tests(code: &str) -> impl Iterator<Item = &str> {
    code.split("#[cfg(")
        .skip(1)
        .filter(|after| after.starts_with("test)") || after.starts_with("any(test,"))
        .filter_map(|after| after.split_once(']'))
        .map(|(_, marked)| marked)
}

/// All of ours.
pub fn all_sources() -> Vec<Source> {
    sources(&["src", "crates", "xtask", "tools/src", "tests"])
}

fn walk(folder: &Path, found: &mut Vec<Source>) {
    let Ok(entries) = fs::read_dir(folder) else {
        return;
    };
    for path in entries.map(|entry| entry.expect("a readable folder").path()) {
        let name = path.file_name().unwrap_or_default().to_string_lossy();
        if path.is_dir() && !["node_modules", "target"].contains(&&*name) {
            walk(&path, found);
        } else if name.ends_with(".rs") {
            let text = fs::read_to_string(&path).expect("a readable source");
            let path = path
                .strip_prefix(place::root())
                .expect("a file of the workspace");
            found.push(Source::new(path.to_string_lossy().into_owned(), text));
        }
    }
}

/// Replaces everything that is not code by spaces, and keeps the lines.
fn blank(text: &str) -> String {
    let mut code = String::with_capacity(text.len());
    let mut rest = text;
    while !rest.is_empty() {
        let length = not_code(rest, code.chars().next_back());
        if length == 0 {
            let next = rest.chars().next().expect("not empty");
            code.push(next);
            rest = &rest[next.len_utf8()..];
        } else {
            code.extend(
                rest[..length]
                    .chars()
                    .map(|c| if c == '\n' { '\n' } else { ' ' }),
            );
            rest = &rest[length..];
        }
    }
    code
}

/// How long the comment or literal is that `rest` begins with; zero before code.
fn not_code(rest: &str, before: Option<char>) -> usize {
    let in_word = before.is_some_and(|c| c.is_alphanumeric() || c == '_');
    if rest.starts_with("//") {
        rest.find('\n').unwrap_or(rest.len())
    } else if rest.starts_with("/*") {
        comment(rest)
    } else if rest.starts_with('"') {
        quoted(rest, 1)
    } else if !in_word && (rest.starts_with("b\"") || rest.starts_with("c\"")) {
        quoted(rest, 2)
    } else if !in_word && (rest.starts_with('r') || rest.starts_with("br")) {
        raw(rest)
    } else if rest.starts_with('\'') {
        character(rest)
    } else {
        0
    }
}

/// A block comment; they nest.
fn comment(rest: &str) -> usize {
    let (mut depth, mut at) = (0, 0);
    while at < rest.len() {
        let pair = rest.as_bytes().get(at..at + 2).unwrap_or_default();
        let step = match pair {
            b"/*" => 1,
            b"*/" => -1,
            _ => 0,
        };
        depth += step;
        at += if step == 0 { 1 } else { 2 };
        if depth == 0 {
            return at;
        }
    }
    rest.len()
}

/// A string whose inside begins at `start`.
fn quoted(rest: &str, start: usize) -> usize {
    let mut escaped = false;
    for (offset, byte) in rest.bytes().enumerate().skip(start) {
        match byte {
            _ if escaped => escaped = false,
            b'\\' => escaped = true,
            b'"' => return offset + 1,
            _ => {}
        }
    }
    rest.len()
}

/// A raw string, or zero when `rest` only begins like one.
fn raw(rest: &str) -> usize {
    let after = rest
        .trim_start_matches('b')
        .strip_prefix('r')
        .unwrap_or_default();
    let hashes = after.len() - after.trim_start_matches('#').len();
    if !after[hashes..].starts_with('"') {
        return 0;
    }
    let start = rest.len() - after.len() + hashes + 1;
    let end = format!("\"{}", "#".repeat(hashes));
    rest[start..]
        .find(&end)
        .map_or(rest.len(), |found| start + found + end.len())
}

/// A character, or zero before a lifetime.
fn character(rest: &str) -> usize {
    let mut inside = rest.char_indices().skip(1);
    match (inside.next(), inside.next()) {
        (Some((_, '\\')), Some((escaped, _))) => rest[escaped + 1..]
            .find('\'')
            .map_or(0, |end| escaped + 1 + end + 1),
        (Some(_), Some((end, '\''))) => end + 1,
        _ => 0,
    }
}

#[test]
fn comments_and_literals_are_blanked() {
    let check = |text: &str, code: &str| assert_eq!(blank(text), code, "{text}");
    check("a // b\nc", "a     \nc");
    check("/* a /* b */ */ c", "                c");
    check(r#"f("a\"{b") {"#, "f(       ) {");
    check(r##"r#"a"b"# + br"c""##, "         +      ");
    check("'{' '\\'' &'a str", "         &'a str");
    check("r#fn b\"x\" var\"y\"", "r#fn      var   ");
}

#[test]
fn tests_are_not_shipped() {
    let text = "fn a() {}\n#[cfg(test)]\nmod tests {\n  fn b() {}\n}\nfn c() {}\n";
    let source = Source::new("src/x.rs".into(), text.into());
    let lines: Vec<usize> = source.shipped_lines().map(|(line, _)| line).collect();
    assert_eq!(lines, [1, 6]);
}

#[test]
fn modules_of_tests_are_known() {
    let check = |text: &str, modules: &[&str]| {
        let source = Source::new("a/lib.rs".into(), text.into());
        assert_eq!(test_modules(&source), modules, "{text}");
    };
    check("#[cfg(test)]\nmod b;\nmod c;", &["a/b"]);
    check("#[cfg(any(test, feature = \"x\"))]\npub mod b;", &["a/b"]);
    check("#[cfg(unix)]\nmod b;\n#[cfg(test)]\nmod c {}", &[]);
}
