//! A copy of chosen parts that goes out: who may, what is in it, what never is, and that it was written down before.

use std::{
    collections::BTreeMap,
    io::{Cursor, Read},
};

use futures_util::StreamExt;
use sha2::{Digest, Sha256};
use watchpost_domain::{
    CaseId, Denied,
    casefile::{Account, Entry, FileKnown, Item, Said, Typed},
    cases::content::{Author, Content},
    intake::Answer,
    procedure::Need,
    team::Guarded,
};
use watchpost_service::{
    Error,
    casefile::{CaseOpened, CopyOut, Groups, OwnWording, Wording},
    proof,
};
use watchpost_tlog::NoteVerifier;

use crate::{
    signing_in::a_case_and_receipt,
    world::{CANARY, FILE, NAME, World, objects, worlds},
};

/// Words as they lie there.
struct Plain;

impl Wording for Plain {
    fn entries(&self, opened: &CaseOpened, until: i64) -> Vec<Entry> {
        let entry = |item, title: &str, text: &str| Entry {
            item,
            title: title.into(),
            said: vec![Said {
                label: String::new(),
                text: text.into(),
            }],
            at: None,
            file: None,
        };
        let answers = opened.seen.answers.iter().flat_map(|part| &part.answers);
        let mut all: Vec<Entry> = answers
            .filter_map(|a| match &a.answer {
                Answer::Text(text) => Some(entry(Item::Answer(a.key.clone()), &a.key, text)),
                _ => None,
            })
            .collect();
        for (id, message) in &opened.messages {
            all.push(entry(Item::Message(*id), "message", &message.text));
        }
        for (id, file) in &opened.seen.files {
            let known = FileKnown {
                media_type: file.media_type.clone(),
                bytes: file.bytes,
                sha256: file.sha256.clone(),
                path: String::new(),
            };
            all.push(Entry {
                file: Some(known),
                ..entry(Item::File(*id), &file.name, "")
            });
        }
        for one in opened.promises(until) {
            let texts: Vec<&str> = { one.steps.iter() }
                .flat_map(|part| part.step.texts())
                .collect();
            all.push(entry(Item::Promise(one.id), "promise", &texts.join("; ")));
        }
        for (number, line) in opened.lines() {
            let act = line.committed.fact.act().unwrap().code();
            all.push(entry(Item::Line(number), act, ""));
        }
        all
    }

    fn language(&self) -> &str {
        "en"
    }

    fn paper(&self, account: &Account, unproven: usize) -> Result<Option<Vec<u8>>, Error> {
        let page = self.page(account, unproven)?;
        // Where much is missing, it is what was too long for paper.
        Ok((unproven < 5).then(|| page.into_bytes()))
    }

    fn page(&self, account: &Account, _: usize) -> Result<String, Error> {
        Ok(serde_json::to_string(account).unwrap())
    }
}

async fn allow(world: &World, receipt: &str, purposes: &[&str]) {
    let cookie = world.platform.open_follow_up(receipt).await.unwrap();
    let purposes: Vec<String> = purposes.iter().map(|p| (*p).to_owned()).collect();
    let changed = world
        .platform
        .change_consent(&cookie, (&purposes, None), "en");
    changed.await.unwrap();
}

/// What is written down to go out: all that there is, but for what `leave` says.
async fn prepared(
    world: &World,
    id: CaseId,
    (to, purpose, words): (&str, &str, &str),
    leave: impl Fn(&Item) -> bool,
) -> Result<(), Error> {
    let [officer, ..] = world.staff();
    let opened = world.platform.case_to_take_out(&officer, id).await?;
    let items = opened.items().into_iter().filter(|item| !leave(item));
    let items: Vec<String> = items.map(|item| item.to_string()).collect();
    let typed = Typed {
        to: "The labour court",
        recipient: to,
        purpose,
        items: &items,
        words,
    };
    world
        .platform
        .prepare_take_out(&officer, id, "", &typed)
        .await
}

