# How a registration stands, withdrawing it, and finding its link again.

# Status
page-status-unconfirmed = يرجى تفقّد بريدك
page-status-unconfirmed-lead = نرسل الآن رسالة إلى
page-status-unconfirmed-open = فتح الرابط الموجود في الرسالة.
page-status-unconfirmed-press = الضغط على «نعم، طلبت هذا».
page-status-unconfirmed-then = بعد ذلك يقرأ فريق الإشراف طلبك، ونراسلك.
page-status-unconfirmed-left = تنتهي صلاحية الرابط بعد
page-letter-missing = لم تصل الرسالة؟
page-status-unconfirmed-missing = يُفضَّل الانتظار بضع دقائق وتفقّد مجلد الرسائل غير المرغوب فيها. هل في العنوان أعلاه خطأ؟
page-status-unconfirmed-again = تقديم الطلب من جديد
page-status-pending = طلبك لدى فريق الإشراف
page-status-pending-lead = ليس عليك فعل شيء الآن. بعد الموافقة يمكنك هنا اختيار اسم المستخدم وكلمة المرور.
page-status-pending-lead-settled = ليس عليك فعل شيء الآن. اسم المستخدم وكلمة المرور محددان: يُفتح حسابك حالما تصدر الموافقة.
page-status-pending-letters = نراسلك عند صدور القرار.
page-status-pending-no-letters = يمكنك العودة بالرابط الذي حفظته لمعرفة ما تقرر.
page-status-pending-proof = من أجل Mastodon: يرجى تأكيد عنوانك
page-status-pending-left = تنتهي مهلة القرار بعد
page-status-pending-nobody = إن لم يقرر أحد حتى ذلك الحين، يُحذف الطلب تلقائيًا ويمكنك تقديمه من جديد.
page-who = { $count ->
    [one] يقرأ الطلب ويقرر شخص واحد من فريق الإشراف.
    [two] أُبلغ بالطلب شخصان من فريق الإشراف.
    [few] أُبلغ بالطلب { $count } أشخاص من فريق الإشراف.
    [many] أُبلغ بالطلب { $count } شخصًا من فريق الإشراف.
   *[other] أُبلغ بالطلب { $count } شخص من فريق الإشراف.
}
page-who-needed = { $count ->
    [one] يكفي قرار واحد منهم.
    [two] تلزم موافقة اثنين منهم.
    [few] تلزم موافقة { $count } منهم.
    [many] تلزم موافقة { $count } منهم.
   *[other] تلزم موافقة { $count } منهم.
}
page-who-next = { $count ->
    [one] يقرر شخص واحد من فريق الإشراف.
    [two] يُبلَّغ بالطلب شخصان من فريق الإشراف.
    [few] يُبلَّغ بالطلب { $count } أشخاص من فريق الإشراف.
    [many] يُبلَّغ بالطلب { $count } شخصًا من فريق الإشراف.
   *[other] يُبلَّغ بالطلب { $count } شخص من فريق الإشراف.
}
page-usual-hour = يستغرق ذلك عادةً أقل من ساعة.
page-usual-hours = يستغرق ذلك عادةً بضع ساعات.
page-usual-day = يستغرق ذلك عادةً أقل من يوم.
page-usual-days = يستغرق ذلك عادةً يومًا أو يومين.
page-usual-long = يستغرق ذلك عادةً بضعة أيام.
page-status-choose = أهلًا بك! بقي اختيار اسم المستخدم وكلمة المرور
page-status-choose-lead = وافق فريق الإشراف على طلبك. بقيت خطوة واحدة.
page-status-choose-left = تنتهي المهلة بعد
page-status-choose-send = فتح حسابي
page-status-elsewhere = وافق فريق الإشراف
page-status-elsewhere-lead = اختيار اسم المستخدم وكلمة المرور يكون بالرابط الموجود في الرسالة التي أرسلناها. هذه الصفحة تعرض سير الأمر فقط.
page-status-elsewhere-left = تنتهي المهلة لذلك بعد
page-status-proof = بقيت خطوة واحدة: يرجى تأكيد عنوانك
page-status-proof-lead = وافق فريق الإشراف على طلبك. يرجى فتح الرسالة التي أرسلناها: بعد تأكيدك هناك يمكنك اختيار اسم المستخدم وكلمة المرور، ثم يُفتح الحساب.
page-status-processing = يجري إنشاء حسابك
page-status-processing-lead = يستغرق ذلك بضع ثوانٍ، أو أكثر قليلًا إن كان الخادم مشغولًا. يمكنك إغلاق هذه الصفحة والعودة إليها.
page-status-look-again = تحديث الصفحة
page-status-failed = أوشكنا على الانتهاء: نحتاج إليك مرة أخرى
page-status-failed-lead = وافق فريق الإشراف على طلبك، والموافقة باقية. العائق شيء آخر.
page-status-failed-send = المحاولة مرة أخرى
page-status-done = { $count ->
    [one] فُتح حسابك
    [two] فُتح حساباك
    [few] فُتحت حساباتك
    [many] فُتحت حساباتك
   *[other] فُتحت حساباتك
}
page-status-done-lead = أهلًا بك! هكذا يكون تسجيل الدخول.
page-status-done-member = أصبحت الآن عضوًا هنا، ويمكنك تسجيل الدخول إلى هذا الموقع أيضًا.
page-status-done-kept = تُحذف هذه الصفحة تلقائيًا بعد
page-status-done-stays = { $count ->
    [one] أما حسابك فيبقى.
    [two] أما حساباك فيبقيان.
    [few] أما حساباتك فتبقى.
    [many] أما حساباتك فتبقى.
   *[other] أما حساباتك فتبقى.
}
page-status-rejected = لم يوافق فريق الإشراف هذه المرة
page-status-rejected-lead = نأسف لذلك. لم يُنشأ أي حساب.
page-status-rejected-words = كلمة فريق الإشراف إليك
page-status-rejected-again = يمكنك تقديم طلب جديد والحديث فيه أكثر عن نفسك.
page-status-kept = تُحذف هذه الصفحة تلقائيًا بعد
page-status-way = طريقك إلى الانضمام
page-status-withdraw = سحب طلبي
page-status-withdraw-why = هل غيّرت رأيك؟
page-step-done = تم:
page-step-now = الآن:
page-step-next = التالي:
page-step-ended = انتهى:
page-step-asked = طلبك
page-step-confirmed = عنوانك
page-step-decided = قرار فريق الإشراف
page-step-chosen = اسم المستخدم وكلمة المرور
page-step-ready = حسابك
page-step-chosen-next = يمكنك اختيارهما هنا بعد موافقة فريق الإشراف.
page-step-ready-next = يُفتح تلقائيًا بعد ذلك.
page-live-copy = نسخ
page-live-copied = تم النسخ
page-live-news = هناك جديد بشأن طلبك.
page-live-load = عرض الجديد
page-notice-password-saved = حسنًا. حذفنا كلمة مرورك، ولا يعرفها الآن أحد سواك.
page-notice-too-late = فات الأوان: حسابك قيد الإنشاء أو فُتح بالفعل.
page-door-success = مفتوح
page-door-failed = ليس بعد
page-door-processing = قيد الإنشاء
page-door-pending = في الانتظار
page-door-name-taken = هذا الاسم لشخص آخر. يرجى اختيار اسم آخر.
page-door-name-refused = الخادم لا يسمح بهذا الاسم. يرجى اختيار اسم آخر.
page-door-password-refused = الخادم لا يقبل كلمة المرور هذه. يرجى اختيار كلمة مرور أطول أو أقل شيوعًا، أو ترك إنشائها لنا.
page-door-conflict = غيّر شخص آخر هذا الحساب أثناء إنشائنا له، فتركناه كما هو. يرجى اختيار اسم آخر.
page-door-unavailable = لم يرد الخادم مدة طويلة، فتوقفنا عن المحاولة.
page-door-try-again = يمكنك المحاولة مرة أخرى الآن.
page-door-choice = يُفتح هذا الحساب بعد اختيار اسم المستخدم وكلمة المرور.
page-door-held-back = يمكن فتح هذا الحساب، لكن اسم المستخدم ليس متاحًا في كل مكان، ولا يمكن تغييره فيما بعد. لذلك ننتظر اختيارك.
page-door-no-address = يتطلب هذا الحساب بريدًا إلكترونيًا مؤكَّدًا، وليس في طلبك بريد. لذلك لا يُفتح.
page-proof-letter = لا يفتح Mastodon حسابات إلا لعناوين مؤكَّدة. يرجى فتح رسالتنا والضغط على «نعم، طلبت هذا». وجهة الرسالة:
page-proof-missing = لم تصل الرسالة؟ يُفضَّل الانتظار بضع دقائق وتفقّد مجلد الرسائل غير المرغوب فيها. إن لم تصل اليوم، يمكنك طلب رابطك من جديد غدًا. إن كان في العنوان خطأ، أو لم تصل رسالة غدًا أيضًا، يرجى سحب هذا الطلب وتقديم طلب جديد.
page-proof-lost = استعادة رابطي
page-account-id = اسمك الكامل هناك
page-account-server = الخادم الذي يُكتب في تطبيقك
page-account-rooms = الغرف التي انضممت إليها بالفعل
page-account-sign-in = تسجيل الدخول
page-account-any-app = يرجى فتح أي تطبيق يدعم Matrix، واختيار «تسجيل الدخول»، وكتابة هذا الخادم قبل أي شيء آخر.
page-account-qr = رمز QR
page-account-qr-matrix = يمكن لغيرك مسحه بهاتف عليه تطبيق يدعم Matrix، فيصل إليك.
page-account-qr-mastodon = يمكن لغيرك مسحه بالهاتف، فيصل إلى صفحتك هناك.
page-account-mastodon = تسجيل الدخول يكون ببريدك الإلكتروني وكلمة مرورك.
page-account-mastodon-set-password = يجب أولًا تحديد كلمة مرور: بعد كتابة بريدك الإلكتروني هناك، يرسل إليك Mastodon رابطًا لذلك.
page-account-mastodon-letter = أرسل إليك Mastodon رسالة خاصة به. يرجى الضغط على الرابط الموجود فيها، ثم تسجيل الدخول ببريدك الإلكتروني وكلمة مرورك.
page-account-set-password = تحديد كلمة مرورك
page-account-open-mastodon = فتح Mastodon
page-password = كلمة مرورك
page-password-hidden = أنشأنا لك كلمة مرور. يرجى التأكد من أن لا أحد ينظر إلى شاشتك. تُحذف مع هذه الصفحة، فيجب حفظها قبل ذلك.
page-password-show = عرض كلمة مروري
page-password-shown = يرجى حفظها في مدير كلمات المرور أو تدوينها الآن. هناك فرق بين الأحرف الكبيرة والصغيرة.
page-password-saved = حفظتها
page-password-needed = ما زال حسابك الآخر يحتاج إليها، لذلك نحتفظ بها قليلًا بعد.
page-password-saved-means = بعد ذلك نحذفها، ولا يمكن لأحد عرضها مرة أخرى.

