"""Hold the papers on staff of the Irish sample provider: training, survey, jobs, safety at work."""

from __future__ import annotations

from datetime import datetime

from ireland_letters import Mail, Scan, Text
from ireland_writers import Docx, Pdf, Sheet, Source

DEVELOPMENT_PLAN = Docx(
    "03 Staff/Training/Staff development plan 2026.docx",
    datetime(2026, 1, 14, 9, 0),
    "Aoife Brannelly",
    "Staff development plan 2026",
    head="Approved by the Director on 14 January 2026",
    body="""
Made from 22 yearly talks held in October and November 2025, the training matrix, the plan 2026 and what
users said
in the survey of 2025 ("new staff should learn Lamh").

| Need | Who | What | Hours | By | Effect we look for |
| Health and safety refresher | all 24 | manual handling, fire warden | 7 | 31 Mar 2026 | valid certificates |
| Quality of life | all 24 | second workshop | 4 | 30 Apr 2026 | domains used in plans |
| Lamh for new staff | 5 | evening course | 10 | 30 Jun 2026 | signs used daily |
| Job carving | 5 job coaches | two days | 14 | 31 May 2026 | 8 new starts |
| Leading reviews from behind | 13 | practice with users | 6 | 31 Oct 2026 | 30 people chair their review |

Each talk ends with one personal goal. The goals are looked at again in June with the manager.
""",
)

TALKS = Text(
    "03 Staff/yearly talks 2025.csv",
    """
service,staff,talks held,plan agreed,job description read and signed,mid-year look
Day Service,15,14,14,15,14
Employment Service,6,6,6,6,5
Office,3,2,2,3,2
Total,24,22,22,24,21
""",
    newline="\r\n",
)

SAFETY_TRAINING = Pdf(
    "03 Staff/Training/H&S refresher attendance Feb 2024.pdf",
    datetime(2024, 2, 20, 17, 0),
    "Tomas Ruane",
    "Attendance: manual handling and fire warden refresher",
    foot="Certificates are valid for two years",
    body="""
Date: 20 February 2024, Orchard House, 9.30 to 16.30. Trainer: Dermot Quirke. Certificates valid until 20
February
2026.

| No | Initials | Service | Manual handling | Fire warden |
| 1 | D.F. | Day Service | yes | yes |
| 2 | B.G. | Day Service | yes | yes |
| 3 | T.R. | Day Service | yes | yes |
| 4 | E.N. | Employment Service | yes | no |
| 5 | C.H. | Employment Service | yes | yes |
| 6 | S.M. | Employment Service | yes | yes |
| 7 to 20 | see sheet on file | both | yes | no |

20 of 22 members of staff took part. Two were on leave and are booked for the next course.
""",
)

RIGHTS_TRAINING = Pdf(
    "03 Staff/Training/rights workshop 2024-03-06.pdf",
    datetime(2024, 3, 6, 16, 30),
    "Aoife Brannelly",
    "Workshop: rights in our daily work",
    foot="Attendance and test",
    body="""
6 March 2024, 13.30 to 16.30, Mill Yard. Led by Aoife Brannelly and two members of the Users' Council.

# What we did

The charter of 2019, the UN Convention on the Rights of Persons with Disabilities in plain words, three
cases: the
locked fridge, the opened letter, the cancelled trip.

# Who was there

| Service | Staff | Took part | Test passed (8 of 10) |
| Day Service | 14 | 13 | 12 |
| Employment Service | 5 | 5 | 5 |
| Office | 3 | 2 | 2 |
| Total | 22 | 20 | 19 |

To be repeated in 2026 for everybody, with the new charter.
""",
)


def survey_actions(state: str, rota: str, thanks: str, last: str) -> Docx:
    """Return the action list after the staff survey as it stood in the given month."""
    return Docx(
        "03 Staff/Staff survey - what we do about it.docx",
        datetime(2025, 11, 17, 9, 0),
        "Nuala Heskin",
        "Staff survey 2025: what we do about it",
        body=f"""
Agreed in the staff meetings of 11 November (Day Service) and 13 November 2025 (Employment Service).

| What you said | What we do | Who | By | State {state} |
| Rota told too late | rota three weeks ahead | D. Furey | 1 Jan 2026 | {rota} |
| More time for reviews | two afternoons each month without transport | managers | 1 Feb 2026 | done |
| Safety refresher | course for all | D. Furey | 31 Mar 2026 | not yet booked |
| Thank-you that is meant | service awards in December, volunteers' dinner in May | N. Heskin | 31 May 2026 \
| {thanks} |

Awards on 12 December 2025: three people with 10 years, one with 20. {last}
""",
    )


SURVEY = Sheet(
    "03 Staff/staff survey OCT 2025 results.xlsx",
    datetime(2025, 10, 30, 16, 0),
    "Geraldine Loftus",
    "Staff survey October 2025",
    {
        "Results": """
Staff survey, 6 to 24 October 2025, on paper, no names: our own questions
Sent 24, returned 21 (88%). Survey of 2024: sent 22, returned 17 (77%)

Statement | Agree 2024 | Agree 2025 | n 2025
I would recommend us as an employer | 76% | 81% | 21
I know the long-term quality goals | 59% | 67% | 21
I know the Code of Ethics and where to find it | 82% | 100% | 21
I know how to help somebody make a complaint | 88% | 95% | 21
I know what I must do on health and safety | 82% | 71% | 21
Training changed how I work | 64% | 76% | 21
""",
        "Comments": """
Theme | Times named
Rota told too late | 7
More time for reviews | 5
Good team | 9
Safety refresher please | 4
""",
    },
)

