//! Forms that act once, however often they are sent: each carries a number of its own.

use uuid::{Builder, Uuid};
use watchpost_store::{Tx, drafts};
use watchpost_vault::{Token, Zeroizing};

use crate::{Error, Platform};

/// For how many hours a form is remembered.
const REMEMBERED: i64 = 24;

/// A form that was sent. The same number and the same words are the same form; one that was changed in between is another.
pub(crate) struct Form(Token);

impl Form {
    /// A secret that is made with it, the same each time.
    pub fn secret(&self) -> Token {
        self.0.clone()
    }

    /// The id of what is made with it, the same each time.
    pub fn id(&self) -> Uuid {
        let mut id = [0; 16];
        id.copy_from_slice(&self.0.lookup("id")[..16]);
        Builder::from_random_bytes(id).into_uuid()
    }
}

impl Platform {
    /// The form with this number (`once`) that says this. It is made under a key of the server, so that nobody can work out what
    /// comes of it. A form without a number is like no other.
    pub(crate) fn form(&self, once: &str, said: &str) -> Form {
        let once = match once {
            "" => Uuid::new_v4().simple().to_string(),
            once => once.to_owned(),
        };
        let made = self.keys.cookies.lookup(&format!("form\n{once}\n{said}"));
        Form(Token::from_bytes_of(&*Zeroizing::new(made)))
    }

    /// Whether a form was not taken before. Who sends it at the same time waits until it is known.
    pub(crate) async fn first_time_of(&self, tx: &mut Tx, form: &Form) -> Result<bool, Error> {
        let used = form.0.lookup("form");
        Ok(drafts::once(tx, &used, self.hour() + REMEMBERED).await?)
    }
}
