-- The role the server works under: it reads every table and can do nothing else. It cannot log in;
-- the server logs in with the URL it is given and then takes this role.
--
-- Roles belong to the cluster, so another database may have made it already, or be making it at
-- this moment. An owner who may not create roles does without: the server then only marks its
-- transactions read-only.

do $$
begin
    if not exists (select from pg_roles where rolname = 'plan_targets_reader') then
        create role plan_targets_reader nologin nosuperuser nocreatedb nocreaterole noinherit;
    end if;
exception
    when duplicate_object or unique_violation then null;
    when insufficient_privilege then
        raise notice 'role plan_targets_reader not created: % may not create roles', current_user;
end
$$;

do $$
begin
    if not exists (select from pg_roles where rolname = 'plan_targets_reader') then
        return;
    end if;
    execute format('grant usage on schema %I to plan_targets_reader', current_schema());
    execute format('grant select on all tables in schema %I to plan_targets_reader', current_schema());
    execute format(
        'alter default privileges in schema %I grant select on tables to plan_targets_reader',
        current_schema()
    );
exception
    when insufficient_privilege then
        raise notice 'rights of plan_targets_reader not granted: %', sqlerrm;
end
$$;

-- A superuser may take any role; anyone else must be a member, since PostgreSQL 16 with the right to
-- set it, which making a role does not give. Another database's migration may be granting it at this
-- moment.
do $$
begin
    if exists (select from pg_roles where rolname = 'plan_targets_reader')
        and not pg_has_role(
            current_user,
            'plan_targets_reader',
            case when current_setting('server_version_num')::int >= 160000 then 'set' else 'member' end
        )
    then
        grant plan_targets_reader to current_user;
    end if;
exception
    when unique_violation or internal_error then null;
    when insufficient_privilege then
        raise notice '% cannot take the role plan_targets_reader: %', current_user, sqlerrm;
end
$$;

-- Before PostgreSQL 15 everybody may create tables in the schema public, and to this day
-- temporary ones in any database.
do $$
begin
    execute format('revoke create on schema %I from public', current_schema());
    execute format('revoke temporary on database %I from public', current_database());
exception
    when insufficient_privilege then
        raise notice 'rights of public are as they were: %', sqlerrm;
end
$$;
