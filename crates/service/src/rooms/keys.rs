//! The keys of a room: sealed to the team of the case and to the company, made anew where one of them got another key.

use uuid::Uuid;
use watchpost_domain::{
    Granted, RoomId, cases::Case, policy::Action, rooms::Room, sealed::Compartment,
};
use watchpost_store::{
    Tx,
    rooms::{self as rows, Entrance, RoomKeyRow},
};
use watchpost_vault::{self as vault, Header, Identity, Recipient};

use super::Inside;
use crate::{Error, Platform, desks::Readers, reading::CaseKeys};

/// The key that the team of a case seals to, and its epoch.
type Team = (Recipient, i64);

/// To whom a key of a room is sealed; the code of the sealed header, which never changes.
#[derive(Clone, Copy)]
pub(super) enum Side {
    Case = 101,
    Party = 102,
}

impl Platform {
    fn room_key_header(&self, room: RoomId, epoch: i64, side: Side) -> Header {
        Header {
            installation: self.installation.0,
            scope: room.0,
            compartment: vault::Compartment::Grant,
            epoch: u32::try_from(epoch).unwrap_or(u32::MAX),
            item: room.0,
            version: 1,
            kind: side as u16,
        }
    }

    /// A key of a room, sealed to both sides.
    pub(super) fn new_room_key(
        &self,
        room: RoomId,
        epoch: i64,
        team: &Team,
        party: &Readers,
    ) -> (RoomKeyRow, Identity) {
        let key = Identity::generate();
        let seal = |to: &Recipient, side| {
            vault::seal_key(to, &self.room_key_header(room, epoch, side), &key)
        };
        let row = RoomKeyRow {
            id: Uuid::new_v4(),
            room_id: room.0,
            epoch,
            recipient: key.recipient().to_string(),
            case_epoch: team.1,
            to_case: seal(&team.0, Side::Case),
            party_epoch: party.epoch,
            to_party: seal(&party.desk, Side::Party),
        };
        (row, key)
    }

    /// Goes into a room with the keys of its case.
    pub(super) async fn inside_from_case<A: Action<On = Case>>(
        &self,
        tx: &mut Tx,
        room: Room,
        (case, team): (&Granted<A>, &CaseKeys),
    ) -> Result<Inside, Error> {
        let entrance = Entrance::of_case(case, &room)?;
        let known = { team.recipients.get(&Compartment::Team) }.cloned();
        self.inside(tx, room, entrance, known, |row| {
            let key = team.one((Compartment::Team, row.case_epoch));
            key.map(|key| (key.clone(), row.to_case.clone(), Side::Case))
        })
        .await
    }

    /// Goes into a room with the keys of the company.
    pub(super) async fn inside_from_party(
        &self,
        tx: &mut Tx,
        room: Room,
        entrance: Entrance,
        (party, team): (&[(i64, Identity)], Option<Team>),
    ) -> Result<Inside, Error> {
        self.inside(tx, room, entrance, team, |row| {
            let key = party.iter().find(|(epoch, _)| *epoch == row.party_epoch);
            key.map(|(_, key)| (key.clone(), row.to_party.clone(), Side::Party))
        })
        .await
    }

    /// Stands before a room with no key of it: a line can be left there, and nothing read. It looks at as little as it can, since what is
    /// damaged in a room must keep nobody from shutting it.
    pub(super) async fn outside(
        &self,
        tx: &mut Tx,
        room: Room,
        entrance: Entrance,
    ) -> Result<Inside, Error> {
        let rows = rows::keys(tx, &self.keys.rows, entrance).await?;
        let newest = { rows.iter() }.max_by_key(|row| row.epoch);
        let newest = newest.ok_or(Error::Internal(233))?;
        let recipient = { newest.recipient.parse() }.map_err(|_| Error::Internal(234))?;
        let mut keys = CaseKeys::default();
        keys.recipients
            .insert(Compartment::Room, (recipient, newest.epoch));
        Ok(Inside {
            room,
            keys,
            parts: Vec::new(),
            fresh: None,
        })
    }

    async fn inside(
        &self,
        tx: &mut Tx,
        room: Room,
        entrance: Entrance,
        team: Option<Team>,
        opens: impl Fn(&RoomKeyRow) -> Option<(Identity, Vec<u8>, Side)>,
    ) -> Result<Inside, Error> {
        let rows = rows::keys(tx, &self.keys.rows, entrance).await?;
        let parts = rows::parts(tx, &self.keys.rows, entrance).await?;
        let mut keys = CaseKeys::default();
        for row in &rows {
            if let Some((with, sealed, side)) = opens(row) {
                let header = self.room_key_header(room.id, row.epoch, side);
                let key = vault::open_key(&with, &header, &sealed)?;
                keys.add((Compartment::Room, row.epoch), key);
            }
        }
        let newest = { rows.iter() }.max_by_key(|row| row.epoch);
        let newest = newest.ok_or(Error::Internal(233))?;
        let recipient = { newest.recipient.parse() }.map_err(|_| Error::Internal(234))?;
        let mut to = (recipient, newest.epoch);
        // Who only reads needs none.
        let fresh = match team {
            Some(team) => self.fresh_key(tx, &room, newest, team).await?,
            None => None,
        };
        if let Some((row, key)) = &fresh {
            keys.add((Compartment::Room, row.epoch), key.clone());
            to = (key.recipient(), row.epoch);
        }
        keys.recipients.insert(Compartment::Room, to);
        Ok(Inside {
            room,
            keys,
            parts,
            fresh: fresh.map(|(row, _)| row),
        })
    }

    /// A new key, where somebody who could open the newest may read no longer: one of the sides has another key since.
    async fn fresh_key(
        &self,
        tx: &mut Tx,
        room: &Room,
        newest: &RoomKeyRow,
        team: Team,
    ) -> Result<Option<(RoomKeyRow, Identity)>, Error> {
        let party = self.readers(tx, room.party).await?;
        let is_old = newest.case_epoch < team.1 || newest.party_epoch < party.epoch;
        Ok(is_old.then(|| self.new_room_key(room.id, newest.epoch + 1, &team, &party)))
    }
}
