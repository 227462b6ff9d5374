"""Hold complaints, incidents, risks, partners and comparisons of the Irish sample provider as rows of registers."""

from __future__ import annotations

from datetime import datetime

from ireland_letters import Text
from ireland_writers import Book, Sheet, Source

# The log of 2024 is a spreadsheet of the provider's own; the later ones are workbooks of the program.
COMPLAINTS_2024 = Sheet(
    "04 Complaints/complaints-log-2024.xlsx",
    datetime(2025, 1, 10, 9, 0),
    "Geraldine Loftus",
    "Complaints log 2024",
    {
        "2024": """
Complaints log 2024 - Lisnabrae Services - 9 complaints, 9 answered

No | Received on | How it came | Complaint from | Service | Subject | Receipt confirmed | Answered | Outcome | Complainant satisfied | What we learned
C-2024-01 | 2024-01-22 | spoken | user | Day Service | Heating in art room | 2024-01-23 | 2024-02-05 | upheld | yes | Thermostat serviced
C-2024-02 | 2024-02-14 | letter | family | Day Service | Late bus | 2024-02-15 | 2024-03-08 | upheld | yes | Call if more than 10 minutes late
C-2024-03 | 2024-03-19 | form | user | Employment Service | Tone of a job coach | 2024-03-20 | 2024-04-11 | upheld | yes | Talk and dilemma session
C-2024-04 | 2024-05-02 | e-mail | other | Employment Service | Employer: no visit for six weeks | 2024-05-03 | 2024-05-17 | upheld | yes | Visits in week 2, 6, 12
C-2024-05 | 2024-06-11 | picture card | user | Day Service | Lunch choice | 2024-06-11 | 2024-06-20 | upheld | yes | Menu vote on Mondays
C-2024-06 | 2024-07-30 | spoken | user | Day Service | Phone was taken away | 2024-07-30 | 2024-08-14 | upheld | yes | Privacy rule read again in team
C-2024-07 | 2024-09-09 | form | family | Day Service | Changed keyworker | 2024-09-11 | 2024-10-15 | partly | no | Person chooses keyworker (IMP-22)
C-2024-08 | 2024-10-21 | letter | other | Day Service | Neighbour: parking of minibus | 2024-10-22 | 2024-11-12 | upheld | yes | New parking place
C-2024-09 | 2024-11-28 | box | anonymous | Employment Service | Noise in workshop | 2024-12-02 | 2024-12-16 | upheld | not known | Ear protection, answer on board
"""
    },
)

COMPLAINTS_2025 = Book(
    "04 Complaints/complaints-log-2025.xlsx",
    "complaints",
    {
        "complaints": """
number | received | channel | complainant | service | topic | severity | responsible | acknowledged | answered | outcome | satisfied | lesson | action
C-2025-01 | 2025-01-16 | oral | user | day | Toilet door does not lock | medium | Declan Furey | 2025-01-16 | 2025-01-24 | upheld | yes | Nobody looked at locks until one broke. | Weekly walkround list
C-2025-02 | 2025-02-10 | form | user | work | Bus pass not ordered | low | Sinead Moylette | 2025-02-11 | 2025-02-21 | upheld | yes | Everybody thought that somebody else had done it. | Checklist at start
C-2025-03 | 2025-03-03 | email | family | day | Photo used without asking | high | Declan Furey | 2025-03-04 | 2025-03-27 | upheld | yes | Consent was in the file and not where photos are taken. | Consent list beside the camera
C-2025-04 | 2025-04-08 | picture_card | user | day | Too loud at lunch | low | Declan Furey | 2025-04-08 | 2025-04-17 | upheld | yes | Some people cannot eat in a full room. | Quiet table
C-2025-05 | 2025-05-13 | oral | user | work | Wants another placement | medium | Sinead Moylette | 2025-05-14 | 2025-06-12 | partly | yes | Doubts come in the first week, our visit came in the second. | Talk before week 2
C-2025-06 | 2025-06-05 | letter | family | day | Summer closing dates late | medium | Geraldine Loftus | 2025-06-06 | 2025-06-25 | upheld | yes | Families book their leave in winter. | Calendar in January
C-2025-07 | 2025-07-21 | oral | user | day | Staff talked over my head | medium | Declan Furey | 2025-07-21 | 2025-08-06 | upheld | yes | We slip when two of us are tired. | Code of Ethics point 3 in the next two team meetings
C-2025-08 | 2025-08-28 | form | other | work | Employer: absence not told | low | Sinead Moylette | 2025-08-29 | 2025-09-11 | upheld | yes | Three numbers are as good as none. | One phone number
C-2025-09 | 2025-09-23 | email | family | day | Bus 40 minutes late four times | high | Declan Furey | 2025-09-24 | | | | | Waiting for the contractor, see e-mail of 21 October (IMP-31)
C-2025-10 | 2025-10-14 | box | anonymous | day | Dirty cups | low | Declan Furey | 2025-10-15 | 2025-10-23 | upheld | unknown | The dishwasher was filled by whoever passed by. | Duty list; answer on the board
C-2025-11 | 2025-11-18 | oral | user | work | Pay slip hard to read | low | Sinead Moylette | 2025-11-18 | 2025-12-09 | upheld | yes | The accountant's form is for accountants. | Easy-read pay slip
""",
        "complaints.reviews": """
year | service | reviewed_on | by | conclusion
2024 | | 2025-01-10 | Management meeting | 9 complaints for both services together: Day Service 6, Employment Service 3. All answered, the slowest after 36 days. Three came from users in their own words.
2025 | | 2026-01-09 | Management meeting | 11 complaints: Day Service 7, Employment Service 4. Answered 10, or 91%, all of them within 30 working days. Open: C-2025-09 (IMP-31). Transport comes back every year.
""",
    },
)

