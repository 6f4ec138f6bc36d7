//! A host of the database that is lost, while another one has what it had.

use crate::support::districts::{jiangan, load, load_two_districts, qiaokou};
use plan_targets::api::app::App;
use plan_targets::api::snapshot;
use plan_targets::config::Limits;
use plan_targets::store::{NewsSource, PoolMode, Reader};
use sqlx::PgPool;
use sqlx::postgres::{PgConnectOptions, PgPoolOptions};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::{Duration, Instant};
use tokio::io::copy_bidirectional;
use tokio::net::{TcpStream, UnixListener, UnixStream};
use tokio::sync::oneshot;
use tokio::task::JoinSet;

/// Forwards connections of a socket to the database of the test.
struct Host(oneshot::Sender<oneshot::Sender<()>>);

impl Host {
    fn start(folder: &Path, port: u16, database: Arc<PgConnectOptions>) -> Self {
        let listener = UnixListener::bind(folder.join(format!(".s.PGSQL.{port}"))).unwrap();
        let (kill, mut killed) = oneshot::channel::<oneshot::Sender<()>>();
        tokio::spawn(async move {
            let mut connections = JoinSet::new();
            let done = loop {
                tokio::select! {
                    accepted = listener.accept() => {
                        let (client, _) = accepted.unwrap();
                        connections.spawn(forward(client, Arc::clone(&database)));
                    }
                    done = &mut killed => break done,
                }
            };
            connections.shutdown().await;
            // Whoever comes first is hung up on, as by a server that is dying; all others are refused.
            let first = listener.accept().await.unwrap();
            drop(listener);
            drop(first);
            done.unwrap().send(()).unwrap();
        });
        Self(kill)
    }

    /// Ends all connections. The socket stays, and refuses.
    async fn kill(self) {
        let (done, dead) = oneshot::channel();
        self.0.send(done).unwrap();
        dead.await.unwrap();
    }
}

async fn forward(mut client: UnixStream, database: Arc<PgConnectOptions>) {
    let port = database.get_port();
    let folder = database.get_socket().cloned();
    let folder =
        folder.or_else(|| Some(PathBuf::from(database.get_host())).filter(|it| it.is_absolute()));
    // Ends with either side.
    if let Some(folder) = folder {
        let socket = folder.join(format!(".s.PGSQL.{port}"));
        copy_bidirectional(&mut client, &mut UnixStream::connect(socket).await.unwrap()).await.ok();
    } else {
        let mut server = TcpStream::connect((database.get_host(), port)).await.unwrap();
        copy_bidirectional(&mut client, &mut server).await.ok();
    }
}

/// The driver tries to connect to a host that refuses for seconds, and a load on the next host is announced meanwhile.
#[sqlx::test]
async fn a_release_is_known_at_once_after_the_host_changed(db: PgPool) {
    load_two_districts(&db).await;
    let folder = std::env::temp_dir().join(format!("hosts-{}", std::process::id()));
    std::fs::create_dir_all(&folder).unwrap();
    let database = db.connect_options();
    let first = Host::start(&folder, 1, Arc::clone(&database));
    let _second = Host::start(&folder, 2, Arc::clone(&database));
    let (host, name) = (folder.display(), database.get_database().unwrap());
    let url = format!(
        "postgres://{}@/{name}?host={host},{host}&port=1,2&sslmode=disable",
        database.get_username()
    );
    let pool = PgPoolOptions::new().max_connections(2);
    let reader =
        Reader::connect(&url, pool, Duration::from_secs(10), PoolMode::Session).await.unwrap();
    let app = App::new(reader.db.clone(), Limits::default());
    tokio::spawn(snapshot::watch(app.snapshots.clone(), NewsSource::new(&reader, None)));
    app.snapshots.settled().await;
    let newest = || app.snapshots.known().map(|known| known.release.id);
    assert_eq!(newest(), Some(1));

    let mut changes = reader.hosts().changes();
    first.kill().await;
    tokio::time::timeout(Duration::from_secs(4), changes.changed()).await.unwrap().unwrap();
    let mut changed = qiaokou();
    changed.row("PM2.5", "pm25", "微克/立方米", ["37", "35"]);
    load(&db, &[&jiangan(), &changed]).await;
    let begun = Instant::now();
    while newest() != Some(2) {
        assert!(begun.elapsed() < Duration::from_secs(1), "release 2 is not known");
        tokio::time::sleep(Duration::from_millis(10)).await;
    }
    std::fs::remove_dir_all(&folder).unwrap();
}
