// What an authorization may need beyond the page's own parts; loaded on demand, in one piece.
export { DataUseText } from '../authorization-guide/DataUseText.tsx'
export { GuideText } from '../authorization-guide/GuideText.tsx'
export { ElsewhereText } from '../authorization-progress/ElsewhereText.tsx'
export { FallbackFlow } from './FallbackFlow.tsx'
export { loadPanels, PromptDialog } from './PromptDialog.tsx'
