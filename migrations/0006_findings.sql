-- What the checks find, computed at a load. A finding is about one plan but also depends on others (a city's on its
-- districts, a review on the plan before), so it has a span of releases of its own.

create table finding (
    id            text collate "C" not null constraint finding_id_check check (id ~ '^[0-9a-f]{16}$'),
    release_from  integer not null constraint finding_release_from_fkey references release,
    release_to    integer constraint finding_release_to_fkey references release,
    plan_id       text not null constraint finding_plan_id_fkey references plan,
    region_id     text collate "C" not null constraint finding_region_id_fkey references region,
    period_start  integer not null,
    period_end    integer not null,
    indicator_id  text collate "C" not null constraint finding_indicator_id_fkey references indicator,
    kind          text collate "C" not null constraint finding_kind_check check (kind ~ '^[a-z_]+$'),
    severity      integer not null constraint finding_severity_check check (severity between 1 and 3),
    body          jsonb not null,
    content       text not null constraint finding_content_check check (content ~ '^[0-9a-f]{64}$'),
    constraint finding_pkey primary key (id, release_from),
    constraint finding_releases check (release_to > release_from)
);
comment on table finding is 'Figures of a plan that a reader should see side by side, with the arithmetic between them';
comment on column finding.id is 'From plan, kind, indicator and the ids of the observations compared';
comment on column finding.release_from is 'First release it was found in';
comment on column finding.release_to is 'First release it is no longer found in, or no longer the same; null while it is';
comment on column finding.period_start is 'The plan''s';
comment on column finding.kind is 'growth_against_levels, table_against_text, …';
comment on column finding.severity is '1 notice, 2 caution, 3 conflict';
comment on column finding.body is 'The whole finding';
comment on column finding.content is 'Hash of body, to tell whether a later load finds the same';

create index finding_region on finding (region_id, id);
create index finding_indicator on finding (indicator_id, region_id, id);
create index finding_severity on finding (severity, region_id, id);
create index finding_plan on finding (plan_id) where release_to is null;
-- Findings are wide, and most questions count all of a release; the gravest first, by region.
create index finding_release on finding (release_from, release_to);
create index finding_gravest on finding (severity desc, region_id, id);
