// Arabic: all words but those of the panels.
import { countingIn } from '../counted.ts'
import type { Facts } from '../en.ts'
import { isolating } from '../isolation.ts'
import type { Translation } from '../messages.ts'
import { panels } from './panels.ts'
import { problems } from './problems.ts'

const connected = ({ company }: Facts) => `${company} متصلة.`
const needed = ({ company }: Facts) => `${company} تحتاج إلى إعادة التفويض.`
const paused = ({ company }: Facts) => `${company} متوقفة مؤقتًا.`
const checking = ({ company }: Facts) => `نتحقق من اتصال ${company} الآن.`
const off = ({ company }: Facts) => `${company} غير متصلة.`
const renew = ({ date }: Facts) => `يرجى إعادة التفويض قبل ${date} ليستمر الاتصال.`
const nothingToDo = 'لا يلزم أي إجراء.'

const ofConnection: Pick<Translation, 'labels' | 'headlines' | 'details'> = {
  labels: {
    awaiting_confirmation: 'بانتظار تأكيد الشركة',
    connected: 'متصلة',
    expiring: 'إعادة التفويض قريبًا',
    checking: 'قيد التحقق',
    reauthorization_required: 'يلزم إعادة التفويض',
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
    admin_access_lost: ({ company }) => `${company} تحتاج إلى أحد مسؤوليها.`,
    subscription_ended: paused,
    company_locked: paused,
    quota_exceeded: paused,
    app_misconfigured: paused,
    by_user: off,
    by_host: off,
    in_quickbooks: off,
  },
  details: {
    awaiting_confirmation: 'لن تتم مزامنة أي شيء قبل تأكيدها.',
    connected: ({ checked }) => (checked ? `آخر تحقق: ${checked}.` : 'لم يتم التحقق منها بعد.'),
    idle_expiry_near: renew,
    hard_expiry_near: renew,
    refresh_outcome_unknown: nothingToDo,
    intuit_unavailable: `تتأخر QuickBooks في الرد. ${nothingToDo}`,
    idle_expired: 'لم يُستخدم التفويض لمدة طويلة فانتهى.',
    hard_expired: 'تُنهي QuickBooks كل تفويض بعد خمس سنوات.',
    revoked: 'تم إنهاء التفويض داخل QuickBooks.',
    scope_missing: 'لم تُمنح كل صلاحيات الوصول اللازمة.',
    token_lost: 'ضاع أحد ردود QuickBooks في الطريق. لم تتغير دفاتر الشركة.',
    admin_access_lost:
      'من أجرى الاتصال لم يعد مسؤولًا عنها في QuickBooks. يرجى طلب إعادة التفويض من أحد المسؤولين.',
    subscription_ended: 'انتهى اشتراكها في QuickBooks. يرجى طلب تجديده من أحد مسؤولي الشركة.',
    company_locked: `أغلقتها QuickBooks مؤقتًا. نواصل المحاولة؛ ${nothingToDo}`,
    quota_exceeded: 'تم بلوغ أحد حدود QuickBooks. يرجى التواصل مع الدعم.',
    app_misconfigured: 'تحتاج إعدادات QuickBooks لدينا إلى إصلاح. يرجى التواصل مع الدعم.',
    by_user: ({ date }) => `منذ ${date}.`,
    by_host: ({ date }) => `تلقائيًا، منذ ${date}.`,
    in_quickbooks: ({ date }) => `من داخل QuickBooks، منذ ${date}.`,
  },
}

const ofDialogs = {
  disconnectTitle: 'هل تريد قطع الاتصال بـ QuickBooks؟',
  disconnectYes: 'قطع الاتصال',
  disconnectNo: 'إبقاء الاتصال',
  disconnectBusy: 'جارٍ قطع الاتصال…',
  disconnectWhat: (company) => `سينتهي الاتصال مع ${company} عند التأكيد.`,
  stops: 'يتوقف',
  keeps: 'يبقى',
  deletes: 'يُحذف',
  stopsUsually: 'المزامنة مع هذه الشركة.',
  keepsUsually: 'كل ما في QuickBooks. يمكن الاتصال من جديد في أي وقت.',
  whyAsked: 'ما السبب؟ (اختياري)',
  reasons: {
    wrong_company: 'الشركة المتصلة ليست الصحيحة',
    different_company: 'انتقلنا إلى شركة أخرى',
    business_sold: 'تم بيع النشاط التجاري',
    not_working: 'الاتصال لا يعمل',
    other: 'سبب آخر',
  },
  deleteData: 'حذف البيانات التي جاءت من هذه الشركة أيضًا',
  switchInstead: 'يمكن بدلًا من ذلك التبديل إلى الشركة الصحيحة: تحل الجديدة محل هذه.',
  switchStart: 'تبديل الشركة',
  testInstead: 'قد يُظهر الاختبار موضع الخلل.',
  soldNote: 'عند الاتصال القادم سيُطلب تأكيد الشركة قبل مزامنة أي شيء.',
  confirmTitle: 'هل هذه هي الشركة الصحيحة؟',
  confirmWhat: 'من الآن فصاعدًا يتم تبادل البيانات مع هذه الدفاتر.',
  confirmYes: 'نعم، استخدام هذه الشركة',
  confirmNo: 'لا، اختيار شركة أخرى',
  confirmBusy: 'جارٍ التأكيد…',
  companyId: (realmId) => `معرّف الشركة ${realmId}`,
  mismatchTitle: 'تم اختيار شركة مختلفة',
  mismatchWhat: 'لم يتغير شيء. أي شركة هي المطلوبة؟',
  expected: 'المتصلة هنا',
  authorized: 'الشركة المختارة',
  unknownCompany: 'شركة أخرى',
  mismatchRetry: 'إعادة المحاولة',
  mismatchOther: 'الاتصال كمصدر بيانات آخر',
  mismatchSwitch: 'تبديل الشركة',
  switchWhat: (from, to) => `يتم قطع اتصال ${from} وتحل ${to} محلها. لا تختلط بيانات الشركتين.`,
  switchType: (name) => `للتأكيد، يرجى كتابة ${name} هنا`,
} satisfies Partial<Translation>

