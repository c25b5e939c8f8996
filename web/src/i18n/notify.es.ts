import type { notify as english } from './notify'
import type { Words } from './words'

export const notify: Words<typeof english> = {
  notify: {
    title: 'En este dispositivo',
    about: 'Notificaciones de este navegador, mientras trabaja en otra ventana.',
    off: 'Desactivadas',
    on: 'Activadas',
    turnOn: 'Notificarme en este dispositivo',
    turnOff: 'Dejar de notificar',
    quiet:
      'Fuera del horario de {{centre}} no se notifica nada. Lo que llegó entretanto figura en la lista y se anuncia junto cuando abre.',
    nowOpen: 'Abierto ahora: las notificaciones llegan enseguida.',
    nowClosed: 'Cerrado ahora: las notificaciones esperan hasta {{time}}.',
    nowClosedEver: 'Cerrado ahora: las notificaciones esperan.',
    kinds: 'Para qué',
    choose: 'Elegir tipos de avisos',
    remove: 'Dejar fuera {{kind}}',
    urgent: 'Las reclamaciones urgentes también fuera del horario',
    denied:
      'Este navegador no permite notificaciones de esta dirección. Permítalas en su configuración para esta página y actívelas aquí de nuevo.',
    unsupported: 'Este navegador no tiene notificaciones.',
    done: 'Este dispositivo recibirá notificaciones.',
    stopped: 'Este dispositivo ya no recibe notificaciones.',
    more_one: 'y {{count}} aviso más',
    more_other: 'y {{count}} avisos más',
    all_one: '{{count}} aviso',
    all_other: '{{count}} avisos',
    inquiries_one: 'sobre {{count}} reclamación',
    inquiries_other: 'sobre {{count}} reclamaciones',
    whileClosed: '{{centre}} ha abierto',
    opened_one: 'Mientras {{centre}} estaba cerrado llegó {{count}} aviso. Figura en la lista.',
    opened_other: 'Mientras {{centre}} estaba cerrado llegaron {{count}} avisos. Figuran en la lista.',
    ofCentre: 'Lo que alguien de {{centre}} debería saber.',
    others: 'En sus otros centros de llamadas',
    goThere_one: '{{count}} sin leer en {{centre}} – ir allí',
    goThere_other: '{{count}} sin leer en {{centre}} – ir allí',
    nothingThere: 'Nada sin leer en {{centre}}',
  },
}
