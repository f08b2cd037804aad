# Letters.
#
# Each says what happened, what its reader can do, by when, what happens without, and why it came.
# { $deadline } reads like "2 May 2027, 09:00 UTC (in 2 days)".
# Every line and every subject begins with an Arabic word, and Arabic words stand between Latin names: then names, full stops and
# brackets keep their places in plain text, too.

letter-hello = مرحبًا،
letter-link-hint = إن لم يعمل الزر، يمكن فتح هذا الرابط:
letter-own-link = الرابط الموجود في هذه الرسالة لك وحدك. كل من لديه الرابط يمكنه التصرف باسمك، فيرجى عدم إعادة توجيه هذه الرسالة.
letter-own-links = الروابط الموجودة في هذه الرسالة لك وحدك. كل من لديه هذه الروابط يمكنه التصرف باسمك، فيرجى عدم إعادة توجيه هذه الرسالة.
letter-why-applicant = تصلك هذه الرسالة لأن طلب انضمام إلى { $community } قُدّم بهذا البريد الإلكتروني.
letter-why-moderator = تصلك هذه الرسالة لأنك ضمن فريق الإشراف في { $community }.
letter-why-member = تصلك هذه الرسالة لأن هذا البريد الإلكتروني يخص حسابًا لدى { $community }.
letter-why-owner = تصلك هذه الرسالة لأن هذا البريد الإلكتروني يخص حسابًا على خادم Mastodon التابع لمجتمع { $community }.
letter-message = كتب فريق الإشراف:
letter-contact = هل لديك سؤال؟ يمكنك الرد على هذه الرسالة أو الكتابة إلى { $address }.

# The Arabic word before the time keeps the whole date running from right to left.
letter-date = { $day } { $month ->
    [m01] يناير
    [m02] فبراير
    [m03] مارس
    [m04] أبريل
    [m05] مايو
    [m06] يونيو
    [m07] يوليو
    [m08] أغسطس
    [m09] سبتمبر
    [m10] أكتوبر
    [m11] نوفمبر
   *[m12] ديسمبر
} { $year }، الساعة { $time } UTC
letter-left-days = بعد { $count ->
    [one] يوم واحد
    [two] يومين
    [few] { $count } أيام
    [many] { $count } يومًا
   *[other] { $count } يوم
}
letter-left-hours = بعد { $count ->
    [one] ساعة واحدة
    [two] ساعتين
    [few] { $count } ساعات
    [many] { $count } ساعة
   *[other] { $count } ساعة
}
letter-left-minutes = بعد { $count ->
    [one] دقيقة واحدة
    [two] دقيقتين
    [few] { $count } دقائق
    [many] { $count } دقيقة
   *[other] { $count } دقيقة
}
# Here, too, an Arabic word of our own is needed between the two.
letter-date-and-left = { $deadline } (أي { $left })

letter-confirm-subject = يرجى تأكيد طلب انضمامك إلى { $community }
letter-confirm-happened = وصل طلب حساب لدى { $community } بهذا البريد الإلكتروني، ونأمل أنه منك.
letter-confirm-do = تعرض الصفحة أدناه تفاصيل الطلب. إن كان الطلب منك، يرجى فتحها والضغط على «نعم، طلبت هذا». لا يصل طلبك إلى فريق الإشراف إلا بعد ذلك.
letter-confirm-button = عرض الطلب
letter-confirm-nothing = المهلة حتى { $deadline }. من دون تأكيدك يُمحى الطلب حينها ولا يعلم به أحد.
letter-confirm-beside-subject = يرجى تأكيد بريدك الإلكتروني لدى { $community }
letter-confirm-beside-happened = وصل طلب حساب لدى { $community }، يشمل Mastodon أيضًا، بهذا البريد الإلكتروني، ونأمل أنه منك. الطلب لدى فريق الإشراف بالفعل.
letter-confirm-beside-do = تعرض الصفحة أدناه تفاصيل الطلب. إن كان الطلب منك، يرجى فتحها والضغط على «نعم، طلبت هذا».
letter-confirm-beside-nothing = المهلة حتى { $deadline }. حساب Mastodon وحده ينتظر تأكيدك، ولا يُفتح من دونه.
letter-confirm-later-subject = يرجى تأكيد بريدك الإلكتروني لدى { $community }
letter-confirm-later-happened = هناك طلب حساب لدى { $community }، وقد أُضيف إليه الآن هذا البريد الإلكتروني، ونأمل أن ذلك منك.
letter-confirm-later-do = إن كان ذلك منك، يرجى فتح الصفحة أدناه والضغط على «نعم، طلبت هذا». حينها نعلم أن رسائلنا تصلك هنا.
letter-confirm-later-nothing = المهلة حتى { $deadline }. لا شيء آخر ينتظر ذلك.
letter-confirm-not-you = لم يكن هذا منك؟ يمكنك تجاهل هذه الرسالة، أو الضغط على «لم أطلب هذا» في الصفحة نفسها، ولن يزعجك أحد على هذا العنوان.

