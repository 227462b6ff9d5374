"""Hold the governance and planning papers of the Irish sample provider."""

from __future__ import annotations

from datetime import datetime

from ireland_letters import Text
from ireland_writers import Docx, Pdf, Source

HEAD = "Lisnabrae Services CLG"

STRATEGY = Pdf(
    "01 Governance/Strategic Plan 2024-2028 FINAL.pdf",
    datetime(2024, 1, 31, 9, 30),
    "Nuala Heskin",
    "An Ordinary Good Life: Strategic Plan 2024-2028",
    foot="Lisnabrae Services CLG | Strategic Plan 2024-2028",
    body="""
Approved by the Board on 31 January 2024. To be reviewed in January 2027.

# Who we are

Lisnabrae Services was founded in 1987 by a group of parents in south Mayo. Today two services support adults
with intellectual and physical disabilities: the **Day Service** at Orchard House, Claremorris, and the
**Employment Service** at Mill Yard, Castlebar. At 1 January 2024 they supported 57 people, with a staff of
22.

# Mission

We stand beside adults with disabilities in Mayo so that each person has an ordinary good life: friends,
something worthwhile to do, a wage where a wage is wanted, and the last word in their own affairs.

# Vision

By 2028 nobody who comes to us waits to be asked what they want. People decide, we arrange ourselves around
the
decision, and our towns count on what each person brings.

# Values

| Value | This means that we | You can expect |
| Respect | knock, ask, wait for the answer | to be spoken to as the adult you are |
| Courage | let people try, and plan for the risk | help to do new things, and no blame if they go wrong |
| Belonging | start from the town, not from the building | to meet people who are not paid to be with you |
| Honesty | say what we can do and what we cannot | an answer to every question and every complaint |

---

# Five long-term goals

| Goal | Measure | Start (2023) | Target (2028) |
| People decide | people who say "I decide what is in my plan" | 68% | 95% |
| Work that pays | people in paid work at the end of the year | 12 | 22 |
| In the town | hours of day activity outside our buildings | 41% | 65% |
| A good place to work | staff who would recommend us as an employer | 74% | 90% |
| Quality that can be seen | complaints answered within 30 working days | 88% | 100% |

Each goal is evaluated by the Board every February with the review of the annual plan.

# Inclusion and sustainability

We ask for ramps, timetables and plain words on behalf of everybody in the town, not only of those whom we
support. We measure what we burn and throw away: minibus kilometres, electricity and general waste are
reported
in the annual plan. Two of our four vehicles are to be electric by 2027.

# How this plan was made

Six evening meetings in autumn 2023 (34 people supported, 21 family members, all staff); a picture version was
read by the Users' Council on 17 January 2024; the Board adopted the plan on 31 January 2024.
""",
)

PLAN_2026 = Docx(
    "01 Governance/Annual plan 2026.docx",
    datetime(2025, 11, 27, 16, 5),
    "Aoife Brannelly",
    "Annual plan 2026",
    head=f"{HEAD} | Approved by the Board on 26 November 2025",
    body="""
Period: 1 January 2026 to 31 December 2026. This plan covers the two services in our certificate: the Day
Service and the Employment Service.

# Lessons from 2025

Work experience led to a job where the employer knew us for more than six months. Plans were reviewed on time
for 62 of 64 people; the two late ones were both transport-related absences. One complaint stayed open too
long.

# Day Service

| Goal | Activity | Target | Responsible | By |
| In the town | Allotment with the Tidy Towns group | 58% of hours outside | Declan Furey | 30 Sep 2026 |
| People decide | Each person chairs their own review | 30 of 36 | Declan Furey | 31 Oct 2026 |
| Safe building | New Safety Statement and evacuation plans | approved | Declan Furey | 31 Mar 2026 |

# Employment Service

| Goal | Activity | Target | Responsible | By |
| Work that pays | Two new employers in each quarter | 20 in paid work | Sinead Moylette | 31 Dec 2026 |
| Keep the job | Job coach visit in week 2, 6 and 12 | 85% kept for 26 weeks | Sinead Moylette | 31 Dec 2026 |
| Next step | Follow-up at 3, 6 and 12 months for leavers | all leavers | Colm Hession | 31 Dec 2026 |

# Quality and EQUASS

- Charter of rights rewritten with the Users' Council (was due in 2025).
- Involvement policy finished after the draft of October 2025.
- Health and safety refresher for all staff (certificates ended in February 2026).
- Self-assessment in June, internal audit in July, external audit in the week of 14 October 2026.

# Budget frame

Income 1,431,000 euro, of which the HSE service arrangement is 1,246,000 euro. Training budget 21,500 euro.

# Review

Quarterly in the management meeting; year-end review to the Board in February 2027. Staff took part on the
planning day of 6 November 2025, the Users' Council on 19 November 2025.
""",
)


