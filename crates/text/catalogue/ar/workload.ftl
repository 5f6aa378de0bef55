act-handed-over = سلّم العمل إلى
workload-title = عبء العمل
workload-text = ما يحمله كل شخص وما عليه عمله، في الحالات التي تقرؤها.
workload-who = من
workload-nobody = لا يحملها أحد
workload-cases = حالات مفتوحة
workload-late = متأخرة
workload-tasks = للعمل
work-title = عمل { $name }
work-none = لا يحمل أي حالة تقرؤها، وليس عليه شيء فيها.
work-hand-over = تسليم
work-text = تنتقل الحالات وما ينبغي عمله فيها إلى شخص آخر. تبقى كلمتك في كل حالة. وما لا يحق للآخر قراءته يبقى.
work-choose = أي حالات
work-note = كلمة لكل حالة
work-note-hint = لماذا، وما ينبغي أن يعرفه الآخر. لا يقرؤها إلا الفريق.
work-unread = لا يحق له قراءتها.
work-all = { $count ->
    [zero] الكل: لا حالات
    [one] الكل: حالة واحدة
    [two] الكل: حالتان
    [few] الكل: { $count } حالات
    [many] الكل: { $count } حالة
    *[other] الكل: { $count } حالة
}
work-done = { $count ->
    [zero] لم يُسلَّم شيء
    [one] سُلّمت حالة واحدة
    [two] سُلّمت حالتان
    [few] سُلّمت { $count } حالات
    [many] سُلّمت { $count } حالة
    *[other] سُلّمت { $count } حالة
}
work-stays = { $count ->
    [zero] لم يبق شيء.
    [one] بقيت واحدة: لا يحق له قراءتها.
    [two] بقيت اثنتان: لا يحق له قراءتهما.
    [few] بقيت { $count }: لا يحق له قراءتها.
    [many] بقيت { $count }: لا يحق له قراءتها.
    *[other] بقيت { $count }: لا يحق له قراءتها.
}
