//! Parts against their whole.

use super::*;

#[test]
fn rows_under_a_row_do_not_add_up_to_more_than_that_row() {
    let part = |value: &str, line| Statement {
        group: Some("财政总收入".into()),
        ..in_table(
            TableRole::Targets,
            i32::try_from(line).unwrap(),
            target("tax_revenue", value, line),
        )
    };
    let whole = in_table(TableRole::Targets, 0, target("fiscal_revenue", "100", 1));
    assert!(kinds(&[whole.clone(), part("80", 2)]).is_empty());
    assert_eq!(kinds(&[whole, part("120", 2)]), [(Kind::PartsAgainstWhole, Severity::Conflict)]);
}

#[test]
fn the_three_industries_add_up_to_a_hundred() {
    let printed = |values: [&str; 3]| {
        let ids = ["primary_share", "secondary_share", "services_share"];
        let shares: Vec<_> = (ids.iter().zip(values).zip(1..))
            .map(|((id, value), at)| Statement { line: 9, ..actual(id, value, at) })
            .collect();
        kinds(&shares)
    };
    assert!(printed(["1.0", "66.0", "33.0"]).is_empty());
    assert!(printed(["1", "66", "32"]).is_empty());
    assert_eq!(printed(["1.0", "66.0", "35.0"]), [(Kind::PartsAgainstWhole, Severity::Conflict)]);
}

/// The findings about 武汉市 with this statement above 江岸区 with that one.
fn above(whole: Statement, part: Statement) -> Vec<Finding> {
    let catalog = Catalog::embedded().unwrap();
    let (city, district) = (plan("wuhan"), plan("jiangan"));
    let (whole, part) = ([Statement { plan: city.id.clone(), ..whole }], [part]);
    let below = [Region {
        plan: &district,
        statements: &part,
        chosen: &ChosenFigures::of(&catalog, &district, &part),
    }];
    let own = Region {
        plan: &city,
        statements: &whole,
        chosen: &ChosenFigures::of(&catalog, &city, &whole),
    };
    findings(&Subject { catalog: &catalog, own, before: None, below: &below })
}

#[test]
fn districts_do_not_add_up_to_more_than_their_city() {
    let check = |whole: &str, part: &str| above(actual("gdp", whole, 1), actual("gdp", part, 2));
    assert!(check("15600", "1247.04").is_empty());
    assert_eq!(check("15600", "15700")[0].severity, Severity::Caution);
    assert_eq!(check("15600", "15600")[0].severity, Severity::Notice);
}

#[test]
fn growth_of_districts_is_not_added_up() {
    assert!(above(growth("gdp", "8", 1), growth("gdp", "10", 2)).is_empty());
}
