"""Hold the papers of the Irish sample provider on complaints, the Users' Council, rights and surveys."""

from __future__ import annotations

from datetime import datetime

from ireland_letters import Mail, Scan, Text
from ireland_writers import Docx, Pdf, Sheet, Source

CONTRACTOR_NOTE = Pdf(
    "bus times September 2025.pdf",
    datetime(2025, 10, 21, 9, 0),
    "Declan Furey",
    "Route 3: arrival times in September 2025",
    body="""
From the day book of Orchard House. Planned arrival 9.45.

| Date | Arrived | Late by |
| 4 September 2025 | 10.21 | 36 minutes |
| 9 September 2025 | 10.27 | 42 minutes |
| 16 September 2025 | 10.25 | 40 minutes |
| 22 September 2025 | 10.29 | 44 minutes |

On all other days the bus was at most 10 minutes late.
""",
)

COMPLAINT_MAIL = Mail(
    "04 Complaints/RE_ C-2025-09 transport.eml",
    datetime(2025, 10, 21, 16, 48),
    "Declan Furey <declan@lisnabrae.example>",
    "Geraldine Loftus <office@lisnabrae.example>",
    "RE: C-2025-09 transport",
    """
Geraldine,

the contractor promised figures by 10 October and has not sent them. I attach our own times from the day
book: four
days of 36 to 44 minutes. The mother of D-07 was told by phone on 24 September that we have her complaint,
and on 21
October that it takes longer. She is not happy, and she is right.

I cannot close it before we know which bus runs from November. Please leave it open in the log.

Declan
""",
    attached=CONTRACTOR_NOTE,
)

COMPLAINT_LETTER = Scan(
    "04 Complaints/letter family June 2025 (scan).pdf",
    datetime(2025, 6, 5, 11, 2),
    """
                                              Knock Road
                                              3 June 2025


Dear Geraldine,

I am the sister of one of your people in Claremorris. We heard
only last week that Orchard House closes from 28 July to 8 August.
My leave is booked for the first two weeks of July and cannot be
changed now.

This is the second year that the dates came so late. Please send
the dates for the whole year in January. And please tell me who
can be with him on the days from 28 July.

He is very happy with you otherwise. He talks about the garden
all evening.

With regards,

~

(name and address known to the office - C-2025-06)
""",
    tilt=-0.9,
    stamp="REC'D 5 JUN 2025",
)

COMPLIMENTS = Text(
    "04 Complaints/compliments.txt",
    """
13/02/2025  mother of D-22: "He came home and told me the news of the day. First time."
02/05/2025  baker in Castlebar: W-05 is the most punctual of all my people
09/07/2025  D-11: i like my week board
19/12/2025  card from three families, in frame in the hall
24/04/2026  Tidy Towns: thanks for 31 hours of work on the allotment
""",
)


def _council(day: datetime, people: str, points: str) -> Docx:
    """Return minutes of a meeting of the Users' Council."""
    return Docx(
        f"05 Users Council/{day:%Y-%m-%d} users council minutes.docx",
        day,
        "Brid Gaughan",
        f"Users' Council: {day.day} {day:%B %Y}",
        font="Verdana",
        head="Easy to read. Pictures are on the wall copy.",
        body=f"Who was there: {people}. Brid wrote.\n\n{points}",
    )


COUNCIL_2024_11 = _council(
    datetime(2024, 11, 20, 14, 0),
    "D-11 (chair), D-07, D-19, W-03, W-12; W-20 was sick",
    """
# 1 What became of our ideas

The quiet corner is ready. The later bus on Fridays did not work: no driver.

# 2 Plan for next year

We looked at the plan for 2025 with pictures. We want: more cooking, a trip with one night away, and the
list of
jobs on the wall. Declan wrote it down.

# 3 Complaints

Geraldine came. She showed the form and the picture card. Nine people complained this year. All got an
answer, or will.
""",
)

COUNCIL_2025_03 = _council(
    datetime(2025, 3, 19, 14, 0),
    "D-11 (chair), D-07, D-19, W-03, W-12, W-20",
    """
# 1 Welcome

Everybody said one good thing.

# 2 Rules of respect

Aoife read the short Code of Ethics. We played two hard moments. W-12 said: "Ask me first. Then I say yes or
no."

# 3 What we want to change

- The week board is too high for chairs.
- We want to choose the music in the bus.
- The pay slip is hard.

All three are in the register of proposals.

# 4 Survey

The questions of the survey are too long. We cut them from 22 to 14.
""",
)

