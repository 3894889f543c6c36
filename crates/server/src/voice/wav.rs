//! WAV files whose lengths are right: a program that writes one into a pipe does not know them when
//! it begins.

/// A chunk's name and length.
const HEAD: usize = 8;
/// `RIFF`, the length, `WAVE`.
const FILE_HEAD: usize = 12;

/// The file with its true lengths; `None` where it is none, or has no sound in it.
pub(super) fn mended(mut file: Vec<u8>) -> Option<Vec<u8>> {
    if file.get(..4)? != b"RIFF" || file.get(8..FILE_HEAD)? != b"WAVE" {
        return None;
    }
    let sound = sound_at(&file)?;
    let there = file.len().checked_sub(sound)?;
    if length(&file, sound - 4)? > there {
        write(&mut file, sound - 4, there)?;
    }
    let all = file.len() - HEAD;
    write(&mut file, 4, all)?;
    (there > 0).then_some(file)
}

/// Where the sound begins: behind the head of its chunk, after the one that says what it is.
fn sound_at(file: &[u8]) -> Option<usize> {
    let (mut at, mut is_described) = (FILE_HEAD, false);
    loop {
        match (file.get(at..at + 4)?, is_described) {
            (b"data", true) => return Some(at + HEAD),
            (b"data", false) => return None,
            (name, _) => is_described |= name == b"fmt ",
        }
        let length = length(file, at + 4)?;
        // Chunks begin at even places.
        at = at.checked_add(HEAD)?.checked_add(length + length % 2)?;
    }
}

fn length(file: &[u8], at: usize) -> Option<usize> {
    let bytes = file.get(at..at + 4)?.try_into().ok()?;
    usize::try_from(u32::from_le_bytes(bytes)).ok()
}

fn write(file: &mut [u8], at: usize, length: usize) -> Option<()> {
    let length = u32::try_from(length).ok()?;
    file.get_mut(at..at + 4)?
        .copy_from_slice(&length.to_le_bytes());
    Some(())
}

#[cfg(test)]
mod tests {
    use super::*;

    const FORMAT: &[u8] = b"fmt \x04\0\0\0form";

    fn file(all: u32, chunks: &[&[u8]]) -> Vec<u8> {
        let head = [&b"RIFF"[..], &all.to_le_bytes(), b"WAVE"].concat();
        [head, chunks.concat()].concat()
    }

    #[test]
    fn lengths_become_true() {
        let check = |file: Vec<u8>, want: Option<Vec<u8>>| assert_eq!(mended(file), want);
        let data = |length: u32| [&b"data"[..], &length.to_le_bytes(), b"soun"].concat();
        let good = file(28, &[FORMAT, &data(4)]);
        check(good.clone(), Some(good.clone()));
        check(file(u32::MAX, &[FORMAT, &data(0x7fff_f000)]), Some(good));
        // Another chunk of an odd length before, and one after.
        let odd = b"LIST\x01\0\0\0x\0";
        let more = file(48, &[odd, FORMAT, &data(4), b"LIST\x02\0\0\0xy"]);
        check(
            file(0, &[odd, FORMAT, &data(4), b"LIST\x02\0\0\0xy"]),
            Some(more),
        );
    }

    #[test]
    fn what_is_no_sound_is_refused() {
        let check = |file: &[u8]| assert_eq!(mended(file.to_vec()), None, "{file:?}");
        let empty = b"data\0\0\0\0";
        check(b"");
        check(b"hello, I am no sound at all");
        check(b"RIFF\0\0\0\0AVI ");
        check(&file(0, &[]));
        check(&file(0, &[FORMAT]));
        check(&file(0, &[FORMAT, empty]));
        check(&file(0, &[b"data\x04\0\0\0soun"]));
        check(&file(0, &[b"LIST\xff\xff\xff\xff"]));
        check(&file(0, &[FORMAT, b"data\x04\0"]));
    }
}