page-token = رمز وصول للبرامج
page-token-offered = بهذا الرمز يمكن لبرنامج استخدام حسابك على Mastodon من دون كلمة مرورك. يُفضَّل إنشاؤه عند الحاجة فقط.
page-token-make = إنشاء رمز
page-token-scope = ما يسمح به:
page-token-shown = يرجى نسخه الآن: لن نعرضه مرة أخرى. لا تنتهي صلاحيته، فينبغي حفظه كما تُحفظ كلمة المرور. يمكنك إلغاؤه هنا ما دامت هذه الصفحة موجودة، وفيما بعد في إعدادات حسابك لدى Mastodon.
page-token-made = أُنشئ رمز في
page-token-made-lost = إن أضعته أو لم تعد لك حاجة إليه، يرجى إلغاؤه. بعد ذلك يمكنك إنشاء رمز آخر.
page-token-revoke = إلغاء الرمز
page-token-revoke-means = يُلغى بذلك كل رمز أصدرته هذه البوابة لحسابك، وإن كان قد طلبه برنامج بكلمة مرورك.
page-notice-token-revoked = تم: لم يعد بالإمكان استخدام أي رمز أصدرته هذه البوابة لحسابك.
page-notice-token-later = يستغرق هذا وقتًا أطول من المعتاد. يرجى الضغط على الزر مرة أخرى بعد لحظات.
page-notice-token-shown-before = عُرض رمز من قبل، ولا يُعرض مرة أخرى. إن أضعته، يمكنك إلغاؤه وإنشاء رمز آخر.
page-notice-token-refused = لا يسمح لنا Mastodon بذلك لحسابك. يمكنك القيام به بنفسك في إعدادات حسابك هناك.
page-notice-token-not-set-up = لم تُعِدّ إدارة الموقع رموز الوصول.

