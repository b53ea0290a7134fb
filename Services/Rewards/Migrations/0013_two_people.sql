-- Whether a change of what is paid takes two people (A2).
alter table rewards.policies add column two_people_for_amounts boolean not null default false;
