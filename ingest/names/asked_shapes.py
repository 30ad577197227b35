"""What in a question names an agency by its shape alone: a commune ("xã Đồng Lạc"), "Sở Vũ trụ", "phòng vũ trụ"."""

from __future__ import annotations

from corpus.agencies import expand, lookup
from corpus.model import MentionKind
from corpus.places import AFTER_NAME, read_place
from corpus.spelling import Lexicon
from ingest.names import asked_words as table
from ingest.names.mention_words import DOES
from ingest.names.mentions import Found, Speech, unit_at

_COMMITTEE = "Ủy ban nhân dân xã"
_UNITS = frozenset({"phòng", "chi", "trung"})  # Phòng, Chi cục, Trung tâm: their names run on over verbs and commas
_ENGLISH_GROUPS = Lexicon(table.ENGLISH_GROUPS, loose=True)
_LONGEST_COMMUNE, _LONGEST_SMALL, _LONGEST_NAME, _LONGEST_UNIT = 4, 3, 12, 16


def commune_at(speech: Speech, i: int) -> Found | None:
    """The People's Committee of the commune named bare at word ``i``: "xã Đồng Lạc", "phuong ben got", "ward Bến Gót"."""
    if i and speech.blank(i) and speech.words[i - 1].bare in table.NOT_BEFORE_COMMUNES:
        return None
    label = table.COMMUNES.at(speech.words, i)
    if label is None:
        return _commune_behind_name(speech, i)
    start = label[1]
    stop = _capitals(speech, start) if start < len(speech.words) and speech.blank(start) else start
    end = stop if stop > start else _small_name(speech, i, start)
    return _committee(speech, table.LABELS.get(label[0], label[0]), start, end) if end > start else None


def english_group_at(speech: Speech, i: int) -> Found | None:
    """The group that English words name at word ``i``, under the name that papers print: "wards and communes"."""
    found = _ENGLISH_GROUPS.at(speech.words, i)
    if found is None or (i and speech.words[i - 1].bare in table.ASKED_BEFORE):
        return None
    name, end = found
    return Found(table.ENGLISH_GROUPS[name], "group", end, speech.words[end - 1].end)


def shaped_at(speech: Speech, i: int) -> Found | None:
    """What has the shape of an agency at word ``i`` and is none that is known."""
    shaped = table.SHAPES.at(speech.words, i)
    if shaped is None or shaped[1] >= len(speech.words) or not speech.blank(shaped[1]):
        return None
    shape = shaped[1]
    if not speech.text.isascii() and not shaped[0].startswith(speech.words[i].key):
        return None  # "Tiền phong" in a text with marks
    head, capital = speech.words[i].bare, speech.capital(shape) and not speech.text.isupper()
    if table.NO_NAMES.at(speech.words, i) and (not capital or head in table.NO_CAPITALS):
        return None
    if capital:
        return (_unit(speech, i) if speech.words[i].key in _UNITS else None) or _unknown(speech, i, shape, _LONGEST_NAME)
    if not table.SMALL_SHAPES.at(speech.words, i) or (speech.text[speech.words[shape].start].isdigit()):
        return None
    end = _name_end(speech, shape, _LONGEST_NAME)
    duty = table.DUTY.at(speech.words, end) is not None
    owned = _is_owned(speech, i) and (duty or (not speech.blank(end) and table.OWNED_SHAPES.at(speech.words, i) is not None))
    return _unknown(speech, i, shape, _LONGEST_NAME) if end > shape and (owned or (i == 0 and duty)) else None


def _is_owned(speech: Speech, i: int) -> bool:
    """Whether "của", "nhiệm vụ", "plan of" stands right before word ``i``."""
    return speech.blank(i) and any(table.OWNS.end(speech.words, j) == i for j in range(max(0, i - 2), i))


def _committee(speech: Speech, label: str, start: int, end: int) -> Found:
    printed = speech.print(start, end)
    name = printed if any(letter.isupper() for letter in printed) and not printed.isupper() else printed.title()
    wider = read_place(speech.text, speech.words, end) if end < len(speech.words) else None
    province = wider.province if wider and wider.level == "province" else None
    end = wider.end if wider and province else end
    full, stop = f"Ủy ban nhân dân {label} {name}", speech.words[end - 1].end
    return Found(full, "agency", end, stop, None, province, name, lookup(_COMMITTEE))


