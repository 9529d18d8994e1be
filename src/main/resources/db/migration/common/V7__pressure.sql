-- What goes first: 0 before 1. A record has it from what it says (a correction, a revocation) or does (the feared set
-- grows); its tasks and letters have it from the record.
alter table record add column priority integer not null default 1;
alter table task add column priority integer not null default 1;
alter table letter add column priority integer not null default 1;

-- A claim is one range of an index, in order, however much is open: per system, what goes first, and lane by lane, so that
-- a million tasks that wait for one endpoint are not even looked at while others are taken. task_due and letter_due stay
-- for nodes of an older version.
create index task_claim on task (queue, system, state, priority, lane, due_at, record_id);
create index letter_claim on letter (channel, system, state, priority, due_at, id) where open = 1;

-- Which lanes there are, and what is taken although its lane is down.
create index task_lane on task (lane, queue, system, wake_at, record_id) where lane <> '';

-- What is in somebody's hand: at a start and once a minute it is looked through.
create index task_claimed on task (lease_until) where state = 'claimed';
create index letter_claimed on letter (lease_until) where state = 'claimed';
