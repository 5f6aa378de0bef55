//! The child's side: held first, then everything on stdin is read, and one sheet written to stdout.

use std::{
    io::{Read, Write},
    process::ExitCode,
};

use crate::{
    LONGEST, Wish,
    confine::{SECONDS, confine},
    draw::draw,
};

/// The child's exit when it cannot be held on this machine.
pub(crate) const NOT_HELD: u8 = 3;

/// Runs the child on the arguments that [`Viewer`](crate::Viewer) gave it.
pub fn run(arguments: &[String]) -> ExitCode {
    let Some(wish) = Wish::parse(arguments) else {
        return ExitCode::from(2);
    };
    if confine(SECONDS).is_err() {
        return ExitCode::from(NOT_HELD);
    }
    match sheet(wish) {
        Some(()) => ExitCode::SUCCESS,
        None => ExitCode::FAILURE,
    }
}

fn sheet(wish: Wish) -> Option<()> {
    let mut bytes = Vec::new();
    let read = std::io::stdin()
        .lock()
        .take(LONGEST + 1)
        .read_to_end(&mut bytes)
        .ok()?;
    if u64::try_from(read).ok()? > LONGEST {
        return None;
    }
    let sheet = draw(bytes, wish)?;
    let mut out = std::io::stdout().lock();
    out.write_all(&sheet.pages.to_le_bytes()).ok()?;
    out.write_all(&sheet.jpeg).ok()?;
    out.flush().ok()
}

/// For tests: gives up everything as `run` does, with a second to compute in, then does what must not be possible. Returning at all is the fault.
#[doc(hidden)]
pub fn misbehave(how: &str) -> ExitCode {
    if confine(1).is_err() {
        return ExitCode::from(NOT_HELD);
    }
    match how {
        "open" => drop(std::fs::File::open("/etc/hostname")),
        "write" => drop(std::fs::write("/dev/shm/left-behind", "x")),
        "connect" => drop(std::net::TcpStream::connect("127.0.0.1:9")),
        "run" => drop(std::process::Command::new("/bin/true").status()),
        "thread" => drop(std::thread::Builder::new().spawn(|| ())),
        "memory" => {
            let mut held: Vec<Vec<u8>> = Vec::new();
            while held.len() < 64 {
                held.push(vec![1; 16 << 20]);
            }
        }
        "for-ever" => loop {
            std::hint::spin_loop();
        },
        "flood" => loop {
            let _ = std::io::stdout().write_all(&[b'x'; 4096]);
        },
        _ => return ExitCode::from(2),
    }
    ExitCode::SUCCESS
}
