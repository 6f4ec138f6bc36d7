-- What 1.35 million observations asked for: the order rows are answered in where nobody asks for another, that of
-- their labels, and that of their values both ways (what has no value comes last in either), so that a page is
-- read and not everything sorted.
create index observation_page on observation (kind, region_id collate "C", line, id);
create index observation_of_label on observation (kind, label collate "C");
create index observation_value on observation (kind, coalesce(canonical_value, value));
create index observation_value_falling on observation (kind, coalesce(canonical_value, value) desc nulls last);

-- Counts in the order they are answered in, with all that is counted, so that the table itself need not be read.
create index availability_page on availability
    (region_id collate "C", indicator_id collate "C", year, kind collate "C")
    include (revision_id, period_start, period_end, status, observations);
drop index availability_region;

-- Findings are wide, and most questions count all of a release; the gravest first, by region.
create index finding_release on finding (release_from, release_to);
create index finding_gravest on finding (severity desc, region_id, id);