async fn given(world: &World, id: CaseId) -> Result<CopyOut, Error> {
    let [officer, ..] = world.staff();
    let (_, looked) = world
        .platform
        .look_at_take_out(&officer, id, &Plain)
        .await?;
    let looked = looked.expect("it was written down");
    world
        .platform
        .give_out(&officer, id, looked.id, &Plain)
        .await
}

async fn bytes(copy: CopyOut) -> Vec<u8> {
    let mut stream = copy.bytes();
    let mut all = Vec::new();
    while let Some(piece) = stream.next().await {
        all.extend_from_slice(&piece.unwrap());
    }
    all
}

/// What is in a copy, opened as whoever gets it opens it.
fn opened(sealed: &[u8], with: &age::x25519::Identity) -> BTreeMap<String, Vec<u8>> {
    let decryptor = age::Decryptor::new(sealed).unwrap();
    let mut plain = Vec::new();
    let mut reader = decryptor
        .decrypt(std::iter::once(with as &dyn age::Identity))
        .unwrap();
    reader.read_to_end(&mut plain).unwrap();
    unpacked(plain)
}

fn unpacked(plain: Vec<u8>) -> BTreeMap<String, Vec<u8>> {
    let mut zip = zip::ZipArchive::new(Cursor::new(plain)).unwrap();
    let mut inside = BTreeMap::new();
    for at in 0..zip.len() {
        let mut file = zip.by_index(at).unwrap();
        let mut bytes = Vec::new();
        file.read_to_end(&mut bytes).unwrap();
        inside.insert(file.name().unwrap().into_owned(), bytes);
    }
    inside
}

fn hash(bytes: &[u8]) -> String {
    let hash = Sha256::digest(bytes);
    hash.iter().map(|b| format!("{b:02x}")).collect()
}

fn key() -> (age::x25519::Identity, String) {
    let identity = age::x25519::Identity::generate();
    let to = identity.to_public().to_string();
    (identity, to)
}

