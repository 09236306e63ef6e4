//! What the tests share: reading a file, or a text as a file, into one value.

use std::path::{Path, PathBuf};

use bellwether_model::{
    CountryYearTotal, Finding, LIMITS, Limits, Mention, NativeActor, Report, Severity, Statement,
    Withdrawal,
};
use bellwether_sources::{
    DateOrder, ReadOptions, Recognised, SourceError, Summary, read, recognise,
};

/// The columns of GED as a header line.
pub(crate) const HEADER: &str = "id,relid,year,active_year,code_status,type_of_violence,conflict_dset_id,conflict_new_id,conflict_name,dyad_dset_id,dyad_new_id,dyad_name,side_a_dset_id,side_a_new_id,side_a,side_b_dset_id,side_b_new_id,side_b,number_of_sources,source_article,source_office,source_date,source_headline,source_original,where_prec,where_coordinates,where_description,adm_1,adm_2,latitude,longitude,geom_wkt,priogrid_gid,country,country_id,region,event_clarity,date_prec,date_start,date_end,deaths_a,deaths_b,deaths_civilians,deaths_unknown,best,high,low,gwnoa,gwnob";

/// A row of GED with some columns set to other values.
pub(crate) fn row(changes: &[(&str, &str)]) -> String {
    const ROW: &str = "101,VES-2009-1-7-1,2009,1,Clear,1,11,11,Vesland: Government,21,21,Government of Vesland - Red Dawn,31,31,Government of Vesland,41,41,Red Dawn,2,\"\"\"Vesland Post,2009-06-16,Clash\"\"\",Vesland Post,2009-06-16,Clash,police,1,Harn town,near Harn,Upper Province,Harn district,11.846440,13.160274,POINT (13.160274 11.846440),146547,Vesland,475,Africa,1,1,2009-06-09,2009-06-10,1,2,3,0,6,8,4,475,";
    let names: Vec<&str> = HEADER.split(',').collect();
    // The one quoted field holds commas, so it is put aside while the row is taken apart.
    let article = "\"\"\"Vesland Post,2009-06-16,Clash\"\"\"";
    let plain = ROW.replace(article, "@");
    let mut fields: Vec<&str> = plain.split(',').collect();
    assert_eq!(fields.len(), names.len());
    for (name, value) in changes {
        let index = names.iter().position(|known| known == name).expect("a column of GED");
        fields[index] = value;
    }
    fields.join(",").replace('@', article)
}

/// Everything that a file gave.
#[derive(Debug)]
pub(crate) struct Outcome {
    pub(crate) recognised: Recognised,
    pub(crate) summary: Summary,
    pub(crate) reports: Vec<Report>,
    pub(crate) findings: Vec<Finding>,
    pub(crate) totals: Vec<CountryYearTotal>,
    pub(crate) actors: Vec<NativeActor>,
    pub(crate) statements: Vec<Statement>,
    pub(crate) mentions: Vec<Mention>,
    pub(crate) withdrawals: Vec<Withdrawal>,
}

impl Outcome {
    pub(crate) fn rules(&self, severity: Severity) -> Vec<&'static str> {
        self.findings.iter().filter(|f| f.severity == severity).map(|f| f.rule).collect()
    }

    pub(crate) fn deaths(&self) -> u64 {
        self.reports
            .iter()
            .map(|report| u64::from(report.deaths.total.expect("a toll").best()))
            .sum()
    }
}

pub(crate) fn read_path(
    path: &Path,
    limits: Limits,
    threads: usize,
    date_order: Option<DateOrder>,
) -> Result<Outcome, SourceError> {
    let recognised = recognise(path, &limits)?;
    let options = ReadOptions { limits, threads, date_order, ..ReadOptions::default() };
    let mut outcome = Outcome {
        recognised: recognised.clone(),
        summary: Summary::default(),
        reports: Vec::new(),
        findings: Vec::new(),
        totals: Vec::new(),
        actors: Vec::new(),
        statements: Vec::new(),
        mentions: Vec::new(),
        withdrawals: Vec::new(),
    };
    outcome.summary = read(path, &recognised, &options, |batch| -> Result<(), SourceError> {
        outcome.reports.extend(batch.reports);
        outcome.findings.extend(batch.findings);
        outcome.totals.extend(batch.totals);
        outcome.actors.extend(batch.actors);
        outcome.statements.extend(batch.statements);
        outcome.mentions.extend(batch.mentions);
        outcome.withdrawals.extend(batch.withdrawals);
        Ok(())
    })?;
    Ok(outcome)
}

/// Writes bytes to a file of that name in a folder of its own and reads it.
pub(crate) fn read_named(
    name: &str,
    bytes: &[u8],
    limits: Limits,
    date_order: Option<DateOrder>,
) -> Result<Outcome, SourceError> {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let path = folder.path().join(name);
    std::fs::write(&path, bytes).expect("writes");
    read_path(&path, limits, 1, date_order)
}

pub(crate) fn read_bytes(bytes: &[u8]) -> Result<Outcome, SourceError> {
    read_named("table.csv", bytes, LIMITS, None)
}

/// A GED table of these rows.
pub(crate) fn read_rows(rows: &[String]) -> Outcome {
    read_bytes(format!("{HEADER}\n{}\n", rows.join("\n")).as_bytes()).expect("a GED table")
}

pub(crate) fn fixture(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures").join(name)
}

/// A file of the real data, or `None`, said aloud, where it is absent.
#[allow(clippy::print_stderr)]
pub(crate) fn shared(name: &str) -> Option<PathBuf> {
    let path = Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/../../../shared/data")).join(name);
    if path.exists() {
        return Some(path);
    }
    eprintln!("skipped: {name} needs ../shared/data");
    None
}
