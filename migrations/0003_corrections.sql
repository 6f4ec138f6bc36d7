-- What a person says against a reading (data/corrections/). The columns of an observation have what
-- holds, value, value_high and unit excepted: those stay as printed, and the corrected figure is the
-- canonical one, also where the catalogue has no indicator that says in which unit.

alter table observation
    add column correction jsonb check (
        jsonb_typeof(correction -> 'reason') = 'string'
        and jsonb_typeof(correction -> 'set') = 'object'
        and jsonb_typeof(correction -> 'was') = 'object'
    ),
    drop constraint observation_check7,
    drop constraint observation_check8,
    add constraint observation_canonical_value check (
        canonical_value is null
        or (value is not null and (indicator_id is not null or correction is not null))
    ),
    add constraint observation_canonical_high check (
        canonical_high is null
        or (canonical_value is not null and (value_high is not null or correction is not null))
    );

comment on column observation.correction is 'What a person set, and why: {"reason": "…", "set": {"unit": "万名"}, "was": {"unit": "名"}, "by": null, "on": null, "file": "qiaokou.toml"}; set and was are empty where a person added the observation. Null where nobody did';
comment on column observation.canonical_value is 'value in canonical_unit; null without value or indicator. Where a person corrected the figure: the corrected one';
comment on column observation.canonical_high is 'value_high in canonical_unit, or its correction';
comment on column observation.canonical_unit is 'level and cumulative: the indicator''s unit (null for a bare number). annual_growth: %. ratio_multiple: 倍. change: the indicator''s unit where the printed one converts to it, else as printed (% or 百分点). A corrected figure without indicator: its own. Null with canonical_value';
