# The board.

# The board
page-board-title = اللوحة
page-board-own = منشوراتي
page-board-all = كل المنشورات
page-board-ways = أي المنشورات
page-board-write = كتابة منشور
page-board-search = البحث في المنشورات بكلمات كاملة
page-board-search-send = بحث
page-board-search-end = عرض كل المنشورات
page-board-found = المنشورات التي تحتوي على كل هذه الكلمات:
page-board-found-none = لا يوجد منشور يحتوي على كل هذه الكلمات. يمكنك البحث بكلمات أقل.
page-board-empty = لم يُكتب شيء هنا بعد.
page-board-own-empty = ليست لديك منشورات بعد.
page-board-write-first = كتابة منشور
page-board-sign-in-to-write = تسجيل الدخول لكتابة أول منشور
page-board-newest = إلى أحدث المنشورات
page-board-no-more = لا توجد هنا منشورات أخرى.
page-board-pages = الصفحات
page-board-newer = منشورات أحدث
page-board-older = منشورات أقدم
page-board-deleted = حُذف المنشور.
page-board-numbered = المنشور { $number }
page-board-you = أنت
page-board-nameless = عضو بلا اسم
page-board-former = عضو سابق
page-board-draft = مسودة
page-board-taken-off = مُزال من اللوحة
page-board-votes = { $count ->
    [0] لا أصوات
    [one] صوت واحد
    [two] صوتان
    [few] { $count } أصوات
    [many] { $count } صوتًا
   *[other] { $count } صوت
}
page-board-voted = (مع صوتك)
page-post-draft = هذه مسودة لا يقرؤها أحد سواك.
page-post-taken-off-own = أزال فريق الإشراف هذا المنشور من اللوحة. لا يقرؤه أحد سواك وسوى فريق الإشراف. يمكنك تعديله أو حذفه، لكن لا يمكن نشره من جديد.
page-post-taken-off = أزال فريق الإشراف هذا المنشور من اللوحة. ما زال بإمكان صاحب المنشور وفريق الإشراف رؤيته.
page-post-changed = عُدّل في
page-post-sign-in = تسجيل الدخول للتصويت
page-post-vote = التصويت له
page-post-take-back = التراجع عن صوتي
page-post-edit = تعديل
page-post-delete = حذف
page-post-take-off = إزالة من اللوحة
page-post-board = إلى اللوحة
page-sure-delete-title = حذف هذا المنشور؟
page-sure-delete-means = يُحذف نهائيًا، وتُحذف معه أصواته.
page-sure-delete = نعم، حذف المنشور
page-sure-take-off-title = إزالة هذا المنشور من اللوحة؟
page-sure-take-off-means = لن يراه بعد ذلك سوى صاحب المنشور وفريق الإشراف. يمكن لصاحبه تعديله، لكن لا يمكنه نشره من جديد.
page-sure-take-off = نعم، إزالة المنشور
page-sure-moderator = تصل إلى صاحب المنشور رسالة بذلك، ويُحفظ في سجل التدقيق أن هذا الإجراء منك.
page-sure-back = لا، يبقى كما هو
page-edit-new = كتابة منشور
page-edit-title = تعديل منشورك
page-edit-publish = نشر
page-edit-publish-changes = نشر التعديلات
page-edit-draft = حفظ كمسودة
page-edit-make-draft = تحويل إلى مسودة
page-edit-draft-means = لا يقرأ المسودة أحد سواك.
page-edit-save = حفظ التعديلات
page-edit-save-means = يبقى المنشور خارج اللوحة.
page-edit-preview = معاينة
page-edit-preview-title = معاينة
page-edit-preview-means = لم يُحفظ شيء بعد.
page-edit-stale = لم نفعل شيئًا بعد: بقيت هذه الصفحة مفتوحة مدة طويلة، أو جرى تسجيل الدخول من جديد بعد فتحها. نصك كله هنا. يرجى الضغط على الزر مرة أخرى.
page-edit-signed-out = انتهى تسجيل دخولك.
page-edit-signed-out-kept = نصك كله هنا في الأسفل، لكنه لم يُحفظ بعد. بقيت خطوتان للمتابعة:
page-edit-sign-in = تسجيل الدخول (يُفتح في علامة تبويب جديدة)
page-edit-come-back = العودة إلى علامة التبويب هذه والضغط على «متابعة نصي» في الأسفل.
page-edit-resume = متابعة نصي
page-edit-back = رجوع دون حفظ ما كتبته
