//! The class of a target when a source says several things about it.

use super::scheme::Scheme;
use super::walk::crosswalk;

/// Whether places of events against a class of targets are coarsened and delayed before they leave; `false`
/// for what is no class.
#[must_use]
pub fn is_sensitive(class: &str) -> bool {
    Scheme::Target.code(class).is_some_and(|code| code.sensitive)
}

/// The class of a target of which a source says several things: names or codes of `scheme`, in the
/// source's order. The first sensitive class counts, else the first class; `None` when nothing said has
/// one, or the scheme says nothing about targets.
///
/// Only what is taken when nothing else is known is looked at; see [`may_be_sensitive`].
#[must_use]
pub fn target_of<'a>(
    scheme: Scheme,
    said: impl IntoIterator<Item = &'a str>,
) -> Option<&'static str> {
    let walk = crosswalk(scheme, Scheme::Target)?;
    let mut first = None;
    for class in said.into_iter().filter_map(|code| walk.to(code)) {
        if is_sensitive(class) {
            return Some(class);
        }
        first = first.or(Some(class));
    }
    first
}

/// Whether anything said about a target may be of a sensitive class, alternatives included: what the
/// location policy asks, because an address that went out cannot be taken back.
#[must_use]
pub fn may_be_sensitive<'a>(scheme: Scheme, said: impl IntoIterator<Item = &'a str>) -> bool {
    crosswalk(scheme, Scheme::Target).is_some_and(|walk| {
        said.into_iter().flat_map(|code| walk.all(code)).any(|row| is_sensitive(row.to))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_sensitive_class_goes_before_what_is_named_first() {
        let said = ["Civilians (Sudan)", "Health Workers (Sudan)", "Women (Sudan)"];
        assert_eq!(target_of(Scheme::AcledActor, said), Some("health"));
        assert_eq!(target_of(Scheme::AcledActor, ["Women (Sudan)"]), Some("civilians"));
        assert_eq!(target_of(Scheme::AcledActor, ["Lions of the East"]), None);
        assert_eq!(target_of(Scheme::CameoActor, ["GOV", "EDU"]), Some("education"));
        assert_eq!(target_of(Scheme::Muc4, ["bombing"]), None);
    }

    #[test]
    fn an_alternative_that_is_sensitive_is_enough_for_the_policy() {
        assert_eq!(target_of(Scheme::GtdTarget, ["7/47"]), Some("diplomatic"));
        assert!(may_be_sensitive(Scheme::GtdTarget, ["7/47"]));
        assert!(!may_be_sensitive(Scheme::GtdTarget, ["7/46", "4"]));
        assert!(!is_sensitive("military") && !is_sensitive("no such class"));
    }
}
