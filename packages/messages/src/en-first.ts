// The English words that stand on a page, or are said of it, before its parts are here.

export const enFirst = {
  connect: 'Connect to QuickBooks',
  loading: 'Loading the QuickBooks connection…',
  offline: 'The server cannot be reached. Check your connection.',
  unreadable: 'The server gave an answer that cannot be read.',
  tryAgain: 'Try again',
}
