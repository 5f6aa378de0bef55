# Dates, waiting times and sizes. Years and times of day are handed over as they are to be written.

month-1 = January
month-2 = February
month-3 = March
month-4 = April
month-5 = May
month-6 = June
month-7 = July
month-8 = August
month-9 = September
month-10 = October
month-11 = November
month-12 = December

date-full = { $day } { $month } { $year }
date-month = { $month } { $year }
about-day = about { $day }
about-month = about { $month }
date-week = week of { $date }
date-time = { $date }, { $time } ({ $zone })

due-today = due today
due-in = { $days ->
    [one] due in 1 day
   *[other] due in { $days } days
}
due-overdue = { $days ->
    [one] 1 day overdue
   *[other] { $days } days overdue
}

size-bytes = { $count ->
    [one] 1 byte
   *[other] { $count } bytes
}
size-kilo = { $value } kB
size-mega = { $value } MB
size-giga = { $value } GB
