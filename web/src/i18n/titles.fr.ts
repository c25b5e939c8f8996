import type { titles as english } from './titles'
import type { Words } from './words'

/** What pages are called whose other sentences come later: part of fr.ts. */
export const titles: Words<typeof english> = {
  late: { title: 'Envois en retard' },
  lists: { title: 'Listes' },
  machine: { title: 'Accès des systèmes' },
  messages: { title: 'Messages' },
  people: { title: 'Personnes' },
  privacy: { title: 'Données personnelles' },
  hub: { title: 'Plateforme de données' },
  insights: { title: 'Analyses' },
  signals: { title: 'Signaux' },
  crm: { title: 'Systèmes CRM' },
  exchange: { title: 'Échange de fichiers' },
  dashboard: { title: 'Tableau de bord' },
  developers: { title: 'Pour les développeurs' },
  quality: { title: 'Qualité' },
  team: { title: 'Équipe' },
  reporting: { runs: 'Exécutions des rapports' },
  uploads: { title: 'Envoyer un fichier' },
  webhooks: { title: 'Webhooks' },
}
