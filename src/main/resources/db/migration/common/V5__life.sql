-- The life of what is done: when a person's last case closed, what may go one day, and what went.

-- What a record does to its case: 1 closes it, -1 opens it (again), 0 neither.
alter table record add column case_step integer not null default 0;

-- Cases of the person that are open, and when the last of them closed. They hold only where life_sequence is the person's
-- sequence: a node of an older version counts on without looking at cases.
alter table person add column open_cases text not null default '';
alter table person add column closed_at bigint;
alter table person add column life_sequence bigint not null default 0;

-- How many records of the person and of the drop were removed; whether the drop's own lines are being removed.
alter table person add column removed bigint not null default 0;
alter table intake_drop add column removed bigint not null default 0;
alter table intake_drop add column expiring integer not null default 0;

-- What is to be looked at for removal, in the order of the time from which its keeping counts at the earliest.
-- Step 0: a record with its answers; 1: a record whose answers are gone; 2: a drop.
create table expiry (
  system text not null,
  step integer not null,
  at bigint not null,
  subject text not null,
  primary key (system, step, at, subject)
) ${clustered};

-- What was removed, by the counters that it had moved, and as 'accepted' how many records had a place among their
-- person's: with these the rows still add up to the counters and the sequences.
create table removed (
  system text not null,
  name text not null,
  value bigint not null,
  primary key (system, name)
) ${clustered};

-- When a work that nodes do in turn is next to be done.
create table turn (
  name text primary key,
  next_at bigint not null
) ${clustered};

-- What gauges and operators ask for again and again, however much else there is.
create index letter_open on letter (created_at) where open = 1;
create index letter_review on letter (created_at) where open = 1 and state = 'review';

create index letter_receipt on letter (receipt_id) where receipt_id is not null;

insert into expiry (system, step, at, subject) select system, 0, received_at, id from record;
insert into expiry (system, step, at, subject) select system, 2, opened_at, receipt_id from intake_drop;
