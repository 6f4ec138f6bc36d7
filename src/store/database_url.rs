//! Database URLs as libpq reads them. sqlx reads one host; lists of hosts and `target_session_attrs` are read here:
//!
//! ```text
//! postgres://user:password@db1:5432,db2:5432/plan_targets?target_session_attrs=prefer-standby
//! postgres:///plan_targets?host=/run/one,/run/two&port=5432,5433
//! ```

use percent_encoding::percent_decode_str;
use sqlx::postgres::PgConnectOptions;

/// A database URL: its hosts, each with the options of a connection to it.
#[derive(Debug, Clone)]
pub struct DatabaseUrl {
    /// In the order of the URL; at least one.
    pub hosts: Vec<PgConnectOptions>,
    /// `None` where the URL does not have the parameter.
    pub target: Option<SessionTarget>,
    /// Whether the URL asks for a cache of prepared statements (`statement-cache-capacity`); `None` where it does not
    /// have the parameter.
    pub caches_statements: Option<bool>,
}

/// The servers that may be used, by the names of libpq's `target_session_attrs`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SessionTarget {
    Any,
    ReadWrite,
    ReadOnly,
    Primary,
    Standby,
    /// A standby, or any server where no standby answers.
    PreferStandby,
}

impl SessionTarget {
    const NAMES: [(&'static str, Self); 6] = [
        ("any", Self::Any),
        ("read-write", Self::ReadWrite),
        ("read-only", Self::ReadOnly),
        ("primary", Self::Primary),
        ("standby", Self::Standby),
        ("prefer-standby", Self::PreferStandby),
    ];

    /// The name in a URL.
    pub fn name(self) -> &'static str {
        Self::NAMES.iter().find(|(_, target)| *target == self).map_or("", |(name, _)| name)
    }

    fn of_name(name: &str) -> Result<Self, UrlError> {
        let found = Self::NAMES.iter().find(|(known, _)| *known == name);
        found.map(|(_, target)| *target).ok_or_else(|| UrlError::Target(name.to_owned()))
    }
}

/// Why a database URL cannot be read.
#[derive(Debug, thiserror::Error)]
pub enum UrlError {
    #[error("a database URL begins with postgres://")]
    Scheme,
    #[error(
        "target_session_attrs={0} is unknown; it is any, read-write, read-only, primary, standby or prefer-standby"
    )]
    Target(String),
    #[error(
        "the URL has {hosts} hosts and {ports} ports; one port is for all hosts, several are one for each"
    )]
    Ports { hosts: usize, ports: usize },
    #[error("{0}")]
    Options(#[from] sqlx::Error),
}

impl DatabaseUrl {
    /// Reads a URL. Connections name themselves `application` where neither the URL nor `PGAPPNAME` has a name.
    ///
    /// # Errors
    /// A malformed URL.
    pub fn parse(url: &str, application: &str) -> Result<Self, UrlError> {
        let parts = Parts::of(url)?;
        let mut target = None;
        let mut caches_statements = None;
        let (mut hosts, mut ports) = (None, None);
        let mut rest = Vec::new();
        for (name, value) in &parts.parameters {
            match *name {
                "target_session_attrs" => target = Some(SessionTarget::of_name(value)?),
                "host" => hosts = Some(list(value)),
                "port" => ports = Some(list(value)),
                _ => rest.push(format!("{name}={}", parts.raw(name))),
            }
            if *name == "statement-cache-capacity" {
                caches_statements = Some(value != "0");
            }
        }
        let addresses = addresses(&parts, hosts.as_deref(), ports.as_deref())?;
        let mut options = Vec::new();
        for address in addresses {
            let mut query = rest.clone();
            query.extend(address.parameters);
            let url = format!(
                "{}://{}{}{}?{}",
                parts.scheme,
                parts.user,
                address.authority,
                parts.path,
                query.join("&")
            );
            options.push(named(url.parse()?, application));
        }
        Ok(Self { hosts: options, target, caches_statements })
    }
}

/// The options with a name for `pg_stat_activity`. `extra_float_digits` is left out: figures are read in binary form, and
/// poolers refuse the parameter.
fn named(options: PgConnectOptions, application: &str) -> PgConnectOptions {
    let options = options.extra_float_digits(None);
    match options.get_application_name() {
        Some(_) => options,
        None => options.application_name(application),
    }
}

/// The parts of a URL, still percent-encoded but for the values of `parameters`.
struct Parts<'u> {
    scheme: &'u str,
    /// With its `@`; empty where there is none.
    user: &'u str,
    /// `host:port`, separated by commas.
    authority: &'u str,
    /// With its `/`; empty where there is none.
    path: &'u str,
    parameters: Vec<(&'u str, String)>,
    query: &'u str,
}

impl<'u> Parts<'u> {
    fn of(url: &'u str) -> Result<Self, UrlError> {
        let (scheme, rest) = url.split_once("://").ok_or(UrlError::Scheme)?;
        if !["postgres", "postgresql"].contains(&scheme) {
            return Err(UrlError::Scheme);
        }
        let (rest, query) = rest.split_once('?').unwrap_or((rest, ""));
        let (authority, path) = rest.split_at(rest.find('/').unwrap_or(rest.len()));
        let (user, authority) = authority.split_at(authority.rfind('@').map_or(0, |at| at + 1));
        let parameters = query.split('&').filter_map(|pair| pair.split_once('='));
        let decoded = |value: &str| percent_decode_str(value).decode_utf8_lossy().into_owned();
        let parameters = parameters.map(|(name, value)| (name, decoded(value))).collect();
        Ok(Self { scheme, user, authority, path, parameters, query })
    }

