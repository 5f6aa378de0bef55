# What the frame of every page says, beside the common words.

field-day = اليوم
field-month = الشهر
field-year = السنة
problem-link = { $label } – { $problem }
problem-unknown-word = لا يوجد إيصال فيه الكلمة رقم { $position }. يرجى التحقق منها.
problem-unknown-word-near = لا يوجد إيصال فيه الكلمة رقم { $position }. هل تقصد «{ $suggestion }»؟
problem-receipt-mistyped = مجموعة أرقام، أو كلمة، لا تطابق الإيصال. يرجى المقارنة واحدة واحدة.
problem-receipt-length = عدد الكلمات أو الأرقام أقل أو أكثر من اللازم. يرجى كتابة الإيصال كاملا.
problem-unknown-receipt = لا نعرف بلاغا بهذا الإيصال. يرجى مقارنة كل مجموعة أرقام، أو كل كلمة.
problem-empty-file = الملف «{ $name }» فارغ، فلم يُحفظ منه شيء. يرجى اختياره مرة أخرى أو اختيار ملف آخر.
