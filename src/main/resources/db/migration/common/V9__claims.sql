-- The index over all open letters answers how old the oldest is, and nothing else. PostgreSQL took it, because it is the
-- smallest, to look for one person's earlier letters, and walked through all of it for each letter that was to be claimed. What
-- does not say that it goes by this time cannot take it any more.
drop index letter_open;
create index letter_open on letter (created_at) where open = 1 and created_at > 0;
