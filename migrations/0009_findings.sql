-- What the checks find, computed when a plan is loaded.
--
-- A finding is about one plan, but also depends on others (a city's on its districts, a review on the plan
-- before), so it has a span of releases of its own, read like a revision's:
--
--     where release_from <= N and (release_to is null or release_to > N)
--
-- Rows are written once; only release_to is set when a later load no longer finds the same.

create table finding (
    id            text collate "C" not null check (id ~ '^[0-9a-f]{16}$'),
    release_from  integer not null references release,
    release_to    integer references release,
    plan_id       text not null references plan,
    region_id     text collate "C" not null references region,
    period_start  integer not null,
    period_end    integer not null,
    indicator_id  text collate "C" not null references indicator,
    kind          text collate "C" not null check (kind ~ '^[a-z_]+$'),
    severity      integer not null check (severity between 1 and 3),
    body          jsonb not null,
    content       text not null check (content ~ '^[0-9a-f]{64}$'),
    primary key (id, release_from),
    check (release_to > release_from)
);
create index finding_region on finding (region_id, id);
create index finding_indicator on finding (indicator_id, region_id, id);
create index finding_severity on finding (severity, region_id, id);
create index finding_plan on finding (plan_id) where release_to is null;
comment on table finding is 'Figures of a plan that a reader should see side by side, with the arithmetic between them';
comment on column finding.id is 'From plan, kind, indicator and the ids of the observations compared';
comment on column finding.release_from is 'First release it was found in';
comment on column finding.release_to is 'First release it is no longer found in, or no longer the same; null while it is';
comment on column finding.period_start is 'The plan''s';
comment on column finding.kind is 'growth_against_levels, table_against_text, …';
comment on column finding.severity is '1 notice, 2 caution, 3 conflict';
comment on column finding.body is 'The whole finding';
comment on column finding.content is 'Hash of body, to tell whether a later load finds the same';

create table release_checks (
    release_id  integer primary key references release,
    version     integer not null
);
comment on table release_checks is 'Releases whose plans were checked; those made by programs without checks are not here';
comment on column release_checks.version is 'Which rules; other rules make another release at the next load';
