"""Hold the proposals of users and staff of the Irish sample provider, as the register of the Users' Council keeps them."""

from __future__ import annotations

from ireland_writers import Book, Source

PROPOSALS = Book(
    "05 Users Council/register of proposals.xlsx",
    "proposals",
    {
        "proposals": """
number | date | source | forum | service | proposal | concerns | decision | because | answered | carried_out | became
P-24-01 | 2024-01-17 | council | Council meeting | day | Pictures in the plan of the week | planning | accepted | Half of us do not read. | 2024-01-31 | 2024-02-19 | Pictures on both boards
P-24-02 | 2024-01-17 | council | Council meeting | work | Lunch together on Fridays | delivery | accepted | Costs nothing. | 2024-01-31 | 2024-02-02 | Ten to twelve people each Friday
P-24-03 | 2024-02-20 | user | House meeting | day | A quiet corner | environment | accepted | The old office is free. | 2024-03-06 | 2024-09-30 | Used every day by four or five
P-24-04 | 2024-03-20 | council | Council meeting | day | A later bus on Fridays | delivery | declined | No driver after five. | 2024-05-08 | | Tried in June, did not work
P-24-05 | 2024-03-20 | council | Council meeting | work | Keys for the side door | environment | declined | The fire plan needs one door. | 2024-04-10 | |
P-24-06 | 2024-04-16 | user | House meeting | day | Tea when we want | delivery | accepted | People can make it themselves. | 2024-04-22 | 2024-04-29 | Tea corner with a timer
P-24-07 | 2024-05-14 | user | Box | day | Vote on the menu | planning | accepted | See C-2024-05 too. | 2024-06-20 | 2024-07-08 | Vote each Monday (IMP-20)
P-24-08 | 2024-05-21 | user | House meeting | work | Radio in the workshop | environment | accepted | Two hours, low. | 2024-05-28 | 2024-06-03 | List of stations
P-24-09 | 2024-06-18 | user | House meeting | day | Swimming twice a week | delivery | pending | The pool gives one hour only; asked again in January. | 2024-07-02 | |
P-24-10 | 2024-07-09 | user | Talk with keyworker | day | No phone calls in the bus | staff | accepted | Calls are about us. | 2024-07-16 | 2024-07-22 | Rule for drivers and staff
P-24-11 | 2024-09-18 | council | Council meeting | day | Wash the windows ourselves | environment | declined | The ladder is not safe. | 2024-10-02 | |
P-24-12 | 2024-09-18 | council | Council meeting | work | Say who is coach this week | planning | accepted | Easy. | 2024-09-25 | 2024-10-07 | Photos at the door
P-24-13 | 2024-10-08 | user | House meeting | day | More cooking | delivery | accepted | Training kitchen was empty on Tuesdays. | 2024-10-22 | 2024-12-03 | Group on Tuesdays
P-24-14 | 2024-10-15 | user | Box | work | Pay each week | other | declined | The bank takes a fee each time. | 2024-11-26 | |
P-24-15 | 2024-11-20 | council | Council meeting | day | A trip with one night away | delivery | pending | Money of the Christmas crib goes to it; two helpers are missing. | 2024-12-04 | |
P-24-16 | 2024-11-20 | council | Council meeting | work | Ear protection for all | environment | accepted | See C-2024-09. | 2024-12-11 | 2024-12-16 | Box at each table
P-25-01 | 2025-01-15 | council | Council meeting | day | Tell us when somebody new starts | staff | accepted | It is our house. | 2025-01-22 | 2025-02-03 | Name and photo a week before
P-25-02 | 2025-01-15 | council | Council meeting | work | Two of us at job talks with new staff | staff | accepted | Best judge of a coach. | 2025-01-29 | 2025-04-11 | Four interviews with two of us
P-25-03 | 2025-02-11 | user | House meeting | day | Raised bed by the door | environment | accepted | Wood was there. | 2025-02-25 | 2025-04-28 | Herbs for the kitchen
P-25-04 | 2025-03-19 | council | Council meeting | day | Week board lower | environment | accepted | Later: new board when the wall is painted. | 2025-03-26 | 2026-03-26 | Done in March 2026 (idea 14, IMP-33)
P-25-05 | 2025-03-19 | council | Council meeting | day | Music in the bus | delivery | accepted | People take turns. | 2025-03-26 | 2025-03-31 | List in the bus
P-25-06 | 2025-03-19 | council | Council meeting | work | Easy pay slip | other | accepted | The accountant agrees to a second page. | 2025-04-09 | 2025-10-31 | A page with pictures from October on; made easier after C-2025-11
P-25-07 | 2025-04-08 | user | House meeting | day | Quiet table at lunch | environment | accepted | See C-2025-04. | 2025-04-17 | 2025-04-17 | Four people eat there
P-25-08 | 2025-04-29 | user | Rights group | work | A locker for private post | environment | accepted | "Nobody may open my letters." | 2025-05-13 | 2025-06-16 | 28 lockers
P-25-09 | 2025-05-06 | user | Rights group | day | Read my own file | planning | accepted | It is a right. | 2025-05-20 | 2025-06-10 | Seven people have read theirs
P-25-10 | 2025-05-27 | user | Box | day | Ice cream on hot days | delivery | accepted | Within the kitchen money. | 2025-06-03 | 2025-06-12 | Every hot Thursday
P-25-11 | 2025-06-10 | user | House meeting | work | Taster day before a placement | planning | accepted | See C-2025-05. | 2025-06-24 | 2025-09-01 | All 11 placements began with one
P-25-12 | 2025-07-15 | user | House meeting | day | Summer group for those who stay | delivery | declined | Everybody needs a holiday at the same time; dates now come in January. | 2025-08-20 | |
P-25-13 | 2025-09-17 | council | Council meeting | day | We ask the survey questions | evaluation | accepted | Two members are trained. | 2025-09-24 | 2025-10-06 | Two members were there in October
P-25-14 | 2025-09-17 | council | Council meeting | work | Council meetings when workers can come | planning | accepted | Two Saturdays a year. | 2025-10-08 | 2025-11-12 | Dates of 2026 fixed
P-25-15 | 2025-09-17 | council | Council meeting | work | Jobs on the wall | delivery | accepted | Easy to do. | 2025-09-30 | 2025-10-06 | New list each Monday
P-25-16 | 2025-09-30 | user | House meeting | day | Bell for the quiet room | environment | accepted | See the fire drill. | 2025-10-14 | 2025-11-05 | Flashing light
P-25-17 | 2025-10-07 | user | Box | work | Later start on Mondays | planning | declined | Employers wait for us. | 2025-10-21 | |
P-25-18 | 2025-10-14 | user | House meeting | day | Swap keyworker for a day | planning | accepted | Good to know two people. | 2025-11-18 | | Begins when the rota is three weeks ahead
P-25-19 | 2025-10-20 | user | Box | day | Dog in the house | environment | declined | Allergy of two people. | 2025-11-03 | | Walk with the dog of the library instead
P-25-20 | 2025-10-21 | user | Talk with keyworker | day | I lead my own review | planning | accepted | Goal of the annual plan 2026. | 2025-10-28 | 2025-11-04 | Cards and a script for everybody
P-25-21 | 2025-10-24 | user | Talk with job coach | work | First pay slip read together | delivery | accepted | See I-25-05. | 2025-11-05 | 2025-11-14 | In the start checklist
P-25-22 | 2025-10-27 | user | House meeting | work | Bicycle stand | environment | accepted | Landlord agrees. | 2025-11-10 | 2025-11-17 | Place for six
P-25-23 | 2025-10-28 | council | Box | day | Papers one week before, one page | evaluation | accepted | Members find the papers long. | 2025-11-19 | | A week before since March; the page is still two pages
P-26-01 | 2026-01-21 | council | Council meeting | day | Poster of results at eye height | evaluation | accepted | Wheelchairs. | 2026-01-26 | 2026-01-28 | Hung for the results evening
P-26-02 | 2026-02-10 | user | House meeting | day | Second tea time | delivery | declined | Dinner came back half eaten. | 2026-02-24 | |
P-26-03 | 2026-02-17 | user | House meeting | work | Gloves that fit | environment | accepted | Sizes S and XL. | 2026-02-24 | 2026-03-03 | Ordered each quarter
P-26-04 | 2026-03-18 | council | Council meeting | work | Job tasters on Friday | delivery | accepted | Ewa has the same idea. | 2026-03-31 | | Two employers asked, begins in September
P-26-05 | 2026-03-18 | council | Council meeting | day | A second bench in the garden | environment | accepted | The Men's Shed makes it. | 2026-03-25 | 2026-05-19 | Stands by the raised bed
P-26-06 | 2026-03-24 | user | Picture card | day | Music list goes round | delivery | accepted | See C-2026-02. | 2026-04-02 | 2026-04-13 | New name each day
P-26-07 | 2026-04-28 | user | Talk with keyworker | day | Late dinner stays warm | delivery | accepted | See I-26-04. | 2026-05-12 | | Hot box ordered
P-26-08 | 2026-05-19 | user | House meeting | work | Locks for the lockers | environment | accepted | See C-2026-04. | 2026-06-09 | | Being bought
P-26-09 | 2026-06-02 | user | House meeting | day | Charter with one right on a page | planning | accepted | D-07 and W-20 help. | 2026-06-09 | | In the charter that is being shortened
Idea 6 | 2024-03-13 | staff | Staff meeting Day Service | day | Medication trays by person | delivery | accepted | Two charts on one tray are a trap. | 2024-03-27 | 2024-05-23 | After I-24-05
Idea 7 | 2024-09-11 | staff | Staff meeting Day Service | day | Where-I-am board | planning | accepted | Cheap. | 2024-09-25 | 2024-10-08 | IMP-21
Idea 8 | 2024-11-14 | staff | Staff meeting Employment Service | work | Question on the post before the placement | planning | accepted | Seen at Erris Work Links. | 2024-11-14 | 2024-11-18 | On the employer sheet
Idea 9 | 2025-02-13 | staff | Staff meeting Employment Service | work | Coaches swap for one week a year | staff | declined | People wish to keep their coach. | 2025-03-06 | |
Idea 10 | 2025-05-08 | staff | Staff meeting Day Service | day | Lamh sign of the week | staff | accepted | After the course of 14 May. | 2025-05-22 | 2025-06-02 | In both halls
Idea 11 | 2025-09-11 | staff | Staff meeting Day Service | day | Two afternoons for reviews without transport | planning | accepted | Named by five in the survey too. | 2025-11-11 | 2026-02-02 | Second and fourth Wednesday
Idea 12 | 2025-11-13 | staff | Staff meeting Employment Service | work | Rota three weeks ahead | staff | accepted | Named by seven in the survey. | 2025-11-13 | 2025-12-22 | IMP-30
Idea 13 | 2026-02-12 | staff | Staff meeting Employment Service | work | Filter looked at each Friday | environment | accepted | After I-26-02. | 2026-02-12 | 2026-02-20 | On the Friday list
Idea 14 | 2026-03-12 | staff | Staff meeting Day Service | day | Week board at wheelchair height | environment | accepted | Cost 60 euro. | 2026-03-12 | 2026-03-26 | IMP-33; used by 5 more people
Idea 15 | 2026-03-12 | staff | Staff meeting Day Service | | Job tasters on Fridays for both houses | delivery | accepted | The council asks for the same. | 2026-03-31 | | With P-26-04
Idea 16 | 2026-05-21 | staff | Staff meeting Day Service | day | Late dinners on the day sheet | delivery | accepted | After I-26-04. | 2026-05-21 | 2026-05-22 | IMP-35
""",
        "proposals.reviews": """
year | service | reviewed_on | by | conclusion
2024 | | 2025-01-15 | Users' Council | 16 ideas from 14 people, 10 done. We were asked. The answers came late three times. Papers were long.
2025 | | 2025-11-19 | Users' Council and both managers | 23 ideas from 19 people, 17 done. "I can say what I think": 6 of 6. "It changes something": 5 of 6. "I understand the papers": 4 of 6. People at work cannot come on Wednesdays.
""",
    },
)

SOURCES: list[Source] = [PROPOSALS]