COMPLAINTS_2026 = Book(
    "04 Complaints/complaints-log-2026.xlsx",
    "complaints",
    {
        "complaints": """
number | received | channel | complainant | service | topic | severity | responsible | acknowledged | answered | outcome | satisfied | lesson | action
C-2026-01 | 2026-01-27 | oral | user | day | Cold in the minibus | low | Declan Furey | 2026-01-27 | 2026-02-06 | upheld | yes | The heater was reported in December and forgotten. | Defects of the vans go on the driver's card
C-2026-02 | 2026-03-24 | picture_card | user | day | Always the same person chooses the music | low | Declan Furey | 2026-03-24 | 2026-04-02 | upheld | yes | First come is not fair to those who are slow. | Names on the music list go round
C-2026-03 | 2026-05-07 | email | family | work | Not told that the job coach was away | medium | Sinead Moylette | 2026-05-08 | 2026-05-29 | upheld | yes | The employer knew, the family did not. | Absence message goes to both
C-2026-04 | 2026-06-09 | form | user | work | No lock on my locker | medium | Sinead Moylette | 2026-06-09 | 2026-06-18 | upheld | yes | Lockers were counted, locks were not. | 28 locks bought, keys handed out
""",
    },
)

# Kept by the Day Service as a comma-separated list. Two cells are wrong: a day that does not exist, and a word for how
# serious it was that is not on the list.
INCIDENTS_2025 = Text(
    "07 Day Service/Safety/incidents 2025.csv",
    """
no,date,service,what happened,kind,affected,severity,first aid,reported to,reported,closed,action taken
A-25-01,2025-01-14,day,slip at entrance,near miss,user,low,no,Declan Furey,2025-01-14,2025-01-16,mat replaced
A-25-02,2025-02-03,work,cut finger at packing,accident,user,low,yes,Sinead Moylette,2025-02-03,2025-02-07,gloves size S bought
A-25-03,2025-02-27,day,seizure in bus,other,user,high,yes,Declan Furey,2025-02-27,2025-03-06,plan of person changed
A-25-04,2025-03-20,day,near miss hoist sling,near miss,user,medium,no,Declan Furey,2025-03-20,2025-03-21,slings checked
A-25-05,2025-05-06,day,fall in garden,accident,user,low,yes,Declan Furey,2025-05-06,31/06/2025,edge painted
A-25-06,2025-06-18,work,trolley on foot,accident,user,low,yes,Sinead Moylette,2025-06-18,2025-06-20,shoes rule
A-25-07,2025-07-09,day,wrong tablet offered - stopped,medication,user,medium,no,Declan Furey,2025-07-09,2025-07-11,second check
A-25-08,2025-09-02,day,person left unnoticed 10 min,missing person,user,medium,no,Nuala Heskin,2025-09-02,2025-09-10,door bell
A-25-09,2025-10-29,work,dust in eye,accident,staff,a bit sore,yes,Sinead Moylette,2025-10-29,2025-10-31,glasses for all
A-25-10,2025-12-04,day,hot drink,accident,user,low,yes,Declan Furey,2025-12-04,2025-12-09,cups with lid
""",
    newline="\r\n",
)

