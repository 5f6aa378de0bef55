//! `cargo xtask holidays`: the public holidays of all countries, made anew from the Python package `holidays` (MIT), which is kept by many
//! and knows of moons and Easters what we would have to learn.

use std::process::Command;

use anyhow::{Context, Result};

use crate::{install, shell};

/// Where they lie.
const FILE: &str = "crates/domain/src/vocabulary/holidays.txt";
/// The first year of the file that is made. Raised with the package.
const FIRST: &str = "2024";

pub fn make() -> Result<bool> {
    let python = install::holidays()?;
    let script = shell::root().join("xtask/working_days.py");
    let made = shell::read(Command::new(python).arg(script).arg(FIRST))?;
    let file = shell::root().join(FILE);
    std::fs::write(&file, format!("{}\n", made.trim_end())).context(FILE)?;
    println!("{FILE}: {} lines", made.lines().count());
    Ok(true)
}
