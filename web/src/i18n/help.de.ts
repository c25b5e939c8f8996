import type { help as english } from './help'
import type { Words } from './words'

/** The help panel, and what is said to whoever is here for the first time: part of later.ts. */
export const help: Words<typeof english> = {
  help: {
    keys: 'Die Taste mit dem Fragezeichen zeigt die Tasten, die hier etwas tun; mit Strg+K kommen Sie überall beim Namen hin.',
    first: {
      title: 'Willkommen. Vier Dinge vorweg',
      order: 'In den Ordnern liegt, was zu tun ist, das Dringendste zuerst. Der Balken zeigt die verbleibende Arbeitszeit.',
      open: 'Eine Nachforschung öffnet sich neben ihrem Ordner; der Kasten oben sagt, was als Nächstes zu tun ist.',
      keys: 'j und k gehen durch die Liste, r beginnt die Antwort, h öffnet die Hilfe, Strg+K führt überallhin.',
      help: 'Die Hilfe an der Seite erklärt jede Seite.',
      done: 'Verstanden, nicht mehr anzeigen',
    },
    folder: {
      title: 'Ein Ordner',
      about: 'Nachforschungen, die für Sie im selben Zustand sind, nach Frist geordnet.',
      first: 'Zeilen bleiben beim Arbeiten, wo sie sind. Neues wird über der Liste gezählt, bis Sie es anzeigen.',
      second: 'Schränken Sie den Ordner ein und behalten Sie das als eigene Ansicht. Die Adresse führt immer zu dem, was Sie sehen.',
      third:
        'Haken Sie mehrere an, um sie zusammen zu übernehmen, zuzuweisen, abzuschließen oder zu speichern; das Zahnrad wählt Spalten und Reihenfolge.',
    },
    inquiry: {
      title: 'Eine Nachforschung',
      about: 'Eine Frage eines Postunternehmens an ein anderes zu einer Sendung, und was geantwortet wurde.',
      first: 'Der Kasten oben sagt, was als Nächstes zu tun ist. Angeboten wird nur, was jetzt erlaubt ist.',
      second: 'Eine gesendete Antwort lässt sich zehn Sekunden lang zurücknehmen; danach hat sie der Partner.',
      third: 'Die Frist zählt die Arbeitszeit des Callcenters, das antwortet. Klappen Sie sie auf, um jeden gezählten Abschnitt zu sehen.',
    },
    item: {
      title: 'Wo etwas ist',
      about: 'Was die Sendungsverfolgung erfahren hat, das Neueste zuerst, nach der Uhr vor Ort.',
      first: 'Warnungen nennen, was falsch aussieht, mit den Scans, auf denen sie beruhen.',
      second: 'Was schon gefragt wird, wird gezeigt: Schließen Sie sich an, statt doppelt zu fragen.',
      third: 'Erwartete Tage sagen, wovon aus gezählt wurde.',
    },
    ask: {
      title: 'Zu einer Sendung nachfragen',
      about: 'Jede Frage beginnt mit der Nummer der Sendung, in beliebiger Schreibweise.',
      first: 'Sehen Sie zuerst, was die Sendungsverfolgung antwortet: Viele Fragen erübrigen sich.',
      second: 'Was die Sendungsverfolgung weiß, ist ausgefüllt. Ihnen bleibt nur, was fehlt.',
      third: 'Sie können einen Entwurf speichern und später weitermachen; er wartet im Ordner der Entwürfe.',
    },
    track: {
      title: 'Viele Sendungen',
      about: 'Bis zu 100 Nummern auf einmal, getippt, eingefügt oder aus einer Datei.',
      first: 'Was keine Nummer ist, wird genannt und bleibt zum Berichtigen stehen.',
      second: 'Filtern Sie danach, wie weit die Sendungen sind.',
      third: 'Speichern Sie das Angezeigte als CSV.',
    },
    lists: {
      title: 'Listen',
      about: 'Sendungen, denen Sie oder Ihr Callcenter eine Zeit lang folgen.',
      first: 'Listen mit Neuem stehen vorn; sagen Sie, dass Sie es gesehen haben.',
      second: 'Eine Liste endet von selbst. Verlängern Sie sie, wenn sie noch gebraucht wird.',
      third: 'Sie lässt sich mit Ihrem Callcenter oder Ihrem ganzen Postunternehmen teilen.',
    },
    alerts: {
      title: 'Meldungen',
      about: 'Was jemand in Ihrem Callcenter wissen sollte, Ungelesenes zuerst.',
      first: 'Meldungen zu einer Nachforschung stehen zusammen; die neueste sagt, was zu tun ist.',
      second: 'Wer eine liest, hakt sie für das ganze Callcenter ab.',
      third: 'Administratoren wählen, welche Arten kommen und welche auch per E-Mail gehen.',
    },
    team: {
      title: 'Der Tisch des Teams',
      about: 'Wer woran arbeitet, was niemand hat und was heute erledigt wurde.',
      first: 'Wählen Sie eine Person, um zu sehen, was sie zu erledigen hat, das Dringendste zuerst.',
      second: 'Haken Sie eine oder mehrere an, um sie jemandem zu geben; wer am wenigsten zu tun hat, steht zuerst.',
      third: 'Die Zahlen des Tages folgen jedem Schritt nach einigen Augenblicken und beginnen um Mitternacht Ihres Callcenters.',
    },
    insights: {
      title: 'Auswertungen',
      about: 'Zahlen, die eine Frage beantworten, und der Weg von jeder zu den Nachforschungen, aus denen sie besteht.',
      first: 'Jede Zeile, jeder Punkt und jedes Feld führt zu dem, was dahinter steht; die Adresse behält den Weg.',
      second: 'Der Name einer Kennzahl sagt, was sie bedeutet und woher ihr Ziel stammt.',
      third: 'Öffnen Sie ein Diagramm im Editor, um es zu ändern, zu speichern, zu teilen oder per E-Mail zu erhalten.',
    },
    signals: {
      title: 'Signale',
      about: 'Kennzahlen, die nicht mehr da liegen, wo es für sie üblich ist, verglichen mit ihrer eigenen Vergangenheit.',
      first: 'Eine einzelne ungewöhnliche Woche ist keines: Ein Signal beginnt mit zweien hintereinander.',
      second: 'Öffnen Sie eines, um jede Woche zu sehen, was üblich war und woher das meiste der Veränderung kommt.',
      third:
        'Markieren Sie es mit einer Notiz als bekannt: Ihre Kolleginnen und Kollegen lesen sie, und niemand wird mehr deswegen angeschrieben.',
    },
    partners: {
      title: 'Partner',
      about: 'Die Callcenter des Verbunds, ob sie gerade geöffnet sind, und ihre Feiertage.',
      first: 'Zeiten stehen in Ihrer; zeigen Sie auf eine, um die dortige zu sehen.',
      second: 'Fristen zählen die Öffnungszeiten des Callcenters, nicht Ihre.',
      third: 'Die Sprachen sagen, in welchen eine Antwort zu erwarten ist.',
    },
    dashboard: {
      title: 'Die Übersicht',
      about: 'Wie Ihr Callcenter, Ihre Post oder das Netz gerade steht.',
      first: 'Jede Zahl führt zu dem, woraus sie besteht: die des Tages zu Ordnern, die des Monats zu den Auswertungen.',
      second: 'Eine Antwort zählt, wann sie fällig war. Fehlt sie dann, zählt sie sofort als verspätet.',
      third: 'Uhrzeiten sind die des Callcenters; Monate zählen in UTC, wie in den Berichten.',
    },
    general: {
      title: 'Hilfe',
      about: 'Jede Seite sagt oben, wozu sie da ist.',
      first: 'Was Sie schreiben, bleibt bis zum Senden erhalten, auch wenn die Seite neu lädt oder die Sitzung endet.',
      second: 'Fehler sagen, was zu tun ist. Nennt einer eine Anfrage, geben Sie sie Ihrem Administrator an.',
      third: 'Sprache, Darstellung und Kürzel wählen Sie in der Leiste oben.',
    },
  },
}
