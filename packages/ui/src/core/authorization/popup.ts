// The window in which Intuit asks: opened inside the click, sent on its way later.

const WIDTH = 680
const HEIGHT = 780

/**
 * Opens an empty window; only inside a click does a browser allow it.
 * @returns null where windows are blocked
 */
export function openPopup(name: string, text: string): Window | null {
  const left = Math.max(0, window.screenX + (window.outerWidth - WIDTH) / 2)
  const top = Math.max(0, window.screenY + (window.outerHeight - HEIGHT) / 2)
  const features = `popup,width=${WIDTH},height=${HEIGHT},left=${left},top=${top}`
  const popup = window.open('', name, features)
  try {
    if (popup) popup.document.title = popup.document.body.textContent = text
  } catch {
    // A window of this name is already at Intuit: it is shown again and needs no text.
  }
  return popup
}

/** Closes the window if it is still ours to close. */
export function closePopup(popup: Window | null): void {
  try {
    popup?.close()
  } catch {
    // Severed by the other side's opener policy: it closes itself.
  }
}

const WEB_VIEW = /; wv\)|FBA[NV]|Instagram|Line\/|MicroMessenger|GSA\/|(iPhone|iPad|iPod)(?!.*Safari)/

/** Whether a second window would be lost here: in web views, installed apps and on phones. */
export function prefersRedirect(view: Window): boolean {
  // A host's tests may run where there are no screens to ask for.
  const isScreen = (query: string) => typeof view.matchMedia === 'function' && view.matchMedia(query).matches
  return (
    WEB_VIEW.test(view.navigator.userAgent) ||
    isScreen('(display-mode: standalone)') ||
    isScreen('(pointer: coarse) and (max-width: 600px)')
  )
}
