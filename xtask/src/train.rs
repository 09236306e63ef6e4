//! `cargo xtask train NAME`: the coder's models from the data beside the repository.
//!
//! Models are embedded, and the later ones stand on the earlier: after `train tagger` come
//! `train incidents` and `train toponyms`.

use crate::command::{cargo, command, run as run_command};
use crate::failure::{Failure, Outcome};
use crate::{metadata, tree};

/// Trains what is named.
pub(crate) fn run(arguments: &[String]) -> Outcome {
    let text = tree::root().join("../shared/data/text");
    let models = tree::root().join("data/models");
    let (example, arguments) = match arguments {
        [name] if name == "tagger" => (
            "train_tagger",
            vec![
                models.join("tagger.tsv.zst"),
                text.join("ud-ewt/en_ewt-all.conllu"),
                text.join("ud-gum/en_gum-news.conllu"),
            ],
        ),
        [name] if name == "incidents" => {
            let (train, keys) = (text.join("muc4/gtt/train.json"), text.join("muc4/dev"));
            ("muc4", vec!["train".into(), train, keys, models])
        }
        [name] if name == "toponyms" => (
            "geoparse",
            vec![
                "train".into(),
                text.join("geoparsing/lgl.xml"),
                text.join("geoparsing/tr-news.xml"),
                models,
            ],
        ),
        _ => {
            return Err(Failure::Usage(
                "train takes one of: tagger, incidents, toponyms".to_owned(),
            ));
        }
    };
    let build = ["build", "--release", "-p", "bellwether-coder", "--example", example];
    run_command(&mut cargo(&build))?;
    let program = metadata::target_directory()?.join("release").join("examples").join(example);
    run_command(command(program).args(arguments))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_unknown_model_is_a_usage_error_that_lists_the_models() {
        let failure = run(&["parser".to_owned()]).expect_err("no such model");
        assert_eq!(failure.exit_code(), 2);
        assert!(failure.to_string().contains("tagger, incidents, toponyms"));
    }
}
