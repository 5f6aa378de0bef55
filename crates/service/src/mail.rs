//! The mail server that the administrator set up. Nothing else is ever sent to, and nothing but notices is sent.

use std::time::Duration;

use lettre::{
    AsyncSmtpTransport, AsyncTransport, Message, Tokio1Executor,
    message::{Mailbox, header::ContentType},
    transport::smtp::{authentication::Credentials, extension::ClientId},
};
use uuid::Uuid;
use watchpost_vault::Zeroizing;

/// A server that hangs is left alone after this long.
const TIMEOUT: Duration = Duration::from_secs(20);

/// Where mail goes out.
pub struct Mailer {
    transport: AsyncSmtpTransport<Tokio1Executor>,
    from: Mailbox,
    /// Where members sign in; said in the mail where it is known.
    pub(crate) desk: Option<String>,
    /// What the site is called.
    pub(crate) site: String,
}

/// Why mail cannot be set up as it was said.
#[derive(Debug, thiserror::Error)]
pub enum MailSetup {
    #[error("--mail-server is no address such as smtps://mail.example.org: {0}")]
    Server(String),
    #[error(
        "--mail-server would send over an open line: use smtps://…, or smtp://…?tls=required; plain smtp:// only to localhost"
    )]
    OpenLine,
    #[error("--mail-from is no address such as watchpost@example.org")]
    From,
}

/// Why a mail did not go out.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum NotSent {
    /// The server will never take this one.
    Refused,
    /// Later, perhaps.
    Later,
}

impl Mailer {
    /// Sets mail up; nothing is sent yet.
    ///
    /// # Errors
    /// The address of the server or of the sender is none, or the line would be open.
    pub fn new(
        server: &str,
        user: Option<(String, Zeroizing<String>)>,
        from: &str,
        site: &str,
        desk: Option<String>,
    ) -> Result<Self, MailSetup> {
        if !is_safe(server) {
            return Err(MailSetup::OpenLine);
        }
        let from: Mailbox = from.parse().map_err(|_| MailSetup::From)?;
        let builder = AsyncSmtpTransport::<Tokio1Executor>::from_url(server)
            .map_err(|e| MailSetup::Server(e.to_string()))?
            .timeout(Some(TIMEOUT))
            .hello_name(ClientId::Domain(from.email.domain().to_owned()));
        let builder = match user {
            Some((name, password)) => {
                builder.credentials(Credentials::new(name, password.to_string()))
            }
            None => builder,
        };
        Ok(Self {
            transport: builder.build(),
            from,
            desk,
            site: site.to_owned(),
        })
    }

    /// Whether the server answers, and lets us in.
    pub async fn answers(&self) -> bool {
        self.transport.test_connection().await.unwrap_or(false)
    }

    pub(crate) async fn send(
        &self,
        to: &str,
        subject: String,
        body: String,
    ) -> Result<(), NotSent> {
        let to = to.parse().map_err(|_| NotSent::Refused)?;
        let message = Message::builder()
            .from(self.from.clone())
            .to(Mailbox::new(None, to))
            .subject(subject)
            .message_id(Some(format!(
                "<{}@{}>",
                Uuid::new_v4().simple(),
                self.from.email.domain()
            )))
            .header(ContentType::TEXT_PLAIN)
            .header(AutoSubmitted)
            .body(body)
            .map_err(|_| NotSent::Refused)?;
        match self.transport.send(message).await {
            Ok(_) => Ok(()),
            Err(error) if error.is_permanent() => Err(NotSent::Refused),
            Err(_) => Err(NotSent::Later),
        }
    }
}

/// Tells other machines that nobody waits for an answer (RFC 3834).
#[derive(Clone)]
struct AutoSubmitted;

impl lettre::message::header::Header for AutoSubmitted {
    fn name() -> lettre::message::header::HeaderName {
        lettre::message::header::HeaderName::new_from_ascii_str("Auto-Submitted")
    }

    fn parse(_: &str) -> Result<Self, Box<dyn std::error::Error + Send + Sync>> {
        Ok(Self)
    }

    fn display(&self) -> lettre::message::header::HeaderValue {
        lettre::message::header::HeaderValue::new(Self::name(), "auto-generated".to_owned())
    }
}

/// Whether an address is one that mail can be sent to.
pub(crate) fn is_address(text: &str) -> bool {
    text.parse::<lettre::Address>().is_ok()
}

/// Mail goes over TLS, or does not leave this machine.
fn is_safe(server: &str) -> bool {
    let Some((scheme, rest)) = server.split_once("://") else {
        // No address at all: said as such by who parses it.
        return true;
    };
    let (place, asked) = rest.split_once('?').unwrap_or((rest, ""));
    let host = place.rsplit_once('@').map_or(place, |(_, host)| host);
    let local = ["localhost", "127.0.0.1", "[::1]"].iter().any(|name| {
        let rest = host.strip_prefix(name);
        rest.is_some_and(|rest| rest.is_empty() || rest.starts_with([':', '/']))
    });
    scheme == "smtps" || asked.split('&').any(|pair| pair == "tls=required") || local
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn mail_never_goes_over_an_open_line() {
        for (server, safe) in [
            ("smtps://mail.example.org", true),
            ("smtp://mail.example.org?tls=required", true),
            ("smtp://localhost:25", true),
            ("smtp://127.0.0.1", true),
            ("smtp://[::1]:2525", true),
            ("smtp://mail.example.org", false),
            ("smtp://mail.example.org?tls=opportunistic", false),
            ("smtp://localhost.example.org", false),
            ("smtp://localhost@mail.example.org", false),
        ] {
            assert_eq!(is_safe(server), safe, "{server}");
        }
    }

    #[test]
    fn what_is_wrong_is_said_before_anything_runs() {
        let new = |server, from| Mailer::new(server, None, from, "Site", None).err();
        assert!(new("smtps://mail.example.org", "a@example.org").is_none());
        for server in ["mail.example.org", "http://mail.example.org", ""] {
            assert!(matches!(
                new(server, "a@example.org"),
                Some(MailSetup::Server(_) | MailSetup::OpenLine)
            ));
        }
        assert!(matches!(
            new("smtps://mail.example.org", "nobody"),
            Some(MailSetup::From)
        ));
    }
}
