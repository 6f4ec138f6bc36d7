-- DOCX has no pages of its own, plain text and HTML neither; PDF has.
alter table observation add column page integer check (page >= 1);

comment on column observation.page is 'Page of the document the figure stands on, 1-based; null where the format has no pages';
