//! Which past periods Farrington's method compares the present with.

use jiff::civil::Date;

use crate::{
    glm::Rows,
    series::{Period, Stretch, days_between},
};

/// The shape of the reference windows.
#[derive(Debug, Clone, Copy)]
pub(super) struct Windows {
    /// Years back.
    pub(super) years: usize,
    /// Half the width of the window around the same time of each year, in periods.
    pub(super) half_width: usize,
    /// Levels of the seasonal factor.
    pub(super) seasons: usize,
    /// Latest periods that are left out.
    pub(super) left_out: usize,
}

impl Windows {
    /// Fills `rows` with the reference periods for the period `now`, with time in periods since the first
    /// of them; gives the time of `now`. `None` where the history does not reach back far enough.
    ///
    /// The season in which `now` lies is the last one, `seasons - 1`; the rest of each year is cut into
    /// seasons of equal length, the longer ones first (Noufaily et al. 2013, section 3.3).
    pub(super) fn fill(self, stretch: Stretch<'_>, now: usize, rows: &mut Rows) -> Option<f64> {
        rows.clear();
        let mut starts = [0_usize; YEARS_MAX + 1];
        starts[0] = now;
        for (back, start) in starts.iter_mut().enumerate().take(self.years + 1).skip(1) {
            *start = reference(stretch, now, back)?;
        }
        let oldest = starts[self.years].checked_sub(self.half_width)?;
        let end = now.checked_sub(self.left_out)?;
        let own = u8::try_from(self.seasons - 1).ok()?;
        for back in (1..=self.years).rev() {
            let (at, next) = (starts[back], starts[back - 1]);
            let window_end = at + self.half_width + 1;
            for index in at.checked_sub(self.half_width)?..window_end.min(end) {
                rows.push(stretch.counts[index], (index - oldest) as f64, own);
            }
            if self.seasons > 1 {
                let between = next.checked_sub(self.half_width)?.checked_sub(window_end)?;
                self.between(stretch, (window_end, between), (oldest, end), rows);
            }
        }
        // The window of the present itself, as far as it is not left out.
        for index in now - self.half_width.min(now)..end {
            rows.push(stretch.counts[index], (index - oldest) as f64, own);
        }
        Some((now - oldest) as f64)
    }

    fn between(
        self,
        stretch: Stretch<'_>,
        (from, length): (usize, usize),
        (oldest, end): (usize, usize),
        rows: &mut Rows,
    ) {
        let blocks = self.seasons - 1;
        let (short, longer) = (length / blocks, length % blocks);
        let mut index = from;
        for block in 0..blocks {
            let block_end = index + short + usize::from(block < longer);
            let season = u8::try_from(block).unwrap_or(u8::MAX);
            for at in index..block_end.min(end) {
                rows.push(stretch.counts[at], (at - oldest) as f64, season);
            }
            index = block_end;
        }
    }
}

/// The most years back.
pub(super) const YEARS_MAX: usize = 30;

/// The period that lies as near as possible to `back` years before the period `now`: for weeks the one
/// whose first day has the same weekday.
fn reference(stretch: Stretch<'_>, now: usize, back: usize) -> Option<usize> {
    if stretch.period == Period::Month {
        return now.checked_sub(12 * back);
    }
    let date = stretch.date(now);
    let wanted = days_between(stretch.first, years_before(date, back)?);
    let periods = match stretch.period {
        Period::Week => (wanted + 3).div_euclid(7),
        _ => wanted,
    };
    usize::try_from(periods).ok()
}

/// The same day some years before; 29 February becomes 1 March where there is none.
fn years_before(date: Date, years: usize) -> Option<Date> {
    let year = date.year().checked_sub(i16::try_from(years).ok()?)?;
    Date::new(year, date.month(), date.day()).or_else(|_| Date::new(year, 3, 1)).ok()
}
