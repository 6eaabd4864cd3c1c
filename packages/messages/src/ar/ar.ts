// Arabic: all words but those of the panels and of what was written.
import { countingIn } from '../counted.ts'
import type { Facts } from '../en.ts'
import { isolating } from '../isolation.ts'
import type { Translation } from '../messages.ts'
import { unbroken } from '../unbroken.ts'
import { links } from './links.ts'
import { panels } from './panels.ts'
import { problems } from './problems.ts'
import { writes } from './writes.ts'

const connected = ({ company }: Facts) => `${company} متصلة.`
const needed = ({ company }: Facts) => `${company} تحتاج إلى إعادة التفويض.`
const paused = ({ company }: Facts) => `اتصال ${company} متوقف مؤقتًا.`
const checking = ({ company }: Facts) => `نتحقق من اتصال ${company} الآن.`
const off = ({ company }: Facts) => `${company} غير متصلة.`
const lastWorked = ({ checked }: Facts) =>
  checked ? `آخر مرة عمل فيها الاتصال كانت ${unbroken(checked)}. ` : ''
const renew = ({ date }: Facts) => `يرجى إعادة التفويض قبل ${unbroken(date)} ليستمر الاتصال.`
const nothingToDo = 'لا يلزم أي إجراء.'

const ofConnection: Pick<Translation, 'labels' | 'headlines' | 'details'> = {
  labels: {
    awaiting_confirmation: 'بانتظار تأكيد الشركة',
    connected: 'متصلة',
    expiring: 'تلزم إعادة التفويض قريبًا',
    checking: 'قيد التحقق',
    reauthorization_required: 'تلزم إعادة التفويض',
    blocked: 'متوقفة مؤقتًا',
    disconnected: 'غير متصلة',
  },
  headlines: {
    awaiting_confirmation: ({ company }) => `هل ${company} هي الشركة الصحيحة؟`,
    connected,
    idle_expiry_near: connected,
    hard_expiry_near: connected,
    refresh_outcome_unknown: checking,
    intuit_unavailable: checking,
    idle_expired: needed,
    hard_expired: needed,
    revoked: needed,
    scope_missing: needed,
    token_lost: needed,
    upgrade_required: needed,
    admin_access_lost: ({ company }) => `${company} تحتاج إلى إجراء من أحد مسؤوليها.`,
    subscription_ended: paused,
    company_locked: paused,
    quota_exceeded: paused,
    app_misconfigured: paused,
    by_user: off,
    by_host: off,
    in_quickbooks: off,
  },
  details: {
    awaiting_confirmation: 'لن تتم مزامنة أي بيانات قبل تأكيد الشركة.',
    connected: ({ checked }) => (checked ? `تم آخر تحقق ${unbroken(checked)}.` : 'لم يتم التحقق بعد.'),
    idle_expiry_near: renew,
    hard_expiry_near: renew,
    refresh_outcome_unknown: (facts) =>
      `${lastWorked(facts)}نواصل المحاولة إلى أن ترد QuickBooks. ${nothingToDo}`,
    intuit_unavailable: (facts) =>
      `تتأخر QuickBooks في الرد. ${lastWorked(facts)}نواصل المحاولة إلى أن ترد. ${nothingToDo}`,
    idle_expired: 'انتهى التفويض لأنه لم يُستخدم لمدة طويلة.',
    hard_expired: 'تُنهي QuickBooks كل تفويض بعد خمس سنوات.',
    revoked: 'تم إنهاء التفويض من داخل QuickBooks.',
    scope_missing: 'لم تُمنح كل صلاحيات الوصول اللازمة.',
    token_lost: 'فُقد أحد ردود QuickBooks أثناء الإرسال. لم تتغير دفاتر الشركة.',
    upgrade_required: ({ date }) => `يحتاج التطبيق إلى تفويض جديد، والموعد النهائي ${unbroken(date)}.`,
    admin_access_lost:
      'من أجرى الاتصال لم يعد من مسؤولي الشركة في QuickBooks. يمكن لأي مسؤول في الشركة إعادة التفويض.',
    subscription_ended: 'انتهى اشتراك الشركة في QuickBooks. يرجى طلب تجديده من أحد مسؤوليها.',
    company_locked: `أغلقت QuickBooks هذه الشركة مؤقتًا. نواصل المحاولة؛ ${nothingToDo}`,
    quota_exceeded:
      'تم بلوغ حد الاستخدام في QuickBooks. متوقفة مؤقتًا حتى الأول من الشهر القادم. إن استمر ذلك، فيرجى التواصل مع الدعم.',
    app_misconfigured: 'تحتاج إعدادات QuickBooks لدينا إلى إصلاح. يرجى التواصل مع الدعم.',
    by_user: ({ date }) => `تم قطع الاتصال في ${unbroken(date)}.`,
    by_host: ({ date }) => `تم قطع الاتصال تلقائيًا في ${unbroken(date)}.`,
    in_quickbooks: ({ date }) => `تم قطع الاتصال من داخل QuickBooks في ${unbroken(date)}.`,
  },
}

