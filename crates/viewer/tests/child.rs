//! What the child draws, what it cannot do, and that it takes nobody along when it breaks.

use std::{
    io::Cursor,
    os::unix::process::ExitStatusExt,
    process::{Command, Stdio},
};

use bytes::Bytes;
use futures_util::stream;
use image::{DynamicImage, GenericImageView, ImageFormat, Rgb, RgbImage};
use watchpost_viewer::{Drawn, NotDrawn, Viewer, Wish};

const CHILD: &str = env!("CARGO_BIN_EXE_viewer-child");

async fn by(viewer: &Viewer, bytes: Vec<u8>, wish: Wish) -> Result<Drawn, NotDrawn> {
    let length = bytes.len() as u64;
    let pieces: Vec<_> = bytes
        .chunks(64 << 10)
        .map(|piece| Ok(Bytes::copy_from_slice(piece)))
        .collect();
    viewer.draw(stream::iter(pieces), length, wish).await
}

async fn draw(bytes: Vec<u8>, page: u32) -> Result<Drawn, NotDrawn> {
    let side = Some(1200);
    by(&Viewer::new(CHILD, &[]), bytes, Wish { page, side }).await
}

fn seen(drawn: &Drawn) -> DynamicImage {
    image::load_from_memory_with_format(&drawn.jpeg, ImageFormat::Jpeg).expect("a JPEG")
}

/// Two pages, upright and lying, the second with a black square in its lower left corner.
fn two_pages() -> Vec<u8> {
    let square = "0 0 100 100 re f";
    let objects = [
        "<</Type/Catalog/Pages 2 0 R>>".to_owned(),
        "<</Type/Pages/Count 2/Kids[3 0 R 4 0 R]>>".to_owned(),
        "<</Type/Page/Parent 2 0 R/MediaBox[0 0 300 600]>>".to_owned(),
        "<</Type/Page/Parent 2 0 R/MediaBox[0 0 600 300]/Contents 5 0 R>>".to_owned(),
        format!("<</Length {}>>stream\n{square}\nendstream", square.len()),
    ];
    let mut pdf = String::from("%PDF-1.4\n");
    let mut places = Vec::new();
    for (n, object) in (1..).zip(objects) {
        places.push(pdf.len());
        pdf += &format!("{n} 0 obj{object}endobj\n");
    }
    let table = pdf.len();
    pdf += "xref\n0 6\n0000000000 65535 f \n";
    for place in places {
        pdf += &format!("{place:010} 00000 n \n");
    }
    pdf += &format!("trailer<</Size 6/Root 1 0 R>>\nstartxref\n{table}\n%%EOF");
    pdf.into_bytes()
}

fn png(width: u32, height: u32) -> Vec<u8> {
    let mut bytes = Cursor::new(Vec::new());
    RgbImage::from_pixel(width, height, Rgb([200, 30, 30]))
        .write_to(&mut bytes, ImageFormat::Png)
        .expect("drawn");
    bytes.into_inner()
}

#[tokio::test]
async fn pages_of_a_pdf_are_counted_and_drawn() {
    let wish = Wish {
        page: 1,
        side: None,
    };
    let counted = by(&Viewer::new(CHILD, &[]), two_pages(), wish)
        .await
        .expect("counted");
    assert_eq!((counted.pages, counted.jpeg.len()), (2, 0));
    let first = seen(&draw(two_pages(), 1).await.expect("drawn"));
    assert_eq!(first.dimensions(), (600, 1200));
    let second = seen(&draw(two_pages(), 2).await.expect("drawn")).into_rgb8();
    assert_eq!(second.dimensions(), (1200, 600));
    assert!(second.get_pixel(20, 580).0.iter().all(|c| *c < 20), "black");
    assert!(second.get_pixel(20, 20).0.iter().all(|c| *c > 235), "white");
    assert_eq!(draw(two_pages(), 3).await, Err(NotDrawn::Unreadable));
    assert_eq!(draw(two_pages(), 0).await, Err(NotDrawn::Unreadable));
}

