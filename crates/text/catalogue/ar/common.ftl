# Words that many pages share.

-brand = Watchpost

## Getting around

nav-home = الصفحة الرئيسية
nav-report = الإبلاغ عن مشكلة
nav-follow-up = متابعة بلاغ
nav-desk = المكتب
nav-cases = القضايا
nav-public-log = السجل العام
nav-sign-in = تسجيل الدخول
nav-sign-out = تسجيل الخروج
nav-main = القائمة الرئيسية
nav-language = اللغة
nav-skip = انتقل إلى المحتوى
nav-leave = غادر هذه الصفحة
nav-leave-help = ينقلك فورًا إلى صفحة عادية. ما لم ترسله بعد يضيع.
nav-privacy = كيف نحميك
page-title = { $title } – { $site }

## Buttons

do-next = التالي
do-back = رجوع
do-find = بحث
do-save = حفظ
do-send = إرسال
do-cancel = إلغاء
do-change = تغيير
do-change-what =
    { do-change }: { $what }
do-remove-what = إزالة { $what }
do-open = فتح
do-continue = متابعة
do-filter = تصفية
do-clear-filter = عرض الكل
do-download = تنزيل
do-upload = أرسل الملف
do-try-again = حاول مرة أخرى
do-start = ابدأ
do-unlock = فتح القفل
do-lock = قفل

## Answers

yes = نعم
no = لا
not-known = لا أعرف
not-said = أفضّل ألا أقول
none = لا شيء
other = غير ذلك
optional = اختياري
choose-one = اختر إجابة واحدة
not-answered = لم تتم الإجابة

## Marks of state

working = العمل جارٍ. هذه الصفحة تتحدّث وحدها.
done = تم
saved = تم الحفظ
sent = تم الإرسال
copied = تم النسخ
is-new = جديد
shown-once = هذا يظهر مرة واحدة فقط.

## Lists and pages of lists

pager-label = الصفحات
pager-next = الصفحة التالية
pager-previous = الصفحة السابقة
pager-first = الصفحة الأولى
pager-shown = { $count ->
    [zero] لا عناصر معروضة
    [one] عنصر واحد معروض
    [two] عنصران معروضان
    [few] { $count } عناصر معروضة
    [many] { $count } عنصرًا معروضًا
   *[other] { $count } عنصر معروض
}
sort-by = ترتيب حسب
sort-newest = الأحدث أولًا
sort-oldest = الأقدم أولًا
sort-due = الأقرب موعدًا أولًا
search-label = ابحث عن
results-count = { $count ->
    [zero] لا نتائج
    [one] نتيجة واحدة
    [two] نتيجتان
    [few] { $count } نتائج
    [many] { $count } نتيجة
   *[other] { $count } نتيجة
}
history = السجل

## When there is nothing

empty-list = لا يوجد شيء هنا بعد.
empty-filter = لا شيء يطابق هذه التصفية. اعرض الكل لترى البقية.
empty-messages = لا رسائل بعد.
empty-files = لا ملفات بعد.

## Lists inside a sentence

list-comma = { "، " }
list-and = { $start } و{ $last }
arrow = ←
