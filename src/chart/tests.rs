//! Pictures of invented figures.

use super::*;
use crate::domain::Comparator;
use crate::domain::lang::Lang;
use rust_decimal::Decimal;

fn frame(width: u32) -> Frame {
    Frame {
        lang: Lang::En,
        title: "Green coverage, PM2.5".to_owned(),
        source: "plan-targets, release 1 (2026-11-21), CC-BY-4.0, /v1/compare?indicators=gdp"
            .to_owned(),
        width,
        stand_alone: true,
    }
}

fn figure(value: &str) -> Figure {
    Figure {
        value: value.parse().unwrap(),
        high: None,
        comparator: Comparator::Eq,
        measure: None,
        unit: Some("亿元".to_owned()),
        year: Some(2025),
        derived: false,
        on_axis: true,
    }
}

fn bound(value: &str, comparator: Comparator) -> Figure {
    Figure { comparator, ..figure(value) }
}

fn of_year(year: u16, figure: Figure) -> Figure {
    Figure { year: Some(year), ..figure }
}

fn heading() -> Heading {
    Heading {
        name: "地区生产总值".to_owned(),
        name_en: "Gross domestic product".to_owned(),
        measure: None,
        unit: Some("亿元".to_owned()),
        period: "2021-2025".to_owned(),
    }
}

fn row(region: &str, base: Option<&str>, target: Option<Figure>) -> CompareRow {
    CompareRow {
        region: region.to_owned(),
        base: base.map(|base| of_year(2020, figure(base))),
        sign: if target.is_some() { Sign::Stated } else { Sign::NotStated },
        target,
        words: None,
        rank: None,
    }
}

/// Every kind of row.
fn panel() -> ComparePanel {
    let rows = vec![
        CompareRow {
            rank: Some(1),
            ..row("甲区", Some("12500.5"), Some(bound("22000", Comparator::Ge)))
        },
        row("乙区", Some("9000"), Some(bound("15000", Comparator::Approx))),
        row("丙区", Some("18000"), Some(bound("16000", Comparator::Lt))),
        row("丁区", None, Some(Figure { high: Some(Decimal::from(14000)), ..figure("13000") })),
        CompareRow {
            sign: Sign::Delegated,
            words: Some("完成市下达目标".to_owned()),
            ..row("东湖新技术开发区（中国光谷）", Some("11000"), None)
        },
        row("戊区", Some("10000"), None),
        CompareRow { sign: Sign::Unknown, ..row("己区", None, None) },
        CompareRow { sign: Sign::NoPlan, ..row("庚区", None, None) },
    ];
    ComparePanel { heading: heading(), notes: Vec::new(), rows }
}

fn series_panel() -> SeriesPanel {
    let points = [(2018, "9000"), (2019, "10200"), (2020, "9800"), (2023, "12000.5")];
    SeriesPanel {
        heading: heading(),
        region: "甲区".to_owned(),
        points: points.map(|(year, value)| of_year(year, figure(value))).into(),
        targets: vec![
            bound("15000", Comparator::Ge),
            of_year(2030, bound("20000", Comparator::Approx)),
        ],
        notes: Vec::new(),
    }
}

fn progress_panel() -> ProgressPanel {
    let target = |verdict, done: Option<&str>| ProgressRow {
        label: "地区生产总值".to_owned(),
        base: Some(of_year(2020, figure("100"))),
        reached: Some(of_year(2023, figure("130"))),
        target: Some(bound("150", Comparator::Ge)),
        words: None,
        verdict,
        done_percent: done.map(|done| done.parse().unwrap()),
        elapsed_percent: Some(Decimal::from(60)),
    };
    ProgressPanel {
        region: "甲区".to_owned(),
        period: "2021-2025".to_owned(),
        rows: vec![
            target(Verdict::OnTrack, Some("60")),
            target(Verdict::Met, Some("412.3")),
            target(Verdict::Missed, Some("-80")),
            ProgressRow {
                target: None,
                words: Some("达标".to_owned()),
                base: None,
                reached: None,
                ..target(Verdict::Unknown, None)
            },
        ],
    }
}

fn matrix(columns: usize) -> Matrix {
    let cell = |sign| MatrixCell {
        sign: Some(sign),
        target: (sign == Sign::Stated).then(|| bound("22000", Comparator::Ge)),
        words: None,
    };
    let row = |shift: usize| MatrixRow {
        heading: heading(),
        cells: (0..columns).map(|place| cell(Sign::ALL[(place + shift) % 7])).collect(),
    };
    Matrix {
        columns: (1..=columns).map(|number| format!("第{number}区")).collect(),
        rows: (0..3).map(row).collect(),
    }
}

fn many(regions: usize) -> ComparePanel {
    let row = |number: usize| {
        let base = format!("{}", number * number * 7 + 30);
        row(
            &format!("第{number}区"),
            Some(&base),
            Some(figure(&format!("{}", number * number * 9 + 40))),
        )
    };
    ComparePanel { heading: heading(), notes: Vec::new(), rows: (1..=regions).map(row).collect() }
}

