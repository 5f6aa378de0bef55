//! A bucket of anything that speaks S3.

mod config;
mod fault;
mod transport;
mod writer;

use std::io;
use std::ops::Range;
use std::time::Duration;

use bytes::Bytes;
use futures_util::{StreamExt, TryStreamExt, stream};
use opendal::layers::{RetryLayer, TimeoutLayer};
use opendal::{ErrorKind, OperationContext, Operator, services};

pub use self::config::S3Config;
use self::fault::refused;
pub use self::transport::tls as tls_of_this_machine;
#[cfg(test)]
pub(crate) use self::transport::tls;
pub(crate) use self::writer::S3Writer;
use crate::local::clip;
use crate::{Chunks, Error, Key, Result};

/// Objects in a bucket.
#[derive(Clone)]
pub struct S3 {
    operator: Operator,
}

impl S3 {
    /// Nothing of the environment is read and no metadata service is asked: only what `config` says counts.
    pub(crate) fn open(config: S3Config) -> Result<S3> {
        config.check()?;
        let service = services::S3::default()
            .root(&format!("/{}", config.prefix))
            .bucket(&config.bucket)
            .endpoint(config.endpoint.trim_end_matches('/'))
            .region(&config.region)
            .access_key_id(&config.access_key)
            .secret_access_key(&config.secret_key)
            .checksum_algorithm("crc32c")
            .disable_config_load()
            .disable_ec2_metadata();
        let context = OperationContext::new().with_http_transport(transport::transport()?);
        let operator = Operator::new(service)
            .map_err(refused)?
            .with_context(context)
            .layer(
                TimeoutLayer::new()
                    .with_timeout(Duration::from_secs(30))
                    .with_io_timeout(Duration::from_secs(120)),
            )
            .layer(
                RetryLayer::new()
                    .with_min_delay(Duration::from_millis(200))
                    .with_max_times(4)
                    .with_jitter(),
            );
        Ok(S3 { operator })
    }

    pub(crate) async fn put_bytes(&self, key: &Key, bytes: Bytes) -> Result<()> {
        let length = bytes.len() as u64;
        self.operator
            .write(key.as_str(), bytes)
            .await
            .map_err(refused)?;
        self.confirm(key, length).await
    }

    pub(crate) async fn writer(&self, key: &Key) -> Result<S3Writer> {
        S3Writer::open(self.clone(), key.clone()).await
    }

    /// The bucket must hold what was sent before anybody is told. Of two uploads of unequal length under one
    /// key the one that was replaced fails here, rightly.
    async fn confirm(&self, key: &Key, length: u64) -> Result<()> {
        if self.size(key).await? == Some(length) {
            Ok(())
        } else {
            Err(Error::Damaged)
        }
    }

    pub(crate) async fn get_range(&self, key: &Key, range: Range<u64>) -> Result<Option<Chunks>> {
        let Some(size) = self.size(key).await? else {
            return Ok(None);
        };
        let range = clip(&range, size);
        if range.is_empty() {
            return Ok(Some(Box::pin(stream::empty())));
        }
        let length = range.end - range.start;
        let reader = self.operator.reader(key.as_str()).await.map_err(refused)?;
        let chunks = reader.into_bytes_stream(range).await.map_err(refused)?;
        Ok(Some(whole(chunks.map_err(fault::from_io).boxed(), length)))
    }

    /// A range that is known to be there.
    pub(crate) async fn read(&self, key: &Key, range: Range<u64>) -> Result<Bytes> {
        let length = range.end - range.start;
        let piece = self
            .operator
            .read_with(key.as_str())
            .range(range)
            .await
            .map_err(refused)?
            .to_bytes();
        if piece.len() as u64 == length {
            Ok(piece)
        } else {
            Err(Error::Damaged)
        }
    }

    pub(crate) async fn size(&self, key: &Key) -> Result<Option<u64>> {
        match self.operator.stat(key.as_str()).await {
            Ok(about) => Ok(Some(about.content_length())),
            Err(err) if err.kind() == ErrorKind::NotFound => self.confirm_missing(key).await,
            Err(err) => Err(refused(err)),
        }
    }

    /// The answer to a question for the size has no body to say that the whole bucket is gone. Objects must
    /// not look deleted then, so ask in a way that tells.
    async fn confirm_missing(&self, key: &Key) -> Result<Option<u64>> {
        match self.operator.read_with(key.as_str()).range(0..1).await {
            Err(err)
                if !matches!(
                    err.kind(),
                    ErrorKind::NotFound | ErrorKind::RangeNotSatisfied
                ) =>
            {
                Err(refused(err))
            }
            // If it has come meanwhile, it still was not there when asked.
            _ => Ok(None),
        }
    }

    pub(crate) async fn list(
        &self,
        prefix: &str,
        after: Option<&Key>,
        limit: usize,
    ) -> Result<Vec<Key>> {
        let mut keys = Vec::new();
        if limit == 0 {
            return Ok(keys);
        }
        let mut asked = self
            .operator
            .lister_with(prefix)
            .recursive(true)
            .limit(limit.min(1000));
        if let Some(after) = after {
            asked = asked.start_after(after.as_str());
        }
        let mut entries = asked.await.map_err(refused)?;
        while let Some(entry) = entries.try_next().await.map_err(refused)? {
            // Not every server knows where to start: look again.
            let wanted = |key: &Key| {
                key.as_str().starts_with(prefix) && after.is_none_or(|after| key > after)
            };
            keys.extend(Key::parse(entry.path()).ok().filter(wanted));
            if keys.len() == limit {
                break;
            }
        }
        Ok(keys)
    }

    pub(crate) async fn delete(&self, key: &Key) -> Result<()> {
        self.operator.delete(key.as_str()).await.map_err(refused)
    }

    /// Where in the bucket this store is.
    #[cfg(test)]
    pub(crate) fn prefix(&self) -> String {
        self.operator.info().root().trim_matches('/').to_owned()
    }
}

/// A stream that ends early, or goes on too long, ends in an error.
fn whole(chunks: stream::BoxStream<'static, io::Result<Bytes>>, length: u64) -> Chunks {
    Box::pin(stream::try_unfold(
        (chunks, length),
        |(mut chunks, left)| async move {
            match chunks.try_next().await? {
                Some(piece) if piece.len() as u64 <= left => {
                    let left = left - piece.len() as u64;
                    Ok(Some((piece, (chunks, left))))
                }
                None if left == 0 => Ok(None),
                _ => Err(Error::Damaged.into()),
            }
        },
    ))
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    #[tokio::test]
    async fn a_stream_of_the_wrong_length_is_damage() {
        let of = |length| {
            let pieces = [Bytes::from_static(b"abc"), Bytes::from_static(b"de")];
            whole(stream::iter(pieces.map(Ok)).boxed(), length).try_collect::<Vec<_>>()
        };
        assert!(of(5).await.is_ok());
        assert!(of(4).await.is_err());
        assert!(of(6).await.is_err());
    }
}
