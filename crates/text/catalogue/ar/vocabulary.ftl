# Names of the words the system keeps: one id for each code, `vocabulary-code`.
# vocabulary: role consent compartment submitter identity-mode entry
# vocabulary: need clock
# vocabulary: fear urgency told outcome kind mandate precision



## Why a case was erased

erase-asked-for = طلب ذلك من له الحق فيه
erase-kept-long-enough = حُفظت المدة التي نحفظ فيها مثل هذه القضايا
erase-not-a-report = ليست بلاغاً: فارغة، أو أُرسلت لإخفاء غيرها
erase-ordered = أمرت بذلك محكمة أو سلطة

## Roles at a desk

role-intake = الاستقبال
role-intake-explained = يقرأ ما يصل، ويؤكد وصوله، ويسلّمه إلى مسؤول القضايا.
role-case-officer = مسؤول القضايا
role-case-officer-explained = يتابع القضايا ويراسل من قدّموا البلاغات.
role-supervisor = المشرف
role-supervisor-explained = مسؤول عن المكتب: أعضائه وأسئلته ومن يطّلع على كل قضية.
role-custodian = أمين الهويات
role-custodian-explained = يحفظ أسماء المبلّغين وطرق الاتصال بهم، منفصلة عمّا قالوه.
role-analyst = المحلل
role-analyst-explained = يرى الأرقام والاتجاهات، ولا يرى أي قضية.
role-auditor = المدقق
role-auditor-explained = يرى من فعل ماذا ومتى، ولا يرى ما قيل.
role-administrator = مدير النظام
role-administrator-explained = يُبقي النظام يعمل. لا يقرأ أي قضية.
role-monitor = الراصد
role-monitor-explained = يحفظ ما يُعرف عن الشركات والبلدان، ويتابع كيف تتصرف الشركات. لا يقرأ أي قضية.

## What may be done with a report

consent-store = حفظ بلاغي
consent-store-explained = نحفظ ما أرسلته مقفلًا لنعمل عليه. من دون ذلك لا نستطيع المساعدة. إن سحبت ذلك يُمحى اسمك وطريقة الوصول إليك نهائيًا.
consent-contact = الاتصال بي
consent-contact-explained = يمكننا أن نكتب لك أو نتصل بك بالطريقة التي ذكرتها. من دون ذلك نجيب في هذا الموقع فقط.
consent-link = وضعه بجانب بلاغات تشبهه
consent-link-explained = يمكننا أن نضع بلاغك بجانب بلاغات تقول الشيء نفسه. هي معًا أثقل وزنًا. لا يُقال لأصحابها شيء عنك. وقد يعرف عندها مجلس أو الجمعية عن أي شركة وأي نوع من الضرر تتحدثون، وعددكم التقريبي، وفي أي بلد وفي أي سنة.
consent-send-to-company = إخبار الشركة
consent-send-to-company-explained = يمكننا أن نخبر شركة الأمن بما حدث لكي ترد. لا نذكر اسمك إلا إذا أردت ذلك.
consent-name-to-company = إخبار الشركة بمن أكون
consent-name-to-company-explained = يجوز لنا أن نخبر شركة الأمن باسمك. قد تعرف عندئذ أين تجدك. قل نعم فقط إذا كنت تشعر بالأمان.
consent-send-to-mediator = إخبار وسيط
consent-send-to-mediator-explained = يمكننا أن نخبر وسيطًا بما حدث، وهو ليس مع أي طرف ويساعد الطرفين على إيجاد حل. لا نذكر اسمك إلا إذا أردت ذلك.
consent-name-to-mediator = إخبار الوسيط بمن أكون
consent-name-to-mediator-explained = يجوز لنا أن نخبر الوسيط باسمك لكي يتحدث معك.
consent-send-to-icoca = إخبار الرابطة
consent-send-to-icoca-explained = يمكننا أن نرسل بلاغك إلى الرابطة التي تسهر على مدونة سلوك شركات الأمن.
consent-send-to-regulator = إخبار السلطات
consent-send-to-regulator-explained = يمكننا أن نرسل بلاغك إلى الجهة الرسمية التي تمنح الترخيص لشركات الأمن.
consent-share-with-cso = المشاركة مع منظمات شريكة
consent-share-with-cso-explained = يمكننا أن نشارك بلاغك مع منظمات أخرى تدافع عن الحقوق وتحفظ السر مثلنا.
consent-publish-deidentified = النشر من دون أسماء
consent-publish-deidentified-explained = يمكننا أن نروي قصتك علنًا من دون أسماء أو أماكن أو أي شيء يدل عليك.
consent-publish-named = النشر باسمي
consent-publish-named-explained = يمكننا أن نروي قصتك علنًا باسمك. بعد النشر لا يمكن سحبها من كل مكان.
consent-statistics = عدّه في الإحصاءات
consent-statistics-explained = يمكننا أن نعدّ بلاغك في أرقامنا. لا يمكن لأحد أن يعرف من الرقم من أنت.
consent-court = استخدامه في المحكمة
consent-court-explained = يمكننا أن نسلّم بلاغك إلى محكمة أو محامٍ إن كانت هناك دعوى. قد يُطلب منك أن تتكلم هناك.
consent-reach = يشمل: { $scope }. ويصل إلى: { $to }.
consent-since = مسموح به منذ { $day }.

