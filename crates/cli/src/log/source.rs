//! Where a log, or a copy of it, is read from: its address, or a folder.

use std::{fs, io, path::PathBuf, time::Duration};

use anyhow::Result;
use watchpost_tlog::Source;

/// No file of a log is larger than this.
const FILE_MAX: u64 = 16 << 20;

/// Either.
pub enum Place {
    Server(Server),
    Folder(Folder),
}

impl Place {
    pub fn of(place: &str) -> Result<Self> {
        Ok(
            if place.starts_with("https://") || place.starts_with("http://") {
                Self::Server(Server::new(place)?)
            } else {
                Self::Folder(Folder(place.into()))
            },
        )
    }
}

impl Source for Place {
    type Error = io::Error;

    fn fetch(&mut self, path: &str) -> io::Result<Option<Vec<u8>>> {
        match self {
            Self::Server(server) => server.fetch(path),
            Self::Folder(folder) => folder.fetch(path),
        }
    }
}

/// A log at its address. Nothing is sent but the paths of its files, and no other address is asked.
pub struct Server {
    address: String,
    client: reqwest::Client,
    here: tokio::runtime::Runtime,
}

impl Server {
    fn new(address: &str) -> Result<Self> {
        let client = crate::outgoing::client(Duration::from_secs(60))?;
        Ok(Self {
            address: address.trim_end_matches('/').to_owned(),
            client,
            here: tokio::runtime::Builder::new_current_thread()
                .enable_all()
                .build()?,
        })
    }

    /// Gives a note to whoever runs the log.
    pub fn give(&self, path: &str, note: &str) -> io::Result<()> {
        let address = format!("{}/{path}", self.address);
        let given = self.client.post(address).body(note.to_owned());
        let given = given.header("content-type", "text/plain; charset=utf-8");
        let answer = self.here.block_on(async { given.send().await });
        let answer = answer.map_err(|e| io::Error::other(e.without_url()))?;
        match answer.status().is_success() {
            true => Ok(()),
            false => Err(io::Error::other(format!(
                "{path}: status {}",
                answer.status().as_u16()
            ))),
        }
    }

    async fn get(&self, path: &str) -> io::Result<Option<Vec<u8>>> {
        let address = format!("{}/{path}", self.address);
        let asked = self.client.get(address).send().await;
        let mut answer = asked.map_err(|e| io::Error::other(e.without_url()))?;
        match answer.status().as_u16() {
            200 => {}
            404 => return Ok(None),
            status => return Err(io::Error::other(format!("{path}: status {status}"))),
        }
        let mut bytes = Vec::new();
        while let Some(chunk) = answer.chunk().await.map_err(io::Error::other)? {
            bytes.extend_from_slice(&chunk);
            if bytes.len() as u64 > FILE_MAX {
                let large = "a file is larger than any of a log can be";
                return Err(io::Error::other(large));
            }
        }
        Ok(Some(bytes))
    }
}

impl Source for Server {
    type Error = io::Error;

    fn fetch(&mut self, path: &str) -> io::Result<Option<Vec<u8>>> {
        self.here.block_on(self.get(path))
    }
}

/// A copy of a log in a folder.
pub struct Folder(PathBuf);

impl Source for Folder {
    type Error = io::Error;

    fn fetch(&mut self, path: &str) -> io::Result<Option<Vec<u8>>> {
        let path = self.0.join(path);
        match fs::metadata(&path) {
            Ok(facts) if facts.len() > FILE_MAX => Err(io::Error::other(
                "a file is larger than any of a log can be",
            )),
            Ok(_) => fs::read(&path).map(Some),
            Err(e) if e.kind() == io::ErrorKind::NotFound => Ok(None),
            Err(e) => Err(e),
        }
    }
}
