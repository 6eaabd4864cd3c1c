// Japanese: links for people without a login.
import type { LinkTranslation } from '../messages.ts'
import { typeset } from './typeset.ts'

export const links: LinkTranslation = {
  linkWhat: (company) =>
    typeset`税理士など、ここにアカウントのない人も、リンクを使って ${company} を再承認できます。`,
  linkLimits: 'リンクが使えるのは 1 回限り、この会社だけです。ここのデータにはアクセスできません。',
  linkNeedless: (company) => typeset`${company} の再承認は、現在必要ありません。`,
  linkForbidden: (company) =>
    typeset`${company} の再承認をほかの人に依頼できるのは、再承認の権限がある人だけです。`,
  linkName: '名前（任意）',
  linkEmail: 'メールアドレス（任意）',
  linkNote: 'メッセージ（任意）',
  linkNoteHelp: 'リンクのページに、あなたからのメッセージとして表示されます。',
  linkTime: 'リンクの有効期間',
  linkMake: 'リンクを作成',
  linkMaking: 'リンクを作成しています…',
  linkMade: 'リンクができました。アドレスが表示されるのは今回だけです。コピーするか、送信してください。',
  linkAddress: 'リンクのアドレス',
  linkCopy: 'リンクをコピー',
  linkCopied: 'リンクをコピーしました。',
  linkNotCopied: 'ブラウザーに許可されませんでした。欄からアドレスをコピーしてください。',
  linkMail: 'メールで送信',
  linkAnother: '別のリンクを作成',
  linkSubject: (company) => typeset`QuickBooks での ${company} の再承認のお願い`,
  linkGreeting: (name) => typeset`${name} 様`,
  linkLetter: (company) =>
    typeset`QuickBooks の ${company} を引き続き利用できるよう、再承認をお願いいたします。1 分ほどで完了します。会社の管理者としてサインインする必要がありますが、当社のアカウントは不要です。`,
  linkUntil: (date) => typeset`リンクの有効期限：${date}。`,
  linkList: '再承認用リンク',
  linkAnybody: 'リンクを知っている人',
  linkStates: {
    created: '未使用',
    at_intuit: 'QuickBooks で操作中',
    used: '使用済み',
    revoked: '取り消し済み',
    expired: '期限切れ',
    withdrawn: '不要',
  },
  linkBy: (name) => typeset`作成者：${name}`,
  linkEnds: (date) => typeset`有効期限：${date}`,
  linkRevoke: '取り消す',
  linkRevoking: '取り消しています…',
  linkRevoked: 'リンクを取り消しました。もう使えません。',
  linkWasUsed: '会社は再び承認されました。',
}