## ما الذي يشمله كل غرض، ومن يصل إليه

data-scope-identity = اسمك وكيف نتواصل معك
data-scope-facts = ما حدث
data-scope-evidence = ملفاتك
data-scope-statistics = واحد آخر في عدد
recipient-desk = المكتب الذي اخترته
recipient-company = شركة الأمن
recipient-mediator = الوسيط
recipient-association = الرابطة
recipient-authorities = السلطات
recipient-organisations = منظمات شريكة
recipient-public = الجميع
recipient-court = المحاكم والمحامون

## Parts of a case

compartment-identity = الاسم وطريقة الاتصال
compartment-narrative = البلاغ والرسائل
compartment-team = ملاحظات الفريق
compartment-room = ما يقال للآخرين وما يردّون به
compartment-original = الملفات كما وصلت
compartment-derivative = نسخ من الملفات

## Who reports

submitter-affected = حدث لي أنا
submitter-representative = أتكلم عن شخص حدث له ذلك
submitter-group = أتكلم عن مجموعة من الناس
submitter-union = أنا من نقابة
submitter-ngo = أنا من منظمة
submitter-witness = رأيت ذلك أو أعرف عنه
submitter-guard = أنا حارس أمن
submitter-other = شخص آخر

## How a person wants to be known

identity-mode-named = يمكنكم استخدام اسمي
identity-mode-confidential-to-desk = المكتب وحده يعرف اسمي
identity-mode-anonymous = لا أذكر اسمي

## How a report came in

entry-web = هذا الموقع
entry-phone = الهاتف
entry-letter = رسالة بريدية
entry-in-person = حضوريًا
entry-email = البريد الإلكتروني
entry-partner = منظمة شريكة

## Fear of revenge

fear-none = لا، لست خائفًا
fear-some = أنا قلق قليلًا
fear-high = نعم، أنا خائف جدًا

## What makes it urgent

urgency-life = حياة شخص أو صحته في خطر
urgency-minor = الأمر يمس طفلًا
urgency-ongoing = ما زال الأمر مستمرًا
urgency-evidence-perishing = قد تضيع الأدلة قريبًا
urgency-none = لا شيء من ذلك

## Who was told already

told-company = الشركة
told-police = الشرطة
told-regulator = السلطات
told-court = محكمة
told-union = نقابة
told-media = الصحف أو الإذاعة أو التلفزيون
told-nobody = لا أحد

## What the person wants

outcome-apology = اعتذار
outcome-compensation = مال مقابل الضرر
outcome-back-pay = الأجر المستحق
outcome-reinstatement = العودة إلى العمل
outcome-medical-care = رعاية طبية
outcome-protection = حماية
outcome-stop = أن يتوقف ذلك
outcome-investigation = أن يُحقق في الأمر
outcome-policy-change = أن تتغير القواعد
outcome-discipline = أن يُحاسب من فعل ذلك
outcome-be-heard = أن يُسمع صوتي
outcome-other = شيء آخر

## What happened

