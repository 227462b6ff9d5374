"""Hold the results workbook of the Irish sample provider: measures, the values that nothing counts, and what they say."""

from __future__ import annotations

from book_rows import measure_rows, rows_of
from ireland_writers import Book, Source

# The register of plans is written over at each review: it no longer tells what was reached at those of the years before.
_STARTERS = """
16.1 | 24 | 19.5 | 2023 | Aoife Brannelly
16.2 | 100 | 81 | 2023 | Nuala Heskin
16.3 | 90 | 70 | 2023 | Aoife Brannelly
16.4 | 90 | 80 | 2023 | Declan Furey
16.5 | 70 | 60 | 2023 | Aoife Brannelly
25.1 | 95 | 82 | 2023 | Aoife Brannelly
25.2 | 85 | 54 | 2023 | Aoife Brannelly
25.3 | 100 | 100 | 2023 | Geraldine Loftus
25.4 | 100 | 88 | 2023 | Geraldine Loftus
25.5 | | | | Aoife Brannelly
39.1 | 8 | 6 | 2023 | Sinead Moylette
39.2 | 100 | 100 | 2023 | Sinead Moylette
39.3 | 60 | 41 | 2023 | Sinead Moylette
39.4 | 90 | 75 | 2023 | Sinead Moylette
39.5 | 80 | 64 | 2024 | Sinead Moylette
42.1 | 25 | 12 | 2023 | Brid Gaughan
42.2 | 75 | 58 | 2023 | Brid Gaughan
42.3 | 75 | 52 | 2023 | Brid Gaughan
42.4 | 4 | 4 | 2023 | Brid Gaughan
42.5 | 80 | 61 | 2023 | Brid Gaughan
45.1 | 3.8 | 3.1 | 2023 | Brid Gaughan
45.3 | | | | Brid Gaughan
45.4 | 90 | 78 | 2023 | Brid Gaughan | –
51.1 | 2.5 | 2.3 | 2023 | Declan Furey
51.2 | 2.5 | 2.1 | 2023 | Declan Furey
51.3 | 2.6 | 2.3 | 2023 | Declan Furey
51.4 | 2.4 | 2.0 | 2023 | Declan Furey
51.5 | 2.7 | 2.5 | 2023 | Declan Furey
51.6 | 2.5 | 2.4 | 2023 | Declan Furey
51.7 | 2.4 | 2.3 | 2023 | Declan Furey
51.8 | 2.3 | 2.1 | 2023 | Declan Furey
56.1 | 100 | 92 | 2023 | Brid Gaughan
56.2 | 95 | 78 | 2023 | Brid Gaughan
56.3 | 95 | 68 | 2023 | Brid Gaughan
56.4 | 85 | 66 | 2023 | Brid Gaughan | –
56.5 | 100 | 95 | 2023 | Brid Gaughan
58.1 | 0 | | | Sinead Moylette
58.2 | 3 | 11 | 2023 | Declan Furey
58.3 | 100 | | | Sinead Moylette
58.4 | 80 | 63 | 2023 | Sinead Moylette
58.5 | 75 | 58 | 2023 | Sinead Moylette
66.1 | 100 | 94 | 2023 | Nuala Heskin
66.2 | 90 | 84 | 2023 | Nuala Heskin
66.3 | 60 | 95 | 2023 | Nuala Heskin
66.4 | | | | Nuala Heskin
66.5 | 10000 | 14000 | 2023 | Nuala Heskin
67.1 | 0 | 0 | 2023 | Nuala Heskin
67.2 | 110 | 118 | 2023 | Nuala Heskin
68.1 | 65 | 51 | 2023 | Sinead Moylette | –
68.2 | 4 | 2 | 2023 | Sinead Moylette
70.1 | 95 | 86 | 2023 | Aoife Brannelly
70.2 | 90 | 78 | 2023 | Aoife Brannelly
70.3 | 85 | 68 | 2023 | Nuala Heskin
70.4 | 100 | 100 | 2024 | Nuala Heskin
70.5 | 85 | 70 | 2023 | Aoife Brannelly
71.1 | 75 | 41 | 2024 | Aoife Brannelly
71.2 | 100 | 80 | 2024 | Aoife Brannelly
71.3 | 80 | 56 | 2024 | Aoife Brannelly
71.4 | 80 | 59 | 2024 | Aoife Brannelly
71.5 | 90 | 73 | 2024 | Aoife Brannelly
75.1 | 2 | 1 | 2023 | Aoife Brannelly
75.2 | 2 | 0 | 2023 | Aoife Brannelly
75.3 | 100 | | | Aoife Brannelly
"""

