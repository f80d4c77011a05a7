"""Actors and recipients of a trigger: which of the relations around it carry the roles.

Each trigger row lists how its agent and its patient are realised, in order of preference
(``triggers.tsv``: subj, obj, idafa, nisba, poss, or a preposition). A relation that is not there passes
the role on to the next one; what is left open may be carried over from earlier text (:mod:`musnad.events.context`).
"""

from __future__ import annotations

import itertools
from dataclasses import dataclass, field

from musnad.events.arguments import Relations
from musnad.events.triggers import TriggerHit
from musnad.lexicon.word_sets import word_set
from musnad.mentions.draft import Draft
from musnad.mentions.mention import Mention

_BY = word_set("events.roles.by")
#: Words that head a court or a prosecutor.
_COURTS = frozenset(word_set("events.roles.courts"))
_VICTIMS = ("population", "person", "other")


@dataclass(slots=True)
class Roles:
    """Draft indices of who and whom, with the relations that gave them."""

    actors: list[int] = field(default_factory=list)
    recipients: list[int] = field(default_factory=list)
    rules: list[str] = field(default_factory=list)


class RolePicker:
    """Picks roles for one document's triggers."""

    def __init__(self, drafts: list[Draft]) -> None:
        self.drafts = drafts

    def pick(self, hit: TriggerHit, rel: Relations, passive: bool, nisba: list[int], pronoun: int | None) -> Roles:
        roles = Roles()
        taken: set[int] = set()
        patient_idafa = self._idafa_is_patient(hit, rel, bool(nisba))
        agent_way, agents = self._first(hit.row.agent, hit, rel, passive, nisba, pronoun, "agent", patient_idafa, taken)
        taken.update(agents)
        if not agents:
            agent_way, agents = self._fallback_agents(hit, rel, passive)
            taken.update(agents)
        patient_way, patients = self._first(hit.row.patient, hit, rel, passive, nisba, pronoun, "patient", patient_idafa, taken)
        if agents:
            roles.rules.append(f"who={agent_way}")
        if patients:
            roles.rules.append(f"whom={patient_way}")
        roles.actors = list(dict.fromkeys(agents))
        roles.recipients = [p for p in dict.fromkeys(patients) if p not in roles.actors]
        return roles

    def subject_fits(self, hit: TriggerHit, roles: Roles) -> bool:
        """Whether one of the actors is what the row asks for: a type, a sector, or a court by its words."""
        wanted = hit.row.subject
        for d in roles.actors:
            draft = self.drafts[d]
            if draft.type in wanted or draft.sector in wanted:
                return True
            if "JUD" in wanted and draft.heads & _COURTS:
                return True
        return False

    def _first(
        self, ways: tuple[str, ...], hit: TriggerHit, rel: Relations, passive: bool, nisba: list[int], pronoun: int | None,
        role: str, patient_idafa: bool, taken: set[int],
    ) -> tuple[str, list[int]]:  # fmt: skip
        for way in ways:
            for mentions in self._realised(way, hit, rel, passive, pronoun, role, patient_idafa):
                found = [m.entity for m in mentions if m.entity not in taken and self._plausible(m, role)]
                if found:
                    return way, found
            if way == "nisba" and [d for d in nisba if d not in taken]:
                return way, [d for d in nisba if d not in taken]
            if way == "poss" and pronoun is not None and pronoun not in taken:
                return way, [pronoun]
        return "", []

    def _realised(self, way: str, hit: TriggerHit, rel: Relations, passive: bool, pronoun: int | None, role: str, patient_idafa: bool) -> list[list[Mention]]:
        before = rel.get("relative") or rel.get("subject.before")
        bare = rel.get("bare")
        if way == "subj":
            if passive != (role == "patient"):
                return []
            return [before] if before else [bare[:1] + self._joined(bare)]
        if rel.get("relative.object") and role == "patient" and way != "subj":
            return [rel.get("relative.object")]
        if way == "obj":
            if passive:
                return [before] if before else [bare]
            if hit.verb is not None:
                rest = bare if before or self._subject_left_out(hit, bare) else bare[1 + len(self._joined(bare)) :]
                return [rest[:2]]
            return [bare[:1]]
        if way in ("idafa", "idafa_subj"):
            if hit.verb is not None:
                return []
            if (role == "patient") != patient_idafa and hit.row.agent and hit.row.patient and self._both_idafa(hit):
                return []
            return [rel.get("idafa")]
        if way == "بين":
            return [rel.get("بين")[:1] if role == "agent" else rel.get("بين")[1:]]
        return [rel.get(way)]

    def _joined(self, bare: list[Mention]) -> list[Mention]:
        out = []
        for previous, m in itertools.pairwise(bare):
            if m.front != "و" or m.first != previous.last:
                break
            out.append(m)
        return out

    def _subject_left_out(self, hit: TriggerHit, bare: list[Mention]) -> bool:
        """One bare mention that cannot be the subject (wrong gender, or a thing) is the object."""
        if not bare or hit.verb is None:
            return False
        m = bare[0]
        gender = m.gender or self.drafts[m.entity].gender
        if m.type == "person" and m.number == "s" and gender in ("m", "f"):
            return gender not in hit.verb.gender
        return not m.acts and m.type != "place"

    @staticmethod
    def _both_idafa(hit: TriggerHit) -> bool:
        ways = ("idafa", "idafa_subj")
        return any(w in hit.row.agent for w in ways) and any(w in hit.row.patient for w in ways)

    def _idafa_is_patient(self, hit: TriggerHit, rel: Relations, has_nisba: bool) -> bool:
        """«استهداف القواعد» names who is hit, «قصف الطيران» who hits."""
        idafa = rel.get("idafa")
        if not idafa:
            return False
        m = idafa[0]
        if rel.get("bare") and "obj" in hit.row.patient:
            return False
        if m.type in ("place", "population") or not m.acts or any(rel.get(by) for by in _BY) or rel.get("governor") or has_nisba:
            return True
        if any(rel.get(p) for p in hit.row.patient if p not in ("idafa", "obj", "nisba")):
            return False
        return hit.row.patient[:1] == ("idafa",)

    def _fallback_agents(self, hit: TriggerHit, rel: Relations, passive: bool) -> tuple[str, list[int]]:
        for by in _BY:
            found = [m.entity for m in rel.get(by)]
            if found:
                return by, found
        if hit.nominal and rel.get("governor"):
            m = rel.get("governor")[0]
            if self._plausible(m, "agent"):
                return "governor", [m.entity]
        return "", []

    def _plausible(self, m: Mention, role: str) -> bool:
        if role == "agent":
            return m.acts and (m.type != "place" or (m.name is not None and m.name.kind in ("capital", "seat")))
        return True
