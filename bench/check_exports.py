"""Open one export of each form with the programs that people use, and compare what they read.

usage: check_exports.py [--all] FOLDER

FOLDER is what `cargo run -p bellwether-export --example each_form FOLDER` wrote. Each check prints one
line. A program that is not installed is named and skipped; with --all that is a failure. The exit code is
the number of checks that failed, 100 at most.
"""

import csv
import json
import pathlib
import sys
import tempfile

from checks import Missing, package, program, run, same

# What the example writes: five rows, of which two are located and so have points.
ROWS, POINTS = 5, 2
TEXTS = ["=1+1", 'a, "b"\nc;d', "Äß 漢字 🌍;=2+2", "-2", "'=x"]
DAYS = [f"2021-08-0{n}" for n in range(1, 6)]


def restored(text):
    """A text of a CSV file before a formula in it was neutralised, as far as the example's texts need it."""
    text = text[1:] if text.startswith(("'=", "'-", "''=")) else text
    return text.replace(";'=", ";=")


def python_csv(folder):
    with open(folder / "csv.csv", newline="", encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    same([restored(row["side_b"]) for row in rows], TEXTS, "texts")
    same([row["date_start"] for row in rows], DAYS, "days")


def csvw(folder):
    reader = package("csvw")
    group = reader.CSVW(str(folder / "csv.csv-metadata.json"), validate=True)
    if not group.is_valid:
        raise AssertionError(f"not valid CSVW: {group.warnings}")
    rows = list(group.tables[0])
    same([str(row["date_start"])[:10] for row in rows], DAYS, "days")
    same([row["deaths_best"] for row in rows], [2] * ROWS, "deaths")


def hxl(folder):
    reader = package("hxl")
    data = reader.data(str(folder / "tagged.csv"), reader.InputOptions(allow_local=True))
    same(data.display_tags[2:5], ["#date+start", "#geo+lat", "#geo+lon"], "tags")
    same(len(list(data)), ROWS, "rows")


def ndjson(folder):
    lines = (folder / "ndjson.ndjson").read_text(encoding="utf-8").split("\n")
    same([json.loads(line)["side_b"] for line in lines if line], TEXTS, "texts")


def ogrinfo(path, points):
    said = json.loads(run(program("ogrinfo"), "-json", "-ro", "-al", "-features", str(path)))
    layer = said["layers"][0]
    same(layer["featureCount"], ROWS, "features")
    same(sum(bool(f["geometry"]) for f in layer["features"]), points, "points")


def ogrinfo_text(path, points):
    """For GDAL before 3.7, which has no -json."""
    said = run(program("ogrinfo"), "-ro", "-al", str(path))
    same(said.count("OGRFeature("), ROWS, "features")
    same(said.count("  POINT ("), points, "points")


def gdal(path, points):
    tool = program("ogrinfo")
    driver = "Parquet" if path.suffix == ".parquet" else "GeoJSON"
    if driver not in run(tool, "--formats"):
        raise Missing(f"GDAL driver {driver}")
    version = run(tool, "--version").split()[1].strip(",").split(".")
    new = [int(part) for part in version[:2]] >= [3, 7]
    (ogrinfo if new else ogrinfo_text)(path, points)


def gdal_geojson(folder):
    gdal(folder / "geojson.geojson", POINTS)
    gdal(folder / "units.geojson", POINTS + 1)


def gdal_geoparquet(folder):
    gdal(folder / "geoparquet.parquet", POINTS)


def pyogrio_geojson(folder):
    reader = package("pyogrio")
    info = reader.read_info(folder / "geojson.geojson")
    same(info["features"], ROWS, "features")


def geopandas_geoparquet(folder):
    reader = package("geopandas")
    package("pyarrow")
    frame = reader.read_parquet(folder / "geoparquet.parquet")
    same(len(frame), ROWS, "rows")
    same(int(frame.geometry.notna().sum()), POINTS, "points")
    same(frame.crs.to_string(), "OGC:CRS84", "crs")
    same([round(x, 4) for x in frame.total_bounds], [68.25, 33.5, 69.0411, 34.2589], "bounds")


def polars(folder):
    reader = package("polars")
    frame = reader.read_parquet(folder / "parquet.parquet")
    same(frame["side_b"].to_list(), TEXTS, "texts")
    same(frame.schema["date_start"], reader.Date, "type of days")
    same(frame.schema["civilians_targeted"], reader.Boolean, "type of flags")
    card = reader.read_parquet_metadata(folder / "parquet.parquet")["bellwether.card"]
    same(json.loads(card)["licence"]["simulated"], True, "simulated on the card")


def duckdb(folder):
    reader = package("duckdb")
    for name in ["parquet", "geoparquet"]:
        columns = "date_start, side_b, deaths_best"
        rows = reader.sql(f"SELECT {columns} FROM read_parquet('{folder / name}.parquet')").fetchall()
        same([str(row[0]) for row in rows], DAYS, "days")
        same([row[1] for row in rows], TEXTS, "texts")


def openpyxl(folder):
    reader = package("openpyxl")
    book = reader.load_workbook(folder / "xlsx.xlsx")
    same(book.sheetnames, ["Data", "Citation"], "sheets")
    data = book["Data"]
    same(data.freeze_panes, "A2", "frozen rows")
    cells = [[cell for cell in row] for row in data.iter_rows(min_row=2)]
    same([row[6].value for row in cells], TEXTS, "texts")
    same({cell.data_type for row in cells for cell in row} & {"f", "e"}, set(), "formulas and errors")
    same([str(row[2].value)[:10] for row in cells], DAYS, "days")
    same([row[2].is_date for row in cells], [True] * ROWS, "typed days")
    tagged = list(reader.load_workbook(folder / "tagged.xlsx")["Data"].values)
    same(tagged[0], tuple(cell.value for cell in data[1]), "header above tags")
    same(tagged[1][2:5], ("#date+start", "#geo+lat", "#geo+lon"), "tags")
    same(len(tagged), ROWS + 2, "rows below tags")


def calamine(folder):
    reader = package("python_calamine")
    book = reader.CalamineWorkbook.from_path(str(folder / "xlsx.xlsx"))
    rows = book.get_sheet_by_name("Data").to_python()
    same([row[6] for row in rows[1:]], TEXTS, "texts")
    same([str(row[2])[:10] for row in rows[1:]], DAYS, "days")


def libreoffice(folder):
    office = program("soffice", "libreoffice")
    with tempfile.TemporaryDirectory() as work:
        run(
            office,
            f"-env:UserInstallation={pathlib.Path(work, 'profile').as_uri()}",
            "--headless",
            "--convert-to",
            # Comma, quotes, UTF-8, from line 1, as shown.
            "csv:Text - txt - csv (StarCalc):44,34,76,1,,0,false,true,false",
            "--outdir",
            work,
            str(folder / "xlsx.xlsx"),
        )
        with open(pathlib.Path(work, "xlsx.csv"), newline="", encoding="utf-8") as file:
            rows = list(csv.DictReader(file))
    same([row["side_b"] for row in rows], TEXTS, "texts")
    same([row["date_start"] for row in rows], DAYS, "days")


def libreoffice_csv(folder):
    """What LibreOffice makes of the CSV file when it is told to evaluate formulas, the worst case: with the
    right separator and with another one, no cell is computed."""
    office = program("soffice", "libreoffice")
    for separator in [",", ";"]:
        with tempfile.TemporaryDirectory() as work:
            run(
                office,
                f"-env:UserInstallation={pathlib.Path(work, 'profile').as_uri()}",
                "--headless",
                "--convert-to",
                "fods",
                "--outdir",
                work,
                # Separator, quotes, UTF-8, from line 1; the last is whether formulas are evaluated.
                f"--infilter=CSV:{ord(separator)},34,76,1,,0,false,true,false,false,false,-1,true",
                str(folder / "csv.csv"),
            )
            text = pathlib.Path(work, "csv.fods").read_text(encoding="utf-8")
        same(text.count("table:formula="), 0, f"formulas with {separator}")
        same("=1+1" in text and "=2+2" in text, True, "the texts of the formulas")


def stix2_validator(folder):
    # 103 asks for random ids; ours are made of names, so that bundles can be compared.
    tool = program("stix2_validator")
    said = run(tool, "--strict", "--enforce-refs", "-d", "103", str(folder / "stix.json"))
    same("STIX JSON: Valid" in said, True, "valid")
    bundle = json.loads((folder / "stix.json").read_text(encoding="utf-8"))
    kinds = [item["type"] for item in bundle["objects"]]
    same(kinds.count("incident"), ROWS, "incidents")


CHECKS = [
    ("CSV: Python csv", python_csv),
    ("CSV: csvw, with its metadata", csvw),
    ("CSV: LibreOffice", libreoffice_csv),
    ("CSV: libhxl, with tags", hxl),
    ("NDJSON: Python json", ndjson),
    ("GeoJSON: GDAL ogrinfo", gdal_geojson),
    ("GeoJSON: pyogrio", pyogrio_geojson),
    ("GeoParquet: GDAL ogrinfo", gdal_geoparquet),
    ("GeoParquet: GeoPandas", geopandas_geoparquet),
    ("Parquet: Polars", polars),
    ("Parquet, GeoParquet: DuckDB", duckdb),
    ("XLSX: openpyxl", openpyxl),
    ("XLSX: calamine", calamine),
    ("XLSX: LibreOffice", libreoffice),
    ("STIX: OASIS stix2-validator", stix2_validator),
]


def main(folder, everything):
    failed = 0
    for name, check in CHECKS:
        try:
            check(folder)
            said = "ok"
        except Missing as missing:
            failed += everything
            said = f"skipped: {missing} is not here"
        except Exception as error:  # Whatever a reader throws is its answer.
            failed += 1
            said = f"FAILED: {type(error).__name__}: {error}"
        print(f"{name}: {said}", flush=True)
    return min(failed, 100)


if __name__ == "__main__":
    arguments = [word for word in sys.argv[1:] if word != "--all"]
    if len(arguments) != 1:
        sys.exit(__doc__)
    sys.exit(main(pathlib.Path(arguments[0]).resolve(), "--all" in sys.argv))
