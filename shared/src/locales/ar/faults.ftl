# When something is in the way: pages, the labels of fields, and what is wrong in them.

# When something is in the way
page-ended-title = هذا الرابط لا يفتح شيئًا
page-ended-lead = قد يكون السبب بسيطًا:
page-ended-forgotten = انتهى الطلب. تُحذف الطلبات تلقائيًا بعد مدة من انتهائها.
page-ended-withdrawn = سُحب الطلب.
page-ended-copied = لم يُنسخ الرابط كاملًا. يمكنك محاولة فتحه من الرسالة مرة أخرى.
page-ended-lost = استعادة رابطي
page-ended-reset-used = استُخدم الرابط من قبل: يصلح لكلمة مرور جديدة واحدة فقط.
page-ended-reset-over = انتهى وقته: يبقى صالحًا نصف ساعة.
page-ended-reset-then = طلب رابط آخر
page-ended-moderator-over = انتهى الطلب وحُذف تلقائيًا، أو سحبه صاحبه.
page-ended-moderator-list = لم يعد عنوانك في قائمة فريق الإشراف، أو حلّت روابط أحدث محل هذا الرابط.
page-ended-moderator-then = عند الشك، يمكنك سؤال إدارة الموقع.
page-stale-title = يرجى فتح الصفحة من جديد
page-stale-lead = بقيت الصفحة مفتوحة مدة طويلة أو جاءت من مكان آخر، لذلك لم نفعل شيئًا. يرجى فتحها من جديد والضغط على الزر هناك.
page-stale-open = فتح الصفحة
page-problem-not-found = لا توجد صفحة كهذه
page-problem-not-found-lead = ربما كُتب العنوان خطأ أو لم يعد صالحًا. إن وصلت من رابط في رسالة، يرجى نسخ الرابط كاملًا أو طلب إرسال روابطك مرة أخرى.
page-problem-too-many = محاولات كثيرة
page-problem-too-many-lead = وصلت محاولات كثيرة من شبكتك. يرجى الرجوع والمحاولة مرة أخرى بعد { $wait }.
page-problem-resting = نستريح لحظة
page-problem-resting-lead = الخدمة لا تستطيع الرد الآن. يرجى المحاولة بعد دقيقة. إن كنت ضغطت على زر، يمكنك الضغط عليه مرة أخرى: لا شيء يحدث مرتين.
page-problem-nothing-to-see = لا شيء يُعرض هنا
page-problem-nothing-to-see-lead = هذا العنوان يستقبل فقط ما ترسله النماذج والبرامج. ما جئت من أجله يبدأ من مكان آخر.
page-problem-too-large = النص أطول مما ينبغي
page-problem-too-large-lead = يرجى الرجوع واختصار ما كتبته.
page-problem-other = حدث خطأ ما
page-problem-other-lead = الخطأ ليس منك. يرجى الرجوع والمحاولة مرة أخرى. إن تكرر، يرجى إبلاغ إدارة الموقع بالرقم أدناه.
page-problem-home = إلى الصفحة الأولى
page-problem-number = لإدارة الموقع:

## Fields

