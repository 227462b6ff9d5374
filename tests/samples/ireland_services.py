"""Hold the working papers of the two services of the Irish sample provider, and its partners."""

from __future__ import annotations

from datetime import datetime

from ireland_letters import Copy, Mail, Scan, Text
from ireland_writers import Docx, Pdf, Sheet, Source

MY_PLAN = Docx(
    "07 Day Service/Plans/My Plan D-07 (redacted sample).docx",
    datetime(2025, 9, 9, 15, 0),
    "Brid Gaughan",
    "My Plan",
    head="REDACTED SAMPLE - code instead of name",
    font="Verdana",
    body="""
Person: **D-07**, Day Service. Keyworker: B.G. Made on 9 September 2024, reviewed on 9 September 2025. I
chose: my
room, in the morning, with my sister and with D-11.

# My life

I like the garden, trains and my sister's children. I do not like the bus when it is late. Since my father
died I sleep
badly.

# What my family sees

My sister: he is braver than two years ago. The house is far from the town; he needs a lift or a bus that
comes.

# My goals

| In my own words | Steps | Who helps | Until | How it went |
| I want to sell what I grow | stall at the market, four Saturdays | Brid, Tidy Towns | June 2025 | reached |
| I want to take the train alone | five trips with, three with a phone | Tomas | August 2025 | partly: with \
phone |
| I want to sleep | doctor, diary, less coffee | sister, nurse | March 2025 | reached |

# Review

I lead with my cards. I say: two reached, one partly. **I decide what is in my plan: yes.** New goal: cook
for my
sister once a month.

Signed with my mark: D-07. Copy with pictures given on 9 September 2025.
""",
)

PROFILE = Docx(
    "07 Day Service/holistic profile form v2 + how to.docx",
    datetime(2025, 1, 20, 9, 0),
    "Declan Furey",
    "Getting to know you: holistic profile",
    body="""
Used in the Day Service from 20 January 2025 for everybody who starts, and at the review for everybody else.

# With the person

Home, health, senses and communication, friends, faith, money, skills, dreams. Choose cards or talk; two
visits at
least, one of them at home if the person agrees.

# With family and circle

What works at home? What worries you? What should never change? Only with the person's consent.

# With others

Public health nurse, speech therapist, former school or employer, where the person agrees.

# In use

31 of 36 profiles were complete on 31 December 2025. Explained to the team on 30 January 2025 (13 of 15
present).
""",
)

ACTIVITIES = Text(
    "07 Day Service/activities spring 2026.csv",
    """
Week;Activity;Where;With whom;Hours;People
2026-W10;Choir practice;parish hall;town choir;2;9
2026-W10;Allotment;Convent Road;Tidy Towns;4;7
2026-W11;Library reading hour;county library;readers' group;1.5;6
2026-W11;Swimming;leisure centre;public session;2;8
2026-W12;Bake for the parade;Orchard House;family members;3;12
2026-W12;St Patrick's parade;Main Street;Men's Shed;3;21
2026-W13;Allotment;Convent Road;Tidy Towns;4;8
2026-W14;Train to Westport;out;;6;5
2026-W15;Tea for the older neighbours;Orchard House;neighbours;2;10
""",
    encoding="utf-8-sig",
    newline="\r\n",
)

DRILL = Docx(
    "07 Day Service/Safety/Fire drill report 8 October 2025.docx",
    datetime(2025, 10, 8, 15, 30),
    "Tomas Ruane",
    "Fire drill report",
    body="""
**Building:** Orchard House, Claremorris. **Date and time:** 8 October 2025, 11.10. **Notice given:** none.

| Question | Answer |
| People in the house | 26 users, 7 staff |
| Time until everybody was at the meeting point | 4 minutes 10 seconds |
| Drill of March 2025 | 5 minutes 30 seconds |
| Personal evacuation plans used | 6 of 6 |
| Roll called from the day sheet | yes |

# What went well

D-14 showed two others the way. The new self-closer of the kitchen door worked.

# What to change

- One evacuation chair stood behind boxes. Boxes removed the same day.
- The bell cannot be heard in the quiet room: flashing light ordered, fitted on 5 November 2025.

Talked through with 24 users at the house meeting on 13 October 2025; 22 could say where the meeting point is.
""",
)

