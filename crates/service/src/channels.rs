//! Ways to report, as the desk that answers for them changes them.

use sha2::{Digest, Sha256};
use watchpost_domain::{
    ChannelId, Denied, Problem, Problems,
    calendar::Calendar,
    cases::content::ActedBy,
    fact::DeskFact,
    intake::{Channel, Promise, Questionnaire, QuestionnaireError},
    policy::{authorize, desks as may},
};
use watchpost_store::{Tx, channels as rows, desks};

use crate::{Error, Platform, accounts::Session, sealing::hex};

impl Platform {
    /// The channels of one's own desk, closed ones too.
    ///
    /// # Errors
    /// `Denied` when they may not change them.
    pub async fn own_channels(&self, session: &Session) -> Result<Vec<Channel>, Error> {
        let desk = authorize::<may::EditChannels>(&session.actor(), session.desk.clone())?;
        let mut tx = self.db.read().await?;
        let mut all = self.all_channels(&mut tx).await?;
        all.retain(|channel| channel.desk == desk.id);
        Ok(all)
    }

    /// All channels that are as they were written, of every desk. One that is not takes no reports: whoever changed its row could have sent
    /// them to another desk, or asked other questions in its name.
    pub(crate) async fn all_channels(&self, tx: &mut Tx) -> Result<Vec<Channel>, Error> {
        let all = rows::channels(tx, &self.keys.rows).await?;
        Ok(all
            .into_iter()
            .filter_map(|c| c.map_err(refused).ok())
            .collect())
    }

    /// One channel.
    ///
    /// # Errors
    /// `Unavailable` when it is not as it was written.
    pub(crate) async fn one_channel(
        &self,
        tx: &mut Tx,
        id: ChannelId,
    ) -> Result<Option<Channel>, Error> {
        let found = rows::channel(tx, &self.keys.rows, id).await?;
        found.transpose().map_err(refused)
    }

    /// A new channel with the shipped questions, closed until somebody opens it. `once` is the form's own number: sent twice, it
    /// makes one, and both answers name it.
    ///
    /// # Errors
    /// `Denied` when they may not.
    pub async fn add_channel(
        &self,
        session: &Session,
        once: &str,
        languages: Vec<String>,
    ) -> Result<ChannelId, Error> {
        let desk = authorize::<may::EditChannels>(&session.actor(), session.desk.clone())?;
        let form = self.form(once, &format!("channel\n{}", session.member.id));
        let names = languages.iter().map(|l| (l.clone(), desk.name.clone()));
        let channel = Channel {
            id: ChannelId(form.id()),
            desk: desk.id,
            names: names.collect(),
            languages,
            readers: Default::default(),
            promise: Promise {
                acknowledge_within: 7,
                answer_within: 90,
            },
            kept: Default::default(),
            open: false,
            questionnaire: Questionnaire::shipped(),
        };
        let mut tx = self.db.begin().await?;
        if !self.first_time_of(&mut tx, &form).await? {
            return Ok(channel.id);
        }
        rows::put_channel(&mut tx, &self.keys.rows, &channel).await?;
        self.channel_changed(tx, session, &channel).await?;
        Ok(channel.id)
    }

    /// Keeps a channel that was changed, as its next version.
    ///
    /// # Errors
    /// `Invalid` says what is wrong with it; `Conflict` when somebody else changed it meanwhile; `Denied`.
    pub async fn change_channel(
        &self,
        session: &Session,
        mut channel: Channel,
    ) -> Result<(), Error> {
        authorize::<may::EditChannels>(&session.actor(), session.desk.clone())?;
        check(&channel).map_err(Error::Invalid)?;
        let seen = channel.questionnaire.version;
        channel.questionnaire.version = seen.saturating_add(1);
        let mut tx = self.db.begin().await?;
        let kept = self.one_channel(&mut tx, channel.id).await?;
        if kept.is_none_or(|kept| kept.desk != session.desk.id) {
            return Err(Error::Denied(Denied::NotFound));
        }
        if !rows::change_channel(&mut tx, &self.keys.rows, &channel, seen).await? {
            return Err(Error::Conflict);
        }
        self.channel_changed(tx, session, &channel).await
    }

