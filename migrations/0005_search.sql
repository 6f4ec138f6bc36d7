-- What search reads by index: texts folded to one spelling and cut into characters and pairs of neighbouring ones. The
-- columns `search_text` and `search_grams` follow from the others, so they are no content: `plan-targets migrate` (or
-- ingest) writes those of another version of the folding anew (`search_fold`), which makes no release.

create index observation_grams on observation using gin (search_grams);

-- Labels that are, or begin with, what is searched for are found before all others.
create index observation_label on observation (split_part(search_text, e'\n', 1) collate "C");



create index section_grams on section using gin (search_grams);
create index document_line_grams on document_line using gin (search_grams);