KITCHEN_RISK = Docx(
    "07 Day Service/Safety/risk assessment training kitchen.docx",
    datetime(2025, 11, 4, 9, 0),
    "Tomas Ruane",
    "",
    font="Arial",
    body="""
**Risk assessment: training kitchen and sensory garden, Orchard House**

Done on 4 November 2025 by T. Ruane with D-07 and D-19 who use the kitchen.

| Hazard | Who | Likely 1-5 | Harm 1-5 | Control | Still to do |
| Hot hob | users, staff | 3 | 3 | induction hob, timer | none |
| Knives | users | 2 | 4 | counted drawer, finger guard | picture rule on wall by 30 Nov 2025 |
| Wet floor | all | 3 | 2 | mats | none |
| Wasps at the garden table | users with allergy (1) | 2 | 5 | two pens in office, staff trained | renew \
pens March 2026 |
""",
)

DUPLICATE_DRILL = Copy("Scans and odds/Firedrill_oct (1).docx", DRILL)

OUTCOMES = Sheet(
    "08 Employment Service/outcomes both services 2024-2025.xlsx",
    datetime(2026, 2, 6, 14, 0),
    "Sinead Moylette",
    "Outcomes 2024 and 2025",
    {
        "Goals": """
Personal goals, as judged by the person at the review

Service | Year | Goals | Reached | Partly | Not yet | Reached, share
Day Service | 2024 | 112 | 62 | 31 | 19 | 55%
Employment Service | 2024 | 66 | 38 | 17 | 11 | 58%
Both | 2024 | 178 | 100 | 48 | 30 | 56%
Day Service | 2025 | 128 | 81 | 29 | 18 | 63%
Employment Service | 2025 | 74 | 46 | 17 | 11 | 62%
Both | 2025 | 202 | 127 | 46 | 29 | 63%
""",
        "Work": """
Employment Service

Measure | 2024 | 2025
People supported in the year | 29 | 33
In paid work at 31 December | 14 | 17
New jobs started | 6 | 8
Kept the job for 26 weeks (starts July to June) | 5 of 6 | 6 of 7
Work experience placements | 9 | 11
Employers | 12 | 14
""",
        "Town": """
Day Service

Measure | 2024 | 2025
Hours of activity | 6120 | 6480
Of these outside our buildings | 2815 | 3500
Share | 46% | 54%
""",
    },
)

FOLLOW_UP = Text(
    "08 Employment Service/follow-up register 2025 leavers.csv",
    """
code,service,left,how,next step,3 months,6 months,12 months
D-02,Day Service,2025-03-28,planned,moved to Galway,2025-06-27,2025-09-26,2026-03-27
D-33,Day Service,2025-10-10,planned,nursing home,2026-01-09,2026-04-10,
W-08,Employment Service,2025-02-21,planned,job without support,2025-05-22,2025-08-21,2026-02-19
W-10,Employment Service,2025-05-30,planned,job without support,2025-08-29,2025-11-28,2026-05-29
W-14,Employment Service,2025-06-13,unplanned,stopped coming,not reached,2025-12-12,2026-06-12
W-21,Employment Service,2025-09-05,planned,job without support,2025-12-05,2026-03-06,
W-25,Employment Service,2025-11-07,planned,moved to Sligo,2026-02-06,2026-05-08,
""",
    newline="\r\n",
)


