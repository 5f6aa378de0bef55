-- Everything in the open is here: random ids, desk, state, deadline days, weeks, counts and padded sizes, reader ids.
create table installation (name text primary key, value bytea not null);
create table desk (id uuid primary key, kind text not null, name text not null, country text not null, epoch bigint not null, sum bytea not null);
create table member (
  id uuid primary key, desk_id uuid not null references desk (id), name text not null, roles bigint not null,
  active boolean not null, recipient text not null, verifying bytea not null, sum bytea not null
);
create table founding (desk_id uuid primary key references desk (id), signed text not null, sum bytea not null);
create table roster (
  desk_id uuid not null references desk (id), version bigint not null, signed text not null, sum bytea not null, primary key (desk_id, version)
);
create table desk_key (
  desk_id uuid not null references desk (id), epoch bigint not null, member_id uuid not null references member (id),
  sealed bytea not null, sum bytea not null, primary key (desk_id, epoch, member_id)
);
create table channel (
  id uuid primary key, desk_id uuid not null references desk (id), version bigint not null, definition text not null, sum bytea not null
);
create table draft (
  lookup bytea primary key, version bigint not null, sent boolean not null, sealed bytea not null, expires_hour bigint not null
);
create index draft_expires on draft (expires_hour);
create table draft_file (file_key text primary key, lookup bytea not null references draft (lookup) on delete cascade);
create index draft_file_lookup on draft_file (lookup);
create table again (lookup bytea primary key, sealed bytea not null, expires_hour bigint not null);
create index again_expires on again (expires_hour);
-- Policy data as it was put to use, of each kind one version after the other; cases keep the procedure under which they came.
create table policy_data (
  kind text not null, number bigint not null, shipped boolean not null, since bigint not null, text text not null, sum bytea not null,
  primary key (kind, number)
);
-- What is counted of a case whose reporter allowed it, sealed under a key of the server; its number is no number of a case.
create table statistics_record (id uuid primary key, sealed bytea not null, sum bytea not null);
-- Numbers as they were told; none is ever changed.
create table publication (number bigint primary key, text text not null, sum bytea not null);
-- The same of the cases of one desk, sealed under a key of the server; each time all that was told.
create table desk_figures (desk_id uuid primary key references desk (id), number bigint not null, sealed bytea not null, sum bytea not null);
create table case_file (
  id uuid primary key, desk_id uuid not null references desk (id), reference text not null unique, procedure bigint not null,
  state text not null, came_from text, sides text not null, ended boolean not null, access text not null, week bigint not null,
  active_week bigint not null, acknowledge_by bigint, answer_by bigint, due bigint,
  told bigint not null, look bigint,
  contact_stopped boolean not null, withdrawn boolean not null, merged_into uuid references case_file (id) deferrable,
  kept text not null, taken_up boolean not null, kept_since bigint, identity_gone boolean not null, kept_announced bigint, kept_look bigint,
  epoch bigint not null, version bigint not null, sum bytea not null
);
create index case_file_desk on case_file (desk_id, version);
-- What the numbers of a desk are made of, without reading the rows.
create index case_file_counted on case_file (desk_id, state, week, due);
create index case_file_of_desk on case_file (desk_id, id);
create index case_file_look on case_file (look, id) where look is not null;
create index case_file_kept on case_file (kept_look, id) where kept_look is not null;
create index case_file_merged on case_file (merged_into) where merged_into is not null;
-- By when something has to happen where a case stands; what is left of it, in days, while clocks stand still.
create table case_clock (
  case_id uuid not null references case_file (id) on delete cascade, code text not null, began bigint not null, due bigint not null,
  left_days bigint, extended bigint not null, told bigint not null, says bigint, sum bytea not null, primary key (case_id, code)
);
create table case_recusal (
  case_id uuid not null references case_file (id) on delete cascade, member_id uuid not null references member (id), sum bytea not null,
  primary key (case_id, member_id)
);
create table identity_ask (
  case_id uuid not null references case_file (id) on delete cascade, member_id uuid not null references member (id),
  agreed_by uuid references member (id), until bigint not null, sum bytea not null, primary key (case_id, member_id)
);
create table reporter_key (
  lookup bytea primary key, case_id uuid not null unique references case_file (id) on delete cascade, wrapped bytea not null,
  recipient text not null, sum bytea not null
);
create table case_grant (
  id uuid primary key, case_id uuid not null references case_file (id) on delete cascade, compartment bigint not null,
  epoch bigint not null, recipient text not null, reader_kind text not null, reader_id uuid, reader_epoch bigint,
  sealed bytea not null, signature bytea not null, given_by uuid, expires bigint, because bytea, sum bytea not null
);
create index case_grant_case on case_grant (case_id);
-- Whoever counts what a member reads by name looks into the index alone; what is over is found without a look at all.
create index case_grant_reader on case_grant (reader_id, expires);
create index case_grant_over on case_grant (expires) where expires is not null;
-- Keys of narrow cases, laid by for those who lead the desk: sealed to each like a grant, and once more under a key of the server.
create table emergency_key (
  id uuid primary key, case_id uuid not null references case_file (id) on delete cascade, member_id uuid not null references member (id),
  compartment bigint not null, epoch bigint not null, sealed bytea not null, sum bytea not null
);
create unique index emergency_key_case on emergency_key (case_id, member_id, compartment, epoch);
create index emergency_key_member on emergency_key (member_id);
-- That somebody asked to open a narrow case, and how it stands; why is sealed to each who was told.
create table emergency (
  id uuid primary key, case_id uuid not null references case_file (id) on delete cascade, member_id uuid not null references member (id),
  stands text not null, agreed_by uuid references member (id), opens_hour bigint not null, until bigint not null, sum bytea not null
);
create index emergency_case on emergency (case_id);
create table emergency_told (
  id uuid primary key, emergency_id uuid not null references emergency (id) on delete cascade, member_id uuid not null references member (id),
  sealed bytea not null, seen boolean not null, sum bytea not null
);
create index emergency_told_ask on emergency_told (emergency_id, member_id);
create index emergency_told_member on emergency_told (member_id, seen);
create table part (
  id uuid primary key, case_id uuid not null references case_file (id) on delete cascade, compartment bigint not null,
  kind bigint not null, epoch bigint not null, version bigint not null, sealed bytea, file_key text, sealed_bytes bigint not null,
  sealed_sha256 bytea, sum bytea not null
);
create index part_case on part (case_id);
create index part_file on part (file_key);
-- What cases share with other organisations. Which case and which organisation a room joins is sealed under a key of the server, and found by
-- hashes under another: the database alone does not say what company a case is about.
create table room (
  id uuid primary key, reference text not null unique, of_case bytea not null, of_party bytea not null, ends bytea not null,
  shut boolean not null, week bigint not null, active_week bigint not null, version bigint not null, seen bigint not null, sum bytea not null
);
create index room_case on room (of_case);
create index room_party on room (of_party, active_week desc, id);
-- The keys of a room, each sealed to those who read the case and to those of the organisation.
create table room_key (
  id uuid primary key, room_id uuid not null references room (id) on delete cascade, epoch bigint not null, recipient text not null,
  case_epoch bigint not null, to_case bytea not null, party_epoch bigint not null, to_party bytea not null, sum bytea not null
);
create index room_key_room on room_key (room_id);
create table room_part (
  id uuid primary key, room_id uuid not null references room (id) on delete cascade, kind bigint not null, epoch bigint not null,
  version bigint not null, sealed bytea, file_key text, sealed_bytes bigint not null, sealed_sha256 bytea, sum bytea not null
);
create index room_part_room on room_part (room_id);
create index room_part_file on room_part (file_key);
create table index_record (
  id bigint primary key, audience_kind text not null, audience_id uuid not null, epoch bigint not null, level bigint not null,
  sealed bytea not null, sum bytea not null
);
create index index_record_audience on index_record (audience_kind, audience_id, id);
create index index_record_folds on index_record (audience_kind, audience_id, id) where level > 0;
create table done_once (token bytea primary key, expires_hour bigint not null);
create table log_pending (commitment bytea primary key);
create table log_entry (commitment bytea primary key, position bigint not null unique);
create table log_head (name text primary key, size bigint not null, checkpoint text not null);
create table login (
  member_id uuid primary key references member (id), name text not null unique, passphrase text not null, totp bytea not null,
  totp_last bigint not null, wrapped bytea not null, recovery bytea not null, language text not null, sum bytea not null
);
-- Where and when a member wants mail is sealed; that something new waits for it, and in which hour the last one went, is not.
create table mail_wish (
  member_id uuid primary key references member (id), sealed bytea not null, state text not null, last_hour bigint, sum bytea not null
);
-- Where a member's calendar asks what is due: a hash of the address, which is theirs alone.
create table calendar_feed (member_id uuid primary key references member (id), lookup bytea not null unique, sum bytea not null);
create table saved_view (member_id uuid primary key references member (id), sealed bytea not null);
-- What a member declares of themself, sealed to them and to each lead.
create table declared_conflict (
  member_id uuid not null references member (id), reader_id uuid not null references member (id), sealed bytea not null, sum bytea not null,
  primary key (member_id, reader_id)
);
create index declared_conflict_reader on declared_conflict (reader_id);
create table spare_code (
  lookup bytea primary key, member_id uuid not null references member (id), sum bytea not null
);
create index spare_code_member on spare_code (member_id);
create table session (
  lookup bytea primary key, id uuid not null unique, member_id uuid not null references member (id), begun bigint not null,
  used bigint not null, unlocked_at bigint, unlocked bytea
);
create index session_member on session (member_id);
create table invitation (
  lookup bytea primary key, id uuid not null unique, desk_id uuid not null references desk (id), name text not null, roles bigint not null,
  by_member uuid, expires_hour bigint not null, sum bytea not null
);
create index invitation_desk on invitation (desk_id);
create table roster_draft (desk_id uuid primary key references desk (id), version bigint not null, signed text not null, sum bytea not null);
create table audit (id uuid primary key, desk_id uuid not null references desk (id), at bigint not null, line text not null, sum bytea not null);
create index audit_desk on audit (desk_id, at);
create index audit_at on audit (at);
-- What is known of companies: what sources say, one record after the other; nothing is ever changed. What is internal is sealed.
create table company (id uuid primary key, slug text not null unique, sum bytea not null);
create table registry_batch (serial bigint primary key, day bigint not null, by_member uuid not null, how text not null, source text, sum bytea not null);
create table registry_record (
  serial bigint primary key, id uuid not null unique, batch bigint not null references registry_batch (serial),
  company_id uuid not null references company (id), internal boolean not null, entry bytea not null, sum bytea not null
);
create index registry_record_company on registry_record (company_id, serial);
-- Which records name other companies: made of them, to find those others from there.
create table registry_link (
  mark bytea not null, company_id uuid not null references company (id), primary key (mark, company_id)
);
create table registry_change (serial bigint primary key, sealed bytea not null, sum bytea not null);
-- What lists show of each company: made of its records.
create table company_shown (
  company_id uuid primary key references company (id), version bigint not null, again_on bigint, shown text, hidden bytea not null,
  sum bytea not null
);
create index company_shown_version on company_shown (version, company_id);
create index company_shown_again on company_shown (again_on) where again_on is not null;
