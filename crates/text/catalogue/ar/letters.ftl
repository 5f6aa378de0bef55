letters-choose = البدء برسالة جاهزة
letters-put = ضعها أدناه
letters-hint = تحل محل ما كُتب أدناه.
problem-unfilled = بقي شيء مفتوحًا: { $what }. أكمله أو احذفه.
