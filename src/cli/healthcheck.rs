//! `plan-targets healthcheck`, for container images, which have no curl.

use anyhow::{Context, bail};
use std::{
    io::{Read, Write},
    net::{TcpStream, ToSocketAddrs},
    process::ExitCode,
    time::Duration,
};

/// Ask a running server whether it is ready
///
/// The status is 0 if it is ready, and 1 with the reason on standard error if not.
#[derive(Debug, clap::Args)]
pub(super) struct Args {
    /// Address to ask; http only
    #[arg(default_value = "http://127.0.0.1:8080/readyz", value_name = "URL")]
    url: String,
    /// Seconds to wait for the connection, and again for the answer
    #[arg(long, default_value_t = 3, value_name = "SECONDS", value_parser = clap::value_parser!(u64).range(1..=300))]
    timeout: u64,
}

/// # Errors
/// No connection, no answer in time, or an answer other than 200.
pub(super) fn run(args: &Args) -> anyhow::Result<ExitCode> {
    let status = status(&args.url, Duration::from_secs(args.timeout))
        .with_context(|| format!("cannot ask {}", args.url))?;
    if status != 200 {
        bail!("{} answers {status}", args.url);
    }
    Ok(ExitCode::SUCCESS)
}

/// The HTTP status of a GET. HTTP/1.0, so that the server closes the connection after its answer.
fn status(url: &str, timeout: Duration) -> anyhow::Result<u16> {
    let (host, path) = parts(url)?;
    // A name may have an IPv6 and an IPv4 address, and the server may listen on only one of them.
    let mut refused = None;
    for address in host.to_socket_addrs()? {
        match TcpStream::connect_timeout(&address, timeout) {
            Ok(connection) => return ask(connection, host, path, timeout),
            Err(error) => refused = Some(error),
        }
    }
    Err(refused.map_or_else(|| anyhow::anyhow!("{host} has no address"), Into::into))
}

fn ask(
    mut connection: TcpStream,
    host: &str,
    path: &str,
    timeout: Duration,
) -> anyhow::Result<u16> {
    connection.set_read_timeout(Some(timeout))?;
    connection.set_write_timeout(Some(timeout))?;
    // `write!` would send a packet for each part.
    let question = format!("GET {path} HTTP/1.0\r\nHost: {host}\r\n\r\n");
    connection.write_all(question.as_bytes())?;
    // Only the first line is needed: `HTTP/1.0 200 OK`.
    let mut head = String::new();
    connection.take(64).read_to_string(&mut head).context("no answer")?;
    let status = head.strip_prefix("HTTP/1.").and_then(|rest| rest.split(' ').nth(1));
    status.and_then(|status| status.parse().ok()).context("the answer is not HTTP")
}

/// `host:port` and path of `http://host:port/path`.
fn parts(url: &str) -> anyhow::Result<(&str, &str)> {
    let rest = url.strip_prefix("http://").context("expected http://host:port/path")?;
    Ok(rest.find('/').map_or((rest, "/"), |slash| rest.split_at(slash)))
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::{net::TcpListener, thread};

    /// Runs the check against a server that sends `answer`. Returns the result and the request.
    fn ask_one_that_answers(answer: &'static str) -> (String, anyhow::Result<ExitCode>) {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let url = format!("http://{}/readyz", listener.local_addr().unwrap());
        let server = thread::spawn(move || {
            let (mut connection, _) = listener.accept().unwrap();
            let mut request = [0; 1024];
            let length = connection.read(&mut request).unwrap();
            connection.write_all(answer.as_bytes()).unwrap();
            String::from_utf8_lossy(&request[..length]).into_owned()
        });
        let done = run(&Args { url, timeout: 3 });
        (server.join().unwrap(), done)
    }

    #[test]
    fn a_server_that_answers_200_is_ready() {
        let (request, done) = ask_one_that_answers("HTTP/1.0 200 OK\r\n\r\n");
        assert!(request.starts_with("GET /readyz HTTP/1.0\r\nHost: 127.0.0.1:"), "{request}");
        assert_eq!(done.unwrap(), ExitCode::SUCCESS);
    }

    #[test]
    fn any_other_answer_is_an_error() {
        for (answer, reason) in [
            ("HTTP/1.1 503 Service Unavailable\r\n\r\n", "answers 503"),
            ("SSH-2.0-OpenSSH\r\n", "the answer is not HTTP"),
            ("", "the answer is not HTTP"),
        ] {
            let error = format!("{:#}", ask_one_that_answers(answer).1.unwrap_err());
            assert!(error.ends_with(reason), "{error}");
        }
    }

    #[test]
    fn a_server_that_does_not_listen_is_an_error() {
        let free = TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap();
        let error = run(&Args { url: format!("http://{free}/"), timeout: 1 }).unwrap_err();
        assert!(format!("{error:#}").contains("refused"), "{error:#}");
        let error = run(&Args { url: "https://localhost/".into(), timeout: 1 }).unwrap_err();
        assert!(format!("{error:#}").ends_with("expected http://host:port/path"), "{error:#}");
    }
}
