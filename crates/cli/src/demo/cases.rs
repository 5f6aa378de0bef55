//! How the cases of the sample network come to be: each is reported on a day of the past, and then carried on by the hour.

use std::collections::BTreeMap;

use bytes::Bytes;
use futures_util::stream;
use jiff::Timestamp;
use watchpost_domain::{
    CaseId, Day, DeskId, MemberId,
    cases::{CaseAccess, Reference},
    commitments::StepTyped,
    intake::{Channel, Entry, Fields},
    network::{DeskKind, Pillar},
    policy::Role,
    procedure::sheet::field_of,
    rooms::{Field, Snapshot},
};
use watchpost_service::{
    Clock, Drafting, Error, Platform, Working,
    commitments::Which,
    patterns::{Linked, Linking},
    sheets::Typed,
    steps::StepAsked,
};

use watchpost_text::{Lang, Text};
use watchpost_web::question_words;

use super::network::{Login, Receipt};

/// One report, and what became of it.
pub struct Sample {
    /// By what other samples call it.
    pub name: &'static str,
    /// At which of the desks, in their order.
    pub desk: usize,
    pub days_ago: i64,
    pub language: &'static str,
    pub said: &'static [(&'static str, &'static str)],
    pub files: &'static [(&'static str, &'static str, &'static [u8])],
    pub entry: Entry,
    pub then: &'static [Act],
}

