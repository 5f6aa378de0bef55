//! Somebody of the desk at a browser: cookies are kept, forms are sent with their tokens.

use std::time::{Duration, Instant};

use crate::{http::Client, program::Place};

pub struct Browser {
    client: Client,
    cookies: Vec<(String, String)>,
    /// The page that was seen last.
    pub page: String,
}

impl Browser {
    pub fn new(address: &str) -> Self {
        Self {
            client: Client::new(address),
            cookies: Vec::new(),
            page: String::new(),
        }
    }

    fn ask(&mut self, method: &str, path: &str, body: &str) -> (u16, String) {
        let all = self.cookies.iter().map(|(n, v)| format!("{n}={v}"));
        let lines = format!(
            "Cookie: {}\r\nContent-Type: application/x-www-form-urlencoded\r\n",
            all.collect::<Vec<_>>().join("; ")
        );
        let answer = self.client.ask(method, path, &lines, body.as_bytes());
        for set in &answer.cookies {
            let (name, rest) = set.split_once('=').unwrap();
            let value = rest.split(';').next().unwrap().to_owned();
            self.cookies.retain(|(n, _)| n != name);
            self.cookies.push((name.to_owned(), value));
        }
        if answer.status == 200 {
            self.page = String::from_utf8(answer.body).unwrap();
        }
        (answer.status, answer.location)
    }

    /// Opens a page, and times it.
    pub fn open(&mut self, path: &str) -> Duration {
        let begun = Instant::now();
        let (status, to) = self.ask("GET", path, "");
        assert_eq!(status, 200, "{path} leads to {to}");
        begun.elapsed()
    }

    /// What the page holds in its first field of this name.
    pub fn field(&self, name: &str) -> String {
        let field = format!("name=\"{name}\" value=\"");
        let rest = self.page.split(&field).nth(1);
        let value = rest.and_then(|rest| rest.split('"').next());
        value
            .unwrap_or_else(|| panic!("a field {name} on {}", self.page))
            .to_owned()
    }

    /// Sends a form with the token of the page, and times it.
    pub fn send(&mut self, path: &str, form: &str) -> Duration {
        let body = format!("_token={}&{form}", self.field("_token"));
        let begun = Instant::now();
        let (status, to) = self.ask("POST", path, &body);
        assert_eq!(status, 303, "{path}: {to}");
        begun.elapsed()
    }

    /// Signs in with what stands on the sheet of the installation, and one of its spare codes.
    pub fn sign_in(&mut self, place: &Place, spare: usize) {
        let typed = |words: &str| place.on_sheet(words).replace(' ', "+");
        let codes = place.on_sheet("spare codes");
        let code = codes.split_whitespace().nth(spare).unwrap();
        let (name, passphrase) = (typed("sign in as"), typed("to sign in"));
        self.open("/desk/sign-in");
        let form = format!("name={name}&passphrase={passphrase}&code={code}");
        self.send("/desk/sign-in", &form);
    }

    /// Unlocks, and times it.
    pub fn unlock(&mut self, place: &Place) -> Duration {
        self.open("/desk/unlock");
        let words = place.on_sheet("to unlock").replace(' ', "+");
        self.send("/desk/unlock", &format!("passphrase={words}"))
    }

    /// The addresses of the cases on the page.
    pub fn cases(&self) -> Vec<String> {
        let links = self.page.split("href=\"/desk/cases/").skip(1);
        let ids = links.filter_map(|rest| rest.split(['"', '?', '/']).next());
        let ids = ids.filter(|id| id.len() >= 32);
        let mut found: Vec<String> = ids.map(|id| format!("/desk/cases/{id}")).collect();
        found.dedup();
        found
    }
}
