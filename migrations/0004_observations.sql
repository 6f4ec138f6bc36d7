-- Observations: the figures and goals in words that documents state; and how many there are of each kind.

create table observation (
    id               text not null constraint observation_id_check check (id ~ '^[0-9a-f]{16}$'),
    revision_id      integer not null constraint observation_revision_id_fkey references revision,
    position         integer not null constraint observation_position_check check (position >= 0),
    region_id        text not null constraint observation_region_id_fkey references region,
    period_start     integer not null constraint observation_period_start_check check (period_start between 1900 and 2200),
    period_end       integer not null constraint observation_period_end_check check (period_end between 1900 and 2200),
    kind             text not null constraint observation_kind_check check (kind in ('target', 'actual')),
    origin           text not null constraint observation_origin_check check (origin in ('table', 'prose')),
    label            text not null constraint observation_label_check check (label <> ''),
    indicator_id     text constraint observation_indicator_id_fkey references indicator,
    value            numeric,
    value_high       numeric,
    unit             text,
    canonical_value  numeric,
    canonical_high   numeric,
    canonical_unit   text,
    text             text,
    rule             text constraint observation_rule_check check (rule in ('set_by_parent', 'in_step_with_gdp', 'met')),
    status           text not null constraint observation_status_check check (status in ('stated', 'delegated', 'relative', 'qualitative')),
    comparator       text not null constraint observation_comparator_check check (comparator in ('eq', 'ge', 'gt', 'le', 'lt', 'approx')),
    measure          text not null constraint observation_measure_check check (measure in ('level', 'cumulative', 'annual_growth', 'change', 'ratio_multiple')),
    year             integer constraint observation_year_check check (year between 1900 and 2200),
    since            integer constraint observation_since_check check (since between 1900 and 2200),
    direction        text constraint observation_direction_check check (direction in ('up', 'down')),
    attribute        text constraint observation_attribute_check check (attribute in ('binding', 'expected')),
    line             integer not null constraint observation_line_check check (line > 0),
    line_start       integer constraint observation_line_start_check check (line_start >= 0),
    line_end         integer constraint observation_line_end_check check (line_end >= line_start),
    span_start       integer not null constraint observation_span_start_check check (span_start >= 0),
    span_end         integer not null,
    quote            text not null constraint observation_quote_check check (quote <> ''),
    section_id       text,
    section_title    text,
    table_id         text,
    table_role       text constraint observation_table_role_check check (table_role in ('targets', 'review', 'outcomes')),
    row_position     integer,
    row_no           text,
    row_group        text,
    row_category     text,
    cell             text constraint observation_cell_check check (cell in ('base', 'target', 'growth', 'actual', 'actual_growth')),
    cell_text        text,
    read_by          text,
    confidence       double precision not null constraint observation_confidence_check check (confidence between 0 and 1),
    flags            text[] not null default '{}',
    search_text      text not null,
    search_grams     text[] not null,
    correction       jsonb constraint observation_correction_check check (
        jsonb_typeof(correction -> 'reason') = 'string'
        and jsonb_typeof(correction -> 'set') = 'object'
        and jsonb_typeof(correction -> 'was') = 'object'
    ),
    page             integer constraint observation_page_check check (page >= 1),
    constraint observation_pkey primary key (id, revision_id),
    constraint observation_section_fkey foreign key (revision_id, section_id) references section,
    constraint observation_plan_table_fkey foreign key (revision_id, table_id) references plan_table,
    constraint observation_table_row_fkey foreign key (revision_id, table_id, row_position) references table_row,
    constraint observation_period check (period_end >= period_start),
    constraint observation_since_before_year check (since <= year),
    constraint observation_value_or_text check ((value is null) <> (text is null)),
    constraint observation_high_with_value check (value is not null or value_high is null),
    constraint observation_range check (value_high >= value),
    constraint observation_rule_without_value check (value is null or rule is null),
    constraint observation_status_fits check (status = case when value is not null then 'stated'
                         when rule = 'set_by_parent' then 'delegated'
                         when rule = 'in_step_with_gdp' then 'relative'
                         else 'qualitative' end),
    constraint observation_canonical_value check (
        canonical_value is null
        or (value is not null and (indicator_id is not null or correction is not null))
    ),
    constraint observation_canonical_high check (
        canonical_high is null
        or (canonical_value is not null and (value_high is not null or correction is not null))
    ),
    constraint observation_canonical_range check (canonical_high >= canonical_value),
    constraint observation_span check (span_end > span_start),
    constraint observation_quote_length check (char_length(quote) = span_end - span_start),
    constraint observation_span_in_line check (line_start is null or (span_start >= line_start and span_end <= line_end)),
    constraint observation_table_with_role check ((table_id is null) = (table_role is null)),
    constraint observation_row_in_table check (row_position is null or table_id is not null)
);
comment on table observation is 'One thing a document says about its region: a figure, or a goal in words';
comment on column observation.id is 'Same document, same place: same id, in every revision. For citation';
comment on column observation.position is 'Order in the parsed plan, from 0: tables and running text as the document has them';
comment on column observation.region_id is 'The plan''s';
comment on column observation.period_start is 'First year of the period the statement belongs to: the table''s where it stands in one (in a review table the period before the plan''s), else the plan''s. The plan''s own is in revision';
comment on column observation.period_end is 'Last year of that period';
comment on column observation.kind is 'target: a commitment; actual: an achieved or estimated figure';
comment on column observation.label is 'What is measured, in the document''s words';
comment on column observation.indicator_id is 'Null where the catalogue has none';
comment on column observation.value is 'As printed, in unit: 1.56 for 1.56万亿元; null where the goal is in words, which text holds';
comment on column observation.value_high is 'Upper end of a range, in unit; null where there is none';
comment on column observation.unit is 'As printed; null where none is';
comment on column observation.canonical_value is 'value in canonical_unit; null without value or indicator. Of a fall (direction down) negative, unless label or indicator name the fall itself. Where a person corrected the figure: the corrected one';
comment on column observation.canonical_high is 'value_high in canonical_unit, or its correction';
comment on column observation.canonical_unit is 'level and cumulative: the indicator''s unit (null for a bare number). annual_growth: %. ratio_multiple: 倍. change: the indicator''s unit where the printed one converts to it, else as printed (% or 百分点). A corrected figure without indicator: its own. Null with canonical_value';
comment on column observation.text is 'A goal in words (完成市下达目标); null where there is a value';
comment on column observation.rule is 'What the words mean; null where there is a value or the words are none of the known';
comment on column observation.status is 'stated: has a value. Without one, by rule: delegated (set_by_parent), relative (in_step_with_gdp), else qualitative';
comment on column observation.comparator is 'How the canonical value, else the value, bounds the thing: = ≥ > ≤ < ~. Where the canonical value of a fall is negative, turned: 下降3%以上 is ≤ −3';
comment on column observation.measure is 'level: in the year. cumulative: total over the period. annual_growth: % a year. change: by so much over the period. ratio_multiple: 翻一番 is 2';
comment on column observation.year is 'The year the value holds or ends; null where not stated';
comment on column observation.since is 'Year from which a growth, a change, a multiple or a total counts (增长5.6% of 2025 counts from 2024); null for a level and where the text does not say';
comment on column observation.direction is 'Whether the printed words say that the thing rises or falls (下降22.2%); null for a level and where they do not say. value stays as printed';
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
comment on column observation.search_text is 'Seven lines, each folded: label as it holds, label as read where that is another, words of the goal, quote, group, category, section title; a line is empty where there is none. Folded: NFKC, lower case, simplified characters, no white space or index marks';
comment on column observation.search_grams is 'Every character of a line of search_text, and every two neighbouring ones, each once';
comment on column observation.correction is 'What a person set, and why: {"reason": "…", "set": {"unit": "万名"}, "was": {"unit": "名"}, "by": null, "on": null, "file": "qiaokou.toml"}; set and was are empty where a person added the observation. Null where nobody did';
comment on column observation.page is 'Page of the document the figure stands on, 1-based; null where the format has no pages';

