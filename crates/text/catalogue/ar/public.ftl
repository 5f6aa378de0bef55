# Pages that need no login: the front door, reporting, coming back with the receipt.

## Front door

home-title = كيف نساعدك؟
home-lead = هل أصابك أو أصاب غيرك ضرر من حراس أمن خاص؟ هل تعمل في شركة أمن ورأيت أمرًا خطيرًا؟ يمكنك أن تقول ذلك هنا بأمان.
home-safe-title = كيف نحميك
home-safe-account = لا تحتاج إلى حساب ولا إلى اسم. تحصل على رمز تعود به.
home-safe-sealed = ما ترسله يُقفل فورًا، ولا يفتحه إلا من تختارهم.
home-safe-choose = أنت تقرر ما يُفعل به، ويمكنك أن تغيّر رأيك.
neutral-title = ساعات العمل
neutral-text = مكتبنا مفتوح من الاثنين إلى الجمعة، من الساعة 9 إلى الساعة 17، ومغلق في العطل الرسمية.

## What the service promises

about-title = كيف نحميك
about-lead = تقول هذه الصفحة ماذا نفعل بالبلاغ، وتقول أيضًا ما لا نستطيع فعله.
about-readers-title = من يقرؤه
about-readers = لا يقرؤه إلا العاملون في المنظمة التي تختارها، ونخبرك من هم قبل أن تكتب. اسمك وطريقة الوصول إليك تُقفل وحدها، ولا يفتحها إلا قليلون، وعليهم أن يذكروا السبب كل مرة. وإذا حُصر بلاغ في قلة مسمّاة وتعذّر الوصول إلى أي منهم، فلمن يقود أن يفتحه عند الطوارئ، ويُبلَّغون جميعًا قبل أن يُفتح.
about-sealed-title = ما الذي يُقفل
about-sealed = كل ما تكتبه وكل ملف يُشفَّر تشفيرًا قويًا حال وصوله إلينا. من يأخذ أجهزتنا لا يجد فيها ما يستطيع قراءته.
about-kept = لا نحفظ مكشوفًا عنوان جهازك ولا وقتًا أدق من الأسبوع. وحين تعود لتقرأ لا يُكتب شيء.
about-limits-title = ما لا نستطيع فعله
about-limits-server = في لحظة الإرسال يرى خادمنا ما يمر به ثم يقفله. لو كان أحد يتحكم سرًا بالخادم في تلك اللحظة لاستطاع أن يراه.
about-limits-device = لا نستطيع حماية هاتف أو حاسوب يتحكم به غيرك. إن استطعت فاستخدم جهازًا ليس لك ولا لصاحب عملك، وامسح سجله بعد ذلك.
about-limits-files = قد تدل الصورة أو الوثيقة على من صنعها ومتى وأين، ويرى ذلك أيضًا من يقرأ بلاغك.
about-proof-title = كيف تثبت ذلك
about-proof = كل ما تكتبه، وكل ما يجيب به المكتب، يترك بصمة في قائمة عامة لا يغيّرها أحد دون أن يُكشف. وبرمزك تستطيع أن تحفظ براهين: على ما كُتب، وعلى أنه كان هناك حينها. لا تقول البصمة شيئًا عنك. أما البرهان ففيه الكلمات، فلا تُره إلا لمن تثق بهم.

## Beginning

