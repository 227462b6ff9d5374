"""Hold the policies and written procedures of the Irish sample provider."""

from __future__ import annotations

from datetime import datetime

from ireland_letters import Text
from ireland_writers import Docx, Pdf, Source

CODE_OF_ETHICS = Docx(
    "02 Policies/Code of Ethics v3.docx",
    datetime(2025, 2, 26, 14, 0),
    "Aoife Brannelly",
    "Code of Ethics",
    head="LS-POL-04 | Version 3 | Approved by the Board on 26 February 2025 | Valid from 1 March 2025 | "
    "Review by 28 February 2028",
    body="""
# 1. Whom this code binds

It binds every employee, volunteer, student on placement, contractor on our premises and director of Lisnabrae
Services, in the Day Service and in the Employment Service, in the van and online.

# 2. Four questions for a hard moment

1. Would the person think it right if they saw it from my place?
2. Is it within the law and our policies?
3. Would I tell my colleagues about it tomorrow?
4. If I am not sure, whom have I asked?

# 3. Towards the people we support

- We speak with the person, not about the person. We use the name that the person chooses.
- We knock. We ask before we touch, before we take a photo, before we open a bag or a phone.
- Personal care happens behind a closed door, with a person of the user's choice where the rota allows.
- We do not lend, borrow, buy or sell. Gifts above 15 euro are declined or shared, and written in the gift
book.
- We are no friends on private social media while we are paid to be here.

# 4. Towards colleagues, families and partners

We disagree in the room and not in the car park. Families hear from us what the person agrees to share.

# 5. Skill

We say when we do not know how. We take part in the yearly dilemma session.

# 6. When the code is broken

Tell your manager or the Director the same day. Abuse, neglect or missing money is always a matter for the
designated officer (see LS-POL-07). Nobody is punished for a report made in good faith.

# 7. How it is made known

Signed at induction and after each new version; a dilemma session in each service every year; an easy-read
page
with pictures for users; a letter and an evening for families; a copy beside each notice board.

# 8. How we see that it works

Share of staff and volunteers who signed; share of users who took part in a session; number of breaches
reported and dealt with. The figures go to the Board each February.
""",
)

SAFEGUARDING = Pdf(
    "02 Policies/LS-POL-07 Safeguarding and prevention of abuse v4.pdf",
    datetime(2024, 9, 25, 9, 0),
    "Nuala Heskin",
    "Safeguarding and prevention of abuse",
    foot="LS-POL-07 | Version 4 | Valid from 1 October 2024 | Review by 30 September 2026",
    body="""
Approved by the Director on 25 September 2024. Owner: manager of the Day Service.

# 1. Our position

No abuse is small. Every concern is reported on the day, whoever is said to have caused it. This procedure
covers physical, sexual and psychological abuse, neglect, discrimination, institutional practice and
**financial
exploitation**, in both services, in transport, at work placements and online.

# 2. Designated officers

| Service | Designated officer | Deputy |
| Day Service | Declan Furey | Brid Gaughan |
| Employment Service | Sinead Moylette | Colm Hession |

# 3. Signs

Sudden fear of a person or a place; unexplained marks; money that is short; a new "friend" who holds the bank
card; silence where there was talk; a plan that serves the rota and not the person.

# 4. Prevention

- Garda vetting before the first day for all staff and volunteers, and every three years.
- Two-person rule for personal care of people who cannot report; door alarm records checked monthly.
- Yearly training, with a short test (pass mark 8 of 10).
- Prevention review every November: what do the records of the year tell us to change?

---

# 5. Handling of money

1. People hold their own money and cards. Support is agreed in the plan and signed.
2. Each supported purchase has a receipt and a line in the cash book, with two signatures.
3. The manager checks all cash books in the first week of the month.
4. No loans, no lottery syndicates, no shared cards. Staff never know a PIN.

# 6. What you do

1. Make the person safe and call 112 if needed.
2. Listen. Do not question, do not promise silence.
3. Tell the designated officer the same day and write the concern form in the person's own words.
4. The officer makes the preliminary screening within three working days and informs the HSE safeguarding and
   protection team.
5. The person is told, in a way they understand, what happens next, and may bring a supporter.

# 7. Afterwards

Support for the person, the one who reported and the one who is accused. What we learned goes to the
improvement log without names.
""",
)

SAFETY_STATEMENT = Docx(
    "02 Policies/Safety Statement 2024.docx",
    datetime(2024, 1, 15, 10, 0),
    "Declan Furey",
    "Safety Statement and health and safety plan",
    head="LS-HS-01 | Valid from 15 January 2024 to 15 January 2026",
    body="""
Prepared under section 20 of the Safety, Health and Welfare at Work Act 2005. Signed by the Director, Nuala
Heskin, on 15 January 2024. Safety representative: Tomas Ruane.

# 1. Whom it protects

Employees, volunteers, visitors and **the people who use the Day Service and the Employment Service**.

# 2. Main hazards and controls

| Hazard | Where | Controls | Responsible |
| Fire | both buildings | alarms, two drills a year, personal evacuation plans | managers |
| Moving and handling | Day Service | hoists serviced twice a year, trained staff only | D. Furey |
| Hot surfaces, knives | training kitchen | coloured boards, one-to-one for new cooks | support workers |
| Machines | Mill Yard workshop | guards, lock-off, induction card for each user | S. Moylette |
| Minibus | roads | four-point belts, daily check sheet | driver |
| Challenging situations, lone work | both, outreach | buddy call, incident review in 48 hours | managers |

# 3. Training

Manual handling and fire warden training every two years; first aid every two years; food safety once.

# 4. Incidents

All incidents and near misses are written in the register on the day. The managers look for patterns monthly.

# 5. Review

This statement ends on 15 January 2026 and must be reviewed with staff and users before then.
""",
)

