# For moderators: deciding, and the queue.

# Deciding
page-decide-title = هل يُقبل هذا الشخص؟
page-decide-title-name = هل يُقبل { $name }؟
page-decide-left = تنتهي مهلة القرار بعد
page-decide-asked = الطلب
page-decide-votes = الأصوات
page-decide-approvals = أصوات القبول: { $count }، والمطلوب { $needed }.
page-decide-rejections = أصوات الرفض: { $count }، والمطلوب { $needed }.
page-decide-mine-approve = كان صوتك بالقبول.
page-decide-mine-reject = كان صوتك بالرفض.
page-decide-counted = احتُسب صوتك.
page-decide-changed = تغيّر صوتك.
page-decide-waiting-approve = { $count ->
    [one] بقي صوت واحد للقبول.
    [two] بقي صوتان للقبول.
    [few] بقيت { $count } أصوات للقبول.
    [many] بقي { $count } صوتًا للقبول.
   *[other] بقي { $count } صوت للقبول.
}
page-decide-waiting-reject = { $count ->
    [one] بقي صوت واحد للرفض.
    [two] بقي صوتان للرفض.
    [few] بقيت { $count } أصوات للرفض.
    [many] بقي { $count } صوتًا للرفض.
   *[other] بقي { $count } صوت للرفض.
}
page-decide-may-change = يمكنك تغيير رأيك حتى صدور القرار.
page-decide-you = القرار هنا باسم
page-decide-approve-heading = القبول
page-decide-approve = قبول: يمكن لهذا الشخص اختيار اسم المستخدم وكلمة المرور
page-decide-approve-name = قبول { $name }: يليه اختيار اسم المستخدم وكلمة المرور
page-decide-approve-account = { $count ->
    [one] قبول { $name }: يُفتح الحساب بهذا الاسم
    [two] قبول { $name }: يُفتح الحسابان بهذا الاسم
    [few] قبول { $name }: تُفتح الحسابات بهذا الاسم
    [many] قبول { $name }: تُفتح الحسابات بهذا الاسم
   *[other] قبول { $name }: تُفتح الحسابات بهذا الاسم
}
page-decide-approve-vote = التصويت بقبول هذا الشخص
page-decide-approve-vote-name = التصويت بقبول { $name }
page-decide-hears-letter = تصل إلى هذا الشخص رسالة تشرح الخطوة التالية.
page-decide-hears-opened = تصل إلى هذا الشخص رسالة حالما يمكنه تسجيل الدخول.
page-decide-hears-page = لا تصل إلى هذا الشخص رسالة: يرى القرار عندما يفتح صفحته.
page-decide-needs-others = يسري القبول أو الرفض بعد اتفاق عدد كافٍ من فريق الإشراف.
page-decide-reject-heading = الرفض
page-decide-reasons = سبب جاهز
page-decide-reason-none = لا شيء من هذه
page-decide-own-words = بكلماتك
page-decide-words-many = السبب، موجَّهًا إلى هؤلاء الأشخاص
page-decide-silent-many = من دون إرسال رسائل
page-decide-reject-letter = رفض: تصل إلى هذا الشخص رسالة
page-decide-reject-letter-name = رفض { $name }: تُرسَل رسالة
page-decide-reject-silent = رفض: لا تصل إلى هذا الشخص رسالة
page-decide-reject-silent-name = رفض { $name }: لا تُرسَل رسالة
page-decide-reject-page = رفض: يرى هذا الشخص القرار في صفحته
page-decide-reject-page-name = رفض { $name }: يظهر القرار في صفحة الطلب
page-decide-reject-vote = التصويت برفض هذا الشخص
page-decide-reject-vote-name = التصويت برفض { $name }
page-decide-last-writes = يمكن لصاحب الصوت الحاسم ذكر السبب.
page-decide-hint = القرار نهائي بعد اتفاق عدد كافٍ من فريق الإشراف.
page-decide-hint-one = صوتك يحسم القرار فورًا ولا يمكن التراجع عنه.
page-decide-approved = قُبل هذا الشخص
page-decide-rejected = رُفض هذا الشخص
page-decide-then-opens = يجري فتح الحساب. تصل إلى هذا الشخص رسالة حالما يمكنه تسجيل الدخول.
page-decide-then-opens-page = يجري فتح الحساب. يرى هذا الشخص ذلك عندما يفتح صفحته.
page-decide-then-chooses = تصل إلى هذا الشخص رسالة لاختيار اسم المستخدم وكلمة المرور، وأمامه مهلة { $left }.
page-decide-then-chooses-page = يختار هذا الشخص اسم المستخدم وكلمة المرور عندما يفتح صفحته، وأمامه مهلة { $left }.
page-decide-then-letter = تصل إلى هذا الشخص رسالة بذلك.
page-decide-then-page = لا تُرسَل رسالة: يرى هذا الشخص القرار إن فتح صفحته.
page-decide-then-forgets = يُحذف الطلب تلقائيًا بعد { $left }.
page-decide-others = { $count ->
    [one] هناك طلب آخر ينتظر قرارًا.
    [two] هناك طلبان آخران ينتظران قرارًا.
    [few] هناك { $count } طلبات أخرى تنتظر قرارًا.
    [many] هناك { $count } طلبًا آخر تنتظر قرارًا.
   *[other] هناك { $count } طلب آخر تنتظر قرارًا.
}
page-decide-go-on = الانتقال إلى الطلبات المنتظرة
page-decide-no-others = لا طلبات أخرى في الانتظار. انتهى عملك الآن.
page-decide-queue = القرارات الأخيرة
page-decide-by = القرار من
page-decide-words = كلمة إلى هذا الشخص
page-decide-contrary = وصل صوتك متأخرًا: كان القرار قد صدر.
page-decide-unconfirmed = لم يُؤكَّد بعد
page-decide-unconfirmed-lead = لم يؤكد هذا الشخص بريده الإلكتروني بعد. يمكنك اتخاذ القرار بعد التأكيد، وسنراسلك حينها.
page-decide-unconfirmed-left = إن لم يُؤكَّد، يُحذف الطلب تلقائيًا بعد
page-decide-own = هذا طلبك أنت
page-decide-own-lead = القرار في شأنه لغيرك.
page-flag-same-address = كانت للبريد الإلكتروني نفسه طلبات أخرى عند وصول هذا الطلب، وربما له حساب بالفعل.
page-flag-no-address = لم يُذكر بريد إلكتروني: لا يمكننا مراسلة هذا الشخص.
page-flag-unproved = البريد الإلكتروني غير مؤكَّد: ربما كان لشخص آخر.

