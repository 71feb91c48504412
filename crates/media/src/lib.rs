//! What a photo, a video or a PDF is by its bytes, and what of it may be kept: the place where it was taken, the name of the
//! device and everything else that only describes the file is taken out; how the picture is to be turned stays in.
//!
//! Nothing is decoded here. Sizes and pixels are read from the headers and refused before anything could be decoded or
//! allocated by them; decoding is left to the web engine's own process, which is made for pictures of strangers.

mod bytes;
mod exif;
mod fault;
mod jpeg;
mod mp4;
mod name;
mod png;
mod sniff;
mod webp;

pub use fault::MediaFault;
pub use name::file_name;

/// Most bytes of a picture, 20 MiB: a phone's largest ordinary photo has about 15.
pub const MOST_PICTURE_BYTES: usize = 20 * MIB;
/// Most bytes of a video, 200 MiB: about three minutes from a phone in full HD.
pub const MOST_VIDEO_BYTES: usize = 200 * MIB;
/// Most bytes of a PDF, 50 MiB.
pub const MOST_DOCUMENT_BYTES: usize = 50 * MIB;
/// Most pixels of a picture, 64 million: decoded, that is 256 MiB in the web engine.
pub const MOST_PIXELS: u64 = 64_000_000;
/// Longest side of a picture in pixels: a long screenshot of a chat has up to 30 000.
pub const LONGEST_SIDE: u32 = 32_767;
/// Longest side of a thumbnail in pixels.
pub const THUMBNAIL_SIDE: u32 = 320;
/// Most bytes of a thumbnail, 256 KiB.
pub const MOST_THUMBNAIL_BYTES: usize = 256 * 1024;
const MIB: usize = 1024 * 1024;

/// What a file is, found by its bytes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Media {
    /// JPEG picture.
    Jpeg,
    /// PNG picture.
    Png,
    /// WebP picture.
    WebP,
    /// MP4 video.
    Mp4,
    /// QuickTime video, as some phones make it.
    QuickTime,
    /// PDF document.
    Pdf,
}

impl Media {
    /// All of them.
    pub const ALL: &'static [Media] = &[Media::Jpeg, Media::Png, Media::WebP, Media::Mp4, Media::QuickTime, Media::Pdf];

    /// Media type, e.g. `image/jpeg`.
    #[must_use]
    pub fn code(self) -> &'static str {
        match self {
            Media::Jpeg => "image/jpeg",
            Media::Png => "image/png",
            Media::WebP => "image/webp",
            Media::Mp4 => "video/mp4",
            Media::QuickTime => "video/quicktime",
            Media::Pdf => "application/pdf",
        }
    }

    /// The one with this media type.
    #[must_use]
    pub fn from_code(code: &str) -> Option<Media> {
        Media::ALL.iter().copied().find(|media| media.code() == code)
    }

    /// Chinese name.
    #[must_use]
    pub fn label(self) -> &'static str {
        match self {
            Media::Jpeg | Media::Png | Media::WebP => "图片",
            Media::Mp4 | Media::QuickTime => "视频",
            Media::Pdf => "PDF",
        }
    }

    /// Ending of its file names, without the dot; the first of [`Media::endings`].
    #[must_use]
    pub fn ending(self) -> &'static str {
        self.endings()[0]
    }

    /// The endings that such a file may carry.
    #[must_use]
    pub fn endings(self) -> &'static [&'static str] {
        match self {
            Media::Jpeg => &["jpg", "jpeg", "jfif"],
            Media::Png => &["png"],
            Media::WebP => &["webp"],
            Media::Mp4 => &["mp4", "m4v"],
            Media::QuickTime => &["mov"],
            Media::Pdf => &["pdf"],
        }
    }

    /// A picture that a window can show.
    #[must_use]
    pub fn is_picture(self) -> bool {
        matches!(self, Media::Jpeg | Media::Png | Media::WebP)
    }

    fn most_bytes(self) -> usize {
        match self {
            Media::Jpeg | Media::Png | Media::WebP => MOST_PICTURE_BYTES,
            Media::Mp4 | Media::QuickTime => MOST_VIDEO_BYTES,
            Media::Pdf => MOST_DOCUMENT_BYTES,
        }
    }
}

/// Width and height in pixels, as the header says.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Pixels {
    /// Width.
    pub width: u32,
    /// Height.
    pub height: u32,
}

/// A file as it may be kept.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Kept {
    /// What it is.
    pub media: Media,
    /// Its bytes, without place and device.
    pub bytes: Vec<u8>,
    /// Of a picture: its pixels.
    pub pixels: Option<Pixels>,
}

/// A picture whose descriptions were taken out.
struct Picture {
    bytes: Vec<u8>,
    pixels: Pixels,
}

/// Says what the bytes are and gives what may be kept of them. The name of the file plays no part.
///
/// # Errors
/// A [`MediaFault`]: no kind of file that is kept, too large, too many pixels, or broken.
pub fn keep(bytes: Vec<u8>) -> Result<Kept, MediaFault> {
    let media = sniff::media_of(&bytes)?;
    if bytes.len() > media.most_bytes() {
        return Err(MediaFault::TooLarge { what: media.label(), most_mib: media.most_bytes() / MIB });
    }
    let picture = match media {
        Media::Jpeg => jpeg::clean(&bytes)?,
        Media::Png => png::clean(&bytes)?,
        Media::WebP => webp::clean(&bytes)?,
        Media::Mp4 | Media::QuickTime => return mp4::clean(bytes).map(|bytes| Kept { media, bytes, pixels: None }),
        Media::Pdf => return Ok(Kept { media, bytes, pixels: None }),
    };
    within_limits(picture.pixels)?;
    Ok(Kept { media, bytes: picture.bytes, pixels: Some(picture.pixels) })
}

/// Takes a thumbnail that the web engine made: a small picture in one of the formats that are kept.
///
/// # Errors
/// [`MediaFault::BadThumbnail`] when it is no picture or too large, and what [`keep`] says.
pub fn keep_thumbnail(bytes: Vec<u8>) -> Result<Kept, MediaFault> {
    if bytes.len() > MOST_THUMBNAIL_BYTES {
        return Err(MediaFault::BadThumbnail);
    }
    let kept = keep(bytes)?;
    match kept.pixels {
        Some(pixels) if pixels.width.max(pixels.height) <= THUMBNAIL_SIDE => Ok(kept),
        _ => Err(MediaFault::BadThumbnail),
    }
}

fn within_limits(pixels: Pixels) -> Result<(), MediaFault> {
    let Pixels { width, height } = pixels;
    if width == 0 || height == 0 {
        return Err(MediaFault::Broken("图片"));
    }
    if width.max(height) > LONGEST_SIDE || u64::from(width) * u64::from(height) > MOST_PIXELS {
        return Err(MediaFault::TooManyPixels { width, height });
    }
    Ok(())
}