letter-received-subject = وصلنا طلب انضمامك إلى { $community }
letter-received-happened = شكرًا لك. طلب انضمامك إلى { $community } لدى فريق الإشراف الآن.
letter-received-do = ليس عليك فعل شيء. يمكنك في صفحتك معرفة حال طلبك، وسحبه إن غيّرت رأيك.
letter-received-do-mastodon = بقي أمر واحد من أجل حساب Mastodon: يرجى فتح صفحتك والضغط على «نعم، طلبت هذا»، لنعلم أن هذا البريد الإلكتروني لك. لا شيء آخر ينتظر ذلك. يمكنك هناك أيضًا معرفة حال طلبك، وسحبه.
letter-received-button = معرفة حال الطلب
letter-received-nothing = أمام فريق الإشراف حتى { $deadline } لاتخاذ القرار، ونراسلك حالما يصدر. إن لم يقرر أحد حتى ذلك الحين، يُمحى طلبك، ويمكنك تقديمه من جديد.
letter-received-keep = يرجى الاحتفاظ بهذه الرسالة: رابطها هو طريقك للعودة إلى طلبك.

letter-case-wish = اسم المستخدم المرغوب
letter-case-wish-none = لم يُختر بعد
letter-case-doors = حساب على
letter-case-door-matrix = Matrix
letter-case-door-mastodon = Mastodon
letter-case-note = ملاحظة
letter-case-flag-same-address = قُدّم طلب من قبل بالبريد الإلكتروني نفسه.
letter-case-flag-no-address = لم يُذكر بريد إلكتروني.
letter-case-flag-unproved = لم يُؤكَّد البريد الإلكتروني.
letter-case-votes = الأصوات حتى الآن
letter-case-votes-counted = أصوات القبول { $approve } وأصوات الرفض { $reject }. المطلوب للقبول { $needed_approve } وللرفض { $needed_reject }.
letter-case-votes-first = لا أصوات. الصوت الأول يحسم القرار.
letter-case-reason = سبب الرغبة في الانضمام، كما كتبه صاحب الطلب:
letter-case-reason-none = لم يُذكر سبب.
letter-case-care = هذه كلمات شخص لا نعرفه. يرجى الحذر من أي عنوان يرد فيها.

letter-please-decide-subject = طلب انضمام من «{ $name }» إلى { $community }
letter-please-decide-subject-nameless = طلب انضمام رقم { $id } إلى { $community }
letter-please-decide-happened = هناك من يرغب في الانضمام إلى { $community }. هذا ما كتبه لنا.
letter-please-decide-do = يرجى الاطلاع على الطلب واتخاذ القرار. فتح الرابط لا يقرر شيئًا بعد: التصويت يكون بزر في الصفحة.
letter-please-decide-button = الاطلاع على الطلب واتخاذ القرار
letter-please-decide-nothing = المهلة حتى { $deadline }. إن لم يقرر أحد حتى ذلك الحين، يُمحى الطلب.
letter-please-decide-queue = كل الطلبات المنتظرة

letter-queue-link-subject = رابطك إلى الطلبات المنتظرة في { $community }
letter-queue-link-happened = وصلنا طلب لإرسال رابطك إلى الطلبات التي تنتظر قرارًا في { $community }، ونأمل أنه منك.
letter-queue-link-do = يعرض الرابط كل الطلبات المنتظرة، والتصويت هناك بالأزرار. فتح الرابط لا يقرر شيئًا.
letter-queue-link-button = عرض الطلبات المنتظرة
letter-queue-link-nothing = لم يكن هذا منك؟ ليس عليك فعل شيء: لم يُرسَل الرابط إلى أحد سواك.