#[test]
fn a_comparison_has_every_kind_of_row() {
    insta::assert_snapshot!(compare(&[panel()], &frame(800)));
}

/// Growth among levels has no place on their axis: it is written with its unit and measure, and has no mark.
#[test]
fn a_figure_of_another_quantity_is_written_and_has_no_mark() {
    let growth = Figure {
        unit: Some("%".to_owned()),
        measure: Some("growth a year".to_owned()),
        on_axis: false,
        ..bound("8", Comparator::Approx)
    };
    let mixed = ComparePanel {
        rows: vec![
            row("甲区", Some("12500.5"), Some(figure("22000"))),
            row("乙区", Some("9000"), Some(growth)),
        ],
        notes: vec!["Not drawn on this axis: 1 stated as growth a year (%).".to_owned()],
        ..panel()
    };
    for width in [360, 800] {
        let svg = compare(std::slice::from_ref(&mixed), &frame(width));
        assert!(svg.contains("≈\u{2009}8\u{2009}% growth a year<"), "{svg}");
        assert!(svg.contains("Not drawn on") && svg.contains("written with its"));
        let of = |region: &str| {
            let from = svg.find(&format!("<title>{region}")).unwrap();
            &svg[from..from + svg[from..].find("</g>").unwrap()]
        };
        // A diamond is the only closed path.
        assert!(of("甲区").contains("Z\"") && of("甲区").contains("<circle"));
        assert!(!of("乙区").contains("Z\"") && of("乙区").contains("<circle"));
        // The axis is that of the levels: it does not begin at the growth.
        assert!(!svg.contains(">0</text>"), "{svg}");
    }
}

#[test]
fn a_series_has_gaps_targets_and_a_horizon() {
    insta::assert_snapshot!(series(&[series_panel()], &frame(360)));
}

#[test]
fn progress_stays_within_the_picture() {
    insta::assert_snapshot!(progress(&[progress_panel()], &frame(800)));
}

#[test]
fn a_cascade_is_a_matrix_of_signs() {
    insta::assert_snapshot!(cascade(&matrix(8), &frame(360)));
}

/// The places of everything drawn, from the attributes that hold one.
fn places(svg: &str, attribute: &str) -> Vec<f64> {
    let begin = format!(" {attribute}=\"");
    let found = svg.match_indices(&begin).map(|(at, _)| &svg[at + begin.len()..]);
    found.map(|rest| rest[..rest.find('"').unwrap()].parse().unwrap()).collect()
}

#[test]
fn every_picture_stays_within_its_frame() {
    for width in [1, 360, 619, 800, 1600, 9000] {
        let frame = frame(width);
        let wide = f64::from(width.clamp(WIDTHS.0, WIDTHS.1));
        for svg in [
            compare(&[panel(), many(100)], &frame),
            series(&[series_panel()], &frame),
            progress(&[progress_panel()], &frame),
            cascade(&matrix(100), &frame),
        ] {
            let height = places(&svg, "height")[0];
            assert!(
                ["x", "cx"]
                    .iter()
                    .flat_map(|name| places(&svg, name))
                    .all(|x| (0.0..=wide).contains(&x))
            );
            assert!(
                ["y", "cy"]
                    .iter()
                    .flat_map(|name| places(&svg, name))
                    .all(|y| (0.0..=height).contains(&y))
            );
            assert!(!svg.contains("NaN") && !svg.contains("inf"), "{svg}");
        }
    }
}

/// The texts of a picture: left and right edge, baseline, letters.
fn texts(svg: &str) -> Vec<(f64, f64, f64, String)> {
    let attribute = |tag: &str, name: &str| {
        let rest = tag.split_once(&format!(" {name}=\""))?.1;
        Some(rest[..rest.find('"')?].to_owned())
    };
    let number = |tag: &str, name: &str| attribute(tag, name).map(|it| it.parse::<f64>().unwrap());
    let parts = svg.split("<text").skip(1).filter(|part| !part.contains("rotate("));
    parts
        .map(|part| {
            let (tag, rest) = part.split_once('>').unwrap();
            let words = rest[..rest.find('<').unwrap()].replace("&amp;", "&");
            let (x, size) = (number(tag, "x").unwrap(), number(tag, "font-size").unwrap());
            let wide = text::width(&words, size);
            let left = match attribute(tag, "text-anchor").as_deref() {
                Some("end") => x - wide,
                Some("middle") => x - wide / 2.0,
                _ => x,
            };
            (left, left + wide, number(tag, "y").unwrap(), words)
        })
        .collect()
}

/// Rows that are hard to draw: long names and words, negative and very unequal figures.
fn hard(regions: usize) -> ComparePanel {
    let row = |number: usize| {
        let long = "武汉东湖新技术开发区（中国光谷）与周边各功能区联合体";
        let name =
            if number.is_multiple_of(3) { long.to_owned() } else { format!("第{number}区") };
        let value = ["-1200.75", "0.003", "987654321.5", "12"][number % 4];
        let target = bound(value, [Comparator::Ge, Comparator::Approx, Comparator::Eq][number % 3]);
        let words = "在上级下达的目标之内并力争好于全市平均水平".to_owned();
        match number % 5 {
            0 => CompareRow {
                sign: Sign::Qualitative,
                words: Some(words),
                ..row(&name, Some(value), None)
            },
            1 => CompareRow { sign: Sign::Unknown, ..row(&name, None, None) },
            _ => CompareRow { rank: Some(number), ..row(&name, Some("-3.25"), Some(target)) },
        }
    };
    ComparePanel { rows: (1..=regions).map(row).collect(), ..panel() }
}

