-- Several nodes on one ledger. An incarnation says whose it is, how many batches it committed (a commit that nobody
-- answered is looked up by that number), and when it was last seen; a claim says who holds it.
alter table incarnation add column node text not null default '';
alter table incarnation add column batch bigint not null default 0;
alter table incarnation add column seen_at bigint not null default 0;

alter table task add column holder text not null default '';
alter table letter add column holder text not null default '';
