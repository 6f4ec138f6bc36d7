//! Loads that fail, run at the same time, or lack the right to write.

use crate::support::plans::{Doc, load, release};
use insta::assert_snapshot;
use plan_targets::store;
use sqlx::{
    Connection, PgConnection, PgPool,
    postgres::{PgConnectOptions, PgPoolOptions},
};

fn jia(value: &str) -> Doc {
    let mut jia = Doc::of("jia");
    jia.target("绿化覆盖率", "green_coverage", value, "%");
    jia
}

fn yi() -> Doc {
    let mut yi = Doc::of("yi");
    yi.target("绿化覆盖率", "green_coverage", "50", "%");
    yi
}

async fn figures(db: &PgPool) -> Vec<String> {
    sqlx::query_scalar(
        "select observation.region_id || ' ' || value from observation
         join revision on revision.id = revision_id
         where release_to is null order by 1",
    )
    .fetch_all(db)
    .await
    .unwrap()
}

/// Makes every later write of an observation of 乙区 fail; `how` is the statement that runs instead.
async fn break_at_yi(db: &PgPool, how: &'static str) {
    let sql = format!(
        "create function break_off() returns trigger language plpgsql as $$ begin {how}; end $$;
         create trigger break_off before insert on observation
         for each row when (new.region_id = 'yi') execute function break_off();"
    );
    sqlx::raw_sql(sqlx::AssertSqlSafe(sql)).execute(db).await.unwrap();
}

#[sqlx::test]
async fn a_load_that_fails_in_the_middle_leaves_the_last_release(db: PgPool) {
    load(&db, &[&jia("46")]).await.unwrap();
    break_at_yi(&db, "raise exception 'the disk is full'").await;
    let error = load(&db, &[&jia("47"), &yi()]).await.unwrap_err();
    assert_snapshot!(error, @"the database refused the load, which left nothing behind");
    assert_eq!(release(&db).await, 1);
    assert_eq!(figures(&db).await, ["jia 46"]);
}

#[sqlx::test]
async fn a_load_whose_connection_dies_leaves_the_last_release(db: PgPool) {
    load(&db, &[&jia("46")]).await.unwrap();
    break_at_yi(&db, "perform pg_terminate_backend(pg_backend_pid())").await;
    load(&db, &[&jia("47"), &yi()]).await.unwrap_err();
    assert_eq!(release(&db).await, 1);
    assert_eq!(figures(&db).await, ["jia 46"]);

    // The lock of the dead load does not delay the next one.
    sqlx::raw_sql("drop trigger break_off on observation").execute(&db).await.unwrap();
    assert_eq!(load(&db, &[&jia("47"), &yi()]).await.unwrap().release, 2);
    assert_eq!(figures(&db).await, ["jia 47", "yi 50"]);
}

#[sqlx::test]
async fn two_equal_loads_at_once_make_one_release(db: PgPool) {
    let (jia, yi) = (jia("46"), yi());
    let both = [&jia, &yi];
    let (one, two) = tokio::join!(load(&db, &both), load(&db, &both));
    let mut new = [one.unwrap().new_release, two.unwrap().new_release];
    new.sort_unstable();
    assert_eq!(new, [false, true]);
    assert_eq!(release(&db).await, 1);
}

#[sqlx::test]
async fn two_different_loads_at_once_make_two_releases_with_both_plans(db: PgPool) {
    let (jia, yi) = (jia("46"), yi());
    let (one, two) = ([&jia], [&yi]);
    let (one, two) = tokio::join!(load(&db, &one), load(&db, &two));
    let mut releases = [one.unwrap().release, two.unwrap().release];
    releases.sort_unstable();
    assert_eq!(releases, [1, 2]);
    assert_eq!(figures(&db).await, ["jia 46", "yi 50"]);
}

async fn read_only(options: PgConnectOptions) -> PgPool {
    store::read_only(PgPoolOptions::new().max_connections(1)).connect_with(options).await.unwrap()
}

#[sqlx::test]
async fn a_read_only_connection_reads_and_cannot_write(
    _: PgPoolOptions,
    options: PgConnectOptions,
) {
    let db = PgPool::connect_with(options.clone()).await.unwrap();
    load(&db, &[&jia("46")]).await.unwrap();
    let reader = read_only(options).await;
    assert_eq!(figures(&reader).await, ["jia 46"]);
    let insert = "insert into document values (repeat('a', 64), 1, 'UTF-8')";
    let refused = sqlx::raw_sql(insert).execute(&reader).await.unwrap_err();
    let refused = refused.as_database_error().unwrap().message();
    assert_snapshot!(refused, @"cannot execute INSERT in a read-only transaction");
    // Writing also fails without the second safeguard, because the role has no other right.
    let writable = "set default_transaction_read_only = off; set transaction read write;";
    let mut connection = reader.acquire().await.unwrap();
    sqlx::raw_sql(writable).execute(&mut *connection).await.unwrap();
    for (sql, why) in [
        (
            "insert into document values (repeat('a', 64), 1, 'UTF-8')",
            "permission denied for table document",
        ),
        ("update observation set value = 1", "permission denied for table observation"),
        ("delete from release", "permission denied for table release"),
        ("create table mine (id int)", "permission denied for schema public"),
        (
            "create temporary table mine (id int)",
            "permission denied to create temporary tables in database",
        ),
    ] {
        let error = sqlx::raw_sql(sql).execute(&mut *connection).await.unwrap_err().to_string();
        assert!(error.contains(why), "{sql}: {error}");
    }
}

#[sqlx::test]
async fn a_login_that_may_not_take_the_role_still_cannot_write(
    _: PgPoolOptions,
    options: PgConnectOptions,
) {
    let mut owner = PgConnection::connect_with(&options).await.unwrap();
    // Roles belong to the cluster, so the name contains that of this database; the role is dropped at the
    // end.
    let login =
        format!("outsider_{}", options.get_database().unwrap().to_lowercase().replace('-', "_"));
    let create = format!(
        "drop role if exists \"{login}\"; create role \"{login}\" login;
         grant insert, select on document to \"{login}\"; grant usage on schema public to \"{login}\""
    );
    sqlx::raw_sql(sqlx::AssertSqlSafe(create)).execute(&mut owner).await.unwrap();
    let pool = store::read_only(PgPoolOptions::new().max_connections(1));
    let outsider = pool.connect_with(options.username(&login)).await;
    let error = match outsider {
        Ok(outsider) => {
            let insert = "insert into document values (repeat('a', 64), 1, 'UTF-8')";
            let error = sqlx::raw_sql(insert).execute(&outsider).await.unwrap_err().to_string();
            outsider.close().await;
            error
        }
        Err(error) => format!("cannot connect: {error}"),
    };
    let drop = format!(
        "revoke all on document from \"{login}\"; revoke all on schema public from \"{login}\";
         drop role \"{login}\""
    );
    sqlx::raw_sql(sqlx::AssertSqlSafe(drop)).execute(&mut owner).await.unwrap();
    assert!(error.contains("cannot execute INSERT in a read-only transaction"), "{error}");
}
