//! Mail that says there is something new, and nothing else, to a server that writes down what it is sent.

use std::sync::{Arc, Mutex};

use tokio::{
    io::{AsyncBufReadExt, AsyncWriteExt, BufReader},
    net::{TcpListener, TcpStream},
};
use watchpost_domain::{
    Problem, Problems,
    network::notices::{HowOften, When},
};
use watchpost_service::{
    Error,
    mail::Mailer,
    notices::{MailWish, Round},
};

use crate::{
    signing_in::{a_case, at_work, session},
    world::{CANARY, NAME, agreed, by_hand, worlds},
};

const ADDRESS: &str = "canary-7354@example.org";
const HOUR: i64 = 3600;

/// What a mail server was sent.
#[derive(Clone, Default)]
struct Post(Arc<Mutex<Vec<String>>>);

impl Post {
    fn all(&self) -> Vec<String> {
        self.0.lock().unwrap().clone()
    }

    async fn serve(&self, listener: TcpListener) {
        while let Ok((stream, _)) = listener.accept().await {
            let post = self.clone();
            tokio::spawn(async move { post.one(stream).await });
        }
    }

    async fn one(&self, stream: TcpStream) -> Option<()> {
        let (from, mut to) = stream.into_split();
        let mut lines = BufReader::new(from).lines();
        let mut say = async |text: &str| to.write_all(format!("{text}\r\n").as_bytes()).await.ok();
        say("220 post").await?;
        let mut mail: Option<String> = None;
        while let Some(line) = lines.next_line().await.ok()? {
            match &mut mail {
                Some(all) if line == "." => {
                    self.0.lock().unwrap().push(std::mem::take(all));
                    mail = None;
                    say("250 taken").await?;
                }
                Some(all) => all.push_str(&format!("{line}\n")),
                None if line == "DATA" => {
                    mail = Some(String::new());
                    say("354 go on").await?;
                }
                None if line.contains("refused@") => {
                    say("550 nobody here").await?;
                }
                None => {
                    say("250 post").await?;
                }
            }
        }
        Some(())
    }
}

fn wish(often: HowOften, quiet: (i8, i8)) -> MailWish {
    MailWish {
        address: ADDRESS.into(),
        when: When {
            often,
            at: 8,
            quiet,
        },
        zone: "Africa/Nairobi".into(),
    }
}

async fn post_office(platform: &watchpost_service::Platform) -> (Post, u16) {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let port = listener.local_addr().unwrap().port();
    let post = Post::default();
    let there = post.clone();
    tokio::spawn(async move { there.serve(listener).await });
    let server = format!("smtp://127.0.0.1:{port}");
    let desk = Some("https://example.org/desk".to_owned());
    platform.set_mailer(Mailer::new(&server, None, "w@example.org", "Sample", desk).unwrap());
    (post, port)
}

fn sent(round: Result<Round, Error>) -> usize {
    round.unwrap().sent
}

#[tokio::test]
async fn mail_says_that_there_is_something_new_and_nothing_else() {
    for world in worlds().await {
        let platform = &world.platform;
        assert!(!platform.mails());
        let (post, _) = post_office(platform).await;
        // It is 13 o'clock in Nairobi; from 14 to 16 they want quiet.
        let officer = session(platform, &at_work(&world, 0).await).await;
        let hourly = wish(HowOften::Hourly, (14, 16));
        platform
            .wish_mail(&officer, Some(hourly.clone()))
            .await
            .unwrap();
        assert_eq!(platform.mail_wish(&officer).await.unwrap(), Some(hourly));
        let (one, other) = tokio::join!(platform.send_notices(), platform.send_notices());
        assert_eq!(sent(one) + sent(other), 1, "one hello, whoever sends it");
        a_case(&world).await;
        a_case(&world).await;
        assert_eq!(sent(platform.send_notices().await), 0, "not twice an hour");
        world.clock.advance(HOUR);
        assert_eq!(sent(platform.send_notices().await), 0, "quiet hours");
        world.clock.advance(2 * HOUR);
        assert_eq!(sent(platform.send_notices().await), 1, "one for both");
        assert_eq!(sent(platform.send_notices().await), 0);

        let mails = post.all();
        assert_eq!(mails.len(), 2);
        for mail in &mails {
            assert!(mail.contains("https://example.org/desk"), "{mail}");
            assert!(mail.contains("Auto-Submitted: auto-generated"));
            assert!(!mail.contains(CANARY) && !mail.contains(NAME));
        }
        assert!(mails[1].contains("There is something new for you."));
        // The reference of a case has this shape; no mail has one.
        let words = mails[1].split_whitespace();
        let is_reference = |w: &str| watchpost_domain::cases::Reference::parse(w).is_some();
        assert!(!words.into_iter().any(is_reference));

        // Their own acts are no news to them; a second person's word is.
        let lead = session(platform, &at_work(&world, 1).await).await;
        let keeper = session(platform, &at_work(&world, 2).await).await;
        let case = a_case(&world).await;
        world.clock.advance(HOUR);
        assert_eq!(sent(platform.send_notices().await), 1);
        let me = officer.working().unwrap();
        platform
            .assign(&me, case, Some(officer.member.id), "")
            .await
            .unwrap();
        platform.write_note(&me, case, "a", "a note").await.unwrap();
        world.clock.advance(HOUR);
        assert_eq!(sent(platform.send_notices().await), 0);
        let asks = keeper.working().unwrap();
        agreed(platform, &asks, &lead.working().unwrap(), case).await;
        world.clock.advance(HOUR);
        assert_eq!(sent(platform.send_notices().await), 1);

        // Who stepped aside hears nothing of that case, and who wants no mail gets none.
        platform.step_aside(&me, case, "my cousin").await.unwrap();
        platform
            .ask_identity(&asks, case, "once more")
            .await
            .unwrap_err();
        world.clock.advance(2 * 24 * HOUR);
        platform
            .ask_identity(&asks, case, "once more")
            .await
            .unwrap();
        assert_eq!(sent(platform.send_notices().await), 0);
        platform.wish_mail(&officer, None).await.unwrap();
        a_case(&world).await;
        world.clock.advance(24 * HOUR);
        assert_eq!(sent(platform.send_notices().await), 0);
        assert_eq!(platform.mail_wish(&officer).await.unwrap(), None);
    }
}

