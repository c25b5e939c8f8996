import type { tour as english } from './tour'
import type { Words } from './words'

/** The sentences of the way around: part of later.ts. */
export const tour: Words<typeof english> = {
  tour: {
    place: '{{place}} de {{of}}',
    next: 'Siguiente',
    back: 'Atrás',
    skip: 'Omitir el resto',
    end: 'Empezar',
    start: 'Mostrar el recorrido',
    search: {
      title: 'Un campo lo encuentra todo',
      text: 'Un envío, una referencia, un caso o un nombre; la tecla / lleva a él desde cualquier lugar. El número de un envío lleva a su página.',
    },
    folders: {
      title: 'Su trabajo está en carpetas',
      text: 'Empiece por lo que hay que responder. Cada reclamación está en una sola carpeta, y el número dice cuántas esperan.',
    },
    list: {
      title: 'Lo más urgente primero',
      text: 'La barra es el tiempo de trabajo que queda. Elija una línea para abrirla junto a la lista; j y k avanzan.',
    },
    ask: {
      title: 'Toda pregunta empieza por un envío',
      text: 'Escriba, pegue o escanee su número. A menudo el seguimiento ya responde y no hay que preguntar a nadie.',
    },
    alerts: { title: 'Lo que debe saber', text: 'Respuestas que llegaron, plazos que se acercan y lo que los colegas han traspasado.' },
    unroutable: {
      title: 'Lo que ningún centro toma',
      text: 'Sus colegas no pueden reenviarlas; usted sí. Esperan aquí hasta que alguien lo haga.',
    },
    messages: {
      title: 'Lo que enviaron sus sistemas',
      text: 'Los mensajes no aceptados están aquí, con el lugar del error y una forma de corregirlo.',
    },
    hub: {
      title: 'Qué tan completos están los datos',
      text: 'Por socio y mensaje, lo que debía llegar y no llegó. Tras cada cifra están los envíos sin ello.',
    },
    reports: {
      title: 'Las cifras de cada mes',
      text: 'A tiempo, con retraso y por qué. Qué significa una cifra y qué reclamaciones hay detrás está a un clic.',
    },
    centres: {
      title: 'Los horarios deciden los plazos',
      text: 'Mantenga al día horarios y festivos. Antes de guardar ve qué plazos habrían cambiado.',
    },
    machines: {
      title: 'Los sistemas tienen claves',
      text: 'Dé a un sistema solo lo que necesita, vea qué hace y retire la clave al final.',
    },
    partners: { title: 'Quién está dónde', text: 'Qué centros hay, si están abiertos ahora y en qué idiomas responden.' },
    catalogue: {
      title: 'Qué se puede preguntar y responder',
      text: 'Preguntas, respuestas, objetivos y reglas por versión, en cada idioma del intercambio.',
    },
    help: {
      title: 'La ayuda está a una tecla',
      text: 'La tecla h ayuda en la página en la que está, y desde la ayuda puede repetir este recorrido.',
    },
  },
}
