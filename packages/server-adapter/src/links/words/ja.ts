// Japanese.
import type { LinkWords } from './link-words.ts'

const closing = 'このページは閉じてかまいません。'

export const ja: LinkWords = {
  locale: 'ja',
  dir: 'ltr',
  aCompany: '対象の会社',
  title: (company) => `QuickBooks で ${company} を再承認`,
  ask: ({ who, workspace, product, company }) => {
    const asking = who ?? workspace ?? product
    const at = who !== null && workspace !== null ? `（${workspace}）` : ''
    return `${asking}${at}から、${product} が QuickBooks の ${company} を引き続き利用できるよう、再承認の依頼が届いています。`
  },
  reasons: {
    ends_soon: (date) => `現在の承認はまだ有効です。有効期限は ${date} です。`,
    ended: () => '承認の有効期限が切れたため、同期が停止しています。',
    revoked: () => 'QuickBooks が現在の承認を受け付けないため、同期が停止しています。',
    scope_missing: () => '承認に必要な権限が不足しているため、同期が停止しています。',
    token_lost: () => '承認の更新が中断されたため、同期が停止しています。',
    admin_access_lost: () => '承認した方が QuickBooks の管理者ではなくなったため、同期が停止しています。',
    upgrade_required: () => 'もう一度承認が必要です。',
    other: () => 'もう一度承認が必要です。',
  },
  note: (who) => (who === null ? 'メッセージ：' : `${who} からのメッセージ：`),
  steps: ({ company, product }) => [
    `QuickBooks に移動します。${company} の管理者としてサインインしてください。`,
    `${company} を選択してください。ほかの会社は受け付けられません。`,
    `${product} のアカウントは不要です。QuickBooks のパスワードが ${product} に知られることはありません。`,
  ],
  trust:
    'お心当たりがない場合は、このページを閉じてください。QuickBooks で同意しないかぎり、何も起こりません。',
  go: 'QuickBooks に進む',
  until: (date) => `このリンクの有効期限は ${date} です。`,
  ended: {
    used: {
      title: 'このリンクは使用済みです',
      text: '会社は再び承認されています。ほかに必要な操作はありません。',
    },
    revoked: {
      title: 'このリンクは取り消されました',
      text: '送信者がこのリンクを取り消しました。引き続き対応いただける場合は、新しいリンクを依頼してください。',
    },
    expired: {
      title: 'このリンクは期限切れです',
      text: 'リンクには有効期限があります。送信者に新しいリンクを依頼してください。',
    },
    withdrawn: {
      title: 'このリンクは不要になりました',
      text: 'この会社の再承認は必要ありません。ほかに必要な操作はありません。',
    },
    unknown: {
      title: 'このリンクは存在しません',
      text: 'メッセージの途中でリンクが切れている可能性があります。もう一度メッセージから開くか、新しいリンクを依頼してください。',
    },
  },
  refused: {
    too_often: {
      title: '少しお待ちください',
      text: '操作が多すぎます。1 分ほど待ってから、もう一度お試しください。',
    },
    elsewhere: {
      title: 'リンクを直接開いてください',
      text: '続けるには、メッセージのリンクを最新のブラウザーで開き、そのページのボタンを使ってください。',
    },
    unavailable: {
      title: '現在ご利用いただけません',
      text: '何も変更されていません。数分後にもう一度リンクを開いてください。',
    },
  },
  done: {
    reauthorized: ({ company, product }) => ({
      title: '完了しました。ありがとうございます',
      text: `${company} は再び承認され、${product} は自動的に再開します。${closing}`,
    }),
    finishing: {
      title: 'まもなく完了します',
      text: 'QuickBooks の応答に時間がかかっています。ページを閉じても、処理は自動的に完了します。',
    },
    unfinished: { title: 'まだ完了していません', text: 'QuickBooks からの応答がまだ届いていません。' },
    cancelled: { title: '何も変更されていません', text: 'QuickBooks での承認は行われませんでした。' },
    otherCompany: (company, chosen) => ({
      title: '別の会社が選択されました',
      text: `QuickBooks で${chosen === null ? '別の会社' : ` ${chosen} `}が選択されましたが、このリンクは ${company} 専用です。何も変更されていません。`,
    }),
    notUsable: (company) => ({
      title: '完了できませんでした',
      text: `QuickBooks で選択された会社は、ここでは利用できません。このリンクは ${company} 専用です。何も変更されていません。`,
    }),
    failed: {
      title: '完了できませんでした',
      text: 'QuickBooks での処理が完了しませんでした。何も変更されていません。',
    },
    nothing: { title: '表示する内容はありません', text: closing },
  },
  again: (company) => `もう一度試すには、メッセージのリンクを再度開き、${company} を選択してください。`,
  reference: (reference) => `参照番号：${reference}`,
}
