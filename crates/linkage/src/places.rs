//! Where several reports of one incident may all have been: how likely they are together at each site.
//!
//! Two reports at a time say less: what lies between three points may be far from each of them.

use crate::sites::Likely;

/// Share of reports that lie near no site at which they could have been.
const ELSEWHERE: f32 = 0.03;
/// Sites less probable than this for a report are forgotten.
const LEAST: f32 = 3e-3;

/// Where one report may have been.
#[derive(Debug, Clone)]
pub(crate) struct Place {
    sites: Vec<Here>,
    /// The logarithm of how much happens around it.
    ln_around: f32,
}

/// A site, with how much happens there, and how much likelier reports are there than anywhere around.
#[derive(Debug, Clone, Copy)]
struct Here {
    site: u32,
    count: f32,
    likely: f32,
}

impl Place {
    /// From probable sites; `count` tells how many reports one has. `None` where there are none.
    pub(crate) fn of(own: &Likely, count: impl Fn(u32) -> f32) -> Option<Self> {
        let sites: Vec<Here> = own
            .sites
            .iter()
            .filter(|(_, probable)| *probable > LEAST)
            .map(|(site, probable)| {
                let count = count(*site);
                Here { site: *site, count, likely: probable * own.around / count }
            })
            .collect();
        (!sites.is_empty()).then(|| Self { sites, ln_around: own.around.ln() })
    }
}

/// Where all reports of a set may have been.
#[derive(Debug, Clone, Default)]
pub(crate) struct Places {
    sites: Vec<Here>,
    reports: i32,
    /// Of all reports, added up.
    ln_around: f32,
}

impl Places {
    /// The logarithm of how much likelier the reports are together than each on its own.
    pub(crate) fn worth(&self) -> f32 {
        if self.reports == 0 {
            return 0.0;
        }
        worth(self.sites.iter().map(|here| here.count * here.likely).sum(), self.mean_around(None))
    }

    /// [`Places::worth`] with one more report.
    pub(crate) fn worth_with(&self, own: &Place) -> f32 {
        let mut sum = 0.0;
        self.with(own, |here| sum += here.count * here.likely);
        worth(sum, self.mean_around(Some(own)))
    }

    /// Adds a report.
    pub(crate) fn add(&mut self, own: &Place) {
        let mut sites = Vec::with_capacity(self.sites.len() + own.sites.len());
        self.with(own, |here| sites.push(here));
        *self =
            Self { sites, reports: self.reports + 1, ln_around: self.ln_around + own.ln_around };
    }

    /// The mean over reports, so that their order does not matter.
    fn mean_around(&self, more: Option<&Place>) -> f32 {
        #[allow(clippy::cast_precision_loss)] // few
        let reports = (self.reports + i32::from(more.is_some())) as f32;
        (self.ln_around + more.map_or(0.0, |own| own.ln_around)) / reports
    }

    /// All sites of both in ascending order.
    fn with(&self, own: &Place, mut take: impl FnMut(Here)) {
        let before = ELSEWHERE.powi(self.reports);
        let near = |likely: f32| (1.0 - ELSEWHERE) * likely + ELSEWHERE;
        let mut rest = own.sites.as_slice();
        for known in &self.sites {
            while let Some((first, others)) =
                rest.split_first().filter(|(own, _)| own.site < known.site)
            {
                take(Here { likely: before * near(first.likely), ..*first });
                rest = others;
            }
            let (likely, others) = match rest.split_first() {
                Some((first, others)) if first.site == known.site => (near(first.likely), others),
                _ => (ELSEWHERE, rest),
            };
            take(Here { likely: known.likely * likely, ..*known });
            rest = others;
        }
        rest.iter().for_each(|own| take(Here { likely: before * near(own.likely), ..*own }));
    }
}

fn worth(sum: f32, mean_around: f32) -> f32 {
    sum.max(f32::MIN_POSITIVE).ln() - mean_around
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Ten sites with one report each; probable are those that are named, all the same.
    fn place(sites: &[u32]) -> Place {
        #[allow(clippy::cast_precision_loss)] // few
        let probable = 1.0 / sites.len() as f32;
        let sites = sites.iter().map(|site| (*site, probable)).collect();
        Place::of(&Likely { sites, around: 10.0 }, |_| 1.0).expect("there are sites")
    }

    fn of(places: &[&[u32]]) -> f32 {
        let mut all = Places::default();
        places.iter().for_each(|own| all.add(&place(own)));
        all.worth()
    }

    #[test]
    fn what_lies_between_three_is_where_all_may_have_been() {
        // One site of two is in common: 1/2 · 1/2 against 1/10 each time.
        assert!((of(&[&[1, 2], &[2, 3]]) - (10.0_f32 / 4.0).ln()).abs() < 0.1);
        // Any two of three have a site in common, all three the same one or none.
        let (same, none) = (of(&[&[1, 2], &[2, 3], &[2, 4]]), of(&[&[1, 2], &[2, 3], &[1, 3]]));
        assert!((same - (100.0_f32 / 8.0).ln()).abs() < 0.15, "{same}");
        assert!(none < same - 1.0, "{none} {same}");
    }

    #[test]
    fn one_more_is_what_adding_it_makes_and_the_order_does_not_matter() {
        let lists: [&[u32]; 4] = [&[3, 5, 9], &[1, 5], &[5, 9], &[2]];
        let mut all = Places::default();
        for own in lists {
            let with = all.worth_with(&place(own));
            all.add(&place(own));
            assert!((with - all.worth()).abs() < 1e-4);
        }
        let turned = of(&[lists[3], lists[1], lists[0], lists[2]]);
        assert!((turned - all.worth()).abs() < 1e-3, "{turned}");
        assert!(of(&[&[1]]).abs() < 0.05, "one alone is nowhere in common");
    }
}