DATA_PROTECTION = Docx(
    "02 Policies/Confidentiality and data protection.docx",
    datetime(2025, 5, 12, 10, 0),
    "Aoife Brannelly",
    "Confidentiality, records and privacy",
    head="LS-POL-09 | Version 2.1 | Approved by the Director on 12 May 2025 | Review by 31 May 2027",
    body="""
# 1. What we hold

Names, contact and health details, plans and daily notes of people supported; files of staff and volunteers.
The
basis is the contract, the law and, for photos and stories, consent that can be taken back.

# 2. Accuracy of records

- Notes are written on the day, signed, in words that the person could read. Facts first, opinions marked.
- Corrections are struck through, never painted over. People may read their file and add a page.
- Each keyworker checks the front sheet of a file in January and July.

# 3. Privacy, dignity and bodily integrity

Phones and letters belong to the person. Doors close. No camera inside. Touch only with consent or in danger.
Medication is given out of sight of others.

# 4. Access and storage

Locked cabinets, one key holder in each service; laptops encrypted; files leave the house only in the zip bag.
Day files are kept for seven years after the person leaves, then shredded with a certificate.

# 5. When something goes wrong

Tell the quality coordinator at once. She decides with the Director within 72 hours whether the Data
Protection
Commission and the person must be informed. Breaches are numbered in the register.

# 6. Regular review

The procedure is checked every May: a sample of ten files, key register, list of users with access. The last
check was on 8 May 2025 (two front sheets out of date, corrected on 9 May 2025).
""",
)

PRIVACY_CHECK = Text(
    "02 Policies/privacy check may 25.txt",
    """
Yearly check of confidentiality and records (LS-POL-09, point 6)

Done 8 May 2025 by Aoife, with Geraldine.

10 files (6 Day Service, 4 Employment Service): two front sheets out of date -> keyworkers, corrected 9 May
Keys: all there, register signed
Access list: one leaver of March still in -> closed same day
Photos: consent list complete since C-2025-03
Breaches since last May: 1 (letter to old address), not notifiable, see register no 3

Procedure itself: add rule on phones with cameras -> version 2.1, approved 12 May 2025

next check: May 2026
""",
    newline="\r\n",
)

RECRUITMENT = Docx(
    "02 Policies/Recruitment & retention policy 2024.docx",
    datetime(2024, 6, 10, 10, 0),
    "Nuala Heskin",
    "Recruitment and retention",
    head="LS-POL-11 | Version 2 | Valid from 1 July 2024 | Review by 30 June 2027",
    body="""
# 1. Principles

Posts are filled on merit, openly and without discrimination on any of the grounds of the Employment Equality
Acts. Users take part in the choice of those who support them.

# 2. Steps

1. The manager checks the job description and what the team lacks.
2. Advert on our page and in the local papers for at least ten days.
3. Shortlist by two people against the criteria.
4. Interview with three members, one of them a member of the Users' Council with a vote.
5. Two references, Garda vetting, right to work.
6. Notes are kept for twelve months, then shredded.

# 3. The first six months

Induction list of 22 points (rights, ethics, safeguarding, fire, records), buddy for four weeks, talks in
month
1, 3 and 6.

# 4. Keeping people

Yearly talk, training budget, choice of rota pattern, service awards at 5, 10 and 20 years, exit interview.

# 5. Measures

Turnover, days to fill a post, share of exit interviews held. 2024: turnover 9% (2 of 22), 41 days, 2 of 2.
2025: turnover 8% (2 of 24), 38 days, 2 of 2.
""",
)

INVOLVEMENT_DRAFT = Docx(
    "02 Policies/Involvement policy DRAFT Oct 25 (AB comments).docx",
    datetime(2025, 10, 20, 17, 40),
    "Aoife Brannelly",
    "Involvement policy - DRAFT",
    head="DRAFT 0.3 - not approved - not for use",
    body="""
# Purpose

To describe how people take part in planning, delivering and evaluating our services. [AB: council wants one
page
with pictures first, then the long text]

# Where people have a say

- The Users' Council: six elected members, meets four times a year.
- House meetings: Monday in Claremorris, Friday in Castlebar.
- Interview panels, one member with a vote.
- [AB: families? Sinead to write two lines]

# Answering proposals

Each proposal is written in the register and answered within 20 working days, yes, no or later, with the
reason.

# Evaluation

TO DO
""",
)

