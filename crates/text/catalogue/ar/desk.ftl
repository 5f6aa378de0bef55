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
case-note-hint = يقرؤها المكتب ولا يقرؤها المبلّغ.
case-note-save = احفظ للفريق
case-note-own = احفظ لي وحدي
case-own-note = لا يقرؤها غيرك
case-next = الخطوة التالية
case-assign = المسؤول والعنوان
case-reason = السبب
step-why = لماذا، للفريق
step-leads-to = يؤدي إلى: { $state }
step-others = ما يستطيعه غيرك من هنا
step-beside = ما هو قائم أيضًا
step-beside-ends = انتهى: { $what }
step-not-now = لا يمكن ذلك من حيث تقف القضية
step-now = ممكن الآن: { $acts }
step-kept = كنت قد كتبت هذا ولم يُستخدم:
step-not-yet = ينقص شيء
step-missing = غير ممكن بعد. يلزم: { $needs }
case-may-be = أي شركة قد تكون المقصودة
case-may-be-text = بالاسم وحده. القرار لك، ولا يُربط شيء تلقائيًا.
case-company-then = في { $day }: { $standing }
case-company-uncertain = غير مؤكد: انظر صفحتها
case-linked = مرتبطة بها
sheets-title = أوراق العمل
sheets-others = ما يملؤه آخرون هنا
sheet-not-yet = لم تُملأ بعد
sheet-shown = يقرأ هذا من أرسل البلاغ.
sheet-hidden = يقرأ هذا الفريق وحده.
sheet-not-own = على شخص آخر أن يفعل ذلك
sheet-not-own-text = لا أحد يراجع ما ملأه بنفسه. اطلب ذلك من زميل.
sheet-again = { $what }، مرة أخرى
doors-title = الأبواب المفتوحة
doors-text = مقترحة بناءً على البلاغ وما تذكره هنا. الشخص يختار، ولا يُفعل شيء من دونه.
doors-standing = ما كانت عليه الشركة في الرابطة في ذلك اليوم
doors-force = لمن كان الحراس
doors-country = البلد
doors-signs = أيضًا
doors-state-forces = كانت الشرطة أو الجيش هناك
doors-minor = تضرر طفل
doors-put = ضعها في كلمات أدناه
doors-tried = جُرّب
doors-days = آخر موعد، بالأيام بعد ما حدث: { $days }
doors-months = آخر موعد، بالأشهر بعد ما حدث: { $months }
doors-years = آخر موعد، بالسنوات بعد ما حدث: { $years }
doors-no-limit = اسأل حتى أي يوم
case-beside = قائم أيضًا
clock-longer = وقت أطول: { $what }
clock-reminds = تذكير: { $what }
clock-over = انتهى الوقت: { $what }
clock-waits = متوقفة
clock-paused = المهل متوقفة
procedure-link = الإجراء كله
case-close-reason = كيف انتهت؟
case-close-explanation = اشرح ذلك للفريق
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
act-stepped = تابع القضية
act-sheet-filled = ملأ ورقة
act-linked = فتح قضية عاجلة
act-beside-begun = دوّن أن الأمر كذلك
act-beside-ended = دوّن أن الأمر انتهى
act-clock-said = المهلة
act-clock-extended = أعطى وقتًا أطول
act-assigned = حدد المسؤول
act-titled = غيّر العنوان
act-access-given = سمح لأحد بقراءتها
act-access-taken = أنهى اطلاع أحدهم
act-access-ended = انتهت القراءة في يومها المحدد
act-access-changed = غيّر من يقرؤها
act-stepped-aside = تنحى
act-merged-into = ضمها إلى أخرى
act-merged-from = ضُمّت إليها قضية أخرى
act-message-sent = كتب إلى المبلّغ
act-note-written = كتب ملاحظة
act-private-note-written = كتب ملاحظة خاصة
act-file-added = أضاف ملفًا
act-reporter-wrote = كتب رسالة
act-reporter-sent-file = أرسل ملفًا
act-consent-changed = غيّر ما يسمح به
act-contact-stopped = أوقف الاتصال
act-contact-allowed = سمح بالاتصال من جديد
act-withdrawn = سحب البلاغ
act-receipt-changed = غيّر الرمز

