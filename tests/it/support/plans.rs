//! Small invented plans, built in code, with a catalogue for them.
//!
//! ```
//! let mut jia = Doc::of("jia");
//! jia.target("绿化覆盖率", "green_coverage", "46.72", "%");
//! load(&db, &[&jia]).await.unwrap();
//! ```

use super::parsed;
use plan_targets::catalog::Catalog;
use plan_targets::domain::{Attribute, Kind, Origin, TableRole, WordRule};
use plan_targets::ingest::read::PlanFile;
use plan_targets::ingest::{self, Error, Options, Report};
use plan_targets::plan::id;
use plan_targets::plan::parsed::{
    Cells, DocumentInfo, Observation, ParsedDocument, Row, Section, Table,
};
use plan_targets::store;
use sha2::{Digest, Sha256};
use sqlx::PgPool;

pub const REGIONS: &str = r#"
    [[region]]
    id = "shi"
    name_zh = "测试市"
    name_en = "Test City"
    level = "city"
    codes = [{ code = "990100" }]
    [[region]]
    id = "jia"
    name_zh = "甲区"
    name_en = "Jia District"
    aliases = ["甲城"]
    level = "district"
    parent = "shi"
    codes = [{ code = "990102", from = 1985 }, { code = "990112", to = 1984, note = "the old town" }]
    [[region]]
    id = "yi"
    name_zh = "乙区"
    name_en = "Yi District"
    level = "district"
    parent = "shi"
"#;

pub const INDICATORS: &str = r#"
    [[domain]]
    id = "economy"
    name_zh = "经济"
    name_en = "Economy"
    [[domain]]
    id = "ecology"
    name_zh = "生态"
    name_en = "Ecology"
    [[indicator]]
    id = "gdp"
    name_zh = "地区生产总值"
    name_en = "Gross regional product"
    growth_names = ["地区生产总值增长"]
    former_ids = ["gdp_growth"]
    unit = "亿元"
    domain = "economy"
    direction = "higher"
    [[indicator]]
    id = "green_coverage"
    name_zh = "绿化覆盖率"
    name_en = "Green coverage"
    unit = "%"
    domain = "ecology"
    direction = "higher"
    [[indicator]]
    id = "energy_use"
    name_zh = "单位地区生产总值能耗降低"
    name_en = "Energy use per product, reduction"
    unit = "%"
    domain = "ecology"
    direction = "higher"
"#;

/// The invented catalogue.
pub fn catalog() -> Catalog {
    Catalog::from_toml(REGIONS, INDICATORS, "regions.toml", "indicators.toml").unwrap()
}

/// An invented document with its reading. Its hash depends on the region only, so that two versions are two
/// readings of the same text and ids of places stay.
#[derive(Debug, Clone)]
pub struct Doc {
    pub plan: ParsedDocument,
    /// The whole text so far.
    pub text: String,
    /// The number of lines so far.
    line: u32,
    /// The number of characters so far.
    offset: u32,
}

impl Doc {
    /// The plan of a region for 2021–2025, with one section and no observation.
    pub fn of(region: &str) -> Self {
        let title = format!("{region}国民经济和社会发展第十四个五年规划和2035年远景目标纲要");
        let info = DocumentInfo {
            // Ingest derives the id, also where a test changes the region or the years.
            id: String::new(),
            horizon: Some(2035),
            adopted: Some(String::from("2021-03-01")),
            ..DocumentInfo::plan(region, &title, [2021, 2025])
        };
        Self {
            text: format!("{title}\n"),
            line: 1,
            offset: u32::try_from(title.chars().count()).unwrap() + 1,
            plan: ParsedDocument {
                sections: vec![Section {
                    id: String::from("1"),
                    level: 1,
                    number: Some(String::from("第一章")),
                    title: String::from("主要目标"),
                    line: 1,
                    end_line: 1000,
                }],
                ..parsed::document(info, &hex::encode(Sha256::digest(region)))
            },
        }
    }

    /// Adds a line to the text and an observation that quotes the whole line: a target without a figure,
    /// which the caller changes.
    pub fn says(&mut self, line: &str, label: &str) -> &mut Observation {
        let length = u32::try_from(line.chars().count()).unwrap();
        let span = [self.offset, self.offset + length];
        self.line += 1;
        self.offset += length + 1;
        self.text.extend([line, "\n"]);
        self.plan.lines.insert(self.line, span);
        let place = span[0].to_string();
        self.plan.observations.push(Observation {
            id: id::observation(&self.plan.source.sha256, Origin::Prose, &place),
            year: self.plan.document.promises.map(|[_, last]| last),
            section: Some(String::from("1")),
            read_by: Some(String::from("test")),
            ..parsed::observation(Kind::Target, label, self.line, span, line)
        });
        self.plan.observations.last_mut().unwrap()
    }

    /// Adds `到2025年，绿化覆盖率达到46.72%`.
    pub fn target(&mut self, label: &str, id: &str, value: &str, unit: &str) -> &mut Observation {
        let said = self.says(&format!("到2025年，{label}达到{value}{unit}"), label);
        said.indicator = Some(id.to_owned());
        said.value = Some(value.parse().unwrap());
        said.unit = Some(unit.to_owned());
        said
    }

