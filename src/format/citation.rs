//! The licence of the data set and how to cite it.

use chrono::{DateTime, Utc};

/// The licence of the data set: its name in the SPDX list, and the address of its text.
pub const LICENCE: (&str, &str) = ("CC-BY-4.0", "https://creativecommons.org/licenses/by/4.0/");

/// The citation of a release by its number. `link` is an address that names the release.
pub fn citation(release: i32, released: DateTime<Utc>, link: &str) -> String {
    let day = released.format("%Y-%m-%d");
    format!("plan-targets: targets of Chinese five-year plans, release {release} ({day}), {link}")
}
