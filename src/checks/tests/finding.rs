//! Ids and explanations of findings.

use super::*;

#[test]
fn the_figures_decide_the_id_of_a_finding() {
    let ids = |line| {
        let found = found(&[actual("pm25", "36.5", 1), target("pm25", "40", line)]);
        found[0].id.clone()
    };
    assert_eq!(ids(2), ids(2));
    assert_ne!(ids(2), ids(3));
}

#[test]
fn a_doubtful_reading_is_an_explanation() {
    let doubted = Statement { flags: vec!["digit_lost".into()], ..target("pm25", "40", 2) };
    let found = found(&[actual("pm25", "36.5", 1), doubted]);
    assert!(codes(&found[0]).contains(&Code::Ocr));
    assert!(found[0].explanations.iter().all(|known| !known.text.en.contains("error")));
}
