//! The bounds on open connections, in all and of one client.
//!
//! A connection beyond a bound gets a bare status (503, or 429 where the client has its part) and is closed. A trusted
//! proxy has the connections of many clients, so the bound of one client does not apply to it.

use super::client::{Client, Peer, is_trusted};
use super::occasional_line::OccasionalLine;
use crate::api::metrics::{Counted, Metrics};
use crate::config::Limits;
use axum::http::HeaderMap;
use ipnet::IpNet;
use std::collections::HashMap;
use std::io::Write;
use std::net::SocketAddr;
use std::sync::{Arc, Mutex, PoisonError};
use tokio::net::TcpStream;

/// The open connections.
#[derive(Debug)]
pub(super) struct Connections {
    most: usize,
    most_of_client: usize,
    trusted: Vec<IpNet>,
    open: Mutex<OpenConnections>,
    metrics: Arc<Metrics>,
    lines: [OccasionalLine; 2],
}

#[derive(Debug, Default)]
struct OpenConnections {
    all: usize,
    of_clients: HashMap<Client, usize>,
}

/// The bound that a connection is beyond.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum ConnectionLimit {
    All,
    Client,
}

impl ConnectionLimit {
    /// The reason in `plan_targets_refusals_total`.
    fn word(self) -> &'static str {
        match self {
            Self::All => "connections",
            Self::Client => "client_connections",
        }
    }

    fn answer(self) -> &'static [u8] {
        match self {
            Self::All => {
                b"HTTP/1.1 503 Service Unavailable\r\nretry-after: 1\r\nconnection: close\r\ncontent-length: 0\r\n\r\n"
            }
            Self::Client => {
                b"HTTP/1.1 429 Too Many Requests\r\nretry-after: 1\r\nconnection: close\r\ncontent-length: 0\r\n\r\n"
            }
        }
    }
}

/// An open connection, counted until it is dropped.
#[derive(Debug)]
pub(super) struct OpenConnection {
    connections: Arc<Connections>,
    client: Option<Client>,
    _counted: Counted,
}

impl Connections {
    pub(super) fn new(limits: &Limits, metrics: Arc<Metrics>) -> Self {
        Self {
            most: limits.connections as usize,
            most_of_client: limits.client_connections as usize,
            trusted: limits.trusted_proxies.clone(),
            open: Mutex::default(),
            metrics,
            lines: Default::default(),
        }
    }

    /// Counts a connection.
    ///
    /// # Errors
    /// The bound that it is beyond.
    pub(super) fn admit(
        self: &Arc<Self>,
        peer: SocketAddr,
    ) -> Result<OpenConnection, ConnectionLimit> {
        let is_proxy = is_trusted(peer.ip().to_canonical(), &self.trusted);
        let client = (!is_proxy).then(|| Client::of(Some(Peer(peer)), &HeaderMap::default(), &[]));
        let mut open = self.open.lock().unwrap_or_else(PoisonError::into_inner);
        if open.all >= self.most {
            return Err(ConnectionLimit::All);
        }
        if let Some(client) = client {
            let own = open.of_clients.entry(client).or_default();
            if *own >= self.most_of_client {
                return Err(ConnectionLimit::Client);
            }
            *own += 1;
        }
        open.all += 1;
        let counted = Counted::one(&self.metrics.connections);
        Ok(OpenConnection { connections: Arc::clone(self), client, _counted: counted })
    }

    /// Answers a connection that is beyond a bound, and closes it.
    pub(super) fn refuse(&self, full: ConnectionLimit, stream: TcpStream, peer: SocketAddr) {
        self.metrics.refusals.with_label_values(&[full.word()]).inc();
        if let Some(unlogged) = self.lines[full as usize].line() {
            let limit = match full {
                ConnectionLimit::All => self.most,
                ConnectionLimit::Client => self.most_of_client,
            };
            let which = full.word();
            tracing::warn!(which, limit, %peer, unlogged, "a connection was refused: the limit is reached");
        }
        // The buffer of a new socket takes these bytes at once. A client that is gone needs none.
        let _ = stream.into_std().and_then(|mut socket| socket.write_all(full.answer()));
    }
}

impl Drop for OpenConnection {
    fn drop(&mut self) {
        let mut open = self.connections.open.lock().unwrap_or_else(PoisonError::into_inner);
        open.all -= 1;
        if let Some(client) = self.client
            && let Some(own) = open.of_clients.get_mut(&client)
        {
            *own -= 1;
            if *own == 0 {
                open.of_clients.remove(&client);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn peer(last: u8) -> SocketAddr {
        SocketAddr::from(([192, 0, 2, last], 4000))
    }

    #[test]
    fn one_client_and_all_have_a_bound_and_an_ended_connection_gives_its_place_back() {
        let limits = Limits {
            connections: 4,
            client_connections: 2,
            trusted_proxies: vec!["192.0.2.9/32".parse().unwrap()],
            ..Limits::default()
        };
        let connections = Arc::new(Connections::new(&limits, Arc::default()));
        let open = |last| connections.admit(peer(last));
        let mut held = vec![open(1).unwrap(), open(1).unwrap()];
        assert_eq!(open(1).unwrap_err(), ConnectionLimit::Client);
        held.push(open(2).unwrap());
        held.push(open(9).unwrap());
        assert_eq!(open(3).unwrap_err(), ConnectionLimit::All);
        held.remove(0);
        held.push(open(1).unwrap());
        held.clear();
        // A proxy has as many as there are.
        held.extend((0..4).map(|_| open(9).unwrap()));
        assert_eq!(open(9).unwrap_err(), ConnectionLimit::All);
        assert_eq!(connections.metrics.connections.get(), 4);
        drop(held);
        assert!(connections.open.lock().unwrap().of_clients.is_empty());
    }
}
