-- Plans, their figures, and the releases they are read through.
--
-- A release is one immutable state of the data set. A plan (region × period) has one revision for each
-- content it was loaded with; a revision counts from `release_from` until before `release_to`. So a
-- read "as of release N" (N is usually the newest) is, everywhere:
--
--     from observation join plan_revision revision on revision.id = observation.revision_id
--     where revision.release_from <= N and (revision.release_to is null or revision.release_to > N)
--
-- Rows of a revision are written once and never changed. Enumerations are checked text: they read the
-- same in SQL, JSON and Rust.

create table catalog_version (
    sha256      text primary key check (sha256 ~ '^[0-9a-f]{64}$'),
    regions     jsonb not null,
    domains     jsonb not null,
    indicators  jsonb not null
);
comment on table catalog_version is 'The catalogues as they were at a load, whole, so that an old release is answered with its own names and units';
comment on column catalog_version.sha256 is 'Of the three lists as JSON, lower-case hex';
comment on column catalog_version.regions is 'All regions in catalogue order';
comment on column catalog_version.domains is 'What indicators are grouped by, in catalogue order';
comment on column catalog_version.indicators is 'All indicators in catalogue order';

create table release (
    id              integer primary key check (id > 0),
    created_at      timestamptz not null default now(),
    content_sha256  text not null check (content_sha256 ~ '^[0-9a-f]{64}$'),
    catalog_sha256  text not null references catalog_version,
    plans           integer not null check (plans >= 0),
    targets         integer not null check (targets >= 0),
    actuals         integer not null check (actuals >= 0)
);
comment on table release is 'One immutable state of the data set; the greatest id is the current one';
comment on column release.id is '1, 2, 3, … without gaps';
comment on column release.content_sha256 is 'Of the content of all plans in the release and of the catalogue; the same content as an earlier release has the same hash';
comment on column release.plans is 'Plans in this release, changed or not';
comment on column release.targets is 'Observations of kind target in this release';
comment on column release.actuals is 'Observations of kind actual in this release';

create table region (
    id          text primary key check (id ~ '^[a-z][a-z0-9_]*$'),
    name_zh     text not null,
    name_en     text not null,
    aliases     text[] not null default '{}',
    level       text not null check (level in ('city', 'district', 'zone')),
    parent_id   text references region deferrable initially deferred,
    position    integer not null,
    in_catalog  boolean not null default true
);
comment on table region is 'Divisions and development zones, as in the newest catalogue; catalog_version has the older ones';
comment on column region.parent_id is 'The region above; null for a city';
comment on column region.position is 'Place in the catalogue, from 0: a parent before its children';
comment on column region.in_catalog is 'False for a region that only older releases know';

create table region_code (
    code        text not null check (code ~ '^[0-9]{6}$'),
    region_id   text not null references region on delete cascade,
    valid_from  integer,
    valid_to    integer,
    note        text,
    primary key (code, region_id),
    check (valid_to >= valid_from)
);
comment on table region_code is 'Official codes of GB/T 2260';
comment on column region_code.valid_from is 'First year the code held; null where unknown or since the standard began';
comment on column region_code.valid_to is 'Last year the code held; null while it holds';
comment on column region_code.note is 'What the code covers where that is not the whole region; else null';

