-- How well the plans of a release were read, as the program that made it knew (data/quality.json, as text so that it
-- stays as it was): a release keeps this answer like every other. Null for releases made before it was kept.
alter table release add column quality text;
