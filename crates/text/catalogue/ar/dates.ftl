# Dates, waiting times and sizes. Years and times of day are handed over as they are to be written.
# The months carry both names, as in texts of the United Nations: one is read in Iraq and Syria, the other in Egypt and the Gulf.

month-1 = كانون الثاني/يناير
month-2 = شباط/فبراير
month-3 = آذار/مارس
month-4 = نيسان/أبريل
month-5 = أيار/مايو
month-6 = حزيران/يونيو
month-7 = تموز/يوليو
month-8 = آب/أغسطس
month-9 = أيلول/سبتمبر
month-10 = تشرين الأول/أكتوبر
month-11 = تشرين الثاني/نوفمبر
month-12 = كانون الأول/ديسمبر

date-full = { $day } { $month } { $year }
date-month = { $month } { $year }
about-day = نحو { $day }
about-month = نحو { $month }
date-week = أسبوع { $date }
date-time = { $date }، { $time } ({ $zone })

due-today = الموعد اليوم
due-in = { $days ->
    [zero] الموعد اليوم
    [one] الموعد بعد يوم واحد
    [two] الموعد بعد يومين
    [few] الموعد بعد { $days } أيام
    [many] الموعد بعد { $days } يومًا
   *[other] الموعد بعد { $days } يوم
}
due-overdue = { $days ->
    [zero] لا تأخير
    [one] تأخير يوم واحد
    [two] تأخير يومين
    [few] تأخير { $days } أيام
    [many] تأخير { $days } يومًا
   *[other] تأخير { $days } يوم
}

size-bytes = { $count ->
    [zero] 0 بايت
    [one] بايت واحد
    [two] 2 بايت
    [few] { $count } بايت
    [many] { $count } بايت
   *[other] { $count } بايت
}
size-kilo = { $value } كيلوبايت
size-mega = { $value } ميغابايت
size-giga = { $value } غيغابايت
