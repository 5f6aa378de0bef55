//! What is left of a request when its answer is ready. A browser that still sends does not read: if the connection closes then, it
//! shows a broken line instead of the page that says why. So the rest is taken in and thrown away, within bounds.

use std::pin::Pin;
use std::sync::{Arc, Mutex, PoisonError};
use std::task::{Context, Poll};
use std::time::Duration;

use axum::body::Body;
use axum::extract::Request;
use axum::http::header::EXPECT;
use bytes::Bytes;
use http_body::{Body as _, Frame, SizeHint};
use http_body_util::BodyExt;
use tokio::time::timeout;

/// How much of a body nobody wants any more is taken in, and for how long. Who sends more sees the connection close.
pub const MAX_LEFT_BYTES: u64 = 64 << 20;
const MAX_LEFT_TIME: Duration = Duration::from_secs(10);

/// Where a body lies once its reader lets go of it.
#[derive(Clone, Default)]
pub struct Rest {
    left: Arc<Mutex<Option<Body>>>,
    /// The sender waits for a word before it sends anything: nothing needs to be taken in.
    waits: bool,
}

/// A body that comes back when it was not read to its end.
struct Lent {
    inner: Body,
    begun: bool,
    over: bool,
    rest: Rest,
}

impl Rest {
    /// The same request, and where its rest will be.
    pub fn of(request: Request) -> (Request, Self) {
        let rest = Self {
            left: Arc::default(),
            waits: request.headers().contains_key(EXPECT),
        };
        let keeper = rest.clone();
        let lend = |inner: Body| {
            Body::new(Lent {
                over: inner.is_end_stream(),
                inner,
                begun: false,
                rest: keeper,
            })
        };
        (request.map(lend), rest)
    }

    fn take(&self) -> Option<Body> {
        let mut left = self.left.lock().unwrap_or_else(PoisonError::into_inner);
        left.take()
    }

    /// Takes in what is left.
    pub async fn drain(self) {
        let Some(mut body) = self.take() else { return };
        let all = async {
            let mut taken = 0;
            while let Some(Ok(frame)) = body.frame().await {
                taken += frame.data_ref().map_or(0, |data| data.len() as u64);
                if taken > MAX_LEFT_BYTES {
                    return;
                }
            }
        };
        // Too late or too much: then the connection closes, as it would have.
        let _ = timeout(MAX_LEFT_TIME, all).await;
    }
}

impl http_body::Body for Lent {
    type Data = Bytes;
    type Error = axum::Error;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, axum::Error>>> {
        self.begun = true;
        let polled = Pin::new(&mut self.inner).poll_frame(cx);
        if let Poll::Ready(None | Some(Err(_))) = polled {
            self.over = true;
        }
        polled
    }

    fn is_end_stream(&self) -> bool {
        self.inner.is_end_stream()
    }

    fn size_hint(&self) -> SizeHint {
        self.inner.size_hint()
    }
}

impl Drop for Lent {
    fn drop(&mut self) {
        let unwanted = self.over || self.inner.is_end_stream() || (self.rest.waits && !self.begun);
        if !unwanted {
            let mut left = self
                .rest
                .left
                .lock()
                .unwrap_or_else(PoisonError::into_inner);
            *left = Some(std::mem::take(&mut self.inner));
        }
    }
}
