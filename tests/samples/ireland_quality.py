"""Hold the surveys, audits, improvement records and newsletters of the Irish sample provider."""

from __future__ import annotations

from datetime import datetime

from ireland_letters import Mail, Text
from ireland_writers import Docx, Pdf, Sheet, Source


def _satisfaction(year: int, when: datetime, period: str, rows: str) -> Sheet:
    """Return the results of the yearly user survey."""
    name = f"06 Surveys/user survey {year} results.xlsx"
    return Sheet(
        name,
        when,
        "Aoife Brannelly",
        f"User survey {year}",
        {
            "Results": f"""
User survey {year}, {period}, picture scale, interviews by volunteers, no names
{rows}"""
        },
    )


SURVEY_2024 = _satisfaction(
    2024,
    datetime(2024, 10, 31, 12, 0),
    "1 to 18 October 2024",
    """\
Asked 60, answered 47 (78%); Day Service 26 of 34, Employment Service 21 of 26; helped by a relative 6

Statement | Day yes | Day n | Work yes | Work n | All yes | Share
I am content with my service | 23 | 26 | 19 | 21 | 42 | 89%
Staff listen to me | 22 | 26 | 19 | 21 | 41 | 87%
I decide what is in my plan | 18 | 26 | 17 | 21 | 35 | 74%
I feel safe here | 24 | 26 | 20 | 21 | 44 | 94%
I have friends who are not paid | 15 | 26 | 14 | 21 | 29 | 62%
""",
)

SURVEY_2025 = _satisfaction(
    2025,
    datetime(2025, 10, 29, 12, 0),
    "6 to 22 October 2025",
    """\
Asked 64, answered 52 (81%); Day Service 30 of 36, Employment Service 22 of 28; helped by a relative 5

Statement | Day yes | Day n | Work yes | Work n | All yes | Share
I am content with my service | 28 | 30 | 20 | 22 | 48 | 92%
Staff listen to me | 27 | 30 | 20 | 22 | 47 | 90%
I decide what is in my plan | 23 | 30 | 19 | 22 | 42 | 81%
I feel safe here | 29 | 30 | 20 | 22 | 49 | 94%
I have friends who are not paid | 20 | 30 | 15 | 22 | 35 | 67%
""",
)

FAMILY_SURVEY = Text(
    "06 Surveys/family survey Nov 2025.csv",
    """
"Family survey, 3 to 28 November 2025. Sent 41, returned 19 (46%). Anonymous.",,,
statement,agree,n,share
We are content with the service,17,19,89%
We know whom to ask,18,19,95%
We know how to complain,15,19,79%
We know the Code of Ethics,17,19,89%
The bus is reliable,9,19,47%
We are told about results in a way that we understand,14,19,74%
""",
    encoding="cp1252",
    newline="\r\n",
)

PARTNER_SURVEY = Sheet(
    "06 Surveys/employers and partners survey Dec 2025.xlsx",
    datetime(2025, 12, 12, 10, 0),
    "Sinead Moylette",
    "Employers and partners 2025",
    {
        "Sheet1": """
Telephone survey of employers and partners, 1 to 10 December 2025
Asked 14, answered 11 (79%)

Question | Yes | n | Share
Content with the cooperation | 10 | 11 | 91%
Job coach comes when called | 11 | 11 | 100%
Would recommend us to another employer | 9 | 11 | 82%
Know how to complain | 8 | 11 | 73%
The person is part of the team | 10 | 11 | 91%

Free words
"We learned to explain things properly, to everybody."
"Tell us earlier when somebody is sick."
"""
    },
)

UNDERSTOOD = Text(
    "06 Surveys/did you understand Jan 2026.csv",
    """
Results evening 28 January 2026: 61 people (34 users; 12 family; 9 staff; 6 partners). 49 forms.
group,forms,understood all,understood most,understood little
users,28,15,8,5
family,11,8,2,1
staff,6,5,1,0
partners,4,4,0,0
total,49,32,11,6
"43 of 49 understood all or most (88%). 2025: 29 of 38 (76%)."
""",
    newline="\r\n",
)

LOG = Sheet(
    "10 Quality/improvement log.xlsx",
    datetime(2026, 6, 19, 11, 0),
    "Aoife Brannelly",
    "Improvement log",
    {
        "Log": """
Improvement log (rows since October 2024)

No | Entered | From | Service | What | Owner | Due | Done | Effect
IMP-22 | 2024-10-14 | complaint C-2024-07 | Day Service | Person chooses keyworker | Declan Furey | \
2025-01-31 | \
2025-01-27 | 36 of 36 asked; 9 changed
IMP-24 | 2024-11-06 | results 2024 | both | "I decide" only 74%: reviews led by the person | Brid Gaughan | \
2025-06-30 | \
2025-06-18 | 81% in October 2025
IMP-26 | 2025-02-05 | safeguarding training | both | Cash books checked in the first week | both managers | \
2025-03-31 | \
2025-03-28 | no difference over 2 euro since
IMP-27 | 2025-02-26 | review of plan | Day Service | Reserve driver from Mill Yard | Declan Furey | \
2025-04-30 | \
2025-05-12 | community hours 54%
IMP-28 | 2025-05-20 | rights survey | both | "Somebody speaks for me" 76%: advocate comes each quarter | \
Aoife \
Brannelly | 2025-09-30 | 2025-09-17 | 11 people met the advocate
IMP-29 | 2025-06-26 | visit to Killala Bay | Employment Service | Visits in week 2, 6 and 12 with a one-page \
sheet | \
Sinead Moylette | 2025-09-30 | 2025-09-01 | 6 of 7 kept the job for 26 weeks
IMP-30 | 2025-10-30 | staff survey | both | Rota three weeks ahead | Declan Furey | 2026-01-01 | 2025-12-22 \
| \
measured in October 2026
IMP-31 | 2025-11-26 | complaint C-2025-09 | Day Service | Bus contractor: second price | Declan Furey | \
2026-03-31 | | open
IMP-32 | 2026-01-29 | results evening | both | Five users understood little: three pictures in place of a \
page | Aoife \
Brannelly | 2026-12-15 | | open
IMP-33 | 2026-03-12 | idea 14 | Day Service | Week board at wheelchair height | Tomas Ruane | 2026-03-31 | \
2026-03-26 | \
used by 5 more people
IMP-34 | 2026-05-14 | internal check | both | Safety refresher and Safety Statement late | Declan Furey | \
2026-07-31 | | \
open
"""
    },
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
    SURVEY_2024,
    SURVEY_2025,
    FAMILY_SURVEY,
    PARTNER_SURVEY,
    UNDERSTOOD,
    LOG,
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
