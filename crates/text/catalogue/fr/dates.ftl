# Dates, waiting times and sizes. Years and times of day are handed over as they are to be written.

month-1 = janvier
month-2 = février
month-3 = mars
month-4 = avril
month-5 = mai
month-6 = juin
month-7 = juillet
month-8 = août
month-9 = septembre
month-10 = octobre
month-11 = novembre
month-12 = décembre

date-full = { $day ->
    [1] 1er { $month } { $year }
   *[other] { $day } { $month } { $year }
}
date-month = { $month } { $year }
about-day = vers le { $day }
about-month = vers { $month }
date-week = semaine du { $date }
date-time = { $date }, { $time } ({ $zone })

due-today = échéance aujourd’hui
due-in = { $days ->
    [one] échéance dans { $days } jour
   *[other] échéance dans { $days } jours
}
due-overdue = { $days ->
    [one] { $days } jour de retard
   *[other] { $days } jours de retard
}

size-bytes = { $count ->
    [one] { $count } octet
   *[other] { $count } octets
}
size-kilo = { $value } ko
size-mega = { $value } Mo
size-giga = { $value } Go