/// What is done next.
pub enum Act {
    /// Carried on in the procedure, and why.
    Step(&'static str, &'static str),
    /// A worksheet is filled in: its questions and the answers.
    Sheet(&'static str, &'static [(&'static str, &'static str)]),
    /// The person who reported fills one in.
    Fills(&'static str, &'static [(&'static str, &'static str)]),
    /// The person who reported carries it on: the act, how it ends with it, and their words.
    Says(&'static str, &'static str, &'static str),
    /// The company is told: what it is about, what is told, and what is asked.
    Tells(&'static str, &'static str, &'static str),
    /// Something is promised: its kind, what, in how many days, and what will show it; the company is told of it, in these words.
    Promises(&'static str, &'static str, i64, &'static str),
    /// The seats of every pillar of the board are told, in the same words.
    Briefs(&'static str, &'static str, &'static str),
    /// A clock gets its time once more, and why.
    Longer(&'static str, &'static str),
    /// It is said that this is so beside the state.
    Beside(&'static str, &'static str),
    /// By this login.
    Assign(&'static str),
    Answer(&'static str),
    /// The person who reported comes back and writes.
    Writes(&'static str),
    /// Somebody of the desk opens the case: what was new is not new any more.
    Read,
    Note(&'static str),
    /// Why the custodian asks to open who reported.
    Ask(&'static str),
    /// Only who is named reads on: who narrows it, and this login.
    Narrow(&'static str, &'static str),
    Merge(&'static str, &'static str),
    /// Put together with another: what they have in common, and why somebody thinks so.
    Together(&'static str, &'static str, &'static str),
    Close(&'static str, &'static str),
    /// The person asks not to be contacted.
    Stop,
    /// The person takes it back, because somebody made them.
    Withdraw,
    /// Its receipt is told to whoever looks around.
    Show(&'static str),
}

/// A desk at work on its cases.
pub struct Staff<'a> {
    pub channel: &'a Channel,
    /// The first works on what nobody else is named for.
    pub people: Vec<(&'static str, Working<'a>)>,
    pub logins: &'a [Login],
}

impl<'a> Staff<'a> {
    fn first(&self) -> Result<&Working<'a>, Error> {
        let first = self.people.first().ok_or(Error::Internal(170))?;
        Ok(&first.1)
    }

    fn member(&self, login: &str) -> Result<MemberId, Error> {
        let found = self.people.iter().find(|(name, _)| *name == login);
        let (_, who) = found.ok_or(Error::Internal(171))?;
        Ok(who.member.member)
    }
}

/// What was written so far.
pub struct Writer<'a> {
    pub platform: &'a Platform,
    pub clock: &'a Clock,
    /// Who is told of cases, by what they are.
    pub parties: BTreeMap<&'static str, DeskId>,
    /// The real time: what happens ends here.
    pub now: Timestamp,
    pub references: BTreeMap<&'static str, Reference>,
    pub ids: BTreeMap<&'static str, CaseId>,
    pub receipts: Vec<Receipt>,
}

/// The values of a field of a worksheet.
fn values(said: &'static [(&'static str, &'static str)]) -> impl Fn(&str) -> Vec<String> {
    move |field| {
        let own = said
            .iter()
            .filter(move |(question, _)| field_of(question) == field);
        own.map(|(_, value)| (*value).to_owned()).collect()
    }
}

/// What somebody is told: in the words of the desk, under the first question of the report.
fn snapshot(
    sample: &'static Sample,
    (title, text, ask): (&'static str, &'static str, &'static str),
) -> Snapshot {
    let lang = Lang::from_code(sample.language).unwrap_or(Lang::ALL[0]);
    Snapshot {
        title: title.to_owned(),
        fields: vec![Field {
            key: "what_happened".to_owned(),
            label: question_words(&Text::new(lang), "what_happened"),
            text: text.to_owned(),
        }],
        ask: ask.to_owned(),
        language: sample.language.to_owned(),
        ..Snapshot::default()
    }
}

/// One after the other, a few hours apart.
const NEXT: i64 = 3 * 3600;

impl Writer<'_> {
    fn is_now(&self, at: i64) {
        let latest = self.now.as_second();
        self.clock
            .advance(at.min(latest) - self.clock.now().as_second());
    }

    /// Writes one case, from its report to where it stands.
    pub async fn write(&mut self, sample: &'static Sample, staff: &Staff<'_>) -> Result<(), Error> {
        let mut at = self.now.as_second() - sample.days_ago * 86_400;
        self.is_now(at);
        let (case, receipt) = self.report(sample, staff).await?;
        for (number, act) in sample.then.iter().enumerate() {
            at += NEXT;
            self.is_now(at);
            let once = format!("{}-{number}", sample.name);
            self.act(act, case, sample, staff, &receipt, &once).await?;
        }
        Ok(())
    }

    async fn report(
        &mut self,
        sample: &'static Sample,
        staff: &Staff<'_>,
    ) -> Result<(CaseId, Receipt), Error> {
        let platform = self.platform;
        let cookie = match sample.entry {
            Entry::Web => {
                platform
                    .begin_draft(staff.channel.id, sample.language)
                    .await?
                    .0
            }
            entry => self.entered(sample.language, entry, staff).await?,
        };
        let Drafting::Open(mut draft) = platform.draft(&cookie).await? else {
            return Err(Error::Conflict);
        };
        let said = sample.said.iter();
        let said = said.map(|(k, v)| ((*k).to_owned(), (*v).to_owned()));
        let read = staff.channel.questionnaire.read(&Fields(said.collect()));
        draft.answers = read.map_err(Error::Invalid)?;
        platform.save_draft(&cookie, &mut draft).await?;
        for (name, kind, bytes) in sample.files {
            let bytes = stream::iter([Ok(Bytes::from_static(bytes))]);
            platform
                .add_draft_file(&cookie, &mut draft, name, kind, bytes)
                .await?;
        }
        let digits = draft.receipt_digits();
        let group = digits
            .split_whitespace()
            .nth(draft.part_to_type_back().1 - 1);
        draft.keeps_receipt(group.unwrap_or_default());
        platform.save_draft(&cookie, &mut draft).await?;
        platform.send_draft(&cookie).await?;
        self.references.insert(sample.name, draft.reference.clone());
        self.ids.insert(sample.name, draft.case);
        let receipt = Receipt {
            what: String::new(),
            digits: digits.to_string(),
            words: draft.receipt_words().map(|words| words.to_string()),
        };
        Ok((draft.case, receipt))
    }

    /// A draft that somebody of the desk begins for a person who called or came by.
    async fn entered(
        &self,
        language: &str,
        entry: Entry,
        staff: &Staff<'_>,
    ) -> Result<String, Error> {
        let login = staff.logins.first().ok_or(Error::Internal(172))?;
        let code = self.platform.code_now(&login.seed)?;
        let signed_in = self
            .platform
            .sign_in(&login.name, &login.passphrase, &code, None)
            .await?;
        let session = self.platform.session(&signed_in.cookie).await?;
        let session = session.ok_or(Error::SignedOut)?;
        let channel = staff.channel.id.to_string();
        self.platform
            .begin_entry(&session, &channel, language, Some(entry))
            .await
    }

    async fn act(
        &mut self,
        act: &'static Act,
        case: CaseId,
        sample: &'static Sample,
        staff: &Staff<'_>,
        receipt: &Receipt,
        once: &str,
    ) -> Result<(), Error> {
        let (platform, who) = (self.platform, staff.first()?);
        let back = async || platform.open_follow_up(&receipt.digits).await;
        match act {
            Act::Sheet(sheet, said) => {
                let typed = Typed {
                    sheet,
                    once,
                    values: values(said),
                    language: sample.language,
                };
                platform.fill_sheet(who, case, typed).await
            }
            Act::Fills(sheet, said) => {
                let typed = Typed {
                    sheet,
                    once,
                    values: values(said),
                    language: sample.language,
                };
                let cookie = back().await?;
                platform.fill_sheet_as_reporter(&cookie, typed).await
            }
            Act::Step(act, why) => {
                let asked = StepAsked {
                    act: (*act).to_owned(),
                    reason: None,
                    why: (*why).to_owned(),
                };
                platform.step(who, case, &asked).await
            }
            Act::Says(act, reason, text) => {
                let reason = Some(*reason).filter(|reason| !reason.is_empty());
                let (step, said) = ((*act, reason), (*text, sample.language));
                platform
                    .step_as_reporter(&back().await?, once, step, said)
                    .await
            }
            Act::Tells(title, text, ask) => {
                self.tells(who, case, (sample, "company", once), (title, text, ask))
                    .await
            }
            Act::Promises(kind, what, days, shows) => {
                let promise = (*kind, *what, self.platform.today().plus(*days), *shows);
                self.promises(who, case, (sample, once), promise).await
            }
            Act::Briefs(title, text, ask) => {
                for pillar in Pillar::ALL {
                    let to = DeskKind::Board(pillar).code();
                    let once = format!("{once}-{to}");
                    self.tells(who, case, (sample, to, &once), (title, text, ask))
                        .await?;
                }
                Ok(())
            }
            Act::Longer(clock, why) => platform.extend_clock(who, case, clock, why).await,
            Act::Beside(side, why) => platform.set_beside(who, case, (side, true), why).await,
            Act::Assign(login) => {
                let to = staff.member(login)?;
                platform.assign(who, case, Some(to), "").await
            }
            Act::Answer(text) => {
                platform
                    .write_to_reporter(who, case, once, text, sample.language)
                    .await
            }
            Act::Writes(text) => {
                platform
                    .write_as_reporter(&back().await?, once, text, sample.language)
                    .await
            }
            Act::Read => platform.read_case(who, case).await.map(drop),
            Act::Note(text) => platform.write_note(who, case, once, text).await,
            Act::Ask(reason) => {
                let keeper = staff
                    .people
                    .iter()
                    .find(|(_, w)| w.member.roles.has(Role::Custodian));
                let (_, keeper) = keeper.ok_or(Error::Internal(173))?;
                platform.ask_identity(keeper, case, reason).await
            }
            Act::Narrow(login, reason) => {
                let to = staff.member(login)?;
                platform
                    .change_access(who, case, CaseAccess::Named, reason)
                    .await?;
                match to == who.member.member {
                    true => Ok(()),
                    false => platform.give_access(who, case, to, reason, None).await,
                }
            }
            Act::Merge(other, reason) => {
                let other = self.references.get(other).ok_or(Error::Internal(174))?;
                platform.merge(who, case, &other.to_string(), reason).await
            }
            Act::Together(other, title, why) => {
                let other = self.ids.get(other).ok_or(Error::Internal(176))?;
                let linking = Linking {
                    once,
                    into: None,
                    cases: &[*other],
                    title,
                    why,
                };
                match platform.link_cases(who, case, linking).await? {
                    Linked::Done(_) => Ok(()),
                    Linked::Hindered(_) => Err(Error::Conflict),
                }
            }
            Act::Close(reason, text) => platform.close(who, case, reason, text).await,
            Act::Stop => platform.stop_contact(&back().await?, true).await,
            Act::Withdraw => platform.withdraw(&back().await?, true).await,
            Act::Show(what) => {
                self.receipts.push(Receipt {
                    what: (*what).to_owned(),
                    ..receipt.clone()
                });
                Ok(())
            }
        }
    }

    /// Tells one of the parties, in the words of the desk.
    async fn promises(
        &self,
        who: &Working<'_>,
        case: CaseId,
        (sample, once): (&'static Sample, &str),
        (kind, what, due, shows): (&str, &str, Day, &str),
    ) -> Result<(), Error> {
        let platform = self.platform;
        let party = self.parties.get("company").copied();
        let side = platform.told_side(who, case).await?;
        let told = side.rooms.first().map_or("", |room| room.party.as_str());
        let promised = StepTyped {
            step: "promised".into(),
            kind: kind.to_owned(),
            words: what.to_owned(),
            who: told.to_owned(),
            due: Some(due),
            shows: shows.to_owned(),
            ..StepTyped::default()
        };
        let form = (once, sample.language);
        let made = platform.follow_commitment(who, case, form, (Which::New, &promised));
        made.await?;
        let side = platform.told_side(who, case).await?;
        let more = Snapshot {
            promises: side.promises,
            language: sample.language.to_owned(),
            ..Snapshot::default()
        };
        let once = format!("{once}-told");
        let draft = platform.draft_release(who, case, &once, (party, more));
        draft.await?;
        let side = platform.told_side(who, case).await?;
        let (draft, _) = side.draft.ok_or(Error::Conflict)?;
        platform.release(who, case, draft).await
    }

    async fn tells(
        &self,
        who: &Working<'_>,
        case: CaseId,
        (sample, to, once): (&'static Sample, &str, &str),
        told: (&'static str, &'static str, &'static str),
    ) -> Result<(), Error> {
        let told = (self.parties.get(to).copied(), snapshot(sample, told));
        self.platform.draft_release(who, case, once, told).await?;
        let side = self.platform.told_side(who, case).await?;
        let (draft, _) = side.draft.ok_or(Error::Conflict)?;
        self.platform.release(who, case, draft).await
    }
}
