-- How much of a revision's text is English, without which its stored scores cannot be decided again.
-- Everything from before was scored and decided as English.
alter table revisions
  add column english text not null default 'all' check (english in ('all', 'unsure', 'part', 'none'));
