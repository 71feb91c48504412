//! What is kept: the picture, its colours, how it is turned; not where it was taken.

use shounuo_media::{
    Kept, LONGEST_SIDE, MOST_DOCUMENT_BYTES, MOST_PICTURE_BYTES, MOST_VIDEO_BYTES, Media, MediaFault, Pixels, keep, keep_thumbnail,
};

use crate::build::{PLACE, chunk, exif, holds, jpeg_with, phone_photo, png_with, video, webp_metadata, webp_with};

fn kept(bytes: Vec<u8>) -> Kept {
    assert!(holds(&bytes, PLACE), "the test's own file has a place");
    let kept = keep(bytes).unwrap();
    assert!(!holds(&kept.bytes, PLACE), "the place is still there");
    // What was kept once is kept again as it is.
    assert_eq!(keep(kept.bytes.clone()).unwrap(), kept);
    kept
}

#[test]
fn a_phones_photo_loses_its_place_and_keeps_its_turn_and_colours() {
    let photo = kept(phone_photo());
    assert_eq!((photo.media, photo.pixels), (Media::Jpeg, Some(Pixels { width: 4032, height: 3024 })));
    assert!(photo.bytes.starts_with(b"\xFF\xD8\xFF\xE1\x00\x22Exif\0\0II*\0") && photo.bytes.ends_with(&[0x56, 0xFF, 0xD9]));
    // Turn 6: rotate by 90 degrees.
    assert!(holds(&photo.bytes, b"\x12\x01\x03\0\x01\0\0\0\x06\0\0\0") && holds(&photo.bytes, b"ICC_PROFILE\0\x01\x01colours"));
    for gone in [&b"adobe"[..], b"MPF", b"Photoshop", b"ftyp"] {
        assert!(!holds(&photo.bytes, gone), "{}", String::from_utf8_lossy(gone));
    }
}

#[test]
fn an_upright_photo_gets_no_exif_at_all() {
    let photo = keep(jpeg_with(640, 480, &[])).unwrap();
    assert!(!holds(&photo.bytes, b"Exif"));
    assert_eq!(photo.bytes, jpeg_with(640, 480, &[]), "nothing to take out, nothing changed");
}

#[test]
fn a_png_loses_texts_and_place() {
    let extra =
        [chunk(b"tEXt", PLACE), chunk(b"eXIf", &exif(3)), chunk(b"tIME", &[0; 7]), chunk(b"gAMA", &[0, 0, 0, 1]), chunk(b"xxXx", PLACE)]
            .concat();
    let picture = kept([png_with(1080, 29_000, &extra), PLACE.to_vec()].concat());
    assert_eq!((picture.media, picture.pixels), (Media::Png, Some(Pixels { width: 1080, height: 29_000 })));
    assert!(holds(&picture.bytes, b"gAMA") && holds(&picture.bytes, b"eXIfII*\0") && !holds(&picture.bytes, b"tEXt"));
    assert!(picture.bytes.ends_with(b"\0\0\0\0IEND\xAE\x42\x60\x82"));
}

#[test]
fn a_webp_loses_exif_and_xmp_and_its_header_says_so() {
    let picture = kept(webp_with(800, 600, 0x0C, &webp_metadata()));
    assert_eq!((picture.media, picture.pixels), (Media::WebP, Some(Pixels { width: 800, height: 600 })));
    assert_eq!(picture.bytes[20], 0x08, "Exif with the turn is there, XMP is not");
    assert_eq!(u32::from_le_bytes(picture.bytes[4..8].try_into().unwrap()) as usize, picture.bytes.len() - 8);
    let plain = keep(webp_with(800, 600, 0, &[])).unwrap();
    assert_eq!(plain.bytes, webp_with(800, 600, 0, &[]));
}

#[test]
fn a_video_loses_its_place_and_nothing_in_it_moves() {
    for (brand, media) in [(b"mp42", Media::Mp4), (b"qt  ", Media::QuickTime)] {
        let film = kept(video(brand));
        assert_eq!((film.media, film.bytes.len(), film.pixels), (media, video(brand).len(), None));
        assert!(holds(&film.bytes, b"mvhd") && holds(&film.bytes, b"tkhd") && holds(&film.bytes, b"drawn") && holds(&film.bytes, b"free"));
    }
}