#[test]
fn no_text_of_a_chart_is_written_over_another() {
    for width in [360, 800, 1600] {
        let frame = frame(width);
        for regions in [2, 15, 100] {
            for svg in [
                compare(&[many(regions)], &frame),
                compare(&[hard(regions)], &frame),
                cascade(&matrix(regions), &frame),
                progress(&[progress_panel()], &frame),
                series(&[series_panel()], &frame),
            ] {
                let all = texts(&svg);
                for (index, one) in all.iter().enumerate() {
                    assert!(one.0 >= 0.0 && one.1 <= f64::from(width) + 4.0, "{one:?} at {width}");
                    for other in &all[index + 1..] {
                        let apart = one.1 <= other.0 + 1.0 || other.1 <= one.0 + 1.0;
                        let is_other_line = (one.2 - other.2).abs() > 7.0;
                        assert!(
                            apart || is_other_line,
                            "{one:?} {other:?} at {width}, {regions} regions"
                        );
                    }
                }
            }
        }
    }
}

#[test]
fn negative_and_very_unequal_figures_share_an_axis_without_powers() {
    let svg = compare(&[hard(15)], &frame(800));
    assert!(!svg.contains("log scale") && svg.contains("\u{2212}1200.75"), "{svg}");
    let unequal = ComparePanel {
        rows: vec![
            row("甲区", Some("2"), Some(figure("3"))),
            row("乙区", Some("20000"), Some(figure("90000"))),
        ],
        ..panel()
    };
    let svg = compare(&[unequal], &frame(800));
    assert!(svg.contains("log scale"), "{svg}");
    // Each row has a dot and a diamond of its own, far enough apart to be seen.
    for part in svg.split("<g>").skip(1) {
        let dot = places(part, "cx")[0];
        let diamond = part.split("<path d=\"M").find(|path| path.contains("Z\"")).unwrap();
        let left: f64 = diamond[..diamond.find(' ').unwrap()].parse().unwrap();
        assert!(left + 6.0 - dot > 8.0, "{part}");
    }
}

#[test]
fn nothing_to_draw_is_still_a_picture() {
    let nothing = ComparePanel {
        heading: Heading::default(),
        notes: Vec::new(),
        rows: vec![row("甲区", None, None)],
    };
    let empty = SeriesPanel { points: Vec::new(), targets: Vec::new(), ..series_panel() };
    let frame = frame(360);
    for svg in [
        compare(&[], &frame),
        compare(&[nothing], &frame),
        series(&[empty], &frame),
        progress(&[], &frame),
        cascade(&matrix(0), &frame),
    ] {
        assert!(svg.starts_with("<svg ") && svg.ends_with("</svg>\n"), "{svg}");
    }
}

#[test]
fn hostile_names_are_text() {
    let hostile = "</title><script>alert('\"&')</script>\u{202e}";
    let mut compared = panel();
    compared.heading.name = hostile.to_owned();
    compared.rows[0].region = hostile.to_owned();
    compared.rows[4].words = Some(hostile.to_owned());
    let mut years = series_panel();
    years.region = hostile.to_owned();
    let mut done = progress_panel();
    done.rows[0].label = hostile.to_owned();
    let mut signs = matrix(2);
    signs.columns[0] = hostile.to_owned();
    let frame = Frame { title: hostile.to_owned(), source: hostile.to_owned(), ..frame(800) };
    for svg in [
        compare(&[compared], &frame),
        series(&[years], &frame),
        progress(&[done], &frame),
        cascade(&signs, &frame),
    ] {
        assert!(!svg.contains("<script") && !svg.contains('\u{202e}'), "{svg}");
        assert!(svg.contains("&lt;/title&gt;&lt;script&gt;"), "{svg}");
    }
}

#[test]
fn only_a_picture_of_its_own_contains_its_style() {
    let inline = compare(&[panel()], &Frame { stand_alone: false, ..frame(800) });
    assert!(!inline.contains("<style") && !inline.contains(" style=") && !inline.contains(" id="));
    assert!(compare(&[panel()], &frame(800)).contains(STYLE));
}

#[test]
fn a_letter_stands_for_one_sign_only() {
    let mut letters = Sign::ALL.map(Sign::letter);
    letters.sort_unstable();
    assert!(letters.windows(2).all(|pair| pair[0] != pair[1]), "{letters:?}");
    let codes = Sign::ALL.map(Sign::code);
    assert_eq!(codes.as_slice(), crate::domain::words::TargetStatus::ALL);
    let codes = Verdict::ALL.map(Verdict::code);
    assert_eq!(codes.as_slice(), crate::domain::words::ProgressVerdict::ALL);
}
