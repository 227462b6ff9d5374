"""Hold the surveys, audits, improvement records and newsletters of the Irish sample provider."""

from __future__ import annotations

from datetime import datetime

from ireland_letters import Mail, Text
from ireland_writers import Docx, Pdf, Source

FAMILY_SURVEY = Text(
    "06 Surveys/family survey Nov 2025.csv",
    """
"Family survey, 3 to 28 November 2025: our own questions. Sent 41, returned 19 (46%). Anonymous.",,,
statement,agree,n,share
We know whom to ask,18,19,95%
We know how to complain,15,19,79%
We know the Code of Ethics,17,19,89%
The bus is reliable,9,19,47%
We are told about results in a way that we understand,14,19,74%
""",
    encoding="cp1252",
    newline="\r\n",
)

COMPARISON = Docx(
    "10 Quality/Comparison visit Killala Bay Supports 12 June 2025.docx",
    datetime(2025, 6, 16, 9, 0),
    "Sinead Moylette",
    "Comparison visit: Killala Bay Supports, 12 June 2025",
    body="""
Went: Sinead, Colm, W-03. Met: their manager, two job coaches, three users. Killala Bay Supports has the
same size and
the same kind of funding and agreed to share figures.

# Figures of 2024

| Measure | Lisnabrae | Killala Bay |
| People in the employment service | 26 | 31 |
| In paid work at the end of the year | 14 (54%) | 19 (61%) |
| Kept the job for 26 weeks | 5 of 6 (83%) | 9 of 10 (90%) |
| Users content | 89% | 91% |
| "I decide what is in my plan" | 74% | 70% |

# How they do it

Fixed visits in week 2, 6 and 12 with a one-page sheet that the employer keeps. Follow-up after a year as
well.

# What they took from us

Users lead the review with picture cards.

# What we change

From 1 September 2025 the same fixed visits with the sheet (IMP-29). W-03 tells the Users' Council on 17
September.
""",
)

INTERNAL_AUDIT = Docx(
    "10 Quality/Internal audit October 2024 report.docx",
    datetime(2024, 10, 25, 10, 0),
    "Fergal Durcan",
    "Internal audit October 2024",
    body="""
Auditor: Fergal Durcan, Killala Bay Supports (not part of our staff). Days: 15 October 2024 (Day Service)
and 16
October 2024 (Employment Service). Seen: ten files, twelve talks with users, nine with staff.

# Strong

People know their keyworker and their plan; complaints are answered; the improvement log shows effects.

# Findings

| No | Finding | Owner | By | Closed |
| 1 | Two of ten files without a holistic profile | D. Furey | 31 Mar 2025 | 20 Jan 2025 |
| 2 | Charter of 2019 quotes an act that has been replaced | A. Brannelly | 30 Jun 2025 | open |
| 3 | No written empowerment concept | A. Brannelly | 31 Dec 2025 | open |
| 4 | Drill book of Mill Yard not signed in June | S. Moylette | 31 Oct 2024 | 30 Oct 2024 |
| 5 | Checklists of core processes used in 9 of 10 files | managers | 31 Jan 2025 | 27 Jan 2025 |

# Core processes

Time limits were kept in eight of ten files (arriving) and nine of ten (living the plan).
""",
)


def _progress(number: int, when: datetime, rows: str) -> Docx:
    """Return a yearly progress report to the national representative."""
    return Docx(
        f"10 Quality/EQUASS progress report {number} - {when.year}.docx",
        when,
        "Aoife Brannelly",
        f"Progress report {number}",
        head=f"{when:%B %Y}",
        body=f"""
Lisnabrae Services CLG. Certified services: Day Service and Employment Service. Certified on 27 November
2023. This
report covers the twelve months before {when.day} {when:%B %Y}.

| Criterion | What we did | What it led to |
{rows}
""",
    )


PROGRESS_1 = _progress(
    1,
    datetime(2024, 11, 25, 10, 0),
    """\
| 17 Complaints | picture card, log with deadlines | 9 complaints, all answered or in time |
| 33 Individual plan | review calendar | 59 of 60 reviewed in 2024 |
| 38 Core processes | written, checklists | used in 9 of 10 files |""",
)

PROGRESS_2 = _progress(
    2,
    datetime(2025, 11, 24, 10, 0),
    """\
| 19 Code of ethics | version 3, sessions for staff, users and families | signed by all 24 staff |
| 35 Say in own plan | people lead their review | "I decide" from 74% to 81% |
| 50 Comparison | visit to Killala Bay Supports | fixed visits; 6 of 7 jobs kept |
| 14 Informing on rights | five sessions with picture cards | 60 of 64 people |""",
)

