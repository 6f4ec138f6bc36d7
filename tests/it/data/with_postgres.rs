//! Runs `scripts/with-postgres` as a person does. Checks the environment of the command, and that no
//! process or file remains, however the command ends.

use std::{
    env, fs,
    io::{BufRead, BufReader, Read, Write},
    os::unix::{fs::PermissionsExt, process::ExitStatusExt},
    path::{Path, PathBuf},
    process::{Child, ChildStdout, Command, Output, Stdio},
    thread,
    time::{Duration, Instant},
};

/// A TMPDIR for one test. Files that the script leaves behind would be in it.
struct Scratch(PathBuf);

impl Scratch {
    fn new(name: &str) -> Self {
        let path = env::temp_dir().join(format!("wp-{name}-{}", std::process::id()));
        fs::create_dir_all(&path).unwrap();
        // The server may run as another user.
        fs::set_permissions(&path, fs::Permissions::from_mode(0o755)).unwrap();
        Self(path)
    }

    /// The script with `command` to run in a shell without a terminal; not started yet.
    fn run(&self, command: &str) -> Command {
        self.run_with(&[], command)
    }

    fn run_with(&self, options: &[&str], command: &str) -> Command {
        let mut script = Command::new(script());
        script.args(options).args(["sh", "-c", command]).env("TMPDIR", &self.0);
        script.env_remove("DATABASE_URL").stdin(Stdio::null());
        script.stdout(Stdio::piped()).stderr(Stdio::piped());
        script
    }

    /// Whether the server's directory has a file whose name begins with `name`.
    fn has(&self, name: &str) -> bool {
        let (folder, start) = name.rsplit_once('/').unwrap_or(("", name));
        fs::read_dir(&self.0).unwrap().flatten().any(|private| {
            fs::read_dir(private.path().join(folder)).is_ok_and(|files| {
                files.flatten().any(|f| f.file_name().to_string_lossy().starts_with(start))
            })
        })
    }

    fn is_empty(&self) -> bool {
        fs::read_dir(&self.0).unwrap().next().is_none()
    }
}

impl Drop for Scratch {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.0);
    }
}

fn script() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("scripts/with-postgres")
}

/// A command that prints the process id of the server, then that of its own child, and waits for
/// the child.
const LONG: &str = "head -1 $PGHOST/data/postmaster.pid; sh -c 'echo $$; exec sleep 300'; exit $?";

/// The running script, with `LONG` as its command.
struct Running {
    child: Child,
    stdout: BufReader<ChildStdout>,
    server: u32,
    sleeper: u32,
}

fn start(mut script: Command) -> Running {
    let mut child = script.stderr(Stdio::inherit()).spawn().unwrap();
    let mut stdout = BufReader::new(child.stdout.take().unwrap());
    let mut number = || {
        let mut line = String::new();
        stdout.read_line(&mut line).unwrap();
        line.trim().parse().unwrap()
    };
    let (server, sleeper) = (number(), number());
    Running { child, stdout, server, sleeper }
}

fn send(signal: &str, process: u32) {
    assert!(kill(signal, process));
}

/// Uses the `kill` of the shell, because a small machine has no program of that name.
fn kill(signal: &str, process: u32) -> bool {
    let command = format!("kill -s {signal} {process} 2>/dev/null");
    Command::new("sh").args(["-c", &command]).status().unwrap().success()
}

fn is_alive(process: u32) -> bool {
    // A zombie has ended, but its parent has not waited for it yet.
    fs::read_to_string(format!("/proc/{process}/stat")).map_or_else(
        |_| !Path::new("/proc/self").exists() && kill("0", process),
        |stat| !stat.rsplit(')').next().unwrap_or_default().trim_start().starts_with('Z'),
    )
}

fn soon(what: &str, mut holds: impl FnMut() -> bool) {
    let start = Instant::now();
    while !holds() {
        // The limit suits a busy machine.
        assert!(start.elapsed() < Duration::from_mins(1), "still not: {what}");
        thread::sleep(Duration::from_millis(20));
    }
}

fn stdout(output: &Output) -> String {
    String::from_utf8(output.stdout.clone()).unwrap()
}

