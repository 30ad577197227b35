"""The slots of a question: what it names. Each kind is read in turn; what was taken is blanked, so that it is not read twice.

Names come from the corpus itself (numbers, titles, issuers, signers, agencies) and the registry, tolerant to marks and case.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date

from corpus.agencies import fold, lookup
from corpus.model import Document
from corpus.spelling import bare
from ingest import agencies, windows
from search.asked import AskedAgency, asked, issued_by, located
from search.cues import CUES, cues_in, language_of, without_cues
from search.knowledge import Knowledge
from search.number_slots import read_numbers
from search.persons import named_persons, unknown_person
from search.places_asked import Place, read_place
from search.plain_words import tokens
from search.reach import near
from search.stated import exists
from search.titles import titled

_PLAN_OF = re.compile(
    r"(?:ke hoach|chuong trinh|van ban|thong bao|plans?|programme)\s+(?:(?:cua|do|of|by|tai|o)\s+)?(?:the\s+)?$"
)
_PLAN_AFTER = re.compile(r"^(?:'s)?\s+(?:plan|programme)\b")
_OF_NUMBER = re.compile(r"^\s*,?\s*(?:cua|do|by|of|from)\s+(?:the\s+)?$")  # "61/KH-UBND của phường Bến Gót"
_GIVES = re.compile(r"\s*(?:\d{1,3}\s+)?(?:da |se |co )?giao\b(?! (?:cho )?ai)")  # "Ban Chỉ đạo 57 giao"
_ASKED_FOR = re.compile(r"\s*nao\b")  # "các đơn vị nào"
_IN_BRACKETS = re.compile(r"\((?P<words>[^()]{4,200})\)")
_QUOTED = re.compile(r"[“\"«](?P<words>[^“”\"«»]{2,300})[”\"»]")
_PERIOD = r"(?:(?:quy|thang)\s*(?:[ivx]{1,4}|\d{1,2})|\bq[1-4]\b)(?:\s*(?:nam\s*|/)\d{4})?"
_VERB = r"(?:(?:duoc |bi |dieu chinh |day |lui |chuyen |rut |doi |keo )*(?:len|sang|xuong|ve|thanh|to|con)|->|→)"
_MOVED = re.compile(rf"(?:(?:tu|from)\s+)?(?P<before>{_PERIOD})\s+{_VERB}\s+(?P<after>{_PERIOD})")
_TOPIC = re.compile(
    r"\b(?:(?:noi|lien quan|nhac|de cap)\s+)?(?:ve(?: viec)?|lien quan (?:den|toi)|nhac (?:den|toi)|de cap(?: den| toi)?"
    r"|co (?:chu|tu|cum tu)"
    r"|about|regarding|concerning|mention(?:s|ing)?)\b(?!\s+(?:dich|han|hang)\b)"
)
_PAPER_DUE = re.compile(  # "quyết định nào phải trình", "những báo cáo nào cần nộp": papers that are still owed
    r"(?:(?:nhung|cac|co) )?(?P<paper>quyet dinh|nghi quyet|de an|ke hoach|bao cao|to trinh|quy che|chuong trinh|huong dan)"
    r" nao (?:se )?(?:phai|can|sap|den han)(?: phai| duoc| den han)?"
    r" (?:trinh|ban hanh|nop|gui|tham muu|hoan thanh|xay dung|co|lam|ra)\b"
)
_TAIL = re.compile(r"\W*(?:thi )?(?:la )?(?:(?:o |trong |cua )?(?:nhung )?(?:viec|nhiem vu) (?:nao|gi))?\W*$")


@dataclass(frozen=True, slots=True)
class Unknown:
    """A thing named in the question that the corpus lacks; ``kind`` is ``number``, ``agency`` or ``person``, ``near`` names."""

    kind: str
    written: str
    near: tuple[str, ...] = ()


class Slots:
    """What a question names: the attributes; ``left`` is the question with all of that blanked."""

    def __init__(self, text: str, knowledge: Knowledge, today: date, restored: str) -> None:
        """``restored`` is the text with its marks, letter for letter."""
        self.text = text
        self._restored = restored
        self.left = text
        self.knowledge = knowledge
        self.today = today
        self.cues = cues_in(text)
        self.english = language_of(text) == "en"
        self.unknown: list[Unknown] = []
        self.documents: list[Document] = []
        self.sources: list[str] = []
        self.cited: list[str] = []
        self.placed: list[tuple[int, int, AskedAgency]] = []
        self._by_number = False
        self.quoted = self._quotation()
        self.product = self._product()
        self._numbers()
        self.moved = self._move()
        self.signers = self._persons()
        self.window = self._window()
        self._agencies()
        self.place: Place = read_place(self.left)
        for start, end in self.place.taken:
            self._take(start, end)
        self._titles()
        self._short_name()
        self.words = self._rest(0)

    @property
    def asked(self) -> list[AskedAgency]:
        """Whom the tasks are for, in the order of the question."""
        return [agency for _, _, agency in self.placed]

    @property
    def topic(self) -> str:
        """What stands behind "về", "liên quan đến", "about"; empty without them."""
        found = _TOPIC.search(bare(self.left))
        return self._rest(found.end()) if found else ""

    def _rest(self, start: int) -> str:
        """What is left from there on without the words that only shape the question, with its marks."""
        marked = "".join(
            letter if typed != " " else " " for letter, typed in zip(self._restored[start:], self.left[start:], strict=True)
        )
        return without_cues(marked, self.english)

    def _take(self, start: int, end: int) -> None:
        self.left = self.left[:start] + " " * (end - start) + self.left[end:]

    def _quotation(self) -> str:
        found = _QUOTED.search(self.left)
        words = found["words"].strip() if found else ""
        if found and words.lower() not in {"liên quan", "lien quan"}:
            self._take(found.start(), found.end())
            return words
        return self._print_in_brackets()

    def _print_in_brackets(self) -> str:
        """English with the words of print in brackets: "the cybersecurity centre (Trung tâm an ninh mạng)"."""
        found = _IN_BRACKETS.search(self.left)
        if not self.english or found is None or found["words"].isascii() or agencies.find(found["words"]):
            return ""
        return found["words"]

    def _product(self) -> tuple[str, ...]:
        """What stands behind "có sản phẩm là" is the product, agencies in it included; so is a paper that somebody owes."""
        due = _PAPER_DUE.search(bare(self.left))
        if due is not None:
            self._take(*due.span())
            self.cues = self.cues - {"documents"} | {"tasks", "deliverable"}
            return tuple(fold(due["paper"]).split())
        cue = CUES["deliverable"].search(bare(self.left))
        if cue is None:
            return ()
        rest = self.left[cue.end() :]
        tail = _TAIL.search(bare(rest))
        named = rest[: tail.start()] if tail else rest
        self._take(cue.end(), len(self.left))
        return tuple(fold(f"{named} {self.quoted}").split())

    def _numbers(self) -> None:
        found = read_numbers(self.text, self.left, self.cues, self.knowledge)
        self.left = found.left
        self.documents += found.documents
        self.sources += found.sources
        self.cited += found.cited
        self._by_number = bool(found.documents)
        self._number_ends = found.ends
        self.unknown += [Unknown("number", written, near_ones) for written, near_ones in found.unknown]

    def _move(self) -> tuple[str, str] | None:
        """ "từ Quý IV lên Quý III": both ends of a move, before any of them is read as a window."""
        found = _MOVED.search(bare(self.left))
        if found is None:
            return None
        moved = (_as_print(self.left[slice(*found.span("before"))]), _as_print(self.left[slice(*found.span("after"))]))
        self._take(found.start(), found.end())
        return moved

    def _persons(self) -> list[Document]:
        """The documents whose signer is named; a person whom no held paper names is unknown."""
        signers = {d.id: d.signer.name for d in self.knowledge.documents if d.signer}
        signed: list[Document] = []
        for start, end, names in named_persons(self.left, self.knowledge.signers):
            signed += [d for d in self.knowledge.documents if signers.get(d.id) in names]
            self._take(start, end)
        stranger = unknown_person(self.left, self._restored) if not signed else None
        if stranger:
            written = self.left[slice(*stranger)]
            self.unknown.append(Unknown("person", written, near(written, signers.values())))
        return signed

    def _window(self) -> windows.Window | None:
        found = windows.window(self.left, self.today, self.today.year)
        if found is not None:
            self._take(found.start_pos, found.end_pos)
        return found

    def _agencies(self) -> None:
        """An agency after "kế hoạch của" names the plan's issuer; any other one is who the tasks are for."""
        for found in agencies.find(self.left):
            agency = located(asked(found), self.knowledge.documents, self.knowledge.stated)
            issues = self._names_issuer(found.start, found.end)
            known = exists(agency, self.knowledge.stated)
            if self._gives(found.end):
                self._take(found.start, found.end)
                self._issued_by(found.as_written, agency)
                continue
            if _ASKED_FOR.match(bare(self.left[found.end :])) or (
                not known and not issues and self._is_spoken_of(found.as_written)
            ):
                continue
            self._take(found.start, found.end)
            if issues:
                self._issued_by(found.as_written, agency)
            elif not known:
                self.unknown.append(Unknown("agency", found.as_written, near(found.name, self.knowledge.agency_names)))
            else:
                self.placed.append((found.start, found.end, agency))
        if "provincial" in self.cues and not self.documents:
            self.documents += [d for d in self.knowledge.documents if _of_a_province(d)]

    def _short_name(self) -> None:
        """ "Công an phải làm gì": the subject of the question without the place that the papers print, "Công an tỉnh"."""
        name = self._rest(0).strip(" ?.!,")
        start = len(self.left) - len(self.left.lstrip())
        subject = bool(name) and not (self.asked or self.topic) and bare(self.left[start:]).startswith(bare(name))
        typed = self.left[start : start + len(name)]  # restored, "thue" may have become "thuê"
        for called in dict.fromkeys((name, typed)) if subject else ():
            self._take_short(called, start)

    def _take_short(self, name: str, start: int) -> None:
        for found in agencies.find(f"{name} tỉnh") if not self.asked else ():
            if found.start == 0 and found.end > len(name) and exists(asked(found), self.knowledge.stated):
                self._take(start, start + len(name))
                self.placed.append((start, start + len(name), asked(found)))

    def _gives(self, end: int) -> bool:
        """ "UBND tỉnh giao Sở Y tế việc gì": who gives the work, not who does it."""
        after = _GIVES.match(bare(self.left[end:]))
        return after is not None and bool(agencies.find(self.left[end + after.end() :]))

    def _is_spoken_of(self, written: str) -> bool:
        """What no paper names as an agency may be what a task is about: "thành lập Trung tâm Đổi mới sáng tạo vùng"."""
        return bool(self.knowledge.words.phrase(tokens(written)))

    def _names_issuer(self, start: int, end: int) -> bool:
        before, after = bare(self.left[:start]), bare(self.left[end:])
        behind_number = any(_OF_NUMBER.match(before[stop:]) for stop in self._number_ends if stop <= start)
        return bool(_PLAN_OF.search(before) or _PLAN_AFTER.match(after) or behind_number)

    def _issued_by(self, written: str, agency: AskedAgency) -> None:
        """The plans of an agency; beside a number only those of that number."""
        held = [d for d in self.knowledge.documents if issued_by(d, agency)]
        stated = [d for d in held if agency.province is not None and d.province is not None]
        if self._by_number and held:
            numbered = {d.id for d in self.documents}
            both = [d for d in held if d.id in numbered]
            self.documents = both or [*self.documents, *(stated or held)]
        elif held:
            self.documents += stated or held
        elif not self._by_number:
            issuers = [d.issuer for d in self.knowledge.documents if d.issuer]
            self.unknown.append(Unknown("agency", written, near(written, issuers)))

    def _titles(self) -> None:
        """A plan called by the words of its title, where no number and no issuer names one."""
        if self.documents or self.sources or self.cited:
            return
        found = titled(self.left, self.knowledge)
        if found:
            self.documents += found.documents
            self._take(found.start, found.end)


def _as_print(period: str) -> str:
    """ "Q4" → "quý 4", "Quy IV" → "quý IV"."""
    plain = bare(period)
    if plain[1:2].isdigit():
        return f"quý {period[1:]}"
    return f"quý {period[3:]}" if plain.startswith("quy") else f"tháng {period[5:]}"


def _of_a_province(document: Document) -> bool:
    known = lookup(document.agency or document.issuer or "")
    return known is not None and known.family == "committee" and known.level == "province"
