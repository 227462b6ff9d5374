"""Take Norwegian compounds apart, so that "klage" finds "klagebehandling" and "brukerklager". Pure.

A word is cut only where both sides are known: the first against a list of first elements, as it is or with a
joining s or e, the last by its stem. The list is fixed and short, made of the words of social services, quality
and safety at work; so the index stays the same at every rebuild, and no name is cut to pieces. A part carries a
mark of its own (`c:klag`): it counts less than the word itself.
"""

from __future__ import annotations

from functools import lru_cache

from indexer.stems import norwegian_stem
from indexer.text import fold

MARK = "c:"
RULES_VERSION = "1"
SHORTEST = 7  # letters of a compound
_LEAST = 3  # letters of a part; shorter ones are endings far more often than words
_MOST = 4  # parts

_BOTH = """
    aktivitet alder alkohol analyse ansatt ansvar arbeid arkiv attest avdeling avgift avtale avvik barn
    behandling behov bekymring beredskap beskrivelse beslutning besøk bevis bilde bistand bolig brann brev
    brudd bruker budsjett bygg data dato deltakelse deltaker dialog diett dokument dokumentasjon drift
    egenkontroll elev enhet epost erfaring erklæring etikk evakuering evaluering fag familie fare feil
    ferdighet ferie flukt forbedring forebygging foreldre formål forsikring forslag forvaltning fravær frist
    funksjon fylke følge gave gjennomføring gjest grense grep gruppe handling helse hendelse hjelp hjem
    hverdag hygiene håndbok håndtering idé identitet informasjon inkludering innkjøp innsats innsyn instruks
    integrering intervju jobb journal kandidat kartlegging kjøkken kjøre klage klient kommune kommunikasjon
    kompetanse konferanse konflikt konsept kontakt kontrakt kontroll kost kostnad krise kriterium kultur kunde
    kunnskap kurs kvalitet kvinne lager ledelse leder lederskap lege legemiddel levekår leveranse liv lokal
    lov læring lønn mal maskin mat medarbeider medisin medlem medvirkning melding miljø misbruk mobbing
    myndighet møbel møte mål måling måltid natt nettverk nivå notat næring nærmiljø nød objekt observasjon
    område omsorg oppdrag oppfølging oppgave opplevelse opplysning opplæring ordning organisasjon overgang
    oversikt partner partnerskap pasient pause pensjon permisjon person personal personell personvern plan
    planlegging plass plikt politi politikk post praksis prinsipp pris prosedyre prosess prosjekt protokoll
    prøve prøving psykiatri pålegg rapport rapportering referat register registrering regnskap reise
    rekruttering ressurs resultat retningslinje rett rettighet revisjon risiko rolle rom rus rutine råd sak
    saksbehandling samarbeid samfunn samtale samtykke seksjon sektor seminar senter sertifisering service
    sikkerhet sikring situasjon skade skatt skjema skole skyss smitte sorg språk spørsmål stab statistikk
    status stilling stoff strategi student styre styring støtte svar sykdom syke sykehus system søker søknad
    tall taushet team tekst telefon tema tid tilbakemelding tilbud tilfredshet tilgang tilsyn tiltak tjeneste
    transport trening trinn trivsel trygghet tur turnus undersøkelse undervisning ungdom utbytte utdanning
    utfall utstyr utvalg utvikling vakt vald valg vare varsel varsling vedlegg vedlikehold vedtak veileder
    veiledning velferd vente verdi verksted verne verneombud virksomhet visjon vold vurdering yrke ytelse
    økonomi ønske øvelse
"""
_FIRST = """
    ansettelse arbeidsmiljø attførings boveileder dag daglig dags dagsenter dagtid eier ekstern ettersyn fritid første
    førstehjelp gul habiliterings hms hoved hvit ide individ intern internt kjerne klagebehandling kriminal
    kvartal livskvalitet lokalt makt mottaker måned nav oppstart overgreps primær primærkontakt pårørende selv
    sikker slutt sosial tap tidlig tillits tjenestemottaker tvang uke utkast vernerunde vold web årlig års
"""
_LAST = """
    ansvarlig anvisning arbeider bank bok bruk dag forløp forskrift fører giver givning gjennomgang haver
    hefte hjul holdning horisont kalender kart katalog kjede konsulent koordinator krav krets kveld ledd linje
    liste logg mappe medlem merking modell mottak mottaker nemnd ombud orden periode perm punkt regel regler
    runde rutiner sjef skap skifte spill sted stue sum svikt søk tavle terapeut tilstand tilsyn uke utkast
    utredning uttak utøver vaner verdighet verk vern verv
"""
# Words that look like two but are one, or say something else than their parts.
_WHOLE = frozenset(
    {"årsak", "årsaken", "årsaker", "årsakene", "arsak", "arsaken", "arsaker", "arsakene", "personlig", "personal",
     "rettsak", "planlov", "matrett", "livet", "hverdag", "hverdager", "hverdagen"}
)  # fmt: skip
# What starts like a last element and is another word: planlegge, arbeidskollega, arbeidsledig, livsviktig, forening.
_OTHER = ("legg", "skolle", "ledig", "sviktig", "foren")


def _stems(words: str) -> frozenset[str]:
    return frozenset(norwegian_stem(word) for word in words.split())


@lru_cache(maxsize=1)
def _firsts() -> dict[str, str]:
    """Return every first element by the forms that it takes in front of another word."""
    found: dict[str, str] = {}
    for word in (_BOTH + _FIRST).split():
        for form in (word, word + "s", word + "e"):
            found.setdefault(form, word)
            found.setdefault(fold(form), word)
    return found


@lru_cache(maxsize=1)
def _lasts() -> frozenset[str]:
    return frozenset(stem for stem in _stems(_BOTH + _LAST) if len(stem) >= _LEAST)


@lru_cache(maxsize=20_000)
def parts(word: str) -> tuple[str, ...]:
    """Return the stems of the parts of a lower-case word, in order; nothing when it is no known compound."""
    return _cut(word, _MOST) if len(word) >= SHORTEST and word.isalpha() and word not in _WHOLE else ()


def _cut(word: str, most: int) -> tuple[str, ...]:
    """Cut off the longest first element whose rest is known or can itself be cut."""
    firsts, lasts = _firsts(), _lasts()
    for at in range(len(word) - _LEAST, _LEAST - 1, -1):
        first = firsts.get(word[:at])
        if first is None:
            continue
        rest = word[at:]
        if rest.startswith(_OTHER):
            continue
        if (stem := norwegian_stem(rest)) in lasts:
            return (norwegian_stem(first), stem)
        if most > 2 and (further := _cut(rest, most - 1)):
            return (norwegian_stem(first), *further)
    return ()


def part_forms(word: str) -> tuple[str, ...]:
    """Return the marked stems under which a compound is found by its parts, and by the parts of these."""
    found = parts(word)
    inner = (part for stem in found for part in _inner().get(stem, ()))
    return tuple(MARK + stem for stem in dict.fromkeys((*found, *inner)))


@lru_cache(maxsize=1)
def _inner() -> dict[str, tuple[str, ...]]:
    """Return the parts of the listed words that are compounds themselves, by stem."""
    listed = (_BOTH + _FIRST + _LAST).split()
    return {norwegian_stem(word): cut for word in listed if (cut := parts(word))}


def asked_forms(stems: frozenset[str]) -> frozenset[str]:
    """Return the marked stems to look up for the stem forms of a word of a query."""
    return frozenset(MARK + form[2:] for form in stems if form.startswith("n:"))