const ofDialogs = {
  disconnectTitle: 'هل تريد قطع الاتصال بـ\u00a0QuickBooks؟',
  disconnectYes: 'قطع الاتصال',
  disconnectNo: 'إبقاء الاتصال',
  disconnectBusy: 'جارٍ قطع الاتصال…',
  disconnectWhat: (company) => `سيُقطع اتصال ${company} عند التأكيد.`,
  stops: 'ما يتوقف',
  keeps: 'ما يبقى',
  deletes: 'ما يُحذف',
  stopsUsually: 'المزامنة مع هذه الشركة.',
  keepsUsually: 'كل ما في QuickBooks. تمكن إعادة الاتصال في أي وقت.',
  whyAsked: 'ما السبب؟ (اختياري)',
  reasons: {
    wrong_company: 'الشركة المتصلة غير صحيحة',
    different_company: 'انتقلنا إلى شركة أخرى',
    business_sold: 'تم بيع النشاط التجاري',
    not_working: 'الاتصال لا يعمل',
    other: 'سبب آخر',
  },
  deleteData: 'حذف البيانات الواردة من هذه الشركة أيضًا',
  switchInstead: 'يمكن بدلًا من ذلك التبديل إلى الشركة الصحيحة، فتحل محل هذه الشركة.',
  switchStart: 'تبديل الشركة',
  switchTitle: 'التبديل إلى شركة أخرى؟',
  switchHow: (from) =>
    `تُختار الشركة الأخرى في QuickBooks. تبقى ${from} متصلة وقيد الاستخدام إلى أن يتم تأكيد الشركة الجديدة. عندها فقط يُقطع اتصال ${from} وتحل الجديدة محلها. لن تختلط بيانات الشركتين.`,
  testInstead: 'قد يُظهر اختبار الاتصال موضع الخلل.',
  soldNote: 'عند الاتصال التالي، سيُطلب تأكيد الشركة قبل مزامنة أي بيانات.',
  confirmTitle: 'هل هذه هي الشركة الصحيحة؟',
  confirmWhat: 'من الآن فصاعدًا، تُستخدم هنا دفاتر هذه الشركة.',
  confirmSwitch: (from) =>
    `تبقى ${from} متصلة وقيد الاستخدام إلى أن تتم الموافقة. عندها يُقطع اتصالها وتحل هذه الشركة محلها. وفي حال الرفض لن يتغير شيء بالنسبة إلى ${from}.`,
  confirmKeep: (from) => `الإبقاء على ${from}`,
  heldNote: (held, from) =>
    `كانت ${held} متصلة هنا من قبل، وقد أُعيد تفويضها. ولا تزال ${from} متصلة أيضًا. يمكن قطع اتصالها إن لم تعد لازمة.`,
  confirmYes: 'نعم، استخدام هذه الشركة',
  confirmNo: 'لا، اختيار شركة أخرى',
  confirmBusy: 'جارٍ التأكيد…',
  companyId: (realmId) => `معرّف الشركة:\u00a0${realmId}`,
  mismatchTitle: 'تم اختيار شركة أخرى',
  mismatchWhat: 'لم يتغير شيء. أي شركة هي المطلوبة؟',
  expected: 'الشركة المتصلة هنا',
  authorized: 'الشركة المختارة',
  unknownCompany: 'شركة أخرى',
  mismatchRetry: 'إعادة المحاولة',
  mismatchOther: 'الاتصال بها كمصدر بيانات آخر',
  mismatchSwitch: 'تبديل الشركة',
  switchWhat: (from, to) =>
    `تبقى ${from} متصلة وقيد الاستخدام إلى أن يتم تأكيد ${to}. عندها فقط يُقطع اتصال ${from} وتحل ${to} محلها. لن تختلط بيانات الشركتين.`,
  switchType: (name) => `للتأكيد، يرجى كتابة ${name} هنا`,
} satisfies Partial<Translation>