#[tokio::test(flavor = "multi_thread")]
async fn a_copy_opens_with_its_key_alone_and_everything_in_it_checks() {
    for world in worlds().await {
        let platform = &world.platform;
        let (id, receipt) = a_case_and_receipt(&world).await;
        allow(&world, &receipt, &["store", "court"]).await;
        let [officer, ..] = world.staff();
        platform
            .write_to_reporter(&officer, id, "", "We read that Amina was there.", "en")
            .await
            .unwrap();
        platform.sequence().await.unwrap();
        let (identity, to) = key();
        prepared(&world, id, (&to, "court", "amina"), |_| false)
            .await
            .unwrap();
        let before = objects(world.folder.path());
        let sealed = bytes(given(&world, id).await.unwrap()).await;
        let after = objects(world.folder.path());
        let evidence = |all: &[std::path::PathBuf]| {
            all.iter()
                .filter(|p| p.to_string_lossy().contains("evidence"))
                .count()
        };
        assert_eq!(
            evidence(&before),
            evidence(&after),
            "nothing was written down in between"
        );
        let inside = opened(&sealed, &identity);

        // Everything is listed, and is what the list says.
        let list = String::from_utf8(inside["manifest-sha256.txt"].clone()).unwrap();
        let listed: BTreeMap<&str, &str> = { list.lines() }
            .map(|line| line.split_once("  ").unwrap())
            .map(|(hash, path)| (path, hash))
            .collect();
        assert_eq!(listed.len(), inside.len() - 1);
        for (path, bytes) in inside.iter().filter(|(p, _)| *p != "manifest-sha256.txt") {
            assert_eq!(listed[path.as_str()], hash(bytes), "{path}");
        }
        assert_eq!(inside["files/gate.jpg"], FILE);
        let account: Account = serde_json::from_slice(&inside["case.json"]).unwrap();
        assert!(account.entries.iter().any(|e| e.said[0].text == CANARY));
        let message = { account.of_kind("message") }.next().unwrap();
        assert_eq!(message.said[0].text, "We read that […] was there.");
        assert_eq!(account.redacted, 1);

        // Who reported, who of the desk wrote, and what was left out are nowhere in it.
        let staff = officer.member.member.to_string();
        for (path, bytes) in &inside {
            let text = String::from_utf8_lossy(bytes);
            for never in [NAME, "Amina", &staff] {
                assert!(!text.contains(never), "{path}: {never}");
            }
        }

        // Proofs check with the key of the log alone, and show what went whole.
        let log = NoteVerifier::parse(&platform.log_key()).unwrap();
        let mut proofs = inside
            .iter()
            .filter(|(path, _)| path.starts_with("proofs/"));
        let texts: Vec<_> = { proofs.by_ref() }
            .map(|(path, text)| (path, String::from_utf8(text.clone()).unwrap()))
            .collect();
        assert!(!texts.is_empty());
        let mut acts = Vec::new();
        for (path, text) in &texts {
            assert!(!proof_says(text).contains("Amina"), "{path}");
            let proven = proof::check(text, &log).unwrap();
            acts.push(proven.act);
            match proven.act {
                "report-received" => assert!(proven.says(CANARY.as_bytes()) && proven.says(FILE)),
                "message-sent" => assert!(proven.said.is_empty(), "its words were changed"),
                _ => {}
            }
        }
        assert!(acts.contains(&"report-received") && acts.contains(&"message-sent"));

        // To whom and for what is in the history, and who reported reads it.
        let cookie = platform.open_follow_up(&receipt).await.unwrap();
        let theirs = platform.follow_up(&cookie).await.unwrap().unwrap();
        assert!(theirs.lines.iter().any(|line| line.act == "taken-out"));
        let went = &theirs.copies[0];
        assert_eq!(went.to, "The labour court");
        assert_eq!(went.manifest, hash(&inside["manifest-sha256.txt"]));
        assert_eq!((went.recipient.as_str(), went.files), (to.as_str(), 1));

        // And anybody can be shown that it stood there.
        platform.sequence().await.unwrap();
        let mut lines = theirs.lines.iter();
        let line = lines.find(|line| line.act == "taken-out").unwrap();
        let proof = platform.proof_for_reporter(&cookie, line.number).await;
        let proven = proof::check(&proof.unwrap().unwrap(), &log).unwrap();
        assert!(matches!(&proven.said[..], [Content::TakenOut(said)] if said == went));
        let proof = platform
            .proof_for_member(&officer, id, line.number - 2)
            .await;
        let proven = proof::check(&proof.unwrap(), &log).unwrap();
        assert_eq!(proven.act, "take-out-prepared");
        assert!(matches!(&proven.said[..], [Content::Prepared(said)] if said.words == ["amina"]));
    }
}

/// The opening in a proof.
fn proof_says(text: &str) -> String {
    let proof = watchpost_tlog::LogProof::parse(text).unwrap();
    String::from_utf8(proof.extra.unwrap()).unwrap()
}

