//! The bytes of a CSV file on their way to its parser: whatever makes the whole file unreadable
//! is found here, at its line, before it can grow.

use std::io::{self, Cursor, Read};

/// The largest cell, in bytes.
pub const MAX_FIELD: usize = 256 * 1024;
/// The largest row, in bytes.
pub const MAX_RECORD: usize = 1024 * 1024;

const SAVE_AS: &str = "save it as \"CSV UTF-8\" (in Excel: Save As; in Numbers and LibreOffice: \
                       choose Unicode (UTF-8) when exporting)";

/// Why a file cannot be read on.
#[derive(Debug, thiserror::Error)]
pub enum FileError {
    #[error("the file is empty (0 bytes)")]
    Empty,
    #[error("the file is UTF-16, which Excel calls \"Unicode text\": {SAVE_AS}")]
    Utf16,
    #[error(
        "line {line}: byte {byte} of the file (0x{value:02X}) is not UTF-8; the file is probably \
         in an older encoding such as CP949 (EUC-KR) or Windows-1252: {SAVE_AS}"
    )]
    NotUtf8 { line: u64, byte: u64, value: u8 },
    #[error("line {line}: byte {byte} of the file is zero, so it is not a text file: {SAVE_AS}")]
    Zero { line: u64, byte: u64 },
    #[error("line {line}: a quote opens here and is never closed")]
    UnclosedQuote { line: u64 },
    #[error(
        "line {line}: the cell that begins here is longer than {MAX_FIELD} bytes; is the quote \
         around it closed?"
    )]
    FieldTooLarge { line: u64 },
    #[error(
        "line {line}: the row that begins here is longer than {MAX_RECORD} bytes; is every quote \
         in it closed?"
    )]
    RecordTooLarge { line: u64 },
    #[error("the file has no header: {0}")]
    NoHeader(String),
    #[error("the header has no column {}", .0.join(", no column "))]
    MissingColumns(Vec<String>),
    #[error("the header has the columns {0:?} and {1:?}, which say the same")]
    ColumnTwice(String, String),
    #[error("the file cannot be read: {0}")]
    Read(io::Error),
}

impl From<csv::Error> for FileError {
    /// What [`Guarded`] found comes back out of the parser as it went in.
    fn from(error: csv::Error) -> Self {
        let read = match error.into_kind() {
            csv::ErrorKind::Io(read) => read,
            other => io::Error::other(format!("{other:?}")),
        };
        read.downcast().unwrap_or_else(Self::Read)
    }
}

/// Where in a row the next byte stands. The same steps as the parser's (RFC 4180, and quotes
/// inside of an unquoted cell are text).
#[derive(Clone, Copy, PartialEq, Eq)]
enum Place {
    CellStart,
    Cell,
    Quoted,
    /// After a quote in a quoted cell: its end, or the first of two.
    QuoteInQuoted,
}

/// A reader that passes on UTF-8 with closed quotes and bounded cells, without a byte order mark.
pub struct Guarded<R> {
    inner: io::Chain<Cursor<Vec<u8>>, R>,
    place: Place,
    /// Bytes and lines passed so far; the first line is 1.
    bytes: u64,
    line: u64,
    cell_line: u64,
    row_line: u64,
    cell_length: usize,
    row_length: usize,
    /// The beginning of a character whose end is in the next piece.
    cut: Vec<u8>,
}

impl<R: Read> Guarded<R> {
    /// Looks at the first bytes: is there anything, and is it another encoding that says so?
    pub fn new(mut inner: R) -> Result<Self, FileError> {
        let mut head = Vec::new();
        inner
            .by_ref()
            .take(3)
            .read_to_end(&mut head)
            .map_err(FileError::Read)?;
        match head.as_slice() {
            [] => return Err(FileError::Empty),
            [0xff, 0xfe, ..] | [0xfe, 0xff, ..] => return Err(FileError::Utf16),
            [0xef, 0xbb, 0xbf] => head.clear(),
            _ => {}
        }
        Ok(Self {
            bytes: if head.is_empty() { 3 } else { 0 },
            inner: Cursor::new(head).chain(inner),
            place: Place::CellStart,
            line: 1,
            cell_line: 1,
            row_line: 1,
            cell_length: 0,
            row_length: 0,
            cut: Vec::new(),
        })
    }

    /// How many bytes of the file have been read.
    pub fn bytes(&self) -> u64 {
        self.bytes
    }

    fn check(&mut self, piece: &[u8]) -> Result<(), FileError> {
        let text = self.check_encoding(piece);
        let good = text.as_ref().err().copied().unwrap_or(piece.len());
        for byte in &piece[..good] {
            self.step(*byte)?;
        }
        match text {
            Ok(()) => Ok(()),
            Err(at) => Err(FileError::NotUtf8 {
                line: self.line,
                byte: self.bytes + 1,
                value: piece[at],
            }),
        }
    }

