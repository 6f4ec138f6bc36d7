-- What 1.35 million observations asked for: the order rows are answered in where nobody asks for another, and
-- the order of their values both ways (what has no value comes last in either), so that a page is read and not
-- everything sorted.
create index observation_page on observation (kind, region_id collate "C", line, id);
create index observation_value on observation (kind, coalesce(canonical_value, value));
create index observation_value_falling on observation (kind, coalesce(canonical_value, value) desc nulls last);
create index observation_of_label on observation (kind, label collate "C");

-- Counts of a revision.
create index availability_revision on availability (revision_id);
