"""The peer of `reconcile`: Splink (Linacre et al. 2022), Fellegi-Sunter with EM, on the same records.

usage: splink_reconcile.py FOLDER THREADS

FOLDER holds records.parquet and truth.parquet as the example prepare_world of crates/linkage writes them.
Prints one JSON object: version, seconds (training and prediction, without the start of Python, the import
and the reading of the table), f1, precision, recall, calibration_error, threshold, links, peak_kib.

What favours the peer: its settings are the best of several tries by the truth; its threshold is the one with the best F1 by the truth, which nobody knows in
practice. It has no one-to-one constraint, and none is added. Pairs across datasets are scored; a pair whose
reports overlap in truth (a summary and a part of it) is neither a hit nor a miss.
"""

import json
import logging
import resource
import sys
import time

import duckdb
import splink
from splink import DuckDBAPI, Linker, SettingsCreator, block_on
from splink.comparison_library import CustomComparison

# Days of a bucket; a second bucketing is shifted by half, so that no gap of up to four days is lost.
BUCKET = 8
# Degrees of a cell of the grid.
CELL = 0.5

KM = (
    "111.195 * sqrt(pow(latitude_l - latitude_r, 2) + pow((longitude_l - longitude_r)"
    " * cos(radians((latitude_l + latitude_r) / 2)), 2))"
)
NO_POINT = "(latitude_l is null or latitude_r is null)"
BOTH_NAME = "(organisation_1_l is not null and organisation_1_r is not null)"
SHARES = " or ".join(
    f"organisation_{a}_l = organisation_{b}_r" for a in (1, 2, 3) for b in (1, 2, 3)
)
GAP = "abs(day_l - day_r)"
TOLL = "abs(deaths_best_l - deaths_best_r)"


def level(condition, label):
    return {"sql_condition": condition, "label_for_charts": label}


def null(condition):
    return {"sql_condition": condition, "label_for_charts": "not known", "is_null_level": True}


ELSE = {"sql_condition": "ELSE", "label_for_charts": "else"}


def comparisons():
    def compare(name, *levels):
        return CustomComparison(output_column_name=name, comparison_levels=list(levels))

    return [
        compare("when", *(level(f"{GAP} <= {days}", f"{days} days") for days in (0, 1, 2, 3)), ELSE),
        compare(
            "place",
            level(f"{NO_POINT} and unit_l = unit_r", "same unit, no point"),
            null(NO_POINT),
            *(level(f"{KM} <= {km}", f"{km} km") for km in (1, 2, 4, 8, 12, 18, 26)),
            ELSE,
        ),
        compare(
            "who",
            null(f"not {BOTH_NAME}"),
            {
                "sql_condition": "organisation_1_l = organisation_1_r",
                "label_for_charts": "the first organisation in common, by how often it is named",
                "tf_adjustment_column": "organisation_1",
            },
            level(SHARES, "an organisation in common"),
            ELSE,
        ),
        compare(
            "what",
            null("event_type_l is null or event_type_r is null"),
            level("event_type_l = event_type_r and plover_l = plover_r", "type and means"),
            level("event_type_l = event_type_r", "type"),
            level("plover_l = plover_r", "means"),
            ELSE,
        ),
        compare(
            "toll",
            null("deaths_best_l is null or deaths_best_r is null"),
            level("deaths_best_l = 0 and deaths_best_r = 0", "none died"),
            level("deaths_best_l = deaths_best_r and deaths_best_l >= 5", "equal, five or more"),
            level("deaths_best_l = deaths_best_r", "equal"),
            level(f"{TOLL} <= 2", "two apart"),
            level(f"{TOLL} <= 0.4 * greatest(deaths_best_l, deaths_best_r)", "within 40%"),
            ELSE,
        ),
    ]


def blocking():
    return [
        block_on("unit", "bucket"),
        block_on("unit", "bucket_shifted"),
        block_on("cell", "bucket"),
        block_on("cell", "bucket_shifted"),
    ]


def settings():
    return SettingsCreator(
        link_type="link_only",
        unique_id_column_name="record",
        comparisons=comparisons(),
        blocking_rules_to_generate_predictions=blocking(),
        retain_matching_columns=False,
        retain_intermediate_calculation_columns=False,
    )