report-start-title = قبل أن تبدأ
report-start-lead = تجيب عن سؤال بعد سؤال. يمكنك أن تتوقف وتكمل خلال 24 ساعة على هذا الجهاز.
report-start-required = المطلوب أربع إجابات فقط: ماذا حدث، وأين، ومتى، وكيف نصل إليك. و«لا أعرف» إجابة مقبولة دائمًا.
report-start-sealed = ما ترسله يُقفل، ولا يفتحه إلا من تختارهم أدناه.
report-start-receipt = قبل الإرسال تحصل على رمز. به تعود وتقرأ الرد وتكتب المزيد.
report-start-device = لا تستخدم هاتفًا أو حاسوبًا للشركة المعنية.
report-danger-title = هل أحد في خطر الآن؟
report-danger = لا تنتظرنا. اذهب إلى مكان آمن واتصل برقم الطوارئ أو بمن تثق بهم. قد لا يقرأ أحد هذا قبل بضعة أيام.
report-channel = من يقرؤه؟
report-languages = اللغات: { $languages }.
report-promise = يؤكدون الوصول خلال { $first ->
    [zero] اليوم نفسه
    [one] يوم واحد
    [two] يومين
    [few] { $first } أيام
    [many] { $first } يومًا
   *[other] { $first } يوم
}، ويردون خلال { $full ->
    [zero] اليوم نفسه
    [one] يوم واحد
    [two] يومين
    [few] { $full } أيام
    [many] { $full } يومًا
   *[other] { $full } يوم
}.
report-over-title = لا يوجد ما تكمله
report-over = ما بدأته هنا أُرسل أو أُلغي أو مضى عليه أكثر من 24 ساعة. يمكنك أن تبدأ من جديد.
report-closed-title = لا يستطيع أحد استقبال بلاغ هنا الآن
report-closed = يرجى العودة لاحقًا. إن كنت لا تستطيع الانتظار فاتجه إلى من تثق بهم.
report-going-on = لقد بدأت بلاغًا على هذا الجهاز.
report-discard = ألغه

## Questions, one a page

report-progress = السؤال { $number } من { $of }
report-skipped = أجبت: { $answer }
report-when-date = التاريخ، بقدر ما تعرفه
report-when-date-hint = يمكنك أن تترك أجزاء فارغة: السنة فقط، أو الشهر والسنة.
report-when-precision = ما مدى دقته؟
report-country = البلد
report-district = المنطقة
report-districts = أظهر المناطق
report-files-add = أضف هذه الملفات
report-files-added = ما أُضيف حتى الآن
report-files-limits = صور ومقاطع مصورة وتسجيلات صوتية ووثائق من أي نوع، حتى 2 غيغابايت لكل ملف. وتُقفل حال وصولها.
file-too-large = «{ $name }» أكبر من 2 غيغابايت ولم يُحفظ.
file-no-room = لا مكان الآن للملف «{ $name }» ولم يُحفظ. أرسله من جديد بعد بضع ساعات.
file-not-whole = لم يصل «{ $name }» كاملًا ولم يُحفظ. أرسله من جديد.
file-others-kept = ما كتبته والملفات التي أرسلتها قبله محفوظة.
report-check-title = راجع إجاباتك
report-check-missing = ما زالت هذه الإجابات مطلوبة
report-check-unread = ما كتبته محفوظ، وفيه شيء يحتاج إلى نظرة أخرى.

## Receipt and sending

receipt-title = احتفظ بهذا الرمز
receipt-lead = هو الطريق الوحيد إلى بلاغك، ولا نستطيع أن نرسله إليك مرة أخرى.
receipt-or = الرمز نفسه بالأرقام:
receipt-write = اكتبه على ورق أو احفظه غيبًا. وهو يشبه رقم زبون.
receipt-lost = إن أضعته فلن يستطيع أحد فتح هذه المحادثة لك، ولا نحن.
receipt-hide = احفظه حيث لا ينظر من تخافهم. قد يعثرون على صورة له في هاتفك.
receipt-type-word = لنتأكد أنه معك: اكتب الكلمة رقم { $number }
receipt-type-group = لنتأكد أنه معك: اكتب مجموعة الأرقام رقم { $number }
report-send-title = أرسل بلاغك
report-send-lead = يذهب إلى: { $reader }. بعد الإرسال لا يمكن تغييره هنا، لكن يمكنك دائمًا أن تضيف إليه.
report-send-again = إن انقطع الاتصال فاضغط الزر مرة أخرى. لا يُرسل إلا مرة واحدة.
report-sent-title = وصل بلاغك
report-sent-lead = شكرًا لك. هو الآن مقفل، ويستطيع من اخترتهم قراءته.
report-sent-reference = الرقم المرجعي
report-sent-next = عد برمزك بعد بضعة أيام. تجد هناك ردنا، وتستطيع أن تكتب إلينا. لن يتصل بك أحد ما لم تسمح بذلك.
report-sent-leave = غادر الآن
## ما كُتب لا يضيع

