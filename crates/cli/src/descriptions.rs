//! What is known of a dataset: from its reader, or from the mapping by which it came in.

use std::borrow::Cow;
use std::path::Path;

use bellwether_sources::{Dataset, Mapping, describe};
use bellwether_store::Commit;

/// The description of a dataset. That of a mapped one stands in the newest commit that brought it, so
/// that it is there when the mapping's file is gone.
pub(crate) fn described<'a>(
    commits: impl IntoIterator<Item = &'a Commit>,
    id: &str,
) -> Option<Cow<'static, Dataset>> {
    if let Some(dataset) = describe(id) {
        return Some(Cow::Borrowed(dataset));
    }
    let brought = commits.into_iter().filter(|commit| commit.release.dataset.as_str() == id);
    let mapping = brought.filter_map(|commit| commit.provenance.mapping.as_ref()).last()?;
    let mapping = Mapping::parse(&mapping.text, Path::new("the mapping in the store")).ok()?;
    Some(Cow::Owned(mapping.describe().clone()))
}
