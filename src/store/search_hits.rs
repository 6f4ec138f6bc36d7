//! Full search: observations, section titles and lines of stored texts that have every word, best first.
//!
//! The work is bounded: one index gives labels that begin with the words in order, another gives
//! all other matches, at most [`HitPage::most`] of each kind. Only these are ranked. Where so many labels begin with the
//! words, the others are not looked for: all of them have lower scores. The order of the stored
//! rows decides which they are, so pages of one release are consistent. Words that many rows have are
//! found without an index, row by row, which gives the first ones sooner and in the same order.

use super::database::Result;
use super::search;
use sqlx::PgPool;

/// The greatest number of ranked entries of each kind. Where more match, the total is a lower
/// bound. Reading and ranking so many takes 10 to 40 ms.
const MOST: i64 = 2_000;

/// The same for a single character that more than [`MOST`] rows have. It says little about what is looked for, and finding
/// more of these rows takes milliseconds.
const MOST_OF_FREQUENT: i64 = 100;

/// The filters of a search. `None` sets no restriction; for a list any of its values may match.
#[derive(Debug, Clone, Default)]
pub struct HitQuery {
    /// The release to read.
    pub release: i32,
    /// Folded, none empty. An entry must contain all of them, each in any field.
    pub words: Vec<String>,
    /// `target`, `actual`, `section`, `line`.
    pub types: Vec<String>,
    /// Ids.
    pub regions: Option<Vec<String>>,
    /// Ids. Sections and lines have none, so a restriction leaves them out.
    pub indicators: Option<Vec<String>>,
    /// First and last year of the statement, or of the plan of a section or line.
    pub period: Option<(i32, i32)>,
    /// `table`, `prose`. Sections and lines have none.
    pub origins: Option<Vec<String>>,
}

impl HitQuery {
    /// The character, where the words are a single one; else `None`.
    fn character(&self) -> Option<&str> {
        let [word] = &self.words[..] else { return None };
        (word.chars().count() == 1).then_some(word)
    }
}

/// An entry with every word.
#[derive(Debug, Clone)]
pub struct Hit {
    /// `target`, `actual`, `section` or `line`.
    pub hit_type: String,
    /// Percent; see [`page`].
    pub score: i32,
    pub document_id: String,
    /// Null where the document is no plan.
    pub plan_id: Option<String>,
    pub region_id: String,
    pub period_start: i32,
    pub period_end: i32,
    /// The document's sha256.
    pub document: String,
    /// 1-based.
    pub line: i32,
    /// Of an observation or a section; null for a line.
    pub id: Option<String>,
    pub indicator_id: Option<String>,
    pub year: Option<i32>,
    /// Section of an observation, or the section itself.
    pub section_id: Option<String>,
    pub label: Option<String>,
    /// The label as read, where a person set another.
    pub label_read: Option<String>,
    /// The goal in words.
    pub words: Option<String>,
    pub quote: Option<String>,
    pub row_group: Option<String>,
    pub row_category: Option<String>,
    /// Title of the section of an observation, or of the section itself.
    pub section_title: Option<String>,
    /// The line.
    pub text: Option<String>,
}

/// A page of hits.
#[derive(Debug, Clone)]
pub struct HitPage {
    pub hits: Vec<Hit>,
    /// Over all pages.
    pub total: i64,
    /// Whether the true total may be greater, because more entries matched than are ranked.
    pub is_more: bool,
    /// How many entries of each kind are ranked at most.
    pub most: i64,
}