    /// The value of a parameter as the URL has it.
    fn raw(&self, name: &str) -> &'u str {
        let pairs = self.query.split('&').filter_map(|pair| pair.split_once('='));
        pairs.rev().find(|(known, _)| *known == name).map_or("", |(_, value)| value)
    }
}

/// The part of a URL that names one host.
#[derive(Debug, Default)]
struct Address {
    authority: String,
    parameters: Vec<String>,
}

fn addresses(
    parts: &Parts<'_>,
    hosts: Option<&[String]>,
    ports: Option<&[String]>,
) -> Result<Vec<Address>, UrlError> {
    let in_authority: Vec<_> = parts.authority.split(',').collect();
    let count = hosts.map_or(in_authority.len(), <[String]>::len);
    let port_count = ports.map_or(1, <[String]>::len);
    if port_count != 1 && port_count != count {
        return Err(UrlError::Ports { hosts: count, ports: port_count });
    }
    let address = |at: usize| {
        let mut address = Address::default();
        match hosts {
            // `host=` overrides the authority, whose port may still apply.
            Some(hosts) => {
                address.parameters.push(format!("host={}", encoded(&hosts[at])));
                if in_authority.len() == 1 {
                    in_authority[0].clone_into(&mut address.authority);
                }
                // A URL with a user needs some host.
                if address.authority.is_empty() && !parts.user.is_empty() {
                    "localhost".clone_into(&mut address.authority);
                }
            }
            None => in_authority[at].clone_into(&mut address.authority),
        }
        let port = ports.and_then(|ports| ports.get(at).or(ports.first()));
        address.parameters.extend(port.map(|port| format!("port={}", encoded(port))));
        address
    };
    Ok((0..count).map(address).collect())
}

fn encoded(value: &str) -> String {
    percent_encoding::utf8_percent_encode(value, percent_encoding::NON_ALPHANUMERIC).to_string()
}

fn list(value: &str) -> Vec<String> {
    value.split(',').map(str::to_owned).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(url: &str) -> DatabaseUrl {
        DatabaseUrl::parse(url, "plan-targets test").unwrap()
    }

    /// The hosts as `user@host:port/database`, or the socket for the host.
    fn hosts(url: &str) -> Vec<String> {
        let line = |options: &PgConnectOptions| {
            let host = options.get_socket().map_or_else(
                || options.get_host().to_owned(),
                |socket| socket.display().to_string(),
            );
            let (user, database) = (options.get_username(), options.get_database());
            format!("{user}@{host}:{}/{}", options.get_port(), database.unwrap_or_default())
        };
        read(url).hosts.iter().map(line).collect()
    }

    #[test]
    fn a_url_may_list_hosts_each_with_its_port() {
        assert_eq!(
            hosts("postgres://u:p@db1:5433,db2,[::1]:5434/plans"),
            ["u@db1:5433/plans", "u@db2:5432/plans", "u@[::1]:5434/plans"]
        );
        assert_eq!(
            hosts("postgres://u@/plans?host=/run/one,db2&port=5432,5433"),
            ["u@/run/one:5432/plans", "u@db2:5433/plans"]
        );
        assert_eq!(hosts("postgresql://u@db1,db2/p?port=6432"), ["u@db1:6432/p", "u@db2:6432/p"]);
    }

    #[test]
    fn a_url_with_one_host_stays_as_it_is() {
        assert_eq!(
            hosts("postgres://u%40x:p%2Fw@%2Frun%2Fpg:5433/a%20b"),
            ["u@x@/run/pg:5433/a b"]
        );
        assert_eq!(hosts("postgres://u@db:5433/plans?host=other"), ["u@other:5433/plans"]);
        let url = read("postgres://u@db/plans?application_name=mine&sslmode=verify-full");
        assert_eq!(url.hosts[0].get_application_name(), Some("mine"));
        assert!(matches!(url.hosts[0].get_ssl_mode(), sqlx::postgres::PgSslMode::VerifyFull));
        assert_eq!((url.target, url.caches_statements), (None, None));
    }

    #[test]
    fn the_target_and_the_cache_of_statements_are_read() {
        let url = read(
            "postgres://u@a,b/p?target_session_attrs=prefer-standby&statement-cache-capacity=50",
        );
        assert_eq!(url.target, Some(SessionTarget::PreferStandby));
        assert_eq!(url.caches_statements, Some(true));
        assert_eq!(url.hosts[1].get_application_name(), Some("plan-targets test"));
        assert_eq!(
            read("postgres://u@a/p?statement-cache-capacity=0").caches_statements,
            Some(false)
        );
    }

    #[test]
    fn errors_name_what_is_wrong() {
        let error = |url| DatabaseUrl::parse(url, "").unwrap_err().to_string();
        assert_eq!(error("mysql://a/b"), "a database URL begins with postgres://");
        assert!(
            error("postgres://a/b?target_session_attrs=master")
                .contains("target_session_attrs=master is unknown")
        );
        assert!(error("postgres://a,b,c/d?port=1,2").contains("3 hosts and 2 ports"));
        assert!(error("postgres://a:b:c/d").contains("invalid port"));
    }
}
