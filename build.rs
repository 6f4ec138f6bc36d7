//! Compiles again when a migration is added, because `sqlx::migrate!` watches only the files it knows.

fn main() {
    println!("cargo:rerun-if-changed=migrations");
}
