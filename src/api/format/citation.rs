//! The licence of the data set and how to cite it.

use crate::store::release::Release;

/// The licence of the data set: its name in the SPDX list, and the address of its text.
pub const LICENCE: (&str, &str) = ("CC-BY-4.0", "https://creativecommons.org/licenses/by/4.0/");

/// The citation of a release. `link` is an address that names the release.
pub fn citation(release: &Release, link: &str) -> String {
    let made = release.created_at.format("%Y-%m-%d");
    format!(
        "plan-targets: targets of Chinese five-year plans, release {} ({made}), {link}",
        release.id
    )
}
