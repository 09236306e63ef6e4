//! What a user may choose about linking.

/// How far apart two reports of one incident may lie, and how links are decided.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Settings {
    /// The most days between the days of two reports of one incident, 0 to 30.
    pub days_max: i32,
    /// The most kilometres between two points of one incident, 1 to 150.
    pub km_max: f32,
    /// The least probability of a link that joins two reports, 0 to 1; `None` for the one with the best
    /// expected F1.
    pub threshold: Option<f64>,
    /// Datasets that repeat an event many times (machine-coded news), a bit for each [`crate::DatasetIndex`]: only
    /// in these are reports of one dataset joined.
    pub repeating: u64,
    /// From how many records of a dataset the weights are learnt at most.
    pub sample: usize,
}

impl Settings {
    /// Whether a dataset repeats events.
    #[must_use]
    pub const fn repeats(&self, dataset: crate::DatasetIndex) -> bool {
        self.repeating >> (dataset.0 % 64) & 1 == 1
    }
}

impl Default for Settings {
    fn default() -> Self {
        Self { days_max: 7, km_max: 60.0, threshold: None, repeating: 0, sample: 80_000 }
    }
}
