//! The server's side: starts the child, feeds it, takes what it drew, and ends it when it takes too long.

use std::{ffi::OsString, path::PathBuf, process::Stdio, sync::Arc, time::Duration};

use bytes::Bytes;
use futures_util::{Stream, StreamExt};
use tokio::{
    io::{AsyncReadExt, AsyncWriteExt},
    process::{Child, Command},
    sync::Semaphore,
};

use crate::{LONGEST, Wish, child::NOT_HELD};

/// A child that has not answered by then is ended. It may compute for ten seconds; the rest is waiting for a core.
const PATIENCE: Duration = Duration::from_secs(30);
/// What a sheet may weigh. What says it is more is not a sheet of ours.
const HEAVIEST: u64 = 16 << 20;
/// Children at work at the same time, each of up to half a GiB; others wait for their turn.
const AT_ONCE: usize = 2;

/// Draws files in children of this program. Cloning is cheap; clones share their turns.
#[derive(Clone, Debug)]
pub struct Viewer {
    program: PathBuf,
    before: Vec<OsString>,
    turns: Arc<Semaphore>,
}

/// What the child drew.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Drawn {
    /// How many pages there are.
    pub pages: u32,
    /// A JPEG; empty where only the pages were asked for.
    pub jpeg: Bytes,
}

/// Why there is nothing to look at.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum NotDrawn {
    /// Longer than [`LONGEST`].
    #[error("the file is too long to be drawn")]
    TooLong,
    /// It is none of the kinds that are drawn, is damaged or locked, or did harm to the child that read it.
    #[error("the file cannot be drawn")]
    Unreadable,
    /// This machine cannot hold a child so that it can do nothing else.
    #[error("this machine cannot hold a process so that it can do nothing else")]
    NotHeld,
    /// The file could not be read to its end.
    #[error("the file is not whole")]
    Source,
}

impl Viewer {
    /// A viewer whose children are `program`, started with `before` and then the wish. The child must call
    /// [`child::run`](crate::child::run) with what comes after `before`.
    pub fn new(program: impl Into<PathBuf>, before: &[&str]) -> Self {
        Self {
            program: program.into(),
            before: before.iter().map(Into::into).collect(),
            turns: Arc::new(Semaphore::new(AT_ONCE)),
        }
    }

    /// Draws a page of what `bytes` are. `length` is what is known of their number.
    ///
    /// # Errors
    /// See [`NotDrawn`].
    pub async fn draw(
        &self,
        bytes: impl Stream<Item = std::io::Result<Bytes>> + Unpin,
        length: u64,
        wish: Wish,
    ) -> Result<Drawn, NotDrawn> {
        if length > LONGEST {
            return Err(NotDrawn::TooLong);
        }
        let _turn = self.turns.acquire().await;
        let child = self.start(wish).map_err(|_| NotDrawn::NotHeld)?;
        tokio::time::timeout(PATIENCE, converse(child, bytes))
            .await
            .unwrap_or(Err(NotDrawn::Unreadable))
    }

    /// Whether this machine can hold a child, found by drawing the smallest of pictures.
    ///
    /// # Errors
    /// `NotHeld` when it cannot.
    pub async fn works(&self) -> Result<(), NotDrawn> {
        const DOT: &[u8] =
            b"GIF89a\x01\0\x01\0\x80\0\0\0\0\0\xff\xff\xff,\0\0\0\0\x01\0\x01\0\0\x02\x02D\x01\0;";
        let bytes = futures_util::stream::iter([Ok(Bytes::from_static(DOT))]);
        let wish = Wish {
            page: 1,
            side: Some(1),
        };
        self.draw(bytes, 0, wish).await.map(|_| ())
    }

    fn start(&self, wish: Wish) -> std::io::Result<Child> {
        Command::new(&self.program)
            .args(&self.before)
            .args(wish.arguments())
            .env_clear()
            .current_dir("/")
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .kill_on_drop(true)
            .spawn()
    }
}

async fn converse(
    mut child: Child,
    mut bytes: impl Stream<Item = std::io::Result<Bytes>> + Unpin,
) -> Result<Drawn, NotDrawn> {
    let (Some(mut to), Some(from)) = (child.stdin.take(), child.stdout.take()) else {
        return Err(NotDrawn::NotHeld);
    };
    let give = async {
        while let Some(piece) = bytes.next().await {
            let piece = piece.map_err(|_| NotDrawn::Source)?;
            // A child that has ended says why by its status.
            if to.write_all(&piece).await.is_err() {
                break;
            }
        }
        drop(to);
        Ok(())
    };
    let take = async {
        let mut drawn = Vec::new();
        let read = from.take(HEAVIEST + 1).read_to_end(&mut drawn).await;
        read.map(|_| drawn).map_err(|_| NotDrawn::Unreadable)
    };
    let ((), drawn) = tokio::try_join!(give, take)?;
    if drawn.len() as u64 > HEAVIEST {
        return Err(NotDrawn::Unreadable);
    }
    let status = child.wait().await.map_err(|_| NotDrawn::Unreadable)?;
    match status.code() {
        Some(0) => sheet(drawn.into()),
        Some(code) if code == i32::from(NOT_HELD) => Err(NotDrawn::NotHeld),
        _ => Err(NotDrawn::Unreadable),
    }
}

/// What the child wrote is not believed further than its shape: it read what a stranger sent.
fn sheet(mut drawn: Bytes) -> Result<Drawn, NotDrawn> {
    let (pages, _) = drawn.split_first_chunk().ok_or(NotDrawn::Unreadable)?;
    let pages = u32::from_le_bytes(*pages);
    let jpeg = drawn.split_off(4);
    if jpeg.is_empty() || jpeg.starts_with(&[0xff, 0xd8, 0xff]) {
        Ok(Drawn { pages, jpeg })
    } else {
        Err(NotDrawn::Unreadable)
    }
}