## People

people-title = الأشخاص
people-name = الاسم
people-roles = الأدوار
people-leads = يوقّع على من يحق له القراءة
people-reads = مقبول
people-waits = لم يُقبل بعد
people-left = لم يعد هنا
people-closed = أُغلق الحساب؛ أخرجه كي يحصل المكتب على مفتاح جديد
people-fingerprint = بصمة المفاتيح
people-fingerprint-hint = قارن هذه البصمة بالصوت قبل أن تقبل أحدًا: عندها تعرف أن لا أحد وضع مفتاحًا آخر مكانها.
people-roster = قائمة من يحق له القراءة، الرقم { $version }: البصمة { $sign }. كل من ينظر هنا من المكتب يجب أن يرى البصمة نفسها.
people-invitations = دعوات لم تُستعمل بعد
people-invite = دعوة شخص
people-invite-do = إنشاء الدعوة
people-invited = الدعوة جاهزة.
people-invited-how = سلّم هذا الرابط للشخص بنفسك وبطريقة آمنة. يعمل مرة واحدة خلال سبعة أيام.
people-take-back = سحب الدعوة
people-admit = قبوله
people-admit-how = اتصل بهذا الشخص وقارن بصمة مفاتيحه. إن كانت هي نفسها فاقبله: من بعدها يقرأ ما تقرؤه أدواره.
people-remove = إخراجه من المكتب
people-remove-what = يُخرَج فورًا ولا يقرأ شيئًا مما يصل من الآن. أما ما قرأه من قبل فهو يعرفه. يحصل المكتب على مفتاح جديد.
people-change-admit = قبول { $name }
people-change-roles = { $name }: أدوار أخرى ({ $roles })
people-change-remove = إخراج { $name }
people-waiting = يلزم توقيع { $needed } من الأشخاص. وقّع حتى الآن: { $signed }.
people-another-waits = هناك تغيير ينتظر توقيعًا آخر. وقّعه أو ألغه أولًا.
people-sign = توقيع هذا التغيير
people-drop = إلغاء هذا التغيير
people-conflict = لا يمكن إجراء هذا التغيير الآن.
people-conflict-why = ربما ينتظر تغيير آخر. أو سيبقى المكتب بلا من يوقّع أو من يحفظ الأسماء، أو ستبقى قضية لا يستطيع أحد فتحها أو فتح أسمائها: عيّن شخصًا آخر أو اطلب تسليم الأسماء أولًا.
rolled-back = قائمة قديمة لمن يحق له القراءة موضوعة مكان الأحدث.
rolled-back-why = غيّر أحد قاعدة البيانات أو أعيدت نسخة قديمة منها. لا يُقبل أي بلاغ ولا يُختم شيء لهذا المكتب حتى ينظر مسؤولوه في من على القائمة ويوقّعوها من جديد: لذلك يحفظون أدوار شخص مرة أخرى.

## Coming in by invitation

