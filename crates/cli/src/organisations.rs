//! Which parties of events are armed organisations: those that are screened, and that stand in a scorecard.

use bellwether_linkage::{NameParties as _, Party, SideWords};
use bellwether_model::ActorKind;
use bellwether_registry::actors::Registry;
use bellwether_store::Snapshot;

use crate::failure::Failure;
use crate::reconciling::{Parties, parties};
use crate::session::Session;

/// Tells armed organisations from states, crowds, civilians and those whom nobody names.
pub(crate) struct Organisations<'r> {
    registry: &'r Registry,
    who: Parties<'r>,
}

/// Armed, named, and no group that can be watched: who guards for money, and who keeps a peace.
const OTHERS: [&str; 3] = ["private security", "un:", "united nations"];

impl<'r> Organisations<'r> {
    /// By the registry and the datasets of a snapshot.
    pub(crate) fn of(session: &'r Session, snapshot: &Snapshot<'_>) -> Result<Self, Failure> {
        Ok(Self { registry: &session.world()?.actors, who: parties(session, snapshot)? })
    }

    /// Whether a party of [`Snapshot::activity`] is one: `ID`, `DATASET:ID|NAME`, or a name.
    pub(crate) fn has(&self, party: &str) -> bool {
        if let Some(actor) = self.registry.get(party) {
            return matches!(
                actor.kind,
                ActorKind::ArmedGroup | ActorKind::Cartel | ActorKind::Militia
            );
        }
        let (dataset, native_id, name) = match party.split_once('|') {
            Some((id, name)) => {
                let (dataset, native) = id.split_once(':').unwrap_or((id, ""));
                (dataset, Some(native), name)
            }
            None => ("", None, party),
        };
        let side = SideWords { native_id, name };
        let plain = name.to_lowercase();
        matches!(self.who.party(dataset, side, None, 0), Party::Organisation(_))
            && !OTHERS.iter().any(|other| plain.starts_with(other))
    }
}
