//! What was learnt as a list of numbers, and back.

use crate::chance::Background;
use crate::learn::Learnt;
use crate::sites::Sites;
use crate::told::Told;
use crate::weights::Weights;

/// Changed when the meaning of a position changes.
const FORM: f32 = 9.0;

impl Learnt {
    /// All numbers in a fixed order: the form, threshold, span, weights, background; how many numbers of sites there are
    /// and these; the same of the ground and of how often is told; last the tolls that were counted, each as kind, toll and count.
    pub(crate) fn numbers(&self) -> Vec<f32> {
        #[allow(clippy::cast_precision_loss)] // exact up to the year 47,000
        let span = [self.span.0 as f32, self.span.1 as f32];
        let mut numbers = vec![FORM, self.threshold, span[0], span[1]];
        let mut copy = (self.weights.clone(), self.background.clone());
        for part in parts(&mut copy.0, &mut copy.1) {
            numbers.extend_from_slice(part);
        }
        for own in [
            self.sites.as_ref().map(Sites::numbers),
            self.ground.as_ref().map(Sites::numbers),
            self.told.as_ref().map(Told::numbers),
        ] {
            let own = own.unwrap_or_default();
            #[allow(clippy::cast_precision_loss)] // whole to 16 million
            numbers.push(own.len() as f32);
            numbers.extend(own);
        }
        numbers.extend(self.background.counted_tolls().into_iter().flatten());
        numbers
    }

    /// The inverse; `None` when the list has another form.
    pub(crate) fn of_numbers(numbers: &[f32]) -> Option<Self> {
        let ([form, threshold, first, last], mut rest) = numbers.split_first_chunk::<4>()?;
        let mut weights = Weights::empty();
        let mut background = Background::of(&[]);
        for part in parts(&mut weights, &mut background) {
            let (own, others) = rest.split_at_checked(part.len())?;
            part.copy_from_slice(own);
            rest = others;
        }
        let mut three: [&[f32]; 3] = [&[]; 3];
        for own in &mut three {
            let (count, others) = rest.split_first()?;
            #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss)]
            // checked by the split
            let (numbers, others) = others.split_at_checked(*count as usize)?;
            (*own, rest) = (numbers, others);
        }
        let sites = |own: &[f32]| match own {
            [] => Some(None),
            numbers => Sites::of_numbers(numbers).map(Some),
        };
        let (sites, ground) = (sites(three[0])?, sites(three[1])?);
        let told = match three[2] {
            [] => None,
            numbers => Some(Told::of_numbers(numbers)?),
        };
        let (tolls, []) = rest.as_chunks::<3>() else { return None };
        background.count_tolls(tolls)?;
        let usable = numbers.iter().all(|number| number.is_finite());
        #[allow(clippy::cast_possible_truncation)] // whole numbers
        let span = (*first as i32, *last as i32);
        let threshold = *threshold;
        (*form == FORM && usable).then_some(Self {
            weights,
            background,
            threshold,
            span,
            sites,
            ground,
            told,
        })
    }
}

fn parts<'p>(weights: &'p mut Weights, background: &'p mut Background) -> [&'p mut [f32]; 16] {
    [
        weights.when.as_flattened_mut(),
        weights.class.as_flattened_mut(),
        weights.nearer.as_flattened_mut(),
        std::slice::from_mut(&mut weights.elsewhere),
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
