//! The chain of rosters: who may change who may read.
#![allow(clippy::unwrap_used)]

use std::sync::LazyLock;
use uuid::Uuid;
use watchpost_vault::*;

const INSTALLATION: Uuid = Uuid::from_u128(100);
const DESK: Uuid = Uuid::from_u128(200);

static INSTALLATION_KEY: LazyLock<SigningKey> = LazyLock::new(SigningKey::generate);
static MEMBERS: LazyLock<Vec<MemberSecret>> =
    LazyLock::new(|| (0..5).map(|_| MemberSecret::generate()).collect());
static DESK_KEYS: LazyLock<Vec<String>> = LazyLock::new(|| {
    (0..3)
        .map(|_| Identity::generate().recipient().to_string())
        .collect()
});

fn id(number: usize) -> Uuid {
    Uuid::from_u128(number as u128)
}

fn member(number: usize, lead: bool) -> RosterMember {
    let public = MEMBERS[number].public();
    RosterMember {
        member: id(number),
        recipient: public.recipient.to_string(),
        verifying: public.verifying,
        reads_desk: true,
        custodian: false,
        lead,
    }
}

fn founding() -> FoundingRoster {
    let key = MEMBERS[0].public().verifying;
    FoundingRoster::sign(INSTALLATION, DESK, id(0), key, &INSTALLATION_KEY)
}

fn roster(before: Option<&Roster>, members: Vec<RosterMember>) -> Roster {
    Roster {
        installation: INSTALLATION,
        desk: DESK,
        epoch: before.map_or(1, |before| before.epoch),
        version: before.map_or(1, |before| before.version + 1),
        desk_recipient: before.map_or_else(|| DESK_KEYS[0].clone(), |b| b.desk_recipient.clone()),
        members,
        previous: before.map_or_else(|| founding().hash(), Roster::hash),
    }
}

fn signed(roster: Roster, by: &[usize]) -> SignedRoster {
    let signatures = by
        .iter()
        .map(|n| roster.sign(id(*n), &MEMBERS[*n].signing))
        .collect();
    SignedRoster { roster, signatures }
}

/// One lead; then two leads and a member; then one lead fewer. All rightly signed.
fn chain() -> Vec<SignedRoster> {
    let first = signed(roster(None, vec![member(0, true)]), &[0]);
    let three = vec![member(0, true), member(1, true), member(2, false)];
    let second = signed(roster(Some(&first.roster), three), &[0]);
    let mut third = roster(
        Some(&second.roster),
        vec![member(1, true), member(2, false)],
    );
    (third.epoch, third.desk_recipient) = (2, DESK_KEYS[1].clone());
    let third = signed(third, &[1, 0]);
    let fourth = signed(
        roster(Some(&third.roster), vec![member(1, true), member(3, true)]),
        &[1],
    );
    vec![first, second, third, fourth]
}

fn verify(chain: &[SignedRoster]) -> Result<(), RosterError> {
    verify_chain(&founding(), chain, &INSTALLATION_KEY.verifying_key())
}

/// The chain up to version `version`, whose roster is changed and signed anew by `by`.
fn changed(version: usize, by: &[usize], change: impl Fn(&mut Roster)) -> Result<(), RosterError> {
    let mut chain = chain();
    chain.truncate(version);
    let mut roster = chain.pop().unwrap().roster;
    change(&mut roster);
    chain.push(signed(roster, by));
    verify(&chain)
}

#[test]
fn a_good_chain_holds_at_every_length() {
    for length in 1..=4 {
        assert_eq!(verify(&chain()[..length]), Ok(()), "{length}");
    }
    assert_eq!(verify(&[]), Err(RosterError::Empty));
    assert_eq!(changed(4, &[1], |_| ()), Ok(()));
    // The order of members does not matter, nor does a further signature.
    assert_eq!(changed(2, &[0], |roster| roster.members.reverse()), Ok(()));
    assert_eq!(changed(3, &[0, 4, 1], |_| ()), Ok(()));
}

