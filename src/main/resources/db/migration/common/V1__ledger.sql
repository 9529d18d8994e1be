-- The ledger. Text ids are UUIDs or keyed hashes; times are milliseconds since 1970 (UTC). Sealed columns hold
-- AES-256-GCM ciphertext; everything else is ids, codes, counts and hashes.

create table incarnation (
  id text primary key,
  started_at bigint not null,
  heads text not null
);

create table entry (
  incarnation text not null,
  number bigint not null,
  at bigint not null,
  kind text not null,
  subject text not null,
  detail text not null,
  hash text not null,
  primary key (incarnation, number)
);
create index entry_subject on entry (subject);

-- When each system last handed something over.
create table arrival (
  system text primary key,
  last_at bigint not null
) ${clustered};

create table intake_drop (
  receipt_id text primary key,
  system text not null,
  door text not null,
  name text,
  key_hash text,
  body_digest text,
  state text not null,
  code text,
  position bigint not null,
  units bigint not null,
  released bigint not null,
  faults bigint not null,
  received bigint not null,
  accepted bigint not null,
  duplicate bigint not null,
  rejected bigint not null,
  skipped bigint not null,
  receipt_channel text,
  receipt_address text,
  opened_at bigint not null,
  closed_at bigint
);
create unique index intake_drop_key on intake_drop (system, key_hash) where key_hash is not null;
create index intake_drop_open on intake_drop (state, receipt_id);

create table chunk (
  receipt_id text not null,
  position bigint not null,
  digest text not null,
  primary key (receipt_id, position)
) ${clustered};

create table rejection (
  receipt_id text not null,
  number bigint not null,
  line bigint not null,
  field text,
  code text not null,
  hint text not null,
  counted integer not null,
  primary key (receipt_id, number)
) ${clustered};

-- The person's row leads to all that is known of the person: the cases, and the newest record, which leads to the one
-- before it. Hashes are spread all over a tree; one tree to touch for a record is enough.
create table person (
  id text primary key,
  space text not null,
  sequence bigint not null,
  sealed_key ${bytes},
  shield text not null,
  cases text not null,
  newest text
) ${clustered};

-- The shield of a person or a case: codes of feared and restricted countries, the union over all their records.
create table case_file (
  id text primary key,
  shield text not null
) ${clustered};

create table record (
  id text primary key,
  receipt_id text not null,
  unit bigint not null,
  line bigint not null,
  system text not null,
  event text not null,
  person_id text not null,
  case_id text not null,
  sequence bigint,
  previous text,
  source_ref text not null,
  source_key text not null,
  version text,
  content_hash text not null,
  event_time bigint not null,
  received_at bigint not null,
  stage text not null,
  late integer not null,
  shield text not null,
  feared_confirmed integer not null,
  screening text,
  interim integer not null,
  fault text
);
create unique index record_unit on record (receipt_id, unit);

create table payload (
  record_id text primary key,
  sealed ${bytes} not null
);

-- What duplicates and late arrivals are judged by; outlives the records.
create table seen (
  source_key text primary key,
  version text,
  content_hash text not null,
  event_time bigint not null,
  versions text not null,
  record_id text not null
) ${clustered};

create table task (
  record_id text not null,
  person_id text not null,
  queue text not null,
  system text not null,
  state text not null,
  due_at bigint not null,
  attempts integer not null,
  lane text not null,
  -- From then on the task is taken even while its lane is paused.
  wake_at bigint not null default 9223372036854775807,
  lease_until bigint not null,
  fence bigint not null,
  fault text,
  received_at bigint not null,
  primary key (record_id, queue)
) ${clustered};
create index task_due on task (queue, system, state, due_at);
create index task_waiting on task (person_id) where state = 'waiting';

create table screening_part (
  record_id text not null,
  connection text not null,
  database text not null,
  result text not null,
  asked_at bigint not null,
  valid_until bigint,
  request_id text,
  round integer not null,
  sealed_hits ${bytes},
  fault text,
  primary key (record_id, connection, database)
) ${clustered};

create table letter (
  id text primary key,
  record_id text,
  receipt_id text,
  person_id text,
  system text not null,
  kind text not null,
  destination text not null,
  channel text not null,
  address text,
  rule text,
  policy_version text,
  state text not null,
  open integer not null,
  due_at bigint not null,
  attempts integer not null,
  lease_until bigint not null,
  fence bigint not null,
  fault text,
  sealed ${bytes},
  supersedes text,
  created_at bigint not null,
  -- In the order of handing over, which is not that of ids: what a system fetches, it fetches after the last number it saw.
  handed_over bigint
);
create index letter_due on letter (channel, system, state, due_at) where open = 1;
create index letter_order on letter (person_id, destination, id) where open = 1;
create index letter_record on letter (record_id);
create index letter_published on letter (channel, handed_over) where handed_over is not null;

create table withheld (
  record_id text not null,
  kind text not null,
  destination text not null,
  rule text not null,
  code text not null,
  at bigint not null,
  primary key (record_id, kind, destination)
) ${clustered};

create table counter (
  system text not null,
  name text not null,
  value bigint not null,
  primary key (system, name)
) ${clustered};

create table hold (
  destination text primary key,
  held_by text not null,
  since bigint not null,
  reason text not null,
  lift_asked_by text
) ${clustered};

create table meta (
  name text primary key,
  value text not null
) ${clustered};