def _plan_review(year: int, when: datetime, rows: str, text: str) -> Docx:
    """Return the year-end review of an annual plan."""
    return Docx(
        f"01 Governance/Review of annual plan {year}.docx",
        when,
        "Aoife Brannelly",
        f"Review of the annual plan {year}",
        head=f"{HEAD} | For the Board, {when:%B %Y}",
        body=f"""
Written by the quality coordinator with both managers; discussed in the staff meetings of both services in
January {year + 1} and in the Board on {when.day} {when:%B %Y}.

# Results against the plan

| Goal | Target {year} | Result {year} | State |
{rows}

# What we take from it

{text}
""",
    )


REVIEW_2024 = _plan_review(
    2024,
    datetime(2025, 2, 26, 11, 0),
    """\
| People decide: "I decide what is in my plan" | 72% | 74% | done |
| In paid work at 31 December | 14 | 14 | done |
| Hours of day activity outside our buildings | 48% | 46% | partly |
| Plans reviewed in the year | 60 of 60 | 59 of 60 | partly |
| Complaints answered | 9 of 9 | 9 of 9 | done |""",
    "The minibus was off the road for five weeks in October and that alone cost us the two points on "
    "community hours. The target for 2025 stays at 52%.",
)

REVIEW_2025 = _plan_review(
    2025,
    datetime(2026, 2, 25, 11, 0),
    """\
| People decide: "I decide what is in my plan" | 78% | 81% | done |
| In paid work at 31 December | 16 | 17 | done |
| Hours of day activity outside our buildings | 52% | 54% | done |
| Plans reviewed in the year | 64 of 64 | 62 of 64 | partly |
| Complaints answered | all | 10 of 11 | not done |
| Charter of rights rewritten | June 2025 | not started | not done |""",
    "Paid work went up for the third year. The charter was moved to 2026 because the easy-read writer was on "
    "leave. Complaint C-2025-09 passed its date and is on the improvement log (IMP-31).",
)

BOARD_2025_02 = Docx(
    "01 Governance/Board minutes 2025-02-26.docx",
    datetime(2025, 3, 3, 10, 0),
    "Geraldine Loftus",
    "",
    head=f"{HEAD} - Minutes of the Board - CONFIDENTIAL until approved",
    font="Times New Roman",
    body="""
**Minutes of the meeting of the Board of Directors held in Orchard House, Claremorris, on Wednesday 26
February
2025 at 7.30 pm**

Present: Eamonn Jennings-Daly (chair), six directors. In attendance: Nuala Heskin (Director), Aoife Brannelly
(quality coordinator, items 3 and 4), one member of the Users' Council (item 4).

# 1. Minutes of 27 November 2024

Agreed and signed.

# 2. Finance

Draft accounts for 2024: income 1,318,400 euro, surplus 17,150 euro. Audit fieldwork begins on 10 March.

# 3. Review of the annual plan 2024

The review was noted. Directors asked why community hours missed the target and were told of the minibus.

# 4. Code of Ethics, version 3

The code was read aloud in its short form by the member of the Users' Council. **Decision: the Board approved
version 3 of the Code of Ethics with effect from 1 March 2025.** It binds staff, volunteers, students and
directors. Sessions for staff, users and families to be finished by 30 June 2025.

# 5. Next meeting

28 May 2025.
""",
)

BOARD_2025_11 = Docx(
    "01 Governance/Board minutes 2025-11-26.docx",
    datetime(2025, 12, 1, 10, 0),
    "Geraldine Loftus",
    "",
    head=f"{HEAD} - Minutes of the Board",
    font="Times New Roman",
    body="""
**Minutes of the meeting of the Board of Directors held in Mill Yard, Castlebar, on Wednesday 26 November
2025**

Present: Eamonn Jennings-Daly (chair), five directors. Apologies: one. In attendance: Nuala Heskin (Director).

# 1. Walkabout

Directors spent an hour in the workshop before the meeting. Two people showed the new packing line. The chair
asked that a walkabout stay the first item of each meeting, with one question on quality noted each time.

# 2. Annual plan 2026

**Decision: the annual plan 2026 was approved.** The health and safety refresher must not slip past March. The
quality policy for 2026 to 2028 was approved with effect from 1 December 2025; it takes its goals from the
strategic plan.

# 3. Complaints

Ten of eleven complaints of 2025 are closed. The eleventh (transport, Day Service) is open beyond 30 working
days
because the contractor has not replied. The Director will write to the family.

# 4. Climate and waste

Electricity down 9% since the heating controls were changed; general waste 1.9 tonnes against 2.4 in 2024. The
second electric minibus is ordered for spring 2027.

# 5. Any other business

Open day on 2 May 2026 with the Tidy Towns group. Letter to the County Council about the crossing on
Ballyhaunis
Road to be repeated.
""",
)

