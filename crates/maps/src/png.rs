//! A drawing as PNG, for browsers and mail that show no SVG.

use std::sync::Arc;

use resvg::{tiny_skia, usvg};

use crate::drawing::{Drawing, Look, Scheme};
use crate::map::Map;

/// The widest picture, in pixels.
pub const MAX_WIDTH: u32 = 3000;

/// Why there is no picture.
#[derive(Debug, thiserror::Error)]
pub enum PngFault {
    #[error("a picture is 1 to {MAX_WIDTH} pixels wide, not {0}")]
    Width(u32),
    #[error("that is no font")]
    Font,
    #[error("the drawing cannot be read: {0}")]
    Drawing(#[from] usvg::Error),
    #[error("the picture cannot be written: {0}")]
    Encoding(String),
}

impl Map {
    /// The picture as PNG, `width` pixels wide and as high as it has to be, by itself: with title, legend and note, in light colours when the drawing
    /// is one for a page. It takes four bytes of memory for each pixel: a long, thin country is three times as high as wide. Words are set with `font`, a TrueType or OpenType file; of what the machine has installed nothing is used.
    pub fn png(
        &self,
        drawing: &Drawing,
        font: &'static [u8],
        width: u32,
    ) -> Result<Vec<u8>, PngFault> {
        if !(1..=MAX_WIDTH).contains(&width) {
            return Err(PngFault::Width(width));
        }
        let look = match drawing.look {
            Look::Page => Look::Alone(Scheme::Light),
            alone => alone,
        };
        let svg = self.svg(&Drawing { look, ..*drawing });
        let tree = usvg::Tree::from_str(&svg, &options(font)?)?;
        let size = tree.size();
        let scale = width as f32 / size.width();
        let height = ((size.height() * scale).round() as u32).max(1);
        let mut pixels = tiny_skia::Pixmap::new(width, height).ok_or(PngFault::Width(width))?;
        resvg::render(
            &tree,
            tiny_skia::Transform::from_scale(scale, scale),
            &mut pixels.as_mut(),
        );
        pixels
            .encode_png()
            .map_err(|error| PngFault::Encoding(error.to_string()))
    }
}

/// One font for all words, whatever they ask for.
fn options(font: &'static [u8]) -> Result<usvg::Options<'static>, PngFault> {
    let mut options = usvg::Options::default();
    let fonts = options.fontdb_mut();
    fonts.load_font_source(usvg::fontdb::Source::Binary(Arc::new(font)));
    let family = fonts.faces().next().and_then(|face| face.families.first());
    let family = family.map(|(name, _)| name.clone()).ok_or(PngFault::Font)?;
    fonts.set_sans_serif_family(&family);
    options.font_family = family;
    Ok(options)
}
