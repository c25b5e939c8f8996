import type { notify as english } from './notify'
import type { Words } from './words'

export const notify: Words<typeof english> = {
  notify: {
    title: 'Sur cet appareil',
    about: 'Notifications de ce navigateur, pendant que vous travaillez dans une autre fenêtre.',
    off: 'Désactivées',
    on: 'Activées',
    turnOn: 'Me notifier sur cet appareil',
    turnOff: 'Ne plus notifier',
    quiet:
      'En dehors des heures d’ouverture de {{centre}}, rien n’est notifié. Ce qui est arrivé entre-temps figure dans la liste et est annoncé ensemble à l’ouverture.',
    nowOpen: 'Ouvert en ce moment : les notifications arrivent aussitôt.',
    nowClosed: 'Fermé en ce moment : les notifications attendent jusqu’à {{time}}.',
    nowClosedEver: 'Fermé en ce moment : les notifications attendent.',
    kinds: 'Pour quoi',
    choose: 'Choisir des types d’alertes',
    remove: 'Écarter {{kind}}',
    urgent: 'Les réclamations urgentes aussi en dehors des heures d’ouverture',
    denied:
      'Ce navigateur n’autorise pas les notifications de cette adresse. Autorisez-les dans ses réglages pour cette page, puis réactivez-les ici.',
    unsupported: 'Ce navigateur n’a pas de notifications.',
    done: 'Cet appareil sera notifié.',
    stopped: 'Cet appareil n’est plus notifié.',
    more_one: 'et {{count}} autre alerte',
    more_other: 'et {{count}} autres alertes',
    all_one: '{{count}} alerte',
    all_other: '{{count}} alertes',
    inquiries_one: 'sur {{count}} réclamation',
    inquiries_other: 'sur {{count}} réclamations',
    whileClosed: '{{centre}} a ouvert',
    opened_one: 'Pendant la fermeture de {{centre}}, {{count}} alerte est arrivée. Elle figure dans la liste.',
    opened_other: 'Pendant la fermeture de {{centre}}, {{count}} alertes sont arrivées. Elles figurent dans la liste.',
    ofCentre: 'Ce que quelqu’un de {{centre}} devrait savoir.',
    others: 'Dans vos autres centres d’appels',
    goThere_one: '{{count}} non lue à {{centre}} – y aller',
    goThere_other: '{{count}} non lues à {{centre}} – y aller',
    nothingThere: 'Rien de non lu à {{centre}}',
  },
}