letter-reminder-subject = ما زال طلب «{ $name }» للانضمام إلى { $community } في الانتظار
letter-reminder-subject-nameless = ما زال طلب الانضمام رقم { $id } إلى { $community } في الانتظار
letter-reminder-half = مضى نصف المهلة، وما زال الطلب أدناه بلا قرار.
letter-reminder-nine-tenths = أوشكت المهلة على الانتهاء، وما زال الطلب أدناه بلا قرار. هذا هو التذكير الأخير.

letter-approved-subject = أهلًا بك في { $community }: بقيت خطوة واحدة
letter-approved-happened = خبر سارّ: وافق فريق الإشراف في { $community } على طلبك.
letter-approved-do = بقيت خطوة واحدة: يرجى فتح صفحتك واختيار اسم المستخدم وكلمة المرور. بعد ذلك نفتح حسابك.
letter-approved-button = اختيار اسم المستخدم وكلمة المرور
letter-approved-nothing = المهلة حتى { $deadline }. بعدها تنتهي الموافقة ويُمحى طلبك، ويلزم حينها تقديم طلب جديد.

letter-rejected-subject = طلب انضمامك إلى { $community }
letter-rejected-happened = قرر فريق الإشراف في { $community } عدم فتح حساب لك هذه المرة. نأسف لأن الخبر ليس أفضل من ذلك.
letter-rejected-do = ليس عليك فعل شيء. إن تغيرت الأمور، يمكنك تقديم طلب جديد.
letter-rejected-button = فتح صفحتك
letter-rejected-nothing = يُمحى طلبك وكل ما كتبته فيه في { $deadline }.

letter-nobody-decided-subject = لم يصدر قرار في طلبك بعد
letter-nobody-decided-happened = لم يتخذ فريق الإشراف في { $community } قرارًا في طلبك بعد، وتنتهي المهلة في { $deadline }.
letter-nobody-decided-do = ليس عليك فعل شيء، فقد ذكّرنا فريق الإشراف. يمكنك في صفحتك معرفة حال طلبك.
letter-nobody-decided-button = معرفة حال الطلب
letter-nobody-decided-nothing = إن لم يقرر أحد حتى ذلك الحين، يُمحى طلبك. ليس في ذلك حكم عليك، ويمكنك تقديم طلب جديد.

