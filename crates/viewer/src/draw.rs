//! A page of a PDF, or a picture, as a JPEG that carries nothing else. Runs in the child only.

use std::io::Cursor;

use hayro::{
    PixmapSettings, RenderCache, RenderSettings, hayro_interpret::InterpreterSettings,
    hayro_syntax::Pdf, render, vello_cpu::color::palette::css::WHITE,
};
use image::{
    DynamicImage, ImageDecoder, ImageReader, Limits, RgbImage, codecs::jpeg::JpegEncoder,
    imageops::FilterType,
};

use crate::Wish;

/// Pixels to a side of a picture that is read, and bytes to hold it in.
const WIDEST: u32 = 20_000;
const BYTES: u64 = 256 << 20;
/// Pixels to a side of what is drawn.
const LARGEST: u32 = 4000;
const QUALITY: u8 = 85;

/// How many pages there are, and what the wished one looks like.
pub struct Sheet {
    pub pages: u32,
    /// Empty where only the pages were asked for.
    pub jpeg: Vec<u8>,
}

/// Draws what was wished; nothing when these bytes are no picture and no PDF, or have no such page.
pub fn draw(bytes: Vec<u8>, wish: Wish) -> Option<Sheet> {
    if bytes.starts_with(b"%PDF-") {
        pdf(bytes, wish)
    } else {
        picture(bytes, wish)
    }
}

fn pdf(bytes: Vec<u8>, wish: Wish) -> Option<Sheet> {
    let pdf = Pdf::new(bytes).ok()?;
    let pages = pdf.pages();
    let count = u32::try_from(pages.len()).ok().filter(|count| *count > 0)?;
    let page = pages.get(usize::try_from(wish.page.checked_sub(1)?).ok()?)?;
    let Some(side) = wish.side else {
        return Some(Sheet {
            pages: count,
            jpeg: vec![],
        });
    };
    let (width, height) = page.render_dimensions();
    let longer = width.max(height);
    if !longer.is_finite() || width.min(height) <= 0.0 {
        return None;
    }
    #[expect(clippy::cast_precision_loss, reason = "a few thousand pixels")]
    let scale = side.min(LARGEST) as f32 / longer;
    let drawn = render(
        page,
        &RenderCache::new(),
        &InterpreterSettings::default(),
        &RenderSettings::default(),
        &PixmapSettings {
            x_scale: scale,
            y_scale: scale,
            bg_color: WHITE,
        },
    );
    let rgb = drawn
        .data()
        .iter()
        .flat_map(|pixel| [pixel.r, pixel.g, pixel.b])
        .collect();
    let image = RgbImage::from_raw(drawn.width().into(), drawn.height().into(), rgb)?;
    Some(Sheet {
        pages: count,
        jpeg: jpeg(&image)?,
    })
}

fn picture(bytes: Vec<u8>, wish: Wish) -> Option<Sheet> {
    if wish.page != 1 {
        return None;
    }
    let mut reader = ImageReader::new(Cursor::new(bytes))
        .with_guessed_format()
        .ok()?;
    let mut limits = Limits::default();
    limits.max_image_width = Some(WIDEST);
    limits.max_image_height = Some(WIDEST);
    limits.max_alloc = Some(BYTES);
    reader.limits(limits);
    let mut decoder = reader.into_decoder().ok()?;
    let Some(side) = wish.side else {
        return Some(Sheet {
            pages: 1,
            jpeg: vec![],
        });
    };
    let turned = decoder.orientation().ok()?;
    let mut image = DynamicImage::from_decoder(decoder).ok()?;
    let side = side.min(LARGEST);
    if image.width() > side || image.height() > side {
        image = image.resize(side, side, FilterType::Triangle);
    }
    image.apply_orientation(turned);
    Some(Sheet {
        pages: 1,
        jpeg: jpeg(&on_white(&image))?,
    })
}

/// A JPEG has no see-through parts: they become white, as paper is.
fn on_white(image: &DynamicImage) -> RgbImage {
    if !image.color().has_alpha() {
        return image.to_rgb8();
    }
    let mut paper = image::RgbaImage::from_pixel(
        image.width(),
        image.height(),
        image::Rgba([255, 255, 255, 255]),
    );
    image::imageops::overlay(&mut paper, &image.to_rgba8(), 0, 0);
    DynamicImage::ImageRgba8(paper).into_rgb8()
}

fn jpeg(image: &RgbImage) -> Option<Vec<u8>> {
    let mut jpeg = Vec::new();
    JpegEncoder::new_with_quality(&mut jpeg, QUALITY)
        .encode_image(image)
        .ok()?;
    Some(jpeg)
}