INCIDENTS = Book(
    "10 Quality/incidents and concerns 2024-2026.xlsx",
    "incidents",
    {
        "incidents": """
number | date | service | site | kind | affected | severity | reported_to | reported | measures | closed | lesson | action
I-24-01 | 2024-01-18 | day | orchard | accident | user | low | Manager | 2024-01-18 | Plaster, family told | 2024-01-19 | The step was wet from the mop. | Floors are washed after four o'clock
I-24-02 | 2024-02-13 | day | orchard | rights | user | medium | Complaints officer | 2024-02-14 | Fridge unlocked the same day | 2024-02-28 | A rule made for one person bound thirty. | Locked fridge given up; one plan changed
I-24-03 | 2024-03-05 | work | mill-yard | near_miss | staff | low | Manager | 2024-03-05 | Pallet lifted down | 2024-03-08 | Stacks grew at the end of the week. | Three layers at most, line on the wall
I-24-04 | 2024-04-23 | day | orchard | rights | user | high | Complaints officer | 2024-04-23 | Apology, letter given back unopened by others | 2024-05-07 | Post was opened with the bills. | Post goes to the person; help only when asked
I-24-05 | 2024-05-16 | day | orchard | medication | user | medium | Manager, GP | 2024-05-16 | GP asked, person watched | 2024-05-23 | Two charts lay on one tray. | One tray for each person
I-24-06 | 2024-06-27 | work | mill-yard | accident | user | low | Manager | 2024-06-27 | First aid | 2024-07-01 | The knife was blunt. | Safety cutters bought
I-24-07 | 2024-07-30 | day | orchard | rights | user | high | Director | 2024-07-30 | Phone given back, see C-2024-06 | 2024-08-14 | Taking a phone away was thought to be care. | Privacy rule read again in the team
I-24-08 | 2024-08-20 | day | | violence | both | medium | Manager | 2024-08-20 | Two people sat apart, both were listened to | 2024-09-03 | The heat in the bus was the beginning. | Seats chosen before the bus comes
I-24-09 | 2024-09-24 | day | orchard | missing_person | user | medium | Director | 2024-09-24 | Found after 15 minutes in the shop | 2024-10-01 | He had said where he was going; nobody wrote it down. | Where-I-am board in the hall
I-24-10 | 2024-10-17 | work | mill-yard | near_miss | user | low | Manager | 2024-10-17 | Machine stopped | 2024-10-22 | A sleeve was loose. | Arm bands at the dust extractor
I-24-11 | 2024-11-12 | work | | rights | user | medium | Complaints officer | 2024-11-13 | Talk with the employer | 2024-11-29 | Breaks were not given to the person on placement. | Break times stand in the placement sheet
I-24-12 | 2024-12-05 | day | orchard | financial | user | medium | Designated officer | 2024-12-05 | Cash counted, 10 euro paid back | 2025-01-14 | Change was kept in a pocket. | Receipts in the cash book the same day
I-24-13 | 2024-12-17 | day | orchard | property | user | low | Manager | 2024-12-17 | Coat replaced | 2024-12-19 | Hooks had no names. | Pictures at the hooks
I-25-01 | 2025-02-18 | day | | financial | user | high | Designated officer, HSE safeguarding team | 2025-02-19 | Card blocked with the person, bank told | 2025-04-15 | A neighbour had asked for the number. | Cash books checked in the first week (IMP-26); session on money
I-25-02 | 2025-03-03 | day | orchard | rights | user | high | Complaints officer | 2025-03-04 | Photo taken down, see C-2025-03 | 2025-03-27 | Consent has to lie where it is needed. | Consent list beside the camera
I-25-03 | 2025-05-22 | work | mill-yard | psychological_abuse | user | medium | Designated officer | 2025-05-22 | Both were heard, seats changed | 2025-06-10 | Teasing in the break room was called fun. | Dilemma session with the group
I-25-04 | 2025-07-21 | day | orchard | rights | user | medium | Complaints officer | 2025-07-21 | Apology, see C-2025-07 | 2025-08-06 | We slip when two of us are tired. | Code of Ethics point 3
I-25-05 | 2025-09-30 | work | | rights | user | medium | Manager | 2025-10-01 | Contract changed with the employer | 2025-10-24 | The holiday of a part-time worker was forgotten. | Check of the first pay slip with the person
I-25-06 | 2025-11-25 | day | orchard | violence | staff | medium | Manager | 2025-11-25 | Colleague relieved, talk after two days | 2025-12-09 | The alarm of the fire drill was too much. | Person is told ten minutes ahead
I-26-01 | 2026-01-15 | day | orchard | accident | user | low | Manager | 2026-01-15 | First aid, family told | 2026-01-20 | The ramp was icy before nine. | Gritting is the driver's first task
I-26-02 | 2026-02-12 | work | mill-yard | near_miss | both | medium | Manager | 2026-02-12 | Extractor switched off and cleaned | 2026-02-19 | The filter was changed by date and not by dust. | Filter looked at each Friday
I-26-03 | 2026-03-10 | day | | privacy | user | low | Quality coordinator | 2026-03-10 | Message deleted on both phones | 2026-03-24 | A private phone was quicker to hand. | Mobile numbers of families only in the system
I-26-04 | 2026-04-28 | day | orchard | neglect | user | medium | Designated officer | 2026-04-28 | Dinner warmed, family told, talk with the team | 2026-05-19 | The person who eats late was forgotten twice. | Late dinners stand on the day sheet
I-26-05 | 2026-06-16 | work | | rights | user | medium | Complaints officer | 2026-06-16 | Talk with the employer set for 2 July | | |
""",
        "incidents.reviews": """
year | service | reviewed_on | by | conclusion
2024 | | 2025-01-15 | Management meeting | 13 incidents, none reported to the HSA. Four touched on rights; each of them changed a rule. Most accidents happen in the last hour of the day.
2025 | | 2026-01-14 | Management meeting | Ten in the safety list of both houses and six concerns. Three touched on rights, two were about violence or teasing, one about money. All concerns were closed within two months.
""",
    },
)

