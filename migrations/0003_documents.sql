-- Documents, the plans that some of them make up, and what a reading found beside figures: outline, tables, whole
-- texts. A document has one revision for each content it was loaded with. A plan is what its documents of kind `plan`
-- say together: often one document, sometimes outline and table apart.

create table plan (
    id            text constraint plan_pkey primary key,
    region_id     text not null constraint plan_region_id_fkey references region,
    period_start  integer not null constraint plan_period_start_check check (period_start between 1900 and 2200),
    period_end    integer not null constraint plan_period_end_check check (period_end between 1900 and 2200),
    constraint plan_region_period unique (region_id, period_start, period_end),
    constraint plan_period check (period_end >= period_start),
    constraint plan_id_parts check (id = region_id || '-' || period_start || '-' || period_end)
);
comment on table plan is 'One region''s plan for one period; its documents are those of kind plan that name it';
comment on column plan.id is 'region-first-last: jiangan-2021-2025';
comment on column plan.period_start is 'First year, included';
comment on column plan.period_end is 'Last year, included';

create table document (
    id         text constraint document_pkey primary key,
    kind       text not null constraint document_kind_check check (kind in ('plan', 'work_report', 'plan_report', 'communique', 'evaluation')),
    region_id  text not null constraint document_region_id_fkey references region,
    plan_id    text constraint document_plan_id_fkey references plan,
    constraint document_of_plan check ((kind = 'plan') = (plan_id is not null))
);
comment on table document is 'Something a government published: a plan or part of one, a report, a communiqué, an evaluation';
comment on column document.id is 'Region, years, kind and part: jiangan-2021-2025, wuhan-2026-work-report, china-2026-2030-table';
comment on column document.kind is 'plan 五年规划纲要, work_report 政府工作报告, plan_report 计划报告, communique 统计公报, evaluation 评估';
comment on column document.plan_id is 'The plan it makes up, alone or with others; null for any other kind';

-- What changed of a region is found document by document.
create index document_region on document (region_id);

create table source (
    sha256    text constraint source_pkey primary key constraint source_sha256_check check (sha256 ~ '^[0-9a-f]{64}$'),
    bytes     bigint not null constraint source_bytes_check check (bytes >= 0),
    encoding  text not null
);
comment on table source is 'A file that a document was read from; its name is the revision''s';
comment on column source.sha256 is 'Of the bytes as given, lower-case hex';
comment on column source.bytes is 'Size as given';
comment on column source.encoding is 'UTF-8, UTF-16LE, GB18030, …';

