# The working area of those who are signed in.

## Signing in and unlocking

sign-lead = سجّل الدخول للعمل على القضايا.
sign-name = الاسم
sign-passphrase = عبارة الدخول
sign-code = الرمز
sign-code-hint = ستة أرقام من تطبيق المصادقة، أو رمز احتياطي.
sign-unlock-title = افتح قفل قضاياك
sign-unlock-lead = لقد سجلت الدخول. ما أرسله الناس ما زال مقفلًا، وتفتحه لك هذه العبارة الثانية.
sign-unlocking = عبارة فتح القفل
sample-title = حسابات تجريبية
sample-text = هذه شبكة تجريبية لا شيء فيها حقيقي. كل رمز يعمل مرة واحدة ويتغير كل 30 ثانية: افتح الصفحة من جديد لرمز آخر.
sample-what = عملهم

## Inbox

inbox-locked = قبل فتح القفل لا تظهر إلا الحالات والمواعيد.
inbox-title = العنوان
inbox-state = الحالة
inbox-all-states = الكل، ومنها المغلقة
inbox-due = الموعد
inbox-overdue = متأخر
inbox-soon = خلال أسبوع
inbox-overdue-count = المتأخرة: { $count }
inbox-assignee = المسؤول
inbox-me = أنا
inbox-nobody = لا أحد
inbox-week = أسبوع الوصول

## A case

case-acknowledge = تأكيد الوصول
case-answer = الرد
case-consent = ما سمح به المبلّغ
case-contact-stopped = المبلّغ ليس في أمان ويطلب عدم الاتصال. لا تكتب ولا تتصل.
case-withdrawn = سحب المبلّغ بلاغه.
case-report = البلاغ
case-reporter = المبلّغ
case-somebody = أحد العاملين
case-system = النظام
case-message = اكتب إلى المبلّغ
case-message-hint = يقرؤه المبلّغ في الموقع برمزه.
case-send = أرسل إلى المبلّغ
case-notes = الملاحظات
case-note = اكتب ملاحظة
case-note-hint = يقرؤها الفريق ولا يقرؤها المبلّغ.
case-note-save = احفظ للفريق
case-note-own = احفظ لي وحدي
case-own-note = لا يقرؤها غيرك
case-next = الخطوة التالية
case-assign = المسؤول والعنوان
case-reason = السبب
case-close = أغلق القضية
case-close-reason = كيف انتهت؟
case-close-explanation = اشرح ذلك للفريق
case-reopen = أعد فتحها
case-access = من يقرؤها
case-access-named = المسمَّون فقط
case-access-desk = كل المكتب
case-aside = أتنحى عن هذه القضية
case-identity = من المبلّغ
case-identity-open = افتح الاسم والاتصال

## What happened in a case

act-report-received = أرسل البلاغ
act-opened = فتح القضية
act-identity-opened = فتح الاسم والاتصال
act-file-opened = فتح ملفًا
act-moved-on = غيّر الحالة
act-closed = أغلق القضية
act-reopened = أعاد فتح القضية
act-assigned = حدد المسؤول
act-titled = غيّر العنوان
act-access-given = سمح لأحد بقراءتها
act-access-taken = أنهى اطلاع أحدهم
act-access-changed = غيّر من يقرؤها
act-stepped-aside = تنحى
act-merged-into = ضمها إلى أخرى
act-message-sent = كتب إلى المبلّغ
act-note-written = كتب ملاحظة
act-private-note-written = كتب ملاحظة خاصة
act-file-added = أضاف ملفًا
act-reporter-wrote = كتب رسالة
act-reporter-sent-file = أرسل ملفًا
act-consent-changed = غيّر ما يسمح به
act-contact-stopped = طلب عدم الاتصال
act-contact-allowed = سمح بالاتصال من جديد
act-withdrawn = سحب البلاغ
act-receipt-changed = غيّر الرمز