const words = (locale: string): Translation => {
  const counted = countingIn(locale)
  return {
    ...ofConnection,
    ...ofDialogs,
    ...panels(locale),
    problems,
    connect: 'الاتصال بـ QuickBooks',
    disconnect: 'قطع الاتصال بـ QuickBooks',
    reconnect: 'إعادة الاتصال',
    reauthorize: 'إعادة التفويض',
    confirmCompany: 'تأكيد الشركة',
    opening: 'جارٍ فتح QuickBooks…',
    waiting: 'بانتظار QuickBooks…',
    openAgain: 'الفتح من جديد',
    cancel: 'إلغاء',
    tryAgain: 'إعادة المحاولة',
    actions: 'إجراءات الاتصال بـ QuickBooks',
    beforeSignIn: 'للعلم: قد يكون شخص آخر مسجّل الدخول في QuickBooks، أو مسؤول آخر متصلًا',
    openThere: 'فتح العنوان الصحيح',
    reference: (reference) => `المرجع ${reference}`,
    cancelled: 'لم يُمنح التفويض في QuickBooks. لم يتغير شيء.',
    tooLate: 'استغرق هذا وقتًا طويلًا. لم يتغير شيء.',
    offline: 'تعذّر الوصول إلى الخادم. يرجى التحقق من الاتصال بالإنترنت.',
    lastKnown: 'لا يوجد اتصال بالإنترنت. هذه آخر حالة معروفة.',
    unreadable: 'أرسل الخادم ردًا تتعذر قراءته.',
    loading: 'جارٍ تحميل الاتصال بـ QuickBooks…',
    notConnected: 'لا يوجد اتصال بـ QuickBooks.',
    several: (count) =>
      counted(count, {
        zero: 'لا توجد شركات متصلة.',
        one: 'شركة واحدة متصلة.',
        two: 'شركتان متصلتان.',
        few: '# شركات متصلة.',
        many: '# شركة متصلة.',
        other: '# شركة متصلة.',
      }),
    thisCompany: 'شركتك',
    sandbox: 'بيئة تجريبية',
    revokeQueued: 'تعذّر الوصول إلى QuickBooks؛ نواصل محاولة إبلاغها.',
    askToConnect: 'يرجى طلب الاتصال بـ QuickBooks من أحد مسؤولي الحساب.',
    askToReauthorize: 'يرجى طلب إعادة التفويض من أحد مسؤولي الحساب.',
    askToConfirm: 'يرجى طلب التأكيد من أحد مسؤولي الحساب.',
    show: 'عرض',
    attention: (count) =>
      counted(count, {
        zero: 'لا توجد اتصالات تحتاج إلى انتباه',
        one: 'اتصال واحد يحتاج إلى انتباه',
        two: 'اتصالان يحتاجان إلى انتباه',
        few: '# اتصالات تحتاج إلى انتباه',
        many: '# اتصالًا يحتاج إلى انتباه',
        other: '# اتصال يحتاج إلى انتباه',
      }),
    noNews: 'كل الاتصالات بـ QuickBooks سليمة.',
    notifications: 'إشعارات QuickBooks',
    dataSources: 'مصادر بيانات QuickBooks',
    connectAnother: 'الاتصال بشركة أخرى',
    addSource: 'إضافة شركة من QuickBooks',
    quickBooks: 'QuickBooks Online',
    supportDetails: 'الحصول على تفاصيل للدعم',
    supportSave: 'حفظ كملف',
    supportStage: 'المرحلة',
    supportCode: 'الرمز',
    supportAt: 'الوقت',
    supportCompany: 'الشركة',
    supportContact: 'جهة الاتصال',
    supportReference: 'المرجع',
    supportCopied: 'تم نسخ تفاصيل الدعم.',
    supportSaved: 'تم حفظ تفاصيل الدعم كملف.',
    close: 'إغلاق',
    handOver: 'نحتاج إليك في QuickBooks',
    beforeNeed: 'يلزم تسجيل دخول أحد مسؤولي الشركة في QuickBooks.',
    beforeNeedOf: (company) =>
      `يلزم تسجيل دخول مسؤول ${company} في QuickBooks. يرجى اختيار الشركة نفسها هناك.`,
    beforeSignedIn:
      'تتابع QuickBooks باسم من سجّل الدخول في هذا المتصفح. إن كان شخصًا آخر، يرجى تسجيل الخروج هناك أولًا.',
    beforeOtherAdmin:
      'قد تذكر QuickBooks أن مسؤولًا آخر متصل بالفعل. المتابعة آمنة: يعمل الاتصال بعدها باسمك.',
    beforeSees: 'نرى فقط دفاتر الشركة التي تختارها.',
    beforeNeverSees: 'لا نرى أبدًا كلمة مرور QuickBooks ولا شركاتك الأخرى.',
    syncRunning: 'توجد مزامنة جارية بالفعل.',
    testConnection: 'اختبار الاتصال',
    testing: 'جارٍ اختبار الاتصال…',
    viewHistory: 'عرض السجل',
    askForMore: 'يرجى طلب إعادة التفويض أو قطع الاتصال من أحد مسؤولي الحساب.',
  }
}

export const ar = (locale: string): Translation => isolating(words(locale), locale)
