// Japanese: all words but those of the panels and of what was written.
import { countingIn } from '../counted.ts'
import type { Facts } from '../en.ts'
import { isolating } from '../isolation.ts'
import type { Translation } from '../messages.ts'
import { links } from './links.ts'
import { panels } from './panels.ts'
import { problems } from './problems.ts'
import { typeset } from './typeset.ts'
import { writes } from './writes.ts'

const connected = ({ company }: Facts) => typeset`${company} に接続しています。`
const needed = ({ company }: Facts) => typeset`${company} は再承認が必要です。`
const paused = ({ company }: Facts) => typeset`${company} との接続は一時停止中です。`
const checking = ({ company }: Facts) => typeset`${company} との接続を確認しています。`
const off = ({ company }: Facts) => typeset`${company} との接続は解除されています。`
const lastWorked = ({ checked }: Facts) => (checked ? typeset`最後に正常だったのは${checked}です。` : '')
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
    awaiting_confirmation: ({ company }) => typeset`接続先の会社は ${company} で正しいですか？`,
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
    admin_access_lost: ({ company }) => typeset`${company} の管理者による操作が必要です。`,
    subscription_ended: paused,
    company_locked: paused,
    quota_exceeded: paused,
    app_misconfigured: paused,
    by_user: off,
    by_host: off,
    in_quickbooks: off,
  },
  details: {
    awaiting_confirmation: '会社を確認するまで、データは同期されません。',
    connected: ({ checked }) => (checked ? typeset`最終確認：${checked}。` : 'まだ確認されていません。'),
    idle_expiry_near: renew,
    hard_expiry_near: renew,
    refresh_outcome_unknown: (facts) =>
      typeset`${lastWorked(facts)}QuickBooks が応答するまで確認を続けます。操作は必要ありません。`,
    intuit_unavailable: (facts) =>
      typeset`QuickBooks の応答が遅れています。${lastWorked(facts)}応答するまで確認を続けます。操作は必要ありません。`,
    idle_expired: '長い間使われなかったため、承認が失効しました。',
    hard_expired: typeset`QuickBooks の承認は、5 年で必ず失効します。`,
    revoked: typeset`承認が QuickBooks 側で取り消されました。`,
    scope_missing: '必要なアクセス権の一部が許可されていません。',
    token_lost: typeset`QuickBooks からの応答が途中で失われました。帳簿に変更はありません。`,
    upgrade_required: ({ date }) => typeset`アプリに新しい承認が必要です（期限：${date}）。`,
    admin_access_lost: typeset`接続した人が、QuickBooks でこの会社の管理者ではなくなりました。会社の管理者であれば、どなたでも再承認できます。`,
    subscription_ended: typeset`QuickBooks の契約が終了しています。会社の管理者に契約の更新を依頼してください。`,
    company_locked: typeset`QuickBooks がこの会社を一時的にロックしています。自動で再試行するため、操作は必要ありません。`,
    quota_exceeded: typeset`QuickBooks の利用上限に達しました。来月1日まで一時停止します。その後も続く場合は、サポートにお問い合わせください。`,
    app_misconfigured: typeset`当社側の QuickBooks の設定に修正が必要です。サポートにお問い合わせください。`,
    by_user: ({ date }) => typeset`解除日：${date}。`,
    by_host: ({ date }) => typeset`自動解除：${date}。`,
    in_quickbooks: ({ date }) => typeset`QuickBooks 側で解除：${date}。`,
  },
}