join-title = مرحبًا بك في { $desk }
join-lead = { $name }، أنت مدعو بصفة: { $roles }. اختر اسمًا وعبارتي مرور.
join-name-hint = ثلاثة أحرف أو أرقام على الأقل. تكتبه لتسجيل الدخول.
join-passphrase-hint = عدة كلمات لا يخمّنها أحد، 12 علامة على الأقل. تفتح الباب ولا تفتح أي قضية.
join-unlocking-hint = كلمات أخرى، 12 علامة على الأقل. تفتح ما أرسله الناس. لا أحد يستطيع إعطاءك إياها من جديد، ولا حتى المسؤول عن النظام.
join-again = نفسها مرة أخرى
join-sheet = اطبع هذه الصفحة أو انسخها بيدك
join-sheet-lead = احفظها خارج الحاسوب حيث لا يجدها غيرك.
join-recovery = رمز الاستعادة
join-recovery-what = يفتح مفاتيحك مرة واحدة إن نسيت عبارة فتح القفل. من يملكه ويستطيع الدخول باسمك يقرأ كل ما تقرؤه.
join-spares = رموز احتياطية
join-spares-what = يعمل كل منها مرة واحدة بدل تطبيق المصادقة.
join-authenticator = تطبيق المصادقة
join-authenticator-what = صوّر هذه الصورة بتطبيق مصادقة في هاتفك. يعرض بعدها ستة أرقام تتغير كل 30 ثانية.
join-qr = صورة لتطبيق المصادقة
join-type-in = إن لم تستطع استعمال الصورة فاكتب هذا في التطبيق:
join-code = رمز تطبيق المصادقة
join-code-hint = الأرقام الستة التي يعرضها الآن.
join-finish = طبعت الرموز. إنهاء
join-done = تم
join-done-lead = على أحد مسؤولي { $desk } الآن أن يقبلك. سيتصل بك ويقارن بصمة مفاتيحك هذه:

## The own account

account-title = حسابي
account-sessions = أين سجلت الدخول
account-session = منذ { $begun }، آخر استعمال { $used }
account-this-session = هذه
account-end = إنهاء
account-language-browser = كما يطلب المتصفح
account-calendar = التقويم
account-calendar-what = يستطيع برنامج تقويم أن يسأل على عنوان خاص بك في أي الأيام يحل موعد. يُقال له العدد فقط، ولا شيء عن أي قضية.
account-calendar-make = أنشئ عنوانًا جديدًا
account-calendar-end = ألغِ العنوان
calendar-name = مواعيد المكتب
calendar-due = المستحق: { $count }
calendar-due-late = المستحق: { $count }، المتأخر منها: { $late }
account-secrets = عبارات المرور والرموز
account-spares-left = الرموز الاحتياطية الباقية
account-old = العبارة الحالية
account-new = العبارة الجديدة
account-make = إنشاء رموز جديدة
account-passphrase = عبارة أخرى لتسجيل الدخول
account-passphrase-what = يُسجَّل خروجك من كل مكان آخر.
account-unlocking = عبارة أخرى لفتح القفل
account-unlocking-what = يجب أن تختلف عن عبارة تسجيل الدخول: فالخادم يسمع تلك في كل دخول.
account-recovery = رمز استعادة جديد
account-recovery-what = الرمز الذي طبعته سابقًا لن يفتح شيئًا بعد ذلك.
account-spares = رموز احتياطية جديدة
account-spares-what = الرموز القديمة لن تفتح شيئًا بعد ذلك.
account-authenticator = تطبيق مصادقة آخر
account-authenticator-what = يعمل القديم حتى يعرض الجديد أول رمز له.
recover-link = فقدت هذه العبارة
recover-title = فتح القفل برمز الاستعادة
recover-lead = اكتب الرمز الذي طبعته واختر عبارة جديدة لفتح القفل. يُستهلك الرمز عندها وتحصل على رمز جديد.
recover-code = رمز الاستعادة
recover-code-hint = سبع مجموعات من أربع علامات.

## Audit

audit-title = سجل الأعمال
audit-lead = من غيّر المكتب ومتى. ما جرى في قضية مكتوب في القضية نفسها.
audit-when = متى
audit-who = من
audit-what = ماذا
audit-desk-founded = أسّس المكتب
audit-member-invited = دعا شخصًا
audit-invitation-taken = قبل الدعوة
audit-roster-signed = وقّع على من يحق له القراءة
audit-member-removed = أخرج
audit-member-disabled = أغلق حساب
audit-login-reset = أعاد ضبط دخول
audit-procedure-used = اعتمد إجراءً آخر
audit-doors-used = اعتمد أبوابًا أخرى
audit-profile-used = اعتمد ملفًا قانونيًا آخر
audit-figures-used = اعتمد أرقامًا أخرى
audit-country-set = حدد أين يعمل المكتب
audit-channel-changed = غيّر طريقة للإبلاغ
audit-roster-proposed = اقترح تغييرًا في من يحق له القراءة:
audit-roster-dropped = ألغى تغييرًا في من يحق له القراءة:
audit-invitation-taken-back = استرد دعوة
audit-case-erased = محا قضية:
audit-passphrase-changed = غيّر عبارة المرور للدخول
audit-unlocking-changed = غيّر عبارة المرور لفتح القفل
audit-authenticator-changed = أعدّ تطبيق مصادقة آخر
audit-spare-codes-made = أنشأ رموزًا احتياطية جديدة
audit-recovery-code-made = أنشأ رمز استرداد جديدًا
audit-recovery-code-used = فتح القفل برمز الاسترداد
audit-older = سطور أقدم

