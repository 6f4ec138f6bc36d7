-- What search reads by index: texts folded to one spelling and cut into characters and pairs of neighbouring ones. The
-- columns `search_text` and `search_grams` follow from the others, so they are no content: `plan-targets migrate` (or
-- ingest) writes those of another version of the folding anew (`search_fold`), which makes no release.

create index observation_grams on observation using gin (search_grams);

-- Labels that are, or begin with, what is searched for are found before all others.
create index observation_label on observation (split_part(search_text, e'\n', 1) collate "C");

create table search_count (
    character     text collate "C" not null,
    kind          text collate "C" not null,
    release_from  integer not null constraint search_count_release_from_fkey references release,
    release_to    integer constraint search_count_release_to_fkey references release,
    observations  bigint not null constraint search_count_observations_check check (observations > 0),
    constraint search_count_pkey primary key (character, kind, release_from),
    constraint search_count_releases check (release_to > release_from)
);
comment on table search_count is 'How many observations of a release have a character in search_grams. A question with one character and no other filter takes its total from here';
comment on column search_count.release_from is 'First release with this count';
comment on column search_count.release_to is 'First release with another count; null while current';

create index section_grams on section using gin (search_grams);
create index document_line_grams on document_line using gin (search_grams);
