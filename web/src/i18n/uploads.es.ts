import type { uploads as english } from './uploads'
import type { Words } from './words'

/** The sentences about files of tracking messages: part of es.ts. */
export const uploads: Words<typeof english> = {
  uploads: {
    title: 'Enviar un archivo',
    about:
      'Eventos de seguimiento en NDJSON, JSON o EDIFACT, también comprimidos con gzip, de hasta 1 GB. Un archivo se comprueba hasta el final antes de tomar nada de él.',
    choose: 'Elegir archivos',
    tooLarge: '{{name}} supera 1 GB. Envíelo en partes.',
    empty: '{{name}} está vacío.',
    uploading: 'Enviando {{name}}',
    awaited: '{{name}} ha llegado y espera su comprobación',
    checking: 'Comprobando {{name}}',
    sending: 'Tomando los registros de {{name}}',
    read: '{{read}} de {{size}}',
    taken: '{{done}} de {{records}} registros',
    sentTitle: '{{name}} se ha aceptado',
    sent: '{{records}} registros, de ellos {{rejected}} rechazados. Aparecen en sus envíos en segundos.',
    receipt: 'Recibo {{receipt}}',
    refusedTitle: '{{name}} se ha rechazado; no se ha tomado nada de él',
    failedTitle: 'No se ha podido enviar {{name}}',
    where: '{{where}} – {{reason}}',
    why: {
      'archive-too-large': 'Al descomprimirse supera lo que ocupa cualquier archivo de registros. Envíelo en partes o sin comprimir.',
      'upload-damaged': 'Lo que ha llegado no es el archivo anunciado. Envíelo de nuevo.',
      'message-empty': 'Está vacío.',
      'message-unreadable': 'No se puede leer hasta el final como NDJSON, JSON o EDIFACT.',
      'message-invalid': 'Se puede leer, pero incumple una regla; puede que le falte algo.',
      'message-rejected': 'No se puede aceptar ninguno de sus registros.',
      'media-type-unsupported': 'No es NDJSON, JSON ni EDIFACT.',
    },
    noneTitle: 'Todavía no se ha enviado ningún archivo desde esta ventana',
    none: 'Elija un archivo arriba. Los mensajes pequeños también pueden llegar por la API; de ambos da cuenta un recibo.',
  },
}