kept-title = ما كتبته
kept-copy = لم يعد محفوظًا هنا. انسخه الآن، ويمكنك لصقه في الصفحة التالية.
kept-yours = جوابك
kept-old-form = لم يُرسل شيء. ما كتبته ما زال هنا: اضغط الزر مرة أخرى.
kept-try-later = ما كتبته ما زال هنا ولم يُرسل بعد. اترك هذه الصفحة مفتوحة واضغط الزر من جديد بعد بضع دقائق.
kept-changed = تغيّر هذا في نافذة أخرى. ما كتبته ما زال هنا: انظر إليه ثم اضغط الزر مرة أخرى.

## اسم النافذة حيث يقول العنوان أكثر مما يجب

window-note = يرجى الانتباه
window-last = الخطوة الأخيرة
window-done = تم

## Coming back

follow-title = رسائلك
follow-lead = برمزك ترى ما يجري، وتقرأ ردودنا، وتكتب إلينا.
follow-receipt = رمزك
follow-receipt-hint = الكلمات التسع أو الأرقام الثلاثون. لا تهم المسافات.
follow-lost = إن أضعت الرمز فلا نستطيع فتحه لك. يمكنك أن ترسل بلاغًا جديدًا.
follow-over-title = أُغلقت هذه الصفحات
follow-over = تُغلق من نفسها إذا مضت 30 دقيقة دون فعل شيء. ما أرسلته محفوظ. أدخل رمزك من جديد للمتابعة.
follow-over-act = ما طلبته لم يُنفَّذ بعد: أدخل رمزك فتعود إليه.
follow-enter-again = أدخل الرمز من جديد
follow-acknowledge-by = نؤكد الوصول قبل
follow-answer-by = نرد قبل
follow-stopped = طلبت ألا نتصل بك، ونحن لا نتصل.
follow-withdrawn = لقد سحبت هذا البلاغ.
follow-messages = الرسائل
follow-from-you = أنت
follow-from-desk = ردنا
follow-write = اكتب إلينا
follow-files = الملفات
follow-files-add = أضف ملفات
follow-consent = ماذا يمكننا أن نفعل ببلاغك؟
follow-consent-until = اسمح بذلك حتى هذا اليوم فقط
follow-consent-until-hint = كل ما اخترته يسري عندئذ حتى نهاية ذلك اليوم. اتركه فارغًا كي لا تغيّر أي موعد انتهاء.
follow-consent-open = ما يمكننا فعله به
follow-safety = إن لم تكن في أمان
follow-safety-text = قل لنا ألا نتصل بك فلا يكتب أحد ولا يتصل. وتستطيع أن تقرأ وتكتب هنا دائمًا.
follow-contact-stop = لست في أمان، لا تتصلوا بي
follow-contact-again = يمكنكم الاتصال بي من جديد
follow-code-title = أحدهم يعرف رمزي: أريد رمزًا جديدًا
follow-code-lead = هذا رمز جديد. حين تكتب جزءًا منه يتوقف القديم فورًا.
follow-code-take = استخدم الرمز الجديد
follow-end-title = اسحب البلاغ
follow-end-lead = نتوقف عن العمل عليه ولا نعطيه لأحد آخر. وما أُعطي من قبل لا يمكن استرجاعه من كل مكان.
follow-end-kept = نحتفظ بأن بلاغًا كان هنا وبما فُعل به، حتى لا يقول أحد إنه لم يكن. ويبقى مقفلًا.
follow-end-final = هذا نهائي: لا يمكن الرجوع عنه.
follow-end-still = ما زال بإمكانك أن تقرأ هنا وأن تكتب إلينا وأن ترسل ملفات.
follow-end-free = هذا قراري الحر: اسحبه
follow-end-pressed = أحدهم يجبرني: اسحبه
follow-proof = براهين ما قيل
follow-proof-text = احفظ برهانًا على أي من هذه. يستطيع من يملكه أن يتحقق بالقائمة العامة مما قيل ومن أنه كان هناك حينها. فيه الكلمات، وليس فيه أبدًا الجزء الذي يحمل اسمك ووسيلة الاتصال بك. لا تُره إلا لمن تثق بهم.
follow-proof-later = يدخل بلاغك القائمة العامة خلال دقائق. عد بعدها.
## vocabulary: line
line-report-received = بلاغك
line-stepped = تغيّرت الحالة
line-sheet-filled = مُلئت ورقة
line-linked = فُتحت قضية عاجلة
follow-linked = ما قلته عن الانتقام يُعالج أمرًا عاجلًا قائمًا بذاته.
follow-go-linked = انظر فيه: { $reference }
follow-is-linked = هذا عن الانتقام الذي ذكرته. بلاغك الأول مستمر إلى جانبه.
follow-first = العودة إلى البلاغ الأول
sheet-filled = { $who }، { $day }
sheet-why = لماذا: { $question }
paragraphs-title = فقرات المدونة
paragraphs-hint = الفقرات التي تمسها الوقائع إن صحت. لا يعني هذا أن المدونة خُرقت.
paragraphs-ticked = المحددة
paragraphs-look = البحث عن فقرة
paragraphs-find = رقم أو كلمات
paragraphs-find-hint = في العناوين والملخصات والمواضيع. ما حُدد يبقى محددًا.
paragraphs-edition = أي نص من المدونة كان ساريًا حينها
made-from = مقترح بناءً على
version-profile = ما يُعرف عن هذا البلد: { $country }
version-shipped = { $what }، رقم { $number }، معمول به منذ { $since } (جاء مع البرنامج)
version-own = { $what }، رقم { $number }، معمول به منذ { $since }
line-message-sent = كتب المكتب
line-file-added = أضاف المكتب ملفًا
line-reporter-wrote = أنت كتبت
line-reporter-sent-file = أنت أرسلت ملفًا
line-consent-changed = غيّرت ما تسمح به
line-contact-stopped = أُوقف الاتصال بك
line-contact-allowed = سمحت بالاتصال من جديد
line-withdrawn = سحبت البلاغ
line-receipt-changed = غيّرت رمزك
follow-steps = ما تستطيع فعله الآن
follow-step-text = احكِ لنا بكلماتك
follow-step-how = كيف هو الأمر؟
follow-due = الموعد القادم
follow-close = أغلق وانس الرمز على هذا الجهاز