#[tokio::test]
async fn a_mail_server_that_is_away_loses_nothing_and_stops_nobody() {
    for world in worlds().await {
        let platform = &world.platform;
        let gone = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let place = gone.local_addr().unwrap();
        drop(gone);
        let server = format!("smtp://{place}");
        platform.set_mailer(Mailer::new(&server, None, "w@example.org", "Sample", None).unwrap());
        for person in [0, 1] {
            let who = session(platform, &at_work(&world, person).await).await;
            let daily = wish(HowOften::Daily, (0, 0));
            platform.wish_mail(&who, Some(daily)).await.unwrap();
        }
        let away = platform.send_notices().await.unwrap();
        assert_eq!((away.sent, away.waiting), (0, 1), "one is tried, not all");
        let post = Post::default();
        let listener = TcpListener::bind(place).await.unwrap();
        let there = post.clone();
        tokio::spawn(async move { there.serve(listener).await });
        assert_eq!(sent(platform.send_notices().await), 2);
        a_case(&world).await;
        // Both were told today, at 13 o'clock where they are; tomorrow at eight they are told again.
        world.clock.advance(18 * HOUR);
        assert_eq!(sent(platform.send_notices().await), 0);
        world.clock.advance(HOUR);
        assert_eq!(sent(platform.send_notices().await), 2);
        assert_eq!(post.all().len(), 4);
    }
}

#[tokio::test]
async fn a_wish_that_cannot_be_is_refused_and_an_address_lies_nowhere_in_clear() {
    for world in worlds().await {
        let platform = &world.platform;
        let (post, _) = post_office(platform).await;
        let officer = session(platform, &at_work(&world, 0).await).await;
        let good = wish(HowOften::Hourly, (0, 0));
        let wrong = [
            ("address", Problem::NotAnAddress, "nobody", "UTC"),
            ("zone", Problem::NotAnOption, ADDRESS, "Mars/Olympus"),
            ("zone", Problem::NotAnOption, ADDRESS, "../../etc/passwd"),
            (
                "address",
                Problem::NotAnAddress,
                "a@example.org\r\nBcc: b@example.org",
                "UTC",
            ),
        ];
        for (field, problem, address, zone) in wrong {
            let made = MailWish {
                address: address.into(),
                zone: zone.into(),
                ..good.clone()
            };
            let refused = platform.wish_mail(&officer, Some(made)).await;
            assert!(
                matches!(refused, Err(Error::Invalid(p)) if p == Problems::one(field, problem.clone())),
                "{address} {zone}"
            );
        }
        platform
            .wish_mail(&officer, Some(good.clone()))
            .await
            .unwrap();
        let rows: Vec<(Vec<u8>,)> = by_hand!(world, |db| {
            let sealed = sqlx::query_as("select sealed from mail_wish");
            sealed.fetch_all(db).await.unwrap()
        });
        assert!(!rows[0].0.windows(11).any(|w| w == b"canary-7354"));
        assert_eq!(sent(platform.send_notices().await), 1);
        for _ in 0..5 {
            platform
                .wish_mail(&officer, Some(good.clone()))
                .await
                .unwrap();
            assert_eq!(
                sent(platform.send_notices().await),
                0,
                "not again within the hour"
            );
        }
        world.clock.advance(HOUR);
        // A server that never takes an address is not asked again for it.
        let refused = MailWish {
            address: "refused@example.org".into(),
            ..good
        };
        platform.wish_mail(&officer, Some(refused)).await.unwrap();
        assert_eq!(platform.send_notices().await.unwrap(), Round::default());
        assert_eq!(platform.send_notices().await.unwrap(), Round::default());
        assert_eq!(post.all().len(), 1);
    }
}