def tables(connection, folder):
    """A table for each dataset, with missing values as nulls; the names of the datasets."""
    connection.execute(
        f"""create table records as select
            record, dataset, (first + last) // 2 as day, latitude, longitude,
            nullif(unit, 0) as unit, nullif(organisation_1, 0) as organisation_1,
            nullif(organisation_2, 0) as organisation_2, nullif(organisation_3, 0) as organisation_3,
            nullif(event_type, 'unspecified') as event_type, nullif(plover, '') as plover,
            deaths_best::integer as deaths_best,
            (first + last) // 2 // {BUCKET} as bucket,
            ((first + last) // 2 + {BUCKET // 2}) // {BUCKET} as bucket_shifted,
            case when latitude is not null then
                floor(latitude / {CELL})::integer * 1000 + floor(longitude / {CELL})::integer end as cell
        from read_parquet('{folder}/records.parquet')"""
    )
    names = connection.execute("select distinct dataset from records order by 1").fetchall()
    for index, (name,) in enumerate(names):
        connection.execute(
            f"create table input_{index} as select * exclude dataset from records where dataset = '{name}'"
        )
    return [f"input_{index}" for index in range(len(names))]


def link(connection, inputs):
    api = DuckDBAPI(connection)
    frames = [api.register(name, dataset_display_name=f"d{i}") for i, name in enumerate(inputs)]
    linker = Linker(frames, settings(), log_level=logging.ERROR)
    exact = "l.unit = r.unit and l.day = r.day and l.organisation_1 = r.organisation_1"
    linker.training.estimate_probability_two_random_records_match(
        [exact + " and l.deaths_best = r.deaths_best"], recall=0.1
    )
    linker.training.estimate_u_using_random_sampling(max_pairs=2e6, seed=1)
    linker.training.estimate_parameters_using_expectation_maximisation(
        block_on("unit", "day"), estimate_without_term_frequencies=True
    )
    linker.training.estimate_parameters_using_expectation_maximisation(
        block_on("unit", "bucket", "organisation_1"), estimate_without_term_frequencies=True
    )
    return linker.inference.predict(threshold_match_probability=0.01).physical_name


def scored(connection, folder, links):
    """Hits and misses of the best threshold, and the calibration of all links."""
    connection.execute(
        f"""create table truth as select record, list(incident order by incident) as tells
            from read_parquet('{folder}/truth.parquet') group by record"""
    )
    total = connection.execute(
        """with counted as (select tells, dataset, count(*) as n from truth join records using (record)
               group by all),
           summed as (select sum(n) as n, sum(n * n) as squares from counted group by tells)
           select coalesce(sum(n * n - squares) / 2, 0) from summed"""
    ).fetchone()[0]
    connection.execute(
        f"""create table judged as select match_weight as weight, match_probability as probability,
                coalesce(a.tells = b.tells, false) as same
            from {links} as link
            left join truth as a on a.record = link.record_l
            left join truth as b on b.record = link.record_r
            where coalesce(a.tells = b.tells, false)
                or not coalesce(list_has_any(a.tells, b.tells), false)"""
    )
    rows = connection.execute(
        """select round(weight, 1) as bin, count(*) filter (same), count(*) filter (not same)
           from judged group by bin order by bin desc"""
    ).fetchall()
    best = (0.0, 0, 0, 0.0)
    hits = wrong = 0
    for weight, true, false in rows:
        hits, wrong = hits + true, wrong + false
        f1 = 2 * hits / (hits + wrong + total)
        best = max(best, (f1, hits, wrong, weight))
    f1, hits, wrong, weight = best
    error = connection.execute(
        """with bins as (select abs(sum(probability) - count(*) filter (same)) as off
               from judged group by least(floor(probability * 10), 9))
           select coalesce(sum(off) / (select count(*) from judged), 0) from bins"""
    ).fetchone()[0]
    return {
        "f1": f1,
        "precision": hits / max(hits + wrong, 1),
        "recall": hits / max(float(total), 1),
        "calibration_error": error,
        "threshold": weight,
        "links": hits + wrong,
    }


def main(folder, threads):
    connection = duckdb.connect()
    connection.execute(f"SET threads = {threads}")
    inputs = tables(connection, folder)
    start = time.perf_counter()
    links = link(connection, inputs)
    seconds = time.perf_counter() - start
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    answer = {"version": splink.__version__, "seconds": seconds, "peak_kib": peak}
    print(json.dumps({**answer, **scored(connection, folder, links)}, default=float))


if __name__ == "__main__":
    if len(sys.argv) != 3:
        sys.exit(__doc__)
    logging.disable(logging.WARNING)
    main(sys.argv[1], int(sys.argv[2]))