## The API

api-title = للبرامج
api-lead = تستطيع البرامج إرسال البلاغات ومتابعتها عبر HTTPS وبصيغة JSON. لا يلزم لذلك أي مفتاح.
api-document = الوصف الذي تقرؤه البرامج (OpenAPI 3.1)
api-call = النداء
api-does = ماذا يفعل
api-example = أصغر بلاغ

## The public log

log-lead = يثبت هذا السجل ما قيل ومتى قيل، ولا يخبر أحدًا بما كان.
log-what = يترك كل بلاغ وجواب وقرار سطرًا هنا: رقمًا لا يُعرف منه شيء. من يملك بلاغًا يستطيع أن يثبت ما قيل وأن سطره في السجل. لا يستطيع أحد إزالة سطر أو تغييره دون أن يُرى ذلك.
log-size = الأسطر
log-key = مفتاح السجل
log-checkpoint = أحدث نقطة تحقق
log-keep = احتفظ بنسخة منها. إن قال السجل يومًا غير ذلك فنسختك تثبته.
log-follows = السجل السابق لهذا
log-follows-why = كان ذلك السجل قد قال أكثر مما أمكن استرجاعه بعد فقدان، فانتهى. يبدأ هذا السجل بذكر آخر ما يُعرف عنه، ويضم كل ما تم استرجاعه.
log-check = تحقق بنفسك
log-check-how = يستطيع أي شخص قراءة السجل كله وحسابه من جديد. هذا البرنامج يفعل ذلك:

## The procedure

procedure-title = كيف يمضي البلاغ
procedure-lead = أين يمكن أن يقف البلاغ، وما الذي يمضي به، ومن يستطيع ذلك، ومتى. لا شيء غير ذلك يحركه.
procedure-drawn = الإجراء مرسومًا
procedure-drawn-text = الجدول أدناه يقول الشيء نفسه بالكلمات.
procedure-state = أين يقف
procedure-when = متى
procedure-on = ما يمضي به
procedure-anywhere = من أي مكان بينهما
procedure-back = عودة إلى حيث كان
procedure-gone = لا يُحفظ شيء
procedure-beside = ما يمكن أن يكون قائمًا أيضًا
procedure-begun = يقوله
procedure-ended = ينهيه
procedure-clocks = المهل
procedure-stand = متوقفة
procedure-run = مستمرة
procedure-asked = ما يجب معرفته
procedure-ends = كيف يمكن أن ينتهي
procedure-version = النسخة { $version }
procedure-urgent = { $time } عند الاستعجال
procedure-for = { $what }: { $time }
procedure-longer = { $time }، يُمدّد مرة
procedure-days = { $days ->
    [zero] { $days } يوم
    [one] يوم واحد
    [two] يومان
    [few] { $days } أيام
    [many] { $days } يومًا
   *[other] { $days } يوم
}
procedure-working-days = { $days ->
    [zero] { $days } يوم عمل
    [one] يوم عمل واحد
    [two] يوما عمل
    [few] { $days } أيام عمل
    [many] { $days } يوم عمل
   *[other] { $days } يوم عمل
}
procedure-hours = { $hours ->
    [zero] { $hours } ساعة
    [one] ساعة واحدة
    [two] ساعتان
    [few] { $hours } ساعات
    [many] { $hours } ساعة
   *[other] { $hours } ساعة
}