kind-force = استخدام القوة أو الضرب
kind-killing-injury = قتل أو إصابة خطيرة
kind-torture-ill-treatment = تعذيب أو معاملة قاسية
kind-sexual-violence = عنف جنسي
kind-detention = احتجاز أو حبس
kind-trafficking-forced-labour = اتجار بالبشر أو عمل قسري
kind-child-labour = عمل الأطفال
kind-discrimination = معاملة أسوأ من الآخرين
kind-pay-hours = الأجر أو ساعات العمل
kind-working-conditions = ظروف عمل سيئة أو خطرة
kind-harassment = تحرش أو تهديد
kind-weapons = أسلحة
kind-property = إتلاف الممتلكات أو أخذها
kind-retaliation = انتقام بسبب الكلام
kind-other = شيء آخر

## How a person agreed that another speaks for them

mandate-written = كتابةً
mandate-thumbprint = ببصمة الإبهام
mandate-audio = بتسجيل صوتي
mandate-community-meeting = في اجتماع للمجتمع المحلي
mandate-none = ليس بعد

## How sure a date is

precision-exact = هذا اليوم بالضبط
precision-about = قرابة ذلك الوقت
precision-month = هذا الشهر
precision-season = هذا الفصل
precision-year = هذه السنة
precision-unknown = غير معروف

## What an act of the procedure needs, and what a clock waits for

need-reminded-twice = تذكيران دون جواب
need-reason = سبب مكتوب للفريق
clock-plan = خطة الشركة
clock-acknowledge = تأكيد الوصول
clock-answer = الرد الموعود

standing-applicant = مقدمة طلب
standing-transitional-member = عضو انتقالي
standing-certified-member = عضو معتمد
standing-affiliate = منتسبة
standing-suspended = معلّقة العضوية
standing-withdrawn = كانت قد انسحبت
standing-terminated = انتهت عضويتها
standing-not-in = لم تكن عضوًا قط
standing-unknown = غير معروف
guard-force-security-company = شركة أمن
guard-force-in-house = حراس صاحب الموقع
guard-force-public = الشرطة أو الجيش أو قوة عامة أخرى
guard-force-unknown = غير معروف
door-stands-open = مفتوح
door-stands-careful = مفتوح بحذر
door-stands-not-first = مفتوح وليس أول ما يُقصد
door-stands-tip-only = تسمع ولا تجيب
door-stands-not-known = لا يُعرف هل يوجد
door-stands-dead = لا يوجد في هذا البلد
door-why-for-everybody = للجميع
door-why-standing = ما كانت عليه الشركة حينها
door-why-standing-to-check = تحقق مما كانت عليه الشركة حينها
door-why-force = من الذي فعل ذلك
door-why-force-to-check = تحقق ممن فعل ذلك
door-why-harm = تعالج ما حدث
door-why-harm-to-check = تحقق مما حدث
door-why-for-workers = لمن يعمل هناك
door-why-gives = تستطيع إعطاء ما يرغبون فيه
door-why-named-here = مذكورة في ملف البلد
door-why-profile-missing = لا يُعرف هنا قانون البلد
door-why-profile-not-reviewed = ملف البلد لم يُراجَع
door-why-from-memory = من الذاكرة: تحقق منه
door-why-no-answer = لا يجيبون
door-why-no-such-route = لا شكوى من هذا النوع هناك
door-why-not-known-here = لا يُعرف هنا ما تقبله
door-why-in-danger = خطر
door-why-tried = جُرّبت من قبل
door-cost-free = مجانًا
door-cost-fee = مقابل رسم
rules-procedure = الإجراء
rules-doors = الأبواب
rules-figures = الأرقام

likely-sure = الاسم نفسه
likely-perhaps = ربما
likely-doubtful = مشكوك فيه
name-reason-same = لا فرق
name-reason-same-without-legal-form = يختلف الشكل القانوني
name-reason-word-order = يختلف ترتيب الكلمات
name-reason-joined-words = تختلف المسافات
name-reason-trade-words = تختلف كلمات المهنة
name-reason-other-script = مكتوب بحروف أخرى
name-reason-abbreviation = مختصر
name-reason-part-of-name = جزء من الاسم
name-reason-spelling = تختلف حروف
