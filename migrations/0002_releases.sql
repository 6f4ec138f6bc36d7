-- Releases. A release is one immutable state of the data set. What was loaded (a revision of a plan, a finding) is
-- part of the releases from `release_from` until before `release_to`; the function `in_release` at the end of this file
-- says so, and every read as of a release asks it. Loaded rows are written once and never changed; a later load only
-- sets `release_to`.

create table release (
    id              integer constraint release_pkey primary key constraint release_id_check check (id > 0),
    created_at      timestamptz not null default now(),
    content_sha256  text not null constraint release_content_sha256_check check (content_sha256 ~ '^[0-9a-f]{64}$'),
    catalog_sha256  text not null constraint release_catalog_sha256_fkey references catalog_version,
    plans           integer not null constraint release_plans_check check (plans >= 0),
    targets         integer not null constraint release_targets_check check (targets >= 0),
    actuals         integer not null constraint release_actuals_check check (actuals >= 0),
    quality         text
);
comment on table release is 'One immutable state of the data set; the greatest id is the current one';
comment on column release.id is '1, 2, 3, … without gaps';
comment on column release.content_sha256 is 'Of the content of all plans in the release and of the catalogue; the same content as an earlier release has the same hash';
comment on column release.plans is 'Plans in this release, changed or not';
comment on column release.targets is 'Observations of kind target in this release';
comment on column release.actuals is 'Observations of kind actual in this release';
comment on column release.quality is 'How well its plans were read, as the program that made it measured (data/quality.json, as text so that it stays as written); null where it was not measured';

create table release_change (
    release_id       integer constraint release_change_pkey primary key constraint release_change_release_id_fkey references release,
    catalog_changed  boolean not null,
    plans_added      integer not null constraint release_change_plans_added_check check (plans_added >= 0),
    plans_changed    integer not null constraint release_change_plans_changed_check check (plans_changed >= 0),
    plans_removed    integer not null constraint release_change_plans_removed_check check (plans_removed >= 0),
    added            integer not null constraint release_change_added_check check (added >= 0),
    changed          integer not null constraint release_change_changed_check check (changed >= 0),
    withdrawn        integer not null constraint release_change_withdrawn_check check (withdrawn >= 0)
);
comment on table release_change is 'What a release changed against the one before';
comment on column release_change.catalog_changed is 'Whether the catalogue is another; false for the first release';
comment on column release_change.plans_added is 'Plans that the release before did not have';
comment on column release_change.plans_changed is 'Plans read anew with another content';
comment on column release_change.plans_removed is 'Plans that the release before had and this one has not';
comment on column release_change.added is 'Observations that the release before did not have';
comment on column release_change.changed is 'Observations with another content; their place in the list is no content';
comment on column release_change.withdrawn is 'Observations that the release before had and this one has not';

create table release_checks (
    release_id  integer constraint release_checks_pkey primary key constraint release_checks_release_id_fkey references release,
    version     integer not null
);
comment on table release_checks is 'Releases whose plans were checked; those made by programs without checks are not here';
comment on column release_checks.version is 'Which rules; other rules make another release at the next load';

-- The planner puts the body of such a function in its place, so indexes are used as if it were written out.
create function in_release(release_from integer, release_to integer, release integer) returns boolean
    language sql immutable parallel safe
    return release_from <= release and (release_to is null or release_to > release);
comment on function in_release is 'Whether what counts from release_from until before release_to (null: until today) is part of a release';