create table indicator (
    id             text primary key check (id ~ '^[a-z][a-z0-9_]*$'),
    name_zh        text not null,
    name_en        text not null,
    aliases        text[] not null default '{}',
    unit           text,
    domain         text not null,
    direction      text not null check (direction in ('higher', 'lower', 'neutral')),
    growth_of      text references indicator deferrable initially deferred,
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
comment on column indicator.growth_of is 'For a growth indicator (gdp_growth): the level it is the growth of (gdp); else null';
comment on column indicator.distinct_from is 'Ids it must not be mixed with';
comment on column indicator.related is 'Ids that say something similar where this one is missing';
comment on column indicator.position is 'Place in the catalogue, from 0, which is the order answers use';
comment on column indicator.in_catalog is 'False for an indicator that only older releases know';

create table plan (
    id            text primary key,
    region_id     text not null references region,
    period_start  integer not null check (period_start between 1900 and 2200),
    period_end    integer not null check (period_end between 1900 and 2200),
    unique (region_id, period_start, period_end),
    check (period_end >= period_start),
    check (id = region_id || '-' || period_start || '-' || period_end)
);
comment on table plan is 'One region''s plan for one period';
comment on column plan.id is 'region-first-last: jiangan-2021-2025';
comment on column plan.period_start is 'First year, included';
comment on column plan.period_end is 'Last year, included';

create table document (
    sha256    text primary key check (sha256 ~ '^[0-9a-f]{64}$'),
    bytes     bigint not null check (bytes >= 0),
    encoding  text not null
);
comment on table document is 'A text that a plan was read from; its file name and title are the revision''s';
comment on column document.sha256 is 'Of the bytes as given, lower-case hex: the document''s id';
comment on column document.bytes is 'Size as given';
comment on column document.encoding is 'UTF-8, UTF-16LE, GB18030, …';

create table plan_revision (
    id               integer generated always as identity primary key,
    plan_id          text not null references plan,
    region_id        text not null references region,
    period_start     integer not null,
    period_end       integer not null,
    document_sha256  text not null references document,
    file             text not null,
    title            text not null,
    base_year        integer not null check (base_year between 1900 and 2200),
    horizon          integer check (horizon between 1900 and 2200),
    adopted          date,
    content_sha256   text not null check (content_sha256 ~ '^[0-9a-f]{64}$'),
    release_from     integer not null references release,
    release_to       integer references release,
    targets          integer not null check (targets >= 0),
    actuals          integer not null check (actuals >= 0),
    warnings         jsonb not null default '[]',
    unique (plan_id, release_from),
    check (release_to > release_from),
    check (base_year < period_end),
    check (horizon >= period_end),
    check (period_end >= period_start)
);
create unique index plan_revision_current on plan_revision (plan_id) where release_to is null;
comment on table plan_revision is 'What was read from a plan''s document, as loaded at release_from';
comment on column plan_revision.id is 'Internal; not for citation';
comment on column plan_revision.region_id is 'The plan''s';
comment on column plan_revision.period_start is 'The plan''s first year';
comment on column plan_revision.period_end is 'The plan''s last year';
comment on column plan_revision.file is 'File name without folders: jiangan.txt';
comment on column plan_revision.title is 'As the document prints it';
comment on column plan_revision.base_year is 'The year targets are measured from';
comment on column plan_revision.horizon is 'Year of the long-range objectives; null where the document has none';
comment on column plan_revision.adopted is 'Null where the text states no date';
comment on column plan_revision.content_sha256 is 'Of everything stored for the revision; equal content is not loaded again';
comment on column plan_revision.release_from is 'First release it is part of';
comment on column plan_revision.release_to is 'First release it is no longer part of; null while current';
comment on column plan_revision.warnings is 'What could not be read: [{"line": 12, "message": "…"}], line null where it concerns the whole document';

create table section (
    revision_id  integer not null references plan_revision,
    id           text not null,
    position     integer not null,
    level        integer not null check (level between 1 and 9),
    number       text,
    title        text not null,
    line         integer not null check (line > 0),
    end_line     integer not null,
    primary key (revision_id, id),
    check (end_line >= line)
);
comment on table section is 'The outline: chapters, sections, boxes';
comment on column section.id is 'Place in the outline: 1, 1.4, box3';
comment on column section.position is 'Order in the document, from 0';
comment on column section.level is '1 chapter, 2 section, 3 subsection; a box has one more than its surroundings';
comment on column section.number is 'As printed (第四节); null where the heading has none';
comment on column section.line is 'Of the heading, 1-based';
comment on column section.end_line is 'Last line, included';

create table plan_table (
    revision_id   integer not null references plan_revision,
    id            text not null,
    position      integer not null,
    role          text not null check (role in ('targets', 'review')),
    title         text,
    period_start  integer not null check (period_start between 1900 and 2200),
    period_end    integer not null check (period_end between 1900 and 2200),
    section_id    text,
    line          integer not null check (line > 0),
    primary key (revision_id, id),
    foreign key (revision_id, section_id) references section,
    check (period_end >= period_start)
);
comment on table plan_table is 'Indicator tables (主要指标) of a document';
comment on column plan_table.id is 't1, t2, …';
comment on column plan_table.position is 'Order in the document, from 0';
comment on column plan_table.role is 'targets: this plan''s; review: how the plan before it was fulfilled';
comment on column plan_table.title is 'Null where none is printed';
comment on column plan_table.period_start is 'First year of the period its targets are for: in a review table, of the one before the plan''s';
comment on column plan_table.section_id is 'Null where it stands in no section';
comment on column plan_table.line is 'Of the first header cell, 1-based';

create table table_row (
    revision_id    integer not null,
    table_id       text not null,
    position       integer not null,
    line           integer not null check (line > 0),
    no             text,
    category       text,
    group_label    text,
    label          text not null,
    unit           text,
    attribute      text check (attribute in ('binding', 'expected')),
    base           text,
    target         text,
    growth         text,
    actual         text,
    actual_growth  text,
    primary key (revision_id, table_id, position),
    foreign key (revision_id, table_id) references plan_table
);
comment on table table_row is 'Rows of the indicator tables, cells as printed; null where a cell is empty, absent or a dash';
comment on column table_row.position is 'Order in the table, from 0';
comment on column table_row.line is 'The row begins on it, 1-based';
comment on column table_row.no is 'Printed number, carried down to sub-rows';
comment on column table_row.category is 'Category cell, carried down';
comment on column table_row.group_label is 'Label of the parent row where this is a sub-row; else null';
comment on column table_row.base is 'Value of the base year';
comment on column table_row.target is 'Value planned for the last year';
comment on column table_row.growth is 'Planned growth a year, or in brackets the cumulative change';
comment on column table_row.actual is 'Review tables: value reached';
comment on column table_row.actual_growth is 'Review tables: growth reached';

create table observation (
    id               text not null check (id ~ '^[0-9a-f]{16}$'),
    revision_id      integer not null references plan_revision,
    position         integer not null check (position >= 0),
    region_id        text not null references region,
    period_start     integer not null check (period_start between 1900 and 2200),
    period_end       integer not null check (period_end between 1900 and 2200),
    kind             text not null check (kind in ('target', 'actual')),
    origin           text not null check (origin in ('table', 'prose')),
    label            text not null check (label <> ''),
    indicator_id     text references indicator,
    value            numeric,
    value_high       numeric,
    unit             text,
    canonical_value  numeric,
    canonical_high   numeric,
    canonical_unit   text,
    text             text,
    rule             text check (rule in ('set_by_parent', 'in_step_with_gdp', 'met')),
    status           text not null check (status in ('stated', 'delegated', 'relative', 'qualitative')),
    comparator       text not null check (comparator in ('eq', 'ge', 'gt', 'le', 'lt', 'approx')),
    measure          text not null check (measure in ('level', 'cumulative', 'annual_growth', 'change', 'ratio_multiple')),
    year             integer check (year between 1900 and 2200),
    attribute        text check (attribute in ('binding', 'expected')),
    line             integer not null check (line > 0),
    line_start       integer check (line_start >= 0),
    line_end         integer check (line_end >= line_start),
    span_start       integer not null check (span_start >= 0),
    span_end         integer not null,
    quote            text not null check (quote <> ''),
    section_id       text,
    section_title    text,
    table_id         text,
    table_role       text check (table_role in ('targets', 'review')),
    row_position     integer,
    row_no           text,
    row_group        text,
    row_category     text,
    cell             text check (cell in ('base', 'target', 'growth', 'actual', 'actual_growth')),
    cell_text        text,
    read_by          text,
    confidence       double precision not null check (confidence between 0 and 1),
    flags            text[] not null default '{}',
    search_text      text not null,
    search_grams     text[] not null,
    primary key (id, revision_id),
    foreign key (revision_id, section_id) references section,
    foreign key (revision_id, table_id) references plan_table,
    foreign key (revision_id, table_id, row_position) references table_row,
    check (period_end >= period_start),
    check ((value is null) <> (text is null)),
    check (value is not null or value_high is null),
    check (value_high >= value),
    check (value is null or rule is null),
    check (status = case when value is not null then 'stated'
                         when rule = 'set_by_parent' then 'delegated'
                         when rule = 'in_step_with_gdp' then 'relative'
                         else 'qualitative' end),
    check (canonical_value is null or (value is not null and indicator_id is not null)),
    check ((canonical_high is null) or (canonical_value is not null and value_high is not null)),
    check (canonical_high >= canonical_value),
    check (span_end > span_start),
    check (char_length(quote) = span_end - span_start),
    check (line_start is null or (span_start >= line_start and span_end <= line_end)),
    check ((table_id is null) = (table_role is null)),
    check (row_position is null or table_id is not null)
);
comment on table observation is 'One thing a document says about its region: a figure, or a goal in words';
comment on column observation.id is 'Same document, same place: same id, in every revision. For citation';
comment on column observation.position is 'Order in the parsed plan, from 0: tables and running text as the document has them';
comment on column observation.region_id is 'The plan''s';
comment on column observation.period_start is 'First year of the period the statement belongs to: the table''s where it stands in one (in a review table the period before the plan''s), else the plan''s. The plan''s own is in plan_revision';
comment on column observation.period_end is 'Last year of that period';
comment on column observation.kind is 'target: a commitment; actual: an achieved or estimated figure';
comment on column observation.label is 'What is measured, in the document''s words';
comment on column observation.indicator_id is 'Null where the catalogue has none';
comment on column observation.value is 'As printed, in unit: 1.56 for 1.56万亿元; null where the goal is in words, which text holds';
comment on column observation.value_high is 'Upper end of a range, in unit; null where there is none';
comment on column observation.unit is 'As printed; null where none is';
comment on column observation.canonical_value is 'value in canonical_unit; null without value or indicator';
comment on column observation.canonical_high is 'value_high in canonical_unit';
comment on column observation.canonical_unit is 'level and cumulative: the indicator''s unit (null for a bare number). annual_growth: %. ratio_multiple: 倍. change: the indicator''s unit where the printed one converts to it, else as printed (% or 百分点). Null with canonical_value';
comment on column observation.text is 'A goal in words (完成市下达目标); null where there is a value';
comment on column observation.rule is 'What the words mean; null where there is a value or the words are none of the known';
comment on column observation.status is 'stated: has a value. Without one, by rule: delegated (set_by_parent), relative (in_step_with_gdp), else qualitative';
comment on column observation.comparator is 'How the value bounds the thing: = ≥ > ≤ < ~';
comment on column observation.measure is 'level: in the year. cumulative: total over the period. annual_growth: % a year. change: by so much over the period. ratio_multiple: 翻一番 is 2';
comment on column observation.year is 'The year the value holds or ends; null where not stated';
comment on column observation.attribute is 'binding 约束性, expected 预期性; null where not said';
comment on column observation.line is 'Source line of the number, 1-based';
comment on column observation.line_start is 'Character offset of the line in the decoded source; null where the parsed plan does not say';
comment on column observation.line_end is 'Character offset of the end of the line';
comment on column observation.span_start is 'Character offset of the quote in the decoded source';
comment on column observation.span_end is 'End of the quote, excluded';
comment on column observation.quote is 'Verbatim: the shortest clause that carries the figure';
comment on column observation.section_id is 'Null where it stands in no section';
comment on column observation.section_title is 'Title of that section';
comment on column observation.table_id is 'Null in running text';
comment on column observation.table_role is 'Role of that table';
comment on column observation.row_position is 'Row of that table; null in running text';
comment on column observation.row_no is 'Printed number of the row';
comment on column observation.row_group is 'Label of the parent row where the row is a sub-row';
comment on column observation.row_category is 'Category cell of the row';
comment on column observation.cell is 'Which cell of the row; null in running text';
comment on column observation.cell_text is 'That cell as printed: 8左右, [1.89]';
comment on column observation.read_by is 'The parser''s rule; null where written by hand';
comment on column observation.confidence is '0 to 1';
comment on column observation.flags is 'Doubts: digit_lost, unit_guessed, wrapped, …';
comment on column observation.search_text is 'Label, group, category, words, quote and section title, folded (NFKC, lower case, no white space), separated by line feeds';
comment on column observation.search_grams is 'Every two neighbouring characters of a field of search_text, each pair once; so that two-character words are found by the index';

-- Compare asks by indicator, then region. Only one index may begin with the region: a second one led
-- generic plans of compare astray.
create index observation_indicator on observation (indicator_id, region_id, kind);
create index observation_region on observation (region_id, kind);
create index observation_line on observation (revision_id, line);
create index observation_grams on observation using gin (search_grams);
