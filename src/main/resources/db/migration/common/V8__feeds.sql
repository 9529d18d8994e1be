-- Feeds as they really are: whole stocks, of which only differences become records; history, which is stored and nothing
-- more; and what systems in shadow mode would have asked and sent.

-- From before the date of its system's feed: neither asked nor told.
alter table record add column history integer not null default 0;

-- Content hash of the mapping that made the record.
alter table record add column mapping text not null default '';

-- Of each of the person's cases that was opened or closed, the newest day (since 1970) on which that happened, as
-- "case:day": history may open or close a case only where nothing newer did.
alter table person add column case_days text not null default '';

-- Rows of a whole stock that are as they were: they become no records, and are counted with the drop. "sorted" is 1 where
-- code before this script must not judge the records: such a drop is released in a state that it does not know, and the check keeps
-- that code from releasing one that is held. "moves_to" says where the drop's file belongs by now.
alter table intake_drop add column unchanged bigint not null default 0;
alter table intake_drop add column sorted integer not null default 0 check (sorted = 0 or state <> 'releasing');
alter table intake_drop add column moves_to text;
create index intake_drop_moves on intake_drop (system, receipt_id) where moves_to is not null;

-- A drop that is a system's whole stock; numbered in the order in which they were opened. First what would vanish is counted
-- (phase "judge"), then the differences become work ("records"), then what vanished is put into review ("sweep").
create table dump (
  receipt_id text primary key,
  system text not null,
  number bigint not null,
  phase text not null,
  walked bigint not null,
  present bigint not null,
  vanished bigint not null,
  returned bigint not null,
  unnumbered bigint not null,
  complete integer not null,
  newest_version text,
  waived text not null,
  by_name integer not null,
  limit_percent bigint,
  limit_rows bigint,
  limit_free bigint not null
) ${clustered};

-- Of each system: how many numbers are given to dumps, and which one was decided last.
create table dump_order (
  system text primary key,
  given bigint not null,
  decided bigint not null,
  newest_version text,
  name text
) ${clustered};

-- The rows of a system's stocks, in the order in which they were met first, so that a stock that comes in the same order
-- every night touches few pages. State 0: met, but nothing of it was accepted; 1: present; 2: vanished. "dump" is the newest
-- one that the row stood in, "review" the record that is in review since the row vanished.
create table stock (
  system text not null,
  number bigint not null,
  row_key text not null,
  dump bigint not null,
  content text not null,
  state integer not null,
  review text,
  primary key (system, number)
) ${clustered};
create unique index stock_row on stock (row_key);

-- By which rule a message would have gone, were its system not in shadow mode.
alter table withheld add column would text;

-- What would have been asked and sent by systems in shadow mode: how often a day (days since 1970).
create table shadow_count (
  system text not null,
  day bigint not null,
  what text not null,
  value bigint not null,
  primary key (system, day, what)
) ${clustered};
