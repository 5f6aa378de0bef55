# The Code, paragraph by paragraph
# vocabulary: basis affected

code-title = مدونة السلوك
code-lead = ما تطلبه مدونة السلوك الدولية من شركات الأمن الخاصة، فقرة فقرة، بكلمات بسيطة.
code-ours = هذه كلماتنا نحن، لتساعدكم على الاهتداء. نص المدونة ليس هنا: ما يُعتدّ به هو ما تنشره الرابطة.
code-text = اقرؤوا النص هناك (موقع آخر)
code-edition = { $name }، منذ { $since }. كيف نعرفه: { $known }
code-tag = موضوعها
code-affects = من تحمي
code-basis = كيف نعرفها
code-citing = كيف يُستشهد بها هنا
code-cited = { $name }: { $code }
code-found = الفقرات التي وُجدت: { $count }
code-others = أين تتحدث نصوص أخرى عن الأمر نفسه
code-others-none = لا نعرف أيًا منها.
code-numbers = قضايا انتهت ومسّتها
code-numbers-none = لم يُعلن أي عدد بعد، أو ليس بينها عدد كبير بما يكفي.
code-before = السابقة: { $number } · { $title }
code-after = التالية: { $number } · { $title }
code-when = الفترة
basis-seen = قُرئت في النص
basis-partly = قُرئ بعضها
basis-remembered = من الذاكرة
basis-unsure = من الذاكرة، ويجب التحقق
affected-public = من يعيشون أو يعملون في الجوار
affected-guards = الحراس وغيرهم ممن يعملون للشركة
affected-detainees = المحتجزون
affected-clients = العملاء
affected-states = الدول
