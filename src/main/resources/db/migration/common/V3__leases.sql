-- What one node at a time may do, and until when it has said so; and what operators want to know of a node. "alone" is 1
-- for a node that keeps something to itself which others would need.
create table lease (
  name text primary key,
  holder text not null,
  fence bigint not null,
  until_at bigint not null
) ${clustered};

alter table incarnation add column version text not null default '';
alter table incarnation add column alone integer not null default 0;
alter table incarnation add column stopped_at bigint;
