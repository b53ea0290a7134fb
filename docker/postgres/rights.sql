-- Who may do what with what is in the database, a line for each role and relation: `psql --file=docker/postgres/rights.sql`,
-- as a superuser, on the database `coopt`. docker/postgres/rights.txt declares it; a test holds the two against each other.
\pset format unaligned
\pset tuples_only on
\pset fieldsep ' '
select roles.rolname, relations.name, rights.words
from (select oid, rolname from pg_roles where rolname ~ '_(owner|service)$' or rolname in ('coopt_operators', 'console')) roles
cross join (
  select c.oid, c.relkind, n.nspname || '.' || c.relname as name
  from pg_class c
  join pg_namespace n on n.oid = c.relnamespace
  where n.nspname in ('members', 'offers', 'recommendations', 'qualification', 'rewards', 'notifications', 'webhooks', 'operations')
    and c.relkind in ('r', 'p', 'v', 'm')
) relations
cross join lateral (
  select string_agg(word || columns, ',' order by position) as words
  from unnest(array['select', 'insert', 'update', 'delete', 'truncate', 'references', 'trigger'])
    with ordinality as asked (word, position)
  cross join lateral (
    select case
      when has_table_privilege(roles.oid, relations.oid, word) then ''
      -- Of some columns alone: which.
      when word in ('select', 'insert', 'update', 'references') then (
        select '(' || string_agg(a.attname, '+' order by a.attnum) || ')'
        from pg_attribute a
        where a.attrelid = relations.oid and a.attnum > 0 and not a.attisdropped
          and has_column_privilege(roles.oid, relations.oid, a.attnum, word)
      )
    end as columns
  ) extent
  where columns is not null
) rights
-- An owner may do everything with what is its own, and nothing else: that needs no line of each.
where rights.words is not null
  and not (
    rights.words = 'select,insert,update,delete,truncate,references,trigger'
    and roles.rolname = split_part(relations.name, '.', 1) || '_owner'
  )
order by 1, 2;
