-- Everything in the open is here: random ids, desk, state, deadline days, weeks, counts and padded sizes, reader ids.
-- Tables are kept by their random keys (without rowid), so that the order of rows does not tell the order of arrival.
create table installation (name text primary key, value blob not null) strict, without rowid;
create table desk (id blob primary key, kind text not null, name text not null, country text not null, epoch integer not null, sum blob not null) strict, without rowid;
create table member (
  id blob primary key, desk_id blob not null references desk (id), name text not null, roles integer not null,
  active integer not null, recipient text not null, verifying blob not null, sum blob not null
) strict, without rowid;
create table founding (desk_id blob primary key references desk (id), signed text not null, sum blob not null) strict, without rowid;
create table roster (
  desk_id blob not null references desk (id), version integer not null, signed text not null, sum blob not null, primary key (desk_id, version)
) strict, without rowid;
create table desk_key (
  desk_id blob not null references desk (id), epoch integer not null, member_id blob not null references member (id),
  sealed blob not null, sum blob not null, primary key (desk_id, epoch, member_id)
) strict, without rowid;
create table channel (
  id blob primary key, desk_id blob not null references desk (id), version integer not null, definition text not null, sum blob not null
) strict, without rowid;
create table draft (
  lookup blob primary key, version integer not null, sent integer not null, sealed blob not null, expires_hour integer not null
) strict, without rowid;
create index draft_expires on draft (expires_hour);
create table draft_file (file_key text primary key, lookup blob not null references draft (lookup) on delete cascade) strict, without rowid;
create index draft_file_lookup on draft_file (lookup);
create table again (lookup blob primary key, sealed blob not null, expires_hour integer not null) strict, without rowid;
create index again_expires on again (expires_hour);
-- Policy data as it was put to use, of each kind one version after the other; cases keep the procedure under which they came.
create table policy_data (
  kind text not null, number integer not null, shipped integer not null, since integer not null, text text not null, sum blob not null,
  primary key (kind, number)
) strict;
-- What is counted of a case whose reporter allowed it, sealed under a key of the server; its number is no number of a case.
create table statistics_record (id blob primary key, sealed blob not null, sum blob not null) strict, without rowid;
-- Numbers as they were told; none is ever changed.
create table publication (number integer primary key, text text not null, sum blob not null) strict;
-- The same of the cases of one desk, sealed under a key of the server; each time all that was told.
create table desk_figures (desk_id blob primary key references desk (id), number integer not null, sealed blob not null, sum blob not null) strict, without rowid;
create table case_file (
  id blob primary key, desk_id blob not null references desk (id), reference text not null unique, procedure integer not null,
  state text not null, came_from text, sides text not null, ended integer not null, access text not null, week integer not null,
  active_week integer not null, acknowledge_by integer, answer_by integer, due integer,
  told integer not null, look integer,
  contact_stopped integer not null, withdrawn integer not null, merged_into blob references case_file (id),
  kept text not null, taken_up integer not null, kept_since integer, identity_gone integer not null, kept_announced integer, kept_look integer,
  epoch integer not null, version integer not null, sum blob not null
) strict, without rowid;
create index case_file_desk on case_file (desk_id, version);
-- What the numbers of a desk are made of, without reading the rows.
create index case_file_counted on case_file (desk_id, state, week, due);
create index case_file_of_desk on case_file (desk_id, id);
create index case_file_look on case_file (look, id) where look is not null;
create index case_file_kept on case_file (kept_look, id) where kept_look is not null;
create index case_file_merged on case_file (merged_into) where merged_into is not null;
-- By when something has to happen where a case stands; what is left of it, in days, while clocks stand still.
create table case_clock (
  case_id blob not null references case_file (id) on delete cascade, code text not null, began integer not null, due integer not null,
  left_days integer, extended integer not null, told integer not null, says integer, sum blob not null, primary key (case_id, code)
) strict, without rowid;
create table case_recusal (
  case_id blob not null references case_file (id) on delete cascade, member_id blob not null references member (id), sum blob not null,
  primary key (case_id, member_id)
) strict, without rowid;
create table identity_ask (
  case_id blob not null references case_file (id) on delete cascade, member_id blob not null references member (id),
  agreed_by blob references member (id), until integer not null, sum blob not null, primary key (case_id, member_id)
) strict, without rowid;
create table reporter_key (
  lookup blob primary key, case_id blob not null unique references case_file (id) on delete cascade, wrapped blob not null,
  recipient text not null, sum blob not null
) strict, without rowid;
create table case_grant (
  id blob primary key, case_id blob not null references case_file (id) on delete cascade, compartment integer not null,
  epoch integer not null, recipient text not null, reader_kind text not null, reader_id blob, reader_epoch integer,
  sealed blob not null, signature blob not null, given_by blob, expires integer, because blob, sum blob not null
) strict, without rowid;
create index case_grant_case on case_grant (case_id);
-- Whoever counts what a member reads by name looks into the index alone; what is over is found without a look at all.
create index case_grant_reader on case_grant (reader_id, expires);
create index case_grant_over on case_grant (expires) where expires is not null;
-- Keys of narrow cases, laid by for those who lead the desk: sealed to each like a grant, and once more under a key of the server.
create table emergency_key (
  id blob primary key, case_id blob not null references case_file (id) on delete cascade, member_id blob not null references member (id),
  compartment integer not null, epoch integer not null, sealed blob not null, sum blob not null
) strict, without rowid;
create unique index emergency_key_case on emergency_key (case_id, member_id, compartment, epoch);
create index emergency_key_member on emergency_key (member_id);
-- That somebody asked to open a narrow case, and how it stands; why is sealed to each who was told.
create table emergency (
  id blob primary key, case_id blob not null references case_file (id) on delete cascade, member_id blob not null references member (id),
  stands text not null, agreed_by blob references member (id), opens_hour integer not null, until integer not null, sum blob not null
) strict, without rowid;
create index emergency_case on emergency (case_id);
create table emergency_told (
  id blob primary key, emergency_id blob not null references emergency (id) on delete cascade, member_id blob not null references member (id),
  sealed blob not null, seen integer not null, sum blob not null
) strict, without rowid;
create index emergency_told_ask on emergency_told (emergency_id, member_id);
create index emergency_told_member on emergency_told (member_id, seen);
create table part (
  id blob primary key, case_id blob not null references case_file (id) on delete cascade, compartment integer not null,
  kind integer not null, epoch integer not null, version integer not null, sealed blob, file_key text, sealed_bytes integer not null,
  sealed_sha256 blob, sum blob not null
) strict, without rowid;
create index part_case on part (case_id);
create index part_file on part (file_key);
-- What cases share with other organisations. Which case and which organisation a room joins is sealed under a key of the server, and found by
-- hashes under another: the database alone does not say what company a case is about.
create table room (
  id blob primary key, reference text not null unique, of_case blob not null, of_party blob not null, ends blob not null,
  shut integer not null, week integer not null, active_week integer not null, version integer not null, seen integer not null, sum blob not null
) strict, without rowid;
create index room_case on room (of_case);
create index room_party on room (of_party, active_week desc, id);
-- The keys of a room, each sealed to those who read the case and to those of the organisation.
create table room_key (
  id blob primary key, room_id blob not null references room (id) on delete cascade, epoch integer not null, recipient text not null,
  case_epoch integer not null, to_case blob not null, party_epoch integer not null, to_party blob not null, sum blob not null
) strict, without rowid;
create index room_key_room on room_key (room_id);
create table room_part (
  id blob primary key, room_id blob not null references room (id) on delete cascade, kind integer not null, epoch integer not null,
  version integer not null, sealed blob, file_key text, sealed_bytes integer not null, sealed_sha256 blob, sum blob not null
) strict, without rowid;
create index room_part_room on room_part (room_id);
create index room_part_file on room_part (file_key);
create table index_record (
  id integer primary key, audience_kind text not null, audience_id blob not null, epoch integer not null, level integer not null,
  sealed blob not null, sum blob not null
) strict;
create index index_record_audience on index_record (audience_kind, audience_id, id);
create index index_record_folds on index_record (audience_kind, audience_id, id) where level > 0;
create table done_once (token blob primary key, expires_hour integer not null) strict, without rowid;
create table log_pending (commitment blob primary key) strict, without rowid;
create table log_entry (commitment blob primary key, position integer not null unique) strict, without rowid;
create table log_head (name text primary key, size integer not null, checkpoint text not null) strict, without rowid;
create table login (
  member_id blob primary key references member (id), name text not null unique, passphrase text not null, totp blob not null,
  totp_last integer not null, wrapped blob not null, recovery blob not null, language text not null, sum blob not null
) strict, without rowid;
-- Where and when a member wants mail is sealed; that something new waits for it, and in which hour the last one went, is not.
create table mail_wish (
  member_id blob primary key references member (id), sealed blob not null, state text not null, last_hour integer, sum blob not null
) strict, without rowid;
-- Where a member's calendar asks what is due: a hash of the address, which is theirs alone.
create table calendar_feed (member_id blob primary key references member (id), lookup blob not null unique, sum blob not null) strict, without rowid;
create table saved_view (member_id blob primary key references member (id), sealed blob not null) strict, without rowid;
-- What a member declares of themself, sealed to them and to each lead.
create table declared_conflict (
  member_id blob not null references member (id), reader_id blob not null references member (id), sealed blob not null, sum blob not null,
  primary key (member_id, reader_id)
) strict, without rowid;
create index declared_conflict_reader on declared_conflict (reader_id);
create table spare_code (
  lookup blob primary key, member_id blob not null references member (id), sum blob not null
) strict, without rowid;
create index spare_code_member on spare_code (member_id);
create table session (
  lookup blob primary key, id blob not null unique, member_id blob not null references member (id), begun integer not null,
  used integer not null, unlocked_at integer, unlocked blob
) strict, without rowid;
create index session_member on session (member_id);
create table invitation (
  lookup blob primary key, id blob not null unique, desk_id blob not null references desk (id), name text not null, roles integer not null,
  by_member blob, expires_hour integer not null, sum blob not null
) strict, without rowid;
create index invitation_desk on invitation (desk_id);
create table roster_draft (desk_id blob primary key references desk (id), version integer not null, signed text not null, sum blob not null) strict, without rowid;
create table audit (id blob primary key, desk_id blob not null references desk (id), at integer not null, line text not null, sum blob not null) strict, without rowid;
create index audit_desk on audit (desk_id, at);
create index audit_at on audit (at);
-- What is known of companies: what sources say, one record after the other; nothing is ever changed. What is internal is sealed.
create table company (id blob primary key, slug text not null unique, sum blob not null) strict, without rowid;
create table registry_batch (serial integer primary key, day integer not null, by_member blob not null, how text not null, source text, sum blob not null) strict;
create table registry_record (
  serial integer primary key, id blob not null unique, batch integer not null references registry_batch (serial),
  company_id blob not null references company (id), internal integer not null, entry blob not null, sum blob not null
) strict;
create index registry_record_company on registry_record (company_id, serial);
-- Which records name other companies: made of them, to find those others from there.
create table registry_link (
  mark blob not null, company_id blob not null references company (id), primary key (mark, company_id)
) strict, without rowid;
create table registry_change (serial integer primary key, sealed blob not null, sum blob not null) strict;
-- What lists show of each company: made of its records.
create table company_shown (
  company_id blob primary key references company (id), version integer not null, again_on integer, shown text, hidden blob not null,
  sum blob not null
) strict, without rowid;
create index company_shown_version on company_shown (version, company_id);
create index company_shown_again on company_shown (again_on) where again_on is not null;
