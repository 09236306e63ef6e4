//! The second look: rows about protected people or places must have been through the location policy.

use bellwether_model::{Date, Point, PrioGridId, Targets};

use super::{CoarsenTo, LocationPolicy, LocationRule, Refusal};
use crate::grid::{Cell, Grid};

/// Refuses rows whose column `targets` names a class of the policy, and whose place is finer, or whose
/// end newer, than its rule allows. Grids without that column say nothing about whom their rows are about;
/// then there is nothing to look at.
pub(super) fn untreated(
    grid: &Grid,
    policy: &LocationPolicy,
    day: Option<Date>,
) -> Result<(), Refusal> {
    let Some(column) = grid.column("targets") else { return Ok(()) };
    let mut rows = 0;
    let mut found = Targets::NONE;
    for row in &grid.rows {
        let Some(targets) = Targets::parse(&row[column].text()) else { continue };
        let Some(rule) = policy.rule(targets) else { continue };
        if is_too_fine(grid, row, rule) || is_too_new(grid, row, rule, day) {
            rows += 1;
            let governed = targets.iter().filter(|class| policy.0.contains_key(class));
            found = governed.fold(found, Targets::with);
        }
    }
    if rows == 0 { Ok(()) } else { Err(Refusal::Untreated { rows, classes: found.to_string() }) }
}

fn cell<'a>(grid: &Grid, row: &'a [Cell], name: &str) -> Option<&'a Cell> {
    grid.column(name).map(|column| &row[column]).filter(|cell| !cell.is_empty())
}

fn is_too_fine(grid: &Grid, row: &[Cell], rule: LocationRule) -> bool {
    let has = |name: &str| cell(grid, row, name).is_some();
    let to = rule.coarsen_to;
    let names = has("place_name")
        || to > CoarsenTo::Admin2 && has("admin2")
        || to == CoarsenTo::Country && (has("admin1") || has("admin1_id"));
    let point = has("latitude") || has("longitude");
    names || point && !(to == CoarsenTo::Grid && is_a_cell_centre(grid, row))
}

fn is_a_cell_centre(grid: &Grid, row: &[Cell]) -> bool {
    let degrees = |name: &str| cell(grid, row, name).and_then(Cell::real);
    let (Some(latitude), Some(longitude)) = (degrees("latitude"), degrees("longitude")) else {
        return false;
    };
    Point::new(latitude, longitude)
        .is_ok_and(|point| PrioGridId::containing(point).centroid().distance_km(&point) < 0.001)
}

fn is_too_new(grid: &Grid, row: &[Cell], rule: LocationRule, day: Option<Date>) -> bool {
    let end = cell(grid, row, "date_end").and_then(Cell::day);
    matches!((end, day), (Some(end), Some(day)) if day < rule.earliest(end))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::policy::{Guard, Origin};
    use crate::testing::terms;
    use bellwether_model::TargetClass;

    const COLUMNS: [&str; 6] =
        ["report_id", "targets", "latitude", "longitude", "admin2", "date_end"];

    fn one(targets: &str, point: Option<(f64, f64)>, admin2: Option<&str>) -> Grid {
        let mut grid = Grid::new(&COLUMNS);
        grid.push(vec![
            "ucdp-ged:1".into(),
            targets.into(),
            point.map_or(Cell::Empty, |(latitude, _)| Cell::Real(latitude)),
            point.map_or(Cell::Empty, |(_, longitude)| Cell::Real(longitude)),
            Cell::maybe(admin2),
            "2021-08-26".into(),
        ]);
        grid
    }

    #[test]
    fn a_clinic_with_its_point_does_not_leave_and_one_without_does() {
        let guard = Guard::new(&terms);
        let fine = guard.rows(one("civilians health", Some((34.1, 69.1)), None), Origin::Column);
        assert_eq!(fine, Err(Refusal::Untreated { rows: 1, classes: "health".into() }));
        assert!(guard.rows(one("health", None, Some("Upper North")), Origin::Column).is_err());
        assert!(guard.rows(one("health", None, None), Origin::Column).is_ok());
        assert!(guard.rows(one("police", Some((34.1, 69.1)), None), Origin::Column).is_ok());
    }

    #[test]
    fn where_the_grid_is_allowed_only_the_centre_of_a_cell_is() {
        let rule = LocationRule { coarsen_to: CoarsenTo::Grid, delay_days: 0 };
        let policy = LocationPolicy([(TargetClass::Health, rule)].into());
        assert!(untreated(&one("health", Some((34.25, 69.25)), None), &policy, None).is_ok());
        assert!(untreated(&one("health", Some((34.26, 69.25)), None), &policy, None).is_err());
    }

    #[test]
    fn what_is_too_new_for_the_day_does_not_leave() {
        let policy = LocationPolicy::default();
        let guard = |day| Guard::new(&terms).location(&policy, day);
        let grid = one("health", None, None);
        let (early, late) = (Date::constant(2021, 9, 1), Date::constant(2021, 10, 1));
        assert!(guard(early).rows(grid.clone(), Origin::Column).is_err());
        assert!(guard(late).rows(grid, Origin::Column).is_ok());
    }
}