COUNCIL_2025_11 = _council(
    datetime(2025, 11, 19, 14, 0),
    "D-11 (chair), D-07, D-30, W-03, W-12, W-20",
    """
# 1 New member

D-30 was elected in October, with 19 of 33 votes.

# 2 What became of our ideas

23 ideas this year. 17 are done, 3 are being done, 3 got a no with the reason.

# 3 Plan 2026

We want to lead our own review meetings. We want the new charter with pictures that we were promised.

# 4 How did we work this year

We gave marks with stones. "I can say what I think": 6 of 6. "It changes something": 5 of 6. "I understand the
papers": 4 of 6. Next year: papers one week before, one page.
""",
)

COUNCIL_2026_03 = _council(
    datetime(2026, 3, 18, 14, 0),
    "D-11 (chair), D-07, D-30, W-03, W-20; W-12 was at work",
    """
# 1 Charter

Aoife brought the draft of the charter. It is too long. D-07 and W-20 help to make it shorter.

# 2 Complaints

Geraldine showed the new way to complain. We each took the card. We know the name of the person who helps:
Geraldine.

# 3 Ideas

Job tasters on Friday. A second bench in the garden.
""",
)

COUNCIL_REPORT = Docx(
    "05 Users Council/Users Council yearly report 2025.docx",
    datetime(2026, 1, 21, 10, 0),
    "Brid Gaughan",
    "Our year 2025: report of the Users' Council",
    font="Verdana",
    body="""
We met four times: 15 January, 19 March, 17 September and 19 November 2025. We are six members, chosen by
the people
in both houses.

# Our ideas

| | 2024 | 2025 |
| ideas | 16 | 23 |
| done | 10 | 17 |
| being done | 2 | 3 |
| no, with a reason | 4 | 3 |

# Where we had a say

Two of us sat on panels for new staff (4 interviews). We cut the survey. We read the plan for 2026.

# What we think of taking part

We talked about it on 19 November 2025 with Aoife and with both managers. Good: we are asked and things
change. Not
good: long papers, and people at work cannot come on Wednesdays. In 2026 two meetings are on Saturday morning.
""",
)

RIGHTS_SESSIONS = Docx(
    "05 Users Council/Rights - group sessions with pictures 2025.docx",
    datetime(2025, 5, 8, 16, 0),
    "Ewa Nowicka",
    "Knowing our rights: group sessions in 2025",
    body="""
The old charter of 2019 with its twelve picture cards was used. Sessions of 45 minutes, groups of at most
eight.

| Date | Where | People | Led by |
| 1 April 2025 | Orchard House | 12 | Ewa, D-11 |
| 8 April 2025 | Orchard House | 12 | Ewa, D-11 |
| 15 April 2025 | Orchard House | 10 | Brid |
| 29 April 2025 | Mill Yard | 14 | Ewa, W-03 |
| 8 May 2025 | Mill Yard | 12 | Ewa, W-03 |

60 of 64 people took part. At the end each showed two cards and said what they mean: 51 of 60 could.

# What people said

"I did not know that I can read my file." "The card about money is good." "Nobody may open my letters."

# Next

New cards with the new charter.
""",
)

RIGHTS_SURVEY = Sheet(
    "06 Surveys/rights survey April 2025.xlsx",
    datetime(2025, 5, 2, 12, 0),
    "Aoife Brannelly",
    "Rights survey 2025",
    {
        "Results": """
Rights survey, 7 to 30 April 2025, interviews by two trained users, picture scale
n = 46 of 64 (72%); helped by a relative: 5

Statement | Day yes | Day n | Work yes | Work n | All yes | Share
My rights are respected here | 24 | 27 | 18 | 19 | 42 | 91%
I know how to complain | 20 | 27 | 18 | 19 | 38 | 83%
I can say no | 23 | 27 | 17 | 19 | 40 | 87%
I know somebody who speaks up for me | 21 | 27 | 14 | 19 | 35 | 76%
""",
    },
)

SOURCES: list[Source] = [
    COMPLAINT_MAIL,
    COMPLAINT_LETTER,
    COMPLIMENTS,
    COUNCIL_2024_11,
    COUNCIL_2025_03,
    COUNCIL_2025_11,
    COUNCIL_2026_03,
    COUNCIL_REPORT,
    RIGHTS_SESSIONS,
    RIGHTS_SURVEY,
]
