//! Simulated data to measure on: made once, kept by size, and looked into where a benchmark needs to know
//! what it holds.

use std::collections::BTreeMap;
use std::fs;
use std::io::{BufRead as _, BufReader};
use std::path::{Path, PathBuf};

use super::measure::{data_folder, json};
use super::options::Options;
use crate::command::{command, run};
use crate::failure::{Failure, Outcome};
use crate::out;

/// Rows that are looked at to learn what a file holds.
const SAMPLE_ROWS: usize = 10_000;

/// A simulated GED file.
#[derive(Debug)]
pub(crate) struct World {
    /// The file.
    pub(crate) ged: PathBuf,
    /// About how many rows were asked for; the file has roughly as many.
    pub(crate) size: u64,
}

/// The file of a size, made when it is not there or when `--fresh` asks for it.
///
/// # Errors
/// When the simulator fails or writes no GED-shaped file.
pub(crate) fn prepare(program: &Path, size: u64, options: &Options) -> Outcome<World> {
    let folder = data_folder()?.join(format!("world-{size}"));
    let done = folder.join(".complete");
    if options.fresh || !done.exists() {
        empty(&folder)?;
        simulate(program, size, &folder)?;
        fs::write(&done, "").map_err(Failure::file(&done))?;
    }
    let ged = find_ged(&folder)?;
    out::say(format_args!("measuring on {}", ged.display()));
    Ok(World { ged, size })
}

/// Runs the simulator with the one seed that the benchmarks use.
pub(crate) fn simulate(program: &Path, rows: u64, folder: &Path) -> Outcome {
    run(command(program).args(simulate_arguments(rows)).arg(folder))
}

/// The simulator's arguments, but for where it writes.
pub(crate) fn simulate_arguments(rows: u64) -> Vec<String> {
    let rows = rows.to_string();
    ["simulate", "--reports", &rows, "--benchmark", "--seed", "1"].map(str::to_owned).to_vec()
}

/// How many rows an ingest into an empty store brought in, from its answer.
///
/// # Errors
/// When not every row that was read was added, or far fewer were read than the file was made for.
pub(crate) fn ingested_rows(stdout: &str, size: u64) -> Outcome<u64> {
    let answer = json(stdout, "ingest")?;
    let sum = |field: &str| -> u64 {
        let files = answer.get("files").and_then(serde_json::Value::as_array);
        files.into_iter().flatten().filter_map(|file| file.get(field)?.as_u64()).sum()
    };
    let (read, added, rejected) = (sum("read"), sum("added"), sum("rejected"));
    if added != read || rejected != 0 || read < size / 2 {
        return Err(Failure::Answer(format!(
            "ingest read {read} rows of about {size}, added {added} and rejected {rejected}; \
             a time for that means nothing"
        )));
    }
    Ok(read)
}

/// The data rows of a file, by its line ends; the simulator writes none within a field.
pub(crate) fn lines_below_header(path: &Path) -> Outcome<u64> {
    let mut file = BufReader::new(fs::File::open(path).map_err(Failure::file(path))?);
    let mut lines: u64 = 0;
    loop {
        let block = file.fill_buf().map_err(Failure::file(path))?;
        if block.is_empty() {
            return Ok(lines.saturating_sub(1));
        }
        lines += block.iter().map(|&byte| u64::from(byte == b'\n')).sum::<u64>();
        let length = block.len();
        file.consume(length);
    }
}

/// An empty folder in place of whatever was there.
pub(crate) fn empty(folder: &Path) -> Outcome {
    if folder.exists() {
        fs::remove_dir_all(folder).map_err(Failure::file(folder))?;
    }
    fs::create_dir_all(folder).map_err(Failure::file(folder))
}

/// All files under a folder, sorted by path.
pub(crate) fn files_under(folder: &Path) -> Outcome<Vec<PathBuf>> {
    let mut found = Vec::new();
    let mut open = vec![folder.to_owned()];
    while let Some(folder) = open.pop() {
        for entry in fs::read_dir(&folder).map_err(Failure::file(&folder))? {
            let path = entry.map_err(Failure::file(&folder))?.path();
            if path.is_dir() { open.push(path) } else { found.push(path) }
        }
    }
    found.sort();
    Ok(found)
}

/// The largest file whose first line has GED's columns: the yearly release, not a month's candidates.
pub(crate) fn find_ged(folder: &Path) -> Outcome<PathBuf> {
    let mut found = Vec::new();
    for path in files_under(folder)? {
        if path.extension().is_some_and(|extension| extension == "csv") {
            let header = first_lines(&path, 1)?;
            if header.first().is_some_and(|line| is_ged(line)) {
                let bytes = fs::metadata(&path).map_err(Failure::file(&path))?.len();
                found.push((bytes, path));
            }
        }
    }
    let largest = found.into_iter().max();
    largest.map(|(_, path)| path).ok_or_else(|| {
        Failure::Answer(format!("simulate wrote no GED-shaped file to {}", folder.display()))
    })
}

fn is_ged(header: &str) -> bool {
    let columns = fields(header);
    ["type_of_violence", "where_prec", "date_start"]
        .iter()
        .all(|name| columns.contains(&(*name).to_owned()))
}

/// What to ask for: the most frequent side B of the file's first rows, and the years without the first
/// and the last, so that actor and dates both filter.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Question {
    /// The actor by the dataset's name for it.
    pub(crate) actor: String,
    /// The first day.
    pub(crate) from: String,
    /// The last day.
    pub(crate) to: String,
}