EMPOWERMENT = Text(
    "02 Policies/empowerment concept - notes for working group.md",
    """
# Empowerment concept: notes for the working group

Working group: Aoife, Brid, two members of the Users' Council. First meeting 3 June 2026.

## What we mean

Empowerment is when a person gains power over their own days: knows more, dares more, decides more, is
counted on.

## Four places where it happens

- in myself: skills, confidence
- with others: friends, my say in the group
- in the service: what is on the board, who is hired
- in the town: vote, job, club

## Still open

- which scale do we use before and after? (Sligo people use a five-step ladder)
- training for users and staff together, autumn?
- who approves: Board in September
""",
)

CORE_PROCESSES = Pdf(
    "10 Quality/LS-QP-02 Core processes.pdf",
    datetime(2024, 11, 20, 10, 0),
    "Aoife Brannelly",
    "Core processes",
    foot="LS-QP-02 | Version 1.2 | Approved by the Director on 20 November 2024 | Review by 30 November 2027",
    body="""
Three core processes carry our mission. Each has an owner, a checklist and two measures.

# 1. Arriving

| Step | Who | Record | Time limit |
| First contact, visit | manager | enquiry sheet | answer in 5 working days |
| Getting to know the person, family and circle | keyworker | holistic profile | 6 weeks |
| Decision to start, service agreement | manager and person | agreement, signed | 8 weeks |

Measures: days from contact to start; share of profiles finished within 6 weeks.

# 2. Living the plan

| Step | Who | Record | Time limit |
| Plan meeting, led by the person | person, keyworker | plan | 12 weeks from start |
| Weekly choices | person | week board, work diary | each week |
| Coordination with home, health and work | keyworker | meeting note | every 3 months |
| Review | person, keyworker | review sheet | at least once a year |

Measures: plans reviewed on time; goals reached.

---

# 3. Moving on

| Step | Who | Record | Time limit |
| Talk about the next step | keyworker or job coach | plan | 3 months before |
| Handover | both services or new provider | handover sheet | before the last day |
| Follow-up | job coach or keyworker | follow-up register | month 3, 6 and 12 |

Measures: follow-ups made; unplanned endings.

# Control

The quality coordinator checks five files of each service every quarter. Results go to the management meeting.
""",
)

IMPROVEMENT = Docx(
    "10 Quality/Improvement procedure.docx",
    datetime(2024, 3, 6, 10, 0),
    "Aoife Brannelly",
    "Improvement and learning",
    head="LS-QP-01 | Version 2 | Approved by the Director on 6 March 2024 | Review by 31 March 2027",
    body="""
# The cycle

1. **See it.** Complaints, incidents, proposals, surveys, audits, results and ideas all lead to one
improvement log.
2. **Plan it.** The owner writes cause, measure, date and how we shall know that it worked.
3. **Do it.** In one group first where that is possible.
4. **Check it.** The owner enters the effect; no effect, not closed.
5. **Keep it or change it.** Procedures and training follow; the meeting hears what was learned.

# Who

Everybody may enter an idea. Managers look at the log with their teams every month, the management meeting
every
quarter. The quality coordinator keeps the log and plans the internal audits.

# Learning together

A learning hour on the last Thursday of the month, open to staff, volunteers and users.
""",
)

PLANNING = Docx(
    "02 Policies/My Plan - procedure and form.docx",
    datetime(2024, 10, 2, 10, 0),
    "Brid Gaughan",
    "My Plan: procedure and form",
    head="LS-PRO-05 | Version 3 | Approved by the Director on 2 October 2024 | Review by 31 October 2026",
    body="""
# 1. Everybody has a plan

Each person has a plan with their own words, needs, wishes, services, goals and results, from week 12 on. It \
is
reviewed at least once a year, sooner if the person asks.

# 2. The person leads

- Before: the person chooses the day, the place, who comes, and whether an advocate comes. The keyworker
brings the
  picture cards.
- During: the person, or whom they choose, opens each point. Disagreement is written down as said.
- After: the person signs or marks the plan and gets a copy in the form they use. No signature, no plan.
- If the person does not want a plan meeting we write that, and ask again after three months.

# 3. Supporting decisions

We presume that each person can decide and give the help that this needs (Assisted Decision-Making
(Capacity) Act
2015). A decision-making assistant or co-decision-maker is invited where there is one.

# 4. Form

| Part | Question |
| My life | What is good now? What do I want to change? |
| What matters | People, places, money, health, faith, fun |
| My goals | In my own words, at most four |
| Steps | What, who helps, until when |
| How it went | I think: reached, partly, not yet. Why? |

# 5. Measures

Plans reviewed in the year; goals in own words; people who say "I decide what is in my plan".
""",
)

SOURCES: list[Source] = [
    CODE_OF_ETHICS,
    SAFEGUARDING,
    SAFETY_STATEMENT,
    DATA_PROTECTION,
    PRIVACY_CHECK,
    RECRUITMENT,
    INVOLVEMENT_DRAFT,
    EMPOWERMENT,
    CORE_PROCESSES,
    IMPROVEMENT,
    PLANNING,
]
