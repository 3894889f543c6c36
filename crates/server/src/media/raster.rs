//! Photographs: JPEG, PNG and WebP in, the widths that pages ask for out.

use super::MediaError;
use baguni_commerce::Text;
use baguni_commerce::media::{Media, MediaSource, Rendition};
use image::codecs::jpeg::JpegEncoder;
use image::imageops::FilterType;
use image::metadata::Orientation;
use image::{DynamicImage, ImageDecoder, ImageFormat, ImageReader, Limits, RgbImage, Rgba};
use std::io::Cursor;

/// The largest file, in bytes.
pub const MAX_BYTES: usize = 20 * 1024 * 1024;
/// The most pixels a picture may have.
pub const MAX_PIXELS: u64 = 50_000_000;
/// What shows through a picture that is not opaque, where a file cannot say so: paper.
pub const PAPER: [u8; 3] = [0xef, 0xe8, 0xdd];

const WEBP_QUALITY: f32 = 80.0;
const JPEG_QUALITY: u8 = 82;
/// WebP holds at most 16,383 pixels a side; the widest rendition must fit however long it gets.
const MAX_LENGTH_TO_WIDTH: u32 = 10;

/// Every file of a photograph: each of [`Media::widths`] as WebP and as JPEG, the preview last.
pub fn renditions(bytes: &[u8]) -> Result<Vec<(Rendition, Vec<u8>)>, MediaError> {
    let mut picture = decode(bytes)?;
    let (width, height) = (picture.width(), picture.height());
    let mut widths: Vec<u32> = measured(width, height).widths().collect();
    widths.push(Media::PREVIEW_WIDTH);
    widths.sort_unstable_by(|a, b| b.cmp(a));

    let mut files = Vec::with_capacity(2 * widths.len());
    for name in widths {
        picture = narrowed(picture, name, (width, height));
        files.push((Rendition::Jpeg(name), jpeg(&on_paper(&picture))?));
        if name != Media::PREVIEW_WIDTH {
            files.push((Rendition::Webp(name), webp(&picture)?));
        }
    }
    files.sort_by_key(|(rendition, _)| *rendition == Rendition::Jpeg(Media::PREVIEW_WIDTH));
    Ok(files)
}

/// The pixels of a photograph as it is shown, from its first bytes.
pub fn measure(bytes: &[u8]) -> Result<(u32, u32), MediaError> {
    let mut decoder = open(bytes)?;
    let (width, height) = decoder.dimensions();
    let turned = matches!(
        decoder.orientation().map_err(broken)?,
        Orientation::Rotate90
            | Orientation::Rotate270
            | Orientation::Rotate90FlipH
            | Orientation::Rotate270FlipH
    );
    let (width, height) = if turned {
        (height, width)
    } else {
        (width, height)
    };
    within_length(width, height)
}

/// A picture longer than this cannot be kept in every width.
pub(super) fn within_length(width: u32, height: u32) -> Result<(u32, u32), MediaError> {
    if height.div_ceil(width.max(1)) > MAX_LENGTH_TO_WIDTH {
        return Err(MediaError::TooLong { width, height });
    }
    Ok((width, height))
}

/// A JPEG of the quality that all of the shop's JPEGs have.
pub(super) fn jpeg(picture: &RgbImage) -> Result<Vec<u8>, MediaError> {
    let mut file = Vec::new();
    JpegEncoder::new_with_quality(&mut file, JPEG_QUALITY)
        .encode_image(picture)
        .map_err(broken)?;
    Ok(file)
}

/// A decoder that stands behind the picture's head, with the limits already checked.
fn open(bytes: &[u8]) -> Result<impl ImageDecoder + '_, MediaError> {
    if bytes.len() > MAX_BYTES {
        return Err(MediaError::TooLarge {
            found: bytes.len(),
            max: MAX_BYTES,
        });
    }
    let format = image::guess_format(bytes).map_err(|_| MediaError::UnknownFormat)?;
    if !matches!(
        format,
        ImageFormat::Jpeg | ImageFormat::Png | ImageFormat::WebP
    ) {
        return Err(MediaError::UnknownFormat);
    }
    let mut reader = ImageReader::with_format(Cursor::new(bytes), format);
    let mut limits = Limits::default();
    // Eight bytes a pixel: RGBA in 16 bits each.
    limits.max_alloc = Some(MAX_PIXELS * 8);
    reader.limits(limits);
    let decoder = reader.into_decoder().map_err(broken)?;
    let (width, height) = decoder.dimensions();
    if u64::from(width) * u64::from(height) > MAX_PIXELS {
        return Err(MediaError::TooManyPixels {
            width,
            height,
            max: MAX_PIXELS,
        });
    }
    Ok(decoder)
}

