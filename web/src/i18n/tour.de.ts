import type { tour as english } from './tour'
import type { Words } from './words'

/** The sentences of the way around: part of later.ts. */
export const tour: Words<typeof english> = {
  tour: {
    place: '{{place}} von {{of}}',
    next: 'Weiter',
    back: 'Zurück',
    skip: 'Rest überspringen',
    end: 'Anfangen',
    start: 'Rundgang zeigen',
    search: {
      title: 'Ein Feld findet alles',
      text: 'Eine Sendung, eine Referenz, einen Vorgang oder einen Namen; / führt von überall hin. Die Nummer einer Sendung führt zu ihrer Seite.',
    },
    folders: {
      title: 'Ihre Arbeit liegt in Ordnern',
      text: 'Beginnen Sie mit dem, was zu beantworten ist. Jede Nachforschung liegt in genau einem Ordner, und die Zahl sagt, wie viele warten.',
    },
    list: {
      title: 'Das Dringendste zuerst',
      text: 'Der Balken ist die Arbeitszeit, die noch bleibt. Wählen Sie eine Zeile, um sie neben der Liste zu öffnen; j und k gehen weiter.',
    },
    ask: {
      title: 'Jede Frage beginnt mit einer Sendung',
      text: 'Tippen, kopieren oder scannen Sie ihre Nummer. Oft antwortet schon die Sendungsverfolgung, und niemand muss gefragt werden.',
    },
    alerts: { title: 'Was Sie wissen sollten', text: 'Antworten, die kamen, Fristen, die näher rücken, und was Kollegen übergeben haben.' },
    unroutable: {
      title: 'Was kein Callcenter nimmt',
      text: 'Ihr Team kann sie nicht weiterleiten, Sie schon. Sie warten hier, bis es jemand tut.',
    },
    messages: {
      title: 'Was Ihre Systeme gesendet haben',
      text: 'Nachrichten, die nicht angenommen wurden, stehen hier, mit der Stelle, die falsch ist, und einem Weg, sie zu berichtigen.',
    },
    hub: {
      title: 'Wie vollständig die Daten sind',
      text: 'Nach Partner und Nachricht: was fällig war und nicht kam. Hinter jeder Zahl stehen die Sendungen, denen es fehlt.',
    },
    reports: {
      title: 'Die Zahlen jedes Monats',
      text: 'Fristgerecht, verspätet und warum. Was eine Zahl bedeutet und welche Nachforschungen dahinterstehen, ist einen Klick entfernt.',
    },
    centres: {
      title: 'Öffnungszeiten bestimmen Fristen',
      text: 'Halten Sie Zeiten und Feiertage aktuell. Vor dem Speichern sehen Sie, welche Fristen sich geändert hätten.',
    },
    machines: {
      title: 'Systeme haben Schlüssel',
      text: 'Geben Sie einem System nur, was es braucht, sehen Sie, was es tut, und ziehen Sie den Schlüssel am Ende ein.',
    },
    partners: {
      title: 'Wer wo ist',
      text: 'Welche Callcenter es gibt, ob sie gerade geöffnet sind und in welchen Sprachen sie antworten.',
    },
    catalogue: {
      title: 'Was gefragt und geantwortet werden kann',
      text: 'Fragen, Antworten, Zielzeiten und Regeln nach Ausgabe, in jeder Sprache des Austauschs.',
    },
    help: {
      title: 'Hilfe ist eine Taste entfernt',
      text: 'h hilft auf der Seite, auf der Sie sind, und das Fragezeichen zeigt die Tasten. Dort können Sie diesen Rundgang auch wiederholen.',
    },
  },
}
