//! What cargo knows about the packages.

use std::path::PathBuf;
use std::process::Command;

use serde_json::Value;

use crate::command::{capture, cargo, command};
use crate::failure::{Failure, Outcome};

/// One package, as far as the checks need it.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Package {
    /// Its name.
    pub(crate) name: String,
    /// Its version.
    pub(crate) version: String,
    /// Its licence as an SPDX expression, if it says one.
    pub(crate) license: Option<String>,
    /// Where it comes from; `None` for a folder of this workspace.
    pub(crate) source: Option<String>,
    /// The names of what it needs to run or build; what only its tests need is left out.
    pub(crate) needs: Vec<String>,
}

/// The packages of this workspace.
pub(crate) fn workspace() -> Outcome<Vec<Package>> {
    packages(&parsed(&capture(&mut asked(&["--no-deps", "--offline"]))?)?)
}

/// All packages that a build on this machine's platform can need, those of the workspace included.
///
/// Works without a network when all of them have been downloaded before; asks cargo to fetch what is
/// missing otherwise.
pub(crate) fn everything() -> Outcome<Vec<Package>> {
    let host = host()?;
    let filter = ["--locked", "--filter-platform", host.as_str()];
    let offline = asked(&filter).arg("--offline").output();
    let text = match offline {
        Ok(output) if output.status.success() => String::from_utf8(output.stdout)
            .map_err(|_| Failure::Answer("cargo metadata is not UTF-8".to_owned()))?,
        _ => capture(&mut asked(&filter))?,
    };
    let answer = parsed(&text)?;
    let resolved = resolved_ids(&answer)?;
    let all = list(&answer, "packages")?;
    let wanted = all.iter().filter(|package| {
        package.get("id").and_then(Value::as_str).is_some_and(|id| resolved.contains(&id))
    });
    wanted.map(package).collect()
}

/// Where cargo puts what it builds.
pub(crate) fn target_directory() -> Outcome<PathBuf> {
    let answer = parsed(&capture(&mut asked(&["--no-deps", "--offline"]))?)?;
    text(&answer, "target_directory").map(PathBuf::from)
}

fn asked(arguments: &[&str]) -> Command {
    let mut command = cargo(&["metadata", "--format-version", "1"]);
    command.args(arguments);
    command
}

/// The platform that this machine's compiler builds for.
fn host() -> Outcome<String> {
    let version = capture(command("rustc").arg("-vV"))?;
    version
        .lines()
        .find_map(|line| line.strip_prefix("host: "))
        .map(str::to_owned)
        .ok_or_else(|| Failure::Answer("`rustc -vV` does not name its host".to_owned()))
}

fn parsed(text: &str) -> Outcome<Value> {
    serde_json::from_str(text)
        .map_err(|error| Failure::Answer(format!("cargo metadata is not JSON: {error}")))
}

fn packages(answer: &Value) -> Outcome<Vec<Package>> {
    list(answer, "packages")?.iter().map(package).collect()
}

fn resolved_ids(answer: &Value) -> Outcome<Vec<&str>> {
    let resolve = answer.get("resolve").unwrap_or(&Value::Null);
    list(resolve, "nodes")?.iter().map(|node| text(node, "id")).collect()
}

fn package(value: &Value) -> Outcome<Package> {
    let optional = |field| value.get(field).and_then(Value::as_str).map(str::to_owned);
    let needs = list(value, "dependencies")?
        .iter()
        .filter(|dependency| dependency.get("kind").and_then(Value::as_str) != Some("dev"))
        .map(|dependency| text(dependency, "name").map(str::to_owned))
        .collect::<Outcome<_>>()?;
    Ok(Package {
        name: text(value, "name")?.to_owned(),
        version: text(value, "version")?.to_owned(),
        license: optional("license"),
        source: optional("source"),
        needs,
    })
}

fn text<'a>(value: &'a Value, field: &str) -> Outcome<&'a str> {
    value.get(field).and_then(Value::as_str).ok_or_else(|| lacks(field))
}

fn list<'a>(value: &'a Value, field: &str) -> Outcome<&'a Vec<Value>> {
    value.get(field).and_then(Value::as_array).ok_or_else(|| lacks(field))
}

fn lacks(field: &str) -> Failure {
    Failure::Answer(format!("cargo metadata lacks the field {field:?}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_only_tests_need_is_left_out() {
        let answer = parsed(
            r#"{"packages": [{"name": "a", "version": "1.0.0", "license": "MIT", "source": null,
                "dependencies": [{"name": "b", "kind": null}, {"name": "c", "kind": "dev"},
                                 {"name": "d", "kind": "build"}]}]}"#,
        )
        .expect("is JSON");
        let found = packages(&answer).expect("is complete");
        assert_eq!(found[0].needs, ["b", "d"]);
        assert_eq!((found[0].license.as_deref(), found[0].source.as_deref()), (Some("MIT"), None));
    }

    #[test]
    fn an_answer_without_packages_is_refused_by_the_fields_name() {
        let failure = packages(&Value::Null).expect_err("nothing there");
        assert!(failure.to_string().contains("\"packages\""));
    }
}
