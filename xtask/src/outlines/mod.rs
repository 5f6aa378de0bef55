//! `cargo xtask outlines SOURCE`: the outlines of countries and of their subdivisions, made anew from Natural Earth.
//!
//! What is made is the same, byte for byte, whenever it is made from the same file; its README says which file that is. Countries are put
//! together from their subdivisions, so that the two levels never disagree about a border.

mod codes;
mod frames;
mod simplify;
mod source;
mod topology;
mod write;

use std::collections::BTreeMap;
use std::path::Path;

use anyhow::{Context, Result};

use crate::shell;
use source::Outline;
use topology::Ring;

/// Where the data lies.
const FOLDER: &str = "crates/maps/data";
/// The meridian in the middle of the world map: it is cut at 169° W, between Asia and America.
const WORLD_MIDDLE: f64 = 11.0;
/// Not on the world map: it would be most of its lower edge, and nobody is counted there.
const LEFT_OUT: &str = "AQ";
/// Side of the picture that outlines are made for, in units of its drawing.
const SIDE: f64 = 2000.0;
/// Square units that a place has to change to stay.
const LEAST: f64 = 6.0;
/// Side of the box of a part that lies far away.
const BOX: f64 = 480.0;

pub fn make(source: &str) -> Result<bool> {
    let folder = shell::root().join(FOLDER);
    let codes = codes::Codes::load(&folder, &shell::root())?;
    let outlines = source::read(Path::new(source), &codes)?;
    let unknown = codes.unknown(&outlines);
    if !unknown.is_empty() {
        anyhow::bail!(
            "codes.csv speaks of what is not in the source: {}",
            unknown.join(" ")
        );
    }
    let world = world(&outlines, &codes);
    let subdivisions = subdivisions(&outlines, &codes);
    for (name, text) in [("world.txt", world), ("subdivisions.txt", subdivisions)] {
        let file = folder.join(name);
        std::fs::write(&file, &text).with_context(|| file.display().to_string())?;
        println!("{FOLDER}/{name}: {} bytes", text.len());
    }
    Ok(true)
}

fn world(outlines: &[Outline], codes: &codes::Codes) -> String {
    let mut groups: BTreeMap<&str, Vec<&Ring>> = BTreeMap::new();
    for outline in outlines.iter().filter(|o| o.country != LEFT_OUT) {
        let rings = groups.entry(&outline.country).or_default();
        rings.extend(&outline.rings);
    }
    let shapes = topology::dissolve(&groups, WORLD_MIDDLE);
    // What a unit is, on a map that shows all areas at their size.
    let unit = 40_075.0 * 0.86 / SIDE;
    let shapes = simplify::shapes(shapes, &|_| unit, LEAST);
    write::world(&shapes, &|country| codes.foreign(country))
}

fn subdivisions(outlines: &[Outline], codes: &codes::Codes) -> String {
    let mut countries: BTreeMap<&str, Vec<&Outline>> = BTreeMap::new();
    for outline in outlines.iter().filter(|o| o.country != "-") {
        countries.entry(&outline.country).or_default().push(outline);
    }
    let mut text = String::from(write::HEAD);
    for (country, outlines) in countries {
        if country == LEFT_OUT {
            continue;
        }
        // Without codes of its own a country is one region.
        let whole = outlines.iter().all(|outline| outline.region == "-");
        let mut groups: BTreeMap<&str, Vec<&Ring>> = BTreeMap::new();
        for outline in &outlines {
            let region = if whole { country } else { &outline.region };
            groups
                .entry(region)
                .or_default()
                .extend(outline.rings.iter());
        }
        text += &write::country(country, groups, &|region| codes.others(region));
    }
    text
}