    /// Where the first byte stands that is not UTF-8, if any does.
    fn check_encoding(&mut self, piece: &[u8]) -> Result<(), usize> {
        let mut from = 0;
        while !self.cut.is_empty() && from < piece.len() {
            self.cut.push(piece[from]);
            match std::str::from_utf8(&self.cut) {
                Ok(_) => self.cut.clear(),
                Err(error) if error.error_len().is_some() => return Err(from),
                Err(_) => {}
            }
            from += 1;
        }
        match std::str::from_utf8(&piece[from..]) {
            Ok(_) => Ok(()),
            Err(error) if error.error_len().is_some() => Err(from + error.valid_up_to()),
            Err(error) => {
                self.cut.extend(&piece[from + error.valid_up_to()..]);
                Ok(())
            }
        }
    }

    fn step(&mut self, byte: u8) -> Result<(), FileError> {
        self.bytes += 1;
        self.cell_length += 1;
        self.row_length += 1;
        self.place = match (self.place, byte) {
            (_, 0) => {
                return Err(FileError::Zero {
                    line: self.line,
                    byte: self.bytes,
                });
            }
            (Place::CellStart | Place::QuoteInQuoted, b'"') => Place::Quoted,
            (Place::Quoted, b'"') => Place::QuoteInQuoted,
            (Place::Quoted, _) => Place::Quoted,
            (_, b',' | b'\n' | b'\r') => Place::CellStart,
            _ => Place::Cell,
        };
        if byte == b'\n' {
            self.line += 1;
        }
        if self.place == Place::CellStart {
            (self.cell_length, self.cell_line) = (0, self.line);
            if byte != b',' {
                (self.row_length, self.row_line) = (0, self.line);
            }
        }
        if self.cell_length > MAX_FIELD {
            return Err(FileError::FieldTooLarge {
                line: self.cell_line,
            });
        }
        if self.row_length > MAX_RECORD {
            return Err(FileError::RecordTooLarge {
                line: self.row_line,
            });
        }
        Ok(())
    }

    fn check_end(&self) -> Result<(), FileError> {
        if let Some(value) = self.cut.first() {
            let cut = self.cut.len() as u64;
            return Err(FileError::NotUtf8 {
                line: self.line,
                byte: self.bytes - cut + 1,
                value: *value,
            });
        }
        match self.place {
            Place::Quoted => Err(FileError::UnclosedQuote {
                line: self.cell_line,
            }),
            _ => Ok(()),
        }
    }
}

impl<R: Read> Read for Guarded<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let read = self.inner.read(buffer)?;
        let checked = match read {
            0 if !buffer.is_empty() => self.check_end(),
            _ => self.check(&buffer[..read]),
        };
        checked.map(|()| read).map_err(io::Error::other)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Gives one byte at a time, so that every boundary is tried.
    struct Dribble<'a>(&'a [u8]);

    impl Read for Dribble<'_> {
        fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
            self.0.read(&mut buffer[..1])
        }
    }

    fn read(file: impl Read) -> Result<String, FileError> {
        let mut text = String::new();
        match Guarded::new(file)?.read_to_string(&mut text) {
            Ok(_) => Ok(text),
            Err(error) => Err(error.downcast().unwrap()),
        }
    }

    #[test]
    fn good_bytes_pass_whole() {
        let check = |file: &str, want: &str| {
            assert_eq!(read(file.as_bytes()).unwrap(), want);
            assert_eq!(read(Dribble(file.as_bytes())).unwrap(), want);
        };
        check(
            "a,b\r\n\"옹기 \"\"머그\"\"\",\"x\ny\"\n",
            "a,b\r\n\"옹기 \"\"머그\"\"\",\"x\ny\"\n",
        );
        check("\u{feff}a,b\n", "a,b\n");
        check("a 5\" mug,b\n", "a 5\" mug,b\n");
        check("🫖", "🫖");
    }

    #[test]
    fn bad_bytes_are_named_by_their_line() {
        let check = |file: &[u8], want: &str| {
            let found = read(file).unwrap_err().to_string();
            assert!(found.starts_with(want), "{found}");
            let found = read(Dribble(file)).unwrap_err().to_string();
            assert!(found.starts_with(want), "{found}");
        };
        check(b"", "the file is empty");
        check(b"\xff\xfeH\0a\0", "the file is UTF-16");
        check(b"\xfe\xff\0H\0a", "the file is UTF-16");
        check(b"H\0a\0", "line 1: byte 2 of the file is zero");
        // "옹기" in CP949.
        check(
            b"a,b\nc,\xbf\xcb\xb1\xe2\n",
            "line 2: byte 7 of the file (0xBF) is not UTF-8",
        );
        check(
            "a\n옹".as_bytes().split_last().unwrap().1,
            "line 2: byte 3 of the file (0xEC)",
        );
        check(
            b"a,b\n1,\"two\n3,4\n5,6\n",
            "line 2: a quote opens here and is never closed",
        );
        let field = format!("a,b\n1,2\n\"{}\"\n", "x\n".repeat(MAX_FIELD));
        check(field.as_bytes(), "line 3: the cell that begins here");
        let row = format!("a,b\n{}\n", "x,".repeat(MAX_RECORD));
        check(row.as_bytes(), "line 2: the row that begins here");
    }
}
