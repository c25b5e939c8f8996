import type { Words } from './words'
import type { workspace as english } from './workspace'

/** The sentences of the workspace around the pages: lists beside an inquiry, keys, what waits to be sent: part of en.ts. */
export const workspace: Words<typeof english> = {
  list: {
    gone: 'Nicht mehr in diesem Ordner',
    news_one: '{{count}} neue Nachforschung ist eingegangen.',
    news_other: '{{count}} neue Nachforschungen sind eingegangen.',
    show: 'Anzeigen',
    columnsHelp:
      'Wählen Sie die angezeigten Spalten und ziehen Sie sie in Ihre Reihenfolge. Wird für Sie gemerkt, auch an einem anderen Arbeitsplatz.',
    range: 'Nachforschungen {{from}} bis {{to}}',
    previousPage: 'Vorige Seite',
    nextPage: 'Nächste Seite',
    inquiry: 'Nachforschung',
    before: 'Vorige Nachforschung der Liste',
    after: 'Nächste Nachforschung der Liste',
    alone: 'Als eigene Seite öffnen',
    export: 'Als CSV speichern',
    minutes: 'Verbleibende Arbeitsminuten',
    showNew: 'Die neuen Nachforschungen anzeigen',
    shut: 'Die Nachforschung neben der Liste schließen',
  },
  outbox: {
    what: {
      reply: 'Die Antwort',
      supplement: 'Die Ergänzung',
      escalate: 'Der Schritt auf die nächste Stufe',
      reject: 'Die Ablehnung der Antwort',
    },
    held_one: '{{what}} zu {{item}} geht in {{count}} Sekunde ab',
    held_other: '{{what}} zu {{item}} geht in {{count}} Sekunden ab',
    heldSpoken: '{{what}} zu {{item}} geht in zehn Sekunden ab.',
    sending: '{{what}} zu {{item}} wird gesendet',
    about: '{{partner}} sieht es dann. Sie können inzwischen weiterarbeiten; wenn Sie das Fenster schließen, geht es sofort ab.',
    undo: 'Zurücknehmen',
    now: 'Jetzt senden',
    waitingTitle: 'Der Schritt zu {{item}} ist noch nicht gesendet: keine Verbindung',
    waiting:
      'Er bleibt erhalten und geht ab, sobald die Verbindung wieder da ist, nur einmal, auch wenn er schon angekommen war. Lassen Sie dieses Fenster möglichst offen.',
    theirs: 'Inzwischen gesendet: {{reply}}',
    sent: 'Der Schritt zu {{item}} ist getan.',
    refused: 'Der Schritt zu {{item}} wurde nicht getan',
  },
  command: {
    title: 'Seite öffnen oder etwas tun',
    label: 'Was möchten Sie tun?',
    placeholder: 'Eine Seite, ein Ordner, eine Aktion oder eine Nummer',
    nothing: 'Dazu gibt es nichts.',
    goTo: 'Gehe zu: {{page}}',
    item: 'Sendung {{item}}',
    askAbout: 'Zu {{item}} nachfragen',
    transport: 'Behälter, Kartenschluss oder Ladung {{number}}',
    search: 'Nach „{{wanted}}“ suchen',
    ask: 'Zu einer Sendung nachfragen',
    help: 'Hilfe zu dieser Seite',
    tour: 'Rundgang zeigen',
    keys: 'Tastenkürzel',
    ctrl: 'Strg',
    enter: 'Eingabe',
    submit: 'Das Formular senden, in dem Sie gerade sind',
    single: 'Kürzel mit einer Taste',
    keysHelp:
      'Was hier eine Taste oder zwei nacheinander tun. Beim Schreiben und in Dialogen ruhen sie; das Menü mit dem Zahnrad schaltet sie ab.',
    keysOff: 'Kürzel mit einer Taste sind abgeschaltet; das Menü mit dem Zahnrad schaltet sie ein. {{palette}} gibt es immer.',
    group: { inquiry: 'Die offene Nachforschung', list: 'Die Liste', pages: 'Überall', go: 'Gehe zu: g, dann ein Buchstabe' },
  },
}
