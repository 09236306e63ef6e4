//! Random data sets in which there is no cluster.

use super::frame::Frame;
use super::input::Case;
use super::measure::Measure;
use super::rng::Rng;

/// A case of a data set: its place and its segment of the frame.
pub(super) type Placed = (u32, u32);

/// How data sets without a cluster come about.
#[derive(Debug)]
pub(super) enum Null {
    /// The days are dealt out among the cases anew.
    Permutation {
        /// The place of every case.
        places: Vec<u32>,
        /// How many cases each segment has.
        segments: Vec<u32>,
    },
    /// Each case falls anywhere, in proportion to what is expected.
    Poisson {
        /// Picks a cell of the frame, or one beyond the last for all that no window covers.
        alias: Alias,
        /// How many segments the frame has.
        segments: u32,
        /// How many cases there are.
        cases: u64,
    },
    /// Cases are drawn from among all individuals.
    Bernoulli {
        /// The cell of every individual; `u32::MAX` for those that no window covers.
        individuals: Vec<u32>,
        /// How many segments the frame has.
        segments: u32,
        /// How many are cases.
        cases: usize,
    },
}

/// A deck that is shuffled and put in order again.
#[derive(Debug, Clone, Default)]
pub(super) struct Deck {
    cards: Vec<u32>,
    swaps: Vec<u32>,
}

impl Deck {
    /// Calls `take` with cards drawn without replacement.
    fn deal(&mut self, count: usize, rng: &mut Rng, mut take: impl FnMut(u32)) {
        self.swaps.clear();
        for index in 0..count {
            // Decks have fewer cards than 2^32.
            #[allow(clippy::cast_possible_truncation)]
            let (at, left) = (index as u32, (self.cards.len() - index) as u32);
            let other = at + rng.below(left);
            self.cards.swap(index, other as usize);
            self.swaps.push(other);
            take(self.cards[index]);
        }
        for (index, other) in self.swaps.iter().enumerate().rev() {
            self.cards.swap(index, *other as usize);
        }
    }
}

impl Null {
    /// The permutation model; `cases` are the observed ones.
    pub(super) fn permutation(frame: &Frame, cases: &[Case]) -> Self {
        let mut segments = vec![0; frame.segments()];
        let mut places = Vec::new();
        for case in cases {
            // Far fewer places than 2^32 fit into memory.
            #[allow(clippy::cast_possible_truncation)]
            places.extend((0..case.count).map(|_| case.place as u32));
            if let Some(segment) = frame.segment(case.interval) {
                segments[segment] += case.count;
            }
        }
        // The order in which cases come in must not matter.
        places.sort_unstable();
        Self::Permutation { places, segments }
    }

    /// The Poisson model.
    #[allow(clippy::cast_possible_truncation, clippy::cast_precision_loss)] // far below 2^32
    pub(super) fn poisson(frame: &Frame, measure: &Measure, places: usize, cases: u64) -> Self {
        let segments = frame.segments();
        let mut weights: Vec<f64> = (0..places * segments)
            .map(|cell| measure.cell(cell / segments, cell % segments))
            .collect();
        weights.push((cases as f64 - weights.iter().sum::<f64>()).max(0.0));
        Self::Poisson { alias: Alias::new(&weights), segments: segments as u32, cases }
    }

    /// The Bernoulli model; `everyone` are cases and controls.
    #[allow(clippy::cast_possible_truncation)] // limited by the caller
    pub(super) fn bernoulli(frame: &Frame, everyone: &[Case], cases: u64) -> Self {
        let segments = frame.segments();
        let cell = |case: &Case| {
            let segment = frame.segment(case.interval);
            segment.map_or(u32::MAX, |segment| (case.place * segments + segment) as u32)
        };
        let mut individuals: Vec<u32> = everyone
            .iter()
            .flat_map(|case| std::iter::repeat_n(cell(case), case.count as usize))
            .collect();
        individuals.sort_unstable();
        Self::Bernoulli { individuals, segments: segments as u32, cases: cases as usize }
    }

    /// The deck that this model draws from.
    pub(super) fn deck(&self) -> Deck {
        let cards = match self {
            Self::Permutation { places, .. } => places.clone(),
            Self::Poisson { .. } => Vec::new(),
            Self::Bernoulli { individuals, .. } => individuals.clone(),
        };
        Deck { cards, swaps: Vec::new() }
    }

    /// The most cases that a data set can have within the frame.
    pub(super) fn cases_max(&self) -> usize {
        match self {
            Self::Permutation { segments, .. } => {
                segments.iter().map(|count| *count as usize).sum()
            }
            Self::Poisson { cases, .. } => usize::try_from(*cases).unwrap_or(usize::MAX),
            Self::Bernoulli { cases, .. } => *cases,
        }
    }

