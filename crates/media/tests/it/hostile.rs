//! Bytes made to hurt: any answer will do, but an answer.

use proptest::prelude::*;
use shounuo_media::{Kept, keep};

use crate::build::{PLACE, exif, jpeg_with, phone_photo, png_with, video, webp_metadata, webp_with};

fn seeds() -> Vec<Vec<u8>> {
    vec![
        phone_photo(),
        jpeg_with(40, 30, &[]),
        png_with(40, 30, &[]),
        webp_with(40, 30, 0x0C, &webp_metadata()),
        video(b"mp42"),
        b"%PDF-1.4".to_vec(),
        exif(6),
    ]
}

/// Whatever is kept can be kept again and is hardly longer than what came: nothing is allocated by a header's word.
fn answered(bytes: &[u8]) -> Option<Kept> {
    let kept = keep(bytes.to_vec()).ok()?;
    assert!(kept.bytes.len() <= bytes.len() + 64, "{} out of {}", kept.bytes.len(), bytes.len());
    assert_eq!(keep(kept.bytes.clone()).as_ref(), Ok(&kept));
    Some(kept)
}

#[test]
fn every_byte_of_every_file_replaced_by_the_worst_ones() {
    for seed in seeds() {
        for at in 0..seed.len() {
            for worst in [0, 1, 2, 7, 0x7F, 0x80, 0xD8, 0xD9, 0xDA, 0xE1, 0xFE, 0xFF] {
                let mut bytes = seed.clone();
                bytes[at] = worst;
                answered(&bytes);
            }
        }
    }
}

#[test]
fn boxes_within_boxes_within_boxes_do_not_exhaust_the_stack() {
    const DEPTH: usize = 400_000;
    let mut film = b"\0\0\0\x10ftypisom\0\0\0\0".to_vec();
    for left in (1..=DEPTH).rev() {
        film.extend(u32::try_from(left * 8).unwrap().to_be_bytes());
        film.extend(if left % 2 == 0 { b"moov" } else { b"trak" });
    }
    assert!(keep(film).is_ok());
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(4_000))]

    #[test]
    fn any_bytes_behind_any_beginning(which in 0_usize..7, from in 0_usize..200, tail in prop::collection::vec(any::<u8>(), 0..600)) {
        let seed = &seeds()[which];
        let bytes = [&seed[..from.min(seed.len())], &tail].concat();
        answered(&bytes);
    }

    #[test]
    fn lengths_that_lie(which in 0_usize..6, at in 0_usize..400, lie in prop::sample::select(vec![[0_u8; 4], [0xFF; 4], [0x7F, 0xFF, 0xFF, 0xFF], [0, 0, 0, 1], [0xFF, 0xFF, 0xFF, 0x7F]])) {
        let mut bytes = seeds()[which].clone();
        let at = at % bytes.len();
        let end = (at + 4).min(bytes.len());
        bytes[at..end].copy_from_slice(&lie[..end - at]);
        answered(&bytes);
    }

    #[test]
    fn parts_of_files_in_any_order(parts in prop::collection::vec((0_usize..7, 0_usize..300, 0_usize..300), 1..6)) {
        let all = seeds();
        let bytes: Vec<u8> = parts.iter().flat_map(|(which, from, len)| {
            let seed = &all[*which];
            let from = from % seed.len();
            seed[from..(from + len).min(seed.len())].to_vec()
        }).collect();
        answered(&bytes);
    }

    /// The place does not come through, wherever a segment that describes stands.
    #[test]
    fn a_describing_segment_anywhere_before_the_frame_goes(marker in prop::sample::select(vec![0xE1_u8, 0xE3, 0xE5, 0xED, 0xEF, 0xFE]), head in prop::collection::vec(any::<u8>(), 0..40)) {
        let body = [&head[..], PLACE].concat();
        let segment = [&[0xFF, marker][..], &(body.len() as u16 + 2).to_be_bytes(), &body].concat();
        let kept = answered(&jpeg_with(64, 48, &segment)).unwrap();
        prop_assert!(!crate::build::holds(&kept.bytes, PLACE));
    }
}
