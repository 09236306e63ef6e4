use md5::{Digest as _, Md5};

use super::*;
use crate::write::gdelt::MARK;

#[test]
fn gdelt_files_hold_what_the_truth_says_in_61_58_and_16_columns() {
    let made = Made::four();
    for (shape, columns, label, mark) in [
        ("gdelt-events-2.0", 61, "2.0", 60),
        ("gdelt-events-1.0", 58, "1.0", 57),
        ("gdelt-mentions", 16, "2.0", 5),
    ] {
        let (mut ids, mut rows) = (BTreeSet::new(), 0);
        for file in made.files("sim-gdelt", shape) {
            let text = text(&file.path);
            assert_eq!(text.lines().count() as u64, file.rows);
            for line in text.lines() {
                let fields: Vec<&str> = line.split('\t').collect();
                assert_eq!(fields.len(), columns, "{line}");
                assert!(fields[mark].starts_with(MARK), "{line}");
                ids.insert(fields[0].to_owned());
                rows += 1;
            }
        }
        if shape == "gdelt-mentions" {
            let all = made.ids_in_truth("sim-gdelt", label);
            assert!(ids.is_subset(&all) && rows > 4 * ids.len());
        } else {
            assert_eq!(ids.len(), rows, "{shape}");
            assert_eq!(ids, made.ids_in_truth("sim-gdelt", label), "{shape}");
        }
    }
}

#[test]
fn gdelt_rows_keep_the_order_of_time_and_tell_codes_apart() {
    let made = Made::four();
    let mut kinds = BTreeSet::new();
    for file in made.files("sim-gdelt", "gdelt-events-2.0") {
        for line in text(&file.path).lines() {
            let fields: Vec<&str> = line.split('\t').collect();
            assert!(fields[1] <= &fields[59][..8], "dated behind its article: {line}");
            assert_eq!((&fields[1][..4], &fields[1][..6]), (fields[3], fields[2]));
            for country in [fields[7], fields[17]] {
                assert!(country.is_empty() || country.len() == 3, "a CAMEO code: {line}");
            }
            assert_eq!(fields[53].len(), 2, "a FIPS code: {line}");
            assert!(fields[26].starts_with(fields[27]) && fields[27].starts_with(fields[28]));
            kinds.insert(fields[51].to_owned());
        }
    }
    assert_eq!(kinds.into_iter().collect::<Vec<_>>(), ["1", "4", "5"]);
}

#[test]
fn the_master_list_names_every_file_with_its_size_and_hash_and_leaves_gaps() {
    let made = Made::four();
    let list = text(&made.dir.path().join("gdelt/masterfilelist.txt"));
    let mut quarters = 0;
    for line in list.lines() {
        let parts: Vec<&str> = line.split(' ').collect();
        let name = parts[2].strip_prefix(&format!("{MARK}gdeltv2/")).expect("an address");
        let bytes = fs::read(made.dir.path().join("gdelt").join(name)).expect("a listed file");
        assert_eq!(parts[0], bytes.len().to_string());
        assert_eq!(parts[1], bellwether_model::hex(&Md5::digest(&bytes)));
        quarters += usize::from(name.starts_with("20241231"));
    }
    let written = fs::read_dir(made.dir.path().join("gdelt")).expect("a folder").count();
    assert_eq!(list.lines().count() + 2, written, "the list itself and the older layout");
    assert!((150..192).contains(&quarters), "some of 192 files are missing: {quarters}");
}