RISKS = Book(
    "01 Governance/Risk register 2026 v2.xlsx",
    "risks",
    {
        "risks": """
number | area | risk | service | affects | likelihood | consequence | measure | owner | due | done | reviewed
R1 | transport | Not enough drivers | day | both | 4 | 3 | Second contractor asked for a price; two staff take the D1 test | Declan Furey | 2026-05-20 | | 2026-02-20
R2 | other | HSE funding does not follow pay agreement | | both | 3 | 4 | Quarterly talk with the area manager | Nuala Heskin | 2026-05-20 | | 2026-02-20
R3 | privacy | Loss of personal data | | both | 2 | 4 | Locked cabinets, encrypted laptops, yearly check | Aoife Brannelly | 2026-08-20 | | 2026-02-20
R4 | fire | Fire in the workshop | work | both | 1 | 5 | Drills twice a year, dust extraction serviced | Sinead Moylette | 2026-05-20 | 2026-05-14 | 2026-02-20
R5 | building | Safety Statement past its date | | both | 5 | 3 | New statement being written | Declan Furey | 2026-03-31 | | 2026-02-20
R6 | other | Quality certificate not renewed | | both | 2 | 4 | Self-assessment in June, internal audit in July | Aoife Brannelly | 2026-06-30 | | 2026-02-20
R7 | ergonomics | Back injury when somebody is moved with the hoist | day | staff | 3 | 3 | Two people at the hoist; refresher on manual handling | Declan Furey | 2026-03-31 | | 2026-02-20
R8 | medication | Wrong tablet on a trip | day | users | 2 | 4 | One tray for each person, second check before the bus leaves | Declan Furey | 2025-09-30 | 2025-07-11 | 2026-02-20
R9 | violence | Hard moment in the bus, one member of staff alone | day | both | 3 | 3 | Seats chosen beforehand, buddy call | Declan Furey | 2026-06-30 | 2026-06-08 | 2026-02-20
R10 | lone_work | Job coach alone on an evening visit | work | staff | 2 | 3 | Buddy call before and after | Sinead Moylette | 2026-01-31 | 2026-01-26 | 2026-02-20
R11 | machines | Sleeve caught at the packing line | work | users | 2 | 3 | Arm bands, guard checked each week | Sinead Moylette | 2025-11-30 | 2025-11-18 | 2026-02-20
R12 | food | Allergy overlooked in the training kitchen | day | users | 2 | 5 | Card with picture at each place; pens renewed in March | Tomas Ruane | 2026-03-31 | 2026-03-24 | 2026-02-20
R13 | infection | Flu closes a group in winter | | both | 4 | 2 | Vaccination day in October, ill people stay at home | Geraldine Loftus | 2025-10-31 | 2025-10-09 | 2026-02-20
R14 | psychosocial | Staff leave because rotas come too late | | staff | 2 | 3 | Rota three weeks ahead (IMP-30) | Nuala Heskin | 2026-01-01 | 2025-12-22 | 2026-02-20
R15 | user_specific | Train alone: phone fails on the way | day | users | 2 | 3 | Card with three numbers, station staff know him | Tomas Ruane | 2025-08-31 | 2025-08-20 | 2026-02-20
""",
    },
)