# Withdrawing
page-withdraw-title = هل يُسحب طلبك؟
page-withdraw-lead = يُحذف كل ما كتبته، ويتوقف فريق الإشراف عن النظر في الطلب. يمكنك تقديم طلب جديد فيما بعد.
page-withdraw-yes = نعم، سحب الطلب
page-withdraw-no = لا، رجوع
page-withdrawn-title = سُحب طلبك
page-withdrawn-lead = حُذف كل ما كتبته.

# Lost links
page-lost-title = استعادة رابطي
page-lost-lead = يرجى كتابة البريد الإلكتروني الذي قدّمت به الطلب. إن كانت له طلبات مفتوحة، نرسل إليه روابطها.
page-lost-send = إرسال روابطي إلى بريدي
page-lost-no-address = هل قدّمت الطلب من دون بريد إلكتروني؟ في هذه الحالة لا عودة إلا بالرابط الذي حفظته.
page-lost-sent-title = يرجى تفقّد بريدك
page-lost-sent-lead = إن كانت لهذا العنوان طلبات مفتوحة، فروابطها في الطريق إليه.
page-lost-sent-to = وجهة الرسائل:
page-lost-sent-missing = يُفضَّل الانتظار بضع دقائق وتفقّد مجلد الرسائل غير المرغوب فيها. إن لم تصل رسالة، فالأرجح أنه لا يوجد طلب مفتوح لهذا العنوان.
