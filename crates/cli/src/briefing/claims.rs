//! The claims of a brief: those that were given, then the statements with numbers that the registry and the store
//! hold of the group, each held against the store as `claim check` and `claim list` do it.

use bellwether_brief::{Claim, ClaimAt, ClaimCount, ClaimStanding, Unanswered};
use bellwether_claims::nearest::{COUNTED, Said, interval, of_actor};
use bellwether_claims::scope::Party;
use bellwether_claims::{Checked, Given, Scope, check, claims_of};
use bellwether_model::StatementKind;
use bellwether_store::Snapshot;

use super::{StoreInstrument, unanswered};
use crate::commands::claim::{Around, as_said, party, sentence, withhold};
use crate::failure::Failure;
use crate::gate::Gate;
use crate::question::find_actor;
use crate::session::Session;

/// Statements that are held against the store at most; those of the brief's days go first.
const STATEMENTS_MAX: usize = 60;

/// Of claims that stand in the configuration for all briefs, those that name the actor of this one.
pub(crate) fn about(
    session: &Session,
    snapshot: &Snapshot<'_>,
    actor: &str,
    texts: &[String],
) -> Result<Vec<String>, Failure> {
    if texts.is_empty() {
        return Ok(Vec::new());
    }
    let around = Around::new(session, snapshot)?;
    let lists = around.lists()?;
    let is_own = |text: &&String| {
        let scopes = claims_of(text, lists, &Given::default());
        scopes.iter().any(|scope| scope.actor.as_ref().is_some_and(|own| own.id() == actor))
    };
    Ok(texts.iter().filter(is_own).cloned().collect())
}

impl StoreInstrument<'_> {
    /// The claims.
    pub(super) fn read_claims(&self) -> Result<Vec<Claim>, Failure> {
        let actor = party(&find_actor(self.session, self.snapshot, &self.request.actor)?);
        let mut all = Vec::new();
        let mut rest = Vec::new();
        for (number, said) in self.known(&actor)? {
            let of = ClaimAt { given: false, number, at: 0 };
            if said.kind == StatementKind::Strength {
                let claim = not_read(of, &said.text);
                all.push(self.said(Claim { standing: ClaimStanding::OfFighters, ..claim }, said));
            } else {
                rest.push((of, said));
            }
        }
        if self.request.claims.is_empty() && rest.is_empty() {
            return Ok(all);
        }
        let whole = self.whole()?;
        let around = Around::new(self.session, whole)?;
        let lists = around.lists()?;
        let gate = Gate::of(self.session, whole)?;
        let given = Given { actor: Some(actor), ..Given::default() };
        let held = |scope: &Scope| -> Result<Checked, Failure> {
            let mut checked = check(scope, whole, self.snapshot, &around)?;
            if !gate.restricted().is_empty() {
                withhold(&mut checked, &gate)?;
            }
            Ok(checked)
        };
        for (number, text) in self.request.claims.iter().enumerate() {
            let scopes = claims_of(text, lists, &given);
            if scopes.is_empty() {
                all.push(not_read(ClaimAt { given: true, number, at: 0 }, text));
            }
            for (at, scope) in scopes.iter().enumerate() {
                let of = ClaimAt { given: true, number, at };
                all.push(told(of, scope.text.clone(), &held(scope)?));
            }
        }
        for (of, said) in rest {
            let claim = match claims_of(&sentence(&said), lists, &given).first() {
                None => not_read(of, &said.text),
                Some(scope) => told(of, said.text.clone(), &held(&as_said(scope, &said))?),
            };
            all.push(self.said(claim, said));
        }
        Ok(all)
    }

    /// The statements with numbers, each with its place in `claim list`. They are rows: only those that may leave.
    fn known(&self, actor: &Party) -> Result<Vec<(usize, Said)>, Failure> {
        let stored = self.snapshot.statements_of(&COUNTED)?;
        let world = self.session.world()?;
        let mut known: Vec<(usize, Said)> =
            of_actor(&stored, actor, &world.actors).into_iter().enumerate().collect();
        known.sort_by_key(|(number, said)| (!self.touches(said), *number));
        known.truncate(STATEMENTS_MAX);
        known.sort_by_key(|(number, _)| *number);
        Ok(known)
    }

    /// A claim with who said it.
    fn said(&self, claim: Claim, said: Said) -> Claim {
        Claim {
            touches: self.touches(&said),
            said_by: said.attributed_to,
            source: Some(said.source),
            second_hand: said.second_hand,
            as_of: said.as_of,
            ..claim
        }
    }

    /// Whether a statement speaks of one of the brief's days.
    fn touches(&self, said: &Said) -> bool {
        let time = said.as_of.as_deref().and_then(interval);
        time.is_some_and(|(from, to)| from <= self.request.to && to >= self.request.from)
    }

    /// The snapshot with all that is in the store: what is taken from it passes the gate.
    pub(super) fn whole(&self) -> Result<&Snapshot<'_>, Failure> {
        if let Some(whole) = self.whole.get() {
            return Ok(whole);
        }
        let unit = crate::args::UnitWord::from(self.unit);
        let whole = crate::reconciling::question_snapshot(self.session, self.store, Some(unit))?;
        Ok(self.whole.get_or_init(|| whole))
    }

    /// The claims, once.
    pub(super) fn kept_claims(&self) -> Result<std::rc::Rc<Vec<Claim>>, Unanswered> {
        if let Some(known) = self.claims.get() {
            return Ok(std::rc::Rc::clone(known));
        }
        let read = std::rc::Rc::new(self.read_claims().map_err(|failure| unanswered(&failure))?);
        Ok(std::rc::Rc::clone(self.claims.get_or_init(|| read)))
    }
}

/// A claim in which no number was found that data could have.
fn not_read(of: ClaimAt, text: &str) -> Claim {
    Claim {
        of,
        text: text.to_owned(),
        said_by: None,
        source: None,
        second_hand: false,
        as_of: None,
        touches: false,
        standing: ClaimStanding::Undecided,
        verdict: "cannot be checked".into(),
        finding:
            "no number of events or people that data could be held against was found in its words."
                .into(),
        why: Vec::new(),
        counts: Vec::new(),
        settles: None,
    }
}

/// A claim with what was found.
fn told(of: ClaimAt, text: String, checked: &Checked) -> Claim {
    let counts = checked.counts.iter().map(|counted| ClaimCount {
        dataset: counted.dataset.clone(),
        low: counted.count.low.0,
        best: counted.count.best.map(|best| best.0),
        high: counted.count.high.0,
        shows: counted.bound.words().to_owned(),
    });
    let settles: Vec<&str> =
        checked.would_settle.iter().map(|settles| settles.dataset.as_str()).collect();
    Claim {
        standing: match checked.verdict.decides() {
            Some(true) => ClaimStanding::Supported,
            Some(false) => ClaimStanding::NotSupported,
            None => ClaimStanding::Undecided,
        },
        verdict: checked.verdict.words().to_owned(),
        finding: checked.headline.clone(),
        why: checked.why.clone(),
        counts: counts.collect(),
        settles: (!settles.is_empty()).then(|| settles.join(", ")),
        ..not_read(of, &text)
    }
}