PARTNERS = Book(
    "09 Partners/partner list.xlsx",
    "partners",
    {
        "partners": """
partner | type | purpose | service | agreement | start | end | contact | owner | continuity | inclusion | users_included | evaluated | measure | result | benefit_users | benefit_organisation | decision
Furnace Lane Bakery | employer | Work experience and jobs at ordinary pay | work | 2025-01-20 | 2021-03-01 | | Owner | Sinead Moylette | Jobs after placement | Team of 14 | 5 | 2026-01-30 | Places, jobs started, jobs kept for 26 weeks | 3 places, 2 jobs started, 2 kept | Pay, colleagues, the first shift | An employer who tells others about us | continue
Claremorris Tidy Towns | ngo | Allotment and market stall | day | 2024-02-12 | 2022-04-01 | | Secretary | Declan Furey | | 31 hours each spring | 8 | 2026-01-30 | Hours together, people known by name | 24 of 36 know somebody by name | Something to grow, somebody to meet | Land that we do not have | continue
County library | public | Reading hour on Tuesdays | day | 2025-03-06 | 2019-09-01 | | Branch librarian | Brid Gaughan | | Reading hour with the public | 6 | 2026-01-30 | Weeks held | 41 of 44 weeks | Books in large print, two new friends | A room in the town | continue
HSE primary care team | public | Therapists at reviews | | 2024-06-03 | 2008-01-01 | | Team leader | Declan Furey | Therapists come to reviews | | 21 | 2026-01-30 | Reviews with a therapist | 21 of 27 asked for | Advice that fits the day | One plan in place of two | continue
Department of Social Protection | public | Employment programme and benefit checks | work | 2024-01-08 | 2015-05-01 | | Case officer | Sinead Moylette | Benefit checks before more hours | | 17 | 2026-01-30 | Checks before the job starts | 8 of 8 | No loss of benefit by surprise | Funding of one and a half posts | continue
Cloonbrack Garden Centre | employer | Work experience | work | | 2023-02-01 | 2026-01-30 | Manager | Sinead Moylette | | | 0 | 2026-01-30 | Places | No place since 2024 | | | stop
Killala Bay Supports | other | Comparison, joint training | | 2025-06-12 | 2025-06-12 | | Manager | Aoife Brannelly | Joint training of job coaches | | 3 | 2026-01-30 | Changes made on both sides | Fixed visits; 6 of 7 jobs kept | Visits on days that are known | Figures to compare with | continue
South Mayo Men's Shed | ngo | Woodwork, ramp in the garden | day | 2024-09-16 | 2024-09-16 | | Chair | Tomas Ruane | | Two join the shed on Fridays | 4 | 2026-01-30 | People who go on their own | 2 of 4 go without staff | A trade and a nickname | A ramp | continue
St Anna's Special School | education | Visits of school leavers and their families | | 2025-10-01 | 2025-10-01 | | Principal | Nuala Heskin | Leavers know us a year before | | 0 | 2026-01-30 | Visits before leaving | First visit planned for spring | No gap after school | Numbers two years ahead | continue
""",
    },
)