def _commune_behind_name(speech: Speech, i: int) -> Found | None:
    """ "Đồng Lạc commune"."""
    if speech.words[i].key in table.NO_NAME_BEFORE_COMMUNE or not speech.capital(i) or speech.text.isupper():
        return None
    end = _capitals(speech, i)
    label = speech.words[end].key if end < len(speech.words) and speech.blank(end) else ""
    if label not in table.LABELS or _capitals(speech, end + 1) > end + 1:
        return None
    found = _committee(speech, table.LABELS[label], i, end)
    return Found(found.name, "agency", end + 1, speech.words[end].end, None, None, found.commune, found.agency)


def _capitals(speech: Speech, start: int) -> int:
    """The index behind the words with capitals, or numbers, that begin at ``start``, in a text that has small letters too."""
    end = start
    while end < min(len(speech.words), start + _LONGEST_COMMUNE) and (end == start or speech.blank(end)):
        letter = speech.text[speech.words[end].start]
        spoken = end + 1 < len(speech.words) and speech.words[end + 1].start == speech.words[end].start  # "… UBND"
        if spoken or not (letter.isupper() or letter.isdigit()) or speech.text.isupper():
            break
        end += 1
    return end


def _small_name(speech: Speech, label: int, start: int) -> int:
    """The index behind a commune's name without capitals; ``start`` where none stands.

    Up to three words between "của" (or the beginning) and a verb or the end: "xa" in a text with marks is no "xã".
    """
    listed, end = speech.words, start
    if not speech.blank(start) or listed[start].bare in table.NO_COMMUNES or listed[label].key in table.LABELS:
        return start
    if listed[label].unmarked and not speech.text.isascii():
        return start
    while end < len(listed) and (end == start or speech.blank(end)) and not _ends_commune(speech, end):
        end += 1
    meant = label == 0 or _is_owned(speech, label) or table.DUTY.at(listed, end) is not None
    return end if meant and end - start <= _LONGEST_SMALL and listed[start].key.isalpha() else start


def _ends_commune(speech: Speech, i: int) -> bool:
    return AFTER_NAME.at(speech.words, i) is not None or table.DUTY.at(speech.words, i) is not None


def _name_end(speech: Speech, start: int, most: int, stops: Lexicon = table.STOPS) -> int:
    """The index behind a name that begins at ``start``: up to a verb, a question word, a separator or a province."""
    end = start
    while end < min(len(speech.words), start + most):
        gap = " ".join(speech.words[end].gap.lower().split())
        if end > start and gap not in {"", "và", "-", "–", ",", "&"}:
            break
        small = not speech.capital(end) or speech.text.isupper()
        if small and (stops.at(speech.words, end) or gap == ","):
            break
        if gap == "," and (table.SHAPES.at(speech.words, end) or speech.known(end)):
            break
        place = read_place(speech.text, speech.words, end) if end > start else None
        if place and (place.province or place.local):
            break
        end += 1
    return end


def _unknown(speech: Speech, i: int, start: int, most: int) -> Found | None:
    end = _name_end(speech, start, most)
    if end == start:
        return None
    name = expand(speech.print(i, end))
    place = read_place(speech.text, speech.words, end) if end < len(speech.words) else None
    province = place.province if place else None
    behind = place.end if place and province else end
    known = lookup(name)
    kind: MentionKind = "agency" if known else "unknown"
    return Found(f"{name[:1].upper()}{name[1:]}", kind, behind, speech.words[behind - 1].end, None, province, None, known)


def _unit(speech: Speech, i: int) -> Found | None:
    """A unit with its whole name: "Phòng Xây dựng và Kiểm tra văn bản quy phạm pháp luật" before "phối hợp với …"."""
    end = _name_end(speech, i + 1, _LONGEST_UNIT, DOES)
    found = unit_at(speech, i, speech.words[end - 1].end) if end > i + 1 else None
    if found is None or found.agency is not None:
        return found
    return Found(found.name, "unknown", found.end, found.stop, found.sub_unit, found.province, found.commune)
