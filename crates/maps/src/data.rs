//! Reads the outlines as they are kept; `data/README.md` describes the text. It is ours and tested whole, so what cannot be read is left out.

/// The outlines of the world or of a country.
pub struct Outlines {
    /// [`WORLD_CODE`] or a country.
    pub code: &'static str,
    /// Steps of a degree.
    pub grid: f64,
    /// The middle of the picture and of each box, in degrees east and north. None for the world.
    pub middles: Vec<(f64, f64)>,
    /// Lines in steps east and north. What two regions share is one line.
    pub arcs: Vec<Vec<(i32, i32)>>,
    pub regions: Vec<Outline>,
}

/// A region.
pub struct Outline {
    /// Its code, and others that lie in it. `-` for land without one.
    pub codes: Vec<&'static str>,
    /// The picture (0) or a box.
    pub frame: usize,
    /// The middle of its largest part, in steps.
    pub middle: (i32, i32),
    /// Arcs of each ring; `!n` is arc `n` from its end. Where two rings overlap is not inside.
    pub rings: Vec<Vec<i32>>,
}

/// What stands for the code of a country on the world map.
pub const WORLD_CODE: &str = "WORLD";

const WORLD: &str = include_str!("../data/world.txt");
const SUBDIVISIONS: &str = include_str!("../data/subdivisions.txt");

pub fn world() -> Outlines {
    read(WORLD).unwrap_or(Outlines {
        code: WORLD_CODE,
        grid: 1.0,
        middles: Vec::new(),
        arcs: Vec::new(),
        regions: Vec::new(),
    })
}

/// Where each country stands in the text, in their order.
pub fn countries() -> impl Iterator<Item = (&'static str, &'static str)> {
    let starts = SUBDIVISIONS.match_indices("\nm ").map(|(at, _)| at + 1);
    starts.filter_map(|at| Some((SUBDIVISIONS.get(at + 2..at + 4)?, &SUBDIVISIONS[at..])))
}

/// One map: its line and those that follow, up to the next.
pub fn read(text: &'static str) -> Option<Outlines> {
    let mut lines = text.lines().skip_while(|line| !line.starts_with("m "));
    let mut head = lines.next()?.split(' ').skip(1);
    let (code, grid) = (head.next()?, head.next()?.parse().ok()?);
    let middles = head.filter_map(pair).collect();
    let (mut arcs, mut regions) = (Vec::new(), Vec::new());
    let mut last = (0, 0);
    for line in lines {
        match line.split_once(' ') {
            Some(("a", letters)) => arcs.push(arc(letters, &mut last)),
            Some(("r", rest)) => regions.extend(region(rest)),
            _ => break,
        }
    }
    Some(Outlines {
        code,
        grid,
        middles,
        arcs,
        regions,
    })
}

fn pair<T: std::str::FromStr>(text: &str) -> Option<(T, T)> {
    let (a, b) = text.split_once(',')?;
    Some((a.parse().ok()?, b.parse().ok()?))
}

fn region(line: &'static str) -> Option<Outline> {
    let mut parts = line.split(' ');
    let codes = parts.next()?.split(',').collect();
    let (frame, middle) = (parts.next()?.parse().ok()?, pair(parts.next()?)?);
    let ring = |ring: &str| ring.split(',').filter_map(|arc| arc.parse().ok()).collect();
    let rings = parts.next()?.split(';').map(ring).collect();
    Some(Outline {
        codes,
        frame,
        middle,
        rings,
    })
}

/// Points, each by how far it lies from the one before.
fn arc(letters: &str, last: &mut (i32, i32)) -> Vec<(i32, i32)> {
    let mut numbers = Numbers(letters.as_bytes());
    let mut points = Vec::new();
    while let (Some(east), Some(north)) = (numbers.next(), numbers.next()) {
        *last = (last.0 + east, last.1 + north);
        points.push(*last);
    }
    points
}

/// Five bits to a letter, the lowest first; the lowest bit of all is the sign.
struct Numbers<'a>(&'a [u8]);

impl Iterator for Numbers<'_> {
    type Item = i32;

    fn next(&mut self) -> Option<i32> {
        let (mut value, mut shift) = (0u32, 0);
        loop {
            let (letter, rest) = self.0.split_first()?;
            self.0 = rest;
            let bits = match letter {
                b'A'..=b'Z' => letter - b'A',
                b'a'..=b'z' => letter - b'a' + 26,
                b'0'..=b'9' => letter - b'0' + 52,
                b'-' => 62,
                _ => 63,
            };
            value |= u32::from(bits & 31).checked_shl(shift)?;
            shift += 5;
            if bits < 32 {
                return Some((value >> 1) as i32 ^ -((value & 1) as i32));
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_read_back() {
        let read: Vec<i32> = Numbers(b"ABCgBhB").collect();
        assert_eq!(read, [0, -1, 1, 16, -17]);
        assert_eq!(Numbers(b"ggggggggggg").next(), None);
    }

    #[test]
    fn all_lines_are_read() {
        let count =
            |text: &str, kind: &str| text.lines().filter(|line| line.starts_with(kind)).count();
        let all: Vec<Outlines> = countries().filter_map(|(_, text)| read(text)).collect();
        assert_eq!(all.len(), count(SUBDIVISIONS, "m "));
        assert_eq!(
            all.iter().map(|map| map.regions.len()).sum::<usize>(),
            count(SUBDIVISIONS, "r ")
        );
        for map in all.iter().chain([&world()]) {
            let arcs = map.arcs.len() as i32;
            let rings = map.regions.iter().flat_map(|region| &region.rings);
            assert!(
                rings.flatten().all(|arc| (-arcs..arcs).contains(arc)),
                "{}",
                map.code
            );
            assert!(map.arcs.iter().all(|arc| !arc.is_empty()), "{}", map.code);
            let frames = map.middles.len().max(1);
            assert!(
                map.regions.iter().all(|region| region.frame < frames),
                "{}",
                map.code
            );
        }
    }
}
