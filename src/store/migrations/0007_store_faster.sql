-- Every stored message checked these against rows that are there by construction and never deleted: a key
-- belongs to a community, and both are read before a message is scored; a worker registers its pipeline before
-- it scores. Each check is a query of its own, and all messages locked the same few rows for it.
alter table messages drop constraint messages_community_id_fkey, drop constraint messages_created_by_fkey;
alter table scores drop constraint scores_pipeline_id_fkey;

-- An answer of some 4 kB was compressed and moved out of line; both cost more time than the place is worth.
alter table decisions set (toast_tuple_target = 8160);