const words = (locale: string): Translation => {
  const counted = countingIn(locale)
  return {
    ...ofConnection,
    ...ofDialogs,
    ...panels(locale),
    ...writes(locale),
    ...links,
    problems,
    connect: 'الاتصال بـ QuickBooks',
    disconnect: 'قطع الاتصال بـ QuickBooks',
    reconnect: 'إعادة الاتصال',
    reauthorize: 'إعادة التفويض',
    confirmCompany: 'تأكيد الشركة',
    opening: 'جارٍ فتح QuickBooks…',
    windowBlocked: 'منع المتصفح فتح النافذة. يرجى إعادة فتحها.',
    waiting: 'بانتظار QuickBooks…',
    finishing: 'جارٍ الإنهاء…',
    openAgain: 'إعادة الفتح',
    cancel: 'إلغاء',
    cancelling: 'جارٍ الإلغاء…',
    dismiss: 'إخفاء',
    framed: 'الإطار المحيط بهذه الصفحة لا يسمح بفتح QuickBooks. يرجى فتح الصفحة في علامة تبويب مستقلة:',
    tryAgain: 'إعادة المحاولة',
    actions: 'إجراءات الاتصال بـ QuickBooks',
    beforeSignIn: 'للعلم: ربما سجّل شخص آخر الدخول إلى QuickBooks، أو أجرى مسؤول آخر الاتصال',
    openThere: 'فتح العنوان الصحيح',
    help: 'مساعدة',
    reference: (reference) => `المرجع:\u00a0${reference}`,
    cancelled: 'لم يُمنح التفويض في QuickBooks. لم يتغير شيء.',
    switchCancelled: (from) => `لم تُوصَّل أي شركة أخرى. لم يتغير شيء بالنسبة إلى ${from}.`,
    noneChosen: 'لم يُمنح التفويض في QuickBooks. لم تُوصَّل أي شركة.',
    authorizedBy: (name, date) => `تم التفويض بواسطة ${name} بتاريخ ${unbroken(date)}.`,
    authorizedOn: (date) => `تم التفويض بتاريخ ${unbroken(date)}.`,
    switchWaits: (company) => `${company} بانتظار تأكيدها كشركة جديدة. حتى ذلك الحين لن يتغير شيء هنا.`,
    tooLate: 'انتهت المهلة. لم يتغير شيء.',
    offline: 'تعذّر الوصول إلى الخادم. يرجى التحقق من الاتصال بالإنترنت.',
    lastKnown: 'تعذّر الوصول إلى الخادم حاليًا. هذه آخر حالة معروفة.',
    unreadable: 'أرسل الخادم ردًا تتعذر قراءته.',
    loading: 'جارٍ تحميل الاتصال بـ\u00a0QuickBooks…',
    notConnected: 'لا يوجد اتصال بـ\u00a0QuickBooks.',
    several: (count) =>
      counted(count, {
        zero: 'لا توجد شركات.',
        one: 'شركة واحدة.',
        two: 'شركتان.',
        few: '# شركات.',
        many: '# شركة.',
        other: '# شركة.',
      }),
    thisCompany: 'شركتك',
    sandbox: 'بيئة تجريبية',
    revokeQueued: 'تعذّر إبلاغ QuickBooks بقطع الاتصال؛ نواصل المحاولة.',
    askToConnect: 'يرجى طلب الاتصال بـ\u00a0QuickBooks من أحد مسؤولي الحساب.',
    askToReauthorize: 'يرجى طلب إعادة التفويض من أحد مسؤولي الحساب.',
    askToConfirm: 'يرجى طلب تأكيد الشركة من أحد مسؤولي الحساب.',
    show: 'عرض الاتصال',
    attention: (count) =>
      counted(count, {
        zero: 'لا توجد اتصالات تحتاج إلى انتباه',
        one: 'اتصال واحد يحتاج إلى انتباه',
        two: 'اتصالان يحتاجان إلى انتباه',
        few: '# اتصالات تحتاج إلى انتباه',
        many: '# اتصالًا يحتاج إلى انتباه',
        other: '# اتصال يحتاج إلى انتباه',
      }),
    noNews: 'كل الاتصالات بـ\u00a0QuickBooks سليمة.',
    notifications: 'إشعارات QuickBooks',
    dataSources: 'مصادر بيانات QuickBooks',
    connectAnother: 'الاتصال بشركة أخرى',
    addSource: 'إضافة شركة من QuickBooks',
    quickBooks: 'QuickBooks Online',
    supportDetails: 'الحصول على تفاصيل الدعم',
    supportSave: 'حفظ في ملف',
    supportStage: 'المرحلة',
    supportCode: 'الرمز',
    supportAt: 'الوقت',
    supportCompany: 'الشركة',
    supportContact: 'للتواصل',
    supportAsked: 'الوصول المطلوب',
    supportGranted: 'الوصول الممنوح',
    supportReference: 'المرجع',
    supportCopied: 'تم نسخ تفاصيل الدعم.',
    supportSaved: 'تم حفظ تفاصيل الدعم في ملف.',
    close: 'إغلاق',
    handOver: 'مطلوب إجراء منك في QuickBooks',
    elsewhere: 'تمت العودة من QuickBooks في نافذة أخرى أو متصفح آخر. أكمِل هناك، أو أعد فتحه هنا.',
    letter: (name, what, link) => `مرحبًا ${name}،\n\n${what}\n\nيرجى تنفيذ الخطوة التالية هنا:\n${link}\n`,
    helpfulAsk: 'هل كان هذا مفيدًا؟',
    helpfulYes: 'نعم',
    helpfulNo: 'لا',
    helpfulThanks: 'شكرًا على إجابتكم.',
    copyLink: 'نسخ رابط إلى هذه الخطوة',
    linkCopied: 'تم نسخ الرابط.',
    ownerLeft: (name) =>
      `غادر ${name}، وهو من منح تفويض هذا الاتصال. يرجى أن يعيد مسؤول آخر التفويض في الوقت المناسب.`,
    ownerLeftUnnamed: 'غادر من منح تفويض هذا الاتصال. يرجى أن يعيد مسؤول آخر التفويض في الوقت المناسب.',
    beforeNeed: 'يلزم تسجيل الدخول إلى QuickBooks بصفة أحد مسؤولي الشركة.',
    beforeNeedOf: (company) =>
      `يلزم تسجيل الدخول إلى QuickBooks بصفة أحد مسؤولي ${company} واختيار الشركة نفسها هناك.`,
    beforeSignedIn:
      'تتابع QuickBooks باسم من سجّل الدخول إليها في هذا المتصفح. إن كان شخصًا آخر، فيرجى تسجيل الخروج منها أولًا.',
    beforeOtherAdmin:
      'قد تذكر QuickBooks أن مسؤولًا آخر أجرى الاتصال بالفعل. المتابعة آمنة: يعمل الاتصال بعدها باسمك.',
    beforeSees: 'يقتصر الوصول على الشركة المختارة وحدها.',
    useTitle: 'الغرض من الاتصال',
    useReads: 'ما يُقرأ من QuickBooks',
    useWrites: 'ما يُكتب في QuickBooks',
    useNothing: 'لا شيء',
    useRetention: 'مدة الاحتفاظ بالبيانات',
    usePolicy: 'سياسة الخصوصية',
    beforeNeverSees: 'لا نرى أبدًا كلمة مرور QuickBooks ولا شركاتك الأخرى.',
    syncRunning: 'توجد مزامنة جارية بالفعل.',
    testConnection: 'اختبار الاتصال',
    testing: 'جارٍ اختبار الاتصال…',
    viewHistory: 'عرض السجل',
    askForMore: 'يرجى طلب إعادة التفويض أو قطع الاتصال من أحد مسؤولي الحساب.',
  }
}

export const ar = (locale: string): Translation => isolating(words(locale), locale)
