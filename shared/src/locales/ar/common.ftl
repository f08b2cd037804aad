# What every page says, times and spans, and what was asked for.

page-skip = الانتقال إلى المحتوى
page-error-prefix = خطأ:
page-faults = يرجى مراجعة ما يلي
page-footer = هذا الموقع
page-languages = اللغة
page-footer-apply = طلب حساب
page-footer-lost = استعادة رابطي
page-footer-board = اللوحة
page-header-account = حسابك
page-header-sign-in = تسجيل الدخول
page-header-queue = الطلبات
page-continue = متابعة
page-check-name = التحقق من توفر الاسم
# The Arabic word before the time keeps the whole date running from right to left.
page-when = { $day } { $month ->
    [1] يناير
    [2] فبراير
    [3] مارس
    [4] أبريل
    [5] مايو
    [6] يونيو
    [7] يوليو
    [8] أغسطس
    [9] سبتمبر
    [10] أكتوبر
    [11] نوفمبر
   *[12] ديسمبر
} { $year }، الساعة { $time } UTC
# The spans stand after words like "after" or "for", so the dual is in the genitive.
page-span-moment = أقل من دقيقة
page-span-minutes = { $count ->
    [one] دقيقة واحدة
    [two] دقيقتين
    [few] { $count } دقائق
    [many] { $count } دقيقة
   *[other] { $count } دقيقة
}
page-span-hours = { $count ->
    [one] ساعة واحدة
    [two] ساعتين
    [few] { $count } ساعات
    [many] { $count } ساعة
   *[other] { $count } ساعة
}
page-span-days = { $count ->
    [one] يوم واحد
    [two] يومين
    [few] { $count } أيام
    [many] { $count } يومًا
   *[other] { $count } يوم
}

# What was asked for
page-asked = تفاصيل الطلب
page-asked-name = اسم المستخدم
page-asked-no-name = لم يُختر بعد
page-asked-reason = السبب
page-asked-no-reason = لم يُذكر
page-asked-doors = حساب على
page-asked-at = تاريخ الطلب
