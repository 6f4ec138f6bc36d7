//! Connections to a PostgreSQL that requires TLS, with a certificate of a private CA.

use std::process::{Command, Stdio};

/// Runs a command with such a PostgreSQL; `PROGRAM` is this program. Returns its standard output.
fn with_tls(command: &str) -> String {
    let script = concat!(env!("CARGO_MANIFEST_DIR"), "/scripts/with-postgres");
    let done = Command::new(script)
        .args(["--private", "--tls", "sh", "-c", command])
        .env("PROGRAM", env!("CARGO_BIN_EXE_plan-targets"))
        .stdin(Stdio::null())
        .output()
        .unwrap();
    let told = String::from_utf8_lossy(&done.stderr);
    assert!(done.status.success(), "{told}");
    String::from_utf8(done.stdout).unwrap()
}

#[test]
fn a_database_that_requires_tls_is_reached_and_its_certificate_checked() {
    let told = with_tls(
        r#"
        try() {
            if "$PROGRAM" migrate --database-url "$2" >output 2>&1; then echo "$1: reached"; else
                echo "$1: $(tail -n 1 output)"; fi
        }
        cd "$(mktemp -d)"
        other=$(echo "$TLS_URL" | sed s/localhost/127.0.0.1/)
        try full "$TLS_URL?sslmode=verify-full&sslrootcert=$TLS_ROOT"
        try unencrypted "$TLS_URL?sslmode=disable"
        try unknown_ca "$TLS_URL?sslmode=verify-full"
        try other_name "$other?sslmode=verify-full&sslrootcert=$TLS_ROOT"
        try other_name_ca "$other?sslmode=verify-ca&sslrootcert=$TLS_ROOT"
        try unchecked "$TLS_URL?sslmode=require"
        rm -r "$PWD"
        "#,
    );
    let lines: Vec<_> = told.lines().collect();
    assert_eq!(lines.len(), 6, "{told}");
    let says = |line: usize, words: &str| assert!(lines[line].contains(words), "{told}");
    says(0, "full: reached");
    says(1, "no encryption");
    says(2, "UnknownIssuer");
    says(3, "not valid for name");
    says(4, "other_name_ca: reached");
    says(5, "unchecked: reached");
}