/// The picture as it is shown: upright, in 8 bits, without an alpha channel it does not need.
fn decode(bytes: &[u8]) -> Result<DynamicImage, MediaError> {
    measure(bytes)?;
    let mut decoder = open(bytes)?;
    let orientation = decoder.orientation().map_err(broken)?;
    let mut picture = DynamicImage::from_decoder(decoder).map_err(broken)?;
    picture.apply_orientation(orientation);
    Ok(if picture.color().has_alpha() {
        DynamicImage::ImageRgba8(picture.into_rgba8())
    } else {
        DynamicImage::ImageRgb8(picture.into_rgb8())
    })
}

/// The picture at a width, where it is wider; heights come from the original's shape, so that
/// rounding does not add up from one width to the next.
fn narrowed(picture: DynamicImage, to: u32, original: (u32, u32)) -> DynamicImage {
    if picture.width() <= to {
        return picture;
    }
    let (width, height) = (u64::from(original.0), u64::from(original.1));
    let scaled = (height * u64::from(to) + width / 2) / width;
    let scaled = u32::try_from(scaled).unwrap_or(u32::MAX).max(1);
    picture.resize_exact(to, scaled, FilterType::Lanczos3)
}

fn on_paper(picture: &DynamicImage) -> RgbImage {
    let DynamicImage::ImageRgba8(picture) = picture else {
        return picture.to_rgb8();
    };
    RgbImage::from_fn(picture.width(), picture.height(), |x, y| {
        let Rgba([r, g, b, a]) = *picture.get_pixel(x, y);
        let over = |ink: u8, paper: u8| {
            let mixed = u32::from(ink) * u32::from(a) + u32::from(paper) * (255 - u32::from(a));
            u8::try_from((mixed + 127) / 255).unwrap_or(u8::MAX)
        };
        [over(r, PAPER[0]), over(g, PAPER[1]), over(b, PAPER[2])].into()
    })
}

fn webp(picture: &DynamicImage) -> Result<Vec<u8>, MediaError> {
    let (width, height) = (picture.width(), picture.height());
    let encoder = match picture {
        DynamicImage::ImageRgba8(rgba) => webp::Encoder::from_rgba(rgba, width, height),
        other => webp::Encoder::from_rgb(other.as_bytes(), width, height),
    };
    encoder
        .encode_simple(false, WEBP_QUALITY)
        .map(|file| file.to_vec())
        .map_err(|error| MediaError::Broken(format!("cannot be written as WebP: {error:?}")))
}

/// A picture of which only the size matters.
fn measured(width: u32, height: u32) -> Media {
    Media {
        source: MediaSource::Remote { url: String::new() },
        alt: Text::default(),
        width,
        height,
    }
}

fn broken(error: impl std::fmt::Display) -> MediaError {
    MediaError::Broken(error.to_string())
}

#[cfg(test)]
mod tests {
    use super::*;
    use image::{ExtendedColorType, ImageEncoder, Rgb};
    use proptest::prelude::*;

    fn encoded(picture: &DynamicImage, format: ImageFormat) -> Vec<u8> {
        let mut file = Cursor::new(Vec::new());
        picture.write_to(&mut file, format).unwrap();
        file.into_inner()
    }

    /// Red above blue, so that turning it shows.
    fn two_tone(width: u32, height: u32) -> DynamicImage {
        DynamicImage::ImageRgb8(RgbImage::from_fn(width, height, |_, y| {
            if y < height / 2 {
                Rgb([200, 30, 30])
            } else {
                Rgb([30, 30, 200])
            }
        }))
    }

    fn size(file: &[u8]) -> (u32, u32) {
        let picture = image::load_from_memory(file).unwrap();
        (picture.width(), picture.height())
    }

    #[test]
    fn each_width_up_to_its_own_is_made() {
        let check = |width, height, format, want: &[(Rendition, (u32, u32))]| {
            let files = renditions(&encoded(&two_tone(width, height), format)).unwrap();
            let made: Vec<_> = files
                .iter()
                .map(|(name, file)| (*name, size(file)))
                .collect();
            assert_eq!(made, want, "{width} × {height}");
        };
        let all = [
            (Rendition::Jpeg(1600), (1600, 800)),
            (Rendition::Webp(1600), (1600, 800)),
            (Rendition::Jpeg(800), (800, 400)),
            (Rendition::Webp(800), (800, 400)),
            (Rendition::Jpeg(400), (400, 200)),
            (Rendition::Webp(400), (400, 200)),
            (Rendition::Jpeg(1200), (1200, 600)),
        ];
        check(2000, 1000, ImageFormat::Jpeg, &all);
        let small = [
            (Rendition::Jpeg(400), (300, 200)),
            (Rendition::Webp(400), (300, 200)),
            (Rendition::Jpeg(1200), (300, 200)),
        ];
        check(300, 200, ImageFormat::Png, &small);
        check(300, 200, ImageFormat::WebP, &small);
    }

