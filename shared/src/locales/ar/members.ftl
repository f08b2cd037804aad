# Signing in, the account, passwords.

# A new password
page-reset-title = اختيار كلمة مرور جديدة
page-reset-lead = لحسابك لدى Mastodon على الخادم
page-reset-lead-member = تُستخدم لتسجيل الدخول هنا وإلى حساباتك على المنصات.
page-reset-set = اعتماد كلمة المرور هذه
page-reset-set-means-member = تنتهي كل الجلسات المفتوحة في حسابك، هنا وعلى المنصات التي تُعلمنا بذلك.
page-reset-set-means = تنتهي كل الجلسات المفتوحة في هذا الحساب. الحسابات الأخرى تحتفظ بكلمات مرورها.
page-reset-not-me-means = يتوقف الرابط عن العمل، وتبقى كلمة مرورك كما هي.
page-reset-left = من دون الضغط على أي منهما تنتهي صلاحية الرابط بعد
page-reset-done-title = تغيّرت كلمة مرورك
page-reset-done-lead = انتهت جلساتك لدى Mastodon في كل مكان. يمكنك تسجيل الدخول هناك بكلمة المرور الجديدة، أما الحسابات الأخرى فتحتفظ بكلمات مرورها.
page-reset-done-open = الانتقال إلى { $server }
page-reset-done-lead-member = انتهت جلساتك في كل مكان. يمكنك تسجيل الدخول بكلمة المرور الجديدة.
page-reset-done-sign-in = تسجيل الدخول
page-reset-doors = حساباتك على المنصات
page-reset-later-title = يستغرق هذا وقتًا أطول من المعتاد
page-reset-later-lead = مرّرنا كلمة مرورك الجديدة، وستصلك رسالة عند اعتمادها.
page-reset-later-more = إن لم تصلك رسالة خلال بضع دقائق فهذا يعني أن شيئًا لم يتغير. يرجى حينها فتح الصفحة من جديد واختيار كلمة المرور مرة أخرى.
page-reset-not-me-title = شكرًا لك. أُلغي الرابط
page-reset-not-me-lead = لم يعد بإمكان أحد استخدامه، وكلمة مرورك باقية كما هي.
page-reset-not-me-more = كتب شخص ما عنوانك هنا. هذا وحده لا يفتح شيئًا، وليس عليك فعل أي شيء آخر.

# Signing in
page-login-title = تسجيل الدخول
page-login-send = تسجيل الدخول
page-login-ended = انتهى تسجيل دخولك: إما لمرور وقت طويل، وإما لأنك أنهيته من مكان آخر. بعد تسجيل الدخول من جديد يمكنك المتابعة من حيث توقفت.
page-login-board = اللوحة مخصصة للأعضاء. بعد تسجيل الدخول تُفتح لك مباشرة.
page-login-writing = الكتابة على اللوحة متاحة للأعضاء. بعد تسجيل الدخول يمكنك المتابعة مباشرة.
page-login-queue = يرجى تسجيل الدخول بالحساب الذي يحمل عنوانك في فريق الإشراف، لتُفتح لك مباشرة الطلبات المنتظرة.
page-login-forgot = نسيت كلمة المرور
page-login-none = ليس لديك حساب بعد؟
page-login-already-title = تم تسجيل دخولك
page-login-already-as = أنت هنا باسم
page-login-go-on = متابعة
page-login-other = لتسجيل الدخول بحساب آخر، يجب تسجيل الخروج أولًا. زر الخروج هنا:
page-apply-member-lead = أنت عضو في هذا المجتمع بالفعل.
page-apply-member-again = طلب حساب آخر
page-apply-member-again-means = لشخص غيرك، أو حساب ثانٍ لك. يقرر فريق الإشراف في شأنه كأي طلب آخر.
page-signed-out-title = تم تسجيل خروجك
page-signed-out-lead = لم يعد هذا المتصفح يفتح شيئًا يخصك. أما جلساتك في الأماكن الأخرى فتبقى كما هي.

