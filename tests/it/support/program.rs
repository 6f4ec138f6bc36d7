//! The program as a process, and requests over a socket.

use std::io::{BufRead, BufReader, Read, Write};
use std::net::{SocketAddr, TcpStream};
use std::process::{Child, Command, Stdio};
use std::time::Duration;

/// Sends a request and reads the whole answer.
pub fn ask(address: SocketAddr, path: &str) -> std::io::Result<String> {
    ask_with(address, path, "")
}

/// The same with further headers, each with its line end.
pub fn ask_with(address: SocketAddr, path: &str, headers: &str) -> std::io::Result<String> {
    let mut connection = TcpStream::connect(address)?;
    connection.set_read_timeout(Some(Duration::from_secs(20)))?;
    write!(connection, "GET {path} HTTP/1.1\r\nhost: test\r\n{headers}connection: close\r\n\r\n")?;
    let mut answer = String::new();
    connection.read_to_string(&mut answer)?;
    Ok(answer)
}

/// The running program; killed at the end of the test if it still runs.
pub struct Program(Child);

impl Program {
    pub fn start(url: &str, arguments: &[&str]) -> Self {
        let program = Command::new(env!("CARGO_BIN_EXE_plan-targets"))
            .args(["serve", "--drain", "0", "--metrics-listen", "off"])
            .args(arguments)
            .env("DATABASE_URL", url)
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn();
        Self(program.unwrap())
    }

    /// The output up to the address that it listens on, and that address.
    pub fn address(&mut self) -> SocketAddr {
        let mut line = String::new();
        BufReader::new(self.0.stdout.as_mut().unwrap()).read_line(&mut line).unwrap();
        let after = line.split("http://").nth(1).unwrap_or_else(|| panic!("{line:?}"));
        after.split(". ").next().unwrap().parse().unwrap()
    }

    /// Sends SIGTERM.
    pub fn terminate(&self) {
        let pid = self.0.id().to_string();
        assert!(Command::new("kill").args(["-TERM", &pid]).status().unwrap().success());
    }

    /// Status and standard error after the end of the program.
    pub fn ended(mut self) -> (Option<i32>, String) {
        let mut told = String::new();
        self.0.stderr.take().unwrap().read_to_string(&mut told).unwrap();
        (self.0.wait().unwrap().code(), told)
    }
}

impl Drop for Program {
    fn drop(&mut self) {
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}
