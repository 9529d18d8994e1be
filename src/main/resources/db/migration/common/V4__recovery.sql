-- What people did about parked units: acts on one record, and jobs over many. A job walks through the subjects (records;
-- receipts under their letter's id) in their order and keeps where it is, so that any node can go on with it.
create table recovery_job (
  id text primary key,
  act text not null,
  state text not null,
  record_id text,
  faults text not null,
  room text,
  system text,
  since_at bigint,
  until_at bigint not null,
  rate integer not null,
  reason text,
  made_by text not null,
  made_at bigint not null,
  started_at bigint,
  ended_at bigint,
  planned bigint not null,
  done bigint not null,
  position text not null,
  paced_at bigint not null,
  -- Figures kept when the subjects below are forgotten.
  report text
);

-- Which subjects a job acted on; what became of them since is looked up there.
create table recovery_subject (
  job_id text not null,
  subject text not null,
  primary key (job_id, subject)
) ${clustered};

create index task_parked on task (record_id, queue, system, fault, due_at) where state = 'parked';
create index letter_parked on letter ((coalesce(record_id, id)), system, fault, due_at) where open = 1 and state = 'parked';