letter-account-ready-subject = { $count ->
    [one] حسابك في { $community } جاهز
    [two] حساباك في { $community } جاهزان
    [few] حساباتك في { $community } جاهزة
    [many] حساباتك في { $community } جاهزة
   *[other] حساباتك في { $community } جاهزة
}
letter-account-ready-subject-part = حسابك على { $door } في { $community } جاهز
letter-account-ready-happened = { $count ->
    [one] فُتح حسابك في { $community }. أهلًا بك!
    [two] فُتح حساباك في { $community }. أهلًا بك!
    [few] فُتحت حساباتك في { $community }. أهلًا بك!
    [many] فُتحت حساباتك في { $community }. أهلًا بك!
   *[other] فُتحت حساباتك في { $community }. أهلًا بك!
}
letter-account-ready-happened-part = فُتح حسابك على { $door } في { $community }. أهلًا بك!
letter-account-ready-matrix-id = عنوان Matrix الخاص بك
letter-account-ready-matrix-server = الخادم (homeserver)، إن طلبه تطبيقك
letter-account-ready-mastodon-handle = عنوان Mastodon الخاص بك
letter-account-ready-matrix-sign-in = تسجيل الدخول إلى Matrix يكون بعنوانك هناك و{ $password ->
    [made] بكلمة المرور هذه
   *[chosen] بكلمة المرور التي اخترتها
}.
letter-account-ready-mastodon-sign-in = تسجيل الدخول إلى Mastodon يكون بهذا البريد الإلكتروني و{ $password ->
    [made] بكلمة المرور هذه
   *[chosen] بكلمة المرور التي اخترتها
}.
letter-account-ready-mastodon-set-password = أُنشئ حسابك على Mastodon بكلمة مرور لا يعرفها أحد. قبل تسجيل الدخول يجب تحديد كلمة مرور خاصة بك: بعد كتابة هذا البريد الإلكتروني في الصفحة أدناه، يرسل إليك Mastodon رابطًا.
letter-account-ready-mastodon-set-password-button = تحديد كلمة مرور Mastodon
letter-account-ready-mastodon-then = بعد ذلك يكون تسجيل الدخول إلى Mastodon بهذا البريد الإلكتروني وكلمة المرور تلك.
letter-account-ready-mastodon-confirm = يرسل إليك Mastodon رسالة خاصة به. يرجى فتح الرابط الموجود فيها خلال 7 أيام: لا يعمل الحساب قبل ذلك، ويحذفه Mastodon بعد انقضائها.
letter-account-ready-generated = أنشأنا لك كلمة مرور، وهي في صفحتك خلف زر: يرجى حفظها في مكان آمن قبل تسجيل الدخول.
letter-account-ready-client = تسجيل الدخول إلى { $door }
letter-account-ready-rooms = غرف للبداية:
letter-account-ready-button = فتح صفحتك
letter-account-ready-generated-button = عرض كلمة مروري
letter-account-ready-member = أصبحت الآن عضوًا في { $community }، وتسجيل الدخول هناك بكلمة المرور نفسها: للقاء الآخرين على اللوحة، أو لتغيير كلمة المرور لكل حساباتك دفعة واحدة.
letter-account-ready-member-link = تسجيل الدخول إلى { $community }
letter-account-ready-nothing = تُمحى صفحتك وما بقي من طلبك في { $deadline }. { $count ->
    [one] أما حسابك فيبقى.
    [two] أما حساباك فيبقيان.
    [few] أما حساباتك فتبقى.
    [many] أما حساباتك فتبقى.
   *[other] أما حساباتك فتبقى.
}
letter-account-ready-rest-nothing = المهلة لذلك حتى { $deadline }: حينها تُمحى صفحتك وما بقي من طلبك. أما حسابك المفتوح فيبقى.
letter-account-ready-generated-nothing = تُمحى صفحتك، ومعها كلمة المرور، في { $deadline }. { $count ->
    [one] أما حسابك فيبقى، لكن الدخول إليه
    [two] أما حساباك فيبقيان، لكن الدخول إليهما
    [few] أما حساباتك فتبقى، لكن الدخول إليها
    [many] أما حساباتك فتبقى، لكن الدخول إليها
   *[other] أما حساباتك فتبقى، لكن الدخول إليها
} يتطلب كلمة المرور.

letter-other-door-work = يستغرق حسابك على { $door } وقتًا أطول. ليس عليك فعل شيء: نراسلك مرة أخرى حالما يصبح جاهزًا، أو إن احتجنا إليك من أجله.
letter-other-door-proof = لم يُفتح حسابك على { $door } بعد: ينتظر أن نعلم أن هذا البريد الإلكتروني لك. يرجى فتح صفحتك والضغط على «نعم، طلبت هذا» ثم المتابعة من هناك.
letter-other-door-choice = لم يُفتح حسابك على { $door } بعد: الخطوة التالية لك. يرجى فتح صفحتك للمتابعة.
letter-other-door-follows = لم يبدأ العمل على حسابك على { $door } بعد: يبدأ بعد اختيارك.
letter-other-door-failed = لم يُفتح حسابك على { $door } بعد. تشرح رسالة أخرى منا العائق.

