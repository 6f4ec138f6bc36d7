//! The program `plan-targets`; all of it is in the library.

fn main() -> std::process::ExitCode {
    plan_targets::cli::run()
}
