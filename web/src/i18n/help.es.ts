import type { help as english } from './help'
import type { Words } from './words'

/** The help panel, and what is said to whoever is here for the first time: part of later.ts. */
export const help: Words<typeof english> = {
  help: {
    keys: 'Con la tecla de interrogación ve las teclas activas aquí y con Ctrl+K va a cualquier parte por su nombre.',
    first: {
      title: 'Bienvenida. Cuatro cosas que conviene saber',
      order: 'Las carpetas contienen lo pendiente, lo más urgente primero. La barra muestra el tiempo hábil restante.',
      open: 'Una reclamación se abre junto a su carpeta; el recuadro superior dice qué hacer a continuación.',
      keys: 'j y k recorren la lista, r empieza la respuesta, h abre la ayuda y Ctrl+K lleva a cualquier parte.',
      help: 'El panel de ayuda lateral explica cada página.',
      done: 'Entendido, no volver a mostrar',
    },
    folder: {
      title: 'Una carpeta',
      about: 'Las reclamaciones que para usted están en el mismo estado, por plazo.',
      first: 'Las filas no se mueven mientras trabaja. Lo que llega se cuenta encima de la lista hasta que lo muestre.',
      second: 'Limite la carpeta y guárdelo como vista propia. La dirección lleva siempre a lo que ve.',
      third: 'Marque varias para tomarlas, asignarlas, cerrarlas o guardarlas a la vez; el engranaje elige las columnas y su orden.',
    },
    inquiry: {
      title: 'Una reclamación',
      about: 'Una pregunta de un operador a otro sobre un envío, y lo que se respondió.',
      first: 'El recuadro superior dice qué hacer a continuación. Solo se ofrece lo que ahora está permitido.',
      second: 'Una respuesta enviada puede retirarse durante diez segundos; después la tiene el operador asociado.',
      third: 'El plazo cuenta el tiempo hábil del centro que responde. Ábralo para ver cada intervalo contado.',
    },
    item: {
      title: 'Dónde está algo',
      about: 'Lo que sabe el seguimiento, lo más reciente primero, según el reloj del lugar.',
      first: 'Los avisos nombran lo que parece anómalo, con las lecturas en que se basan.',
      second: 'Se muestra lo que ya se pregunta: únase en lugar de preguntar dos veces.',
      third: 'Las fechas previstas dicen desde qué se han contado.',
    },
    ask: {
      title: 'Preguntar por un envío',
      about: 'Toda pregunta empieza por el número del envío, en cualquier grafía.',
      first: 'Mire primero lo que responde el seguimiento: muchas preguntas sobran.',
      second: 'Lo que sabe el seguimiento ya está rellenado. A usted le queda solo lo que falta.',
      third: 'Puede guardar un borrador y seguir más tarde; espera en la carpeta de borradores.',
    },
    track: {
      title: 'Muchos envíos',
      about: 'Hasta 100 números a la vez, escritos, pegados o de un archivo.',
      first: 'Lo que no es un número se nombra y queda por corregir.',
      second: 'Filtre según lo avanzados que estén los envíos.',
      third: 'Guarde lo mostrado como CSV.',
    },
    lists: {
      title: 'Listas',
      about: 'Envíos que usted o su centro siguen durante un tiempo.',
      first: 'Las listas con novedades van primero; indique que las ha visto.',
      second: 'Una lista termina por sí sola. Prorróguela si aún hace falta.',
      third: 'Puede compartirse con su centro o con todo su operador.',
    },
    alerts: {
      title: 'Avisos',
      about: 'Lo que alguien de su centro debería saber, lo no leído primero.',
      first: 'Los avisos de una reclamación van juntos; el último dice qué hacer.',
      second: 'Leer uno lo marca para todo su centro.',
      third: 'Los administradores eligen cuáles llegan y cuáles se envían también por correo.',
    },
    team: {
      title: 'La mesa del equipo',
      about: 'Quién trabaja en qué, lo que nadie tiene y lo que se ha hecho hoy.',
      first: 'Elija a una persona para ver lo que tiene por hacer, lo más urgente primero.',
      second: 'Marque una o varias para dárselas a alguien; quien menos tiene por hacer aparece primero.',
      third: 'Las cifras del día siguen a cada paso al cabo de unos instantes y empiezan a la medianoche de su centro de llamadas.',
    },
    insights: {
      title: 'Análisis',
      about: 'Cifras que responden a una pregunta, y el camino de cada una a las reclamaciones que la componen.',
      first: 'Cada línea, punto y casilla lleva a lo que hay detrás; la dirección guarda el camino.',
      second: 'El nombre de una cifra dice qué significa y de dónde viene su objetivo.',
      third: 'Abra un gráfico en el editor para cambiarlo, guardarlo, compartirlo o recibirlo por correo.',
    },
    signals: {
      title: 'Señales',
      about: 'Cifras que han salido de lo que es habitual en ellas, comparadas con su propio pasado.',
      first: 'Una sola semana inusual no lo es: una señal empieza con dos seguidas.',
      second: 'Abra una para ver cada semana, lo que era habitual y de dónde viene la mayor parte del cambio.',
      third: 'Márquela como conocida con una nota: sus colegas la leerán, y nadie recibirá más mensajes sobre ella.',
    },
    partners: {
      title: 'Operadores asociados',
      about: 'Los centros del intercambio, si están abiertos ahora y sus festivos.',
      first: 'Las horas son las suyas; pase el puntero sobre una para ver la de allí.',
      second: 'Los plazos cuentan el horario del centro, no el suyo.',
      third: 'Los idiomas indican en cuáles cabe esperar una respuesta.',
    },
    dashboard: {
      title: 'El panel',
      about: 'Cómo van su centro de llamadas, su correo o la red, a medida que ocurre.',
      first: 'Cada cifra lleva a lo que la compone: las de hoy a carpetas, las del mes a sus informes.',
      second: 'Una respuesta cuenta cuando vencía. Si entonces falta, cuenta al momento como tardía.',
      third: 'Las horas son las del centro de llamadas; los meses se cuentan en UTC, como en los informes.',
    },
    general: {
      title: 'Ayuda',
      about: 'Cada página dice arriba para qué sirve.',
      first: 'Lo que escribe se conserva hasta enviarlo, aunque se recargue la página o termine la sesión.',
      second: 'Los errores dicen qué hacer. Si uno nombra una solicitud, cítela a su administrador.',
      third: 'El idioma, el aspecto y los atajos se eligen en la barra superior.',
    },
  },
}
