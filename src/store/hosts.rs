//! The hosts of a database URL: which one is used, and the change to another one.
//!
//! Hosts are tried in the order of the URL. While a pool with several hosts is open, [`follow`] asks the host in use every
//! [`TICK`] whether it still is what `target_session_attrs` wants, and leads the pool to another host where it is not or does
//! not answer.

use super::database_url::{DatabaseUrl, SessionTarget};
use sqlx::Result;
use sqlx::postgres::{PgConnectOptions, PgConnection};
use sqlx::{ConnectOptions, PgPool, Row};
use std::sync::Arc;
use std::sync::Mutex;
use std::sync::PoisonError;
use std::time::{Duration, Instant};
use tokio::sync::watch;
use tokio::time::{sleep, timeout};

/// The time between two questions to the host in use.
const TICK: Duration = Duration::from_millis(500);
/// How long a host may take to answer. Requests wait longer for a connection, so those that wait while a host is lost are
/// answered by the next one.
pub const PATIENCE: Duration = Duration::from_secs(1);
/// The time after which a preferred host is looked for again, while another one is in use.
const RETURN: Duration = Duration::from_secs(10);

/// The hosts of a URL and the one in use.
#[derive(Debug)]
pub struct Hosts {
    all: Vec<PgConnectOptions>,
    target: SessionTarget,
    used: Mutex<UsedHost>,
    /// Sends the index of the host in use at each change.
    changes: watch::Sender<usize>,
}

#[derive(Debug)]
struct UsedHost {
    index: usize,
    /// `None` before the first change.
    since: Option<Instant>,
    /// The newest release that was seen on a host.
    release: Option<i32>,
}

/// What a server says of itself.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct ServerState {
    standby: bool,
    read_only: bool,
    /// `None` where the login may not read it, and before the first load.
    release: Option<i32>,
}

/// No host can be used.
#[derive(Debug, thiserror::Error)]
pub enum HostError {
    /// The only host does not answer.
    #[error(transparent)]
    Connect(sqlx::Error),
    #[error("no host is usable with target_session_attrs={}: {reasons}", .target.name())]
    None {
        target: SessionTarget,
        /// One reason for each host, separated by semicolons.
        reasons: String,
    },
}

impl SessionTarget {
    /// Whether a server fits. For `prefer-standby` every server does; a standby is looked for first.
    fn fits(self, state: ServerState) -> bool {
        match self {
            Self::Any | Self::PreferStandby => true,
            Self::ReadWrite => !state.standby && !state.read_only,
            Self::ReadOnly => state.standby || state.read_only,
            Self::Primary => !state.standby,
            Self::Standby => state.standby,
        }
    }
}

impl Hosts {
    /// Chooses a host of the URL. `default` is the target where the URL has none.
    ///
    /// # Errors
    /// No host can be used.
    pub async fn choose(url: &DatabaseUrl, default: SessionTarget) -> Result<Arc<Self>, HostError> {
        let hosts = Self {
            all: url.hosts.clone(),
            target: url.target.unwrap_or(default),
            used: Mutex::new(UsedHost { index: 0, since: None, release: None }),
            changes: watch::Sender::new(0),
        };
        let (index, state) = hosts.best().await?;
        {
            let mut used = hosts.used();
            (used.index, used.release) = (index, state.release);
        }
        Ok(Arc::new(hosts))
    }

    pub fn are_several(&self) -> bool {
        self.all.len() > 1
    }

    /// The options of the host in use.
    pub fn options(&self) -> PgConnectOptions {
        self.all[self.used().index].clone()
    }

    /// Receives each change of the host.
    pub fn changes(&self) -> watch::Receiver<usize> {
        self.changes.subscribe()
    }

    /// Whether a connection of this age leads to a host that was in use before.
    pub fn is_outdated(&self, age: Duration) -> bool {
        self.used().since.is_some_and(|since| age > since.elapsed())
    }

    fn used(&self) -> std::sync::MutexGuard<'_, UsedHost> {
        self.used.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// The first host that fits. A host that lacks the newest release seen so far is used only where no other one fits: it is
    /// a standby that is behind, and answers from that release would be incomplete there.
    async fn best(&self) -> Result<(usize, ServerState), HostError> {
        let mut reasons = Vec::new();
        let mut fitting: Vec<(usize, ServerState)> = Vec::new();
        let newest = self.used().release;
        let answers = futures_util::future::join_all(self.all.iter().map(ask)).await;
        for (index, answer) in answers.into_iter().enumerate() {
            let name = host_name(&self.all[index]);
            match answer {
                Ok(state) if self.target.fits(state) => {
                    let preferred = self.target != SessionTarget::PreferStandby || state.standby;
                    if preferred && state.release >= newest {
                        return Ok((index, state));
                    }
                    fitting.push((index, state));
                }
                Ok(state) if state.standby => reasons.push(format!("{name} is a standby")),
                Ok(state) if state.read_only => reasons.push(format!("{name} is read-only")),
                Ok(_) => reasons.push(format!("{name} is a primary")),
                Err(error) if self.all.len() == 1 => return Err(HostError::Connect(error)),
                Err(error) => reasons.push(format!("{name}: {error}")),
            }
        }
        let newest = fitting.iter().map(|(_, state)| state.release).max().flatten();
        let best = fitting.into_iter().find(|(_, state)| state.release >= newest);
        best.ok_or_else(|| HostError::None { target: self.target, reasons: reasons.join("; ") })
    }