fn stderr(output: &Output) -> String {
    String::from_utf8_lossy(&output.stderr).into_owned()
}

#[test]
fn the_command_owns_an_empty_utf_8_database_and_may_create_more() {
    let scratch = Scratch::new("owner");
    let sql = "psql -X -A -t -v ON_ERROR_STOP=1 \"$DATABASE_URL\" \
               -c 'show server_encoding' -c 'create role reader' -c 'create database other' \
               -c 'create table t ()' -c 'select count(*) from pg_tables where schemaname = $$public$$' \
               -c 'select usesuper from pg_user where usename = current_user'";
    let output = scratch.run(sql).output().unwrap();
    assert_eq!(stdout(&output), "UTF8\nCREATE ROLE\nCREATE DATABASE\nCREATE TABLE\n1\nf\n");
    assert_eq!(stderr(&output), "");
    assert!(output.status.success());
    assert!(scratch.is_empty());
}

#[test]
fn input_output_arguments_and_status_are_those_of_the_command() {
    let scratch = Scratch::new("status");
    let mut script = scratch.run("cat; echo \"$0|$1\"; echo oops >&2; exit 7");
    let mut child = script.args(["a b", "$c"]).stdin(Stdio::piped()).spawn().unwrap();
    child.stdin.take().unwrap().write_all(b"in\n").unwrap();
    let output = child.wait_with_output().unwrap();
    assert_eq!((stdout(&output), stderr(&output)), ("in\na b|$c\n".into(), "oops\n".into()));
    assert_eq!(output.status.code(), Some(7));
    assert!(scratch.is_empty());
}

#[test]
fn a_missing_command_is_127_and_no_command_prints_help() {
    let scratch = Scratch::new("absent");
    let mut script = Command::new(script());
    script.env_remove("DATABASE_URL").env("TMPDIR", &scratch.0).stdin(Stdio::null());
    let output = script.arg("no-such-command-anywhere").output().unwrap();
    assert_eq!(output.status.code(), Some(127), "{}", stderr(&output));
    assert!(scratch.is_empty());
    let output = Command::new(self::script()).output().unwrap();
    assert_eq!(
        stderr(&output),
        "scripts/with-postgres: no command; see scripts/with-postgres --help\n"
    );
    assert_eq!(output.status.code(), Some(1));
}

#[test]
fn a_set_database_url_is_kept_unless_a_private_server_is_requested() {
    let scratch = Scratch::new("url");
    let theirs = "postgres://them@db.example/theirs";
    let mut script = scratch.run("echo $DATABASE_URL; ls $TMPDIR");
    let output = script.env("DATABASE_URL", theirs).output().unwrap();
    assert_eq!(stdout(&output), format!("{theirs}\n"));
    assert_eq!(
        stderr(&output),
        "scripts/with-postgres: DATABASE_URL is set: using that PostgreSQL\n"
    );

    let mut script = scratch.run_with(&["--private"], "psql -X -A -t -c 'select 1' $DATABASE_URL");
    let output = script.env("DATABASE_URL", theirs).env("PGPORT", "1").output().unwrap();
    assert_eq!(stdout(&output), "1\n", "{}", stderr(&output));
}

#[test]
fn two_runs_at_once_are_independent() {
    let scratch = Scratch::new("two");
    let sql = "psql -X -q -c 'create table t ()' && sleep 1 && echo $PGHOST";
    let run = || scratch.run(sql).spawn().unwrap();
    let outputs = [run(), run()].map(|child| child.wait_with_output().unwrap());
    for output in &outputs {
        assert!(output.status.success(), "{}", stderr(output));
    }
    assert_ne!(stdout(&outputs[0]), stdout(&outputs[1]));
    assert!(scratch.is_empty());
}

#[test]
fn a_signal_reaches_the_command_and_its_children_and_no_process_remains() {
    for (signal, number) in [("TERM", 15), ("INT", 2), ("HUP", 1)] {
        let scratch = Scratch::new(signal);
        let mut running = start(scratch.run(LONG));
        send(signal, running.child.id());
        let status = running.child.wait().unwrap();
        assert_eq!(status.code(), Some(128 + number), "{signal}: {status}");
        assert!(!is_alive(running.server), "{signal}: PostgreSQL still runs");
        assert!(!is_alive(running.sleeper), "{signal}: the command's child still runs");
        assert!(scratch.is_empty(), "{signal}: files are left");
    }
}