/// What a telephone writes into a picture does not come out; the way up that it says does.
#[tokio::test]
async fn a_picture_comes_back_smaller_upright_and_bare() {
    let mut jpeg = Vec::new();
    image::codecs::jpeg::JpegEncoder::new(&mut jpeg)
        .encode_image(&RgbImage::from_pixel(2400, 1200, Rgb([10, 120, 10])))
        .expect("drawn");
    let mut exif = b"Exif\0\0MM\0\x2a\0\0\0\x08\0\x02".to_vec();
    exif.extend(b"\x01\x12\0\x03\0\0\0\x01\0\x06\0\0"); // turned by a quarter
    exif.extend(b"\x01\x0f\0\x02\0\0\0\x10\0\0\0\x26"); // whose telephone it was
    exif.extend(b"\0\0\0\0TelephoneOfAmina\0");
    let length = u16::try_from(exif.len() + 2).expect("short").to_be_bytes();
    let mut marked = jpeg[..2].to_vec();
    marked.extend([0xff, 0xe1]);
    marked.extend(length);
    marked.extend(&exif);
    marked.extend(&jpeg[2..]);
    let whose = |bytes: &[u8]| memchr(bytes, b"TelephoneOfAmina");
    assert!(whose(&marked), "it is in what was sent");
    let drawn = draw(marked, 1).await.expect("drawn");
    assert_eq!(drawn.pages, 1);
    assert_eq!(seen(&drawn).dimensions(), (600, 1200));
    assert!(!whose(&drawn.jpeg) && !memchr(&drawn.jpeg, b"Exif"));
}

fn memchr(hay: &[u8], needle: &[u8]) -> bool {
    hay.windows(needle.len()).any(|part| part == needle)
}

#[tokio::test]
async fn what_cannot_be_drawn_is_said_to_be_so() {
    let mut bomb = png(1, 1);
    for side in [16, 20] {
        bomb[side..side + 4].copy_from_slice(&50_000_u32.to_be_bytes());
    }
    let half = png(300, 300);
    let locked = b"%PDF-1.4\ntrailer<</Encrypt 1 0 R>>".to_vec();
    for bytes in [
        vec![],
        b"MZ\x90\0".to_vec(),
        b"%PDF-".to_vec(),
        locked,
        bomb,
        half[..half.len() / 2].to_vec(),
        b"<svg onload=alert(1)>".to_vec(),
    ] {
        let begin = String::from_utf8_lossy(&bytes[..bytes.len().min(20)]).into_owned();
        assert_eq!(draw(bytes, 1).await, Err(NotDrawn::Unreadable), "{begin}");
    }
    let nothing = stream::iter([Ok(Bytes::new())]);
    let wish = Wish {
        page: 1,
        side: None,
    };
    let viewer = Viewer::new(CHILD, &[]);
    let long = viewer.draw(nothing, watchpost_viewer::LONGEST + 1, wish);
    assert_eq!(long.await, Err(NotDrawn::TooLong));
    let cut = stream::iter([Err(std::io::ErrorKind::InvalidData.into())]);
    assert_eq!(viewer.draw(cut, 1, wish).await, Err(NotDrawn::Source));
}

/// Bytes changed here and there: drawn or not, there is always an answer, and the next file is drawn.
#[tokio::test]
async fn a_damaged_file_harms_nobody_else() {
    let mut seed: usize = 7;
    for whole in [two_pages(), png(64, 64)] {
        for _ in 0..10 {
            let mut bytes = whole.clone();
            for _ in 0..8 {
                seed = seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1);
                let at = (seed >> 20) % bytes.len();
                bytes[at] = u8::try_from((seed >> 40) & 0xff).expect("a byte");
            }
            let answer = draw(bytes, 1).await;
            assert!(matches!(answer, Ok(_) | Err(NotDrawn::Unreadable)));
        }
    }
    draw(two_pages(), 1).await.expect("drawn");
}

#[tokio::test]
async fn a_child_that_hangs_or_floods_is_ended() {
    let wish = Wish {
        page: 1,
        side: None,
    };
    for how in ["for-ever", "flood", "memory", "open"] {
        let viewer = Viewer::new(CHILD, &["misbehave", how]);
        let answer = by(&viewer, two_pages(), wish).await;
        assert_eq!(answer, Err(NotDrawn::Unreadable), "{how}");
    }
    let missing = Viewer::new("/nowhere/viewer", &[]);
    assert_eq!(missing.works().await, Err(NotDrawn::NotHeld));
    assert_eq!(Viewer::new(CHILD, &[]).works().await, Ok(()));
}

/// Files, network, other programs, threads: the kernel ends the child at the call.
#[test]
fn the_child_can_do_nothing_else() {
    for (how, signal) in [
        ("open", libc::SIGSYS),
        ("write", libc::SIGSYS),
        ("connect", libc::SIGSYS),
        ("run", libc::SIGSYS),
        ("thread", libc::SIGSYS),
        ("for-ever", libc::SIGKILL),
    ] {
        let ended = Command::new(CHILD)
            .args(["misbehave", how])
            .stdin(Stdio::null())
            .stdout(Stdio::null())
            .status()
            .expect("started");
        assert_eq!(ended.signal(), Some(signal), "{how}");
    }
}