NEWSLETTER = Pdf(
    "Newsletters/The Orchard - spring 2026.pdf",
    datetime(2026, 4, 30, 10, 0),
    "Geraldine Loftus",
    "The Orchard: news for everybody, spring 2026",
    foot="Lisnabrae Services CLG, Claremorris and Castlebar",
    body="""
30 April 2026

# Our year 2025 in five numbers

- 64 people use our two services.
- 17 have a paid job. That is 3 more than a year before.
- 48 of 52 say: I am content.
- 17 of 23 ideas were carried out.
- 10 of 11 complaints were answered. One is still open. We are sorry.

The poster hangs in both halls. 61 people came to the results evening in January.

# Open day on 2 May

With the Tidy Towns group, in our garden and at the allotment. Everybody is welcome. There is a ramp now:
thank you to
the Men's Shed.

# How to complain

Tell anybody. Or take the card with the red face. Or ask for Geraldine. You get an answer.

---

# From the Employment Service

W-05 started in the bakery in March. "I am first at the door." Two more employers have joined us.

# The crossing

We have written to the County Council again about the crossing on Ballyhaunis Road. 212 neighbours signed.

# Dates

Family evening: 10 June. Summer closing: 27 July to 7 August 2026.
""",
)

NEWSLETTER_OLD = Text(
    "Newsletters/orchard_xmas_2024.txt",
    """
THE ORCHARD - CHRISTMAS 2024

60 people, 24 helpers (22 paid, the rest for love... we counted the volunteers only when they were in the
room).
In October 42 of 47 people told us that they are content. All nine complaints got an answer; the last one on
16 December.
Crib made in Mill Yard: 84 sold. Money goes to the trip.
Happy Christmas from all in Orchard House and Mill Yard!
""",
)

MEETINGS_TO_APRIL = """
# Management meetings 2026

## 14 January 2026

Quality item: results of 2025 before the evening of 28 January. Same agenda in both houses from now on: one
good thing,
one complaint, one figure, one decision.

## 15 April 2026

Quality item: file check of the first quarter, 10 files, core process checklists used in 10 of 10. Time
limits kept in 9.
New rule: mobile numbers of families only in the system.
"""

MEETINGS = Text(
    "10 Quality/notes management meetings 2026.md",
    MEETINGS_TO_APRIL
    + """
## 17 June 2026

Quality item: self-assessment for EQUASS starts. Policy goals: 4 of 5 on track. Future needs: nine school
leavers in
September 2027 (special school told us on 9 June), three people will be over 65, day places are full.
""",
)

TREND_MAIL = Mail(
    "10 Quality/School leavers 2027.eml",
    datetime(2026, 6, 9, 13, 5),
    "Principal <principal@stannaspecial.example>",
    "Nuala Heskin <nuala@lisnabrae.example>",
    "School leavers 2027",
    """
Dear Nuala,

as promised the numbers: nine of our pupils leave in summer 2027. Five would like work, three need a day
place with
personal support, one is not sure. Two use wheelchairs and one a talking tablet.

Would a visit of the class in spring be possible again?

Kind regards
Roisin Keaveney-Holt
""",
)

EMPTY = Text("Scans and odds/New Text Document.txt", "\n.\n")

UNTITLED = Docx(
    "Scans and odds/Document1.docx",
    datetime(2026, 5, 6, 8, 12),
    "user",
    "",
    font="Times New Roman",
    body="""
Things for the family evening on 10 June

chairs, tea, card with the red face, who speaks about the charter? (not ready!!)

Geraldine: complaints, new form. Declan: bus. Sinead: jobs. Show the film of the allotment, ask D-11.
""",
)

FAMILY_EVENING = Docx(
    "06 Surveys/Family evening 10 June 2026 - attendance and questions.docx",
    datetime(2026, 6, 11, 9, 0),
    "Geraldine Loftus",
    "Family evening, 10 June 2026",
    body="""
27 family members of 22 people, six users, five staff. Orchard House, 19.00 to 20.45.

# Told

Results of 2025, the complaints procedure (form and deadlines shown; each family took a copy), data
protection: who may
be told what, respite and well-being offers.

# Asked

- When does the bus get better? Declan: second price expected in July.
- Who looks after us when we are old? Talk in September with the HSE.
- What is a co-decision-maker? Evening with a solicitor in the autumn.

# Show of hands

"I know how to complain": 25 of 27. "I understood the results": 24 of 27.
""",
)

SOURCES: list[Source] = [
    FAMILY_SURVEY,
    COMPARISON,
    INTERNAL_AUDIT,
    PROGRESS_1,
    PROGRESS_2,
    NEWSLETTER,
    NEWSLETTER_OLD,
    MEETINGS,
    TREND_MAIL,
    EMPTY,
    UNTITLED,
    FAMILY_EVENING,
]
