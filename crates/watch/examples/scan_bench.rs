//! Times the prospective space-time permutation scan on 5,000 places, 50,000 cases, 365 days and 999
//! random data sets, and prints the seconds.
//!
//! `cargo run --release -p bellwether-watch --example scan_bench [longest window in days] [largest share]`;
//! without arguments 7 days and half of all cases. Cases are spread over places and days by chance, in unequal
//! places, without any cluster.
//!
//! `SaTScan` 10.3.2 needs 81 s for a problem of this size on two threads. On two cores that other programs
//! kept busy this took 10.2 s of processor time with windows of up to 7 days: some 5 s on two free ones.
//! With windows of up to 30 days it took 66 s of processor time: the filter counts more places, and its bound
//! is coarser.

#![allow(clippy::print_stdout)] // its purpose

use std::time::Instant;

use bellwether_model::Point;
use bellwether_watch::scan::{Case, Places, ScanSettings, Step, TimeAxis, Windows, permutation};
use jiff::ToSpan;
use jiff::civil::date;

/// Knuth's multiplier and the top bits: enough to spread cases about.
fn spread(state: &mut u64) -> f64 {
    *state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
    f64::from((*state >> 33) as u32) / f64::from(1u32 << 31)
}

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let mut arguments = std::env::args().skip(1);
    let max = arguments.next().map_or(Ok(7), |text| text.parse())?;
    let share_max = arguments.next().map_or(Ok(0.5), |text| text.parse())?;
    let mut state = 20_261_128;
    let points = (0..5_000)
        .map(|_| Point::new(4.0 + 10.0 * spread(&mut state), 3.0 + 12.0 * spread(&mut state)))
        .collect::<Result<Vec<_>, _>>()?;
    let start = date(2024, 1, 1);
    let axis = TimeAxis::new(start, start + 364.days(), Step::Days(1))?;
    let mut case = || Case {
        // The square makes places unequal.
        place: (spread(&mut state).powi(2) * 5_000.0) as usize,
        interval: (spread(&mut state) * 365.0) as usize,
        count: 1,
    };
    let cases: Vec<Case> = (0..50_000).map(|_| case()).collect();
    let windows = Windows::Prospective { min: 1, max };
    let settings = ScanSettings { share_max, ..ScanSettings::new(windows) };
    let clock = Instant::now();
    let scan = permutation(&Places::on_globe(&points), &axis, &cases, &settings)?;
    let seconds = clock.elapsed().as_secs_f64();
    let first = scan.clusters.first().ok_or("no window has more cases than expected")?;
    println!(
        "most likely cluster: {} places, {} to {}, {} cases against {:.2}, ratio {:.6}, p {:.3}",
        first.places.len(),
        first.start,
        first.end,
        first.observed,
        first.expected,
        first.llr,
        first.p
    );
    println!(
        "watch scan_seconds={seconds:.2} window_days={max} share={share_max} satscan_seconds=81"
    );
    Ok(())
}
