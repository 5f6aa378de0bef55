//! Where on the picture the world or a country lies, and the boxes under it for parts that lie far away.

use crate::data::Outlines;
use crate::project::Projection;

/// Longest side of what is drawn, in units of the picture.
const SIDE: f64 = 2000.0;
/// Sides of a box, and what is left free around it and around all.
const BOX: (f64, f64) = (480.0, 360.0);
const FREE: f64 = 16.0;

/// Least and greatest of both directions: left, top, right, bottom.
pub type Span = [f64; 4];

const NOTHING: Span = [f64::MAX, f64::MAX, f64::MIN, f64::MIN];

/// A part of the picture with a projection of its own.
pub struct Frame {
    projection: Projection,
    scale: f64,
    shift: (f64, f64),
    /// What it takes of the picture, in units.
    pub span: Span,
}

pub struct Layout {
    /// The picture, then boxes.
    pub frames: Vec<Frame>,
    /// Width and height in units.
    pub size: (u32, u32),
}

impl Frame {
    /// Where degrees are on the picture, in units from its left and top.
    pub fn at(&self, east: f64, north: f64) -> (f64, f64) {
        let (x, y) = self.projection.flat(self.projection.unrolled(east), north);
        self.moved(x, y)
    }

    /// The same for a place of a line, which knows on which side of the map it is.
    pub fn of_line(&self, east: f64, north: f64) -> (f64, f64) {
        let (x, y) = self.projection.flat(east, north);
        self.moved(x, y)
    }

    fn moved(&self, x: f64, y: f64) -> (f64, f64) {
        (x * self.scale + self.shift.0, y * self.scale + self.shift.1)
    }

    /// Fits what is at `flat` into a field of the picture, in its middle.
    fn fit(projection: Projection, flat: Span, field: Span) -> Self {
        let (wide, high) = (field[2] - field[0], field[3] - field[1]);
        // A single island of nothing still has a picture.
        let (w, h) = ((flat[2] - flat[0]).max(1e-6), (flat[3] - flat[1]).max(1e-6));
        let scale = (wide / w).min(high / h);
        let shift = |least: f64, most: f64, low: f64, high: f64| {
            (low + high) / 2.0 - (least + most) / 2.0 * scale
        };
        Frame {
            projection,
            scale,
            shift: (
                shift(flat[0], flat[2], field[0], field[2]),
                shift(flat[1], flat[3], field[1], field[3]),
            ),
            span: field,
        }
    }
}

pub fn layout(outlines: &Outlines) -> Layout {
    let projections: Vec<Projection> = match &outlines.middles[..] {
        [] => vec![Projection::EqualEarth],
        middles => middles.iter().copied().map(Projection::around).collect(),
    };
    let flat: Vec<Span> = { projections.iter().enumerate() }
        .map(|(frame, projection)| span(outlines, frame, *projection))
        .collect();
    let (w, h) = (flat[0][2] - flat[0][0], flat[0][3] - flat[0][1]);
    let scale = SIDE / w.max(h).max(1e-6);
    let (wide, high) = ((w * scale).max(200.0), (h * scale).max(200.0));
    let boxes = projections.len() - 1;
    let row = boxes as f64 * (BOX.0 + FREE) - FREE;
    let width = wide.max(row) + 2.0 * FREE;
    let mut bottom = high + 2.0 * FREE;
    let left = (width - wide) / 2.0;
    let mut frames = vec![Frame::fit(
        projections[0],
        flat[0],
        [left, FREE, left + wide, FREE + high],
    )];
    for at in 1..=boxes {
        let x = FREE + (at - 1) as f64 * (BOX.0 + FREE);
        let field = [
            x + FREE,
            bottom + FREE,
            x + BOX.0 - FREE,
            bottom + BOX.1 - FREE,
        ];
        let mut frame = Frame::fit(projections[at], flat[at], field);
        frame.span = [x, bottom, x + BOX.0, bottom + BOX.1];
        frames.push(frame);
    }
    if boxes > 0 {
        bottom += BOX.1 + FREE;
    }
    Layout {
        frames,
        size: (width.ceil() as u32, bottom.ceil() as u32),
    }
}

/// How far what is drawn in a frame goes on the flat picture.
fn span(outlines: &Outlines, frame: usize, projection: Projection) -> Span {
    let of = outlines
        .regions
        .iter()
        .filter(|region| region.frame == frame);
    let arcs = of.clone().flat_map(|region| region.rings.iter().flatten());
    let lines = arcs
        .filter_map(|arc| outlines.arcs.get(number(*arc)))
        .flatten();
    let places = lines.copied().chain(of.map(|region| region.middle));
    places.fold(NOTHING, |span, (east, north)| {
        let degrees = |steps: i32| f64::from(steps) / outlines.grid;
        let (x, y) = projection.flat(degrees(east), degrees(north));
        [
            span[0].min(x),
            span[1].min(y),
            span[2].max(x),
            span[3].max(y),
        ]
    })
}

/// Which arc is meant, whichever way it is gone.
pub fn number(arc: i32) -> usize {
    (if arc < 0 { !arc } else { arc }) as usize
}
