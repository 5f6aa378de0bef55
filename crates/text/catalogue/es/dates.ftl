# Dates, waiting times and sizes. Years and times of day are handed over as they are to be written.

month-1 = enero
month-2 = febrero
month-3 = marzo
month-4 = abril
month-5 = mayo
month-6 = junio
month-7 = julio
month-8 = agosto
month-9 = septiembre
month-10 = octubre
month-11 = noviembre
month-12 = diciembre

date-full = { $day } de { $month } de { $year }
date-month = { $month } de { $year }
about-day = hacia el { $day }
about-month = hacia { $month }
date-week = semana del { $date }
date-time = { $date }, { $time } ({ $zone })

due-today = vence hoy
due-in = { $days ->
    [one] vence en 1 día
   *[other] vence en { $days } días
}
due-overdue = { $days ->
    [one] 1 día de retraso
   *[other] { $days } días de retraso
}

size-bytes = { $count ->
    [one] 1 byte
   *[other] { $count } bytes
}
size-kilo = { $value } kB
size-mega = { $value } MB
size-giga = { $value } GB
