//! Desks: founding one, and whom its reports may be sealed to.

use uuid::Uuid;
use watchpost_domain::{
    DeskId, MemberId, Problem, Problems,
    cases::content::ActedBy,
    fact::DeskFact,
    intake::Channel,
    network::{Desk, DeskKind, Member},
    policy::{Role, Roles},
    sealed::Reader,
};
use watchpost_store::{Tx, channels, desks as rows};
use watchpost_vault::{
    FoundingRoster, Header, Identity, MemberSecret, Recipient, Roster, RosterMember, SignedRoster,
};

use crate::{Error, Platform, channels::channel_fact, sealing::hex};

/// A member to be, with the keys that only they keep.
pub struct NewMember {
    pub name: String,
    pub roles: Roles,
    pub secret: MemberSecret,
}

/// A desk that was just founded.
pub struct Founded {
    pub desk: DeskId,
    pub members: Vec<MemberId>,
}

/// Whom a report may be sealed to, proven by the signed roster.
pub(crate) struct Readers {
    pub epoch: i64,
    pub desk: Recipient,
    pub custodians: Vec<(MemberId, Recipient)>,
}

impl Readers {
    /// All who read the desk.
    pub(crate) fn of_desk(&self) -> [(Reader, Recipient); 1] {
        let desk = Reader::Desk { epoch: self.epoch };
        [(desk, self.desk.clone())]
    }
}

impl Platform {
    pub(crate) fn desk_key_header(&self, desk: DeskId, epoch: i64, member: MemberId) -> Header {
        Header {
            installation: self.installation.0,
            scope: desk.0,
            compartment: watchpost_vault::Compartment::DeskKey,
            epoch: u32::try_from(epoch).unwrap_or(u32::MAX),
            item: member.0,
            version: 1,
            kind: 1,
        }
    }

    /// Founds a desk with its first members; the first supervisor among them leads and signs the first roster.
    ///
    /// # Errors
    /// `Invalid` when there is one of that name already; there is no supervisor among them, or the database cannot be used.
    pub async fn found_desk(&self, name: &str, members: &[NewMember]) -> Result<Founded, Error> {
        self.found(DeskKind::Desk, name, members).await
    }

    /// Founds an organisation of any kind. The people of a party have a key and a roster of their own, as a desk does, and read no case.
    ///
    /// # Errors
    /// As for a desk.
    pub async fn found(
        &self,
        kind: DeskKind,
        name: &str,
        members: &[NewMember],
    ) -> Result<Founded, Error> {
        let desk = Desk {
            id: DeskId(Uuid::new_v4()),
            kind,
            name: name.to_owned(),
            country: String::new(),
            epoch: 1,
        };
        let ids: Vec<MemberId> = members.iter().map(|_| MemberId(Uuid::new_v4())).collect();
        let first = members
            .iter()
            .position(|m| m.roles.has(Role::Supervisor))
            .ok_or(Error::Internal(50))?;
        let (lead, lead_id) = (&members[first], ids[first]);
        let key = Identity::generate();
        let verifying = lead.secret.public().verifying;
        let founding = FoundingRoster::sign(
            self.installation.0,
            desk.id.0,
            lead_id.0,
            verifying,
            &self.keys.installation,
        );
        let roster = Roster {
            installation: self.installation.0,
            desk: desk.id.0,
            epoch: 1,
            version: 1,
            desk_recipient: key.recipient().to_string(),
            members: members
                .iter()
                .zip(&ids)
                .map(|(m, id)| listed(m, *id, *id == lead_id))
                .collect(),
            previous: founding.hash(),
        };
        let signed_first = DeskFact::RosterSigned {
            desk: desk.id,
            epoch: 1,
            version: 1,
            hash: hex(&roster.hash()),
        };
        let signatures = vec![roster.sign(lead_id.0, &lead.secret.signing)];
        let json = |e: serde_json::Result<String>| e.map_err(|_| Error::Internal(51));
        let mut tx = self.db.begin().await?;
        if rows::desks(&mut tx)
            .await?
            .iter()
            .any(|other| other.name == desk.name)
        {
            return Err(Error::Invalid(Problems::one("name", Problem::Taken)));
        }
        self.mark_roster(&mut tx, &roster).await?;
        rows::add_desk(&mut tx, &self.keys.rows, &desk).await?;
        for (member, id) in members.iter().zip(&ids) {
            let public = member.secret.public();
            let row = Member {
                id: *id,
                desk: desk.id,
                name: member.name.clone(),
                roles: member.roles,
                active: true,
            };
            rows::add_member(
                &mut tx,
                &self.keys.rows,
                &row,
                &public.recipient.to_string(),
                &public.verifying,
            )
            .await?;
            if member.roles.reads_desk() {
                let sealed = watchpost_vault::seal_key(
                    &public.recipient,
                    &self.desk_key_header(desk.id, 1, *id),
                    &key,
                );
                rows::add_desk_key(&mut tx, &self.keys.rows, desk.id, 1, *id, sealed).await?;
            }
        }
        rows::add_founding(
            &mut tx,
            &self.keys.rows,
            desk.id,
            &json(serde_json::to_string(&founding))?,
        )
        .await?;
        rows::add_roster(
            &mut tx,
            &self.keys.rows,
            desk.id,
            1,
            &json(serde_json::to_string(&SignedRoster { roster, signatures }))?,
        )
        .await?;
        for fact in [DeskFact::DeskFounded { desk: desk.id }, signed_first] {
            self.desk_fact(&mut tx, fact, ActedBy::Operator).await?;
        }
        tx.commit().await?;
        Ok(Founded {
            desk: desk.id,
            members: ids,
        })
    }

