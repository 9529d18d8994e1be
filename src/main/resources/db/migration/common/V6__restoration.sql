-- A ledger that is older than what it acknowledged: put back from a backup, or behind a server that lost changes.
-- Letters of records received until then wait for a person's word, because they may have gone out already.
create table restoration (
  incarnation text primary key,
  found_at bigint not null,
  why text not null,
  backup text,
  known_until bigint not null,
  guards_until bigint not null,
  ended_by text
) ${clustered};

create index letter_restored on letter (system, destination, id) where fault = 'NG-512';

-- The oldest code, by the number of its newest script, that may run on this schema. A script that takes something away
-- raises it.
insert into meta (name, value) values ('schema.oldest-code', '1') on conflict (name) do nothing;