## Numbers

numbers-title = أرقام
numbers-lead = كم بلاغًا هناك وكيف حالها. لا شيء هنا يدل على قضية.
numbers-few-why = ما قلّ عن { $fewest } لا يُذكر، ولا ما يدل عليه.
numbers-weeks = أسبوع الوصول
numbers-count = البلاغات
numbers-few = قليل
numbers-before = قبل ذلك
numbers-told = ما آلت إليه قضايا هذا المكتب
numbers-told-text = أرقام العموم نفسها، لقضايا هذا المكتب وحده، تُعَدّ مرة واحدة لكل فترة انتهت. أبقوها داخل المكتب: فمقارنتها بأرقام العموم تكشف عن مكاتب أخرى.
numbers-clock-overdue = متأخرة
numbers-clock-soon = تحلّ خلال أسبوع
numbers-clock-later = تحلّ لاحقًا
numbers-clock-none = بلا موعد

## Ways to report

channels-title = طرق الإبلاغ
channels-lead = لكل طريقة إبلاغ أسئلتها وقرّاؤها ووعدها. يرى الناس الطرق المفتوحة.
desk-country = أين يعمل المكتب
desk-country-hint = تُحسب أيام العمل بحسب عطل هذا البلد ونهايات أسابيعه.
channels-open = مفتوحة
channels-closed = مغلقة
channels-open-what = مفتوحة: يستطيع الناس الإبلاغ بها
channels-add = إضافة طريقة إبلاغ
channels-questions = الأسئلة
channels-questions-what = سؤال في كل صفحة وبهذا الترتيب. أربعة منها يجب أن تبقى، والبقية يمكن إزالتها أو تغييرها.
channels-required = يلزم الجواب، و«لا أعرف» جواب
channels-conditional = يُسأل بعد أجوبة معينة فقط
channels-earlier = إلى الأعلى: { $question }
channels-later = إلى الأسفل: { $question }
channels-new-question = سؤال من عندكم
channels-left-out = لا تُسأل الآن
channels-put-back = اسألوه
channels-settings = الإعدادات
channels-languages = اللغات المعروضة
channels-own-language = لغتها الأصلية التي تظهر حين تنقص لغة أخرى
channels-acknowledge = تقولون إنه وصل خلال أيام
channels-answer = تجيبون خلال أيام
channels-days-hint = من يوم إلى 60 يومًا لتقولوا إنه وصل، ثم 730 يومًا على الأكثر.
channels-name = الاسم ({ $language })
channels-readers = من يقرؤه، بكلمات بسيطة ({ $language })
channels-readers-hint = بهذا يقرر الناس هل يجرؤون على الكتابة.
channels-conflict = غيّر شخص آخر هذا في هذه الأثناء.
channels-conflict-what = انظر إليه كما هو الآن ثم غيّره من جديد.
channels-kind = نوع الجواب
channels-question = السؤال ({ $language })
channels-question-hint = اتركه فارغًا لتظهر الكلمات المرفقة مع Watchpost.
channels-hint = مساعدة تحته ({ $language })
channels-options = أجوبة للاختيار ({ $language })
channels-options-hint = جواب في كل سطر وبالترتيب نفسه في كل لغة. فقط لنوعي «واحد» و«عدة».
channels-offered = الأجوبة المعروضة
channels-only-if = يُسأل فقط بعد جواب على
channels-only-if-hint = اتركه فارغًا ليُسأل دائمًا.
channels-any-of = أي الأجوبة
channels-remove = عدم طرح هذا السؤال بعد الآن
channels-remove-what = الأجوبة التي أعطاها الناس تبقى في قضاياهم.
answer-kind-short = سطر
answer-kind-long = نص أطول
answer-kind-one = واحد من عدة أجوبة
answer-kind-many = عدة أجوبة
answer-kind-when = تاريخ بأقصى دقة معروفة
answer-kind-where = مكان

