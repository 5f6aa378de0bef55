//! Files drawn for a member to look at, in a process of their own.

use bytes::Bytes;
use futures_util::Stream;
use watchpost_viewer::{Drawn, NotDrawn, Viewer, Wish};

use crate::Platform;

impl Platform {
    /// Says what draws files. Without it nothing is drawn.
    pub fn set_viewer(&self, viewer: Viewer) {
        let _ = self.viewer.set(viewer);
    }

    /// Draws a page of what `bytes` are; `length` is what is known of their number.
    ///
    /// # Errors
    /// `NotHeld` when nothing was said to draw with, or this machine cannot hold it; else what the file is refused for.
    pub async fn draw(
        &self,
        bytes: impl Stream<Item = std::io::Result<Bytes>> + Unpin,
        length: u64,
        wish: Wish,
    ) -> Result<Drawn, NotDrawn> {
        match self.viewer.get() {
            Some(viewer) => viewer.draw(bytes, length, wish).await,
            None => Err(NotDrawn::NotHeld),
        }
    }

    /// Whether files can be drawn here.
    ///
    /// # Errors
    /// `NotHeld` when they cannot.
    pub async fn draws(&self) -> Result<(), NotDrawn> {
        let viewer = self.viewer.get().ok_or(NotDrawn::NotHeld)?;
        viewer.works().await
    }
}
