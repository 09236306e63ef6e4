//! `sql`: one statement, which reads, within limits.

use bellwether_e2e::{Bellwether, ged};

use crate::exits::ten_rows;

#[test]
fn a_statement_reads_the_tables() {
    let program = ten_rows();
    let answer = program.json(&["sql", "SELECT count(*) AS n, sum(deaths_best) AS d FROM reports"]);
    assert_eq!(answer["rows"][0]["n"], 10);
    assert_eq!(answer["rows"][0]["d"], 20);
    for table in ["reports_log", "rejects", "endings", "totals", "actors", "statements"] {
        let output = program.run(&["sql", &format!("SELECT count(*) AS n FROM {table}")]);
        let _ = output.expect_code(0);
    }
}

#[test]
fn what_is_not_a_single_reading_statement_is_refused() {
    let program = ten_rows();
    let before = program.digest();
    for statement in [
        "DROP TABLE reports",
        "INSERT INTO reports SELECT * FROM reports",
        "COPY reports TO 'stolen.csv'",
        "COPY (SELECT 1) TO 'stolen.parquet'",
        "CREATE TABLE t AS SELECT 1",
        "CREATE VIEW t AS SELECT 1",
        "CREATE EXTERNAL TABLE t STORED AS CSV LOCATION 'ten.csv'",
        "SET datafusion.execution.batch_size = 1",
        "UPDATE reports SET deaths_best = 0",
        "DELETE FROM reports",
        "SELECT 1; SELECT 2",
        "SELECT 1; DROP TABLE reports",
        "WITH a AS (SELECT 1) INSERT INTO reports SELECT * FROM a",
        "EXPLAIN ANALYZE INSERT INTO reports SELECT * FROM reports",
        "",
    ] {
        let output = program.run(&["sql", statement]).expect_code(2);
        assert_eq!(output.stdout, "", "{statement}");
    }
    assert!(!program.dir().join("stolen.csv").exists());
    assert!(!program.dir().join("stolen.parquet").exists());
    assert_eq!(program.digest(), before);
}

#[test]
fn no_file_can_be_reached_from_a_statement() {
    let program = ten_rows();
    let secret = program.file("secret.csv", "word\ncanary-7431\n").display().to_string();
    for statement in [
        format!("SELECT * FROM '{secret}'"),
        format!("SELECT * FROM read_csv('{secret}')"),
        format!("SELECT * FROM csv_scan('{secret}')"),
        format!("SELECT * FROM parquet_metadata('{secret}')"),
    ] {
        let output = program.run(&["sql", &statement]);
        assert!(matches!(output.code, Some(2 | 3)), "{statement}: {:?}", output.code);
        assert!(!output.stdout.contains("canary") && !output.stderr.contains("canary-7431"));
    }
}

#[test]
fn limits_refuse_by_name_and_value() {
    let rows = ged::rows(1, 60);
    let program = Bellwether::new();
    let path = program.file("rows.csv", ged::csv(&rows)).display().to_string();
    program.ok(&["ingest", &path, "-q"]);
    let config = program.file("small.toml", "result_rows = 50\nsql_seconds = 2\n");
    let config = config.display().to_string();
    let sql = |statement: &str| program.run(&["sql", statement, "--config", &config, "--json"]);

    let _ = sql("SELECT report_id FROM reports LIMIT 50").expect_code(0);
    let output = sql("SELECT report_id FROM reports").expect_code(4);
    assert!(output.stderr.contains("50"), "{}", output.stderr);
    assert_eq!(output.stdout, "");

    let long =
        "SELECT count(*) FROM reports a, reports b, reports c, reports d, reports e, reports f";
    let began = std::time::Instant::now();
    let output = sql(long).expect_code(4);
    assert!(output.stderr.contains("2 seconds"), "{}", output.stderr);
    assert!(began.elapsed().as_secs() < 10, "{:?}", began.elapsed());
}

#[test]
fn a_column_that_is_not_there_is_a_mistake_of_the_question() {
    let output = ten_rows().run(&["sql", "SELECT nope FROM reports"]).expect_code(2);
    assert!(output.stderr.contains("nope"), "{}", output.stderr);
}

#[test]
fn a_statement_can_come_from_standard_input() {
    use std::io::Write as _;
    let program = ten_rows();
    let mut command = program.command(&["sql", "-", "--json"]);
    command.stdin(std::process::Stdio::piped()).stdout(std::process::Stdio::piped());
    let mut child = command.spawn().expect("started");
    let mut input = child.stdin.take().expect("piped");
    input.write_all(b"SELECT count(*) AS n FROM reports").expect("written");
    drop(input);
    let output = child.wait_with_output().expect("ended");
    let answer: serde_json::Value = serde_json::from_slice(&output.stdout).expect("JSON");
    assert_eq!(answer["rows"][0]["n"], 10);
}