_OWN = """
code | name | indicator | service | unit | better | definition | target | baseline | baseline_year | source | owner
16.6 | Training changed how I work | 16 | | percent | higher | Share of staff who agree. | 70 | 58 | 2023 | Staff survey, own questions | Aoife Brannelly
16.7 | Tests passed at the first try | 16 | | percent | higher | Share of the tests after courses. n is the number of tests. | 95 | 91 | 2023 | Certificates | Aoife Brannelly
39.6 | Work experience places with partners | 39 | work | number | higher | Places filled in the year. n is the number of employers asked. | 10 | 7 | 2023 | Outcomes of both services | Sinead Moylette
39.7 | Jobs with partner employers | 39 | work | number | higher | Jobs that began or went on in the year. n is the number of people in paid work. | 5 | 3 | 2023 | Outcomes of both services | Sinead Moylette
39.8 | People who know somebody in the partner group by name | 39 | day | percent | higher | Asked at the review. | 60 | 38 | 2023 | Notes of reviews | Declan Furey
56.6 | People who chaired their own review | 56 | | number | higher | Counted at each review. n is the number of reviews. | 30 | 4 | 2023 | Notes of reviews | Brid Gaughan
68.5 | People in paid work on 31 December | 68 | work | number | higher | With a contract and at least eight hours a week. n is the number of people served on that day. | 22 | 12 | 2023 | Outcomes of both services | Sinead Moylette
68.6 | Kept the job for 26 weeks | 68 | work | percent | higher | Jobs begun from July to June that lasted 26 weeks. n is the number of jobs begun. | 85 | 75 | 2023 | Outcomes of both services | Sinead Moylette
68.7 | Hours of day activity outside our buildings | 68 | day | percent | higher | Hours outside as a share of all hours of activity. n is the number of hours. | 65 | 41 | 2023 | Outcomes of both services | Declan Furey
"""

