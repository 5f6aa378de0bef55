second-title = نظرة ثانية
second-text = بعض الأمور هنا لا يقوم بها شخص وحده. اطلب وقل لماذا، فينظر شخص آخر. تسري الموافقة على ما طلبته بالضبط، ولك أنت، وتنتهي بعد أيام.
second-none = لا أحد ينتظر كلمة.
second-ask = اطلب من شخص ثانٍ
second-asks = { $name } يطلب: { $act } – { $what }
second-thing = ماذا بالضبط
second-why = لماذا، لمن ينظر
second-until = حتى { $day }
second-look = انظر إلى ما يُقال
second-other-draft = شيء تغيّر منذ ذلك الحين
second-agree = أوافق
second-agreed = { $name } وافق.
second-refuse = لا أوافق
second-refusal = إن لم توافق: لماذا
second-needed = يجب أن يوافق شخص آخر أولًا: { $act }
second-who = يستطيع هؤلاء: { $names }. اطلب منهم في صفحة «نظرة ثانية» الخاصة بالحالة.
second-nobody = لا أحد غيرك ممن يقرؤون هذه الحالة يستطيع ذلك. دع مسؤول حالات أو المشرف يقرؤها.
act-second-asked = طلب نظرة ثانية
act-second-agreed = وافق، بصفته الشخص الثاني، على طلب
act-second-refused = لم يوافق، بصفته الشخص الثاني، على طلب
guarded-release = إخبار شركة
guarded-close = إنهاء الحالة
guarded-erase = حذف الحالة نهائيًا
guarded-give-out = إعطاء نسخة
second-other-copy = نسخة تغيّرت منذ ذلك الحين
inbox-words = زملاء ينتظرون كلمتك، قبل شيء لا يفعله أحد وحده: { $count }
second-count = { $count ->
    [zero] لا أحد ينتظر كلمة
    [one] طلب واحد ينتظر كلمة
    [two] طلبان ينتظران كلمة
    [few] { $count } طلبات تنتظر كلمة
    [many] { $count } طلبًا ينتظر كلمة
    *[other] { $count } طلب ينتظر كلمة
}
