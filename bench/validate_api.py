"""Hold what a served store answers against validators that others wrote, or that were written from a standard.

usage: validate_api.py [--all] ADDRESS ACTOR

ADDRESS is where `bellwether serve` listens, ACTOR a group of its store. Each check prints one line. A program or
package that is not installed is named and skipped; with --all that is a failure. The exit code is the number of checks
that failed, 100 at most. `bench/validate_api.sh` makes a store, serves it and runs this.
"""

import json
import pathlib
import re
import shutil
import sys
import tempfile
import urllib.request
import xml.etree.ElementTree as xml

from checks import Missing, package, program, run, same

HERE = pathlib.Path(__file__).resolve().parent
ATOM = "{http://www.w3.org/2005/Atom}"


class Served:
    """A served store."""

    def __init__(self, address, actor):
        self.address, self.actor = address.rstrip("/"), actor
        self.folder = pathlib.Path(tempfile.mkdtemp(prefix="validate-"))

    def get(self, path, media_type):
        """What a path answers with a media type."""
        with urllib.request.urlopen(self.address + path, timeout=300) as answer:
            same(answer.headers.get_content_type(), media_type, f"media type of {path}")
            return answer.read()

    def json(self, path, media_type="application/json"):
        return json.loads(self.get(path, media_type))

    def file(self, name, content):
        path = self.folder / name
        path.write_bytes(content)
        return path


def atom(served, path):
    """Atom by the grammar of RFC 4287, and what a grammar cannot say. How many entries there are."""
    content = served.get(path, "application/atom+xml")
    run(program("jing"), "-c", str(HERE / "schemas" / "atom.rnc"), str(served.file("feed.atom", content)))
    feed = xml.fromstring(content)
    same(feed.tag, f"{ATOM}feed", "the root")
    entries = feed.findall(f"{ATOM}entry")
    ids = [one.findtext(f"{ATOM}id") for one in [feed, *entries]]
    same(len(set(ids)), len(ids), "different ids")
    for one in ids:
        same(bool(re.fullmatch(r"[A-Za-z][A-Za-z0-9+.-]*:\S+", one)), True, f"{one!r} is an IRI")
    if feed.find(f"{ATOM}author") is None:
        same([entry.find(f"{ATOM}author") is None for entry in entries], [False] * len(entries), "entries without an author")
    for entry in entries:
        links = [(link.get("type"), link.get("hreflang")) for link in entry.findall(f"{ATOM}link") if link.get("rel", "alternate") == "alternate"]
        same(len(set(links)), len(links), "different alternates")
        same(bool(links) or entry.find(f"{ATOM}content") is not None, True, "content or an alternate")
    return len(entries)


def json_feed(served, path):
    """JSON Feed 1.1 by a schema. How many items there are."""
    jsonschema = package("jsonschema")
    schema = json.loads((HERE / "schemas" / "jsonfeed.json").read_text(encoding="utf-8"))
    kind = jsonschema.Draft202012Validator
    kind.check_schema(schema)
    feed = served.json(path, "application/feed+json")
    kind(schema, format_checker=kind.FORMAT_CHECKER).validate(feed)
    ids = [item["id"] for item in feed["items"]]
    same(len(set(ids)), len(ids), "different ids")
    return len(ids)


def alerts(served):
    entries = atom(served, "/feeds/alerts.atom")
    same(entries > 0, True, "an entry of an alert")
    return f"{entries} entries"


def briefs(served):
    entries = atom(served, "/feeds/briefs.atom")
    same(entries > 0, True, "an entry of the group that is watched")
    return f"{entries} entries"


def alerts_json(served):
    items = json_feed(served, "/feeds/alerts.json")
    same(items > 0, True, "an item of an alert")
    return f"{items} items"


def briefs_json(served):
    items = json_feed(served, "/feeds/briefs.json")
    same(items > 0, True, "an item of the group that is watched")
    return f"{items} items"


def stix(served):
    tool = program("stix2_validator")
    content = served.get(f"/api/v1/actors/{served.actor}/stix", "application/stix+json")
    # 103 asks for random ids; ours are made of names, so that bundles can be compared. 277 knows the countries that there
    # are; a simulated world has codes that ISO 3166-1 leaves to its users.
    said = run(tool, "--strict", "--enforce-refs", "-d", "103,277", str(served.file("bundle.json", content)))
    same("STIX JSON: Valid" in said, True, "valid")
    return f"{len(json.loads(content)['objects'])} objects"