BOARD_2026_02 = Docx(
    "01 Governance/Board minutes 2026-02-25 (draft).docx",
    datetime(2026, 3, 2, 9, 0),
    "Geraldine Loftus",
    "",
    head=f"{HEAD} - Minutes of the Board - DRAFT, not yet approved",
    font="Times New Roman",
    body="""
**Draft minutes of the meeting of the Board of Directors, Orchard House, Wednesday 25 February 2026**

Present: Eamonn Jennings-Daly (chair), six directors.

# 1. Review of the annual plan 2025

Noted. Six measures: three done, one partly done, two not done (charter of rights, complaint C-2025-09).

# 2. Accounts 2025

Draft: income 1,402,700 euro, expenditure 1,391,900 euro, surplus 10,800 euro. Sent to the auditors.

# 3. Risk register

Driver shortage raised from 9 to 12. Safety Statement: past its date since 15 January 2026, to be rewritten.

# 4. EQUASS

External audit on 14 and 15 October 2026. A director will be available for interview.
""",
)


def _accounts(year: int, when: datetime, signed: str, rows: str, summary: str) -> Pdf:
    """Return the audited accounts summary of a year."""
    return Pdf(
        f"01 Governance/Accounts/Lisnabrae audited accounts summary {year}.pdf",
        when,
        "Prendiville & Roe",
        f"Summary of the audited financial statements {year}",
        foot=f"Lisnabrae Services CLG | year ended 31 December {year}",
        body=f"""
Year ended 31 December {year}. All amounts in euro.

# Independent auditor's statement

We have audited the financial statements of Lisnabrae Services CLG for the year ended 31 December {year}. In
our
opinion they give a true and fair view of the assets, liabilities and financial position of the company and of
its result for the year, and have been properly prepared in accordance with FRS 102 and the Companies Act
2014.
We have nothing to report on going concern.

Signed by Hugo Prendiville for Prendiville & Roe, Statutory Audit Firm, Galway, on {signed}.

# Income and expenditure

| | {year} | {year - 1} |
{rows}

---

# Notes for readers

{summary}

A full copy of the statements is filed with the Charities Regulator and may be read in the office in
Claremorris.
An easy-read page with pictures is part of the yearly results poster.
""",
    )


ACCOUNTS_2024 = _accounts(
    2024,
    datetime(2025, 4, 16, 12, 0),
    "16 April 2025",
    """\
| HSE service arrangement | 1,146,000 | 1,098,200 |
| Employment programme funding | 98,600 | 92,400 |
| Fundraising and donations | 41,300 | 38,900 |
| Sales of Mill Yard workshop | 32,500 | 29,700 |
| **Total income** | **1,318,400** | **1,259,200** |
| Payroll | 1,012,400 | 968,300 |
| Transport | 118,350 | 112,800 |
| Premises | 84,700 | 82,900 |
| Programmes | 52,600 | 49,150 |
| Administration and audit | 33,200 | 32,050 |
| **Total expenditure** | **1,301,250** | **1,245,200** |
| **Surplus** | **17,150** | **14,000** |
| Reserves at 31 December | 218,750 | 201,600 |""",
    "Reserves are two months of expenditure; the policy of the Board is three. 77.8% of expenditure was "
    "payroll.",
)

ACCOUNTS_2025 = _accounts(
    2025,
    datetime(2026, 4, 22, 12, 0),
    "22 April 2026",
    """\
| HSE service arrangement | 1,221,500 | 1,146,000 |
| Employment programme funding | 104,200 | 98,600 |
| Fundraising and donations | 42,900 | 41,300 |
| Sales of Mill Yard workshop | 34,100 | 32,500 |
| **Total income** | **1,402,700** | **1,318,400** |
| Payroll | 1,088,300 | 1,012,400 |
| Transport | 121,900 | 118,350 |
| Premises | 89,400 | 84,700 |
| Programmes | 56,800 | 52,600 |
| Administration and audit | 35,500 | 33,200 |
| **Total expenditure** | **1,391,900** | **1,301,250** |
| **Surplus** | **10,800** | **17,150** |
| Reserves at 31 December | 229,550 | 218,750 |""",
    "Reserves are two months of expenditure. Payroll rose by 7.5% with the national pay agreement and one "
    "more job coach. The audit fee was 7,400 euro.",
)

CHART = Text(
    "01 Governance/org chart (old format).txt",
    """
LISNABRAE SERVICES CLG - who reports to whom               as at 31 December 2025

Board (7 directors)
  Director ........................................ Nuala Heskin           1
    Quality coordinator (0.6) ..................... Aoife Brannelly        1
    Administrator / complaints officer ............ Geraldine Loftus       1
    Manager, Day Service .......................... Declan Furey           1
      Support workers .............................                       13
      Driver and maintenance ......................                        1
    Manager, Employment Service ................... Sinead Moylette        1
      Job coaches .................................                        5
                                                                   --------
                                                                          24   (19.4 whole time)
Volunteers: 7
""",
    encoding="cp1252",
    newline="\r\n",
)

SOURCES: list[Source] = [
    STRATEGY,
    PLAN_2026,
    REVIEW_2024,
    REVIEW_2025,
    BOARD_2025_02,
    BOARD_2025_11,
    BOARD_2026_02,
    ACCOUNTS_2024,
    ACCOUNTS_2025,
    CHART,
]
