import type { scan as english } from './scan'
import type { Words } from './words'

/** The sentences about reading numbers with a camera: part of later.ts. */
export const scan: Words<typeof english> = {
  scan: {
    button: 'Escanear con la cámara',
    title: 'Escanear una etiqueta',
    help: 'Coloque el código de barras de la etiqueta ante la cámara, a lo largo de la línea. Ninguna imagen sale de este dispositivo.',
    helpMany: 'Coloque las etiquetas una tras otra ante la cámara, a lo largo de la línea. Ninguna imagen sale de este dispositivo.',
    picture: 'Lo que ve la cámara',
    starting: 'La cámara se está abriendo. Su navegador puede preguntar si lo permite.',
    looking: 'Buscando un número',
    read: 'Leído: {{number}}',
    torch: 'Luz',
    close: 'Cerrar',
    done_one: 'Listo, {{count}} número',
    done_other: 'Listo, {{count}} números',
    without: {
      refused: 'La cámara no está permitida aquí',
      none: 'No se encontró ninguna cámara',
      busy: 'La cámara no se puede usar ahora',
      insecure: 'La cámara no se puede usar en esta dirección',
      failed: 'La cámara no se inició',
    },
    instead: {
      refused: 'Permítala para este sitio en los ajustes de su navegador e inténtelo de nuevo, o escriba el número.',
      none: 'Conecte una o escriba el número. Un lector de mano que teclea también sirve en el campo.',
      busy: 'Quizá la use otro programa. Ciérrelo e inténtelo de nuevo, o escriba el número.',
      insecure: 'Los navegadores solo dan cámara por HTTPS. Avise a su administrador y escriba el número.',
      failed: 'Inténtelo de nuevo o escriba el número.',
    },
  },
}
