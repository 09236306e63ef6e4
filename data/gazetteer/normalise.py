"""The normal form of names: the same rules as `crates/registry/src/places/normalise.rs`."""

import unicodedata

FOLD = {
    "ı": "i", "ł": "l", "ø": "o", "đ": "d", "ð": "d", "þ": "th", "æ": "ae", "œ": "oe",
    "ß": "ss", "ə": "a", "ħ": "h", "ŧ": "t", "ς": "σ", "ى": "ي", "ی": "ي", "ک": "ك", "ة": "ه",
}
# Apostrophes, ayn and hamza signs and the tatweel stand inside words and are left out.
DROPPED = set("'`´‘’‛ʻʼʽʾʿ′ʹˈ‎‏ـ")

# Words that say what kind of unit it is.
UNIT_WORDS = {
    "state", "province", "region", "governorate", "district", "oblast", "department", "division",
    "prefecture", "county", "territory", "area", "republic", "canton", "emirate", "parish",
    "municipality", "provincia", "departamento", "estado", "muhafazat", "wilaya", "wilayat",
    "voivodeship", "krai", "special", "autonomous", "of", "de", "the", "administrative",
}
ARTICLES = {"al", "el", "ar", "as", "ad", "an", "ash", "at", "az"}


def normalise(text):
    """Compatibility decomposition, marks off, lower case, punctuation to single spaces."""
    out = []
    for c in unicodedata.normalize("NFKD", text):
        if unicodedata.combining(c) or c in DROPPED:
            continue
        for low in c.lower():
            if unicodedata.combining(low):
                continue
            low = FOLD.get(low, low)
            out.append(low if low.isalnum() or unicodedata.category(low)[0] == "M" else " ")
    return " ".join("".join(out).split())


def core(text):
    """The normal form without unit words and a leading Arabic article."""
    words = [w for w in normalise(text).split() if w not in UNIT_WORDS]
    if len(words) > 1 and words[0] in ARTICLES:
        words = words[1:]
    return " ".join(words) or normalise(text)
