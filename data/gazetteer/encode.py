"""The binary files: little-endian columns, front-coded names, delta-coded outlines."""

import struct

BLOCK = 16
NONE16 = 0xFFFF


def varint(value):
    """LEB128."""
    out = bytearray()
    while value > 0x7F:
        out.append(value & 0x7F | 0x80)
        value >>= 7
    out.append(value)
    return bytes(out)


def zigzag(value):
    """Signed to unsigned, small magnitudes first."""
    return varint(value * 2 if value >= 0 else -value * 2 - 1)


def sections(magic, parts):
    """Magic, number of parts, their lengths, the parts."""
    head = magic + struct.pack("<I", len(parts))
    return head + b"".join(struct.pack("<I", len(p)) for p in parts) + b"".join(parts)


def cell(latitude, longitude):
    """PRIO-GRID cell."""
    row = min(int((latitude + 90.0) * 2.0 // 1), 359)
    column = min(int((longitude + 180.0) * 2.0 // 1), 719)
    return row * 720 + column + 1


def places_file(places, unit_index, iso3s, admin2s):
    """Places in order of grid cell, so that the cells are the spatial index."""
    country_index = {c: i for i, c in enumerate(iso3s)}
    admin2_index = {a: i for i, a in enumerate(admin2s)}
    names = [p["name"].encode()[:255] for p in places]
    pack = lambda kind, values: struct.pack(f"<{len(places)}{kind}", *values)
    cells, starts, last = [], [], None
    for i, p in enumerate(places):
        if p["cell"] != last:
            cells.append(p["cell"])
            starts.append(i)
            last = p["cell"]
    starts.append(len(places))
    return sections(b"BWPLACE1", [
        "".join(iso3s).encode(),
        pack("I", (p["geonameid"] for p in places)),
        pack("i", (round(p["latitude"] * 1e5) for p in places)),
        pack("i", (round(p["longitude"] * 1e5) for p in places)),
        pack("I", (p["population"] for p in places)),
        pack("B", (country_index[p["iso3"]] for p in places)),
        pack("H", (unit_index[p["unit"].id] if p["unit"] else NONE16 for p in places)),
        pack("H", (admin2_index.get(p["admin2"], NONE16) for p in places)),
        pack("B", (len(n) for n in names)),
        b"".join(names),
        bytes(len(a[1].encode()[:255]) for a in admin2s),
        b"".join(a[1].encode()[:255] for a in admin2s),
        struct.pack(f"<{len(cells)}I", *cells),
        struct.pack(f"<{len(starts)}I", *starts),
    ])


def names_file(keys):
    """keys: {normal form: sorted [(place, is_alternate)]}, front-coded in blocks."""
    offsets, data, previous = [], bytearray(), b""
    for number, (key, postings) in enumerate(sorted((k.encode(), v) for k, v in keys.items())):
        if number % BLOCK == 0:
            offsets.append(len(data))
            previous = b""
        shared = 0
        while shared < min(len(key), len(previous)) and key[shared] == previous[shared]:
            shared += 1
        data += varint(shared) + varint(len(key) - shared) + key[shared:] + varint(len(postings))
        last = 0
        for place, alternate in postings:
            data += varint((place - last) << 1 | alternate)
            last = place
        previous = key
    return sections(b"BWNAMES1", [struct.pack("<I", len(keys)),
                                  struct.pack(f"<{len(offsets)}I", *offsets), bytes(data)])


def outlines_file(topologies, unit_index):
    """A directory of countries, then each topology: transform, arcs, shapes. A shape's owner is a
    first-level unit, or for the world the country's letters."""
    directory, bodies = bytearray(), bytearray()
    for topology in topologies:
        body = bytearray(struct.pack("<4d", *topology.scale, *topology.translate))
        body += varint(len(topology.arcs))
        for arc in topology.arcs:
            body += varint(len(arc))
            for dx, dy in arc:
                body += zigzag(dx) + zigzag(dy)
        body += varint(len(topology.shapes))
        for shape in topology.shapes:
            if topology.code == "~~~":
                body += (shape.unit or "~~~").encode()
            else:
                body += struct.pack("<HB", unit_index[shape.unit.id] if shape.unit else NONE16,
                                    shape.clear)
            body += varint(len(shape.polygons))
            for polygon in shape.polygons:
                body += varint(len(polygon))
                for ring in polygon:
                    body += varint(len(ring)) + b"".join(zigzag(r) for r in ring)
        directory += topology.code.encode() + struct.pack("<II", len(bodies), len(body))
        bodies += body
    return sections(b"BWLINES1", [bytes(directory), bytes(bodies)])
