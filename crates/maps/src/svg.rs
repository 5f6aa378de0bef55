//! A drawing as SVG.

use std::fmt::Write;

use crate::breaks::{MAX_CLASSES, Shade};
use crate::drawing::{Drawing, Look, Mark, Scheme};
use crate::legend;
use crate::map::{LAND, Map, Shape};
use crate::xml::Safe;

/// Colours of a picture by itself. Pages have the same in their stylesheet.
pub(crate) struct Colours {
    pub paper: &'static str,
    pub ink: &'static str,
    line: &'static str,
    land: &'static str,
    mark: &'static str,
    on_mark: &'static str,
    classes: [&'static str; MAX_CLASSES],
}

const LIGHT: Colours = Colours {
    paper: "#fbf9f4",
    ink: "#1c1b19",
    line: "#7d776c",
    land: "#e9e4d9",
    mark: "#7a4b00",
    on_mark: "#fff",
    classes: [
        "#dcebe8", "#b7d8d4", "#8fc2bd", "#63a9a5", "#388b89", "#16696a", "#063f42",
    ],
};

const DARK: Colours = Colours {
    paper: "#171614",
    ink: "#f0ece4",
    line: "#948c80",
    land: "#302d29",
    mark: "#f0b85a",
    on_mark: "#171614",
    classes: [
        "#1d3435", "#254c4d", "#2f6767", "#418483", "#5fa4a1", "#8ac7c3", "#c4ece8",
    ],
};

impl Colours {
    pub fn of(scheme: Scheme) -> &'static Colours {
        match scheme {
            Scheme::Light => &LIGHT,
            Scheme::Dark => &DARK,
        }
    }
}

/// Which of the seven colours a class has, so that the least and the greatest are as far apart as they can be.
fn step(class: usize, classes: usize) -> usize {
    let last = classes.clamp(2, MAX_CLASSES) - 1;
    (class.min(last) * (MAX_CLASSES - 1) + last / 2) / last
}

/// How things are painted: by classes of a stylesheet, or by colours.
pub(crate) struct Paint<'a> {
    drawing: &'a Drawing<'a>,
    pub alone: Option<&'static Colours>,
}

impl<'a> Paint<'a> {
    pub fn new(drawing: &'a Drawing<'a>) -> Self {
        let alone = match drawing.look {
            Look::Page => None,
            Look::Alone(scheme) => Some(Colours::of(scheme)),
        };
        Paint { drawing, alone }
    }