create table revision (
    id               integer generated always as identity,
    document_id      text not null constraint revision_document_id_fkey references document,
    kind             text not null,
    plan_id          text constraint revision_plan_id_fkey references plan,
    region_id        text not null constraint revision_region_id_fkey references region,
    period_start     integer not null,
    period_end       integer not null,
    document_sha256  text not null constraint revision_document_sha256_fkey references source,
    file             text not null,
    title            text not null,
    reports_start    integer constraint revision_reports_start_check check (reports_start between 1900 and 2200),
    reports_end      integer constraint revision_reports_end_check check (reports_end between 1900 and 2200),
    promises_start   integer constraint revision_promises_start_check check (promises_start between 1900 and 2200),
    promises_end     integer constraint revision_promises_end_check check (promises_end between 1900 and 2200),
    base_year        integer constraint revision_base_year_check check (base_year between 1900 and 2200),
    horizon          integer constraint revision_horizon_check check (horizon between 1900 and 2200),
    publisher        text,
    issued           date,
    adopted          date,
    address          text,
    part             text,
    is_complete      boolean not null,
    missing          jsonb not null,
    content_sha256   text not null constraint revision_content_sha256_check check (content_sha256 ~ '^[0-9a-f]{64}$'),
    release_from     integer not null constraint revision_release_from_fkey references release,
    release_to       integer constraint revision_release_to_fkey references release,
    targets          integer not null constraint revision_targets_check check (targets >= 0),
    actuals          integer not null constraint revision_actuals_check check (actuals >= 0),
    warnings         jsonb not null default '[]',
    search_fold      integer not null default 1,
    -- Whether a revision is part of a release is asked of those of each observation that is counted or found.
    constraint revision_pkey primary key (id) include (release_from, release_to, kind),
    constraint revision_document_release unique (document_id, release_from),
    constraint revision_releases check (release_to > release_from),
    constraint revision_of_plan check ((kind = 'plan') = (plan_id is not null)),
    constraint revision_plan_has_base check (kind <> 'plan' or (base_year is not null and promises_start is not null)),
    constraint revision_base_before_end check (base_year < period_end),
    constraint revision_horizon_after_end check (horizon >= period_end),
    constraint revision_period check (period_end >= period_start),
    constraint revision_reports check ((reports_start is null) = (reports_end is null) and reports_end >= reports_start),
    constraint revision_promises check ((promises_start is null) = (promises_end is null) and promises_end >= promises_start),
    constraint revision_missing check (jsonb_typeof(missing) = 'array' and is_complete = (missing = '[]'))
);
comment on table revision is 'What was read from a document, as loaded at release_from';
comment on column revision.id is 'Internal; not for citation';
comment on column revision.kind is 'The document''s';
comment on column revision.plan_id is 'The document''s; null for any kind but plan';
comment on column revision.region_id is 'The document''s';
comment on column revision.period_start is 'First of the years it is about: those it promises, else those it reports';
comment on column revision.period_end is 'Last of those years';
comment on column revision.file is 'File name without folders: jiangan.txt';
comment on column revision.title is 'As the document prints it';
comment on column revision.reports_start is 'First year whose outcomes it reports; null where it reports none or does not say which';
comment on column revision.reports_end is 'Last of them';
comment on column revision.promises_start is 'First year it sets targets for; null where it sets none';
comment on column revision.promises_end is 'Last of them';
comment on column revision.base_year is 'The year targets are measured from; null where it sets none';
comment on column revision.horizon is 'Year of the long-range objectives; null where the document has none';
comment on column revision.publisher is 'As printed; null where the text does not say';
comment on column revision.issued is 'When it was delivered or published; null where the text does not say';
comment on column revision.adopted is 'When a plan was adopted; null where the text states no date';
comment on column revision.address is 'Public address it was published at; null where it is not known';
comment on column revision.part is 'Which part of the plan or report it is, where one comes in several documents; null for the whole or the main part';
comment on column revision.is_complete is 'Whether nothing is known to be missing from the text: only of a complete document may be said that it does not state a thing';
comment on column revision.missing is 'What is missing, coded as in warnings; empty where it is complete';
comment on column revision.content_sha256 is 'Of everything stored for the revision; equal content is not loaded again';
comment on column revision.release_from is 'First release it is part of';
comment on column revision.release_to is 'First release it is no longer part of; null while current';
comment on column revision.warnings is 'What could not be read: [{"line": 12, "code": "…", …}], line null where it concerns the whole document';
comment on column revision.search_fold is 'Version of the folding that search_text and search_grams of its observations and sections were made by';

create unique index revision_current on revision (document_id) where release_to is null;
-- What differs between two releases: documents in the order they are answered in, and what ended.
create index revision_begun on revision (document_id collate "C", release_from);
create index revision_ended on revision (release_to) where release_to is not null;
-- Documents in the order they are answered in, and those of a region or a plan.
create index revision_page on revision
    (region_id collate "C", period_start, period_end, part nulls first, document_id collate "C");
create index revision_region on revision (region_id);
create index revision_plan on revision (plan_id);

