"""The peer of `ingest`: DuckDB's read_csv to Parquet, all columns as its sniffer finds them.

usage: duckdb_ingest.py INPUT.csv OUTPUT.parquet THREADS

Prints {"version", "rows", "seconds", "peak_kib"}. The time is that of the one COPY statement, without the
start of Python and the import: what favours the peer. Parquet is written with DuckDB's defaults.
"""

import json
import resource
import sys
import time

import duckdb


def quoted(text):
    return "'" + text.replace("'", "''") + "'"


def main(source, target, threads):
    connection = duckdb.connect()
    connection.execute(f"SET threads = {threads}")
    start = time.perf_counter()
    rows = connection.execute(
        f"COPY (SELECT * FROM read_csv({quoted(source)})) TO {quoted(target)} (FORMAT parquet)"
    ).fetchone()[0]
    seconds = time.perf_counter() - start
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    print(
        json.dumps(
            {"version": duckdb.__version__, "rows": rows, "seconds": seconds, "peak_kib": peak}
        )
    )


if __name__ == "__main__":
    if len(sys.argv) != 4:
        sys.exit(__doc__)
    main(sys.argv[1], sys.argv[2], int(sys.argv[3]))
