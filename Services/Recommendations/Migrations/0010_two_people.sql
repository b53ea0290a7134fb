-- Above which quote a hire is attributed by hand by two people only (A2); null: by one, whatever it pays.
alter table recommendations.policies
  add column two_people_above_cents bigint,
  add constraint policies_two_people_above_not_negative check (two_people_above_cents >= 0);
