import type { notify as english } from './notify'
import type { Words } from './words'

export const notify: Words<typeof english> = {
  notify: {
    title: 'Auf diesem Gerät',
    about: 'Benachrichtigungen dieses Browsers, während Sie in einem anderen Fenster arbeiten.',
    off: 'Aus',
    on: 'An',
    turnOn: 'Auf diesem Gerät benachrichtigen',
    turnOff: 'Nicht mehr benachrichtigen',
    quiet:
      'Außerhalb der Öffnungszeiten von {{centre}} kommt keine Benachrichtigung. Was inzwischen eintraf, steht in der Liste und wird gemeinsam gemeldet, sobald geöffnet ist.',
    nowOpen: 'Jetzt geöffnet: Benachrichtigungen kommen sofort.',
    nowClosed: 'Jetzt geschlossen: Benachrichtigungen warten bis {{time}}.',
    nowClosedEver: 'Jetzt geschlossen: Benachrichtigungen warten.',
    kinds: 'Wofür',
    choose: 'Arten von Hinweisen wählen',
    remove: '{{kind}} weglassen',
    urgent: 'Dringende Nachforschungen auch außerhalb der Öffnungszeiten',
    denied:
      'Dieser Browser erlaubt keine Benachrichtigungen dieser Adresse. Erlauben Sie sie in seinen Einstellungen für diese Seite und schalten Sie sie hier wieder ein.',
    unsupported: 'Dieser Browser hat keine Benachrichtigungen.',
    done: 'Dieses Gerät wird benachrichtigt.',
    stopped: 'Dieses Gerät wird nicht mehr benachrichtigt.',
    more_one: 'und {{count}} weiterer Hinweis',
    more_other: 'und {{count}} weitere Hinweise',
    all_one: '{{count}} Hinweis',
    all_other: '{{count}} Hinweise',
    inquiries_one: 'zu {{count}} Nachforschung',
    inquiries_other: 'zu {{count}} Nachforschungen',
    whileClosed: '{{centre}} hat geöffnet',
    opened_one: 'Während {{centre}} geschlossen war, kam {{count}} Hinweis. Er steht in der Liste.',
    opened_other: 'Während {{centre}} geschlossen war, kamen {{count}} Hinweise. Sie stehen in der Liste.',
    ofCentre: 'Was jemand in {{centre}} wissen sollte.',
    others: 'In Ihren anderen Callcentern',
    goThere_one: '{{count}} ungelesen in {{centre}} – dorthin wechseln',
    goThere_other: '{{count}} ungelesen in {{centre}} – dorthin wechseln',
    nothingThere: 'Nichts ungelesen in {{centre}}',
  },
}