field-optional = (اختياري)
field-email = البريد الإلكتروني
field-email-hint = نراسلك بشأن هذا الطلب فقط.
field-email-hint-optional = نراسلك بشأن هذا الطلب، ثم بشأن حسابك. من دون عنوان نعطيك رابطًا لحفظه.
field-email-for-mastodon = (مطلوب لحساب Mastodon)
field-email-hint-moderator = العنوان الذي تعرفك به إدارة الموقع.
field-email-hint-lost = العنوان الذي قدّمت به الطلب.
field-email-hint-forgot = عنوان حسابك.
field-name-wish = اسم المستخدم المرغوب
field-name-choose = اسم المستخدم
field-name-choose-on = اسم المستخدم على { $door }
field-name-hint = لا يزيد على 30 من الأحرف اللاتينية (من a إلى z) والأرقام والشرطات السفلية. تتحول الأحرف الكبيرة إلى صغيرة.
field-name-hint-ends = { $count ->
    [one] ينتهي الاسم الكامل بما يلي: { $ends }
    [two] ينتهي الاسمان الكاملان بما يلي: { $ends }
    [few] تنتهي الأسماء الكاملة بما يلي: { $ends }
    [many] تنتهي الأسماء الكاملة بما يلي: { $ends }
   *[other] تنتهي الأسماء الكاملة بما يلي: { $ends }
}
field-name-fixed = لحسابك هذا الاسم من قبل.
field-name-available = الاسم «{ $name }» متاح حاليًا.
field-name-taken = الاسم «{ $name }» غير متاح. يرجى تجربة اسم آخر.
field-name-doors = الاسم «{ $name }»
field-name-door-available = متاح على { $door }
field-name-door-taken = غير متاح على { $door }
field-name-door-unknown = غير معروف حاليًا على { $door }
field-name-door-untold = لا يُعلِمنا { $door } مسبقًا بالأسماء المستخدمة. يمكنك المتابعة، وإن كان الاسم مستخدمًا نسألك من جديد.
field-name-unknown = لا يمكننا سؤال الخادم حاليًا. يمكنك المتابعة، وإن كان الاسم مستخدمًا نسألك من جديد.
field-name-untold = لا يُعلِمنا هذا الخادم مسبقًا بالأسماء المستخدمة. يمكنك المتابعة، وإن كان الاسم مستخدمًا نسألك من جديد.
field-reason = ما سبب رغبتك في الانضمام؟
field-reason-hint = تكفي جملة أو جملتان، و1000 حرف على الأكثر. يقرؤها فريق الإشراف.
field-doors = أين يُفتح حسابك؟
field-doors-hint = يمكن اختيار مكان واحد أو أكثر.
field-doors-hint-mastodon = يتطلب Mastodon عنوان بريد إلكتروني، وتأكيده يكون برابط نرسله إليك.
field-scope-legend = أين يُستخدم هذا الاسم؟
field-scope-both = في كل مكان، ليكون لحساباتي اسم واحد
field-scope-here = على { $door } فقط
field-password-elsewhere = كلمة المرور لهذا الحساب تُحدَّد لدى Mastodon مباشرة. سنريك أين.
field-password-legend = كلمة مرورك
field-password-own = أختار كلمة مروري بنفسي
field-password = كلمة المرور
field-password-hint = عدد الأحرف: { $count } على الأقل. تكفي بضع كلمات لا رابط بينها، ولا حاجة إلى رموز أو أرقام. لا يُقبل اسمك أو عنوانك.
field-password-keep-hint = يُترك الحقل فارغًا للاحتفاظ بكلمة المرور الحالية.
field-password-generate = أنشئوا لي كلمة مرور
field-password-generate-hint = نعرضها عليك بعد فتح حسابك.
field-password-join = كلمة المرور لهذا الموقع
field-password-join-hint = ببريد إلكتروني وكلمة مرور يمكنك تسجيل الدخول هنا فورًا. أما الحسابات الأخرى فتنتظر قرار فريق الإشراف.
field-new-password = كلمة المرور الجديدة
field-old-password = كلمة المرور الحالية
field-leave-password = كلمة مرورك
field-sign-in-name = اسم المستخدم أو البريد الإلكتروني
field-message = السبب، موجَّهًا إلى هذا الشخص
field-message-hint = يُكتب في الرسالة. 1000 حرف على الأكثر.
field-message-hint-no-letter = يقرؤه هذا الشخص في صفحته. 1000 حرف على الأكثر.
field-silent = من دون إرسال رسالة
field-title = العنوان
field-content = النص
field-content-hint = يفصل سطر فارغ بين الفقرات. *الكلمات* بين نجمتين تظهر بخط مميز، و«- » تبدأ سطرًا في قائمة، و[الكلمات](https://example.org) تصبح رابطًا، وكذلك كل عنوان يبدأ بـ https.

## Faults

fault-email-missing = يرجى إدخال بريدك الإلكتروني
fault-email-for-mastodon = يرجى إدخال بريدك الإلكتروني أو إلغاء تحديد Mastodon لأنه يتطلبه
fault-email-for-password = يرجى إدخال بريدك الإلكتروني، فهو لازم لتسجيل الدخول
fault-email-malformed = يرجى إدخال بريد إلكتروني مثل name@example.org
fault-name-empty = يرجى إدخال اسم المستخدم الذي ترغب فيه
fault-name-too-long = يجب ألا يزيد اسم المستخدم على 30 حرفًا
fault-name-characters = يُسمح فقط بالأحرف اللاتينية من a إلى z والأرقام والشرطات السفلية
fault-name-digits-only = يجب أن يحتوي اسم المستخدم على حرف واحد على الأقل
fault-name-leading-underscore = يجب أن يبدأ اسم المستخدم بحرف أو رقم
fault-name-reserved = { fault-name-taken }
fault-name-taken = هذا الاسم غير متاح. يرجى اختيار اسم آخر
fault-reason-missing = يرجى ذكر سبب رغبتك في الانضمام
fault-reason-too-long = يرجى اختصار السبب: الحد الأقصى لعدد الأحرف { $count }
fault-answer-too-long = يرجى اختصار الإجابة: الحد الأقصى لعدد الأحرف { $count }
fault-message-too-long = يرجى اختصار كلماتك: الحد الأقصى لعدد الأحرف { $count }
fault-door-missing = يرجى اختيار مكان واحد على الأقل لحسابك
fault-door-closed = يرجى اختيار مكان من القائمة
fault-password-missing = يرجى إدخال كلمة مرور أو اختيار «أنشئوا لي كلمة مرور»
fault-new-password-missing = يرجى إدخال كلمة مرور جديدة
fault-new-password-weak = كلمة المرور هذه سهلة التخمين. يرجى استخدام كلمة مرور أطول
fault-password-refused = الخادم لا يقبل كلمة المرور هذه. يرجى استخدام كلمة مرور أطول أو أقل شيوعًا
fault-wrong-password = كلمة المرور هذه غير صحيحة. يرجى المحاولة مرة أخرى
fault-sign-in = يرجى مراجعة الاسم وكلمة المرور: أحدهما لا يوافق الآخر
fault-password-short = كلمة المرور قصيرة: الحد الأدنى لعدد الأحرف { $count }
fault-password-long = كلمة المرور طويلة: الحد الأقصى لعدد الأحرف { $count }
fault-password-bytes = يرجى استخدام كلمة مرور أقصر: الحد الأقصى { $count } من الأحرف اللاتينية. كل حرف عربي أو رمز تعبيري أو حرف بعلامة يُحسب باثنين إلى أربعة
fault-password-weak = كلمة المرور هذه سهلة التخمين. يرجى استخدام كلمة مرور أطول أو اختيار «أنشئوا لي كلمة مرور»
fault-title-missing = يرجى كتابة عنوان لمنشورك
fault-title-too-long = يرجى اختصار العنوان: الحد الأقصى لعدد الأحرف { $count }
fault-content-missing = يرجى كتابة شيء
fault-content-too-long = يرجى اختصار النص: الحد الأقصى لعدد الأحرف { $count }