#[test]
fn a_kill_leaves_no_process_or_file() {
    let scratch = Scratch::new("kill");
    let mut running = start(scratch.run(LONG));
    running.child.kill().unwrap();
    assert_eq!(running.child.wait().unwrap().signal(), Some(9));
    // Reading to the end shows that no process holds the output open.
    running.stdout.read_to_string(&mut String::new()).unwrap();
    soon("no files", || scratch.is_empty());
    assert!(!is_alive(running.server) && !is_alive(running.sleeper));
}

#[test]
fn a_kill_or_stop_during_the_start_leaves_no_process_or_file() {
    for (signal, sign) in
        [("KILL", "data."), ("KILL", "data/with-postgres.conf"), ("TERM", "data."), ("INT", "log")]
    {
        let scratch = Scratch::new(&format!("early-{signal}-{}", sign.len()));
        let mut script = scratch.run("sleep 300");
        let mut child = script.stderr(Stdio::null()).spawn().unwrap();
        soon(sign, || scratch.has(sign));
        send(signal, child.id());
        assert!(!child.wait().unwrap().success());
        soon(&format!("no files, {signal} at {sign}"), || scratch.is_empty());
    }
}

#[test]
fn a_server_that_does_not_start_shows_its_log() {
    let scratch = Scratch::new("broken");
    let real = stdout(&scratch.run("printf %s \"${PATH##*:}\"").output().unwrap());
    let broken = Scratch::new("broken-bin");
    for (name, body) in [
        ("initdb", format!("exec {real}/initdb \"$@\"")),
        ("pg_ctl", format!("exec {real}/pg_ctl \"$@\"")),
        ("pg_isready", "exit 1".into()),
        ("postgres", "echo FATAL: the moon is full >&2; exit 1".into()),
    ] {
        let file = broken.0.join(name);
        fs::write(&file, format!("#!/bin/sh\n{body}\n")).unwrap();
        fs::set_permissions(file, fs::Permissions::from_mode(0o755)).unwrap();
    }
    let output = scratch.run("echo never").env("PG_BIN", &broken.0).output().unwrap();
    assert_eq!(
        stderr(&output),
        "scripts/with-postgres: PostgreSQL did not start:\nFATAL: the moon is full\n"
    );
    assert_eq!((output.status.code(), stdout(&output)), (Some(1), String::new()));
    assert!(scratch.is_empty());
}

#[test]
fn kept_data_are_reused_and_belong_to_one_run_at_a_time() {
    let scratch = Scratch::new("keep");
    let kept = Scratch::new("kept");
    let keep = ["--keep", kept.0.to_str().unwrap()];
    let sql = "psql -X -A -t -c 'create table t as select 42 as n'";
    assert!(scratch.run_with(&keep, sql).output().unwrap().status.success());
    let output = scratch.run_with(&keep, "psql -X -A -t -c 'select n from t'").output().unwrap();
    assert_eq!(stdout(&output), "42\n", "{}", stderr(&output));

    let mut first = scratch.run_with(&keep, "echo up; sleep 300").spawn().unwrap();
    let mut up = [0; 3];
    first.stdout.as_mut().unwrap().read_exact(&mut up).unwrap();
    let second = scratch.run_with(&keep, "echo never").output().unwrap();
    let expected = format!(
        "scripts/with-postgres: {} is in use by another PostgreSQL\n",
        kept.0.canonicalize().unwrap().display()
    );
    assert_eq!((stderr(&second), stdout(&second)), (expected, String::new()));
    assert!(first.try_wait().unwrap().is_none(), "the second stopped the first");
    send("TERM", first.id());
    first.wait().unwrap();
    assert!(scratch.is_empty());
}

