//! A PostgreSQL and an S3 stand-in of our own for one run of the tests.
//!
//! Each is started by a small shell that waits on its standard input. When we end, in whatever way, that input closes, and
//! the shell stops the server and removes its folder: nothing is left behind even when we are killed.

use crate::install;
use anyhow::{Context, Result, bail};
use std::io::{BufRead, BufReader, Read, Write};
use std::net::{TcpListener, TcpStream};
use std::os::unix::process::CommandExt;
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

/// A server that stops when this is dropped.
pub struct Service {
    guard: Child,
    /// What the tests find in their environment: a name and a value.
    pub variable: (&'static str, String),
}

impl Drop for Service {
    fn drop(&mut self) {
        drop(self.guard.stdin.take());
        let _ = self.guard.wait();
    }
}

const POSTGRES: &str = r#"
umask 077
dir=$(mktemp -d) && cd "$dir" || exit 1
printf '%s' "$PASSWORD" >password
"$BIN/initdb" --pgdata=data --username=watchpost --pwfile=password --auth=password --encoding=UTF8 \
    --locale=C.UTF-8 --data-checksums >log 2>&1 || { cat log; rm -rf "$dir"; exit 1; }
"$BIN/postgres" -D data -p "$PORT" -c listen_addresses=127.0.0.1 -c unix_socket_directories= -c fsync=on \
    -c max_connections=300 -c shared_buffers=128MB >>log 2>&1 &
server=$!
echo started
cat >/dev/null
kill -INT $server 2>/dev/null
wait $server
cd / && rm -rf "$dir"
"#;

const MOTO: &str = r#"
"$BIN" -H 127.0.0.1 -p "$PORT" >/dev/null 2>&1 &
server=$!
echo started
cat >/dev/null
kill -TERM $server 2>/dev/null
wait $server
"#;

/// A fresh cluster on a free port, readable by nobody else. `initdb` refuses root, so root lends it to user `postgres`.
pub fn postgres() -> Result<Service> {
    let bin = install::postgres()?;
    let mut password = [0u8; 16];
    std::fs::File::open("/dev/urandom")?.read_exact(&mut password)?;
    let password: String = password.iter().map(|byte| format!("{byte:02x}")).collect();
    let port = free_port()?;
    let mut shell = if install::is_root() {
        let mut command = Command::new("runuser");
        command.args(["-u", "postgres", "--", "sh", "-c", POSTGRES]);
        command
    } else {
        let mut command = Command::new("sh");
        command.args(["-c", POSTGRES]);
        command
    };
    shell.env("BIN", &bin).env("PASSWORD", &password);
    let guard = start(&mut shell, port).context("PostgreSQL")?;
    let url = format!("postgres://watchpost:{password}@127.0.0.1:{port}/postgres");
    let service = Service {
        guard,
        variable: ("WATCHPOST_TEST_POSTGRES", url),
    };
    wait_until("PostgreSQL answers", || {
        let mut ask = Command::new(bin.join("pg_isready"));
        crate::shell::read(ask.args(["-q", "-h", "127.0.0.1", "-p", &port.to_string()])).is_ok()
    })?;
    Ok(service)
}

/// The bucket that the tests find; they make others themselves.
const BUCKET: &str = "watchpost-test";

/// An S3 that keeps everything in memory, with one empty bucket.
pub fn s3() -> Result<Service> {
    let program = install::moto()?;
    let port = free_port()?;
    let guard = start(
        Command::new("sh")
            .args(["-c", MOTO])
            .env("BIN", Path::new(&program)),
        port,
    )
    .context("moto")?;
    let endpoint = format!("http://127.0.0.1:{port}");
    let service = Service {
        guard,
        variable: ("WATCHPOST_TEST_S3_ENDPOINT", endpoint),
    };
    wait_until("the S3 stand-in answers", || {
        TcpStream::connect(("127.0.0.1", port)).is_ok()
    })?;
    make_bucket(port)?;
    Ok(service)
}

/// One request by hand, since the stand-in asks for no signature.
fn make_bucket(port: u16) -> Result<()> {
    let mut stream = TcpStream::connect(("127.0.0.1", port))?;
    let head = format!("PUT /{BUCKET} HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\n");
    stream.write_all((head + "Content-Length: 0\r\nConnection: close\r\n\r\n").as_bytes())?;
    let mut status = String::new();
    BufReader::new(stream).read_line(&mut status)?;
    if !status.contains(" 200 ") {
        bail!("the S3 stand-in made no bucket: {}", status.trim());
    }
    Ok(())
}

fn free_port() -> Result<u16> {
    Ok(TcpListener::bind(("127.0.0.1", 0))?.local_addr()?.port())
}

/// Starts the shell in a process group of its own, so that ctrl-c ends us and the closing of the pipe ends it.
fn start(shell: &mut Command, port: u16) -> Result<Child> {
    let mut child = shell
        .env("PORT", port.to_string())
        .current_dir("/")
        .process_group(0)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()?;
    let mut said = String::new();
    let mut lines = BufReader::new(child.stdout.take().context("no output")?);
    lines.read_line(&mut said)?;
    if said.trim() != "started" {
        lines.read_to_string(&mut said)?;
        let _ = child.wait();
        bail!("did not start: {}", said.trim());
    }
    Ok(child)
}

fn wait_until(what: &str, ready: impl Fn() -> bool) -> Result<()> {
    let limit = Instant::now() + Duration::from_secs(60);
    while !ready() {
        if Instant::now() > limit {
            bail!("waited a minute in vain until {what}");
        }
        std::thread::sleep(Duration::from_millis(50));
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Both guards work this way: the server ends when the pipe closes.
    #[test]
    fn what_was_started_ends_with_its_owner() {
        let port = free_port().expect("a port");
        let script = MOTO.replace(r#""$BIN" -H 127.0.0.1 -p "$PORT""#, "sleep 600");
        let guard = start(Command::new("sh").args(["-c", &script]), port).expect("a shell");
        let service = Service {
            guard,
            variable: ("NAME", String::new()),
        };
        let before = Instant::now();
        drop(service);
        assert!(
            before.elapsed() < Duration::from_secs(60),
            "the guard waited for its server instead of ending it"
        );
    }

    #[test]
    fn a_server_that_does_not_start_is_named() {
        let failed = start(Command::new("sh").args(["-c", "echo no such thing"]), 1)
            .expect_err("it did not start");
        assert!(format!("{failed:#}").contains("no such thing"));
    }
}