create table section (
    revision_id  integer not null constraint section_revision_id_fkey references revision,
    id           text not null,
    position     integer not null,
    level        integer not null constraint section_level_check check (level between 1 and 9),
    number       text,
    title        text not null,
    line         integer not null constraint section_line_check check (line > 0),
    end_line     integer not null,
    search_text  text not null default '',
    search_grams text[] not null default '{}',
    constraint section_pkey primary key (revision_id, id),
    constraint section_lines check (end_line >= line)
);
comment on table section is 'The outline: chapters, sections, boxes';
comment on column section.id is 'Place in the outline: 1, 1.4, box3';
comment on column section.position is 'Order in the document, from 0';
comment on column section.level is '1 chapter, 2 section, 3 subsection; a box has one more than its surroundings';
comment on column section.number is 'As printed (第四节); null where the heading has none';
comment on column section.line is 'Of the heading, 1-based';
comment on column section.end_line is 'Last line, included';
comment on column section.search_text is 'The title, folded as in observation';
comment on column section.search_grams is 'Its characters and pairs of neighbouring ones, each once';

create table plan_table (
    revision_id   integer not null constraint plan_table_revision_id_fkey references revision,
    id            text not null,
    position      integer not null,
    role          text not null constraint plan_table_role_check check (role in ('targets', 'review', 'outcomes')),
    title         text,
    period_start  integer not null constraint plan_table_period_start_check check (period_start between 1900 and 2200),
    period_end    integer not null constraint plan_table_period_end_check check (period_end between 1900 and 2200),
    section_id    text,
    line          integer not null constraint plan_table_line_check check (line > 0),
    constraint plan_table_pkey primary key (revision_id, id),
    constraint plan_table_section_fkey foreign key (revision_id, section_id) references section,
    constraint plan_table_period check (period_end >= period_start)
);
comment on table plan_table is 'Indicator tables (主要指标) of a document';
comment on column plan_table.id is 't1, t2, …';
comment on column plan_table.position is 'Order in the document, from 0';
comment on column plan_table.role is 'targets: this plan''s; review: how the plan before it was fulfilled; outcomes: what was reached in the years that a report is about';
comment on column plan_table.title is 'Null where none is printed';
comment on column plan_table.period_start is 'First year of the period its targets are for: in a review table, of the one before the plan''s';
comment on column plan_table.section_id is 'Null where it stands in no section';
comment on column plan_table.line is 'Of the first header cell, 1-based';

create table table_row (
    revision_id    integer not null,
    table_id       text not null,
    position       integer not null,
    line           integer not null constraint table_row_line_check check (line > 0),
    no             text,
    category       text,
    group_label    text,
    label          text not null,
    unit           text,
    attribute      text constraint table_row_attribute_check check (attribute in ('binding', 'expected')),
    base           text,
    target         text,
    growth         text,
    actual         text,
    actual_growth  text,
    constraint table_row_pkey primary key (revision_id, table_id, position),
    constraint table_row_plan_table_fkey foreign key (revision_id, table_id) references plan_table
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

create table document_text (
    document_sha256  text constraint document_text_pkey primary key constraint document_text_document_sha256_fkey references source,
    release_from     integer not null constraint document_text_release_from_fkey references release,
    search_fold      integer not null
);
comment on table document_text is 'Documents whose whole text is stored, which a server may do and the repository does not';
comment on column document_text.release_from is 'First release whose answers show the text';
comment on column document_text.search_fold is 'As in revision, for document_line';

create table document_line (
    document_sha256  text not null constraint document_line_document_sha256_fkey references document_text,
    position         integer not null constraint document_line_position_check check (position > 0),
    line             integer not null constraint document_line_line_check check (line > 0),
    text             text not null constraint document_line_text_check check (text <> ''),
    search_text      text not null,
    search_grams     text[] not null,
    constraint document_line_pkey primary key (document_sha256, position)
);
comment on table document_line is 'Lines of stored texts that are not blank';
comment on column document_line.position is 'Order in what the parser reads, from 1';
comment on column document_line.line is 'The number a person is told, 1-based: that of observation.line. In a page or a container several lines of the reading may have one';
comment on column document_line.text is 'As read, without the line end';
comment on column document_line.search_text is 'Folded as in observation';
comment on column document_line.search_grams is 'Its characters and pairs of neighbouring ones, each once';
