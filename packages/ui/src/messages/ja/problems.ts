// Japanese: what happened, by code.
import type { ProblemWords } from '../told.ts'
import { typeset } from './typeset.ts'

export const problems: ProblemWords = {
  access_denied: typeset`QuickBooks での承認は行われませんでした。何も変更されていません。`,
  state_invalid: 'このリンクは使用済みか、有効期限が切れています。最初からやり直してください。',
  state_expired: '承認が時間切れになりました。最初からやり直してください。',
  session_mismatch: '別の人が始めた操作です。サインインして最初からやり直してください。',
  company_mismatch: ({ expectedCompany, authorizedCompany }) =>
    typeset`この接続は ${expectedCompany ?? 'お客様の会社'} のものですが、QuickBooks では ${authorizedCompany ?? '別の会社'} が選ばれました。何も変更されていません。`,
  company_in_use: 'この会社は別のアカウントに接続されています。何も変更されていません。',
  already_connected: '別の会社がすでに接続されています。先に接続を解除するか、会社を切り替えてください。',
  invalid_scope: typeset`必要なアクセス権が QuickBooks で拒否されました。サポートにお問い合わせください。`,
  exchange_failed: typeset`QuickBooks で承認が完了しませんでした。何も変更されていません。`,
  company_unreadable: 'この承認では会社の情報を読み取れませんでした。何も変更されていません。',
  intuit_unavailable: typeset`現在 QuickBooks が応答していません。数分後に再試行してください。`,
  app_misconfigured: typeset`当社側の QuickBooks の設定に誤りがあります。サポートにお問い合わせください。`,
  attempt_expired: '時間切れのため終了しました。何も変更されていません。',
  wrong_address: typeset`このページは、QuickBooks に登録されているものとは別のアドレスで開かれています。`,
  popup_blocked: 'ブラウザーがウィンドウをブロックしました。もう一度開いてください。',
  offline: 'サーバーに接続できません。インターネット接続をご確認ください。',
  not_authenticated: '先にサインインしてください。',
  forbidden: 'この操作の権限がありません。アカウントの管理者に依頼してください。',
  not_found: '存在しないか、すでになくなっています。',
  method_not_allowed: 'ここではこの操作はできません。',
  invalid_request: 'リクエストが正しくありません。何も変更されていません。',
  payload_too_large: 'リクエストが大きすぎます。',
  unsupported_media_type: 'リクエストの形式が正しくありません。',
  origin_not_allowed: 'このページからは操作できません。サポートにお問い合わせください。',
  rate_limited: '短時間に多くのリクエストがありました。しばらくしてから再試行してください。',
  identity_unavailable: '現在サインインを確認できません。再試行してください。',
  connection_unavailable: '現在この接続は使用できません。接続の状態をご確認ください。',
  company_unconfirmed: '会社がまだ確認されていません。先に会社を確認してください。',
  sync_running: '同期または取り込みを実行中です。完了してから再試行してください。',
  signature_invalid: 'メッセージの署名が正しくありません。',
  store_unavailable: '現在データにアクセスできません。再試行してください。',
  internal: '当社側でエラーが発生しました。解決しない場合は、サポートにお問い合わせください。',
}
