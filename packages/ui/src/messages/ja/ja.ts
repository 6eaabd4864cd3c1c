// Japanese: all words but those of the panels.
import { countingIn } from '../counted.ts'
import type { Facts } from '../en.ts'
import { isolating } from '../isolation.ts'
import type { Translation } from '../messages.ts'
import { panels } from './panels.ts'
import { problems } from './problems.ts'

const connected = ({ company }: Facts) => `${company} に接続しています。`
const needed = ({ company }: Facts) => `${company} は再承認が必要です。`
const paused = ({ company }: Facts) => `${company} は一時停止中です。`
const checking = ({ company }: Facts) => `${company} との接続を確認しています。`
const off = ({ company }: Facts) => `${company} の接続は解除されています。`
const renew = ({ date }: Facts) => `接続を続けるには、${date}までに再承認してください。`

const ofConnection: Pick<Translation, 'labels' | 'headlines' | 'details'> = {
  labels: {
    awaiting_confirmation: '会社の確認待ち',
    connected: '接続中',
    expiring: 'まもなく再承認が必要',
    checking: '確認中',
    reauthorization_required: '再承認が必要',
    blocked: '一時停止中',
    disconnected: '接続解除済み',
  },
  headlines: {
    awaiting_confirmation: ({ company }) => `${company} は正しい会社ですか？`,
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
    admin_access_lost: ({ company }) => `${company} の管理者による操作が必要です。`,
    subscription_ended: paused,
    company_locked: paused,
    quota_exceeded: paused,
    app_misconfigured: paused,
    by_user: off,
    by_host: off,
    in_quickbooks: off,
  },
  details: {
    awaiting_confirmation: '確認されるまで、何も同期されません。',
    connected: ({ checked }) => (checked ? `最終確認：${checked}。` : 'まだ確認されていません。'),
    idle_expiry_near: renew,
    hard_expiry_near: renew,
    refresh_outcome_unknown: '操作は必要ありません。',
    intuit_unavailable: 'QuickBooks の応答が遅れています。操作は必要ありません。',
    idle_expired: '承認が長い間使われなかったため、終了しました。',
    hard_expired: 'QuickBooks の承認は 5 年で終了します。',
    revoked: '承認が QuickBooks 側で終了しました。',
    scope_missing: '必要なアクセスの一部が許可されていません。',
    token_lost: 'QuickBooks からの応答が途中で失われました。帳簿に変更はありません。',
    admin_access_lost:
      '接続した人は、QuickBooks でこの会社の管理者ではなくなりました。管理者に再承認を依頼してください。',
    subscription_ended: 'QuickBooks の契約が終了しています。会社の管理者に更新を依頼してください。',
    company_locked: 'QuickBooks が一時的にロックしています。自動で再試行するため、操作は必要ありません。',
    quota_exceeded: 'QuickBooks の上限に達しました。サポートにお問い合わせください。',
    app_misconfigured: '当社側の QuickBooks の設定に修正が必要です。サポートにお問い合わせください。',
    by_user: ({ date }) => `解除日：${date}。`,
    by_host: ({ date }) => `自動解除：${date}。`,
    in_quickbooks: ({ date }) => `QuickBooks 側で解除：${date}。`,
  },
}

const ofDialogs = {
  disconnectTitle: 'QuickBooks との接続を解除しますか？',
  disconnectYes: '接続を解除',
  disconnectNo: '接続を続ける',
  disconnectBusy: '解除しています…',
  disconnectWhat: (company) => `${company} との接続が終了します。`,
  stops: '止まるもの',
  keeps: '残るもの',
  deletes: '削除されるもの',
  stopsUsually: 'この会社との同期。',
  keepsUsually: 'QuickBooks のすべてのデータ。いつでも再接続できます。',
  whyAsked: '理由（任意）',
  reasons: {
    wrong_company: '間違った会社に接続した',
    different_company: '別の会社に移行した',
    business_sold: '事業を売却した',
    not_working: '正しく動作しない',
    other: 'その他',
  },
  deleteData: 'この会社から取り込んだデータも削除する',
  switchInstead: '代わりに正しい会社へ切り替えることもできます。新しい会社がこの会社と入れ替わります。',
  switchStart: '会社を切り替える',
  testInstead: 'テストすると、原因が分かるかもしれません。',
  soldNote: '次に接続するときは、同期の前に会社の確認が必要になります。',
  confirmTitle: 'この会社で正しいですか？',
  confirmWhat: 'これ以降、この帳簿とデータをやり取りします。',
  confirmYes: 'はい、この会社を使う',
  confirmNo: 'いいえ、別の会社を選ぶ',
  confirmBusy: '確認しています…',
  companyId: (realmId) => `会社 ID ${realmId}`,
  mismatchTitle: '別の会社が選択されました',
  mismatchWhat: '何も変更されていません。どちらの会社を使いますか？',
  expected: '接続中の会社',
  authorized: '選択した会社',
  unknownCompany: '別の会社',
  mismatchRetry: '再試行',
  mismatchOther: '別のデータソースとして接続',
  mismatchSwitch: '会社を切り替える',
  switchWhat: (from, to) =>
    `${from} の接続を解除し、${to} に入れ替えます。両社のデータが混ざることはありません。`,
  switchType: (name) => `確認のため ${name} と入力してください`,
} satisfies Partial<Translation>

