"""The peer of `ingest`: DuckDB's read_csv to Parquet, all columns as its sniffer finds them.

usage: duckdb_ingest.py INPUT OUTPUT.parquet THREADS [FORM]

FORM is csv (the default: everything is left to the sniffer) or tsv: tab-separated without a header and
without quotes, which no sniffer can know of a table whose fields hold quotes by themselves.

Prints {"version", "rows", "seconds", "peak_kib"}. The time is that of the one COPY statement, without the
start of Python and the import: what favours the peer. Parquet is written with DuckDB's defaults.
"""

import json
import resource
import sys
import time

import duckdb

# What read_csv is told beside the file, by form.
FORMS = {
    "csv": "",
    "tsv": r", delim = '\t', header = false, quote = '', escape = ''",
}


def quoted(text):
    return "'" + text.replace("'", "''") + "'"


def main(source, target, threads, form):
    connection = duckdb.connect()
    connection.execute(f"SET threads = {threads}")
    table = f"read_csv({quoted(source)}{FORMS[form]})"
    start = time.perf_counter()
    rows = connection.execute(
        f"COPY (SELECT * FROM {table}) TO {quoted(target)} (FORMAT parquet)"
    ).fetchone()[0]
    seconds = time.perf_counter() - start
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    print(
        json.dumps(
            {"version": duckdb.__version__, "rows": rows, "seconds": seconds, "peak_kib": peak}
        )
    )


if __name__ == "__main__":
    if len(sys.argv) not in (4, 5) or (len(sys.argv) == 5 and sys.argv[4] not in FORMS):
        sys.exit(__doc__)
    main(sys.argv[1], sys.argv[2], int(sys.argv[3]), sys.argv[4] if len(sys.argv) == 5 else "csv")