COMPARISONS = Book(
    "10 Quality/comparisons 2024-2026.xlsx",
    "comparisons",
    {
        "comparisons": """
date | partner | object | what | service | measure | ours | theirs | difference | learned | changed | changed_on | effect
2024-04-24 | Moyview Day Services | method | How people lead their own review | day | People who chair their own review | 4 | 13 | They begin with cards at home, we began in the meeting. | Cards are chosen a week before. | Cards go home with the person (before IMP-24) | 2024-06-03 | 11 people chaired their review in 2024, 19 in 2025
2024-10-09 | Erris Work Links | result | Placements that lead to a job | work | % of placements | 44 | 52 | They choose employers who have a post free. | Ask for the post before the placement. | First question on the employer sheet | 2024-11-04 | 6 of 11 placements of 2025
2025-06-12 | Killala Bay Supports | method | Visits after the start of a job | work | Jobs kept for 26 weeks, % | 83 | 90 | Their visits are fixed, ours came when somebody called. | Week 2, 6 and 12 with a sheet that the employer keeps. | The same visits with a one-page sheet (IMP-29) | 2025-09-01 | 6 of 7 kept the job for 26 weeks
2025-06-12 | Killala Bay Supports | result | Paid work at the end of the year | work | % of people, 2024 | 54 | 61 | They have more employers in shops. | Shops take people for ten hours first. | Two shops asked; jobs of ten hours are offered | 2025-10-06 | 17 of 28 in paid work at the end of 2025
2025-06-12 | Killala Bay Supports | result | Say in the own plan | work | "I decide what is in my plan", % in 2024 | 74 | 70 | Our users lead their review with picture cards. | They take the cards from us. | | |
2026-04-22 | Moyview Day Services | approach | Charter of rights in easy language | | Pages | 11 | 4 | They say each right once. | One right, one picture, one sentence. | | |
""",
    },
)

