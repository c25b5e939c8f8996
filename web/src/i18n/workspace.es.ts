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
    showNew: 'Mostrar las reclamaciones nuevas',
    shut: 'Cerrar la reclamación junto a la lista',
  },
  command: {
    title: 'Ir a, o hacer',
    label: '¿Qué desea hacer?',
    placeholder: 'Una página, una carpeta, una acción o un número',
    nothing: 'Nada coincide.',
    goTo: 'Ir a: {{page}}',
    item: 'Envío {{item}}',
    askAbout: 'Preguntar por {{item}}',
    transport: 'Envase, despacho o partida {{number}}',
    search: 'Buscar «{{wanted}}»',
    ask: 'Preguntar por un envío',
    keys: 'Atajos de teclado',
    single: 'Atajos de una sola tecla',
    keysHelp:
      'Lo que hacen aquí una tecla, o dos seguidas. Descansan mientras escribe y en los diálogos; el menú del engranaje las desactiva.',
    keysOff: 'Los atajos de una tecla están desactivados; el menú del engranaje los activa. Ctrl+K está siempre disponible.',
    group: { inquiry: 'La reclamación abierta', list: 'La lista', pages: 'En todas partes', go: 'Ir a: g y una letra' },
  },
}