    /// Whether the target would rather have another host than the one in use.
    fn is_second_choice(&self, state: ServerState) -> bool {
        match self.target {
            SessionTarget::PreferStandby => !state.standby,
            _ => self.used().index > 0,
        }
    }

    /// Takes another host into use.
    fn change(&self, index: usize, state: ServerState, db: &PgPool) {
        let options = self.all[index].clone();
        {
            let mut used = self.used();
            if used.index == index {
                return;
            }
            *used = UsedHost { index, since: Some(Instant::now()), release: state.release };
        }
        tracing::info!(
            host = host_name(&options),
            standby = state.standby,
            "the host of the database changed"
        );
        db.set_connect_options(options);
        self.changes.send_replace(index);
    }
}

/// Keeps a pool at a host that fits, until the pool is closed. Uses one connection of its own.
pub async fn follow(hosts: Arc<Hosts>, db: PgPool) {
    let closed = db.clone();
    closed.close_event().do_until(Box::pin(follow_hosts(&hosts, &db))).await.ok();
}

async fn follow_hosts(hosts: &Hosts, db: &PgPool) {
    let mut connection: Option<ProbeConnection> = None;
    let mut looked = Instant::now();
    let mut lost = false;
    loop {
        sleep(TICK).await;
        let state = match &mut connection {
            Some(connection) => limited(connection.state()).await.ok(),
            None => None,
        };
        if let Some(state) = state.filter(|state| hosts.target.fits(*state)) {
            lost = false;
            let release = state.release.max(hosts.used().release);
            hosts.used().release = release;
            if !hosts.is_second_choice(state) || looked.elapsed() < RETURN {
                continue;
            }
        }
        looked = Instant::now();
        match hosts.best().await {
            Ok((index, state)) => {
                let same = state.release.max(hosts.used().release);
                hosts.used().release = same;
                hosts.change(index, state, db);
                connection = limited(ProbeConnection::open(&hosts.all[index])).await.ok();
            }
            Err(error) => {
                connection = None;
                if !std::mem::replace(&mut lost, true) {
                    tracing::warn!(%error, "no host of the database is usable");
                }
            }
        }
    }
}

/// `host:port`, or the folder of the socket with the port.
pub fn host_name(options: &PgConnectOptions) -> String {
    let port = options.get_port();
    match options.get_socket() {
        Some(socket) => format!("{}:{port}", socket.display()),
        None => format!("{}:{port}", options.get_host()),
    }
}

async fn ask(options: &PgConnectOptions) -> Result<ServerState> {
    limited(async { ProbeConnection::open(options).await?.state().await }).await
}

/// A connection that asks a server what it is.
#[derive(Debug)]
struct ProbeConnection {
    connection: PgConnection,
    /// False once the login was refused to read the newest release; each refusal is a line of the server's log.
    reads_releases: bool,
}

impl ProbeConnection {
    async fn open(options: &PgConnectOptions) -> Result<Self> {
        Ok(Self { connection: options.connect().await?, reads_releases: true })
    }

    /// The statements are of the simple protocol, each in one message, so poolers of every mode pass them on.
    async fn state(&mut self) -> Result<ServerState> {
        let state = "select pg_is_in_recovery()::text, current_setting('transaction_read_only')";
        let row = sqlx::raw_sql(state).fetch_one(&mut self.connection).await?;
        let (standby, read_only): (String, String) = (row.try_get(0)?, row.try_get(1)?);
        let release = if self.reads_releases { self.release().await? } else { None };
        Ok(ServerState { standby: standby == "true", read_only: read_only == "on", release })
    }

    async fn release(&mut self) -> Result<Option<i32>> {
        let newest = "begin; set local role plan_targets_reader; select max(id)::text from release; rollback";
        match sqlx::raw_sql(newest).fetch_all(&mut self.connection).await {
            Ok(rows) => {
                let newest = rows.first().and_then(|row| row.try_get::<String, _>(0).ok());
                Ok(newest.and_then(|newest| newest.parse().ok()))
            }
            Err(sqlx::Error::Database(_)) => {
                self.reads_releases = false;
                sqlx::raw_sql("rollback").execute(&mut self.connection).await?;
                Ok(None)
            }
            Err(error) => Err(error),
        }
    }
}

async fn limited<T>(future: impl Future<Output = Result<T>>) -> Result<T> {
    timeout(PATIENCE, future).await.unwrap_or(Err(sqlx::Error::PoolTimedOut))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_target_fits_servers_as_in_libpq() {
        let server = |standby, read_only| ServerState { standby, read_only, release: None };
        let (primary, standby, locked) =
            (server(false, false), server(true, true), server(false, true));
        let fits =
            |target: SessionTarget| [primary, standby, locked].map(|state| target.fits(state));
        assert_eq!(fits(SessionTarget::Any), [true, true, true]);
        assert_eq!(fits(SessionTarget::ReadWrite), [true, false, false]);
        assert_eq!(fits(SessionTarget::ReadOnly), [false, true, true]);
        assert_eq!(fits(SessionTarget::Primary), [true, false, true]);
        assert_eq!(fits(SessionTarget::Standby), [false, true, false]);
        assert_eq!(fits(SessionTarget::PreferStandby), [true, true, true]);
    }
}
