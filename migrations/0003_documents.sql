-- Plans, the documents they were read from, and what a reading found beside figures: outline, tables, whole texts.
-- A plan (region and period) has one revision for each content it was loaded with.

create table plan (
    id            text constraint plan_pkey primary key,
    region_id     text not null constraint plan_region_id_fkey references region,
    period_start  integer not null constraint plan_period_start_check check (period_start between 1900 and 2200),
    period_end    integer not null constraint plan_period_end_check check (period_end between 1900 and 2200),
    constraint plan_region_period unique (region_id, period_start, period_end),
    constraint plan_period check (period_end >= period_start),
    constraint plan_id_parts check (id = region_id || '-' || period_start || '-' || period_end)
);
comment on table plan is 'One region''s plan for one period';
comment on column plan.id is 'region-first-last: jiangan-2021-2025';
comment on column plan.period_start is 'First year, included';
comment on column plan.period_end is 'Last year, included';

create table document (
    sha256    text constraint document_pkey primary key constraint document_sha256_check check (sha256 ~ '^[0-9a-f]{64}$'),
    bytes     bigint not null constraint document_bytes_check check (bytes >= 0),
    encoding  text not null
);
comment on table document is 'A text that a plan was read from; its file name and title are the revision''s';
comment on column document.sha256 is 'Of the bytes as given, lower-case hex: the document''s id';
comment on column document.bytes is 'Size as given';
comment on column document.encoding is 'UTF-8, UTF-16LE, GB18030, …';

create table plan_revision (
    id               integer generated always as identity constraint plan_revision_pkey primary key,
    plan_id          text not null constraint plan_revision_plan_id_fkey references plan,
    region_id        text not null constraint plan_revision_region_id_fkey references region,
    period_start     integer not null,
    period_end       integer not null,
    document_sha256  text not null constraint plan_revision_document_sha256_fkey references document,
    file             text not null,
    title            text not null,
    base_year        integer not null constraint plan_revision_base_year_check check (base_year between 1900 and 2200),
    horizon          integer constraint plan_revision_horizon_check check (horizon between 1900 and 2200),
    adopted          date,
    content_sha256   text not null constraint plan_revision_content_sha256_check check (content_sha256 ~ '^[0-9a-f]{64}$'),
    release_from     integer not null constraint plan_revision_release_from_fkey references release,
    release_to       integer constraint plan_revision_release_to_fkey references release,
    targets          integer not null constraint plan_revision_targets_check check (targets >= 0),
    actuals          integer not null constraint plan_revision_actuals_check check (actuals >= 0),
    warnings         jsonb not null default '[]',
    search_fold      integer not null default 1,
    constraint plan_revision_plan_release unique (plan_id, release_from),
    constraint plan_revision_releases check (release_to > release_from),
    constraint plan_revision_base_before_end check (base_year < period_end),
    constraint plan_revision_horizon_after_end check (horizon >= period_end),
    constraint plan_revision_period check (period_end >= period_start)
);
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
comment on column plan_revision.search_fold is 'Version of the folding that search_text and search_grams of its observations and sections were made by';

create unique index plan_revision_current on plan_revision (plan_id) where release_to is null;

create table section (
    revision_id  integer not null constraint section_revision_id_fkey references plan_revision,
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
    revision_id   integer not null constraint plan_table_revision_id_fkey references plan_revision,
    id            text not null,
    position      integer not null,
    role          text not null constraint plan_table_role_check check (role in ('targets', 'review')),
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
comment on column plan_table.role is 'targets: this plan''s; review: how the plan before it was fulfilled';
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
    document_sha256  text constraint document_text_pkey primary key constraint document_text_document_sha256_fkey references document,
    release_from     integer not null constraint document_text_release_from_fkey references release,
    search_fold      integer not null
);
comment on table document_text is 'Documents whose whole text is stored, which a server may do and the repository does not';
comment on column document_text.release_from is 'First release whose answers show the text';
comment on column document_text.search_fold is 'As in plan_revision, for document_line';

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