## Entering a report, joining two, letting others read

enter-title = تدوين بلاغ باليد
enter-lead = لمن اتصل أو كتب أو حضر. اطرح عليه الأسئلة نفسها، وفي النهاية رمز له.
enter-channel = طريقة الإبلاغ
enter-how = كيف وصل؟
enter-language = اللغة
enter-language-hint = اللغة التي تتكلم بها مع الشخص.
case-give = السماح لشخص بالقراءة
case-until = حتى هذا اليوم
case-give-do = السماح بالقراءة
case-take = إنهاء قراءة شخص
case-take-do = إنهاؤها
case-merge = ضمّها إلى قضية أخرى
case-merge-what = إن كانتا عن البلاغ نفسه. تُغلق هذه وتشير إلى الأخرى.
case-merge-other = رقم القضية الأخرى
case-erase = محو القضية
case-erase-what = يزول كل شيء نهائياً: البلاغ والملفات والرسائل والملاحظات والسجل. ومن أبلغ لن يستطيع العودة برمزه. يبقى السجل العام كاملاً، لكن لن يستطيع أحد بعد ذلك أن يبيّن معنى قيوده. والنسخ الاحتياطية التي أُخذت قبل اليوم تبقى فيها القضية إلى أن تُحذف.
case-erase-reference = اكتب رقم هذه القضية
case-erase-why = لماذا تُمحى؟
receipt-entered = أنت تدوّن هذا لشخص آخر. اقرأ له الرمز أو سلّمه إياه، ولا تحتفظ به.

## Looking at a file

preview = عرض
preview-of = عرض: { $name }
preview-back = العودة إلى القضية
preview-none = لا يمكن عرض هذا الملف هنا. نزّله ولا تفتحه إلا حيث لا يستطيع الإضرار.
preview-unreadable = لا يمكن رسم هذا الملف هنا: إما أنه تالف أو مقفل بكلمة سر أو من نوع غير معروف. نزّله ولا تفتحه إلا حيث لا يستطيع الإضرار.
preview-too-long = هذا الملف أكبر من أن يُعرض هنا. نزّله ولا تفتحه إلا حيث لا يستطيع الإضرار.
preview-not-held = لا يستطيع هذا الخادم عرض الصور وملفات PDF بأمان، لذلك لا يعرضها. أخبر من يديره أن الأمر `watchpost doctor` يبيّن السبب. وحتى ذلك الحين يمكن تنزيل الملف.
preview-page = الصفحة { $page } من { $pages }
preview-close = أكبر، وحدها
preview-drawn = هذا رسم جديد من الملف: لا يحمل تفاصيل مخفية ولا يستطيع فعل شيء. وما أُرسل يبقى كما كان.

## من المبلّغ: شخصان معًا