IMPROVEMENTS = Book(
    "10 Quality/improvement log.xlsx",
    "improvements",
    {
        "improvements": """
number | date | source | indicators | service | finding | cause | action | owner | due | done | effect_checked | effect | standardised
IMP-14 | 2024-01-29 | complaint | 34 | day | C-2024-01: cold art room | Thermostat never serviced | Yearly service of all thermostats | Declan Furey | 2024-02-29 | 2024-02-05 | 2024-11-20 | effective | On the service list of the house
IMP-15 | 2024-02-14 | incident | 22, 25 | day | I-24-02: locked fridge | Rule for one person made for all | No rule for all because of one | Declan Furey | 2024-03-15 | 2024-02-28 | 2024-09-18 | effective | Case in the rights workshop of 6 March
IMP-16 | 2024-03-06 | staff | 22 | | Rights workshop: nobody knew who may open letters | Not in the charter of 2019 | Post goes to the person; help only when asked | Aoife Brannelly | 2024-05-31 | 2024-05-07 | 2025-05-08 | effective | Picture card; "Nobody may open my letters"
IMP-17 | 2024-03-20 | complaint | 31 | work | C-2024-03: tone of a job coach | No talk after hard moments | Dilemma session in both teams | Sinead Moylette | 2024-06-30 | 2024-06-12 | 2025-03-25 | effective | Part of the Code of Ethics, version 3
IMP-18 | 2024-05-03 | complaint | 38, 58 | work | C-2024-04: employer without a visit for six weeks | Visits depended on calls | Visits in week 2, 6 and 12 | Sinead Moylette | 2024-07-31 | 2024-07-15 | 2025-06-12 | partly | Kept by half of the coaches; see IMP-29
IMP-19 | 2024-06-03 | comparison | 56, 75 | day | Moyview: people choose cards a week before | Cards were shown in the meeting only | Cards go home with the person | Brid Gaughan | 2024-06-30 | 2024-06-03 | 2024-12-11 | effective | In My Plan, procedure and form
IMP-20 | 2024-06-20 | complaint | 43 | day | C-2024-05: no choice at lunch | Menu made by the kitchen | Menu vote on Mondays | Tomas Ruane | 2024-07-15 | 2024-07-08 | 2024-10-14 | effective | First point of the Monday meeting
IMP-21 | 2024-09-25 | incident | 34 | day | I-24-09: person not found for 15 minutes | Told, not written down | Where-I-am board in the hall | Tomas Ruane | 2024-10-31 | 2024-10-08 | 2025-09-10 | partly | Board used; door bell added after A-25-08
IMP-22 | 2024-10-14 | complaint | 27, 55 | day | Complaint C-2024-07: keyworker changed without asking | Keyworkers were given by rota | Person chooses keyworker | Declan Furey | 2025-01-31 | 2025-01-27 | 2025-03-31 | effective | In the start checklist; 36 of 36 asked, 9 changed
IMP-23 | 2024-10-25 | audit | 59, 61 | day | Internal audit, finding 1: two of ten files without a holistic profile | Form of 2019 too long | New form and how to | Declan Furey | 2025-03-31 | 2025-01-20 | 2025-12-31 | effective | 31 of 36 profiles complete
IMP-24 | 2024-11-06 | results | 56 | | Results 2024: "I decide" only 74% | Staff led the reviews | Reviews led by the person | Brid Gaughan | 2025-06-30 | 2025-06-18 | 2025-10-29 | effective | In My Plan, procedure and form; 81% in October 2025
IMP-25 | 2025-01-15 | results | 45, 68 | day | Results 2024: community hours 46% in place of 48% | Minibus off the road for five weeks | Second driver for the small bus | Declan Furey | 2025-04-30 | 2025-04-14 | 2026-01-28 | effective | Hours outside 54% in 2025
IMP-26 | 2025-02-05 | incident | 35 | | Safeguarding training and I-24-12: small sums get lost | Cash books looked at once a quarter | Cash books checked in the first week | Aoife Brannelly | 2025-03-31 | 2025-03-28 | 2025-12-10 | effective | In the safeguarding policy; no difference over 2 euro since
IMP-27 | 2025-02-26 | results | 66 | day | Review of plan: no driver, no trip | One driver for two buses | Reserve driver from Mill Yard | Declan Furey | 2025-04-30 | 2025-05-12 | 2026-01-28 | effective | On the rota of both houses; community hours 54%
IMP-28 | 2025-05-20 | survey | 24, 25 | | Rights survey: "somebody speaks for me" only 76% | The advocate came on call | Advocate comes each quarter | Aoife Brannelly | 2025-09-30 | 2025-09-17 | 2026-01-14 | effective | In the calendar; 11 people met the advocate
IMP-29 | 2025-06-26 | comparison | 58, 75 | work | Visit to Killala Bay: fixed visits keep jobs | IMP-18 was not kept by all | Visits in week 2, 6 and 12 with a one-page sheet | Sinead Moylette | 2025-09-30 | 2025-09-01 | 2026-02-06 | effective | In the job coach's diary; 6 of 7 kept the job for 26 weeks
IMP-30 | 2025-10-30 | survey | 20 | | Staff survey: rota told too late | Rota made on Fridays | Rota three weeks ahead | Declan Furey | 2026-01-01 | 2025-12-22 | | | To be measured in October 2026
IMP-31 | 2025-11-26 | complaint | 27, 66 | day | Complaint C-2025-09: bus late four times | One contractor, no price to compare | Bus contractor: second price | Declan Furey | 2026-03-31 | | | |
IMP-32 | 2026-01-29 | results | 71 | | Results evening: five users understood little | A page of text | Three pictures in place of a page | Aoife Brannelly | 2026-12-15 | | | |
IMP-33 | 2026-03-12 | staff | 19, 42 | day | Idea 14: week board too high for wheelchairs | Hung where there was a nail | Week board at wheelchair height | Tomas Ruane | 2026-03-31 | 2026-03-26 | 2026-05-13 | effective | Used by 5 more people
IMP-34 | 2026-05-14 | audit | 34 | | Internal check: safety refresher and Safety Statement late | One person for both | Safety refresher and Safety Statement | Declan Furey | 2026-07-31 | | | |
IMP-35 | 2026-05-20 | incident | 35 | day | I-26-04: late dinner forgotten twice | Not on the day sheet | Late dinners stand on the day sheet | Tomas Ruane | 2026-05-31 | 2026-05-22 | | |
IMP-36 | 2026-06-17 | self_assessment | 44, 45 | | No written concept of empowerment | Finding 3 of the audit of 2024 still open | Concept with two members of the Users' Council | Brid Gaughan | 2026-09-30 | | | |
""",
    },
)

SOURCES: list[Source] = [
    COMPLAINTS_2024,
    COMPLAINTS_2025,
    COMPLAINTS_2026,
    INCIDENTS_2025,
    INCIDENTS,
    RISKS,
    PARTNERS,
    COMPARISONS,
    IMPROVEMENTS,
]