## Numbers for the public
## vocabulary: counted-by counted-track counted-answer counted-remedy counted-kept

statistics-title = أرقامنا
statistics-lead = كم قضية وصلت، ومن أين، وعن ماذا، وكيف انتهت. تُستخرج الأرقام من القضايا نفسها، ولا يمكن العثور على أحد من خلالها.
statistics-none = لا توجد أرقام بعد
statistics-none-text = تُعد الأرقام لفترة كاملة بعد أن تنتهي وتستقر، ثم تبقى كما هي. هذا ما سيُحسب:
statistics-received = القضايا الواردة: { $period }
statistics-ended = القضايا المنتهية: { $period }
statistics-total = القضايا: { $count }
statistics-total-held = القضايا: أقل من { $least }، أو لا شيء. لا يُنشر شيء آخر عن هذه الفترة.
statistics-made = أُعدّت بعد انتهاء هذه الفترة: { $quarter }؛ وتبقى كما هي. الأعداد الأقل من { $least } محجوبة.
statistics-counts = ما يُحسب:
statistics-leaves-out = ما لا يُحسب:
statistics-definition = التعريف { $version }، منذ { $day }
statistics-cases = القضايا
statistics-all = الكل
statistics-held-back = محجوب
statistics-rest = كل ما لا يُذكر على حدة
statistics-share = { $value }: { $percent } %. مجموع القضايا: { $total }
statistics-nothing = لا يوجد عدد كبير بما يكفي لنشره.
statistics-older = الفترات الأقدم في الملفات أدناه.
statistics-data = الأرقام نفسها للبرامج
statistics-csv = لجدول حسابي (CSV)
statistics-json = مع جميع التعريفات (JSON)
counted-quarter = { $number ->
    [1] الفصل الأول من { $year }
    [2] الفصل الثاني من { $year }
    [3] الفصل الثالث من { $year }
   *[other] الفصل الرابع من { $year }
}
counted-period = { $first } إلى { $last }
counted-paragraph = الفقرة { $number }
counted-not-told = غير مذكور
counted-by-quarter = الفصل
counted-by-country = البلد
counted-by-kind = نوع الضرر
counted-by-paragraph = فقرة المدونة
counted-by-track = الغاية
counted-by-route = الطريق
counted-by-first-answer = أول رد
counted-by-outcome = كيف انتهت
counted-by-remedy = الإنصاف
counted-track-harm = إصلاح ضرر
counted-track-evidence-only = دليل للرقابة فقط
counted-answer-within-a-week = خلال 7 أيام
counted-answer-within-thirty-days = خلال 30 يومًا
counted-answer-later = بعد ذلك
counted-answer-none = ليس بعد
counted-remedy-confirmed = أكّده المتضرر
counted-remedy-not-confirmed = لم يؤكَّد
statistics-due = القضايا التي وُعد فيها بشيء ليوم في هذه الفترة: { $period }
counted-by-promised = ما وُعد به
counted-by-kept = كيف وُفي به
counted-several = أنواع عدة
counted-kept-not-kept = لم يوفَ به
counted-kept-partly = وُفي بجزء منه
counted-kept-said = قيل إنه أُنجز ولم يره أحد آخر
counted-kept-late = وُفي به بعد موعده
counted-kept-seen = وُفي به في موعده ورآه شخص آخر
counted-kept-confirmed = وُفي به في موعده وأكده الناس
