"""The mentions of one stretch of a cell, read from left to right; nothing of it is lost."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from corpus.agencies import expand
from corpus.model import MentionKind
from corpus.phrase_exclusions import excludes, exclusion
from corpus.phrase_words import scan
from corpus.places import read_place
from corpus.spelling import Lexicon, split_words
from ingest.names.brackets import counts, is_unit, sub_unit
from ingest.names.cell_roles import is_role_label, role_in, role_of_part
from ingest.names.joint_parties import parties_at
from ingest.names.listed_names import Communes, commune_at, communes_at, of_several, several_at
from ingest.names.mention_words import COORDINATING, DIRECTING, DOES, JOINING, LEADING, LISTED, ROLES, VERBS, ordered_end
from ingest.names.mentions import Found, Named, Role, Speech, agency_at, group_at, holds_office, named, parent_at, unit_at
from ingest.names.short_names import SHORT, short_at

_LABEL_WORDS = 8
_BEHIND_NAMES = frozenset({"tỉnh", "thành", "của", "này", "nêu", "trên"})


class Stretch:
    """What stands between two hard separators of a cell: mentions divided by commas, "và" and hyphens.

    ``label`` is the role that a label gives to all behind it ("Phối hợp: Sở Nội vụ; Sở Y tế"), the next stretch included.
    """

    def __init__(self, speech: Speech, stop: int, label: Role | None = None) -> None:
        self.speech, self.stop = speech, stop
        self.label = self.role = label
        self.size = len(speech.words)
        self.at = 0

    def read(self) -> Iterator[Named]:
        while self.at < self.size:
            self._skip_joining()
            start, label = self._label()
            yield from self._item(start, label)

    def _item(self, start: int, label: str | None) -> Iterator[Named]:
        begin = self.speech.words[self.at].start
        communes = communes_at(self.speech, self.at)
        found = (several_at(self.speech, communes) if communes else parties_at(self.speech, self.at)) or self._mention()
        self.at = max(found.end, self.at + 1)
        found, remark = self._brackets(found)
        part = self._part() or remark or label
        role = role_of_part(part) or self.role
        end = max(found.stop, self.speech.words[self.at - 1].end)
        end += bool(part) and str(part).endswith(")") and self.speech.text[end : end + 1] == ")"
        yield replace(named(self.speech.text, begin, found), start=start, end=end, part=part, role=role)
        if found.agency is not None and found.agency.family in SHORT:
            yield from self._also(found.agency.name.split()[0].lower())
        elif communes and found.commune:
            yield from self._also(communes)

    def _mention(self) -> Found:
        if excludes(self.speech.words, self.at) > self.at:
            return self._exclusion()
        listed = LISTED.end(self.speech.words, self.at)
        first = short_at(self.speech.words, listed, self.speech.words[listed - 1].key) if listed > self.at else None
        if first:
            return first
        group = group_at(self.speech, self.at)
        if group:
            tailed = None if self._ends_in_name(group) else self._name_stop(group.end, ROLES)
            return group_at(self.speech, self.at, tailed) or group
        agency = agency_at(self.speech, self.at)
        if agency and not self._is_cut(agency):
            return self._longer(agency)
        if agency:
            return self._unread(self._name_stop(agency.end, DOES))
        stop = self._name_stop(self.at + 1, DOES)
        return unit_at(self.speech, self.at, stop) or self._unknown(stop)

    def _exclusion(self) -> Found:
        """ "trừ Sở Tư pháp", where no phrase stands before it in this stretch: nobody whom it names is meant."""
        first = self.speech.words[self.at]
        opening = [first._replace(gap="(" if "(" in first.gap else ","), *self.speech.words[self.at + 1 :]]
        found = exclusion(self.speech.text, opening, 0, scan)
        stop = found.stop if found else self.speech.words[-1].end
        name = expand(self.speech.print(self.at, self.at + found.end if found else self.size))
        return Found(name, "unknown", self.speech.word_at(stop, self.at), stop)

    def _ends_in_name(self, group: Found) -> bool:
        """Whether a phrase ends in one whom it leaves out: what follows "trừ Sở Tư pháp" is no longer its tail."""
        inside = range(self.at, group.end)
        if not any(excludes(self.speech.words, i) > i for i in inside):
            return False
        known = any(found and found.end == group.end for found in map(self.speech.known, inside))
        return known or self.speech.capital(group.end - 1) or self.speech.text[group.stop - 1] == ")"

    def _is_cut(self, found: Found) -> bool:
        """Whether words behind a short name make it another one: "Sở y tê", "Sở Khoa học sáng tạo"; an act does not."""
        listed, end = self.speech.words, found.end
        if not self.speech.blank(end) or self.speech.capital(end) or listed[end].key in _BEHIND_NAMES or self._acts(end):
            return False
        agency = found.agency if found.agency and found.agency.family in SHORT else None
        alone = found.kind == "agency" and listed[end - 1].key == "sở"
        return alone or (agency is not None and end - self.at < len(split_words(agency.name)))

    def _also(self, common: str | Communes) -> Iterator[Named]:
        """The others where the word is printed once: "Sở Tài chính, Nội vụ, Tư pháp", "UBND các xã: Đề Gi, Cát Tiến"."""
        while self.speech.separated(self.at) and (found := self._another_of(common)):
            yield replace(named(self.speech.text, self.speech.words[self.at].start, found), role=self.role)
            self.at = found.end

    def _another_of(self, common: str | Communes) -> Found | None:
        if isinstance(common, Communes):
            return commune_at(self.speech, self.at, common)
        found = None if self._begins(self.at) else short_at(self.speech.words, self.at, common)
        return found if found and (found.end >= self.size or self.speech.separated(found.end)) else None

    def _acts(self, at: int) -> bool:
        """Whether the words at ``at`` say what is done, or with whom."""
        return any(said.at(self.speech.words, at) for said in (VERBS, DOES, JOINING, COORDINATING))

    def _longer(self, found: Found) -> Found:
        """A known name with words behind it that belong to it: "Ban Chỉ đạo 57 tỉnh", "Kho bạc Nhà nước huyện Quỳ Hợp"."""
        if several := of_several(self.speech, found):
            return several
        if self._has_field(found):
            found = self._unread(self._name_stop(found.end, DOES), "agency")
            return replace(found, name=expand(found.name))
        place = read_place(self.speech.text, self.speech.words, found.end) if self.speech.blank(found.end) else None
        end = place.end if place and place.local and found.kind == "agency" else found.end
        while self.speech.blank(end) and (self.speech.capital(end) or not VERBS.at(self.speech.words, end)):
            letter = self.speech.text[self.speech.words[end].start]
            if not (letter.isupper() or letter.isdigit() or end > found.end) or self._begins(end):
                break
            end += 1
        if end == found.end:
            return found
        stop = self.speech.words[end - 1].end
        tail = expand(self.speech.text[found.stop : stop].strip())
        name = found.name if holds_office(self.speech, self.at, found, tail) else f"{found.name} {tail}"
        return replace(found, name=name, end=end, stop=stop)

    def _has_field(self, found: Found) -> bool:
        """Whether its field of work stands behind a committee's name: "Ban Chỉ đạo chuyển đổi số xã"."""
        committee = bool(found.agency and found.agency.name == "Ban Chỉ đạo")
        return committee and self.speech.blank(found.end) and not self._acts(found.end)

    def _unknown(self, stop: int) -> Found:
        found, short = self._unread(stop), short_at(self.speech.words, self.at, "sở")
        if short and short.end == found.end:
            return short  # "Công thương" alone in a cell
        return replace(found, name=expand(found.name))

    def _unread(self, stop: int, kind: MentionKind = "unknown") -> Found:
        """The words up to offset ``stop`` as printed."""
        start = self.speech.words[self.at].start
        printed = self.speech.text[start:stop].rstrip(" ,.;:-–")
        return Found(" ".join(printed.split()), kind, self.speech.word_at(stop, self.at), start + len(printed))

    def _name_stop(self, at: int, verbs: Lexicon) -> int:
        """The offset behind a name that is not known: up to a bracket, a verb, or a separator before another mention."""
        while at < self.size and not set(self.speech.words[at].gap) & set("():"):
            if self.speech.separated(at) and self._begins(at) and not parent_at(self.speech, at):
                break
            if self.speech.blank(at) and verbs.at(self.speech.words, at) and not self.speech.capital(at):
                break
            at += 1
        return self.speech.words[at - 1].end

    def _begins(self, at: int) -> bool:
        """Whether another mention begins at word ``at``."""
        if any(found(self.speech, at) for found in (Speech.known, group_at, agency_at, parties_at)):
            return True
        return self.speech.capital(at) and unit_at(self.speech, at, self.speech.words[at].end) is not None

    def _brackets(self, found: Found) -> tuple[Found, str | None]:
        """The bracket behind a mention: a sub-unit that acts for it, or a remark on its part."""
        if self.at >= self.size or self.speech.words[self.at].gap.strip() != "(":
            return found, None
        start = self.speech.words[self.at].start
        closing = self.speech.text.find(")", start, self.stop)
        end = closing if closing >= 0 else self.stop
        inside = self.speech.text[start:end].strip()
        left_out = found.kind in {"group", "external"} and excludes(self.speech.words, self.at) > self.at
        self.at = self.speech.word_at(end, self.at)
        stop = end + 1 if closing >= 0 else start + len(inside)
        if left_out:
            return replace(found, name=f"{found.name} ({expand(inside)})", stop=stop), None
        if counts(inside):
            return replace(found, stop=stop), None
        if is_unit(inside):
            return replace(found, sub_unit=sub_unit(inside, self.speech.issuer), stop=stop), None
        return replace(found, stop=stop), inside

    def _part(self) -> str | None:
        """The share of the work that stands behind a mention: "phụ trách các chỉ số: TFP, ICOR"."""
        if self.at >= self.size:
            return None
        if self.speech.words[self.at].gap.strip(" )]") not in {"", ":"} and not self._only_role():
            return None
        after = max(JOINING.end(self.speech.words, self.at), ordered_end(self.speech.words, self.at))
        beside = self.speech.blank(self.at) or self.speech.words[self.at].gap.strip() in {")", "]"}
        if beside and after < self.size and self._begins(after):
            return None
        begin, self.at = self.at, self.at + 1
        directing = DIRECTING.at(self.speech.words, begin) is not None  # "… lãnh đạo, chỉ đạo Sở Tài chính, Sở Xây dựng"
        while self.at < self.size and not self._joins():
            if not directing and self.speech.separated(self.at) and self._begins(self.at):
                break
            self.at += 1
        printed = self.speech.print(begin, self.at)
        return " ".join(printed.split()) + (")" if printed.count("(") > printed.count(")") else "")

    def _only_role(self) -> bool:
        """Whether nothing but a role stands behind a comma or a hyphen: "Sở Y tế - chủ trì; Sở Nội vụ - phối hợp"."""
        end = max(said.end(self.speech.words, self.at) for said in (COORDINATING, LEADING))
        alone = end >= self.size or self.speech.separated(end)
        return end > self.at and self.speech.separated(self.at) and alone

    def _joins(self) -> bool:
        """Whether "phối hợp với" and a mention stand at the cursor."""
        after = JOINING.end(self.speech.words, self.at)
        joining = role_in(self.speech.words[self.at : after]) == "coordinating"
        return joining and after < self.size and self.speech.words[after].gap.strip() in {"", ":"} and self._begins(after)

    def _skip_joining(self) -> None:
        """Goes behind "đề nghị", "cùng với"; "phối hợp với" makes those that follow in this stretch join in."""
        listed = self.speech.words
        ordered = ordered_end(listed, self.at)
        if ordered > self.at and self.speech.blank(ordered) and self._begins(ordered):
            self.at = ordered
        after = max(said.end(listed, self.at) for said in (JOINING, LEADING))
        if after > self.at and self.speech.blank(after) and self._begins(after):
            self.role = role_in(listed[self.at : after]) or self.role
            self.at = after

    def _label(self) -> tuple[int, str | None]:
        """Words before a colon: a role ("Cơ quan chủ trì:") is dropped, a field of work ("Lĩnh vực y tế:") is the part."""
        first = self.at
        start = self.speech.words[first].start
        within = range(first + 1, min(first + 1 + _LABEL_WORDS, self.size))
        colon = next((j for j in within if ":" in self.speech.words[j].gap), None)
        if colon is None or LISTED.at(self.speech.words, first):
            return start, None
        role = is_role_label(self.speech.words[first:colon])
        if not role and self._begins(first):
            return start, None
        self.at = colon
        if role:
            self.label = self.role = role_in(self.speech.words[first:colon])
        return start, None if role else self.speech.print(first, colon)