letter-needs-you-subject = نحتاج إليك لفتح حسابك في { $community }
letter-needs-you-happened-name-taken = لم يُفتح حسابك على { $door } في { $community } بعد: الاسم الذي اخترته مستخدم هناك.
letter-needs-you-happened-name-refused = لم يُفتح حسابك على { $door } في { $community } بعد: الخادم لا يسمح بالاسم الذي اخترته.
letter-needs-you-happened-password-refused = يحتاج حسابك على { $door } في { $community } إليك مرة أخرى: الخادم لا يقبل كلمة المرور المختارة له.
letter-needs-you-happened-conflict = لم يُفتح حسابك على { $door } في { $community }: غيّره شخص آخر أثناء إنشائنا له، فتركناه كما هو.
letter-needs-you-happened-conflict-mastodon = لم يُفتح حسابك على { $door } في { $community }. إما أن لهذا البريد الإلكتروني حسابًا هناك بالفعل، أو أن { $door } لا يقبل هذا العنوان، أو أن هناك حسابًا باسمك لا يمكننا إثبات أنه لك. تركنا كل شيء هناك كما هو.
letter-needs-you-happened-unavailable = لم يُفتح حسابك على { $door } في { $community } بعد: لم نتمكن من الوصول إلى الخادم مدة طويلة، فتوقفنا عن المحاولة.
letter-needs-you-do-name = يرجى فتح صفحتك واختيار اسم آخر. الموافقة على طلبك باقية.
letter-needs-you-do-name-or-here = يرجى فتح صفحتك واختيار اسم آخر، لكل حساباتك أو لحساب { $door } فقط. الموافقة على طلبك باقية.
letter-needs-you-do-name-here = يرجى فتح صفحتك واختيار اسم آخر لحساب { $door }. الموافقة على طلبك باقية، ولا يتغير اسم أي حساب آخر.
letter-needs-you-do-password = يرجى فتح صفحتك واختيار كلمة مرور أخرى، والأفضل أن تكون أطول. الموافقة على طلبك باقية.
letter-needs-you-do-again = يرجى فتح صفحتك والضغط على الزر للمحاولة مرة أخرى. إن لم تنجح المحاولة، يمكنك سؤال فريق الإشراف. الموافقة على طلبك باقية.
letter-needs-you-do-conflict-mastodon = إن كان لك حساب على { $door } بهذا البريد الإلكتروني، يمكنك ببساطة متابعة استخدامه. وإلا فيرجى الكتابة إلى فريق الإشراف: يعلم الفريق أن هناك عائقًا، ويمكنه طلب فحصه. بعد ذلك يمكنك المحاولة مرة أخرى في صفحتك. الموافقة على طلبك باقية.
letter-needs-you-button-name = اختيار اسم آخر
letter-needs-you-button-password = اختيار كلمة مرور أخرى
letter-needs-you-button-again = المحاولة مرة أخرى
letter-needs-you-button-page = فتح صفحتك
letter-needs-you-open = فُتح حسابك على { $door } بالعنوان { $account }. طريقة تسجيل الدخول موجودة في صفحتك.
letter-needs-you-nothing = المهلة حتى { $deadline }. بعدها تنتهي الموافقة ويُمحى طلبك، ويلزم حينها تقديم طلب جديد.
letter-needs-you-nothing-rest = المهلة حتى { $deadline } على الأقل. بعدها يُمحى طلبك، ولا يُفتح ما لم يُفتح حتى ذلك الحين. أما الحسابات المفتوحة فتبقى.

letter-could-not-open-subject = لم يُفتح بعد حساب «{ $name }» في { $community }
letter-could-not-open-subject-nameless = تعذّر فتح حساب للطلب رقم { $id } في { $community }
letter-could-not-open-happened = وافق فريق الإشراف على طلب انضمام إلى { $community }، لكن تعذّر فتح حساب له.
letter-could-not-open-why-conflict = على { $door } غيّر شخص آخر الحساب أثناء إنشائنا له، فتركناه كما هو.
letter-could-not-open-do-conflict = طلبنا من هذا الشخص اختيار اسم آخر. يرجى إبلاغ الجهة المشغّلة لخادم { $door }، إذ لا ينبغي أن يتمكن أحد غيرنا من تغيير حساب في هذا الوقت المبكر.
letter-could-not-open-why-conflict-mastodon = على { $door } إما أن للبريد الإلكتروني لهذا الشخص حسابًا بالفعل، أو أن { $door } لا يقبل العنوان، أو أن هناك حسابًا بالاسم نفسه لا يمكن لأحد إثبات أنه له. تركنا كل شيء هناك كما هو.
letter-could-not-open-do-conflict-mastodon = يرجى الطلب من أحد مديري { $door } البحث عن حساب كهذا، والتحقق من أن عناوين كهذه ليست محظورة. بعد زوال العائق يمكن لهذا الشخص المحاولة مرة أخرى في صفحته.
letter-could-not-open-why-unavailable = على { $door } لم نتمكن من الوصول إلى الخادم مدة طويلة، فتوقفنا عن المحاولة.
letter-could-not-open-do-unavailable = يرجى إبلاغ الجهة المشغّلة لخادم { $door }. حالما يستجيب الخادم من جديد، يمكن لهذا الشخص المحاولة مرة أخرى في صفحته.
letter-could-not-open-button = عرض الطلب
letter-could-not-open-nothing = لا شيء هنا للتصويت عليه. تعرض صفحة هذا الشخص الأمر نفسه، وأمامه حتى { $deadline } للمتابعة من هناك. بعد ذلك تنتهي الموافقة، ويلزمه تقديم طلب جديد.