#[test]
fn signatures_of_the_wrong_people_do_not_count() {
    let missing = |version, found, needed| {
        Err(RosterError::Signatures {
            version,
            found,
            needed,
        })
    };
    assert_eq!(changed(1, &[], |_| ()), missing(1, 0, 1));
    assert_eq!(changed(1, &[1], |_| ()), missing(1, 0, 1));
    assert_eq!(
        changed(2, &[1], |_| ()),
        missing(2, 0, 1),
        "a lead only from now on"
    );
    assert_eq!(
        changed(3, &[0], |_| ()),
        missing(3, 1, 2),
        "two leads, one signature"
    );
    assert_eq!(
        changed(3, &[1, 1], |_| ()),
        missing(3, 1, 2),
        "one lead twice"
    );
    assert_eq!(
        changed(3, &[1, 2], |_| ()),
        missing(3, 1, 2),
        "a member who does not lead"
    );
    assert_eq!(changed(3, &[1, 4], |_| ()), missing(3, 1, 2), "a stranger");
    assert_eq!(
        changed(4, &[0], |_| ()),
        missing(4, 0, 1),
        "a lead who has left"
    );
    // One lead signing under the other's name.
    let mut chain = chain();
    chain.truncate(3);
    chain[2].signatures[1] = chain[2].roster.sign(id(0), &MEMBERS[1].signing);
    assert_eq!(verify(&chain), missing(3, 1, 2));
    // Signatures of another version.
    let mut chain = self::chain();
    chain.truncate(2);
    chain[1].signatures = chain[0].signatures.clone();
    assert_eq!(verify(&chain), missing(2, 0, 1));
    chain[1].signatures = vec![(id(0), b"short".to_vec())];
    assert_eq!(verify(&chain), missing(2, 0, 1));
}

#[test]
fn somebody_slipped_in_is_named() {
    let mut chain = chain();
    chain[3].roster.members.push(member(4, false));
    let needed = RosterError::Signatures {
        version: 4,
        found: 0,
        needed: 1,
    };
    assert_eq!(verify(&chain), Err(needed));
    // In the past: all later versions hang on it.
    let mut chain = self::chain();
    let mut slipped = chain[1].roster.clone();
    slipped.members.push(member(4, false));
    chain[1] = signed(slipped, &[0]);
    assert_eq!(verify(&chain), Err(RosterError::Broken(3)));
}

#[test]
fn every_field_is_signed() {
    type Change = fn(&mut Roster);
    let changes: [Change; 11] = [
        |r| r.installation = id(9),
        |r| r.desk = id(9),
        |r| r.epoch += 1,
        |r| r.version += 1,
        |r| r.desk_recipient = DESK_KEYS[2].clone(),
        |r| r.previous[0] ^= 1,
        |r| r.members[0].member = id(9),
        |r| r.members[0].recipient = DESK_KEYS[2].clone(),
        |r| r.members[0].verifying[0] ^= 1,
        |r| r.members[0].reads_desk = false,
        |r| r.members[0].custodian = true,
    ];
    let original = chain()[3].roster.clone();
    for (number, change) in changes.into_iter().enumerate() {
        let mut chain = chain();
        change(&mut chain[3].roster);
        assert_ne!(chain[3].roster.hash(), original.hash(), "change {number}");
        assert!(verify(&chain).is_err(), "change {number}");
    }
    let mut lead = original.clone();
    lead.members[0].lead = false;
    assert_ne!(lead.hash(), original.hash());
}

