//! A bound for what stands between the contents of a multipart form: the reader keeps all of a part's head in memory until
//! the head ends, so a head that never ends would fill it.

use std::pin::Pin;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering::Relaxed};
use std::task::{Context, Poll};

use axum::body::BodyDataStream;
use bytes::Bytes;
use futures_util::Stream;

/// Longest head of a part, with what a network packet may bring beyond it.
pub const MAX_HEAD_BYTES: u64 = 64 * 1024;

/// How much may be taken in before the reader has to have found something.
#[derive(Clone)]
pub struct Allowance(Arc<AtomicU64>);

impl Allowance {
    /// The next thing to be found is a head.
    pub fn head(&self) {
        self.0.store(MAX_HEAD_BYTES, Relaxed);
    }

    /// Contents are being handed on as they come; whoever takes them counts them.
    pub fn content(&self) {
        self.0.store(u64::MAX, Relaxed);
    }
}

/// The body of a multipart form, within its allowance.
pub struct Heads {
    inner: BodyDataStream,
    left: Allowance,
    /// The allowance is used up, and the reader was given a turn to look at what it has.
    waited: bool,
}

impl Heads {
    pub fn new(inner: BodyDataStream) -> (Self, Allowance) {
        let left = Allowance(Arc::new(AtomicU64::new(MAX_HEAD_BYTES)));
        let heads = Self {
            inner,
            left: left.clone(),
            waited: false,
        };
        (heads, left)
    }
}

/// A head did not end where heads end.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("the head of a part is too long")]
pub struct HeadTooLong;

type Failure = Box<dyn std::error::Error + Send + Sync>;

impl Stream for Heads {
    type Item = Result<Bytes, Failure>;

    fn poll_next(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        if self.left.0.load(Relaxed) == 0 {
            if self.waited {
                return Poll::Ready(Some(Err(HeadTooLong.into())));
            }
            // The reader takes all there is before it looks. What it has may hold the end of the head.
            self.waited = true;
            cx.waker().wake_by_ref();
            return Poll::Pending;
        }
        self.waited = false;
        let Poll::Ready(next) = Pin::new(&mut self.inner).poll_next(cx) else {
            return Poll::Pending;
        };
        if let Some(Ok(bytes)) = &next {
            let taken = bytes.len() as u64;
            let left = self.left.0.load(Relaxed);
            if left != u64::MAX {
                self.left.0.store(left.saturating_sub(taken), Relaxed);
            }
        }
        Poll::Ready(next.map(|part| part.map_err(Into::into)))
    }
}
