// Arabic.
import type { LinkWords } from './link-words.ts'

const closing = 'يمكنك إغلاق هذه الصفحة.'

export const ar: LinkWords = {
  locale: 'ar',
  dir: 'rtl',
  aCompany: 'الشركة',
  title: (company) => `إعادة تفويض ${company} في QuickBooks`,
  ask: ({ who, workspace, product, company }) => {
    const asking = who ?? workspace ?? product
    const at = who !== null && workspace !== null ? ` (${workspace})` : ''
    return `طلب من ${asking}${at}: إعادة تفويض ${product} لاستخدام ${company} في QuickBooks.`
  },
  reasons: {
    ends_soon: (date) => `التفويض الحالي ما زال ساريًا، وينتهي في ${date}.`,
    ended: () => 'انتهت مدة التفويض، ولذلك توقفت المزامنة.',
    revoked: () => 'لم تعد QuickBooks تقبل التفويض، ولذلك توقفت المزامنة.',
    scope_missing: () => 'ينقص التفويض إذن مطلوب، ولذلك توقفت المزامنة.',
    token_lost: () => 'انقطع التفويض، ولذلك توقفت المزامنة.',
    admin_access_lost: () =>
      'من منح التفويض لم تعد لديه صلاحيات المسؤول في QuickBooks، ولذلك توقفت المزامنة.',
    upgrade_required: () => 'يلزم منح التفويض مرة أخرى.',
    other: () => 'يلزم منح التفويض مرة أخرى.',
  },
  note: (who) => (who === null ? 'رسالة إليك:' : `رسالة من ${who}:`),
  steps: ({ company, product }) => [
    `ستنتقل إلى QuickBooks، حيث تسجّل الدخول بصلاحيات المسؤول في ${company}.`,
    `اختر ${company}. لا تُقبل أي شركة أخرى.`,
    `لا تحتاج إلى حساب في ${product}، ولا تظهر له كلمة مرورك في QuickBooks أبدًا.`,
  ],
  trust: 'إن لم تكن تتوقع هذا الطلب، فأغلق الصفحة. لن يحدث شيء ما لم توافق في QuickBooks.',
  go: 'المتابعة إلى QuickBooks',
  until: (date) => `هذا الرابط صالح حتى ${date}.`,
  ended: {
    used: { title: 'استُخدم هذا الرابط من قبل', text: 'الشركة مفوّضة من جديد، ولم يبقَ شيء لفعله.' },
    revoked: {
      title: 'سُحب هذا الرابط',
      text: 'أنهاه من أرسله. إن كنت ما زلت ترغب في المساعدة، فاطلب رابطًا جديدًا.',
    },
    expired: {
      title: 'انتهت مدة هذا الرابط',
      text: 'تعمل الروابط لمدة محدودة. اطلب رابطًا جديدًا ممن أرسله.',
    },
    withdrawn: {
      title: 'لم تعد هناك حاجة إلى هذا الرابط',
      text: 'لا تحتاج الشركة إلى تفويض جديد، ولم يبقَ شيء لفعله.',
    },
    unknown: {
      title: 'لا يوجد رابط كهذا',
      text: 'ربما اقتُطع الرابط في الرسالة. افتحه منها مرة أخرى، أو اطلب رابطًا جديدًا.',
    },
  },
  refused: {
    too_often: { title: 'لحظة من فضلك', text: 'تكررت المحاولة كثيرًا. انتظر دقيقة ثم حاول مرة أخرى.' },
    elsewhere: {
      title: 'افتح الرابط نفسه من فضلك',
      text: 'للمتابعة، افتح الرابط الوارد في الرسالة في متصفح حديث، واستخدم الزر الموجود في صفحته.',
    },
    unavailable: {
      title: 'هذا غير ممكن الآن',
      text: 'لم يتغير شيء. افتح الرابط مرة أخرى بعد بضع دقائق.',
    },
  },
  done: {
    reauthorized: ({ company, product }) => ({
      title: 'تم، شكرًا لك',
      text: `${company} مفوّضة من جديد، ويتابع ${product} العمل تلقائيًا. ${closing}`,
    }),
    finishing: {
      title: 'أوشك الأمر على الانتهاء',
      text: 'تتأخر QuickBooks في الرد. سيكتمل الأمر تلقائيًا حتى إن أغلقت الصفحة.',
    },
    unfinished: { title: 'لم يكتمل بعد', text: 'لم يصل أي رد من QuickBooks بعد.' },
    cancelled: { title: 'لم يتغير شيء', text: 'لم يُمنح التفويض في QuickBooks.' },
    otherCompany: (company, chosen) => ({
      title: 'هذه شركة أخرى',
      text: `اختيرت في QuickBooks ${chosen ?? 'شركة أخرى'}، بينما هذا الرابط مخصص لـ ${company} وحدها. لم يتغير شيء.`,
    }),
    notUsable: (company) => ({
      title: 'لم ينجح الأمر',
      text: `لا يمكن استخدام الشركة المختارة في QuickBooks هنا. هذا الرابط مخصص لـ ${company} وحدها. لم يتغير شيء.`,
    }),
    failed: { title: 'لم ينجح الأمر', text: 'لم تُكمل QuickBooks العملية. لم يتغير شيء.' },
    nothing: { title: 'لا شيء لعرضه', text: closing },
  },
  again: (company) => `للمحاولة مرة أخرى، افتح الرابط الوارد في الرسالة من جديد، واختر ${company}.`,
  reference: (reference) => `الرقم المرجعي: ${reference}`,
}