    /// Adds `2020年，绿化覆盖率为46.52%`.
    pub fn actual(&mut self, label: &str, id: &str, value: &str, unit: &str) -> &mut Observation {
        let said = self.says(&format!("2020年，{label}为{value}{unit}"), label);
        said.kind = Kind::Actual;
        said.year = Some(2020);
        said.indicator = Some(id.to_owned());
        said.value = Some(value.parse().unwrap());
        said.unit = Some(unit.to_owned());
        said
    }

    /// Adds `单位地区生产总值能耗完成市下达目标`.
    pub fn delegated(&mut self, label: &str, id: &str) -> &mut Observation {
        let said = self.says(&format!("{label}完成市下达目标"), label);
        said.indicator = Some(id.to_owned());
        said.text = Some(String::from("完成市下达目标"));
        said.rule = Some(WordRule::SetByParent);
        said
    }

    /// Adds a row of the table `t1` with its cells on one line, and the observations of base and target.
    pub fn row(&mut self, label: &str, id: &str, unit: &str, [base, target]: [&str; 2]) {
        if self.plan.tables.is_empty() {
            self.line += 1;
            self.offset += 1;
            self.text.push('\n');
            self.plan.tables.push(Table {
                id: String::from("t1"),
                role: TableRole::Targets,
                title: Some(String::from("主要指标")),
                period: self.plan.document.promises.unwrap(),
                section: Some(String::from("1")),
                line: self.line,
                rows: Vec::new(),
            });
        }
        let line = format!("{label}\t{unit}\t{base}\t{target}");
        let start = self.offset;
        let extent = [start, start + u32::try_from(line.chars().count()).unwrap()];
        self.line += 1;
        self.offset = extent[1] + 1;
        self.text.extend([line.as_str(), "\n"]);
        self.plan.lines.insert(self.line, extent);
        let cells = Cells {
            base: Some(base.to_owned()),
            target: Some(target.to_owned()),
            ..Cells::default()
        };
        let no = (self.plan.tables[0].rows.len() + 1).to_string();
        self.plan.tables[0].rows.push(Row {
            line: self.line,
            no: Some(no),
            category: Some(String::from("主要")),
            group: None,
            label: label.to_owned(),
            unit: Some(unit.to_owned()),
            attribute: Some(Attribute::Binding),
            cells,
        });
        for (cell, printed, kind) in
            [("base", base, Kind::Actual), ("target", target, Kind::Target)]
        {
            let before = &line[..line.rfind(printed).unwrap()];
            let start = start + u32::try_from(before.chars().count()).unwrap();
            let place = format!("{}/0/{cell}", self.line);
            let value = printed.parse().ok();
            let span = [start, start + u32::try_from(printed.chars().count()).unwrap()];
            self.plan.observations.push(Observation {
                id: id::observation(&self.plan.source.sha256, Origin::Table, &place),
                origin: Origin::Table,
                indicator: Some(id.to_owned()),
                value,
                text: value.is_none().then(|| printed.to_owned()),
                rule: value.is_none().then_some(WordRule::SetByParent),
                unit: Some(unit.to_owned()),
                attribute: Some(Attribute::Binding),
                section: Some(String::from("1")),
                table: Some(String::from("t1")),
                cell: Some(cell.to_owned()),
                read_by: Some(String::from("table/cell")),
                confidence: 1.0,
                ..parsed::observation(kind, label, self.line, span, printed)
            });
        }
    }

    /// Sets hash and length of the source to those of the text.
    pub fn with_its_text(mut self) -> Self {
        self.plan.source.sha256 = hex::encode(Sha256::digest(&self.text));
        self.plan.source.bytes = self.text.len() as u64;
        self
    }

    /// The document as the file `jia.json`.
    pub fn file(&self) -> PlanFile {
        PlanFile { path: format!("{}.json", self.plan.document.region), plan: self.plan.clone() }
    }
}

/// Checks and loads plans with the invented catalogue.
pub async fn load(db: &PgPool, docs: &[&Doc]) -> Result<Report, Error> {
    load_with(db, &catalog(), docs, Options::default()).await
}

/// Checks and loads plans with any catalogue.
pub async fn load_with(
    db: &PgPool,
    catalog: &Catalog,
    docs: &[&Doc],
    options: Options,
) -> Result<Report, Error> {
    let files = docs.iter().map(|doc| doc.file()).collect();
    let plans = ingest::checked(files, None, catalog, &|_| {})?;
    ingest::load(db, catalog, plans, options, &|_| {}).await
}

/// The problems of a refused load, one on each line.
pub async fn refused(db: &PgPool, docs: &[&Doc]) -> String {
    match load(db, docs).await {
        Err(Error::Refused(problems)) => {
            problems.iter().map(ToString::to_string).collect::<Vec<_>>().join("\n")
        }
        other => panic!("was not refused: {other:?}"),
    }
}

/// The number of the newest release; 0 where there is none.
pub async fn release(db: &PgPool) -> i32 {
    store::release::current(db).await.unwrap().map_or(0, |release| release.id)
}