def coordination(protection: str, bus: str, next_meeting: str) -> Docx:
    """Return the note of a coordination meeting with the given dates."""
    return Docx(
        "08 Employment Service/2026-04-15 coordination meeting W-12.docx",
        datetime(2026, 4, 15, 12, 15),
        "Colm Hession",
        "",
        body=f"""
**Coordination meeting, Mill Yard, 15 April 2026, 10.30**

Present: W-12, her mother, Colm (job coach), occupational therapist of the HSE primary care team, case
officer of the
Department of Social Protection, manager of the bakery. W-12 opened and chose the order.

# What we see

W-12: I like the ovens. I do not like the noise at six o'clock. Bakery: fast and exact; needs a fixed place.
Therapist: ear protection and a break at seven.

# Who does what

| What | Who | By |
| Ear protection, fixed place | bakery | {protection} |
| Bus at 5.40: ask local link | Colm | {bus} |
| Benefit check before more hours | case officer | 8 May 2026 |
| New goal in My Plan | W-12, Colm | 23 April 2026 |

Next meeting: {next_meeting}.
""",
    )


COORDINATION = coordination(
    "24 April 2026", "24 April 2026: no bus before 6.30, lift by a colleague", "15 July 2026"
)

EMPLOYER_AGREEMENT = Pdf(
    "09 Partners/Agreement Furnace Lane Bakery 2025 signed.pdf",
    datetime(2025, 1, 20, 10, 0),
    "Sinead Moylette",
    "Partnership agreement",
    foot="Lisnabrae Services CLG and Furnace Lane Bakery Ltd",
    body="""
Between Lisnabrae Services CLG (Employment Service) and Furnace Lane Bakery Ltd, Castlebar. In force from 20
January
2025 to 19 January 2028.

# 1. Why we work together

So that people who want to work find ordinary work in Castlebar, at ordinary pay, and keep it.

# 2. What the bakery does

- offers three work experience places of eight weeks each year and, where it fits, a contract at the agreed
rate
- names a colleague who is the first to ask

# 3. What Lisnabrae does

- finds the right match with the person; visits in week 2, 6 and 12; comes within one working day when called
- trains the team of the bakery for two hours each year

# 4. How we see that it works

Each January both sides look at: places filled, jobs started, jobs kept for 26 weeks, what the people say.
2025: three places, two jobs started, two kept.

Signed on 20 January 2025: Sinead Moylette, manager; Ciaran Tolster, owner.
""",
)

LIBRARY_TEXT = """
*COUNTY LIBRARY SERVICE
Claremorris Branch

                                              6 March 2025

Orchard House
Ballyhaunis Road
Claremorris

*Reading hour

Dear Brid,

we are glad to keep the Tuesday reading hour with your group for
another year. The room on the ground floor is booked from 10.30 to
12.00 until March 2026.

Two of our regular readers have asked whether they may come to your
garden in summer. They would like that very much, and so would I.

The new large-print shelf was the idea of your D. and it is used by
half the town.

With best wishes,

~

Orla Fennimore
Branch librarian
"""

LIBRARY_LETTER = Scan(
    "09 Partners/IMG_0417 letter library.pdf", datetime(2026, 5, 4, 9, 18), LIBRARY_TEXT, tilt=0.3
)

NURSE_MAIL = Mail(
    "08 Employment Service/Fwd_ health check and job start W-05.eml",
    datetime(2026, 2, 11, 9, 26),
    "Ewa Nowicka <ewa@lisnabrae.example>",
    "Sinead Moylette <sinead@lisnabrae.example>",
    "Fwd: health check and job start W-05",
    """
Sinead, for the file. W-05 agreed that I pass it on.

The nurse, W-05 and I met on 9 February. Diabetes plan goes with him to the bakery: break at 10, snack in
his locker,
the first-aider of the bakery was shown what to do. W-05 told them himself.

He starts with 20 hours on 2 March. Benefit letter came on Friday.

Ewa
""",
)

SOURCES: list[Source] = [
    MY_PLAN,
    PROFILE,
    ACTIVITIES,
    DRILL,
    KITCHEN_RISK,
    DUPLICATE_DRILL,
    OUTCOMES,
    FOLLOW_UP,
    COORDINATION,
    EMPLOYER_AGREEMENT,
    LIBRARY_LETTER,
    NURSE_MAIL,
]
