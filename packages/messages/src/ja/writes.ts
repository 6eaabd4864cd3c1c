// Japanese: the words of what was written, and of taking it back.
import { countingIn } from '../counted.ts'
import type { WritesTranslation } from '../messages.ts'
import { typeset } from './typeset.ts'

export const writes = (locale: string): WritesTranslation => {
  const counted = countingIn(locale)
  return {
    writesNote: typeset`過去 400 日分の一覧です。レコードの内容は保存されません。`,
    writesEmpty: typeset`過去 400 日間に書き込まれたレコードはありません。`,
    writesClosed:
      '書き込まれたレコードを見るには監査の権限が必要です。アカウントの管理者に権限の付与を依頼してください。',
    writesExported: '一覧をファイルに保存しました。',
    operations: { create: '作成', update: '変更', delete: '削除', void: '無効化' },
    entities: {
      Invoice: '請求書',
      SalesReceipt: '売上伝票',
      Estimate: '見積書',
      CreditMemo: 'クレジットメモ',
      RefundReceipt: '返金伝票',
      Payment: '入金',
      Bill: '仕入請求書',
      BillPayment: '仕入請求書の支払い',
      Purchase: '経費',
      PurchaseOrder: '発注書',
      VendorCredit: '仕入先クレジット',
      Deposit: '預け入れ',
      Transfer: '振替',
      JournalEntry: '仕訳',
      TimeActivity: '作業時間',
      Customer: '顧客',
      Vendor: '仕入先',
      Item: '製品またはサービス',
      Account: '勘定科目',
      Employee: '従業員',
      Class: 'クラス',
      Department: '拠点',
      Attachable: '添付ファイル',
    },
    recordId: 'QuickBooks ID（識別番号）',
    recordVersion: 'バージョン',
    recordRun: '実行',
    takeBack: '取り消す…',
    takeBackAsk: 'レコードの取り消しは、アカウントの管理者に依頼してください。',
    takeBackNeeds: 'レコードは、接続が使える間に取り消せます。',
    takeBackTitle: '書き込んだレコードを取り消しますか？',
    takeBackWhat: (company) =>
      typeset`この製品が ${company} に作成したレコードを、帳簿から取り除きます（削除、無効化、または非アクティブ化）。その後変更されたものや、以前からあったものは残ります。`,
    takeBackReading: '取り消せるレコードを確認しています…',
    takeBackNothing: '取り消せるレコードはありません。',
    takeBackRemoves: (count) => counted(count, { other: typeset`取り消すレコード：# 件` }),
    takeBackLeaves: (count) => counted(count, { other: typeset`残るレコード：# 件` }),
    andMore: (count) => counted(count, { other: typeset`ほか # 件` }),
    takeBackNo: '何も変更しない',
    takeBackYes: '取り消す',
    takeBackBusy: '開始しています…',
    takeBackGoesOn: 'このページを離れても続行されます。',
    takeBackWaits: (company) => typeset`${company} に書き込んだレコードの取り消しは一時停止中です。`,
    takeBackResumes: '接続が再び使えるようになると、取り消しは続きから自動で再開します。',
    takeBackEnded: 'すべてのレコードを取り消す前に終了しました。',
    tookBack: (count) => counted(count, { other: typeset`# 件のレコードを取り消しました。` }),
    leftWhys: {
      changed_since: typeset`その後 QuickBooks で変更されています。`,
      updated_not_created: '以前からあり、この製品は変更しただけです。',
      already_gone: 'すでにありません。',
      refused_by_quickbooks: typeset`QuickBooks が取り消しを受け付けませんでした。`,
    },
  }
}
