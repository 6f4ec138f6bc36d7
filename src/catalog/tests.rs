//! The embedded catalogue: that it loads, and that it knows the tables' labels.

use super::*;

#[test]
fn the_embedded_catalogue_loads() {
    let catalog = Catalog::embedded().unwrap();
    assert_eq!(catalog.region("420104").unwrap().id, "qiaokou");
    assert_eq!(catalog.indicator("GDP").unwrap().id, "gdp");
}
