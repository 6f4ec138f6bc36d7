-- What search and availability read. All of it follows from what was there: texts folded to one
-- spelling and cut into characters and pairs of them, and observations counted.
--
-- How texts are folded is the program's: each revision says by which version its search columns were
-- made, and `plan-targets migrate` (or ingest) makes those of another version anew. They are an index
-- and no content, so this changes no release.

alter table plan_revision add column search_fold integer not null default 1;
comment on column plan_revision.search_fold is 'Version of the folding that search_text and search_grams of its observations and sections were made by';

comment on column observation.search_text is 'Seven lines, each folded: label as it holds, label as read where that is another, words of the goal, quote, group, category, section title; a line is empty where there is none. Folded: NFKC, lower case, simplified characters, no white space or index marks';
comment on column observation.search_grams is 'Every character of a line of search_text, and every two neighbouring ones, each once';

-- Labels that are, or begin with, what is looked for are found before all others.
create index observation_label on observation (split_part(search_text, e'\n', 1) collate "C");

alter table section
    add column search_text text not null default '',
    add column search_grams text[] not null default '{}';
comment on column section.search_text is 'The title, folded as in observation';
comment on column section.search_grams is 'Its characters and pairs of neighbouring ones, each once';
create index section_grams on section using gin (search_grams);

create table document_text (
    document_sha256  text primary key references document,
    release_from     integer not null references release,
    search_fold      integer not null
);
comment on table document_text is 'Documents whose whole text is stored, which a server may do and the repository does not';
comment on column document_text.release_from is 'First release whose answers show the text';
comment on column document_text.search_fold is 'As in plan_revision, for document_line';

create table document_line (
    document_sha256  text not null references document_text,
    position         integer not null check (position > 0),
    line             integer not null check (line > 0),
    text             text not null check (text <> ''),
    search_text      text not null,
    search_grams     text[] not null,
    primary key (document_sha256, position)
);
comment on table document_line is 'Lines of stored texts that are not blank';
comment on column document_line.position is 'Order in what the parser reads, from 1';
comment on column document_line.line is 'The number a person is told, 1-based: that of observation.line. In a page or a container several lines of the reading may have one';
comment on column document_line.text is 'As read, without the line end';
comment on column document_line.search_text is 'Folded as in observation';
comment on column document_line.search_grams is 'Its characters and pairs of neighbouring ones, each once';
create index document_line_grams on document_line using gin (search_grams);

create table availability (
    revision_id   integer not null references plan_revision,
    region_id     text not null references region,
    indicator_id  text references indicator,
    period_start  integer not null,
    period_end    integer not null,
    year          integer,
    kind          text not null,
    origin        text not null,
    measure       text not null,
    attribute     text,
    status        text not null,
    comparator    text not null,
    observations  bigint not null check (observations > 0)
);
comment on table availability is 'How many observations of a revision are alike in everything that can be filtered by; written with the revision and never changed';
comment on column availability.indicator_id is 'Null where the catalogue has none; other columns as in observation';
create index availability_region on availability (region_id, indicator_id);
create index availability_indicator on availability (indicator_id, region_id);

insert into availability
select revision_id, region_id, indicator_id, period_start, period_end, year, kind, origin, measure,
       attribute, status, comparator, count(*)
from observation
group by 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12;
