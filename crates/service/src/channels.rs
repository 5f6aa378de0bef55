//! Ways to report, as the desk that answers for them changes them.

use uuid::Uuid;
use watchpost_domain::{
    ChannelId, Denied, Problem, Problems,
    cases::content::ActedBy,
    fact::DeskFact,
    intake::{Channel, Promise, Questionnaire, QuestionnaireError},
    policy::{authorize, desks as may},
};
use watchpost_store::{Tx, desks as rows};

use crate::{Error, Platform, accounts::Session};

impl Platform {
    /// The channels of one's own desk, closed ones too.
    ///
    /// # Errors
    /// `Denied` when they may not change them.
    pub async fn own_channels(&self, session: &Session) -> Result<Vec<Channel>, Error> {
        let desk = authorize::<may::EditChannels>(&session.actor(), session.desk.clone())?;
        let mut tx = self.db.read().await?;
        let mut all = rows::channels(&mut tx).await?;
        all.retain(|channel| channel.desk == desk.id);
        Ok(all)
    }

    /// A new channel with the shipped questions, closed until somebody opens it.
    ///
    /// # Errors
    /// `Denied` when they may not.
    pub async fn add_channel(
        &self,
        session: &Session,
        languages: Vec<String>,
    ) -> Result<ChannelId, Error> {
        let desk = authorize::<may::EditChannels>(&session.actor(), session.desk.clone())?;
        let names = languages.iter().map(|l| (l.clone(), desk.name.clone()));
        let channel = Channel {
            id: ChannelId(Uuid::new_v4()),
            desk: desk.id,
            names: names.collect(),
            languages,
            readers: Default::default(),
            promise: Promise {
                acknowledge_within: 7,
                answer_within: 90,
            },
            open: false,
            questionnaire: Questionnaire::shipped(),
        };
        let mut tx = self.db.begin().await?;
        rows::put_channel(&mut tx, &channel).await?;
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
        let kept = rows::channel(&mut tx, channel.id).await?;
        if kept.is_none_or(|kept| kept.desk != session.desk.id) {
            return Err(Error::Denied(Denied::NotFound));
        }
        if !rows::change_channel(&mut tx, &channel, seen).await? {
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
        let fact = DeskFact::ChannelChanged {
            desk: session.desk.id,
            channel: channel.id,
            version: i64::from(channel.questionnaire.version),
        };
        let by = ActedBy::Member(session.member.id);
        self.desk_fact(&mut tx, fact, by).await?;
        Ok(tx.commit().await?)
    }
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
