//! What was learnt as a list of numbers, and back.

use crate::chance::Background;
use crate::learn::Learnt;
use crate::weights::Weights;

/// Changed when the meaning of a position changes.
const FORM: f32 = 3.0;

impl Learnt {
    /// All numbers in a fixed order: the form, weights, background; last the tolls that were counted, each as
    /// kind, toll and count.
    pub(crate) fn numbers(&self) -> Vec<f32> {
        let mut numbers = vec![FORM];
        let mut copy = (self.weights.clone(), self.background.clone());
        for part in parts(&mut copy.0, &mut copy.1) {
            numbers.extend_from_slice(part);
        }
        numbers.extend(self.background.counted_tolls().into_iter().flatten());
        numbers
    }

    /// The inverse; `None` when the list has another form.
    pub(crate) fn of_numbers(numbers: &[f32]) -> Option<Self> {
        let (form, mut rest) = numbers.split_first()?;
        let mut weights = Weights::empty();
        let mut background = Background::of(&[]);
        for part in parts(&mut weights, &mut background) {
            let (own, others) = rest.split_at_checked(part.len())?;
            part.copy_from_slice(own);
            rest = others;
        }
        let (tolls, []) = rest.as_chunks::<3>() else { return None };
        background.count_tolls(tolls)?;
        let usable = numbers.iter().all(|number| number.is_finite());
        (*form == FORM && usable).then_some(Self { weights, background })
    }
}

fn parts<'p>(weights: &'p mut Weights, background: &'p mut Background) -> [&'p mut [f32]; 15] {
    [
        weights.when.as_flattened_mut(),
        weights.class.as_flattened_mut(),
        weights.nearer.as_flattened_mut(),
        &mut weights.who,
        weights.kind.as_flattened_mut(),
        weights.toll.as_flattened_mut(),
        &mut weights.cited,
        &mut weights.found,
        &mut weights.found_b,
        &mut background.widths,
        &mut background.kinds,
        background.places.as_flattened_mut(),
        &mut background.who,
        background.clustering.pairs.as_flattened_mut().as_flattened_mut(),
        background.clustering.cited.as_flattened_mut().as_flattened_mut(),
    ]
}
