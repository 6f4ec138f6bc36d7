//! News of releases: from announcements of loads where a connection can listen, else from queries.
//!
//! | connection | how |
//! |---|---|
//! | PostgreSQL, or a pooler in session mode | `LISTEN` |
//! | a hot standby, which sends no announcements | a query every [`QUERY`] until it is promoted |
//! | a pooler in transaction mode | a query every [`QUERY`], or `LISTEN` on a connection that `PLAN_TARGETS_WATCH_DATABASE_URL` names |

use super::database::{Reader, Result};
use super::release::{CHANNEL, Release, current};
use super::session::read_only;
use sqlx::PgPool;
use sqlx::postgres::{PgListener, PgPoolOptions};
use std::time::Duration;
use tokio::sync::watch;
use tokio::time::{sleep, timeout};

/// The time between two queries of a server that sends no announcements.
const QUERY: Duration = Duration::from_secs(2);
/// How long a lost host may take to be replaced by another one.
const HOST_CHANGE: Duration = Duration::from_secs(3);
/// The time between two queries of a standby that has not replicated an announced release yet.
const BEHIND: Duration = Duration::from_millis(200);

/// Where a watcher learns of releases.
#[derive(Debug, Clone)]
pub struct NewsSource {
    /// The database that answers are read from.
    pub reads: PgPool,
    reader: Option<Reader>,
    listens: Option<Reader>,
}

impl NewsSource {
    /// `listens` is the database that announcements are received from, where `reader` is not.
    pub fn new(reader: &Reader, listens: Option<Reader>) -> Self {
        Self { reads: reader.db.clone(), reader: Some(reader.clone()), listens }
    }

    /// The reader whose connection listens; `None` where releases are only queried.
    fn listening(&self) -> Option<&Reader> {
        self.listens.as_ref().or(self.reader.as_ref()).filter(|reader| reader.can_listen())
    }
}

/// PostgreSQL itself, or a pooler in session mode.
impl From<PgPool> for NewsSource {
    fn from(reads: PgPool) -> Self {
        Self { reads, reader: None, listens: None }
    }
}

/// Connections of its own that learn of new releases.
#[derive(Debug)]
pub struct ReleaseListener {
    listener: Option<PgListener>,
    /// Reads from the database that answers are read from, where `listener` does not.
    reading: Option<PgPool>,
    /// Whether the server that is listened to is a standby.
    standby: bool,
    /// Whether a release was announced that cannot be read yet.
    behind: bool,
    host_changes: Vec<watch::Receiver<usize>>,
    source: NewsSource,
}

impl ReleaseListener {
    /// Connects, and listens where that is possible. The connections cannot write.
    ///
    /// # Errors
    /// Those of the database.
    pub async fn listen(source: &NewsSource) -> Result<Self> {
        let readers = source.reader.iter().chain(&source.listens);
        let mut news = Self {
            listener: None,
            reading: None,
            standby: false,
            behind: false,
            host_changes: readers
                .filter(|reader| reader.hosts().are_several())
                .map(|reader| reader.hosts().changes())
                .collect(),
            source: source.clone(),
        };
        match &source.reader {
            Some(reader) if source.listens.is_some() || !reader.can_listen() => {
                news.reading = Some(reader.own_connection().await?);
                news.listen_again().await;
            }
            _ => news.connect_listener().await?,
        }
        Ok(news)
    }

    /// Connects and listens, where the source has a connection that can.
    async fn connect_listener(&mut self) -> Result<()> {
        let own = if self.source.reader.is_some() {
            let Some(reader) = self.source.listening() else { return Ok(()) };
            reader.own_connection().await?
        } else {
            let options = (*self.source.reads.connect_options()).clone();
            read_only(PgPoolOptions::new().max_connections(1)).connect_with(options).await?
        };
        let mut listener = PgListener::connect_with(&own).await?;
        self.standby = match listener.listen(CHANNEL).await {
            Ok(()) => false,
            Err(error) if is_standby(&error) => true,
            Err(error) => return Err(error),
        };
        self.listener = Some(listener);
        Ok(())
    }