    #[test]
    fn a_picture_taken_sideways_stands_upright() {
        // EXIF, big endian, one entry: orientation (0x0112), short, 6 (turn by 90°).
        let exif = b"Exif\0\0MM\0\x2a\0\0\0\x08\0\x01\x01\x12\0\x03\0\0\0\x01\0\x06\0\0\0\0\0\0";
        let mut turned = encoded(&two_tone(800, 600), ImageFormat::Jpeg);
        let length = u16::try_from(exif.len() + 2).unwrap().to_be_bytes();
        let segment = [&[0xff, 0xe1][..], &length, exif].concat();
        turned.splice(2..2, segment);

        assert_eq!(measure(&turned).unwrap(), (600, 800));
        let files = renditions(&turned).unwrap();
        let (_, narrow) = files
            .iter()
            .find(|(name, _)| *name == Rendition::Jpeg(400))
            .unwrap();
        let picture = image::load_from_memory(narrow).unwrap().to_rgb8();
        assert_eq!(picture.dimensions(), (400, 533));
        assert!(
            picture.get_pixel(390, 260).0[0] > 150,
            "what was above is to the right"
        );
    }

    #[test]
    fn what_shows_through_is_paper_in_a_jpeg_and_clear_in_a_webp() {
        let clear = DynamicImage::new_rgba8(500, 500);
        let files = renditions(&encoded(&clear, ImageFormat::Png)).unwrap();
        for (name, file) in files {
            let picture = image::load_from_memory(&file).unwrap();
            let pixel = picture.to_rgba8().get_pixel(9, 9).0;
            match name {
                Rendition::Webp(_) => assert_eq!(pixel[3], 0),
                _ => assert!(pixel[0].abs_diff(PAPER[0]) < 3 && pixel[2].abs_diff(PAPER[2]) < 3),
            }
        }
    }

    #[test]
    fn limits_hold_before_anything_is_decoded() {
        // A head that claims 100,000 × 100,000 pixels over an empty body.
        let mut bomb = Vec::new();
        image::codecs::png::PngEncoder::new(&mut bomb)
            .write_image(&[0], 1, 1, ExtendedColorType::L8)
            .unwrap();
        bomb[16..24].copy_from_slice(&[0, 1, 0x86, 0xa0, 0, 1, 0x86, 0xa0]);
        let head = crc32(&bomb[12..29]);
        bomb[29..33].copy_from_slice(&head.to_be_bytes());
        let refused = renditions(&bomb);
        assert!(
            matches!(refused, Err(MediaError::TooManyPixels { .. })),
            "{refused:?}"
        );

        let large = vec![0xff; MAX_BYTES + 1];
        assert!(matches!(measure(&large), Err(MediaError::TooLarge { .. })));
        let long = encoded(&two_tone(100, 1_001), ImageFormat::Png);
        assert!(matches!(renditions(&long), Err(MediaError::TooLong { .. })));
    }

    /// As PNG has it (ISO 15948, annex D).
    fn crc32(bytes: &[u8]) -> u32 {
        !bytes.iter().fold(!0_u32, |sum, byte| {
            (0..8).fold(sum ^ u32::from(*byte), |sum, _| {
                (sum >> 1) ^ if sum & 1 == 1 { 0xedb8_8320 } else { 0 }
            })
        })
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(64))]
        #[test]
        fn a_damaged_file_is_an_error_or_a_picture(
            format in prop::sample::select(
                vec![ImageFormat::Jpeg, ImageFormat::Png, ImageFormat::WebP]
            ),
            cut in 0..2_000_usize,
            damage in prop::collection::vec((0..2_000_usize, any::<u8>()), 0..8),
        ) {
            let mut file = encoded(&two_tone(40, 30), format);
            file.truncate(cut.max(1));
            for (at, byte) in damage {
                let length = file.len();
                file[at % length] = byte;
            }
            // Whatever it is, it comes back as a value.
            if let Ok(files) = renditions(&file) {
                prop_assert!(!files.is_empty());
            }
        }
    }
}