case-identity-two = يُفتح الاسم والاتصال بشخصين: تقول السبب، ويوافق زميل.
case-identity-ask = اطلب من زميل
case-identity-waits = لقد طلبت. يمكن لزميل أن يوافق حتى { $day }.
case-identity-agreed = وافق { $name }. يمكنك الفتح حتى { $day }.
case-identity-alone = لا أحد غيرك يقرأ القضايا في هذا المكتب، فلا أحد يمكنه أن يوافق. يمكنك الفتح وحدك، والسجل يذكر ذلك.
case-identity-asks = يطلب { $name } أن يفتح من المبلّغ
case-identity-agree = أوافق
case-identity-refuse = لا أوافق
case-identity-refuse-why = لماذا لا
act-identity-asked = طلب فتح الاسم والاتصال
act-identity-agreed = وافق على فتح الاسم والاتصال
act-identity-refused = لم يوافق على فتح الاسم والاتصال
act-identity-handed = أعطى حافظًا آخر مفتاح الاسم والاتصال
case-times = { $count ->
    [zero] لا مرة
    [one] مرة واحدة
    [two] مرتان
    [few] { $count } مرات
    [many] { $count } مرة
   *[other] { $count } مرة
}
case-older = الأقدم
case-proof = براهين
case-proof-of = برهان السطر { $number }
case-proof-what = في البرهان ما قيل في سطر بقدر ما تقرؤه أنت، ويُظهر لأي أحد أنه في السجل العام. ولا يقول أبدًا من الذي أبلغ.
inbox-asked = رأيك مطلوب
inbox-asked-count = قضايا يحتاج فيها زميل إلى موافقتك لفتح من المبلّغ: { $count }
inbox-asked-show = أظهرها
people-hand-on = تسليم مفاتيح من المبلّغ
people-hand-on-what = قضايا يمكنك فيها فتح من المبلّغ ولا يمكن لهذا الشخص: { $count }. يحتاج هو أيضًا إلى المفاتيح، وإلا فلن تكون عند أحد حين تغادر.
people-hand-on-do = أعطه المفاتيح
case-not-yours = ليس لديك مفتاح لما قيل هنا؛ هو لدى من يقرأ للمكتب فقط.

## البريد الذي يقول إن هناك جديدًا

mail-title = البريد
mail-lead = يمكن لرسالة بريد أن تخبرك بأن هناك جديدًا. لا تقول أبدًا ما هو، ولا في أي قضية. من يقرأ بريدك يعرف أنك تعمل هنا.
mail-none-here = لا يخرج بريد من هنا: لم يضبطه من يدير الجهاز.
mail-address = عنوان بريدك الإلكتروني
mail-often = كم مرة
mail-off = بلا بريد
often-hourly = كل ساعة جاء فيها جديد
often-daily = مرة في اليوم
mail-at = في أي ساعة، إن كان مرة في اليوم
mail-quiet-from = صمت من
mail-quiet-until = صمت حتى
mail-zone = منطقتك الزمنية
mail-zone-hint = مثل Asia/Amman أو Africa/Cairo.
mail-subject = { $site }
mail-news = هناك جديد لك.
mail-hello = سيصل البريد من هنا إلى هذا العنوان من الآن.
mail-where = سجّل الدخول لتراه: { $address }
mail-no-more = لا تقول هذه الرسالة أكثر من ذلك، عن قصد. يمكنك إيقافها في «حسابي».

## المرشحات والعروض المحفوظة والعمل نفسه على عدة قضايا

inbox-kind = الموضوع
inbox-country = البلد
inbox-urgency = الاستعجال
inbox-channel = طريق الإبلاغ
inbox-messages = الرسائل
inbox-news = فيها جديد
inbox-views = العروض المحفوظة
inbox-view-name = اسم لما هو معروض الآن
inbox-view-keep = احفظ هذا العرض
inbox-view-drop = انسَ «{ $name }»
many-title = افعل الشيء نفسه لعدة قضايا
many-lead = علّم القضايا أعلاه. لكل واحدة سطرها في سجلها.
many-tick = اختر
many-all = كل ما وُجد وعدده { $count }، لا المعلَّم فقط
many-assign = أعطها لهذا الشخص
many-close = أغلقها
many-done = تم: { $done } من { $all }
many-running = جارٍ: { $done } من { $all }. أعد تحميل الصفحة لترى إلى أين وصل.
many-not-possible = غير ممكن في حالة القضية، أو غير مسموح لك: { $count }
many-none-ticked = لم يُختر شيء
many-still-running = ما زال عمل آخر جاريًا
many-wait = انتظر حتى ينتهي ثم حاول ثانية.
inbox-more = مرشحات أخرى