const ofDialogs = {
  disconnectTitle: 'QuickBooks との接続を解除しますか？',
  disconnectYes: '接続を解除',
  disconnectNo: '接続を続ける',
  disconnectBusy: '解除しています…',
  disconnectWhat: (company) => typeset`${company} との接続が解除されます。`,
  stops: '止まるもの',
  keeps: '残るもの',
  deletes: '削除されるもの',
  stopsUsually: 'この会社との同期',
  keepsUsually: typeset`QuickBooks のすべてのデータ（いつでも再接続できます）`,
  whyAsked: '理由（任意）',
  reasons: {
    wrong_company: '間違った会社に接続した',
    different_company: '別の会社に移行した',
    business_sold: '事業を売却した',
    not_working: '正しく動作しない',
    other: 'その他',
  },
  deleteData: 'この会社から取り込んだデータも削除する',
  switchInstead:
    '代わりに、正しい会社に切り替えることもできます。この会社に代わって、新しい会社が接続されます。',
  switchStart: '会社を切り替える',
  switchTitle: '別の会社に切り替えますか？',
  switchHow: (from) =>
    typeset`切り替え先の会社は QuickBooks で選びます。新しい会社を確認するまで、${from} は接続されたまま使われます。確認後に ${from} との接続を解除し、新しい会社に切り替えます。両社のデータが混ざることはありません。`,
  testInstead: '接続をテストすると、原因が分かる場合があります。',
  soldNote: '次に接続するときは、同期の前に会社の確認が必要になります。',
  confirmTitle: 'この会社で正しいですか？',
  confirmWhat: '今後は、ここでこの会社の帳簿を使います。',
  confirmSwitch: (from) =>
    typeset`「はい」を選ぶまで、${from} は接続されたまま使われます。「はい」を選ぶとその接続を解除し、この会社に切り替えます。「いいえ」を選んだ場合、${from} については何も変わりません。`,
  confirmKeep: (from) => typeset`${from} のままにする`,
  heldNote: (held, from) =>
    typeset`${held} はすでに接続されていたため、再承認しました。${from} も引き続き接続されています。不要な場合は、接続を解除してください。`,
  confirmYes: 'はい、この会社を使う',
  confirmNo: 'いいえ、別の会社を選ぶ',
  confirmBusy: '確認しています…',
  companyId: (realmId) => typeset`会社 ID：${realmId}`,
  mismatchTitle: '別の会社が選ばれました',
  mismatchWhat: '何も変更されていません。どちらの会社を使いますか？',
  expected: 'この接続の会社',
  authorized: '選ばれた会社',
  unknownCompany: '別の会社',
  mismatchRetry: '再試行',
  mismatchOther: '別のデータソースとして接続',
  mismatchSwitch: '会社を切り替える',
  switchWhat: (from, to) =>
    typeset`${to} を確認するまで、${from} は接続されたまま使われます。確認後に ${from} との接続を解除し、${to} に切り替えます。両社のデータが混ざることはありません。`,
  switchType: (name) => typeset`確認のため、${name} と入力してください`,
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
    connect: 'QuickBooks に接続',
    disconnect: 'QuickBooks との接続を解除',
    reconnect: '再接続',
    reauthorize: '再承認',
    confirmCompany: '会社を確認',
    opening: typeset`QuickBooks を開いています…`,
    windowBlocked: 'ブラウザーがウィンドウをブロックしました。もう一度開いてください。',
    waiting: typeset`QuickBooks を待っています…`,
    finishing: '完了処理中です…',
    openAgain: 'もう一度開く',
    cancel: 'キャンセル',
    cancelling: 'キャンセルしています…',
    dismiss: '閉じる',
    framed: 'このページを囲むフレームでは QuickBooks を開けません。このページを別のタブで開いてください。',
    tryAgain: '再試行',
    actions: 'QuickBooks 接続の操作',
    beforeSignIn: typeset`ご参考：QuickBooks に別の人がサインインしている場合や、別の管理者が接続済みの場合があります`,
    openThere: '正しいアドレスを開く',
    help: 'ヘルプ',
    reference: (reference) => typeset`参照番号：${reference}`,
    cancelled: typeset`QuickBooks での承認は行われませんでした。何も変更されていません。`,
    switchCancelled: (from) =>
      typeset`ほかの会社は接続されませんでした。${from} については何も変わっていません。`,
    noneChosen: typeset`QuickBooks での承認は行われませんでした。会社は接続されていません。`,
    authorizedBy: (name, date) => typeset`${date}に ${name} が承認しました。`,
    authorizedOn: (date) => typeset`${date}に承認しました。`,
    switchWaits: (company) =>
      typeset`${company} への切り替えは、まだ確認されていません。確認するまで、ここでは何も変わりません。`,
    tooLate: '時間切れになりました。何も変更されていません。',
    offline: 'サーバーに接続できません。インターネット接続をご確認ください。',
    lastKnown: '現在サーバーに接続できません。最後に確認できた状態を表示しています。',
    unreadable: 'サーバーの応答を読み取れませんでした。',
    loading: typeset`QuickBooks との接続を読み込んでいます…`,
    notConnected: typeset`QuickBooks に接続していません。`,
    several: (count) => counted(count, { other: typeset`# 社あります。` }),
    thisCompany: 'お客様の会社',
    sandbox: 'サンドボックス',
    revokeQueued: typeset`QuickBooks に解除を通知できませんでした。自動で再試行します。`,
    askToConnect: typeset`QuickBooks への接続は、アカウントの管理者に依頼してください。`,
    askToReauthorize: '再承認は、アカウントの管理者に依頼してください。',
    askToConfirm: '会社の確認は、アカウントの管理者に依頼してください。',
    show: '接続を表示',
    attention: (count) => counted(count, { other: '対応が必要な接続が # 件あります' }),
    noNews: typeset`QuickBooks との接続はすべて正常です。`,
    notifications: 'QuickBooks のお知らせ',
    dataSources: 'QuickBooks のデータソース',
    connectAnother: '別の会社に接続',
    addSource: 'QuickBooks の会社を追加',
    quickBooks: 'QuickBooks Online',
    supportDetails: 'サポート用の情報を取得',
    supportSave: 'ファイルに保存',
    supportStage: '段階',
    supportCode: 'コード',
    supportAt: '日時',
    supportCompany: '会社',
    supportContact: '連絡先',
    supportAsked: '求めるアクセス',
    supportGranted: '許可されたアクセス',
    supportReference: '参照番号',
    supportCopied: 'サポート用の情報をコピーしました。',
    supportSaved: 'サポート用の情報をファイルに保存しました。',
    close: '閉じる',
    handOver: 'QuickBooks での操作のお願い',
    elsewhere: typeset`QuickBooks から別のウィンドウまたは別のブラウザーに戻りました。そちらで完了するか、ここでもう一度開いてください。`,
    letter: (name, what, link) =>
      `${name} 様\n\n${what}\n\n次の手順は、こちらから行ってください。\n${link}\n`,
    helpfulAsk: 'この説明は役に立ちましたか？',
    helpfulYes: 'はい',
    helpfulNo: 'いいえ',
    helpfulThanks: 'ご回答ありがとうございます。',
    copyLink: 'この手順へのリンクをコピー',
    linkCopied: 'リンクをコピーしました。',
    ownerLeft: (name) =>
      typeset`この接続を承認した ${name} は、すでに在籍していません。余裕をもって、別の管理者が再承認してください。`,
    ownerLeftUnnamed:
      'この接続を承認した人は、すでに在籍していません。余裕をもって、別の管理者が再承認してください。',
    beforeNeed: typeset`会社の管理者として QuickBooks にサインインする必要があります。`,
    beforeNeedOf: (company) =>
      typeset`${company} の管理者として QuickBooks にサインインし、同じ会社を選ぶ必要があります。`,
    beforeSignedIn: typeset`QuickBooks では、このブラウザーでサインイン中の人の名義で手続きが進みます。別の人の場合は、先に QuickBooks からサインアウトしてください。`,
    beforeOtherAdmin: typeset`別の管理者が接続済みだと QuickBooks に表示されることがあります。そのまま接続しても問題ありません。以後、この接続はご自身の名義になります。`,
    beforeSees: typeset`アクセスできるのは、選んだ 1 社だけです。`,
    useTitle: '接続の用途',
    useReads: typeset`QuickBooks から読み取るもの`,
    useWrites: typeset`QuickBooks に書き込むもの`,
    useNothing: 'なし',
    useRetention: '保存期間',
    usePolicy: 'プライバシーポリシー',
    beforeNeverSees: typeset`QuickBooks のパスワードや、ほかの会社を当社が見ることはありません。`,
    syncRunning: '同期はすでに実行中です。',
    testConnection: '接続をテスト',
    testing: '接続をテストしています…',
    viewHistory: '履歴を表示',
    askForMore: '再承認や接続の解除は、アカウントの管理者に依頼してください。',
  }
}

export const ja = (locale: string): Translation => isolating(words(locale), locale)