-- Only one index may begin with the region: the planner took a second one for a region and an indicator, and then read all
-- that each region says.
create index observation_indicator on observation (indicator_id, region_id, kind);
create index observation_region on observation (region_id, kind);
create index observation_line on observation (revision_id, line);

-- The orders rows are answered in, so that a page is read and not everything sorted: without `sort`, by label, and by
-- value, year, line and indicator both ways (rows without the key come last in either). Keys that few values share
-- are enough alone; of a year or a line there are too many rows to sort them by place.
create index observation_page on observation (kind, region_id collate "C", line, id);
-- Few observations have an attribute, so one of them by value would read nearly all values.
create index observation_of_attribute on observation
    (kind, attribute, coalesce(canonical_value, value) desc nulls last) where attribute is not null;
create index observation_of_label on observation (kind, label collate "C", region_id collate "C", line);
create index observation_value on observation (kind, coalesce(canonical_value, value));
create index observation_value_falling on observation (kind, coalesce(canonical_value, value) desc nulls last);
create index observation_of_year on observation (kind, year, region_id collate "C", line);
create index observation_of_year_falling on observation (kind, year desc nulls last, region_id collate "C", line);
create index observation_of_line on observation (kind, line, region_id collate "C");
create index observation_of_line_falling on observation (kind, line desc, region_id collate "C");
create index observation_of_indicator on observation (kind, indicator_id collate "C", region_id collate "C", line);
create index observation_of_indicator_falling on observation
    (kind, indicator_id collate "C" desc nulls last, region_id collate "C", line);

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
           comparator, measure, status, attribute, since, direction,
           value::text as printed_value, value_high::text as printed_value_high,
           unit as printed_unit, text as printed_text, rule as words_mean,
           line, page, span_start, span_end, quote, section_id as section, section_title,
           table_id as "table", table_role, row_no, row_group, row_category, cell, cell_text,
           read_by as rule, confidence, flags, correction
) said;
comment on view observation_statement is 'What an observation says in a revision, as one object: what versions are compared by';

