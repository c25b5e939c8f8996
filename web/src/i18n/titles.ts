/** What pages are called whose other sentences come later: the navigation names them. Part of en.ts. */
export const titles = {
  late: { title: 'Late items' },
  lists: { title: 'Lists' },
  machine: { title: 'Machine access' },
  messages: { title: 'Messages' },
  people: { title: 'People' },
  privacy: { title: 'Personal data' },
  hub: { title: 'Data hub' },
  insights: { title: 'Insights' },
  signals: { title: 'Signals' },
  crm: { title: 'CRM systems' },
  exchange: { title: 'Exchange of files' },
  dashboard: { title: 'Dashboard' },
  developers: { title: 'For developers' },
  quality: { title: 'Quality' },
  team: { title: 'Team' },
  webhooks: { title: 'Webhooks' },
}