    /// The attributes that fill something with a shade.
    pub fn fill(&self, shade: Shade) -> String {
        let pattern =
            |name: &str| format!(r#"class="{name}" fill="url(#{})""#, self.drawing.id(name));
        match (shade, self.alone) {
            (Shade::Few, _) => pattern("few"),
            (Shade::Missing, _) => pattern("missing"),
            (Shade::Class(class), Some(colours)) => {
                format!(
                    r#"fill="{}""#,
                    colours.classes[step(class, self.drawing.classes)]
                )
            }
            (Shade::Class(class), None) => {
                format!(r#"class="s{}""#, step(class, self.drawing.classes) + 1)
            }
        }
    }

    /// Something else: the class on a page, the attributes by itself.
    pub fn part(&self, class: &str, attributes: impl Fn(&Colours) -> String) -> String {
        match self.alone {
            None => format!(r#"class="{class}""#),
            Some(colours) => attributes(colours),
        }
    }

    /// The two patterns. Few is dotted, missing is hatched; neither looks like a class, in no colours and in none at all.
    fn patterns(&self, svg: &mut String) {
        // What is inside a pattern must not take the lines of borders.
        let of = |colour| format!(r#"fill="{colour}" stroke="none""#);
        let ground = self.part("ground", |c| of(c.land));
        let dot = self.part("dots", |c| of(c.ink));
        let bare = self.part("bare", |c| of(c.paper));
        let hatch = self.part("hatch", |c| of(c.line));
        let _ = write!(
            svg,
            r##"<defs><pattern id="{}" width="20" height="20" patternUnits="userSpaceOnUse"><rect {ground} width="20" height="20"/><circle {dot} cx="6" cy="6" r="3.2"/><circle {dot} cx="16" cy="16" r="3.2"/></pattern>"##,
            self.drawing.id("few"),
        );
        let _ = write!(
            svg,
            r##"<pattern id="{}" width="16" height="16" patternUnits="userSpaceOnUse" patternTransform="rotate(45)"><rect {bare} width="16" height="16"/><rect {hatch} width="4" height="16"/></pattern></defs>"##,
            self.drawing.id("missing"),
        );
    }
}

impl Map {
    /// The picture as SVG. On a page it takes its colours from the stylesheet and has no style, script or size of its own; by itself it has title,
    /// legend and note in it.
    pub fn svg(&self, drawing: &Drawing) -> String {
        let paint = Paint::new(drawing);
        // Most of it is paths, and words with each.
        let paths: usize = self.shapes.iter().map(|shape| shape.path.len() + 120).sum();
        let mut svg = String::with_capacity(paths + 4096);
        match paint.alone {
            None => self.inside(&mut svg, drawing, &paint),
            Some(colours) => self.alone(&mut svg, drawing, &paint, colours),
        }
        svg.push_str("</svg>");
        svg
    }

    fn inside(&self, svg: &mut String, drawing: &Drawing, paint: &Paint) {
        let (width, height) = self.size();
        head(svg, drawing, self.linked(drawing), (width, height), "");
        self.body(svg, drawing, paint);
    }

    fn alone(&self, svg: &mut String, drawing: &Drawing, paint: &Paint, colours: &Colours) {
        let words = legend::Words::new(self, drawing);
        let (width, height) = words.size();
        let own =
            format!(r#" xmlns="http://www.w3.org/2000/svg" width="{width}" height="{height}""#);
        head(svg, drawing, self.linked(drawing), (width, height), &own);
        let _ = write!(
            svg,
            r#"<rect width="{width}" height="{height}" fill="{}"/>"#,
            colours.paper
        );
        let (x, y) = words.map();
        let _ = write!(
            svg,
            r#"<g transform="translate({x} {y})" stroke="{}" stroke-width="1.5" stroke-linejoin="round" fill-rule="evenodd">"#,
            colours.line
        );
        self.body(svg, drawing, paint);
        svg.push_str("</g>");
        words.write(svg, paint, colours);
    }

    fn body(&self, svg: &mut String, drawing: &Drawing, paint: &Paint) {
        paint.patterns(svg);
        for frame in &self.layout.frames[1..] {
            let [left, top, right, bottom] = frame.span.map(f64::round);
            let of = paint.part("box", |_| r#"fill="none""#.to_owned());
            let (w, h) = (right - left, bottom - top);
            let _ = write!(
                svg,
                r#"<rect {of} x="{left}" y="{top}" width="{w}" height="{h}"/>"#
            );
        }
        for shape in &self.shapes {
            region(svg, drawing, paint, shape);
        }
        for mark in drawing.marks {
            if let Some(at) = self.at(mark.cluster.place) {
                circle(svg, drawing, paint, mark, at);
            }
        }
    }

    fn linked(&self, drawing: &Drawing) -> bool {
        let marks = drawing.marks.iter().any(|mark| mark.href.is_some());
        marks
            || self
                .codes()
                .any(|code| (drawing.regions)(code).href.is_some())
    }
}

/// The beginning of a picture, with its name. A picture with links in it is a group: of an image nothing inside is read.
fn head(svg: &mut String, drawing: &Drawing, linked: bool, (w, h): (u32, u32), own: &str) {
    let role = if linked { "group" } else { "img" };
    let (title, desc) = (drawing.id("title"), drawing.id("desc"));
    let described = !drawing.description.is_empty();
    let names = if described {
        format!("{title} {desc}")
    } else {
        title.clone()
    };
    let _ = write!(
        svg,
        r#"<svg{own} class="map" role="{role}" aria-labelledby="{names}" viewBox="0 0 {w} {h}"><title id="{title}">{}</title>"#,
        Safe(drawing.title)
    );
    if described {
        let _ = write!(
            svg,
            r#"<desc id="{desc}">{}</desc>"#,
            Safe(drawing.description)
        );
    }
}

fn region(svg: &mut String, drawing: &Drawing, paint: &Paint, shape: &Shape) {
    if shape.id == LAND {
        let of = paint.part("land", |c| format!(r#"fill="{}""#, c.land));
        let _ = write!(svg, r#"<path {of} d="{}"/>"#, shape.path);
        return;
    }
    let region = (drawing.regions)(shape.id);
    let fill = paint.fill(region.shade);
    link(
        svg,
        drawing,
        region.href.as_deref(),
        &region.title,
        |svg, title| {
            let _ = match title {
                "" => write!(svg, r#"<path {fill} d="{}"/>"#, shape.path),
                _ => write!(svg, r#"<path {fill} d="{}">{title}</path>"#, shape.path),
            };
        },
    );
}

fn circle(svg: &mut String, drawing: &Drawing, paint: &Paint, mark: &Mark, (x, y): (f64, f64)) {
    let letters = mark.text.chars().count() as f64;
    // More is larger, but slowly: a large one must not cover what is beside it. And the words have to fit.
    let radius = (20.0 + 5.0 * (mark.cluster.points as f64).max(1.0).ln()).min(60.0);
    let radius = radius.max(12.0 + 10.0 * letters).round();
    let round = paint.part("mark", |c| {
        format!(r#"fill="{}" stroke="{}""#, c.mark, c.paper)
    });
    let words = paint.part("mark-text", |c| {
        format!(r#"fill="{}" stroke="none""#, c.on_mark)
    });
    let (x, y) = (x.round(), y.round());
    link(
        svg,
        drawing,
        mark.href.as_deref(),
        &mark.title,
        |svg, title| {
            let _ = write!(
                svg,
                r#"<g>{title}<circle {round} cx="{x}" cy="{y}" r="{radius}"/><text {words} x="{x}" y="{}" font-size="34" text-anchor="middle">{}</text></g>"#,
                y + 12.0,
                Safe(&mark.text)
            );
        },
    );
}

/// Something with its words, inside a link when it has one. The link itself has the words then, since they are its name.
fn link(
    svg: &mut String,
    drawing: &Drawing,
    href: Option<&str>,
    title: &str,
    inside: impl Fn(&mut String, &str),
) {
    let title = match title {
        "" => String::new(),
        title => format!("<title>{}</title>", Safe(title)),
    };
    let Some(href) = href else {
        return inside(svg, &title);
    };
    let stop = if drawing.stops {
        ""
    } else {
        r#" tabindex="-1""#
    };
    let _ = write!(svg, r#"<a href="{}"{stop}>{title}"#, Safe(href));
    inside(svg, "");
    svg.push_str("</a>");
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Luminance as WCAG has it.
    fn light(colour: &str) -> f64 {
        let hex = colour.trim_start_matches('#');
        let hex: String = match hex.len() {
            3 => hex.chars().flat_map(|c| [c, c]).collect(),
            _ => hex.to_owned(),
        };
        let part = |at: usize| {
            let part = f64::from(u8::from_str_radix(&hex[at..at + 2], 16).unwrap()) / 255.0;
            if part <= 0.04045 {
                part / 12.92
            } else {
                ((part + 0.055) / 1.055).powf(2.4)
            }
        };
        0.2126 * part(0) + 0.7152 * part(2) + 0.0722 * part(4)
    }

    fn contrast(a: &str, b: &str) -> f64 {
        let (a, b) = (light(a), light(b));
        (a.max(b) + 0.05) / (a.min(b) + 0.05)
    }

    #[test]
    fn classes_go_one_way_and_can_be_told_apart() {
        for colours in [&LIGHT, &DARK] {
            for pair in colours.classes.windows(2) {
                assert!(contrast(pair[0], pair[1]) > 1.19, "{pair:?}");
                let away = contrast(pair[1], colours.paper) > contrast(pair[0], colours.paper);
                assert!(away, "{pair:?}");
            }
            assert!(contrast(colours.classes[0], colours.classes[6]) > 7.0);
            assert!(contrast(colours.line, colours.paper) > 3.0);
            assert!(
                contrast(colours.ink, colours.paper) > 7.0
                    && contrast(colours.ink, colours.land) > 4.5
            );
            assert!(contrast(colours.mark, colours.on_mark) > 4.5);
        }
    }

    #[test]
    fn the_stylesheet_has_the_same_colours() {
        let (light, dark) = crate::CSS.split_once("prefers-color-scheme").unwrap();
        for (colours, css) in [(&LIGHT, light), (&DARK, dark)] {
            for (class, colour) in (1..).zip(colours.classes) {
                assert!(
                    css.contains(&format!("--map-{class}: {colour};")),
                    "{class} {colour}"
                );
            }
            assert!(css.contains(&format!("--map-land: {};", colours.land)));
        }
    }

    #[test]
    fn few_classes_are_far_apart() {
        let steps = |classes| {
            (0..classes)
                .map(|class| step(class, classes))
                .collect::<Vec<_>>()
        };
        assert_eq!(steps(1), [0]);
        assert_eq!(steps(2), [0, 6]);
        assert_eq!(steps(4), [0, 2, 4, 6]);
        assert_eq!(steps(7), [0, 1, 2, 3, 4, 5, 6]);
        assert_eq!(step(99, 3), 6);
    }
}
