//! Statements are stored twice: field by field in `observation`, and as lists for what computes with all their fields.

use crate::support::committed::load_documents;
use crate::support::districts::load_two_districts;
use plan_targets::domain::Statement;
use plan_targets::store;
use plan_targets::store::words::word;
use sqlx::PgPool;

/// The fields of a statement as text, in the order of [`OBSERVATIONS`].
fn fields(said: &Statement) -> Vec<Option<String>> {
    let text = |text: &Option<std::sync::Arc<str>>| text.as_deref().map(str::to_owned);
    let number = |number: Option<rust_decimal::Decimal>| number.map(|number| number.to_string());
    vec![
        Some(said.plan.to_string()),
        Some(said.document.to_string()),
        Some(said.id.to_string()),
        Some(said.indicator.to_string()),
        Some(word(said.kind)),
        Some(word(said.origin)),
        Some(said.label.to_string()),
        number(said.value),
        number(said.value_high),
        text(&said.unit),
        Some(word(said.comparator)),
        Some(word(said.measure)),
        said.year.map(|year| year.to_string()),
        said.since.map(|year| year.to_string()),
        said.attribute.map(word),
        text(&said.text),
        said.rule.map(word),
        number(said.printed_value),
        number(said.printed_high),
        text(&said.printed_unit),
        said.table_role.map(word),
        text(&said.table),
        text(&said.table_title),
        said.row.map(|row| row.to_string()),
        text(&said.group),
        Some(said.line.to_string()),
        text(&said.section),
        Some(said.quote.to_string()),
        text(&said.read_by),
        Some(said.confidence.to_string()),
        Some(said.flags.join(",")),
    ]
}

/// The same of the observations of a revision ($1), in the order of the document, with the direction last.
const OBSERVATIONS: &str = "
    select array[coalesce(revision.plan_id, revision.document_id), document_sha256, o.id, coalesce(o.indicator_id, ''), o.kind,
                 o.origin, o.label, o.canonical_value::text, o.canonical_high::text, o.canonical_unit, o.comparator,
                 o.measure, o.year::text, o.since::text, o.attribute, o.text, o.rule, o.value::text, o.value_high::text,
                 o.unit, o.table_role, o.table_id, plan_table.title, o.row_position::text, o.row_group, o.line::text,
                 o.section_id, o.quote, o.read_by, o.confidence::text, array_to_string(o.flags, ','), o.direction]
    from observation o
    join revision on revision.id = o.revision_id
    left join plan_table on plan_table.revision_id = o.revision_id and plan_table.id = o.table_id
    where o.revision_id = $1
    order by o.position";

#[sqlx::test]
async fn lists_say_what_observations_say(db: PgPool) {
    load_documents(&db).await;
    let revisions: Vec<(i32, String, String)> =
        sqlx::query_as("select id, document_id, region_id from revision order by id")
            .fetch_all(&db)
            .await
            .unwrap();
    let mut compared = 0;
    for (revision, document, region) in revisions {
        let mut stored: Vec<Vec<Option<String>>> =
            sqlx::query_scalar(OBSERVATIONS).bind(revision).fetch_all(&db).await.unwrap();
        let reported = store::series::statements(&db, 1, &[region], None).await.unwrap();
        let directions: Vec<_> = reported
            .iter()
            .filter(|one| *one.document.id == *document)
            .map(|one| one.direction.map(word))
            .collect();
        let stored_directions: Vec<_> =
            stored.iter_mut().map(|fields| fields.pop().unwrap()).collect();
        assert_eq!(directions, stored_directions, "{document}");
        let listed = store::checks::statements(&db, &[revision]).await.unwrap();
        let listed: Vec<_> = listed.iter().map(fields).collect();
        assert_eq!(listed, stored, "{document}");
        compared += listed.len();
    }
    assert!(compared > 7000, "{compared} statements");
}

#[sqlx::test]
async fn a_list_of_another_program_is_refused_with_the_way_out(db: PgPool) {
    load_two_districts(&db).await;
    sqlx::query("update statement_list set statements = '\\x07' || substring(statements from 2)")
        .execute(&db)
        .await
        .unwrap();
    let revision: i32 = sqlx::query_scalar("select min(revision_id) from statement_list")
        .fetch_one(&db)
        .await
        .unwrap();
    let error = store::checks::statements(&db, &[revision]).await.unwrap_err().to_string();
    assert!(error.contains("format 7") && error.contains("load the data"), "{error}");
}
