//! A body must keep coming: a sender that trickles holds a connection for nothing.

use std::fmt;
use std::pin::Pin;
use std::task::{Context, Poll};
use std::time::Duration;

use bytes::Bytes;
use http_body::{Body, Frame, SizeHint};
use tokio::time::{Instant, Sleep, sleep};

/// How slowly a body may come.
#[derive(Debug, Clone, Copy)]
pub struct Pace {
    /// Over how much time spent waiting for the sender.
    pub window: Duration,
    /// How many bytes at least.
    pub bytes: u64,
}

/// One kibibyte a second on average over half a minute; less is a line on which nothing arrives.
impl Default for Pace {
    fn default() -> Self {
        Self {
            window: Duration::from_secs(30),
            bytes: 30 * 1024,
        }
    }
}

/// The sender was too slow.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct TooSlow;

impl fmt::Display for TooSlow {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("the body came too slowly")
    }
}

impl std::error::Error for TooSlow {}

/// A body that fails when it comes too slowly. Only time spent waiting for the sender counts, not the time
/// that we take to work on what came.
pub struct Paced<B> {
    inner: B,
    pace: Pace,
    waited: Duration,
    got: u64,
    waiting: Option<(Instant, Pin<Box<Sleep>>)>,
}

impl<B> Paced<B> {
    /// Watches over a body.
    pub fn new(inner: B, pace: Pace) -> Self {
        Self {
            inner,
            pace,
            waited: Duration::ZERO,
            got: 0,
            waiting: None,
        }
    }

    /// At the end of a window: too slow, or a new window.
    fn judge(&mut self) -> Result<(), TooSlow> {
        if self.got < self.pace.bytes {
            return Err(TooSlow);
        }
        self.got = 0;
        self.waited = Duration::ZERO;
        Ok(())
    }
}

type Failure = Box<dyn std::error::Error + Send + Sync>;

impl<B> Body for Paced<B>
where
    B: Body<Data = Bytes> + Unpin,
    B::Error: Into<Failure>,
{
    type Data = Bytes;
    type Error = Failure;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, Failure>>> {
        let this = &mut *self;
        if let Poll::Ready(frame) = Pin::new(&mut this.inner).poll_frame(cx) {
            if let Some((since, _)) = this.waiting.take() {
                this.waited += since.elapsed();
            }
            if let Some(Ok(frame)) = &frame
                && let Some(data) = frame.data_ref()
            {
                this.got += data.len() as u64;
            }
            // The end is welcome however late it comes.
            if frame.is_some() && this.waited >= this.pace.window {
                this.judge()?;
            }
            return Poll::Ready(frame.map(|f| f.map_err(Into::into)));
        }
        loop {
            let left = this.pace.window.saturating_sub(this.waited);
            let (_, timer) = this
                .waiting
                .get_or_insert_with(|| (Instant::now(), Box::pin(sleep(left))));
            match timer.as_mut().poll(cx) {
                Poll::Pending => return Poll::Pending,
                Poll::Ready(()) => {
                    this.waiting = None;
                    this.judge()?;
                }
            }
        }
    }

    fn is_end_stream(&self) -> bool {
        self.inner.is_end_stream()
    }

    fn size_hint(&self) -> SizeHint {
        self.inner.size_hint()
    }
}