    /// Draws a data set into `drawn`, which is emptied first; `deck` is one that this model gave.
    pub(super) fn draw(&self, deck: &mut Deck, rng: &mut Rng, drawn: &mut Vec<Placed>) {
        drawn.clear();
        match self {
            Self::Permutation { segments, .. } => {
                let mut days = (0u32..)
                    .zip(segments)
                    .flat_map(|(segment, count)| std::iter::repeat_n(segment, *count as usize));
                let count = segments.iter().map(|count| *count as usize).sum();
                deck.deal(count, rng, |place| drawn.extend(days.next().map(|day| (place, day))));
            }
            Self::Poisson { alias, segments, cases } => {
                let outside = alias.len() - 1;
                for _ in 0..*cases {
                    let cell = alias.draw(rng);
                    if cell != outside {
                        drawn.push((cell / segments, cell % segments));
                    }
                }
            }
            Self::Bernoulli { segments, cases, .. } => deck.deal(*cases, rng, |cell| {
                if cell != u32::MAX {
                    drawn.push((cell / segments, cell % segments));
                }
            }),
        }
    }
}

/// Draws one of several with given weights in constant time (Vose 1991, IEEE TSE 17(9), 972-975).
#[derive(Debug)]
pub(super) struct Alias {
    keep: Vec<f64>,
    other: Vec<u32>,
}

impl Alias {
    #[allow(clippy::cast_possible_truncation, clippy::cast_precision_loss)] // far below 2^32
    fn new(weights: &[f64]) -> Self {
        let mean = weights.iter().sum::<f64>() / weights.len() as f64;
        let mut keep: Vec<f64> = weights.iter().map(|weight| weight / mean).collect();
        let mut other: Vec<u32> = (0..weights.len() as u32).collect();
        let (mut small, mut large): (Vec<u32>, Vec<u32>) =
            other.iter().partition(|index| keep[**index as usize] < 1.0);
        while let (Some(few), Some(many)) = (small.pop(), large.last().copied()) {
            other[few as usize] = many;
            keep[many as usize] -= 1.0 - keep[few as usize];
            if keep[many as usize] < 1.0 {
                large.pop();
                small.push(many);
            }
        }
        // What rounding left over keeps itself, unless it has no weight at all.
        let heaviest = (0..weights.len()).max_by(|a, b| weights[*a].total_cmp(&weights[*b]));
        for left in small.into_iter().chain(large) {
            if weights[left as usize] > 0.0 {
                keep[left as usize] = 1.0;
            } else {
                (keep[left as usize], other[left as usize]) = (0.0, heaviest.unwrap_or(0) as u32);
            }
        }
        Self { keep, other }
    }

    #[allow(clippy::cast_possible_truncation)] // far below 2^32
    fn len(&self) -> u32 {
        self.keep.len() as u32
    }

    fn draw(&self, rng: &mut Rng) -> u32 {
        let index = rng.below(self.len());
        if rng.unit() < self.keep[index as usize] { index } else { self.other[index as usize] }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_alias_table_draws_in_proportion_and_never_what_has_no_weight() {
        let alias = Alias::new(&[1.0, 0.0, 3.0, 4.0]);
        let mut rng = Rng::new(5, 0);
        let mut counts = [0i32; 4];
        for _ in 0..80_000 {
            counts[alias.draw(&mut rng) as usize] += 1;
        }
        assert_eq!(counts[1], 0);
        for (count, wanted) in counts.iter().zip([10_000, 0, 30_000, 40_000]) {
            assert!((count - wanted).abs() < 600, "{counts:?}");
        }
    }

    #[test]
    fn a_deck_is_in_order_again_after_dealing() {
        let cards: Vec<u32> = (0..20).collect();
        let mut deck = Deck { cards: cards.clone(), swaps: Vec::new() };
        let mut hand = Vec::new();
        deck.deal(20, &mut Rng::new(1, 1), |card| hand.push(card));
        assert_eq!(deck.cards, cards);
        assert_ne!(hand, cards);
        hand.sort_unstable();
        assert_eq!(hand, cards);
    }

    #[test]
    fn a_permutation_keeps_both_margins() {
        let frame = Frame::new(3, crate::scan::Windows::Retrospective { min: 1, max: 3 });
        let case = |place, interval, count| Case { place, interval, count };
        let null = Null::permutation(&frame, &[case(0, 0, 4), case(1, 2, 3), case(1, 0, 1)]);
        let mut drawn = Vec::new();
        null.draw(&mut null.deck(), &mut Rng::new(2, 0), &mut drawn);
        let count = |wanted: &dyn Fn(&Placed) -> bool| drawn.iter().filter(|x| wanted(x)).count();
        assert_eq!([count(&|x| x.0 == 0), count(&|x| x.0 == 1)], [4, 4]);
        assert_eq!([count(&|x| x.1 == 0), count(&|x| x.1 == 1), count(&|x| x.1 == 2)], [5, 0, 3]);
    }
}