def rows(served, collection):
    """All that a collection holds, as the question that it is made of gives it."""
    unit = "reports" if collection == "events" else "incidents"
    path = f"/api/v1/{collection}?limit=10000" + (f"&unit={unit}" if collection == "events" else "")
    found = served.json(path + "&format=geojson", "application/geo+json")["features"]
    same(0 < len(found) < 10_000, True, f"{len(found)} features, of one page")
    return found


def ogr(served, collection, *more):
    """How many features GDAL reads."""
    # Pages of ten, which is the standard's own size, would take a hundred questions.
    said = run(program("ogrinfo"), "-ro", "-so", "-oo", "PAGE_SIZE=1000", *more, f"OAPIF:{served.address}/ogc", collection)
    return int(re.search(r"^Feature Count: (\d+)$", said, re.MULTILINE)[1])


def maps(served, collection):
    """GDAL finds the collections and reads them whole, within a box, and with their properties."""
    listed = run(program("ogrinfo"), "-ro", f"OAPIF:{served.address}/ogc")
    same(re.search(rf"^\d+: {collection}\b", listed, re.MULTILINE) is not None, True, f"{collection} among {listed!r}")
    features = rows(served, collection)
    same(ogr(served, collection), len(features), "features")
    points = [one["geometry"]["coordinates"] for one in features if one["geometry"]]
    same(bool(points), True, "some are located")
    east, north = (sorted(point[axis] for point in points) for axis in (0, 1))
    # Between two of the values each, so that no point lies on an edge; the greater part of the world, and a small one.
    said = []
    for low, high in [(0.05, 0.8), (0.4, 0.6)]:
        box = [(v[int(low * len(v))] + v[int(low * len(v)) + 1]) / 2 for v in (east, north)]
        box += [(v[int(high * len(v))] + v[int(high * len(v)) + 1]) / 2 for v in (east, north)]
        west, south, right, top = box
        within = sum(west <= x <= right and south <= y <= top for x, y in points)
        same(ogr(served, collection, "-spat", *map(str, box)), within, f"features within {box}")
        said.append(str(within))
    first = features[0]["properties"]
    key = "report_id" if collection == "events" else "incident_id"
    one = run(program("ogrinfo"), "-ro", "-q", "-oo", "PAGE_SIZE=1000", "-where", f"{key} = '{first[key]}'", f"OAPIF:{served.address}/ogc", collection)
    same(first[key] in one, True, f"the feature {first[key]} by its id")
    return f"{len(features)} features, {' and '.join(said)} of them within two boxes"


CHECKS = [
    ("Atom, alerts: jing by the grammar of RFC 4287", alerts),
    ("Atom, briefs: the same", briefs),
    ("JSON Feed, alerts: jsonschema", alerts_json),
    ("JSON Feed, briefs: the same", briefs_json),
    ("STIX: OASIS stix2-validator", stix),
    ("OGC API Features, events: GDAL ogrinfo", lambda served: maps(served, "events")),
    ("OGC API Features, incidents: GDAL ogrinfo", lambda served: maps(served, "incidents")),
]


def main(address, actor, everything):
    failed = passed = skipped = 0
    served = Served(address, actor)
    for name, check in CHECKS:
        try:
            said = f"ok: {check(served)}"
            passed += 1
        except Missing as missing:
            failed += everything
            skipped += 1
            said = f"skipped: {missing} is not here"
        except Exception as error:  # Whatever a validator throws is its answer.
            failed += 1
            said = f"FAILED: {type(error).__name__}: {error}"
        print(f"{name}: {said}", flush=True)
    shutil.rmtree(served.folder)
    print(f"validate: {passed} passed, {failed} failed, {skipped} skipped")
    return min(failed, 100)


if __name__ == "__main__":
    arguments = [word for word in sys.argv[1:] if word != "--all"]
    if len(arguments) != 2:
        sys.exit(__doc__)
    sys.exit(main(*arguments, "--all" in sys.argv))
