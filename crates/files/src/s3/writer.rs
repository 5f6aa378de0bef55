//! An object sent to a bucket in parts.

use bytes::Bytes;
use tokio::sync::mpsc;
use tokio::task::JoinHandle;

use super::S3;
use super::fault::refused;
use crate::{Error, Key, Result};

/// Size of a part. 10,000 of them are allowed: 78 GiB. At most two are held in memory.
const PART: usize = 8 << 20;

/// An object being sent. The bucket shows it when the last part is confirmed, and not before.
///
/// A task of its own sends: an upload dropped in the middle of a request would not learn the number under
/// which the bucket keeps its parts, and could not remove them.
pub(crate) struct S3Writer {
    s3: S3,
    key: Key,
    messages: mpsc::Sender<Message>,
    /// Gone once its answer is known.
    task: Option<JoinHandle<Result<()>>>,
}

enum Message {
    Bytes(Bytes),
    Finish,
}

impl S3Writer {
    pub(super) async fn open(s3: S3, key: Key) -> Result<S3Writer> {
        let writer = s3
            .operator
            .writer_with(key.as_str())
            .chunk(PART)
            .await
            .map_err(refused)?;
        let (messages, received) = mpsc::channel(1);
        let task = Some(tokio::spawn(send(writer, received)));
        Ok(S3Writer {
            s3,
            key,
            messages,
            task,
        })
    }

    pub(crate) async fn write(&mut self, bytes: Bytes) -> Result<()> {
        match self.messages.send(Message::Bytes(bytes)).await {
            Ok(()) => Ok(()),
            // The task ends early only with an error.
            Err(_) => self.answer().await.and(Err(Error::WriterClosed)),
        }
    }

    pub(crate) async fn finish(mut self, length: u64) -> Result<()> {
        // If the task is gone its answer says why.
        let _ = self.messages.send(Message::Finish).await;
        self.answer().await?;
        self.s3.confirm(&self.key, length).await
    }

    pub(crate) async fn abort(self) {
        drop(self.messages);
        if let Some(task) = self.task {
            let _ = task.await;
        }
    }

    async fn answer(&mut self) -> Result<()> {
        let task = self.task.take().ok_or(Error::WriterClosed)?;
        task.await.map_err(Error::unavailable)?
    }
}

/// Sends until told to finish; whatever else ends it removes what was sent.
async fn send(mut writer: opendal::Writer, mut messages: mpsc::Receiver<Message>) -> Result<()> {
    let sent = loop {
        match messages.recv().await {
            Some(Message::Bytes(bytes)) => {
                if let Err(err) = writer.write(bytes).await {
                    break Err(refused(err));
                }
            }
            Some(Message::Finish) => break writer.close().await.map(drop).map_err(refused),
            None => break Err(Error::WriterClosed),
        }
    };
    if sent.is_err() {
        abort(writer).await;
    }
    sent
}

/// Parts that cannot be removed now fall to the bucket's lifecycle rule.
async fn abort(mut writer: opendal::Writer) {
    if let Err(err) = writer.abort().await {
        let kind = err.kind().into_static();
        tracing::warn!(kind, "an unfinished upload was left in the bucket");
    }
}
