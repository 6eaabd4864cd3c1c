// What an authorization may need beyond the page's own parts; loaded on demand, in one piece.
export { DataUseText } from '../authorization-guide/DataUseText.tsx'
export { GuideText } from '../authorization-guide/GuideText.tsx'
export { ElsewhereText } from '../flow-note/ElsewhereText.tsx'
export { PageFlow } from './PageFlow.tsx'
export { loadPanels, QuestionDialog } from './QuestionDialog.tsx'
