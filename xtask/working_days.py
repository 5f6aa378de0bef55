"""Weekends and public holidays of every country, as crates/domain/src/calendar.rs reads them: a line with the code and the free weekdays
(Monday is 1), then a line for each year with the days of that year that are holidays and no weekend (the 1st of January is 1)."""

import datetime
import sys

import holidays

# Two years before the present one, since clocks of old cases are still counted, and ten after it.
FIRST = int(sys.argv[1])
YEARS = range(FIRST, FIRST + 13)

for code in sorted(c for c in holidays.list_supported_countries() if len(c) == 2):
    found = holidays.country_holidays(code, years=YEARS)
    print(code, "".join(str(day + 1) for day in sorted(found.weekend)))
    for year in YEARS:
        first = datetime.date(year, 1, 1)
        days = {(day - first).days + 1 for day in found if day.year == year and day.weekday() not in found.weekend}
        print(year, *sorted(days))
