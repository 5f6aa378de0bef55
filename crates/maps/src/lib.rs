//! Maps of the world and of countries with their regions, drawn as SVG and PNG. No IO, no clock, no randomness.
//!
//! What is drawn are shades for regions, as a choropleth, and marks for clusters of places. Outlines come from Natural Earth, which is in
//! the public domain, and are kept in `data/`; nothing is fetched. A picture is one of two ways to read the numbers: a page puts the table under
//! it, with the same links.
//!
//! ```
//! use watchpost_maps::{Breaks, Drawing, Map, Region, Value};
//!
//! let breaks = Breaks::fixed([1.0, 10.0, 100.0]);
//! let regions = |code: &str| match code {
//!     "KE" => Region {
//!         shade: breaks.shade(Value::Number(12.0)),
//!         title: "Kenya: 12".into(),
//!         href: Some("/numbers/KE".into()),
//!     },
//!     "UG" => Region { shade: breaks.shade(Value::Few), title: "Uganda: fewer than 5".into(), href: None },
//!     _ => Region::missing(),
//! };
//! let drawing = Drawing { title: "Reports by country", classes: breaks.classes(), ..Drawing::new("reports", &regions) };
//! let svg = Map::world().svg(&drawing);
//! assert!(svg.starts_with("<svg") && svg.contains("Kenya: 12"));
//!
//! // A county of today lies in a region that the outlines have: add up before shading.
//! let kenya = Map::country("KE").expect("is drawn");
//! assert_eq!(kenya.region_of("KE-28"), kenya.region_of("KE-14"));
//! ```
//!
//! How it goes: the outlines of a country are read once (`data`), projected with all areas at their size (`project`), laid out with boxes for
//! parts that lie far away (`layout`), and kept as paths (`path`, `map`). A drawing (`drawing`) gives them shades (`svg`), a key beside them
//! (`legend`), or a picture without a browser (`png`). `clusters` and `place` put points together and blur them before anybody sees them.
//!
//! Borders are those of the lists of ISO where there are any, otherwise of Natural Earth, and say nothing about whose land it is: each page with a
//! map says so ([`Drawing::note`]).

mod breaks;
mod clusters;
mod data;
mod drawing;
mod json;
mod layout;
mod legend;
mod map;
mod path;
mod place;
mod png;
mod project;
mod svg;
mod xml;

pub use breaks::{Breaks, MAX_CLASSES, Shade, Value};
pub use clusters::{Cluster, MAX_ZOOM, Point, clusters};
pub use drawing::{Direction, Drawing, Look, Mark, Region, Scheme};
pub use legend::legend;
pub use map::Map;
pub use place::{Bounds, Place};
pub use png::{MAX_WIDTH, PngFault};

/// Colours and lines of maps on pages, for the stylesheet that they share: light, dark, forced colours and paper.
pub const CSS: &str = include_str!("../static/maps.css");

/// Countries of ISO 3166-1 that the world map leaves out, and why. Their numbers are in the table.
pub const NOT_ON_THE_WORLD_MAP: [(&str, &str); 1] = [(
    "AQ",
    "would be the whole lower edge of the map, and has no people of its own to be counted",
)];
