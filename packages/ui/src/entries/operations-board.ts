'use client'
export { OperationsBoard } from '../components/operations-board/OperationsBoard.tsx'
export type {
  BoardFilter,
  BoardSection,
  OperationsBoardProps,
} from '../components/operations-board/operations-board-props.ts'
