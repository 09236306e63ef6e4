//! What an estimate rests on, as data.

/// In which direction an estimate errs where an assumption does not hold.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Bias {
    /// The estimate is too low.
    TooLow,
    /// It is too high.
    TooHigh,
    /// It depends.
    Either,
}

/// Something that has to be true for an estimate to mean what it says.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Assumption {
    /// Its name in the literature.
    pub name: &'static str,
    /// What has to be true.
    pub says: &'static str,
    /// What makes it untrue where the lists are datasets of conflict events.
    pub broken_by: &'static str,
    /// How the estimate errs then.
    pub bias: Bias,
}

const CLOSED: Assumption = Assumption {
    name: "closed population",
    says: "every dataset could have had every incident: the same time, area and definition of an incident",
    broken_by: "datasets differ in what they admit (deaths or not, organised actors or not, thresholds), and \
                in the days and countries they cover; compare only what all of them would have admitted",
    bias: Bias::TooHigh,
};

const MATCHING: Assumption = Assumption {
    name: "perfect matching",
    says: "reports of one incident are linked and reports of different incidents are not",
    broken_by: "a missed link makes one incident two that one dataset each saw, which raises the estimate; a \
                false link lowers it",
    bias: Bias::Either,
};

const INDEPENDENT: Assumption = Assumption {
    name: "independence",
    says: "being in one dataset makes an incident neither more nor less likely to be in another",
    broken_by: "datasets code the same news agencies, and some take over events from each other",
    bias: Bias::TooLow,
};

const HOMOGENEOUS: Assumption = Assumption {
    name: "homogeneity",
    says: "within each dataset every incident is as likely to be seen as every other",
    broken_by: "deadly and urban incidents are reported by all and small ones in remote places by none; \
                estimate within groups of alike incidents and add up",
    bias: Bias::TooLow,
};

const NO_HIGHEST: Assumption = Assumption {
    name: "no highest interaction",
    says: "datasets depend on each other in pairs at most, and the unseen incidents follow the same pattern",
    broken_by: "incidents that no journalist could reach are missed by all datasets together",
    bias: Bias::TooLow,
};

const CHOSEN: Assumption = Assumption {
    name: "model chosen beforehand",
    says: "the interval takes the chosen model for the true one",
    broken_by: "the model is chosen by the same counts; look at the estimates of the other models that fit \
                about as well",
    bias: Bias::Either,
};

const LOWER: Assumption = Assumption {
    name: "lower bound",
    says: "incidents may differ in how likely they are to be seen, then this is the least there can have been",
    broken_by: "datasets that depend on each other see more incidents twice than they would by chance",
    bias: Bias::TooLow,
};

const COVERED: Assumption = Assumption {
    name: "average dependence",
    says: "datasets may depend on each other in pairs; three together add nothing more",
    broken_by: "where few incidents are seen twice (coverage below 0.55) the one-step estimate is given, \
                which is a lower bound if the datasets depend on each other positively",
    bias: Bias::TooLow,
};

pub(super) const CHAPMAN: &[Assumption] = &[CLOSED, MATCHING, INDEPENDENT, HOMOGENEOUS];
pub(super) const LOWER_BOUND: &[Assumption] = &[CLOSED, MATCHING, LOWER];
pub(super) const COVERAGE: &[Assumption] = &[CLOSED, MATCHING, COVERED];
pub(super) const LOG_LINEAR: &[Assumption] = &[CLOSED, MATCHING, NO_HIGHEST, CHOSEN];