_VALUES = """
measure | period | service | value | n | asked | answered_by | invited | source | comparison_with | comparison_value | note
16.1 | 2024 | | 21 | 22 | records | | | Attendance lists on paper | | |
16.2 | 2024 | | 86 | 22 | records | | | Yearly talks 2024 | | | 19 talks
16.2 | 2025 | | 92 | 24 | records | | | yearly talks 2025.csv | | | 22 talks; two people were on leave
16.3 | 2024 | | 80 | 10 | records | | | Staff development plan 2024 | | |
16.3 | 2025 | | 88 | 8 | records | | | Staff development plan 2025 | | | Seven of eight; the safety refresher was not held
16.4 | 2024 | | 84 | 22 | records | | | Yearly talks 2024 | | | The matrix was begun in 2025
16.6 | 2024 | | 64 | 17 | staff | self | 22 | Staff survey 2024 | | |
16.6 | 2025 | | 76 | 21 | staff | self | 24 | Staff survey October 2025 | | |
16.7 | 2024 | | 94 | 49 | records | | | Certificates | | |
16.7 | 2025 | | 99 | 72 | records | | | Certificates | | |
25.5 | 2024 | day | 3 | 3 | records | | | Incident register, improvement log | | | Fridge, post, phone
25.5 | 2024 | work | 1 | 1 | records | | | Incident register | | | Breaks on placement
25.5 | 2025 | day | 2 | 3 | records | | | Incident register | | | Photo, talk over somebody's head
25.5 | 2025 | work | 1 | 1 | records | | | Incident register | | | Holidays of part-time workers
39.1 | 2024 | day | 4 | 4 | records | | | Partner list, January 2025 | | |
39.1 | 2024 | work | 4 | 4 | records | | | Partner list, January 2025 | | |
39.1 | 2024 | | 7 | 7 | records | | | Partner list, January 2025 | | |
39.2 | 2024 | | 100 | 7 | records | | | Partner list, January 2025 | | |
39.2 | 2025 | | 100 | 9 | records | | | Partner list, January 2026 | | | Reviewed each January for the year before
39.3 | 2024 | day | 33 | 4 | records | | | Partner list, January 2025 | | |
39.3 | 2024 | work | 19 | 4 | records | | | Partner list, January 2025 | | |
39.3 | 2024 | | 52 | 7 | records | | | Partner list, January 2025 | | |
39.6 | 2024 | work | 9 | 12 | records | | | outcomes both services 2024-2025.xlsx | | |
39.6 | 2025 | work | 11 | 14 | records | | | outcomes both services 2024-2025.xlsx | | |
39.7 | 2024 | work | 4 | 14 | records | | | outcomes both services 2024-2025.xlsx | | |
39.7 | 2025 | work | 6 | 17 | records | | | outcomes both services 2024-2025.xlsx | | |
39.8 | 2024 | day | 53 | 34 | users | self | 34 | Notes of reviews 2024 | | | 18 people
39.8 | 2025 | day | 67 | 36 | users | self | 36 | Notes of reviews 2025 | | | 24 people
42.3 | 2024 | day | 71 | 34 | records | | | Lists of house meetings | | |
42.3 | 2024 | work | 46 | 26 | records | | | Lists of house meetings | | |
42.3 | 2025 | day | 78 | 36 | records | | | Lists of house meetings | | |
42.3 | 2025 | work | 50 | 28 | records | | | Lists of house meetings | | | Half of them are at work when the council meets
42.4 | 2024 | | 4 | 4 | records | | | Minutes of the Users' Council | | |
42.4 | 2025 | | 4 | 4 | records | | | Users' Council yearly report 2025 | | |
45.3 | 2024 | day | 3 | 34 | records | | | Minutes of house meetings | | | Menu, tea corner, quiet corner
45.3 | 2024 | work | 1 | 26 | records | | | Minutes of house meetings | | | Radio
45.3 | 2025 | day | 4 | 36 | records | | | Minutes of house meetings | | | Music, own review, survey questions, herb bed
45.3 | 2025 | work | 2 | 28 | records | | | Minutes of house meetings | | | Job list, taster days
45.4 | 2024 | day | 82 | 33 | records | | | Notes of reviews 2024 | | |
45.4 | 2024 | work | 85 | 26 | records | | | Notes of reviews 2024 | | |
45.4 | 2025 | day | 88 | 34 | records | | | Notes of reviews 2025 | | |
45.4 | 2025 | work | 89 | 28 | records | | | Notes of reviews 2025 | | |
45.4 | 2024 | | 83 | 59 | records | | | Notes of reviews 2024 | | | 49 of 59
45.4 | 2025 | | 89 | 62 | records | | | Notes of reviews 2025 | | | 55 of 62
56.1 | 2024 | day | 94 | 34 | records | | | File check December 2024 | | |
56.1 | 2024 | work | 96 | 26 | records | | | File check December 2024 | | |
56.2 | 2024 | day | 79 | 34 | records | | | File check December 2024 | | |
56.2 | 2024 | work | 81 | 26 | records | | | File check December 2024 | | |
56.4 | 2024 | day | 70 | 33 | users | self | 33 | Notes of reviews 2024 | | |
56.4 | 2024 | work | 77 | 26 | users | self | 26 | Notes of reviews 2024 | | |
56.4 | 2025 | day | 76 | 34 | users | self | 34 | Notes of reviews 2025 | | |
56.4 | 2025 | work | 82 | 28 | users | self | 28 | Notes of reviews 2025 | | |
56.4 | 2024 | | 73 | 59 | users | self | 59 | Notes of reviews 2024 | | |
56.4 | 2025 | | 79 | 62 | users | self | 62 | Notes of reviews 2025 | | |
56.5 | 2024 | day | 97 | 34 | records | | | Notes of reviews 2024 | | | 33 of 34
56.5 | 2024 | work | 100 | 26 | records | | | Notes of reviews 2024 | | |
56.5 | 2024 | | 98 | 60 | records | | | Notes of reviews 2024 | | | 59 of 60
56.6 | 2024 | day | 7 | 33 | records | | | Notes of reviews 2024 | | |
56.6 | 2024 | work | 4 | 26 | records | | | Notes of reviews 2024 | | |
56.6 | 2025 | day | 12 | 34 | records | | | Notes of reviews 2025 | Moyview Day Services | 17 |
56.6 | 2025 | work | 7 | 28 | records | | | Notes of reviews 2025 | | |
56.6 | 2026 Q1 | day | 4 | 8 | records | | | Notes of reviews 2026 | | |
56.6 | 2026 Q1 | work | 3 | 7 | records | | | Notes of reviews 2026 | | |
58.2 | 2024 | day | 9 | 231 | records | | | Day book | | | Minibus off the road in October
58.2 | 2024 | work | 1 | 231 | records | | | Day book | | |
58.2 | 2025 | day | 4 | 230 | records | | | Day book | | | Route 3 in September
58.2 | 2025 | work | 0 | 230 | records | | | Day book | | |
66.1 | 2024 | day | 94 | 36 | records | | | HSE quarterly returns 2024 | | |
66.1 | 2024 | work | 93 | 28 | records | | | HSE quarterly returns 2024 | | |
66.1 | 2025 | day | 99 | 36 | records | | | HSE quarterly returns 2025 | | |
66.1 | 2025 | work | 98 | 28 | records | | | HSE quarterly returns 2025 | | |
66.1 | 2026 Q1 | day | 100 | 36 | records | | | HSE quarterly return | | | Full; nine school leavers in 2027
66.1 | 2026 Q1 | work | 100 | 28 | records | | | HSE quarterly return | | |
66.2 | 2024 | day | 86 | 7854 | records | | | Attendance lists | | |
66.2 | 2024 | work | 88 | 6006 | records | | | Attendance lists | | |
66.2 | 2025 | day | 88 | 8280 | records | | | Attendance lists | | |
66.2 | 2025 | work | 90 | 6440 | records | | | Attendance lists | | |
66.3 | 2024 | day | 82 | 3 | records | | | Enquiry sheets | | |
66.3 | 2024 | work | 58 | 5 | records | | | Enquiry sheets | | |
66.3 | 2025 | day | 71 | 4 | records | | | Enquiry sheets | | |
66.3 | 2025 | work | 49 | | records | | | Enquiry sheets | | | Two enquiry sheets are missing
66.4 | 2024 | day | 24900 | 36 | records | | | Audited accounts 2024 | | |
66.4 | 2024 | work | 14400 | 28 | records | | | Audited accounts 2024 | | |
66.4 | 2025 | day | 26200 | 36 | records | | | Audited accounts 2025 | | | National pay agreement
66.4 | 2025 | work | 16000 | 28 | records | | | Audited accounts 2025 | | | One more job coach
66.5 | 2024 | | 17150 | 1 | records | | | Audited accounts 2024 | | |
66.5 | 2025 | | 10800 | 1 | records | | | Audited accounts 2025 | | |
67.1 | 2024 | | 0 | 1 | records | | | Auditor's statement of 16 April 2025 | | |
67.1 | 2025 | | 0 | 1 | records | | | Auditor's statement of 22 April 2026 | | |
67.2 | 2024 | | 106 | 1 | records | | | Auditor's statement of 16 April 2025 | | |
67.2 | 2025 | | 112 | 1 | records | | | Auditor's statement of 22 April 2026 | | |
68.1 | 2024 | day | 55 | 33 | records | | | outcomes both services 2024-2025.xlsx | | | 62 of 112 goals
68.1 | 2024 | work | 58 | 26 | records | | | outcomes both services 2024-2025.xlsx | | | 38 of 66 goals
68.1 | 2024 | | 56 | 59 | records | | | outcomes both services 2024-2025.xlsx | | | 100 of 178 goals
68.1 | 2025 | day | 63 | 34 | records | | | outcomes both services 2024-2025.xlsx | | | 81 of 128 goals
68.1 | 2025 | work | 62 | 28 | records | | | outcomes both services 2024-2025.xlsx | | | 46 of 74 goals
68.1 | 2025 | | 63 | 62 | records | | | outcomes both services 2024-2025.xlsx | | | 127 of 202 goals
68.2 | 2024 | day | 0 | 35 | records | | | List of leavers | | |
68.2 | 2024 | work | 2 | 29 | records | | | List of leavers | | |
68.2 | 2025 | day | 0 | 38 | records | | | follow-up register 2025 leavers.csv | | |
68.2 | 2025 | work | 3 | 33 | records | | | follow-up register 2025 leavers.csv | | | Three work without support
68.5 | 2024 | work | 14 | 26 | records | | | outcomes both services 2024-2025.xlsx | Killala Bay Supports | 19 | Killala Bay serves 31 people
68.5 | 2025 | work | 17 | 28 | records | | | outcomes both services 2024-2025.xlsx | | |
68.5 | 2026 Q1 | work | 18 | 28 | records | | | Contracts on file | | | W-05 began on 2 March
68.6 | 2024 | work | 83 | 6 | records | | | outcomes both services 2024-2025.xlsx | Killala Bay Supports | 90 | 5 of 6
68.6 | 2025 | work | 86 | 7 | records | | | outcomes both services 2024-2025.xlsx | | | 6 of 7
68.7 | 2024 | day | 46 | 6120 | records | | | outcomes both services 2024-2025.xlsx | | | Minibus off the road for five weeks
68.7 | 2025 | day | 54 | 6480 | records | | | outcomes both services 2024-2025.xlsx | | |
"""

