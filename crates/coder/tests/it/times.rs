//! Expressions of time against a labelled set of the project's own writing.
//!
//! Every fourth sentence is held out: it was not looked at while the grammar was written, and is reported
//! apart. Precision and recall are of whole expressions, and of each field among those found.

use bellwether_coder::time::times;
use bellwether_coder::token::Tokens;

const SET: &str = include_str!("times.tsv");
const HELD_OUT_EVERY: usize = 4;
/// The least share of each field that must be right, in precision and in recall.
const SHARE_MIN: f64 = 0.9;

/// An expression by its fields: first day, last day, relation.
type Fields = [String; 3];

#[derive(Default)]
struct Counts {
    expected: usize,
    found: usize,
    right: [usize; 3],
}

impl Counts {
    /// Expressions are held against each other in their order.
    fn add(&mut self, expected: &[Fields], found: &[Fields]) {
        self.expected += expected.len();
        self.found += found.len();
        for (expected, found) in expected.iter().zip(found) {
            for (field, right) in self.right.iter_mut().enumerate() {
                *right += usize::from(expected[field] == found[field]);
            }
        }
    }

    fn check(&self, part: &str) {
        for (right, field) in self.right.into_iter().zip(["first day", "last day", "relation"]) {
            let precision = right as f64 / self.found.max(1) as f64;
            let recall = right as f64 / self.expected.max(1) as f64;
            println!("{part}: {field} precision {precision:.3} recall {recall:.3}");
            assert!(precision >= SHARE_MIN && recall >= SHARE_MIN, "{part}: {field}");
        }
    }
}

#[test]
fn nine_of_ten_expressions_are_right_in_every_field_also_where_nobody_looked() {
    let written = Some("2021-04-14".parse().expect("a date"));
    let (mut seen, mut held_out) = (Counts::default(), Counts::default());
    for (index, line) in SET.lines().filter(|line| !line.starts_with('#')).enumerate() {
        let (sentence, labels) = line.split_once('\t').expect("a sentence and its labels");
        let labels = labels.split(';').filter(|label| *label != "-");
        let expected: Vec<Fields> = labels
            .map(|label| {
                let fields: Vec<String> = label.split('/').map(str::to_owned).collect();
                fields.try_into().expect("three fields")
            })
            .collect();
        let found: Vec<Fields> = times(&Tokens::new(sentence), written)
            .into_iter()
            .map(|time| {
                [time.start.to_string(), time.end.to_string(), format!("{:?}", time.relation)]
            })
            .collect();
        if expected != found {
            println!("{sentence}\n  expected {expected:?}\n  found    {found:?}");
        }
        let part =
            if index % HELD_OUT_EVERY == HELD_OUT_EVERY - 1 { &mut held_out } else { &mut seen };
        part.add(&expected, &found);
    }
    seen.check("written against");
    held_out.check("held out");
}
