// The English words of the banner, the tray, the tile, the list of companies, the gate and the buttons beside them, before anything is opened.

export const enComponents = {
  disconnect: 'Disconnect from QuickBooks',
  actions: 'QuickBooks connection actions',
  show: 'Show connection',
  attention: (count: number) =>
    count === 1 ? '1 connection needs attention' : `${count} connections need attention`,
  noNews: 'All QuickBooks connections are fine.',
  notifications: 'QuickBooks notifications',
  dataSources: 'QuickBooks data sources',
  connectAnother: 'Connect another company',
  addSource: 'Add a QuickBooks company',
  quickBooks: 'QuickBooks Online',
  supportDetails: 'Get support details',
  supportContact: 'Contact',
  syncRunning: 'A sync is running already.',
}