    /// Connects a listener that only makes news faster: without it, releases are queried.
    async fn listen_again(&mut self) {
        if let Err(error) = self.connect_listener().await {
            tracing::debug!(%error, "no connection for announcements; releases are queried");
        }
    }

    /// The newest release that can be read; `None` before the first load.
    ///
    /// # Errors
    /// Those of the database.
    pub async fn current(&mut self) -> Result<Option<Release>> {
        // The driver tries to connect to a host that refuses again and again. So the next host is waited for meanwhile: an
        // announcement on it would be missed.
        let mut changes = std::mem::take(&mut self.host_changes);
        let answer = tokio::select! {
            () = any_change(&mut changes) => None,
            answer = self.ask() => Some(answer),
        };
        self.host_changes = changes;
        match answer {
            Some(Err(error)) if !self.host_changes.is_empty() => {
                let change = timeout(HOST_CHANGE, any_change(&mut self.host_changes)).await;
                if change.is_err() {
                    return Err(error);
                }
            }
            Some(answer) => return answer,
            None => {}
        }
        self.connect_again().await?;
        self.ask().await
    }

    async fn connect_again(&mut self) -> Result<()> {
        *self = Self::listen(&self.source.clone()).await?;
        Ok(())
    }

    async fn ask(&mut self) -> Result<Option<Release>> {
        let announced = match &mut self.listener {
            Some(listener) => current(listener).await,
            None => Ok(None),
        };
        let Some(reading) = &self.reading else { return announced };
        let announced = announced.unwrap_or_else(|_| {
            self.listener = None;
            None
        });
        let newest = current(reading).await?;
        let id = |release: &Option<Release>| release.as_ref().map(|release| release.id);
        self.behind = id(&announced) > id(&newest);
        Ok(newest)
    }

    /// Waits for an announcement, for the time of the next query, or for a change of the host. False where the connection was
    /// lost; announcements may then be lost too.
    ///
    /// # Errors
    /// Those of the database.
    pub async fn next(&mut self) -> Result<bool> {
        let wait = if self.behind { BEHIND } else { QUERY };
        let listener = self.listener.as_mut().filter(|_| !self.standby && !self.behind);
        let news = async {
            if let Some(listener) = listener {
                return Ok(listener.try_recv().await?.is_some());
            }
            sleep(wait).await;
            Ok(true)
        };
        let connected = tokio::select! {
            () = any_change(&mut self.host_changes) => {
                self.connect_again().await?;
                return Ok(true);
            }
            connected = news => connected,
        };
        let replaced = self.reading.is_some() || !self.host_changes.is_empty();
        if replaced && !matches!(connected, Ok(true)) {
            // The next query finds out whether releases can be read without it.
            if self.reading.is_some() {
                self.listener = None;
            }
            return Ok(true);
        }
        if self.standby && self.listener.is_some() {
            self.listen_after_promotion().await?;
        } else if self.listener.is_none() && !self.behind {
            self.listen_again().await;
        }
        connected
    }

    async fn listen_after_promotion(&mut self) -> Result<()> {
        let Some(listener) = &mut self.listener else { return Ok(()) };
        let in_recovery = sqlx::query_scalar::<_, bool>("select pg_is_in_recovery()");
        if !in_recovery.fetch_one(&mut *listener).await? {
            listener.listen(CHANNEL).await?;
            self.standby = false;
        }
        Ok(())
    }
}

/// Waits until one of the URLs leads to another host; for ever where there are none.
async fn any_change(changes: &mut [watch::Receiver<usize>]) {
    if changes.is_empty() {
        return std::future::pending().await;
    }
    let each = changes.iter_mut().map(|change| Box::pin(change.changed()));
    futures_util::future::select_all(each).await.0.ok();
}

/// Whether the error is that of a standby, which does not support `LISTEN`.
fn is_standby(error: &sqlx::Error) -> bool {
    let code = error.as_database_error().and_then(sqlx::error::DatabaseError::code);
    // read_only_sql_transaction
    code.as_deref() == Some("25006")
}