#[test]
fn a_directory_with_other_files_is_not_used_for_kept_data() {
    let scratch = Scratch::new("others");
    let theirs = Scratch::new("theirs");
    fs::write(theirs.0.join("letter"), "dear").unwrap();
    fs::set_permissions(&theirs.0, fs::Permissions::from_mode(0o555)).unwrap();
    let output = scratch.run_with(&["--keep", theirs.0.to_str().unwrap()], "echo never").output();
    let output = output.unwrap();
    assert!(stderr(&output).contains(" cannot write to "), "{}", stderr(&output));
    assert_eq!((output.status.code(), stdout(&output)), (Some(1), String::new()));
    assert_eq!(fs::read_dir(&theirs.0).unwrap().count(), 1);
    // So that it can be removed.
    fs::set_permissions(&theirs.0, fs::Permissions::from_mode(0o755)).unwrap();
}

#[test]
fn an_unusable_tmpdir_is_skipped() {
    let scratch = Scratch::new("long");
    let long = scratch.0.join("l".repeat(100));
    fs::create_dir(&long).unwrap();
    for tmpdir in [long.as_path(), Path::new("/proc")] {
        let mut script = scratch.run("psql -X -A -t -c 'select 1'");
        let output = script.env("TMPDIR", tmpdir).output().unwrap();
        assert_eq!(stdout(&output), "1\n", "{}: {}", tmpdir.display(), stderr(&output));
    }
    assert_eq!(fs::read_dir(&long).unwrap().count(), 0);
}

/// As root, runs the script as an ordinary user. As an ordinary user, every other test shows the
/// same.
#[test]
fn an_ordinary_user_can_run_the_script() {
    let is_root = stdout(&Command::new("id").arg("-u").output().unwrap()) == "0\n";
    if !is_root {
        return;
    }
    let scratch = Scratch::new("nobody");
    fs::set_permissions(&scratch.0, fs::Permissions::from_mode(0o1777)).unwrap();
    // Only root may be able to read the checkout.
    let copied = Scratch::new("copy");
    let copy = copied.0.join("with-postgres");
    fs::copy(script(), &copy).unwrap();
    let mut command = Command::new("setpriv");
    command.args(["--reuid=65534", "--regid=65534", "--clear-groups"]).arg(copy);
    command.args(["sh", "-c", "id -u && psql -X -A -t -c 'select 1'"]).current_dir("/");
    command.env("TMPDIR", &scratch.0).env_remove("DATABASE_URL").stdin(Stdio::null());
    let output = command.output().unwrap();
    assert_eq!(stdout(&output), "65534\n1\n", "{}", stderr(&output));
    assert!(scratch.is_empty());
}

/// `script` (util-linux) gives the script a terminal, in which Ctrl-C is the byte 3.
#[test]
fn in_a_terminal_the_command_reads_from_it_and_ctrl_c_reaches_it_once() {
    let scratch = Scratch::new("terminal");
    let inner = "trap 'echo caught; exit 5' INT; read line; echo got $line; sleep 300 & wait";
    // Without `exec`, Ctrl-C would also end the shell between them, and the status would be the
    // shell's.
    let line = format!("exec {} sh -c '{}'", script().display(), inner.replace('\'', "'\\''"));
    let mut terminal = Command::new("script");
    terminal.args(["-qec", &line, "/dev/null"]).env("TMPDIR", &scratch.0);
    terminal.env_remove("DATABASE_URL").stdin(Stdio::piped()).stdout(Stdio::piped());
    let Ok(mut child) = terminal.spawn() else { return };
    let mut keyboard = child.stdin.take().unwrap();
    let mut screen = BufReader::new(child.stdout.take().unwrap());
    let mut seen = String::new();
    keyboard.write_all(b"hello\n").unwrap();
    while !seen.contains("got hello") {
        assert_ne!(screen.read_line(&mut seen).unwrap(), 0, "{seen}");
    }
    keyboard.write_all(&[3]).unwrap();
    screen.read_to_string(&mut seen).unwrap();
    assert_eq!(child.wait().unwrap().code(), Some(5), "{seen}");
    assert_eq!(seen.matches("caught").count(), 1, "{seen}");
    assert!(scratch.is_empty());
}
