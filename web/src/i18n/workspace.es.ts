import type { Words } from './words'
import type { workspace as english } from './workspace'

/** The sentences of the workspace around the pages: lists beside an inquiry, keys, what waits to be sent: part of en.ts. */
export const workspace: Words<typeof english> = {
  list: {
    gone: 'Ya no está en esta carpeta',
    news_one: 'Ha llegado {{count}} reclamación nueva.',
    news_other: 'Han llegado {{count}} reclamaciones nuevas.',
    show: 'Mostrar',
    columnsHelp: 'Elija las columnas que se muestran y arrástrelas al orden que prefiera. Se guarda para usted en este navegador.',
    range: 'Reclamaciones {{from}} a {{to}}',
    previousPage: 'Página anterior',
    nextPage: 'Página siguiente',
    inquiry: 'Reclamación',
    before: 'Reclamación anterior de la lista',
    after: 'Reclamación siguiente de la lista',
    alone: 'Abrir en una página propia',
    export: 'Guardar como CSV',
    minutes: 'Minutos hábiles restantes',
  },
}
