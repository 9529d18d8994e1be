-- Whether a person has earlier letters to the same place that are still open is asked for each letter that is to be
-- claimed. PostgreSQL at times took whichever index over open letters was the smallest, and walked through all of it. What says
-- "open > 0" can go by this one only; what says "open = 1", as older nodes do, can go by it too.
create index letter_earlier on letter (person_id, destination, id) where open > 0;
drop index letter_order;
