//! The tagger's training.

use super::features::Words;
use crate::linear::{Feature, Head, Perceptron};

/// A sentence with the tag of each word.
#[derive(Debug, Clone)]
pub struct Example {
    /// Words as written.
    pub words: Vec<String>,
    /// Their tags.
    pub tags: Vec<String>,
}

/// Each how many-th sentence is also learned in capitals and in lower case.
const CASELESS_EVERY: usize = 2;

/// Trains on the examples in their order, `rounds` times; the classes are the tags that occur. Each second
/// sentence is also learned without case.
#[must_use]
pub fn train(mut head: Head, examples: &[Example], rounds: usize) -> Perceptron {
    let mut classes: Vec<String> = examples.iter().flat_map(|e| e.tags.iter().cloned()).collect();
    classes.sort();
    classes.dedup();
    head.classes.clone_from(&classes);
    let mut perceptron = Perceptron::new(head);
    for round in 0..rounds {
        for (index, example) in examples.iter().enumerate() {
            learn(&mut perceptron, &classes, example, true);
            if (index + round) % CASELESS_EVERY == 0 {
                learn(&mut perceptron, &classes, example, false);
            }
        }
    }
    perceptron
}

fn learn(perceptron: &mut Perceptron, classes: &[String], example: &Example, cased: bool) {
    let words = Words::new(example.words.iter().map(String::as_str), cased);
    let mut guesses: Vec<usize> = Vec::with_capacity(words.len());
    let mut features: Vec<Feature> = Vec::new();
    for (index, tag) in example.tags.iter().enumerate() {
        let before =
            |back: usize| index.checked_sub(back).map_or("<s>", |at| classes[guesses[at]].as_str());
        let before = [before(1), before(2)];
        words.features(index, before, &mut features);
        let guess = perceptron.guess(&features);
        if let Ok(truth) = classes.binary_search(tag) {
            perceptron
                .learn(&features, truth, guess, |position| words.name(index, before, position));
        }
        guesses.push(guess);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::tag::Tagger;

    #[test]
    fn what_was_seen_often_is_tagged_so() {
        let sentence = |text: &str, tags: &str| Example {
            words: text.split(' ').map(str::to_owned).collect(),
            tags: tags.split(' ').map(str::to_owned).collect(),
        };
        let examples = [
            sentence("rebels attack towns", "NNS VBP NNS"),
            sentence("the attack failed", "DT NN VBD"),
        ];
        let perceptron = train(Head::default(), &examples, 8);
        let tagger = Tagger::new(perceptron.model(0.0).expect("own names"));
        let tags = tagger.tag_words(["THE", "ATTACK", "FAILED"].into_iter(), false);
        let names: Vec<&str> = tags.into_iter().map(|tag| tagger.name(tag)).collect();
        assert_eq!(names, ["DT", "NN", "VBD"]);
    }
}
