act-task-set = دوّن مهمة
act-task-given = حوّل مهمة إلى
act-task-done = أنجز ما كان مطلوبًا
act-task-put-aside = وضع مهمة جانبًا
act-ticked = أشّر على بند في القائمة
act-unticked = أزال إشارة
tasks-title = ما ينبغي عمله
tasks-mine = مهامي
tasks-mine-none = ليس عليك شيء. ما يكلفك به أحد في حالة يظهر هنا.
tasks-none = لا شيء ينبغي عمله هنا.
tasks-count = { $count ->
    [zero] لا مهام
    [one] مهمة واحدة
    [two] مهمتان
    [few] { $count } مهام
    [many] { $count } مهمة
    *[other] { $count } مهمة
}
tasks-overdue-count = { $count ->
    [zero] لا شيء متأخر
    [one] واحدة متأخرة
    [two] اثنتان متأخرتان
    [few] { $count } متأخرة
    [many] { $count } متأخرة
    *[other] { $count } متأخرة
}
tasks-ended = ما أُنجز أو وُضع جانبًا
task-new = مهمة جديدة
task-what = ما ينبغي عمله
task-what-hint = سطر واحد. لا يقرؤه إلا الفريق.
task-whom = من يقوم بها
task-by = حتى متى
task-change = أُنجزت، أو تحويلها إلى غيرك
task-word = كلمة عنها: لازمة لوضعها جانبًا
task-done = أُنجزت
task-aside = وضعها جانبًا
task-to = تحويلها إلى
task-give = تحويل
task-left = لم يعد هذا الشخص يقرأ هذه الحالة. حوّل المهمة إلى غيره.
task-done-by = أنجزها { $name }، { $at }
task-aside-by = وضعها جانبًا { $name }، { $at }
list-title = ما يُعمل عادة هنا: { $state }
list-done-of = أُنجز: { $what }
list-undo = لم يُنجز بعد
list-undo-of = لم يُنجز بعد: { $what }
