-- Few messages come with a context; whoever reads the scores of all of them need not read all texts for it.
create index texts_with_context on texts (revision_id) where context is not null;
