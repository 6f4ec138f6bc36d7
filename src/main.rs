//! The program `plan-targets`. All code is in the library.

fn main() -> std::process::ExitCode {
    plan_targets::cli::run()
}
