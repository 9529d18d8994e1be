-- What a later version may do to a schema on which this one still runs: add, with defaults, and nothing else.
alter table task add column later_word text not null default '';
alter table letter add column later_word text not null default '';
alter table record add column later_word text;
alter table intake_drop add column later_count bigint not null default 0;
alter table incarnation add column later_word text not null default '';
alter table lease add column later_word text not null default '';
create table later_thing (
  id text primary key,
  content ${bytes}
) ${clustered};
create index later_task on task (system, received_at);