letter-two-days-left-subject = ما زال حسابك في { $community } ينتظرك
letter-two-days-left-happened = وافق فريق الإشراف في { $community } على طلبك، لكن اسم المستخدم وكلمة المرور لم يُختارا بعد.
letter-two-days-left-do = يرجى فتح صفحتك واختيارهما. بعد ذلك نفتح حسابك.
letter-two-days-left-button = اختيار اسم المستخدم وكلمة المرور
letter-two-days-left-nothing = المهلة حتى { $deadline }. بعدها تنتهي الموافقة ويُمحى طلبك، ويلزم حينها تقديم طلب جديد.

letter-already-asked-subject = سبق أن طلبت الانضمام إلى { $community }
letter-already-asked-happened = وصل مرة أخرى طلب انضمام إلى { $community } بهذا البريد الإلكتروني، ونأمل أنه منك. لهذا العنوان عدة طلبات مفتوحة بالفعل، لذلك لم نمرّر هذا الطلب.
letter-already-asked-do = إن كان الطلب منك: تستمر طلباتك السابقة، وروابطها في رسائل سابقة. يمكنك في الصفحة أدناه طلب إرسال الروابط مرة أخرى.
letter-already-asked-button = إرسال روابطي
letter-already-asked-nothing = إن لم يكن هذا منك فلا شيء يتغير، وكذلك من دون أي إجراء.

letter-your-links-subject = روابطك لدى { $community }
letter-your-links-happened = وصلنا طلب لإرسال روابط الطلبات المفتوحة التي قُدّمت بهذا البريد الإلكتروني، ونأمل أنه منك. هذه هي الروابط.
letter-your-links-item = الحال: { $status }، وتاريخ الطلب { $date }
letter-your-links-status-unconfirmed = في انتظار تأكيدك
letter-your-links-status-pending = في انتظار فريق الإشراف
letter-your-links-status-approved = تمت الموافقة
letter-your-links-status-open = فُتح حسابك
letter-your-links-status-rejected = مرفوض
letter-your-links-nothing = إن لم يكن هذا منك فلا شيء يتغير، وكذلك من دون أي إجراء.

letter-password-changed-subject = تغيّرت كلمة مرور Mastodon الخاصة بك في { $community }
letter-password-changed-happened = تغيّرت كلمة المرور لحسابك على خادم Mastodon التابع لمجتمع { $community } في { $date }. انتهت الجلسات التي كانت مفتوحة في التطبيقات والمتصفحات.
letter-password-changed-do = إن كان هذا منك، فليس عليك سوى تسجيل الدخول من جديد.
letter-password-changed-not-you = إن لم يكن هذا منك، فربما دخل شخص آخر إلى حسابك. يرجى تحديد كلمة مرور جديدة فورًا: بعد كتابة هذا البريد الإلكتروني في الصفحة أدناه، يرسل إليك Mastodon رابطًا. وبعد ذلك يرجى إبلاغ فريق الإشراف في { $community }.
letter-password-changed-link = إن لم يكن هذا منك، يمكنك تحديد كلمة مرور جديدة هنا

letter-set-password-subject = تحديد كلمة مرور Mastodon جديدة في { $community }
letter-set-password-happened = وصلنا طلب كلمة مرور جديدة لحسابك على خادم Mastodon التابع لمجتمع { $community }، ونأمل أنه منك.
letter-set-password-do = إن كان الطلب منك، يرجى فتح الصفحة أدناه وكتابة كلمة مرور جديدة هناك.
letter-set-password-button = تحديد كلمة مرور جديدة
letter-set-password-nothing = يعمل الرابط مرة واحدة، حتى { $deadline }. من دون أي إجراء تبقى كلمة مرورك كما هي.
letter-set-password-not-you = لم يكن هذا منك؟ يمكنك تجاهل هذه الرسالة، أو الضغط على «لم أطلب هذا» في الصفحة نفسها: يُلغى الرابط فورًا، ولا يمكن لأحد استخدامه بعد ذلك.