    /// The organisations that have people here and are told of cases, by name.
    ///
    /// # Errors
    /// The database cannot be used.
    pub async fn parties_by_name(&self) -> Result<Vec<(DeskKind, String)>, Error> {
        let mut tx = self.db.read().await?;
        let all = rows::desks(&mut tx).await?.into_iter();
        let parties = all.filter(|desk| desk.kind.is_party());
        Ok(parties.map(|desk| (desk.kind, desk.name)).collect())
    }

    /// Adds or changes a channel; its questions are checked before anybody is asked.
    ///
    /// # Errors
    /// The questions or the promise cannot be used.
    pub async fn put_channel(&self, channel: &Channel) -> Result<(), Error> {
        if channel.questionnaire.check().is_err()
            || !channel.promise.is_sound()
            || channel.languages.is_empty()
        {
            return Err(Error::Internal(52));
        }
        let mut tx = self.db.begin().await?;
        channels::put_channel(&mut tx, &self.keys.rows, channel).await?;
        let fact = channel_fact(channel)?;
        self.desk_fact(&mut tx, fact, ActedBy::Operator).await?;
        Ok(tx.commit().await?)
    }

    /// Whom reports to a desk are sealed to. Refused when the roster was not signed by those who may, or is not the newest: then
    /// somebody slipped in a reader, and nothing is sealed until people have looked.
    pub(crate) async fn readers(&self, tx: &mut Tx, desk: DeskId) -> Result<Readers, Error> {
        let refused = || {
            tracing::error!("a roster holds a key that is none; reports to its desk are refused");
            Error::Unavailable
        };
        let roster = self.newest_roster(tx, desk).await?;
        let recipient = |text: &str| text.parse::<Recipient>().map_err(|_| refused());
        let custodians = roster
            .members
            .iter()
            .filter(|m| m.custodian)
            .map(|m| Ok((MemberId(m.member), recipient(&m.recipient)?)));
        Ok(Readers {
            epoch: i64::from(roster.epoch),
            desk: recipient(&roster.desk_recipient)?,
            custodians: custodians.collect::<Result<_, Error>>()?,
        })
    }

    /// The desk's keys that a member can open, by epoch.
    pub(crate) async fn desk_keys(
        &self,
        tx: &mut Tx,
        desk: DeskId,
        member: MemberId,
        with: &Identity,
    ) -> Result<Vec<(i64, Identity)>, Error> {
        let sealed = rows::desk_keys(tx, &self.keys.rows, desk, member).await?;
        sealed
            .into_iter()
            .map(|(epoch, sealed)| {
                Ok((
                    epoch,
                    watchpost_vault::open_key(
                        with,
                        &self.desk_key_header(desk, epoch, member),
                        &sealed,
                    )?,
                ))
            })
            .collect()
    }
}

fn listed(member: &NewMember, id: MemberId, lead: bool) -> RosterMember {
    let public = member.secret.public();
    RosterMember {
        member: id.0,
        recipient: public.recipient.to_string(),
        verifying: public.verifying,
        reads_desk: member.roles.reads_desk(),
        custodian: member.roles.has(Role::Custodian),
        lead,
    }
}
