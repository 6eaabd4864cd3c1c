// Takes a question away that somebody else has answered meanwhile.
import { useEffect, useRef } from 'react'

/** @param isMoot whether the answer has become known elsewhere */
export function useWithdrawal(isMoot: boolean, onClose: () => void): void {
  const close = useRef(onClose)
  useEffect(() => {
    close.current = onClose
  })
  useEffect(() => {
    if (isMoot) close.current()
  }, [isMoot])
}
