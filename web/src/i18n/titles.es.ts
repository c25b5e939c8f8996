import type { titles as english } from './titles'
import type { Words } from './words'

/** What pages are called whose other sentences come later: part of es.ts. */
export const titles: Words<typeof english> = {
  late: { title: 'Envíos con retraso' },
  lists: { title: 'Listas' },
  machine: { title: 'Acceso de sistemas' },
  messages: { title: 'Mensajes' },
  people: { title: 'Personas' },
  privacy: { title: 'Datos personales' },
  hub: { title: 'Centro de datos' },
  insights: { title: 'Análisis' },
  signals: { title: 'Señales' },
  crm: { title: 'Sistemas CRM' },
  exchange: { title: 'Intercambio de ficheros' },
  dashboard: { title: 'Panel' },
  developers: { title: 'Para desarrolladores' },
  quality: { title: 'Calidad' },
  team: { title: 'Equipo' },
  reporting: { runs: 'Ejecuciones de informes' },
  uploads: { title: 'Enviar un archivo' },
  webhooks: { title: 'Webhooks' },
}