    async fn channel_changed(
        &self,
        mut tx: Tx,
        session: &Session,
        channel: &Channel,
    ) -> Result<(), Error> {
        let fact = channel_fact(channel)?;
        let by = ActedBy::Member(session.member.id);
        self.desk_fact(&mut tx, fact, by).await?;
        Ok(tx.commit().await?)
    }
}

impl Platform {
    /// Says where one's own desk works, by ISO 3166-1: whose working days its clocks count from then on. Empty where nobody says.
    ///
    /// # Errors
    /// `Denied` when they may not; `Invalid` when there is no such country.
    pub async fn set_country(&self, session: &Session, country: &str) -> Result<(), Error> {
        let desk = authorize::<may::Change>(&session.actor(), session.desk.clone())?;
        if !country.is_empty() && !Calendar::countries().any(|code| code == country) {
            return Err(Error::Invalid(Problems::one(
                "country",
                Problem::NotAnOption,
            )));
        }
        let mut tx = self.db.begin().await?;
        desks::wait_for(&mut tx, desk.id).await?;
        if desks::country(&mut tx, desk.id).await? == country {
            return Ok(());
        }
        desks::set_country(&mut tx, &self.keys.rows, desk.id, country).await?;
        let fact = DeskFact::CountrySet {
            desk: desk.id,
            country: country.to_owned(),
        };
        let by = ActedBy::Member(session.member.id);
        self.desk_fact(&mut tx, fact, by).await?;
        Ok(tx.commit().await?)
    }
}

fn refused(channel: ChannelId) -> Error {
    tracing::error!(%channel, "a channel is not as it was written; it takes no reports");
    Error::Unavailable
}

/// The hash of all that a channel says and asks.
pub(crate) fn hash_of(channel: &Channel) -> Result<String, Error> {
    let text = serde_json::to_vec(channel).map_err(|_| Error::Internal(147))?;
    Ok(hex(&Sha256::digest(text)))
}

/// That a channel was changed, and to what.
pub(crate) fn channel_fact(channel: &Channel) -> Result<DeskFact, Error> {
    Ok(DeskFact::ChannelChanged {
        desk: channel.desk,
        channel: channel.id,
        version: i64::from(channel.questionnaire.version),
        hash: hash_of(channel)?,
    })
}

/// What is wrong with a channel, by the field of its form or the key of its question.
fn check(channel: &Channel) -> Result<(), Problems> {
    let mut problems = Problems::default();
    match channel.languages.first() {
        None => problems.add("languages", Problem::Required),
        Some(own) if channel.names.get(own).is_none_or(String::is_empty) => {
            problems.add(format!("name_{own}"), Problem::Required);
        }
        Some(_) => {}
    }
    if !channel.promise.is_sound() {
        problems.add("answer_within", Problem::NotAnOption);
    }
    if !channel.kept.is_sound() {
        problems.add("kept_taken_up", Problem::NotAnOption);
    }
    match channel.questionnaire.check() {
        Ok(()) => {}
        Err(QuestionnaireError::Missing(key)) => problems.add(key, Problem::Required),
        Err(QuestionnaireError::Twice(key)) => problems.add(key, Problem::Taken),
        Err(QuestionnaireError::BadKey(key)) => problems.add(key, Problem::BadCharacters),
        Err(QuestionnaireError::NoOptions(key)) => problems.add(key, Problem::Required),
        Err(QuestionnaireError::BadCondition(key)) => problems.add(key, Problem::NeedsEarlier),
        Err(QuestionnaireError::TooMany) => problems.add("questions", Problem::TooMany { max: 60 }),
    }
    problems.or(())
}