/// A question that the file has an answer to.
///
/// # Errors
/// When the file cannot be read or its first rows hold no side B and no year.
pub(crate) fn question(world: &World, options: &Options) -> Outcome<Question> {
    let mut question = question_in(&first_lines(&world.ged, SAMPLE_ROWS + 1)?)
        .ok_or_else(|| Failure::Answer(format!("{}: no side B or year", world.ged.display())))?;
    if let Some(actor) = &options.actor {
        question.actor.clone_from(actor);
    }
    Ok(question)
}

fn question_in(lines: &[String]) -> Option<Question> {
    let (header, rows) = lines.split_first()?;
    let header = fields(header);
    let column = |name: &str| header.iter().position(|column| column == name);
    let (side_b, year) = (column("side_b")?, column("year")?);
    let mut sides: BTreeMap<String, usize> = BTreeMap::new();
    let mut years: Vec<u16> = Vec::new();
    // A row with a line break inside a quoted field is two lines here, of the wrong length; both are passed by.
    for row in rows.iter().map(|row| fields(row)).filter(|row| row.len() == header.len()) {
        *sides.entry(row[side_b].clone()).or_default() += 1;
        years.extend(row[year].parse::<u16>().ok());
    }
    let (actor, _) = sides
        .into_iter()
        .filter(|(name, _)| !name.is_empty() && name != "Civilians")
        .max_by_key(|&(_, count)| count)?;
    let (first, last) = (*years.iter().min()?, *years.iter().max()?);
    let trim = u16::from(last - first >= 2);
    Some(Question {
        actor,
        from: format!("{}-01-01", first + trim),
        to: format!("{}-12-31", last - trim),
    })
}

fn first_lines(path: &Path, count: usize) -> Outcome<Vec<String>> {
    let file = fs::File::open(path).map_err(Failure::file(path))?;
    BufReader::new(file).lines().take(count).collect::<Result<_, _>>().map_err(Failure::file(path))
}

/// The fields of one line of CSV, quotes taken off (RFC 4180).
fn fields(line: &str) -> Vec<String> {
    let mut fields = vec![String::new()];
    let mut quoted = false;
    let mut characters = line.chars().peekable();
    while let Some(character) = characters.next() {
        let field = fields.last_mut().expect("starts with one field");
        match character {
            '"' if quoted && characters.peek() == Some(&'"') => {
                characters.next();
                field.push('"');
            }
            '"' => quoted = !quoted,
            ',' if !quoted => fields.push(String::new()),
            other => field.push(other),
        }
    }
    fields
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn quoted_commas_and_doubled_quotes_are_text() {
        assert_eq!(fields(r#"a,"b,c","d ""e""",,f"#), ["a", "b,c", r#"d "e""#, "", "f"]);
    }

    #[test]
    fn the_question_asks_for_the_commonest_side_and_leaves_out_the_outer_years() {
        let lines: Vec<String> = [
            "id,year,side_b",
            "1,2001,\"North, Front\"",
            "2,2002,Civilians",
            "3,2002,Civilians",
            "4,2004,\"North, Front\"",
            "5,2003,Other",
            "broken,",
        ]
        .map(str::to_owned)
        .to_vec();
        let question = question_in(&lines).expect("has an answer");
        assert_eq!(question.actor, "North, Front");
        assert_eq!((question.from.as_str(), question.to.as_str()), ("2002-01-01", "2003-12-31"));
        assert_eq!(question_in(&lines[..1]), None);
    }

    #[test]
    fn an_ingest_that_lost_rows_fails_the_benchmark() {
        let answer = |read: u64, added: u64, rejected: u64| {
            let counts = format!(r#""read": {read}, "added": {added}, "rejected": {rejected}"#);
            format!(r#"{{"files": [{{{counts}}}]}}"#)
        };
        assert_eq!(ingested_rows(&answer(5, 5, 0), 6).expect("all arrived"), 5);
        assert!(ingested_rows(&answer(5, 4, 1), 5).is_err());
        assert!(ingested_rows(&answer(5, 4, 0), 5).is_err());
        assert!(ingested_rows(&answer(5, 5, 0), 50).is_err());
        assert!(ingested_rows("{}", 5).is_err());
        assert!(ingested_rows("not JSON", 5).is_err());
    }

    #[test]
    fn the_largest_ged_file_is_the_one_to_measure_on() {
        let folder = data_folder().expect("can be made").join("test-find-ged");
        empty(&folder).expect("can be made");
        assert!(find_ged(&folder).is_err());
        let header = "id,type_of_violence,where_prec,date_start\n";
        for (name, text) in [
            ("month.csv", format!("{header}1\n")),
            ("year.csv", format!("{header}1\n2\n3\n")),
            ("truth.csv", "id,truth\n".repeat(50)),
        ] {
            fs::write(folder.join(name), text).expect("can be written");
        }
        let found = find_ged(&folder).expect("is there");
        assert!(found.ends_with("year.csv"), "{}", found.display());
        assert_eq!(lines_below_header(&found).expect("can be read"), 3);
        fs::remove_dir_all(folder).expect("can be removed");
    }

    #[test]
    fn ged_is_recognised_by_its_columns() {
        assert!(is_ged("id,relid,year,type_of_violence,where_prec,date_start"));
        assert!(!is_ged("id,actor,truth"));
    }
}
