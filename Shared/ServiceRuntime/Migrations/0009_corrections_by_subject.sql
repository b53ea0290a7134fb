-- Who decided about one thing: pages that show it ask so, of a trail that is long by then.
create index corrections_by_subject on corrections (subject, at, correction_id);