#[test]
fn a_pdf_is_kept_as_it_is() {
    let bytes = b"%PDF-1.7\n...".to_vec();
    assert_eq!(keep(bytes.clone()).unwrap(), Kept { media: Media::Pdf, bytes, pixels: None });
}

#[test]
fn what_a_file_is_shows_its_bytes_and_not_its_name() {
    let ftyp = |brand: &[u8]| [b"\0\0\0\x14ftyp", brand, &[0; 8]].concat();
    for (bytes, fault) in [
        (Vec::new(), MediaFault::Empty),
        (b"<html><script>".to_vec(), MediaFault::Unknown),
        (b"<svg xmlns=".to_vec(), MediaFault::Unknown),
        (b"MZ\x90\0".to_vec(), MediaFault::Unknown),
        (b"GIF89a".to_vec(), MediaFault::Unknown),
        (ftyp(b"heic"), MediaFault::Heic),
        (ftyp(b"mif1"), MediaFault::Heic),
        (ftyp(b"avif"), MediaFault::Heic),
        (ftyp(b"crx "), MediaFault::Unknown),
        (b"PK\x03\x04word/document.xml".to_vec(), MediaFault::Office),
        (b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1".to_vec(), MediaFault::Office),
    ] {
        assert_eq!(keep(bytes), Err(fault));
    }
}

#[test]
fn sizes_and_pixels_are_refused_by_the_header() {
    let broken = MediaFault::Broken("图片");
    for (file, fault) in [
        (jpeg_with(60_000, 60_000, &[]), MediaFault::TooManyPixels { width: 60_000, height: 60_000 }),
        (jpeg_with(9_000, 9_000, &[]), MediaFault::TooManyPixels { width: 9_000, height: 9_000 }),
        (png_with(u32::MAX, u32::MAX, &[]), MediaFault::TooManyPixels { width: u32::MAX, height: u32::MAX }),
        (png_with(LONGEST_SIDE + 1, 1, &[]), MediaFault::TooManyPixels { width: LONGEST_SIDE + 1, height: 1 }),
        (webp_with(16_384, 16_384, 0, &[]), MediaFault::TooManyPixels { width: 16_384, height: 16_384 }),
        (jpeg_with(0, 10, &[]), broken.clone()),
        (png_with(10, 0, &[]), broken),
    ] {
        assert_eq!(keep(file), Err(fault));
    }
    for (head, most) in
        [(jpeg_with(1, 1, &[]), MOST_PICTURE_BYTES), (video(b"isom"), MOST_VIDEO_BYTES), (b"%PDF-1.4".to_vec(), MOST_DOCUMENT_BYTES)]
    {
        let mut large = head;
        large.resize(most + 1, 0);
        assert!(matches!(keep(large), Err(MediaFault::TooLarge { most_mib, .. }) if most_mib * 1024 * 1024 == most));
    }
}

#[test]
fn a_file_cut_off_anywhere_is_broken() {
    let jpeg = jpeg_with(40, 30, &[]);
    let png = png_with(40, 30, &[]);
    let webp = webp_with(40, 30, 0, &[]);
    for (whole, least) in [(jpeg, 3), (png, 8), (webp, 12)] {
        for cut in least..whole.len() {
            assert_eq!(keep(whole[..cut].to_vec()), Err(MediaFault::Broken("图片")), "cut at {cut}");
        }
    }
    let film = video(b"isom");
    let moov_end = film.len() - 13 - 26;
    for cut in 12..film.len() {
        let whole_boxes = [moov_end, moov_end + 26].contains(&cut);
        assert_eq!(keep(film[..cut].to_vec()).is_ok(), whole_boxes, "cut at {cut}");
    }
}

#[test]
fn a_thumbnail_is_a_small_picture() {
    assert!(keep_thumbnail(jpeg_with(320, 240, &[])).is_ok());
    assert!(keep_thumbnail(webp_with(180, 320, 0, &[])).is_ok());
    for no in [jpeg_with(321, 10, &[]), video(b"isom"), b"%PDF-1.4".to_vec(), jpeg_with(10, 10, &[0; 300_000])] {
        assert_eq!(keep_thumbnail(no), Err(MediaFault::BadThumbnail));
    }
}