/// At most `limit` hits after the first `offset`.
///
/// The score depends on the place of the words: 100 where they are the whole label, 90 where the
/// label begins with them, 80 where it contains them; 60 in label, goal and quote together; 50 in
/// the title of a section; 40 in an observation together with the group and category of its row or
/// the title of its section; 20 in a line of text. Below 100, up to 4 are added for the share of
/// the label or title that the words make up, and 4 where they stand together in the given order.
/// Equal scores are ordered by confidence, region, plan and line.
///
/// # Errors
/// Those of the database.
#[expect(clippy::too_many_lines, reason = "one statement")]
pub async fn page(db: &PgPool, query: &HitQuery, offset: i64, limit: i64) -> Result<HitPage> {
    let phrase = query.words.concat();
    // In the order of code points, everything that begins with the phrase comes before this.
    let beyond = format!("{phrase}\u{10FFFF}");
    let patterns: Vec<String> = query
        .words
        .iter()
        .map(|word| {
            format!("%{}%", word.replace('\\', "\\\\").replace('%', "\\%").replace('_', "\\_"))
        })
        .collect();
    let mut grams: Vec<String> = query.words.iter().flat_map(|word| search::grams(word)).collect();
    grams.sort_unstable();
    grams.dedup();
    let alone = query.indicators.is_none() && query.origins.is_none();
    let asks = |name: &str| query.types.iter().any(|known| known == name);

    let kinds: Vec<&str> = ["target", "actual"].into_iter().filter(|kind| asks(kind)).collect();
    let kind = if let [kind] = kinds[..] { Some(kind) } else { None };

    let mut transaction = db.begin().await?;
    // The planner takes the condition on the text for a further restriction beside the one on its characters, and
    // that on the kind for one that its index is worth reading for. Then it expects too few rows, and reads whole
    // indexes for the first of many. It supposes that labels and indicators are independent too, although most labels of an
    // indicator are its names. It does not look into `case`.
    //
    // Parallel workers would give the rows in a varying order, and so would a scan that joins another one midway.
    let known = sqlx::query!(
        r#"
        select set_config('max_parallel_workers_per_gather', '0', true) as workers,
               set_config('synchronize_seqscans', 'off', true) as joining,
               (select sum(observations)::bigint from search_count
                where character = $1 and in_release(release_from, release_to, $2)) as "rows: i64"
        "#,
        query.character(),
        query.release,
    )
    .fetch_one(&mut *transaction)
    .await?;
    let most = if known.rows > Some(MOST) { MOST_OF_FREQUENT } else { MOST };
    let rows = sqlx::query!(
        r#"
        with labelled as (
            select o.revision_id, o.id, o.kind, o.region_id, o.line, confidence, o.search_text
            from observation o
            join revision on revision.id = o.revision_id
            where $17 and split_part(o.search_text, e'\n', 1) collate "C" >= $2
              and split_part(o.search_text, e'\n', 1) collate "C" < $3
              and in_release(revision.release_from, revision.release_to, $1)
              and ($6::text is null or case o.kind when $6 then true end)
              and ($7::text[] is null or o.region_id = any($7))
              and ($8::text[] is null or case when indicator_id = any($8) then true end)
              and ($9::integer is null or (o.period_start = $9 and o.period_end = $10::integer))
              and ($11::text[] is null or origin = any($11))
            order by split_part(o.search_text, e'\n', 1) collate "C"
            limit $14
        ), found as (
            select o.revision_id, o.id, o.kind, o.region_id, o.line, confidence, o.search_text
            from observation o
            join revision on revision.id = o.revision_id
            where $17 and (select count(*) from labelled) < $14
              and o.search_grams @> $5 and case when o.search_text like all($4) then true end is not null
              and in_release(revision.release_from, revision.release_to, $1)
              and ($6::text is null or case o.kind when $6 then true end)
              and ($7::text[] is null or o.region_id = any($7))
              and ($8::text[] is null or indicator_id = any($8))
              and ($9::integer is null or (o.period_start = $9 and o.period_end = $10::integer))
              and ($11::text[] is null or origin = any($11))
            limit $14
        ), titled as (
            select s.revision_id, s.id, revision.region_id, s.line, s.search_text
            from section s
            join revision on revision.id = s.revision_id
            where $12 and s.search_grams @> $5 and case when s.search_text like all($4) then true end is not null
              and in_release(revision.release_from, revision.release_to, $1)
              and ($7::text[] is null or revision.region_id = any($7))
              and ($9::integer is null or (revision.period_start = $9 and revision.period_end = $10::integer))
            limit $14
        ), printed as (
            select revision.id as revision_id, l.position, revision.region_id, l.line, l.search_text
            from document_line l
            join document_text whole on whole.document_sha256 = l.document_sha256 and whole.release_from <= $1
            join revision on revision.document_sha256 = l.document_sha256
            where $13 and l.search_grams @> $5 and case when l.search_text like all($4) then true end is not null
              and in_release(revision.release_from, revision.release_to, $1)
              and ($7::text[] is null or revision.region_id = any($7))
              and ($9::integer is null or (revision.period_start = $9 and revision.period_end = $10::integer))
            limit $14
        ), hit as (
            select kind as hit_type, revision_id, id, null::integer as position, region_id, line, confidence,
                   case when label = $2 then 100
                        else case when starts_with(label, $2) then 90
                                  when label like all($4) then 80
                                  when label || e'\n' || said like all($4) then 60
                                  else 40 end
                           + case when label like all($4) then 4 * char_length($2) / char_length(label) else 0 end
                           + case when strpos(search_text, $2) > 0 then 4 else 0 end
                   end as score
            from (
                select * from labelled
                union all
                select * from found where (revision_id, id) not in (select revision_id, id from labelled)
            ) as observation
            cross join lateral (
                select split_part(search_text, e'\n', 1) as label,
                       split_part(search_text, e'\n', 2) || e'\n' || split_part(search_text, e'\n', 3)
                           || e'\n' || split_part(search_text, e'\n', 4) as said
            ) as field
            union all
            select 'section', revision_id, id, null, region_id, line, 1,
                   50 + 4 * char_length($2) / char_length(search_text)
                   + case when strpos(search_text, $2) > 0 then 4 else 0 end
            from titled
            union all
            select 'line', revision_id, null, position, region_id, line, 1,
                   20 + case when strpos(search_text, $2) > 0 then 4 else 0 end
            from printed
        ), page as (
            select * from hit
            order by score desc, confidence desc, region_id collate "C", revision_id, line, hit_type, id, position
            offset $15 limit $16
        )
        select page.hit_type as "hit_type?", page.score as "score?", revision.document_id as "document_id?", revision.plan_id as "plan_id?",
               page.region_id as "region_id?",
               coalesce(o.period_start, revision.period_start) as "period_start?",
               coalesce(o.period_end, revision.period_end) as "period_end?",
               revision.document_sha256 as "document?", page.line as "line?", page.id as "id?",
               o.indicator_id as "indicator_id?", o.year as "year?", coalesce(o.section_id, s.id) as "section_id?",
               o.label as "label?", o.correction -> 'was' ->> 'label' as "label_read?", o.text as "words?",
               o.quote as "quote?", o.row_group as "row_group?", o.row_category as "row_category?",
               coalesce(o.section_title, s.title) as "section_title?", l.text as "text?",
               whole.total as "total!", whole.is_more as "is_more!"
        from (
            select (select count(*) from hit) as total,
                   (select count(*) from labelled) >= $14 or (select count(*) from found) >= $14
                   or (select count(*) from titled) >= $14 or (select count(*) from printed) >= $14 as is_more
        ) as whole
        left join page on true
        left join revision on revision.id = page.revision_id
        left join observation o on o.id = page.id and o.revision_id = page.revision_id
            and page.hit_type in ('target', 'actual')
        left join section s on s.revision_id = page.revision_id and s.id = page.id and page.hit_type = 'section'
        left join document_line l on l.document_sha256 = revision.document_sha256 and l.position = page.position
        order by score desc, page.confidence desc, page.region_id collate "C", page.revision_id, page.line, hit_type,
                 page.id, page.position
        "#,
        query.release,
        phrase,
        beyond,
        &patterns,
        &grams,
        kind,
        query.regions.as_deref() as Option<&[String]>,
        query.indicators.as_deref() as Option<&[String]>,
        query.period.map(|period| period.0),
        query.period.map(|period| period.1),
        query.origins.as_deref() as Option<&[String]>,
        alone && asks("section"),
        alone && asks("line"),
        most,
        offset,
        limit,
        !kinds.is_empty(),
    )
    .fetch_all(&mut *transaction)
    .await?;
    transaction.rollback().await?;
    let total = rows.first().map_or(0, |row| row.total);
    let is_more = rows.first().is_some_and(|row| row.is_more);
    // An empty page has one row, with nulls and the total.
    let hits = rows.into_iter().filter_map(|row| {
        Some(Hit {
            hit_type: row.hit_type?,
            score: row.score?,
            document_id: row.document_id?,
            plan_id: row.plan_id,
            region_id: row.region_id?,
            period_start: row.period_start?,
            period_end: row.period_end?,
            document: row.document?,
            line: row.line?,
            id: row.id,
            indicator_id: row.indicator_id,
            year: row.year,
            section_id: row.section_id,
            label: row.label,
            label_read: row.label_read,
            words: row.words,
            quote: row.quote,
            row_group: row.row_group,
            row_category: row.row_category,
            section_title: row.section_title,
            text: row.text,
        })
    });
    Ok(HitPage { hits: hits.collect(), total, is_more, most })
}
