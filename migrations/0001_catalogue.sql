-- The catalogues: which regions and indicators there are. `region` and `indicator` are the newest ones, for joins
-- and filters; `catalog_version` keeps each catalogue whole, so that an old release is answered with its own.
--
-- Enumerations are checked text in all tables: they read the same in SQL, JSON and Rust. Every constraint and index
-- has a name, which is what an error message shows.

create table catalog_version (
    sha256      text constraint catalog_version_pkey primary key constraint catalog_version_sha256_check check (sha256 ~ '^[0-9a-f]{64}$'),
    regions     jsonb not null,
    domains     jsonb not null,
    indicators  jsonb not null
);
comment on table catalog_version is 'The catalogues as they were at a load, whole, so that an old release is answered with its own names and units';
comment on column catalog_version.sha256 is 'Of the three lists as JSON, lower-case hex';
comment on column catalog_version.regions is 'All regions in catalogue order';
comment on column catalog_version.domains is 'What indicators are grouped by, in catalogue order';
comment on column catalog_version.indicators is 'All indicators in catalogue order';

create table region (
    id          text constraint region_pkey primary key constraint region_id_check check (id ~ '^[a-z][a-z0-9_]*$'),
    name_zh     text not null,
    name_en     text not null,
    aliases     text[] not null default '{}',
    level       text not null constraint region_level_check check (level in ('nation', 'province', 'city', 'district', 'zone')),
    parent_id   text constraint region_parent_id_fkey references region deferrable initially deferred,
    position    integer not null,
    in_catalog  boolean not null default true
);
comment on table region is 'Divisions and development zones, as in the newest catalogue; catalog_version has the older ones';
comment on column region.parent_id is 'The region above; null for one that has none in the catalogue';
comment on column region.position is 'Place in the catalogue, from 0: a parent before its children';
comment on column region.in_catalog is 'False for a region that only older releases know';

create table region_code (
    code        text not null constraint region_code_code_check check (code ~ '^[0-9]{6}$'),
    region_id   text not null constraint region_code_region_id_fkey references region on delete cascade,
    valid_from  integer,
    valid_to    integer,
    note        text,
    constraint region_code_pkey primary key (code, region_id),
    constraint region_code_years check (valid_to >= valid_from)
);
comment on table region_code is 'Official codes of GB/T 2260';
comment on column region_code.valid_from is 'First year the code held; null where unknown or since the standard began';
comment on column region_code.valid_to is 'Last year the code held; null while it holds';
comment on column region_code.note is 'What the code covers where that is not the whole region; else null';

create table indicator (
    id             text constraint indicator_pkey primary key constraint indicator_id_check check (id ~ '^[a-z][a-z0-9_]*$'),
    name_zh        text not null,
    name_en        text not null,
    aliases        text[] not null default '{}',
    unit           text,
    domain         text not null,
    direction      text not null constraint indicator_direction_check check (direction in ('higher', 'lower', 'neutral')),
    growth_names   text[] not null default '{}',
    former_ids     text[] not null default '{}',
    distinct_from  text[] not null default '{}',
    related        text[] not null default '{}',
    definition     text,
    position       integer not null,
    in_catalog     boolean not null default true
);
comment on table indicator is 'What plans set figures for, as in the newest catalogue; catalog_version has the older ones';
comment on column indicator.unit is 'Canonical unit as printed in China (亿元, %, 微克/立方米); null for a bare number';
comment on column indicator.domain is 'economy, innovation, livelihood, ecology, safety, …';
comment on column indicator.direction is 'Which way is good';
comment on column indicator.growth_names is 'Names of its growth a year, as documents print them';
comment on column indicator.former_ids is 'Ids of indicators that this one has taken up';
comment on column indicator.distinct_from is 'Ids it must not be mixed with';
comment on column indicator.related is 'Ids that say something similar where this one is missing';
comment on column indicator.position is 'Place in the catalogue, from 0, which is the order answers use';
comment on column indicator.in_catalog is 'False for an indicator that only older releases know';
