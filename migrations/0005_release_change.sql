-- What a release changed against the one before, counted once: when it is made.

create table release_change (
    release_id       integer primary key references release,
    catalog_changed  boolean not null,
    plans_added      integer not null check (plans_added >= 0),
    plans_changed    integer not null check (plans_changed >= 0),
    plans_removed    integer not null check (plans_removed >= 0),
    added            integer not null check (added >= 0),
    changed          integer not null check (changed >= 0),
    withdrawn        integer not null check (withdrawn >= 0)
);
comment on table release_change is 'What a release changed against the one before';
comment on column release_change.catalog_changed is 'Whether the catalogue is another; false for the first release';
comment on column release_change.plans_added is 'Plans that the release before did not have';
comment on column release_change.plans_changed is 'Plans read anew with another content';
comment on column release_change.plans_removed is 'Plans that the release before had and this one has not';
comment on column release_change.added is 'Observations that the release before did not have';
comment on column release_change.changed is 'Observations with another content; their place in the list is no content';
comment on column release_change.withdrawn is 'Observations that the release before had and this one has not';

-- What an observation says, field by field, named as answers name it: what versions are compared by. Its
-- place in the list is no content, and what is searched follows from the rest.
create view observation_statement as
select observation.revision_id, observation.id, observation.region_id, observation.kind, observation.indicator_id,
       to_jsonb(said) as said
from observation
cross join lateral (
    select kind, origin, label, indicator_id, period_start || '-' || period_end as period, year,
           trim_scale(coalesce(canonical_value, value)) as value,
           trim_scale(case when canonical_value is null then value_high else canonical_high end) as value_high,
           case when canonical_value is null then unit else canonical_unit end as unit,
           comparator, measure, status, attribute,
           value::text as printed_value, value_high::text as printed_value_high,
           unit as printed_unit, text as printed_text, rule as words_mean,
           line, page, span_start, span_end, quote, section_id as section, section_title,
           table_id as "table", table_role, row_no, row_group, row_category, cell, cell_text,
           read_by as rule, confidence, flags, correction
) said;
comment on view observation_statement is 'What an observation says in a revision, as one object: what versions are compared by';

-- Releases made before this table.
insert into release_change
select release.id,
       coalesce(release.catalog_sha256 <> before.catalog_sha256, false),
       coalesce(step.plans_added, 0), coalesce(step.plans_changed, 0), coalesce(step.plans_removed, 0),
       coalesce(step.added, 0), coalesce(step.changed, 0), coalesce(step.withdrawn, 0)
from release
left join release before on before.id = release.id - 1
left join (
    select coalesce(new.release_from, old.release_to) as release_id,
           count(*) filter (where old.id is null) as plans_added,
           count(*) filter (where old.id is not null and new.id is not null) as plans_changed,
           count(*) filter (where new.id is null) as plans_removed,
           sum(difference.added) as added, sum(difference.changed) as changed,
           sum(difference.withdrawn) as withdrawn
    from plan_revision new
    full join (select * from plan_revision where release_to is not null) old
        on old.plan_id = new.plan_id and old.release_to = new.release_from
    cross join lateral (
        select count(*) filter (where before.id is null) as added,
               count(*) filter (where after.id is null) as withdrawn,
               count(*) filter (where after.id is not null and before.id is not null) as changed
        from (select * from observation_statement where revision_id = new.id) after
        full join (select * from observation_statement where revision_id = old.id) before
            on before.id = after.id
        where before.said is distinct from after.said
    ) difference
    group by 1
) step on step.release_id = release.id;
