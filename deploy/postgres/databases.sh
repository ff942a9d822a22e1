#!/bin/bash
# One database and two roles per service: <service>_owner may change tables (migrations), <service> only rows.
# Run by the image when the data volume is new. Safe to run again: it makes what is missing and sets the passwords.
set -euo pipefail

ask() { psql -qX -v ON_ERROR_STOP=1 --username "${POSTGRES_USER:-postgres}" "$@"; }

# What the file of the superuser says holds too, after a backup brought another password.
ask --dbname postgres -v password="$(</run/secrets/superuser)" <<<"ALTER ROLE CURRENT_USER PASSWORD :'password'"

# By default every role may connect to every database; here a role sees its own only.
ask --dbname postgres -c 'REVOKE CONNECT, TEMPORARY ON DATABASE postgres, template1 FROM PUBLIC'

for service in identity ideas experiments sharing; do
	ask --dbname postgres -v service="$service" -v owner="${service}_owner" \
		-v password="$(</run/secrets/"$service")" -v owner_password="$(</run/secrets/"${service}_owner")" <<-'SQL'
		SELECT format('CREATE ROLE %I LOGIN', name) FROM unnest(ARRAY[:'service', :'owner']) AS name
		WHERE NOT EXISTS (SELECT FROM pg_roles WHERE rolname = name) \gexec
		ALTER ROLE :"service" PASSWORD :'password';
		ALTER ROLE :"owner" PASSWORD :'owner_password';

		SELECT format('CREATE DATABASE %I OWNER %I', :'service', :'owner')
		WHERE NOT EXISTS (SELECT FROM pg_database WHERE datname = :'service') \gexec
		REVOKE ALL ON DATABASE :"service" FROM PUBLIC;
		GRANT CONNECT ON DATABASE :"service" TO :"service";

		\connect :"service"
		ALTER SCHEMA public OWNER TO :"owner";
		REVOKE ALL ON SCHEMA public FROM PUBLIC;
		GRANT USAGE ON SCHEMA public TO :"service";
		ALTER DEFAULT PRIVILEGES FOR ROLE :"owner" IN SCHEMA public
			GRANT SELECT, INSERT, UPDATE, DELETE ON TABLES TO :"service";
		ALTER DEFAULT PRIVILEGES FOR ROLE :"owner" IN SCHEMA public GRANT USAGE, SELECT ON SEQUENCES TO :"service";
	SQL
done