-- What comparisons, series and checks compute with: they read every field of every statement of a plan on some indicators.
create table statement_list (
    revision_id   integer not null constraint statement_list_revision_id_fkey references revision,
    indicator_id  text collate "C" not null,
    statements    bytea not null,
    constraint statement_list_pkey primary key (revision_id, indicator_id)
);
comment on table statement_list is 'The observations of a revision on one indicator, again, as one value; written with the revision and never changed';
comment on column statement_list.indicator_id is 'Empty where the catalogue has none';
comment on column statement_list.statements is 'In document order, in the format of src/store/statement_list.rs';

create table availability (
    revision_id   integer not null constraint availability_revision_id_fkey references revision,
    region_id     text not null constraint availability_region_id_fkey references region,
    indicator_id  text constraint availability_indicator_id_fkey references indicator,
    period_start  integer not null,
    period_end    integer not null,
    year          integer,
    kind          text not null,
    origin        text not null,
    measure       text not null,
    attribute     text,
    status        text not null,
    comparator    text not null,
    observations  bigint not null constraint availability_observations_check check (observations > 0)
);
comment on table availability is 'How many observations of a revision are alike in everything that can be filtered by; written with the revision and never changed';
comment on column availability.indicator_id is 'Null where the catalogue has none; other columns as in observation';

-- Counts of an indicator, with all that is counted, likewise without the table.
create index availability_indicator on availability (indicator_id, region_id)
    include (revision_id, period_start, period_end, year, kind, status, observations);

-- Counts in the order they are answered in, with all that is counted, so that the table itself is not read.
create index availability_page on availability
    (region_id collate "C", indicator_id collate "C", year, kind collate "C")
    include (revision_id, period_start, period_end, status, observations);

-- A load reads the counts of the revisions it wrote or ended.
create index availability_revision on availability (revision_id);

create table availability_total (
    release_from  integer not null constraint availability_total_release_from_fkey references release,
    release_to    integer constraint availability_total_release_to_fkey references release,
    of_plans      boolean not null,
    indicator_id  text constraint availability_total_indicator_id_fkey references indicator,
    period_start  integer not null,
    period_end    integer not null,
    year          integer,
    kind          text not null,
    origin        text not null,
    measure       text not null,
    attribute     text,
    status        text not null,
    comparator    text not null,
    observations  bigint not null constraint availability_total_observations_check check (observations > 0),
    constraint availability_total_releases check (release_to > release_from)
);
comment on table availability_total is 'Availability added over all regions: what a question that names no region counts';
comment on column availability_total.release_from is 'First release with this count';
comment on column availability_total.release_to is 'First release with another count; null while current';
comment on column availability_total.of_plans is 'Whether the documents are plans; other columns as in availability';

create index availability_total_indicator on availability_total (indicator_id);
-- Most counts are of older releases.
create index availability_total_release on availability_total (release_to);

create table availability_size (
    region_id           text collate "C" not null constraint availability_size_region_id_fkey references region,
    release_from        integer not null constraint availability_size_release_from_fkey references release,
    release_to          integer constraint availability_size_release_to_fkey references release,
    entries             integer[] not null,
    entries_of_targets  integer[] not null,
    entries_of_actuals  integer[] not null,
    indicators          text[] collate "C" not null,
    constraint availability_size_pkey primary key (region_id, release_from),
    constraint availability_size_releases check (release_to > release_from)
);
comment on table availability_size is 'How many entries availability has for the plans of a region, by what it is counted by beside the region';
comment on column availability_size.release_from is 'First release with these numbers';
comment on column availability_size.release_to is 'First release with others; null while current';
comment on column availability_size.entries is 'Of both kinds, 16 numbers. The place is 1, and 1 more where counted by indicator, 2 by period, 4 by year, 8 by kind';
comment on column availability_size.entries_of_targets is 'Of targets alone';
comment on column availability_size.entries_of_actuals is 'Of actuals alone';
comment on column availability_size.indicators is 'Ids of the indicators that these plans state, in order, without null';

create table availability_region (
    region_id     text collate "C" not null constraint availability_region_region_id_fkey references region,
    period_start  integer not null,
    period_end    integer not null,
    kind          text collate "C" not null,
    release_from  integer not null constraint availability_region_release_from_fkey references release,
    release_to    integer constraint availability_region_release_to_fkey references release,
    observations  bigint not null constraint availability_region_observations_check check (observations > 0),
    figures       bigint not null,
    -- The order of the answers, with all that is counted, so that a page is read without the table.
    constraint availability_region_pkey primary key (region_id, period_start, period_end, kind, release_from)
        include (release_to, observations, figures),
    constraint availability_region_releases check (release_to > release_from),
    constraint availability_region_figures_check check (figures between 0 and observations)
);
comment on table availability_region is 'Availability of the plans of a region added over everything but period and kind';
comment on column availability_region.release_from is 'First release with this count';
comment on column availability_region.release_to is 'First release with another count; null while current';
comment on column availability_region.figures is 'Observations with a figure; the others have words. Other columns as in availability';
