//! Small files assembled by hand.

/// Words that must never be kept.
pub const PLACE: &[u8] = b"N30.2741,E120.1551";

/// Exif with a turn (first directory) and a place (GPS directory), as a phone writes it; little endian.
pub fn exif(turn: u16) -> Vec<u8> {
    let mut tiff = b"II*\0\x08\0\0\0".to_vec();
    tiff.extend(2_u16.to_le_bytes());
    tiff.extend(entry(0x0112, 3, 1, u32::from(turn)));
    tiff.extend(entry(0x8825, 4, 1, 38));
    tiff.extend([0; 4]);
    tiff.extend(1_u16.to_le_bytes());
    tiff.extend(entry(0x001D, 2, PLACE.len() as u32, 56));
    tiff.extend([0; 4]);
    tiff.extend(PLACE);
    tiff
}

fn entry(tag: u16, kind: u16, count: u32, value: u32) -> Vec<u8> {
    [&tag.to_le_bytes()[..], &kind.to_le_bytes(), &count.to_le_bytes(), &value.to_le_bytes()].concat()
}

fn segment(marker: u8, body: &[u8]) -> Vec<u8> {
    [&[0xFF, marker][..], &(body.len() as u16 + 2).to_be_bytes(), body].concat()
}

/// A JPEG of the given size with `extra` segments between start and frame. Its drawn data is not a picture; nobody decodes it.
pub fn jpeg_with(width: u16, height: u16, extra: &[u8]) -> Vec<u8> {
    let frame = [&[8][..], &height.to_be_bytes(), &width.to_be_bytes(), &[1, 1, 0x11, 0]].concat();
    [
        &[0xFF, 0xD8][..],
        &segment(0xE0, b"JFIF\0\x01\x01\0\0\x01\0\x01\0\0"),
        extra,
        &segment(0xDB, &[0; 65]),
        &segment(0xC0, &frame),
        &segment(0xC4, &[0; 20]),
        &segment(0xDA, &[1, 1, 0, 0, 63, 0]),
        &[0x12, 0xFF, 0x00, 0x34, 0xFF, 0xD0, 0x56],
        &[0xFF, 0xD9],
    ]
    .concat()
}

/// A photo as a phone gives it: turned, with place, with XMP and a comment, and a hidden video behind its end.
pub fn phone_photo() -> Vec<u8> {
    let extra = [
        segment(0xE1, &[b"Exif\0\0", &exif(6)[..]].concat()),
        segment(0xE1, &[b"http://ns.adobe.com/xap/1.0/\0", PLACE].concat()),
        segment(0xED, &[b"Photoshop 3.0\0", PLACE].concat()),
        segment(0xE2, b"ICC_PROFILE\0\x01\x01colours"),
        segment(0xE2, &[b"MPF\0", PLACE].concat()),
        segment(0xFE, PLACE),
    ]
    .concat();
    [jpeg_with(4032, 3024, &extra), b"....ftypmp42".to_vec(), PLACE.to_vec()].concat()
}

/// One chunk of a PNG; the sum is not looked at.
pub fn chunk(name: &[u8; 4], data: &[u8]) -> Vec<u8> {
    [&(data.len() as u32).to_be_bytes()[..], name, data, &[0; 4]].concat()
}

pub fn png_with(width: u32, height: u32, extra: &[u8]) -> Vec<u8> {
    let header = [&width.to_be_bytes()[..], &height.to_be_bytes(), &[8, 2, 0, 0, 0]].concat();
    [b"\x89PNG\r\n\x1a\n".to_vec(), chunk(b"IHDR", &header), extra.to_vec(), chunk(b"IDAT", b"drawn"), chunk(b"IEND", b"")].concat()
}

fn riff_chunk(name: &[u8; 4], data: &[u8]) -> Vec<u8> {
    let pad = vec![0; data.len() % 2];
    [&name[..], &(data.len() as u32).to_le_bytes(), data, &pad].concat()
}

pub fn webp_with(width: u32, height: u32, flags: u8, extra: &[u8]) -> Vec<u8> {
    let size = |side: u32| (side - 1).to_le_bytes()[..3].to_vec();
    let extended = [vec![flags, 0, 0, 0], size(width), size(height)].concat();
    let drawn = [&[0, 0, 0, 0x9D, 0x01, 0x2A][..], &(width as u16).to_le_bytes(), &(height as u16).to_le_bytes(), b"drawn"].concat();
    let body = [b"WEBP".to_vec(), riff_chunk(b"VP8X", &extended), riff_chunk(b"VP8 ", &drawn), extra.to_vec()].concat();
    [&b"RIFF"[..], &(body.len() as u32).to_le_bytes(), &body].concat()
}

pub fn webp_metadata() -> Vec<u8> {
    [riff_chunk(b"EXIF", &exif(8)), riff_chunk(b"XMP ", PLACE)].concat()
}

pub fn mp4_box(name: &[u8; 4], body: &[u8]) -> Vec<u8> {
    [&(body.len() as u32 + 8).to_be_bytes()[..], name, body].concat()
}

/// A video with its place in the film's and in the track's description and in two boxes beside them.
pub fn video(brand: &[u8; 4]) -> Vec<u8> {
    let place = mp4_box(b"udta", &mp4_box(b"\xA9xyz", PLACE));
    let track = mp4_box(b"trak", &[mp4_box(b"tkhd", &[7; 84]), place.clone()].concat());
    let film = [mp4_box(b"mvhd", &[1; 100]), track, place, mp4_box(b"meta", PLACE)].concat();
    [
        mp4_box(b"ftyp", &[brand, &[0; 4], &b"isom"[..]].concat()),
        mp4_box(b"moov", &film),
        mp4_box(b"uuid", PLACE),
        mp4_box(b"mdat", b"drawn"),
    ]
    .concat()
}

pub fn holds(bytes: &[u8], words: &[u8]) -> bool {
    bytes.windows(words.len()).any(|window| window == words)
}
