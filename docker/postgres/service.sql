-- One service: its schema, the role that owns it and runs migrations, and the role that the service logs in with, which
-- owns nothing. Included by roles.sql with the variable `service` set.

\set owner :service '_owner'
\set login :service '_service'
\set owner_password `cat "$COOPT_POSTGRES_PASSWORDS_DIR"/:owner`
\set login_password `cat "$COOPT_POSTGRES_PASSWORDS_DIR"/:login`

select format('create role %I', name)
from unnest(array[:'owner', :'login']) as name
where not exists (select from pg_roles where rolname = name) \gexec

alter role :"owner" with
  login nosuperuser nocreatedb nocreaterole noinherit noreplication nobypassrls password :'owner_password';
alter role :"login" with
  login nosuperuser nocreatedb nocreaterole noinherit noreplication nobypassrls password :'login_password';

grant connect on database coopt to :"owner", :"login";

create schema if not exists :"service" authorization :"owner";
revoke all on schema :"service" from public;
grant usage on schema :"service" to :"login";

-- One service must not use up the server's connections: ten processes of eight each, and two more while they are replaced.
alter role :"login" with connection limit :service_connections;
alter role :"owner" with connection limit 8;

-- What the server writes to its log of a statement that fails has no row in it, and no value.
alter role :"login" in database coopt set log_error_verbosity = terse;
alter role :"owner" in database coopt set log_error_verbosity = terse;

-- What a migration creates, the service may use; a migration takes back what is too much (the ledger's UPDATE).
alter default privileges for role :"owner" in schema :"service"
  grant select, insert, update, delete on tables to :"login";
alter default privileges for role :"owner" in schema :"service"
  grant usage on sequences to :"login";
alter default privileges for role :"owner"
  revoke execute on functions from public;
alter default privileges for role :"owner" in schema :"service"
  grant execute on functions to :"login";

-- The owner migrates: it waits for a lock for seconds only, since whoever waits for DDL makes all others wait behind it.
alter role :"owner" in database coopt set search_path = :"service";
alter role :"owner" in database coopt set lock_timeout = '5s';
alter role :"owner" in database coopt set statement_timeout = '10min';
alter role :"owner" in database coopt set idle_in_transaction_session_timeout = '1min';

-- The service decides in milliseconds: what takes this long is stuck, and ends so that others go on.
alter role :"login" in database coopt set search_path = :"service";
alter role :"login" in database coopt set lock_timeout = '10s';
alter role :"login" in database coopt set statement_timeout = '30s';
alter role :"login" in database coopt set idle_in_transaction_session_timeout = '30s';
