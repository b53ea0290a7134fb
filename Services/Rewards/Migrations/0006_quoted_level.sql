-- The level that a hire's bonus was quoted for (W1, R7). Null for hires of before: theirs is the one with the quoted amount.
alter table rewards.hires
  add column quoted_level text,
  add constraint hires_quoted_level_known check (quoted_level in ('beginner', 'confirmed', 'expert'));
