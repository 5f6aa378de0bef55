//! Where a bucket is and how to get in.

use zeroize::Zeroizing;

use crate::{Error, Key, Result};

/// Where a bucket is and how to get in. It cannot be printed.
pub struct S3Config {
    /// `https://host[:port]`.
    pub endpoint: String,
    /// Name of the bucket.
    pub bucket: String,
    /// Region; servers of one's own often take any.
    pub region: String,
    /// Name of the access key.
    pub access_key: String,
    /// The secret of the access key.
    pub secret_key: Zeroizing<String>,
    /// All objects are below this; may be empty.
    pub prefix: String,
}

impl S3Config {
    /// Reads `s3://bucket/prefix?endpoint=…&region=…`.
    pub fn from_url(url: &str, access_key: String, secret_key: String) -> Result<S3Config> {
        let secret_key = Zeroizing::new(secret_key);
        let url =
            reqwest::Url::parse(url).map_err(|_| Error::Config("the address is not a URL"))?;
        if url.scheme() != "s3" {
            return Err(Error::Config("the address does not begin with s3://"));
        }
        if !url.username().is_empty() || url.password().is_some() {
            return Err(Error::Config("secrets do not belong in the address"));
        }
        let bucket = url.host_str().unwrap_or_default().to_owned();
        let prefix = url.path().trim_matches('/').to_owned();
        let (mut endpoint, mut region) = (String::new(), String::new());
        for (name, value) in url.query_pairs() {
            match name.as_ref() {
                "endpoint" => endpoint = value.into_owned(),
                "region" => region = value.into_owned(),
                _ => return Err(Error::Config("the address has an unknown setting")),
            }
        }
        let config = S3Config {
            endpoint,
            bucket,
            region,
            access_key,
            secret_key,
            prefix,
        };
        config.check()?;
        Ok(config)
    }

    pub(super) fn check(&self) -> Result<()> {
        let endpoint = reqwest::Url::parse(&self.endpoint).ok();
        let is_server = |url: &reqwest::Url| {
            matches!(url.scheme(), "http" | "https")
                && url.has_host()
                && url.query().is_none()
                && url.username().is_empty()
        };
        if !endpoint.as_ref().is_some_and(is_server) {
            return Err(Error::Config(
                "the endpoint is not an http or https address",
            ));
        }
        if self.bucket.is_empty() || self.bucket.contains('/') {
            return Err(Error::Config("the bucket has no valid name"));
        }
        if self.region.is_empty() {
            return Err(Error::Config("the region is missing"));
        }
        if self.access_key.is_empty() || self.secret_key.is_empty() {
            return Err(Error::Config("the access key or its secret is missing"));
        }
        if !self.prefix.is_empty() && Key::parse(&self.prefix).is_err() {
            return Err(Error::Config(
                "the prefix has characters other than a-z, 0-9, . _ - and /",
            ));
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    fn read(url: &str) -> Result<S3Config> {
        S3Config::from_url(url, "id".into(), "secret".into())
    }

    #[test]
    fn an_address_is_taken_apart() {
        let config =
            read("s3://box/a/b/?endpoint=https%3A%2F%2Fs3.example.org%3A9000&region=eu-1").unwrap();
        assert_eq!(
            (
                config.bucket.as_str(),
                config.prefix.as_str(),
                config.endpoint.as_str(),
                config.region.as_str()
            ),
            ("box", "a/b", "https://s3.example.org:9000", "eu-1")
        );
        assert_eq!(
            read("s3://box?endpoint=http://127.0.0.1:9000&region=x")
                .unwrap()
                .prefix,
            ""
        );
    }

    #[test]
    fn wrong_addresses_are_refused() {
        for bad in [
            "box",
            "https://box?endpoint=https://h&region=x",
            "s3://id:secret@box?endpoint=https://h&region=x",
            "s3://box?region=x",
            "s3://box?endpoint=https://h",
            "s3://box?endpoint=file:///etc&region=x",
            "s3://box?endpoint=https://h&region=x&other=1",
            "s3://box/Pre%20fix?endpoint=https://h&region=x",
            "s3:///?endpoint=https://h&region=x",
        ] {
            assert!(
                matches!(read(bad), Err(Error::Config(_))),
                "{bad} was taken"
            );
        }
    }
}
