// Arabic: the words of what was written, and of taking it back.
import { countingIn } from '../counted.ts'
import type { WritesTranslation } from '../messages.ts'

export const writes = (locale: string): WritesTranslation => {
  const counted = countingIn(locale)
  return {
    writesNote: 'تشمل القائمة آخر 400 يوم. لا يُحفظ محتوى السجلات.',
    writesEmpty: 'لم يُكتب أي سجل في آخر 400 يوم.',
    writesClosed: 'لا يرى ما كُتب إلا من لديه صلاحية التدقيق. يرجى طلب هذه الصلاحية من أحد مسؤولي الحساب.',
    writesExported: 'تم حفظ القائمة كملف.',
    operations: { create: 'إنشاء', update: 'تعديل', delete: 'حذف', void: 'إبطال' },
    entities: {
      Invoice: 'فاتورة',
      SalesReceipt: 'إيصال بيع',
      Estimate: 'عرض سعر',
      CreditMemo: 'إشعار دائن',
      RefundReceipt: 'إيصال استرداد',
      Payment: 'دفعة',
      Bill: 'فاتورة مورّد',
      BillPayment: 'سداد فاتورة مورّد',
      Purchase: 'مصروف',
      PurchaseOrder: 'أمر شراء',
      VendorCredit: 'رصيد لدى مورّد',
      Deposit: 'إيداع',
      Transfer: 'تحويل',
      JournalEntry: 'قيد يومية',
      TimeActivity: 'سجل وقت',
      Customer: 'عميل',
      Vendor: 'مورّد',
      Item: 'منتج أو خدمة',
      Account: 'حساب',
      Employee: 'موظف',
      Class: 'فئة',
      Department: 'موقع',
      Attachable: 'مرفق',
    },
    recordId: 'معرّف QuickBooks',
    recordVersion: 'الإصدار',
    recordRun: 'التشغيل',
    takeBack: 'سحب السجلات…',
    takeBackAsk: 'يرجى طلب سحب السجلات من أحد مسؤولي الحساب.',
    takeBackNeeds: 'يمكن سحب السجلات ما دام الاتصال يعمل.',
    takeBackTitle: 'هل يُسحب ما كُتب؟',
    takeBackWhat: (company) =>
      `يُزال من دفاتر ${company} ما أنشأه هذا المنتج فيها: بالحذف أو الإبطال أو إلغاء التنشيط. أما ما تغيّر هناك لاحقًا، أو كان موجودًا من قبل، فيبقى.`,
    takeBackReading: 'جارٍ تحديد ما يمكن سحبه…',
    takeBackNothing: 'لا يوجد ما يمكن سحبه.',
    takeBackRemoves: (count) =>
      counted(count, {
        zero: 'لا سجلات تُزال:',
        one: 'سجل واحد يُزال:',
        two: 'سجلان يُزالان:',
        few: '# سجلات تُزال:',
        many: '# سجلًا يُزال:',
        other: '# سجل يُزال:',
      }),
    takeBackLeaves: (count) =>
      counted(count, {
        zero: 'لا سجلات تبقى:',
        one: 'سجل واحد يبقى:',
        two: 'سجلان يبقيان:',
        few: '# سجلات تبقى:',
        many: '# سجلًا يبقى:',
        other: '# سجل يبقى:',
      }),
    andMore: (count) => counted(count, { other: 'وغيرها: #' }),
    takeBackNo: 'عدم تغيير أي شيء',
    takeBackYes: 'سحب السجلات',
    takeBackBusy: 'جارٍ البدء…',
    takeBackGoesOn: 'يستمر السحب عند مغادرة هذه الصفحة.',
    takeBackWaits: (company) => `سحب ما كُتب في دفاتر ${company} متوقف مؤقتًا.`,
    takeBackResumes: 'عند عودة الاتصال إلى العمل، يُستأنف السحب تلقائيًا من حيث توقف.',
    takeBackEnded: 'انتهى السحب قبل إزالة كل السجلات.',
    tookBack: (count) =>
      counted(count, {
        zero: 'لم يُسحب أي سجل.',
        one: 'تم سحب سجل واحد.',
        two: 'تم سحب سجلين.',
        few: 'تم سحب # سجلات.',
        many: 'تم سحب # سجلًا.',
        other: 'تم سحب # سجل.',
      }),
    leftWhys: {
      changed_since: 'تغيّر في QuickBooks بعد ذلك.',
      updated_not_created: 'كان موجودًا من قبل، وهذا المنتج عدّله فقط.',
      already_gone: 'لم يعد موجودًا.',
      refused_by_quickbooks: 'رفضت QuickBooks إزالته.',
    },
  }
}
