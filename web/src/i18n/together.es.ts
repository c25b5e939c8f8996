import type { together as english } from './together'
import type { Words } from './words'

/** The sentences of an inquiry's page about what is known besides what was said: part of later.ts. */
export const together: Words<typeof english> = {
  together: {
    label: 'Qué se muestra',
    withItem: 'Con el recorrido del envío',
    alone: 'Solo la conversación',
    item: 'El envío',
    inquiry: 'La reclamación',
    now: 'Ahora',
    beside: 'Sus lecturas figuran junto a la conversación.',
  },
  original: {
    title: 'Tal como se envió',
    part: 'Qué',
    code: 'Código',
    words: 'En {{language}}',
    question: 'Pregunta',
    reply: 'Respuesta',
    reason: 'Motivo',
    closing: 'Cómo terminó',
    written: 'Escrito en {{language}}, mostrado tal cual.',
    told: 'Tal como se comunicó',
    from: 'en {{message}} de {{who}}',
    release: 'Códigos de la versión {{version}} del catálogo.',
  },
  preview: {
    show: 'Ver',
    of: 'Ver {{name}}',
    download: 'Descargar',
    failed: 'El documento no se puede mostrar aquí.',
    instead: 'Descárguelo para verlo.',
  },
  history: {
    title: 'También sobre este envío',
    duplicate: 'Pregunta lo mismo',
    between: '{{requester}} a {{replier}}',
    merge: 'Basta una de las dos: {{menu}} y después {{entry}}.',
  },
}
