-- What became of a letter is forgotten by its age; one that still waits is not.
create index letters_by_age on notifications.letters (written_at) where state <> 'pending';
