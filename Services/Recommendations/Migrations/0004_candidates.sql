-- Who belongs to whom. No name, address or number is here: candidates are known by keyed hashes alone (R4, M9).

-- R2: a candidate has one owner, the first member who recommended them; after the validity, the next.
create table recommendations.candidates (
  candidate_id uuid not null,
  member_id uuid not null,
  attributed_at timestamptz not null,
  -- Null: for ever.
  expires_at timestamptz,
  policy_version integer not null,
  constraint candidates_pkey primary key (candidate_id),
  constraint candidates_policy_fkey foreign key (policy_version) references recommendations.policies,
  constraint candidates_expire_after_attribution check (expires_at > attributed_at)
);

-- R4: an e-mail address, a telephone number and a profile each name one candidate. Who decides about a key holds its row
-- until commit, so that the first commit wins. A row is there before its candidate is decided: hence the deferred check.
create table recommendations.candidate_keys (
  identity_key text not null,
  candidate_id uuid not null default '00000000-0000-0000-0000-000000000000',
  constraint candidate_keys_pkey primary key (identity_key),
  constraint candidate_keys_candidate_fkey foreign key (candidate_id) references recommendations.candidates
    deferrable initially deferred
);

create index candidate_keys_by_candidate on recommendations.candidate_keys (candidate_id);
