# What went wrong. For forms: `problem-…`, beside the field. For pages: `err-…` says what happened, `rec-…` what to do.

## Forms

problem-title = هناك مشكلة
problem-summary = { $count ->
    [zero] لا إجابات تحتاج إلى مراجعة.
    [one] يرجى مراجعة إجابة واحدة أدناه.
    [two] يرجى مراجعة إجابتين أدناه.
    [few] يرجى مراجعة { $count } إجابات أدناه.
    [many] يرجى مراجعة { $count } إجابة أدناه.
   *[other] يرجى مراجعة { $count } إجابة أدناه.
}
problem-kept = ما كتبته ما زال هنا.
problem-prefix = خطأ:

problem-required = يرجى الإجابة عن هذا السؤال.
problem-too-long = النص طويل جدًا. الحد الأقصى { $max ->
    [zero] 0 حرف
    [one] حرف واحد
    [two] حرفان
    [few] { $max } أحرف
    [many] { $max } حرفًا
   *[other] { $max } حرف
}.
problem-too-short = النص قصير جدًا. الحد الأدنى { $min ->
    [zero] 0 حرف
    [one] حرف واحد
    [two] حرفان
    [few] { $min } أحرف
    [many] { $min } حرفًا
   *[other] { $min } حرف
}.
problem-not-an-option = يرجى اختيار إحدى الإجابات من القائمة.
problem-not-a-date = هذا اليوم غير موجود في التقويم. اكتبه هكذا: 23 11 2026.
problem-bad-characters = في النص رموز لا يمكن حفظها. يرجى كتابة النص مرة أخرى.
problem-unknown-question = هذه الإجابة لا تخص أي سؤال في هذا النموذج.
problem-too-many = العدد كبير جدًا. الحد الأقصى هو { $max }.
problem-needs-earlier = يعتمد على سؤال يأتي لاحقًا. ضعه بعد ذلك السؤال أو أزل الشرط.
problem-not-an-address = هذا ليس عنوان بريد إلكتروني. يكون العنوان مثل name@example.org.
problem-not-the-same = الاثنان غير متطابقين. يرجى كتابتهما مرة أخرى.
problem-the-same = يجب أن يكونا مختلفين. يرجى تغيير أحدهما.
problem-taken = هذا مستخدم من قبل. يرجى اختيار غيره.
problem-wrong-word = هذه ليست الكلمة المعروضة. انظر إليها مرة أخرى واكتبها كما هي.
problem-wrong-secret = هذا غير صحيح. تحقق منه وحاول مرة أخرى.

## Pages

err-not-found = هذه الصفحة غير موجودة هنا
rec-not-found = قد يكون العنوان خاطئًا، أو الصفحة غير مفتوحة لك. تحقق من العنوان أو اذهب إلى الصفحة الرئيسية.
err-forbidden = لا يمكنك فعل هذا
rec-forbidden = دورك في هذا المكتب لا يسمح بذلك. إن كان عملك يحتاج إليه فاسأل المشرف.
err-signed-out = لم تسجل الدخول
rec-signed-out = سجّل الدخول وستعود إلى هذه الصفحة.
err-locked = قضاياك مقفلة
rec-locked = افتح القفل بعبارة المرور لقراءة هذه الصفحة.
err-expired-form = بقي هذا النموذج مفتوحًا مدة طويلة
rec-expired-form = لم يُرسل شيء. افتح الصفحة من جديد وأرسل النموذج مرة أخرى.
err-bad-request = لم نتمكن من قراءة ما أُرسل
rec-bad-request = لم يُحفظ شيء. ارجع وافتح الصفحة من جديد وحاول مرة أخرى.
err-too-large = هذا كبير جدًا
rec-too-large = لم يُحفظ شيء. أرسل ملفًا أصغر، أو أرسل الملفات واحدًا بعد الآخر.
err-too-often = محاولات كثيرة جدًا
rec-too-often = انتظر بضع دقائق ثم حاول مرة أخرى.
err-conflict = غيّر شخص آخر هذا قبل لحظات
rec-conflict = لم يُحفظ شيء مما أدخلته. افتح الصفحة من جديد وانظر إلى الجديد ثم قرر.
err-disk-full = لا يوجد مكان كافٍ هنا الآن
rec-disk-full = لم يُحفظ شيء. يرجى العودة بعد بضع ساعات. إن كنت في خطر فلا تنتظر: اطلب المساعدة ممن هم قريبون منك.
err-unavailable = هذا لا يعمل الآن
rec-unavailable = لم يضِع شيء مما أكدنا لك وصوله. حاول مرة أخرى بعد بضع دقائق.
err-slow = استغرق هذا وقتًا طويلًا
rec-slow = قد يكون الاتصال ضعيفًا. حاول مرة أخرى بملفات أقل أو أصغر.
err-internal = حدث خطأ من جانبنا
rec-internal = هذا ليس خطأك. حاول لاحقًا. إن أخبرتنا به فاذكر هذا الرقم: { $number }.
err-method = لا تُستخدم هذه الصفحة بهذه الطريقة
rec-method = ارجع واستخدم الأزرار الموجودة في الصفحة.
err-unsupported-type = لا يمكننا استلام هذا النوع من المحتوى
rec-unsupported-type = أرسله بشكل آخر، مثل صورة أو ملف PDF أو نص بسيط.
err-wrong-token = مفتاح الوصول هذا غير صالح
rec-wrong-token = قد تكون مدته انتهت أو سُحب. أنشئ مفتاحًا جديدًا واستخدمه.
err-offline = لا يوجد اتصال
rec-offline = ما كتبته يبقى على هذا الجهاز. حاول مرة أخرى عندما يعود الاتصال.