letter-member-password-changed-subject = تغيّرت كلمة مرورك في { $community }
letter-member-password-changed-happened = تغيّرت كلمة المرور التي تُستخدم لتسجيل الدخول إلى { $community } في { $date }. انتهت كل الجلسات المفتوحة، ولم تعد صالحةً روابط كلمة المرور الجديدة في الرسائل السابقة.
letter-member-password-changed-doors = تُعتمد كلمة المرور نفسها لحساباتك على هذه المنصات: { $platforms }. إن تعذّر ذلك على إحداها، تشرح رسالة أخرى ما يلزم.
letter-member-password-changed-not-you = إن لم يكن هذا منك، فربما دخل شخص آخر إلى حسابك. يرجى تحديد كلمة مرور جديدة فورًا: بعد كتابة هذا البريد الإلكتروني في الصفحة أدناه، نرسل إليك رابطًا. وبعد ذلك يرجى إبلاغ فريق الإشراف في { $community }.

letter-set-member-password-subject = تحديد كلمة مرور جديدة في { $community }
letter-set-member-password-happened = وصلنا طلب كلمة مرور جديدة لحسابك لدى { $community }، ونأمل أنه منك. تسري الكلمة الجديدة على حساباتك على المنصات أيضًا.
letter-set-member-password-happened-some = وصلنا طلب كلمة مرور جديدة لحسابك لدى { $community }، ونأمل أنه منك. إن تعذّر اعتماد الكلمة الجديدة لأحد حساباتك على المنصات، تشرح رسالة أخرى ما يلزم.

letter-somebody-tried-subject = أُدخلت كلمة مرور خاطئة لحسابك على Mastodon في { $community }
letter-somebody-tried-happened = في { $date } أدخل شخص ما بريدك الإلكتروني وكلمة مرور خاطئة لحسابك على خادم Mastodon التابع لمجتمع { $community }. لم يتمكن من الدخول، ولم يتغير شيء.
letter-somebody-tried-do = إن كان هذا منك وكنت قد نسيت كلمة مرورك: بعد كتابة هذا البريد الإلكتروني في الصفحة أدناه، يرسل إليك Mastodon رابطًا لتحديد كلمة جديدة.
letter-somebody-tried-link = إن نسيت كلمة مرورك، يمكنك تحديد كلمة جديدة هنا
letter-somebody-tried-nothing = إن لم يكن هذا منك، فليس عليك فعل شيء.

letter-change-it-there-subject = ما طلبته من { $community } يكون لدى Mastodon مباشرة
letter-change-it-there-happened = وصلنا طلب كلمة مرور جديدة أو رمز لحسابك على خادم Mastodon التابع لمجتمع { $community }، ونأمل أنه منك. لا يمكننا ذلك من هنا: للحساب عامل تحقق ثانٍ، أو يُدار لدى Mastodon مباشرة. لم يتغير شيء.
letter-change-it-there-do = إن كان الطلب منك، يرجى القيام بذلك هناك. للحصول على كلمة مرور جديدة يُكتب هذا البريد الإلكتروني في الصفحة أدناه، ثم يرسل إليك Mastodon رابطًا.
letter-change-it-there-button = تحديد كلمة مرور جديدة لدى Mastodon
letter-change-it-there-nothing = إن لم يكن هذا منك، فليس عليك فعل شيء. لكن إن كان من المحتمل أن يعرف أحد كلمة مرورك، يرجى تحديد كلمة جديدة.

