// Hands a text to the person: into the clipboard, or as a file where the browser doesn't let it.

export async function copyOrDownload(fileName: string, text: string): Promise<'copied' | 'saved'> {
  try {
    await navigator.clipboard.writeText(text)
    return 'copied'
  } catch {
    download(fileName, text)
    return 'saved'
  }
}

/**
 * Saves a text as a file.
 * @param type of media
 */
export function download(fileName: string, text: string, type = 'application/json'): void {
  const address = URL.createObjectURL(new Blob([text], { type }))
  const link = document.createElement('a')
  link.href = address
  link.download = fileName
  link.click()
  // The download has its own reference to it by the next turn.
  setTimeout(() => URL.revokeObjectURL(address))
}
