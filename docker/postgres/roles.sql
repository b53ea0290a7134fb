-- The database, a schema and two roles for each service, and who may enter what. Run by psql as superuser, any number
-- of times: what is there already stays as it is, passwords are set again.
-- COOPT_POSTGRES_PASSWORDS_DIR names a directory with a file per login role.

\set ON_ERROR_STOP on

-- How many connections each service's login may have: more where it runs in more processes than ten, or with more than
-- COOPT_DATABASE_CONNECTIONS by default (psql --set service_connections=200).
\if :{?service_connections}
\else
\set service_connections 96
\endif

select 'create database coopt' where not exists (select from pg_database where datname = 'coopt') \gexec

-- Nobody connects anywhere unless told so below; the services' own passwords open no other database either.
revoke all on database coopt, postgres, template1 from public;

\connect coopt

revoke all on schema public from public;

-- Large objects belong to no schema: nobody needs any, and whoever may make some can fill the disk.
select format('revoke execute on function %s from public', oid::regprocedure)
from pg_proc
where pronamespace = 'pg_catalog'::regnamespace
  and proname in (
    'lo_creat', 'lo_create', 'lo_from_bytea', 'lo_import', 'lo_open', 'lo_put', 'lo_truncate', 'lo_truncate64', 'lo_unlink',
    'lowrite'
  )
order by 1 \gexec

-- Whoever may look into the books and the deliveries; people's own logins are made members of it.
select 'create role coopt_operators nologin'
where not exists (select from pg_roles where rolname = 'coopt_operators') \gexec

grant connect on database coopt to coopt_operators;

\set service members
\ir service.sql
\set service offers
\ir service.sql
\set service recommendations
\ir service.sql
\set service qualification
\ir service.sql
\set service rewards
\ir service.sql
\set service notifications
\ir service.sql
\set service webhooks
\ir service.sql

-- Operators read the public views of these three; which views those are, their migrations say.
grant usage on schema rewards, notifications, webhooks to coopt_operators;

-- What operators do by hand.
\ir operations.sql
