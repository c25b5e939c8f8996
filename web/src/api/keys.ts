/** Every query's key, so that what must be read again after an action is named in one place. */
export const keys = {
  me: ['me'] as const,
  operators: ['operators'] as const,
  centres: ['call-centres'] as const,
  centre: (id: string) => ['call-centres', id] as const,
  release: (version: string) => ['workflows', version] as const,
  folders: ['folders'] as const,
  counts: (centre: string) => ['folders', 'counts', centre] as const,
  folder: (folder: string, centre: string) => ['folders', 'list', folder, centre] as const,
  inquiry: (id: string) => ['inquiries', id] as const,
  items: ['items'] as const,
  item: (id: string) => ['items', id] as const,
  alerts: ['alerts'] as const,
  alertsOf: (centre: string) => ['alerts', centre] as const,
  alertPages: (centre: string) => ['alerts', 'pages', centre] as const,
  reports: ['reports'] as const,
  report: (id: string) => ['reports', id] as const,
}