# The queue
page-queue-title = الطلبات المنتظرة
page-queue-total = { $count ->
    [one] هناك طلب واحد في الانتظار.
    [two] هناك طلبان في الانتظار، والأقدم أولًا.
    [few] هناك { $count } طلبات في الانتظار، والأقدم أولًا.
    [many] هناك { $count } طلبًا في الانتظار، والأقدم أولًا.
   *[other] هناك { $count } طلب في الانتظار، والأقدم أولًا.
}
page-queue-empty = لا طلبات في الانتظار. انتهى عملك الآن.
page-queue-empty-then = نراسلك حالما يصل طلب. يمكنك إغلاق هذه الصفحة.
page-queue-none-here = لا شيء من الطلبات المنتظرة من هذا النوع.
page-queue-show-all = عرض الكل
page-queue-by-vote = العرض حسب الأصوات
page-queue-by-door = العرض حسب المنصة
page-queue-all = الكل
page-queue-undecided = من دون صوتي
page-queue-mine = مع صوتي
page-queue-everywhere = كل المنصات
page-queue-nameless = شخص بلا اسم
page-queue-choose = تحديد
page-queue-age = في الانتظار منذ { $age }
page-queue-left = تنتهي المهلة بعد { $left }
page-queue-no-reason = لم يُذكر سبب
page-queue-open = قراءة الطلب كاملًا واتخاذ القرار
page-queue-tick-all = { $count ->
    [one] تحديد الطلب الوحيد في هذه الصفحة
    [two] تحديد الطلبين في هذه الصفحة
    [few] تحديد كل الطلبات في هذه الصفحة ({ $count })
    [many] تحديد كل الطلبات في هذه الصفحة ({ $count })
   *[other] تحديد كل الطلبات في هذه الصفحة ({ $count })
}
page-queue-tick-none = إلغاء التحديد
page-queue-to-together = إلى أزرار الطلبات المحددة
page-queue-flag-same-address = طلب من قبل
page-queue-flag-no-address = بلا بريد إلكتروني
page-queue-flag-unproved = عنوان غير مؤكَّد
page-queue-voted-approve = صوتك بالقبول
page-queue-voted-reject = صوتك بالرفض
page-queue-together = كل الطلبات المحددة
page-queue-together-means = هذان الزران يصوّتان باسمك على كل طلب محدد أعلاه.
page-queue-words-decide = تصل كلماتك إلى من يصبح رفضهم نهائيًا بصوتك.
page-queue-approve-chosen = قبول كل الطلبات المحددة
page-queue-reject-chosen = رفض كل الطلبات المحددة
page-queue-approved = تم القبول.
page-queue-rejected = تم الرفض.
page-queue-counted-approve = احتُسب صوتك بالقبول، وما زالت هناك أصوات منتظرة.
page-queue-counted-reject = احتُسب صوتك بالرفض، وما زالت هناك أصوات منتظرة.
page-queue-faster-approved = سبقك غيرك، وتم القبول.
page-queue-faster-rejected = سبقك غيرك، وتم الرفض.
page-queue-own = هذا طلبك أنت، والقرار في شأنه لغيرك.
page-queue-gone = لم يعد هناك ما يُقرَّر. انتهى الطلب.
page-queue-none-chosen = لم يُحدَّد أي طلب، فلم يحدث شيء. يرجى تحديد الطلبات أولًا.
page-queue-too-many = كان العدد كبيرًا دفعة واحدة، فلم يحدث شيء. الحد الأقصى للتحديد هو { $count }.
page-queue-pages = الصفحات
page-queue-previous = الصفحة السابقة
page-queue-next = الصفحة التالية
page-queue-lately = القرارات الأخيرة
page-queue-was-approved = قبول بقرار من
page-queue-was-rejected = رفض بقرار من
page-queue-by-former = شخص لم يعد في فريق الإشراف
page-queue-door-title = لفريق الإشراف
page-queue-door-lead = هنا يرى فريق الإشراف كل ما ينتظر قرارًا. يرجى فتح الرابط الموجود في إحدى رسائلنا إليك، أو طلب إرسال رابط إلى بريدك.
page-queue-door-ended = الرابط الذي فتحته أو احتفظت به لم يعد صالحًا.
page-queue-door-send = إرسال رابطي إلى بريدي
page-queue-door-no-moderator = تم تسجيل دخولك، لكن حسابك لا يحمل عنوانًا مؤكَّدًا لأحد من فريق الإشراف.
page-queue-door-sign-in = تسجيل الدخول لمن لديه عضوية بعنوان من فريق الإشراف
page-queue-sent-lead = إن كان هذا العنوان لأحد من فريق الإشراف، فالرابط في الطريق إليه.
page-queue-sent-missing = يُفضَّل الانتظار بضع دقائق وتفقّد مجلد الرسائل غير المرغوب فيها. إن لم تصل رسالة، يمكنك سؤال إدارة الموقع إن كان عنوانك في قائمة فريق الإشراف.