letter-copy-by-hand-subject = يرجى تغيير كلمة مرور { $platform } بنفسك في { $community }
letter-copy-by-hand-happened = تغيّرت كلمة المرور التي تُستخدم لتسجيل الدخول إلى { $community }. لم نتمكن من تغييرها لحسابك على { $platform } أيضًا، ولم يتغير شيء هناك.
letter-copy-by-hand-matrix = لاعتماد كلمة المرور الجديدة هناك أيضًا، يرجى تسجيل الدخول إلى Matrix بكلمة المرور الحالية هناك، وتغييرها في إعدادات حسابك. إن كنت قد نسيتها، يمكنك سؤال إدارة { $community }.
letter-copy-by-hand-mastodon = لاعتماد كلمة المرور الجديدة هناك أيضًا، يرجى كتابة هذا البريد الإلكتروني في الصفحة أدناه، ثم يرسل إليك Mastodon رابطًا لتحديدها.
letter-copy-by-hand-button-matrix = فتح Matrix
letter-copy-by-hand-button-mastodon = تحديد كلمة مرور جديدة لدى Mastodon
letter-copy-by-hand-button-here = عرض حسابك
letter-copy-by-hand-nothing = من دون أي إجراء تبقى لك كلمتا مرور، ومن يعرف القديمة ما زال يمكنه استخدامها على { $platform }.

letter-session-reused-subject = أنهينا إحدى جلساتك في { $community }
letter-session-reused-happened = في { $date } استُخدمت إحدى جلساتك لدى { $community } من جهتين في وقت واحد. ربما كانت إحداهما شخصًا آخر، لذلك أنهينا تلك الجلسة: كل من كان يستخدمها سُجّل خروجه.
letter-session-reused-do = يمكنك تسجيل الدخول من جديد حيث يلزم. إن لم يكن سبب ذلك معروفًا لك، يرجى تغيير كلمة مرورك: هذا ينهي كل الجلسات الأخرى أيضًا.
letter-session-reused-button = فتح حسابك
letter-session-reused-nothing = من دون أي إجراء تبقى تلك الجلسة منتهية، وتستمر جلساتك الأخرى.

letter-left-subject = غادرت { $community }
letter-left-happened = طلبت مغادرة { $community }، وقد تم ذلك. مُحي هنا اسمك وعنوانك وكلمة مرورك، وانتهت جلساتك في كل مكان. تبقى منشوراتك التي يمكن لغيرك قراءتها، لكن من دون اسمك.
letter-left-matrix = يبقى حسابك { $account } على Matrix كما هو. لإنهائه، يرجى تسجيل الدخول إلى Matrix واختيار «تعطيل الحساب» في إعدادات حسابك.
letter-left-mastodon = يبقى حسابك { $account } على Mastodon كما هو. لإنهائه، يرجى تسجيل الدخول إلى Mastodon واختيار «حذف الحساب» في إعدادات حسابك.
letter-left-not-you = إن لم يكن هذا منك، يرجى إبلاغ فريق الإشراف في { $community }: هناك من عرف كلمة مرورك.
letter-left-link = للعودة يومًا ما، يمكنك تقديم طلب هنا
letter-why-left = تصلك هذه الرسالة لأن هذا البريد الإلكتروني كان حتى الآن يخص حسابًا لدى { $community }.

letter-post-unpublished-subject = أُزيل منشورك من اللوحة في { $community }
letter-post-unpublished-happened-titled = أزال فريق الإشراف منشورك «{ $title }» من لوحة { $community }. ما زال ضمن منشوراتك، ولا يمكن لأحد قراءته هناك سواك وسوى فريق الإشراف.
letter-post-unpublished-happened = أزال فريق الإشراف أحد منشوراتك من لوحة { $community }. ما زال ضمن منشوراتك، ولا يمكن لأحد قراءته هناك سواك وسوى فريق الإشراف.
letter-post-unpublished-do = يمكنك إبقاؤه هناك أو حذفه، لكن لا يمكن نشره من جديد.
letter-post-unpublished-button = عرض منشوراتك
letter-post-unpublished-nothing = من دون أي إجراء يبقى حيث هو. إن لم يكن السبب معروفًا لك، يمكنك سؤال إدارة { $community }.

letter-post-deleted-subject = حُذف منشورك في { $community }
letter-post-deleted-happened = حذف فريق الإشراف أحد منشوراتك من لوحة { $community }.
letter-post-deleted-do = إن لم يكن السبب معروفًا لك، يمكنك سؤال إدارة { $community }.
letter-post-deleted-button = فتح اللوحة
letter-post-deleted-nothing = ليس عليك فعل شيء.