_TEXTS = """
indicator | year | service | interpretation | action | owner | due
16 | 2024 | | We trained more hours than before, but only two of three say that it changed their work: courses were chosen by price and not by need. | Ask for the need in the yearly talk first. | Aoife Brannelly | 2025-10-31
16 | 2025 | | 25.5 hours for each of us, above the target of 24. Talks were held with 22 of 24. What we promised and did not hold is the safety refresher. | Hold the refresher; two talks in the first month after leave. | Declan Furey | 2026-07-31
25 | 2024 | | Most people say that their rights are respected. Four incidents showed where they were not, and each of them changed a rule. One in three does not know the rights by name. | Picture sessions in both houses. | Aoife Brannelly | 2025-05-31
25 | 2025 | | 60 of 64 took part in the sessions and more people know their rights, though the cards are those of 2019. One complaint of eleven stayed open. | New cards with the new charter. Answer C-2025-09. | Aoife Brannelly | 2026-09-15
25 | 2025 | day | Seven in ten know their rights, in the Employment Service nearly eight. People who do not speak have had fewer sessions. | Sessions with Lamh signs in groups of four. | Brid Gaughan | 2026-11-30
39 | 2024 | | Seven partners, all reviewed. Nine of eleven are content. We do not ask whether the help goes on without us. | Add two questions to the telephone survey. | Sinead Moylette | 2025-12-01
39 | 2025 | | Nine partners; 24 of 36 people of the Day Service know somebody there by name. The garden centre gave no place since 2024. | Stop with the garden centre, ask two shops. | Sinead Moylette | 2026-06-30
42 | 2024 | | Sixteen ideas, ten done. Three answers came late because nobody had the task. | Brid reminds after ten days. | Brid Gaughan | 2025-01-31
42 | 2025 | | 23 ideas, 17 done within the year. Two answers were late. People at work cannot come on Wednesdays and half of them were at no meeting. | Two council meetings on Saturday morning. | Brid Gaughan | 2026-12-15
45 | 2024 | | People feel that they decide about half of their lives. The ratings are lowest among those who live with their parents. | Talk about it in the review, with the family when the person agrees. | Brid Gaughan | 2025-06-30
45 | 2025 | | Control has grown in both houses, most where a decision was handed over for good: the music, the survey, the own review. | Write the concept of empowerment with two members of the council. | Brid Gaughan | 2026-09-30
51 | 2024 | | Feelings and rights are high. Weakest are money and home, and joining in. | Allotment and library hour, benefit checks before more hours. | Declan Furey | 2025-09-30
51 | 2025 | | Friends and joining in rose most, as did choosing. Money hardly moved: a wage of ten hours changes little when benefits fall. | Second workshop on quality of life; domains named in each plan. | Declan Furey | 2026-10-31
56 | 2024 | | 74% say that they decide what is in their plan. Where staff led the review it was two of three. | Reviews led by the person (IMP-24). | Brid Gaughan | 2025-06-30
56 | 2025 | | 81% decide. 62 of 64 plans were reviewed; the two others wait for people who were away because of transport. | Review at home for D-14 and D-29. | Declan Furey | 2026-07-31
58 | 2024 | | There was no register of those who left, so that we cannot say how many we followed up. | Keep one from January 2025. | Sinead Moylette | 2025-01-31
58 | 2025 | | Seven people left, one of them without a plan. All were reached, the one who stopped coming only after six months. | Visit after two weeks of absence. | Sinead Moylette | 2026-09-30
66 | 2024 | | Places filled, cost per place steady, surplus for the reserve. Nine days without transport. | Second driver for the small bus. | Nuala Heskin | 2025-04-30
66 | 2025 | | Full in both services. The pay agreement took a third of the surplus. For the Employment Service we do not know how many the waiting time rests on. | Enquiry sheets into one folder; talk with the HSE on places for 2027. | Nuala Heskin | 2026-09-30
67 | 2024 | | The auditors have nothing to report. They signed twelve days sooner than the year before. | Keep the date. | Nuala Heskin | 2026-04-16
67 | 2025 | | Again without remarks, six days later than the year before. | Draft accounts to the auditors by 10 March. | Nuala Heskin | 2027-03-10
68 | 2024 | | 56% of goals reached. Goals that name a place and a day are reached more often. | Steps with a day for each goal. | Sinead Moylette | 2025-06-30
68 | 2025 | | 63% reached, 17 people in paid work, 54% of hours in the town. Placements lead to jobs where the employer has known us for half a year. | Two new employers in each quarter. | Sinead Moylette | 2026-12-31
70 | 2024 | | 42 of 47 are content, of the families 13 of 16. Those who are not speak of the bus and of noise. | Quiet corner, calls when the bus is late. | Declan Furey | 2025-03-31
70 | 2025 | | 48 of 52 are content, 17 of 19 families, 17 of 21 staff, 10 of 11 partners. The bus is the one thing that families do not trust. | Second price for the bus (IMP-31). | Declan Furey | 2026-07-31
71 | 2024 | | 29 of 38 understood all or most. Six users understood little: the page had eleven numbers. | Five numbers, read aloud. | Aoife Brannelly | 2026-01-28
71 | 2025 | | 43 of 49 understood all or most. Five users still understood little. | Three pictures in place of a page (IMP-32). | Aoife Brannelly | 2026-12-15
75 | 2024 | | Two comparisons, each changed something: cards go home before the review, and employers are asked for the post first. | Ask one provider for figures of the same year. | Aoife Brannelly | 2025-06-30
75 | 2025 | work | Killala Bay Supports has more people in paid work and keeps more jobs. We took over fixed visits; they took our cards. | Exchange figures again in June. | Sinead Moylette | 2026-06-30
"""

RESULTS = Book(
    "10 Quality/measures and results.xlsx",
    "results",
    {
        "results.measures": sorted(
            [*measure_rows("en", _STARTERS), *rows_of("results.measures", _OWN)],
            key=lambda row: [int(part) for part in row["code"].split(".")],
        ),
        "results.values": _VALUES,
        "results.texts": _TEXTS,
    },
)

SOURCES: list[Source] = [RESULTS]
