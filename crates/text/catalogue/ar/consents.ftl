# The register of consents of a case.
# vocabulary: consent-form

consents-title = ما يسمح به الشخص
consents-text = كل غرض على حدة. ما لا يُسمح به هنا لا يفعله أحد: يرفضه البرنامج ويذكر ما ينقص.
consents-allowed = مسموح.
consents-not = غير مسموح.
consents-here = قاله هنا، بلغة: { $language }
consents-told = { $form }، في { $day }
consents-explained = شرحه له: { $who }
consents-to = إلى: { $who }
consents-until = حتى { $day }
consents-ended = انتهى في { $day }.
consents-shown = أُبلغ { $who } في { $on }، وما زال يُعرض عليه.
consents-shut = أُبلغ { $who } في { $on }، ولم يعد يُعرض عليه منذ { $day }. ما قُرئ أو طُبع قبل ذلك لا يمكن استرجاعه.
consents-see = الملف الذي يثبته
consents-record = تدوين ما قاله لك
consents-record-text = فقط ما قاله لك الشخص نفسه بعد أن فهمه. يقرأ في صفحته ما تكتبه هنا، ويمكنه سحبه هناك.
consents-which = بماذا يسمح؟
consents-form = كيف قال ذلك؟
consents-who-explained = من شرحه له، وبأي لغة
consents-on = في أي يوم
consents-whom = لمن، بالاسم، إن كان لجهة معينة
consents-until-when = حتى متى، إن كان ينتهي من نفسه
consents-evidence = الملف الذي يثبته، مثل صورة للورقة
consents-back = تدوين ما يسحبه
consents-back-text = من أُبلغ لهذا الغرض لا يُعرض عليه شيء منه بعد ذلك. ما تدوّنه هنا لا يمحو شيئًا: الشخص يفعل ذلك برمزه.
consents-which-back = ماذا يسحب؟
consent-form-written = كتابةً
consent-form-thumbprint = ببصمة الإبهام
consent-form-audio = بتسجيل صوتي
consent-form-witnessed = قيل أمام شاهد
consent-form-spoken = قيل بالهاتف أو شخصيًا
consent-by-desk = دوّنه المكتب ({ $form }، { $day }). إن لم يكن صحيحًا فاسحبه هنا.
consent-until = ينتهي من نفسه بعد { $day }.