# Your account
page-member-title = حسابك
page-member-name = اسم المستخدم
page-member-no-name = لا يوجد: تسجيل الدخول يكون ببريدك الإلكتروني
page-member-email = البريد الإلكتروني
page-member-no-email = لا يوجد: لا يمكننا مراسلتك، ولا مساعدتك إن نسيت كلمة المرور
page-member-proved = مؤكَّد
page-member-unproved = غير مؤكَّد
page-member-role = الدور
page-member-role-member = عضو
page-member-role-moderator = فريق الإشراف
page-member-role-operator = إدارة الموقع
page-member-since = عضو منذ
page-member-sign-out = تسجيل الخروج
page-member-no-doors = لم يُفتح لك أي حساب عليها.
page-member-door-done = كلمة مروره هي نفسها التي تُستخدم لتسجيل الدخول هنا.
page-member-door-later = المنصة غير متاحة حاليًا. ستصلها كلمة مرورك الجديدة حالما تستجيب، خلال 7 أيام من التغيير. حتى ذلك الحين تبقى كلمة المرور القديمة صالحة عليها.
page-member-door-by-hand-matrix = ما زالت كلمة مرورك القديمة هي المستخدمة هناك: لم نتمكن من تغييرها من هنا. يرجى تسجيل الدخول هناك بكلمة المرور القديمة وتغييرها في إعدادات حسابك. إن كنت قد نسيتها، يمكنك سؤال إدارة الموقع.
page-member-door-by-hand-mastodon = ما زالت كلمة مرورك القديمة هي المستخدمة هناك: لم نتمكن من تغييرها من هنا. يرجى طلب كلمة مرور جديدة من Mastodon مباشرة في صفحته «نسيت كلمة المرور؟».
page-member-sessions = أين سُجّل دخولك
page-member-session-unknown = برنامج غير معروف
page-member-session-here = (هذا المتصفح)
page-member-session-since = منذ
page-member-session-seen-lately = آخر استخدام خلال يوم
page-member-session-seen = آخر استخدام قبل { $age }
page-member-session-end = إنهاء
page-member-end-others = { $count ->
    [one] إنهاء الجلسة الأخرى
    [two] إنهاء الجلستين الأخريين
    [few] إنهاء الجلسات الأخرى كلها ({ $count })
    [many] إنهاء الجلسات الأخرى كلها ({ $count })
   *[other] إنهاء الجلسات الأخرى كلها ({ $count })
}
page-member-end-means = يسري ذلك على المتصفحات فورًا. أما البرامج فقد تستمر مدة { $left } على الأكثر.
page-member-notice-ended = انتهت تلك الجلسة.
page-member-notice-others = انتهت كل الجلسات الأخرى.
page-member-change = كلمة المرور
page-member-change-open = تغيير كلمة مروري
page-member-change-send = تغيير كلمة مروري
page-member-change-means = تتغير على المنصات أيضًا. بعد ذلك تنتهي جلساتك في كل مكان، هنا أيضًا، ويكون تسجيل الدخول بكلمة المرور الجديدة.
page-member-token-shown = يرجى نسخه الآن: لن نعرضه مرة أخرى. لا تنتهي صلاحيته، فينبغي حفظه كما تُحفظ كلمة المرور. يمكنك إلغاؤه هنا في أي وقت.
page-member-token-ends = إنشاء رمز جديد يلغي الرمز السابق.
page-member-leave = المغادرة
page-member-leave-open = المغادرة نهائيًا
page-member-leave-goes = يُمحى هنا اسمك وعنوانك وكلمة مرورك، وتُحذف مسوداتك وأصواتك، وتنتهي جلساتك في كل مكان. لا يمكن التراجع عن ذلك.
page-member-leave-stays-doors = تبقى حساباتك على المنصات: إنهاؤها يكون هناك.
page-member-leave-stays = تبقى المنشورات التي يمكن لغيرك قراءتها، لكن من دون اسمك.
page-member-leave-send = المغادرة نهائيًا
page-left-title = تمت مغادرتك
page-left-lead = لم يبق هنا ما يدل عليك. شكرًا لك على الوقت الذي قضيته معنا.
page-left-stays = ما يبقى
page-left-end-there = لإنهاء حساب كهذا، يرجى تسجيل الدخول هناك والبحث في إعداداته.

# A forgotten password
page-forgot-title = هل نسيت كلمة المرور؟
page-forgot-lead = يرجى كتابة بريدك الإلكتروني. إن كان لأحد حساب يستخدمه لتسجيل الدخول، نرسل إليه رابطًا لاختيار كلمة مرور جديدة.
page-forgot-send = إرسال رابط إلى بريدي
page-forgot-no-address = هل لديك حساب بلا بريد إلكتروني؟ في هذه الحالة لا يمكن أن تساعدك سوى إدارة الموقع.
page-forgot-sent-title = يرجى تفقّد بريدك
page-forgot-sent-lead = إن كان لأحد حساب يستخدم هذا العنوان لتسجيل الدخول، فالرابط في الطريق إليه. يبقى الرابط صالحًا نصف ساعة.
page-forgot-sent-missing = يُفضَّل الانتظار بضع دقائق وتفقّد مجلد الرسائل غير المرغوب فيها. إن لم تصل رسالة، فالأرجح أنه لا يوجد حساب بهذا العنوان.
page-forgot-again = تجربة عنوان آخر
