"""Make a small standard with questions of auditors, as a workspace's own file may bring them."""

from __future__ import annotations

from tests.architecture.modules import CHECKOUT

QUESTIONS = """
questions:
  A.1:
    - role: users
      ask: {en: Is the lamp lit for you?, nb: Er lampen tent for deg?, lt: Ar lempa jums šviečia?}
      good: {en: Whether it was light., nb: Om det var lyst., lt: Ar buvo šviesu.}
    - role: staff
      ask: {en: When is the lamp lit?, nb: Når tennes lampen?, lt: Kada degama lempa?}
      good: {en: The hour and the rule., nb: Tid og regel., lt: Valanda ir taisyklė.}
    - role: staff
      ask: {en: Who may put it out?, nb: Hvem kan slukke den?, lt: Kas gali ją užgesinti?}
      good: {en: The keeper., nb: Vokteren., lt: Prižiūrėtojas.}
  C.1:
    - role: records
      ask: {en: Are the stairs asked about?, nb: Spørres det om trappen?, lt: Ar klausiama apie laiptus?}
      good: {en: A survey., nb: En undersøkelse., lt: Apklausa.}
"""


def small_standard(questions: str = QUESTIONS) -> str:
    """Return the YAML of the small standard with questions."""
    return (CHECKOUT / "tests" / "catalogue" / "small.yaml").read_text(encoding="utf-8") + questions