#[test]
fn versions_epochs_and_desks_follow() {
    assert_eq!(
        changed(4, &[1], |r| r.version = 3),
        Err(RosterError::Broken(3))
    );
    // One may be left out: it was in force, and was taken away.
    assert_eq!(changed(4, &[1], |r| r.version = 5), Ok(()));
    assert_eq!(
        changed(4, &[1], |r| r.previous = [0; 32]),
        Err(RosterError::Broken(4))
    );
    assert_eq!(
        changed(1, &[0], |r| r.previous = [0; 32]),
        Err(RosterError::Broken(1))
    );
    assert_eq!(
        changed(4, &[1], |r| r.desk = id(9)),
        Err(RosterError::WrongDesk(4))
    );
    assert_eq!(
        changed(1, &[0], |r| r.installation = id(9)),
        Err(RosterError::WrongDesk(1))
    );
    assert_eq!(
        changed(4, &[1], |r| r.epoch = 1),
        Err(RosterError::Epoch(4))
    );
    assert_eq!(
        changed(4, &[1], |r| r.epoch = 4),
        Err(RosterError::Epoch(4))
    );
    assert_eq!(
        changed(4, &[1], |r| r.epoch = 3),
        Err(RosterError::Epoch(4)),
        "the same key"
    );
    let swap = |r: &mut Roster| r.desk_recipient = DESK_KEYS[2].clone();
    assert_eq!(
        changed(4, &[1], swap),
        Err(RosterError::Epoch(4)),
        "the same epoch"
    );
    let mut short = chain();
    short.remove(1);
    assert_eq!(verify(&short), Err(RosterError::Broken(3)));
}

#[test]
fn members_are_listed_soundly() {
    let wrong = Err(RosterError::Members(4));
    assert_eq!(
        changed(4, &[1], |r| r.members.push(member(1, false))),
        wrong
    );
    let same_key = |r: &mut Roster| {
        let mut twin = member(4, true);
        twin.verifying = r.members[0].verifying;
        r.members.push(twin);
    };
    assert_eq!(changed(4, &[1], same_key), wrong, "one person as two leads");
    assert_eq!(
        changed(4, &[1], |r| r
            .members
            .iter_mut()
            .for_each(|m| m.lead = false)),
        wrong
    );
    assert_eq!(changed(4, &[1], |r| r.members.clear()), wrong);
    let classic = "age1zvkyg2lqzraa2lnjvqej32nkuu0ues2s82hzrye869xeexvn73equnujwj";
    assert_eq!(
        changed(4, &[1], |r| r.members[1].recipient = classic.into()),
        wrong
    );
    assert_eq!(
        changed(4, &[1], |r| r.members[1].recipient.push(' ')),
        wrong
    );
    let padded = |r: &mut Roster| {
        r.epoch += 1;
        r.desk_recipient = classic.into();
    };
    assert_eq!(changed(4, &[1], padded), wrong);
    let first = |r: &mut Roster| r.members = vec![member(1, true)];
    assert_eq!(
        changed(1, &[0], first),
        Err(RosterError::Members(1)),
        "without the founding lead"
    );
    let no_lead = |r: &mut Roster| r.members = vec![member(0, false), member(1, true)];
    assert_eq!(changed(1, &[0], no_lead), Err(RosterError::Members(1)));
}

#[test]
fn the_founding_is_the_installations_word() {
    let key = INSTALLATION_KEY.verifying_key();
    let chain = chain();
    let stranger = SigningKey::generate().verifying_key();
    assert_eq!(
        verify_chain(&founding(), &chain, &stranger),
        Err(RosterError::Founding)
    );
    type Change = fn(&mut FoundingRoster);
    let changes: [Change; 5] = [
        |f| f.installation = id(9),
        |f| f.desk = id(9),
        |f| f.lead = id(9),
        |f| f.lead_key[0] ^= 1,
        |f| f.signature.truncate(63),
    ];
    for change in changes {
        let mut founding = founding();
        change(&mut founding);
        assert_eq!(
            verify_chain(&founding, &chain, &key),
            Err(RosterError::Founding)
        );
    }
}

#[test]
fn rosters_are_stored_as_json() {
    let chain = chain();
    let text = serde_json::to_string(&(founding(), &chain)).unwrap();
    let (founding, again): (FoundingRoster, Vec<SignedRoster>) =
        serde_json::from_str(&text).unwrap();
    assert_eq!(again, chain);
    assert_eq!(
        verify_chain(&founding, &again, &INSTALLATION_KEY.verifying_key()),
        Ok(())
    );
}