const words = (locale: string): Translation => {
  const counted = countingIn(locale)
  return {
    ...ofConnection,
    ...ofDialogs,
    ...panels(locale),
    problems,
    connect: 'QuickBooks に接続',
    disconnect: 'QuickBooks との接続を解除',
    reconnect: '再接続',
    reauthorize: '再承認',
    confirmCompany: '会社を確認',
    opening: 'QuickBooks を開いています…',
    waiting: 'QuickBooks を待っています…',
    openAgain: 'もう一度開く',
    cancel: 'キャンセル',
    tryAgain: '再試行',
    actions: 'QuickBooks 接続の操作',
    beforeSignIn:
      'ご確認ください：QuickBooks に別の人がサインインしているか、別の管理者が接続済みの場合があります',
    openThere: '正しいアドレスを開く',
    reference: (reference) => `参照番号 ${reference}`,
    cancelled: 'QuickBooks は承認されませんでした。何も変更されていません。',
    tooLate: '時間がかかりすぎました。何も変更されていません。',
    offline: 'サーバーに接続できません。インターネット接続をご確認ください。',
    lastKnown: 'オフラインです。最後に確認できた状態を表示しています。',
    unreadable: 'サーバーの応答を読み取れませんでした。',
    loading: 'QuickBooks 接続を読み込んでいます…',
    notConnected: 'QuickBooks に接続していません。',
    several: (count) => counted(count, { other: '# 社に接続しています。' }),
    thisCompany: 'お客様の会社',
    sandbox: 'サンドボックス',
    revokeQueued: 'QuickBooks に連絡できませんでした。自動で再試行します。',
    askToConnect: 'QuickBooks への接続は、アカウントの管理者に依頼してください。',
    askToReauthorize: '再承認は、アカウントの管理者に依頼してください。',
    askToConfirm: '確認は、アカウントの管理者に依頼してください。',
    show: '表示',
    attention: (count) => counted(count, { other: '対応が必要な接続が # 件あります' }),
    noNews: 'QuickBooks の接続はすべて正常です。',
    notifications: 'QuickBooks のお知らせ',
    dataSources: 'QuickBooks データソース',
    connectAnother: '別の会社を接続',
    addSource: 'QuickBooks の会社を追加',
    quickBooks: 'QuickBooks Online',
    supportDetails: 'サポート用の情報を取得',
    supportSave: 'ファイルに保存',
    supportStage: '段階',
    supportCode: 'コード',
    supportAt: '日時',
    supportCompany: '会社',
    supportContact: '連絡先',
    supportReference: '参照番号',
    supportCopied: 'サポート用の情報をコピーしました。',
    supportSaved: 'サポート用の情報をファイルに保存しました。',
    close: '閉じる',
    handOver: 'QuickBooks の操作のお願い',
    beforeNeed: '会社の QuickBooks 管理者としてサインインする必要があります。',
    beforeNeedOf: (company) =>
      `${company} の QuickBooks 管理者としてサインインする必要があります。QuickBooks でも同じ会社を選んでください。`,
    beforeSignedIn:
      'QuickBooks は、このブラウザーでサインイン中の人として続行します。別の人の場合は、先に QuickBooks でサインアウトしてください。',
    beforeOtherAdmin:
      '別の管理者が接続済みだと QuickBooks に表示されることがあります。そのまま接続しても安全です。以後はあなたの名前で動作します。',
    beforeSees: '当社が見られるのは、あなたが選んだ会社の帳簿だけです。',
    beforeNeverSees: 'QuickBooks のパスワードや、ほかの会社を見ることはありません。',
    syncRunning: '同期はすでに実行中です。',
    testConnection: '接続をテスト',
    testing: '接続をテストしています…',
    viewHistory: '履歴を表示',
    askForMore: '再承認や接続の解除は、アカウントの管理者に依頼してください。',
  }
}

export const ja = (locale: string): Translation => isolating(words(locale), locale)