SURVEY_ACTIONS = survey_actions(
    "June 2026", "done", "done", "The volunteers' dinner was on 15 May 2026 (7 of 7 came)."
)

STAFF_MEETING = Docx(
    "03 Staff/Meetings/2026-03-12 staff meeting day service.docx",
    datetime(2026, 3, 13, 8, 50),
    "Brid Gaughan",
    "",
    font="Arial",
    body="""
**Staff meeting Day Service, Thursday 12 March 2026, 15.30. Present: 12 of 15. Notes: Brid**

## 1 One good thing

Each said in one sentence how last week served the mission. Best of the week: D-14 ordered for the whole
table.

## 2 Quality item: complaints

Declan went through the new complaints procedure with the three example cases. All 12 could name the steps
and where
the form is. Absent: three, will do it on 19 March.

## 3 Ideas

Tomas: week board at wheelchair height (idea 14). Agreed, cost 60 euro. Ewa's idea of job tasters on Fridays
goes to
both managers.

## 4 Recruitment

New policy is in the blue folder. All present know that a member of the Users' Council sits on each panel.

## 5 Safety

Statement is out of date since January. Refresher not booked. Declan: in April. **Repeated from November!**
""",
)

JOB_SUPPORT = Docx(
    "03 Staff/Job descriptions/JD support worker v5.docx",
    datetime(2024, 5, 20, 9, 0),
    "Nuala Heskin",
    "Job description: support worker",
    head="Version 5 | 20 May 2024 | reviewed 21 May 2025",
    body="""
**Reports to:** manager of the Day Service. **Stands in for:** other support workers, in emergencies the
manager.

# Purpose

To support people to live the lives they plan, in the town first.

# Tasks

- keyworker for up to four people: plan, review, contact with family and circle
- supports choice each day; supports personal care with dignity
- writes notes on the day; reports concerns the same day

# Requirements

QQI Level 5 in healthcare support or social care, or the will to reach it in two years; clean B licence; Garda
vetting; safeguarding, manual handling, first aid; Lamh in the first year.

# Duties to quality

Knows the rights of users, the Code of Ethics and the complaints procedure and takes part in improvement.
""",
)

JOB_COACH = Docx(
    "03 Staff/Job descriptions/JD job coach.docx",
    datetime(2024, 5, 20, 9, 30),
    "Nuala Heskin",
    "Job description: job coach",
    head="Version 3 | 20 May 2024 | reviewed 21 May 2025",
    body="""
**Reports to:** manager of the Employment Service.

# Purpose

To find with each person a job that fits, to teach it on the spot, and to step back.

# Tasks

- vocational profile, job search with the person, talk with employers
- instruction at the workplace; visits in week 2, 6 and 12; follow-up in month 3, 6 and 12
- links with the Department of Social Protection and with the person's circle

# Requirements

QQI Level 6 or equal experience; supported employment training; B licence; Garda vetting; safeguarding.
""",
)

FIRE_LETTER = Scan(
    "Scans and odds/SCAN_20250617_0931.pdf",
    datetime(2025, 6, 17, 9, 31),
    """
*MAYO COUNTY COUNCIL
Fire and Emergency Section
Castlebar, Co. Mayo


Lisnabrae Services CLG
Orchard House
Ballyhaunis Road, Claremorris                 12 June 2025


*Re: Fire safety inspection of Orchard House on 4 June 2025

Dear Mr Furey,

thank you for your help during the inspection. The escape routes
were clear, the alarm and the emergency lights worked, and the
personal evacuation plans of six persons were seen.

Two matters are to be put right by 31 August 2025:

1. The self-closer of the door to the training kitchen is broken.
2. The drill book has no entry on the time of evacuation for the
   drill of March 2025.

Please confirm in writing when this is done.

Yours sincerely,

~

L. Gilraine
Assistant Chief Fire Officer
""",
    stamp="REC'D 17 JUN 2025",
)

ROTA_MAIL = Mail(
    "03 Staff/FW_ staffing ratio Day Service Q1.eml",
    datetime(2026, 4, 3, 10, 12),
    "Declan Furey <declan@lisnabrae.example>",
    "Nuala Heskin <nuala@lisnabrae.example>",
    "Staffing ratio Day Service, first quarter 2026",
    """
Hi Nuala,

for the HSE quarterly return: agreed ratio is 1 to 4 in Orchard House. January 1 to 3.8, February 1 to 4.1
(flu, three
days below the minimum, covered by Mill Yard), March 1 to 3.7. Sick leave in the quarter 4.6 per cent.
Nobody worked
more than 48 hours in a week.

The safety certificates ran out on 20 February. I have asked two trainers for dates.

Declan
""",
)

SOURCES: list[Source] = [
    DEVELOPMENT_PLAN,
    TALKS,
    SAFETY_TRAINING,
    RIGHTS_TRAINING,
    SURVEY,
    SURVEY_ACTIONS,
    STAFF_MEETING,
    JOB_SUPPORT,
    JOB_COACH,
    FIRE_LETTER,
    ROTA_MAIL,
]