#[tokio::test(flavor = "multi_thread")]
async fn nothing_goes_out_without_just_that_consent_or_while_they_are_not_safe() {
    for world in worlds().await {
        let platform = &world.platform;
        let (id, receipt) = a_case_and_receipt(&world).await;
        let (_, to) = key();
        let others = [
            "store",
            "send-to-company",
            "send-to-icoca",
            "share-with-cso",
        ];
        allow(&world, &receipt, &others).await;
        for (purpose, need) in [
            ("court", Need::Consent("court".into())),
            (
                "send-to-regulator",
                Need::Consent("send-to-regulator".into()),
            ),
        ] {
            let refused = prepared(&world, id, (&to, purpose, ""), |_| false).await;
            assert!(matches!(refused, Err(Error::Needs(needs)) if needs == [need]));
        }
        let company = prepared(&world, id, (&to, "send-to-company", ""), |_| false).await;
        assert!(matches!(company, Err(Error::Invalid(p)) if p.0[0].field == "purpose"));
        let nobody = prepared(&world, id, ("age1nobody", "court", ""), |_| false).await;
        assert!(matches!(nobody, Err(Error::Invalid(p)) if p.0[0].field == "recipient"));

        // What was written down while they allowed it does not go once they do not.
        let asked = (to.as_str(), "share-with-cso", "");
        prepared(&world, id, asked, |_| false).await.unwrap();
        allow(&world, &receipt, &["store"]).await;
        let refused = given(&world, id).await;
        assert!(
            matches!(refused, Err(Error::Needs(needs)) if needs == [Need::Consent("share-with-cso".into())])
        );
        allow(&world, &receipt, &others).await;
        let cookie = platform.open_follow_up(&receipt).await.unwrap();
        platform.stop_contact(&cookie, true).await.unwrap();
        let refused = given(&world, id).await;
        assert!(matches!(refused, Err(Error::Denied(Denied::Forbidden(_)))));
        platform.stop_contact(&cookie, false).await.unwrap();
        // Not a byte was read yet, and it is in the history.
        let unread = given(&world, id).await.unwrap();
        let theirs = platform.follow_up(&cookie).await.unwrap().unwrap();
        assert_eq!(theirs.copies.len(), 1);
        drop(unread);
        platform.withdraw(&cookie, false).await.unwrap();
        let refused = given(&world, id).await;
        assert!(matches!(refused, Err(Error::Denied(Denied::Forbidden(_)))));

        // Custodians print nothing and give out nothing; officers print, and that is in the history.
        let [officer, _, custodian] = world.staff();
        assert!(platform.print_case(&custodian, id).await.is_err());
        assert!(platform.case_to_take_out(&custodian, id).await.is_err());
        let printed = platform.print_case(&officer, id).await.unwrap();
        assert!(printed.seen.identity.is_none());
        let (_, seen) = platform.read_case(&officer, id).await.unwrap();
        let acts = seen.history.iter().filter_map(|l| l.committed.fact.act());
        let printed = acts.filter(|act| act.code() == "printed").count();
        assert_eq!(printed, 1);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn the_same_copy_asked_for_twice_is_one_line_and_what_was_not_chosen_is_not_there() {
    for world in worlds().await {
        let platform = &world.platform;
        let (id, receipt) = a_case_and_receipt(&world).await;
        allow(&world, &receipt, &["store", "court"]).await;
        let (identity, to) = key();
        let leave = |item: &Item| matches!(item, Item::File(_) | Item::Answer(_));
        prepared(&world, id, (&to, "court", ""), leave)
            .await
            .unwrap();
        platform.sequence().await.unwrap();
        let first = bytes(given(&world, id).await.unwrap()).await;
        let again = bytes(given(&world, id).await.unwrap()).await;
        assert_ne!(first, again, "each copy has a key of its own");
        let inside = opened(&first, &identity);
        assert_eq!(inside, opened(&again, &identity));
        for (path, bytes) in &inside {
            let text = match path.starts_with("proofs/") {
                true => proof_says(&String::from_utf8(bytes.clone()).unwrap()),
                false => String::from_utf8_lossy(bytes).into_owned(),
            };
            assert!(!text.contains(CANARY), "{path}");
            assert!(!path.starts_with("files/"));
        }
        let cookie = platform.open_follow_up(&receipt).await.unwrap();
        let theirs = platform.follow_up(&cookie).await.unwrap().unwrap();
        assert_eq!(theirs.copies.len(), 1);
        assert!(theirs.messages.iter().all(|m| m.from != Author::Party));
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_copy_goes_when_somebody_else_agreed_to_exactly_that() {
    for world in worlds().await {
        let platform = crate::second::with_rules(&world).await;
        let [officer, boss, _] = world.staff();
        let (id, receipt) = a_case_and_receipt(&world).await;
        allow(&world, &receipt, &["store", "court"]).await;
        let (_, to) = key();
        let all = |_: &Item| false;
        let alone = async || {
            let given = given(&world, id).await;
            matches!(given, Err(Error::NeedsSecond(Guarded::GiveOut, who)) if who == ["supervisor"])
        };
        prepared(&world, id, (&to, "court", ""), all).await.unwrap();
        platform.sequence().await.unwrap();
        assert!(alone().await);
        let agree = async || {
            let (part, copy) = platform
                .second_of(&officer, id)
                .await
                .unwrap()
                .copy
                .unwrap();
            assert_eq!(copy.to, "The labour court");
            let thing = part.to_string();
            let ask = (Guarded::GiveOut, thing.as_str(), "look at it");
            platform.ask_second(&officer, id, ask).await.unwrap();
            let what = (Guarded::GiveOut, thing.as_str(), officer.member.member);
            platform.answer_second(&boss, id, what, None).await.unwrap();
        };
        agree().await;
        // What was written down since is another copy.
        prepared(&world, id, (&to, "court", "quarry"), all)
            .await
            .unwrap();
        assert!(alone().await);
        agree().await;
        given(&world, id).await.unwrap();
        // The same again is the same.
        world.clock.advance(5 * 24 * 3600);
        given(&world, id).await.unwrap();
    }
}

/// Words for the person themselves.
struct Own;

impl OwnWording for Own {
    fn groups(&self, opened: &CaseOpened) -> Groups {
        let identity = opened.seen.identity.iter().flat_map(|part| &part.answers);
        let identity = identity.filter_map(|a| match &a.answer {
            Answer::Text(text) => Some(text.as_str()),
            _ => None,
        });
        let name = Entry {
            item: Item::Own("name".into()),
            title: identity.collect::<Vec<_>>().join(" "),
            said: vec![],
            at: None,
            file: None,
        };
        vec![
            ("you".into(), vec![name]),
            ("all".into(), Plain.entries(opened, i64::MAX)),
        ]
    }

    fn page(&self, groups: &Groups) -> Result<String, Error> {
        Ok(serde_json::to_string(groups).unwrap())
    }

    fn paper(&self, groups: &Groups) -> Result<Option<Vec<u8>>, Error> {
        self.page(groups).map(|page| Some(page.into_bytes()))
    }

    fn language(&self) -> &str {
        "ar"
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn the_person_takes_all_that_is_theirs_and_nothing_of_the_team() {
    for world in worlds().await {
        let platform = &world.platform;
        let (id, receipt) = a_case_and_receipt(&world).await;
        let [officer, ..] = world.staff();
        let note = "canary-7356 look at the gate";
        platform.write_note(&officer, id, "", note).await.unwrap();
        let private = platform.write_private_note(&officer, id, "", "canary-7357 mine");
        private.await.unwrap();
        platform.sequence().await.unwrap();
        let cookie = platform.open_follow_up(&receipt).await.unwrap();
        let (_, before) = platform.read_case(&officer, id).await.unwrap();
        let copy = platform.copy_for_reporter(&cookie, &Own).await.unwrap();
        let copy = bytes(copy.unwrap()).await;
        let (_, after) = platform.read_case(&officer, id).await.unwrap();
        assert_eq!(
            before.history.len() + 1,
            after.history.len(),
            "that they took it left no row; the officer's look did"
        );

        let inside = unpacked(copy);
        let list = String::from_utf8(inside["manifest-sha256.txt"].clone()).unwrap();
        for line in list.lines() {
            let (wanted, path) = line.split_once("  ").unwrap();
            assert_eq!(wanted, hash(&inside[path]), "{path}");
        }
        assert_eq!(inside["files/gate.jpg"], FILE);
        let kept = String::from_utf8_lossy(&inside["case.json"]).into_owned();
        assert!(kept.contains(CANARY) && kept.contains(NAME));
        assert!(inside.keys().any(|path| path.starts_with("proofs/")));
        let staff = officer.member.member.to_string();
        for (path, bytes) in &inside {
            let text = match path.starts_with("proofs/") {
                true => proof_says(&String::from_utf8(bytes.clone()).unwrap()),
                false => String::from_utf8_lossy(bytes).into_owned(),
            };
            for never in ["canary-7356", "canary-7357", &staff] {
                assert!(!text.contains(never), "{path}: {never}");
            }
        }
        let stranger = platform.copy_for_reporter("nothing", &Own).await.unwrap();
        assert!(stranger.is_none());
    }
}
