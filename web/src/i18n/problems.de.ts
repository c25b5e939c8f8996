import type { problems as english } from './problems'
import type { Words } from './words'

/** What the API says no with, and what to do then: part of later.ts. What is told before there is a page stands in en.ts. */
export const problems: Words<typeof english> = {
  problem: {
    'inquiry-unknown':
      'Diese Nachforschung gibt es nicht, oder Ihr Postunternehmen ist nicht daran beteiligt. Prüfen Sie den Link, dem Sie gefolgt sind.',
    'item-unknown':
      'Über diese Sendung ist noch nichts bekannt, oder Ihr Postunternehmen ist nicht daran beteiligt. Vergleichen Sie die Nummer mit dem Aufkleber; stimmt sie, fragen Sie trotzdem das Bestimmungspostunternehmen.',
    'inquiry-changed':
      'Jemand anderes hat die Nachforschung inzwischen geändert. Sehen Sie nach, was geschehen ist, und wiederholen Sie Ihren Schritt, wenn er noch passt.',
    'inquiry-erased':
      'Die personenbezogenen Daten dieser Nachforschung wurden gelöscht: Es gibt nichts mehr zu drucken. Wurde sie vorher gedruckt, verwenden Sie diesen Ausdruck.',
    'look-not-recorded': 'Es konnte nicht aufgezeichnet werden, wer nachsieht, daher wird nichts angezeigt. Versuchen Sie es erneut.',
    'inquiry-duplicate':
      'Dieselbe Frage zu dieser Sendung ist schon offen. Öffnen Sie diese Nachforschung und fügen Sie Ihre Kundin oder Ihren Kunden hinzu, statt zweimal zu fragen.',
    'action-not-allowed':
      'Das geht nicht mehr: Die Nachforschung ist weitergegangen. Öffnen Sie sie und sehen Sie, was geschehen ist und was jetzt möglich ist.',
    'limit-reached':
      'Diese Art von Frage wurde zu der Sendung so oft oder so lange gestellt, wie die Postunternehmen vereinbart haben. Wählen Sie eine andere.',
    'event-required': 'Dazu gehört ein Ereignis, das noch niemand gemeldet hat. Fragen Sie stattdessen, wo die Sendung ist.',
    'parent-required':
      'Das beruht auf einer Nachforschung von Ihnen zur selben Sendung, deren Antwort es eröffnet oder nicht rechtzeitig kam. Wählen Sie diese Nachforschung, oder fragen Sie zuerst, wo die Sendung ist.',
    'reference-unknown':
      'Einige Angaben nennen ein Dokument, ein Postunternehmen oder eine Nachforschung, die es nicht gibt. Fügen Sie das Dokument zuerst dieser Nachforschung hinzu, oder wählen Sie neu.',
    'product-closed':
      'Zu diesem Produkt nehmen die Postunternehmen keine neuen Nachforschungen an. Wählen Sie das Produkt, mit dem die Sendung verschickt wurde.',
    'product-not-served': 'Diese Art von Frage gibt es zu diesem Produkt nicht. Wählen Sie eine andere oder ein anderes Produkt.',
    'product-not-of-item':
      'Eine Sendung mit dieser Nummer kann zwischen diesen beiden Postunternehmen nicht zu diesem Produkt gehören. Wählen Sie ein anderes.',
    'event-date-differs': 'Die Sendungsverfolgung nennt für dieses Ereignis ein anderes Datum. Übernehmen Sie es.',
    'inquiry-too-late':
      'Die Sendung wurde vor zu langer Zeit eingeliefert: Die Nachforschungsfrist für dieses Produkt ist vorbei. Sagen Sie es dem Kunden.',
    'hand-over-invalid':
      'An dieses Callcenter kann nicht übergeben werden. Wählen Sie ein anderes Ihres Postunternehmens, das in Betrieb ist.',
    'readdress-invalid': 'Dort würde niemand die Frage übernehmen. Wählen Sie ein anderes Postunternehmen oder Callcenter.',
    'rejection-reason-unknown': 'Wählen Sie, warum die Antwort keine ist.',
    'assigned-to-another': 'Daran arbeitet bereits jemand. Bitten Sie um die Freigabe oder lassen Sie sie sich von einem Supervisor geben.',
    'agent-unknown': 'Ihr Postunternehmen hat diesen Agenten nicht mehr. Wählen Sie einen anderen.',
    'agent-invalid': 'Das lässt sich so nicht festlegen. Was nicht stimmt, steht am jeweiligen Feld.',
    'agent-elsewhere': 'Dieser Agent arbeitet nicht in dem Callcenter, das die Nachforschung hat. Wählen Sie einen anderen.',
    'merge-invalid':
      'Diese beiden lassen sich nicht zusammenführen: Beide müssen Ihre sein, zur selben Sendung, und die fortgeführte muss laufen. Wählen Sie eine andere Nachforschung, oder schließen Sie diese.',
    'join-empty': 'Geben Sie an, welcher Kunde oder Vorgang dazukommt: eine Referenz, eine Vorgangsnummer oder ein paar Worte.',
    'note-empty': 'Schreiben Sie zuerst etwas.',
    'supplement-empty': 'Füllen Sie aus, wonach der Partner gefragt hat, oder sagen Sie, warum es nicht angegeben werden kann.',
    'supplement-incomplete':
      'Der Partner hat mehr verlangt. Füllen Sie es aus, oder sagen Sie unten, warum es nicht angegeben werden kann.',
    'history-full': 'Der Verlauf dieser Nachforschung ist voll. Sie kann nur noch zu Ende gebracht werden.',
    'attachments-full':
      'Diese Nachforschung hat so viele Dokumente, wie sie fassen kann. Sagen Sie in einer Nachricht, was das weitere Dokument zeigt.',
    'inquiry-busy': 'Mehrere Personen ändern diese Nachforschung gleichzeitig. Versuchen Sie es erneut.',
    'not-your-side':
      'Das kann nur das Callcenter, das an der Reihe ist, oder ein Supervisor dieses Postunternehmens. Warten Sie auf dessen Schritt, oder fragen Sie dort einen Supervisor.',
    'not-your-centre':
      'Sie arbeiten nicht in diesem Callcenter. Wechseln Sie das Callcenter im Menü mit Ihrem Namen, oder bitten Sie Ihre Administration, Sie dort einzutragen.',
    'document-unknown':
      'Dieses Dokument gibt es nicht, oder es ist nicht für Sie bestimmt. Laden Sie die Seite neu, um zu sehen, welche Dokumente es gibt.',
    'document-type-not-allowed':
      'Diese Art von Datei wird nicht angenommen, wohl aber PDF, JPEG- oder PNG-Bilder und reiner Text. Speichern Sie sie in einem dieser Formate und fügen Sie sie wieder hinzu.',
    'document-too-large':
      'Die Datei ist größer als 10 MB. Verkleinern Sie sie, etwa mit geringerer Auflösung, oder teilen Sie sie in mehrere auf.',
    'upload-failed': 'Die Datei ist nicht angekommen. Prüfen Sie Ihre Verbindung und versuchen Sie es erneut.',
    'operator-unknown': 'Dieses Postunternehmen gibt es im Verbund nicht. Wählen Sie ein anderes.',
    'not-your-operator':
      'Das gehört zu einem anderen Postunternehmen. Prüfen Sie den Link, dem Sie gefolgt sind; brauchen Sie es, fragen Sie jemanden dieses Postunternehmens.',
    'call-centre-unknown': 'Dieses Callcenter gibt es nicht, oder es ist nicht Ihres. Wählen Sie ein anderes aus der Liste.',
    'call-centre-missing': 'Geben Sie an, für welches Callcenter: Sie arbeiten in keinem oder in mehreren.',
    'inquiry-incomplete': 'Einige Angaben fehlen oder sind falsch. Sehen Sie sich die gekennzeichneten Felder an.',
    'reply-incomplete':
      'Die Antwort braucht ihre Felder; eine Nachricht in Worten ersetzt sie nicht. Füllen Sie die markierten Felder aus.',
    'reply-code-not-allowed': 'Diese Antwort passt nicht zur Frage. Wählen Sie eine andere.',
    'closing-code-not-allowed': 'Die Nachforschung kann jetzt nicht so enden. Wählen Sie einen anderen Abschluss.',
    'workflow-unknown': 'Diese Art von Frage steht nicht mehr im Katalog. Wählen Sie eine andere.',
    'version-unknown': 'Diese Seite passt nicht mehr zum Stand der Nachforschung. Laden Sie sie neu.',
    'request-invalid': 'Einige Angaben werden nicht angenommen. Sehen Sie sich die gekennzeichneten Felder an.',
    'body-too-large': 'Das ist mehr, als auf einmal gesendet werden kann. Kürzen Sie die Texte.',
    'cursor-invalid': 'Die Liste lässt sich von hier aus nicht fortsetzen. Laden Sie sie neu.',
    'idempotency-key-reused': 'Das wurde schon einmal mit anderem Inhalt gesendet. Laden Sie die Seite neu und wiederholen Sie es.',
    'item-id-invalid': 'Das ist keine Sendungsnummer. Vergleichen Sie sie mit dem Label.',
    'receptacle-id-invalid': 'Das ist nicht die Nummer eines Behälters. Vergleichen Sie sie mit dem Label.',
    'dispatch-id-invalid': 'Das ist nicht die Nummer eines Kartenschlusses. Vergleichen Sie sie mit dem Label.',
    'consignment-id-invalid':
      'Das ist nicht die Nummer eines Behälters, eines Kartenschlusses oder einer Ladung. Vergleichen Sie sie mit dem Label.',
    'local-id-ambiguous':
      'Mehrere Sendungen tragen diese Nummer. Suchen Sie auf dem Etikett die Sendungsnummer: zwei Buchstaben, neun Ziffern, zwei Buchstaben.',
    'too-many-visits': 'Das war viel auf einmal. Warten Sie eine Minute und versuchen Sie es noch einmal.',
    'transport-unknown':
      'Über diese Nummer ist noch nichts bekannt, oder Ihr Postunternehmen ist nicht beteiligt. Vergleichen Sie die Nummer mit dem Aufkleber, oder schlagen Sie eine der Sendungen darin nach.',
    'list-unknown':
      'Diese Liste gibt es nicht, sie ist abgelaufen, oder sie ist nicht mit Ihnen geteilt. Bitten Sie, wer sie angelegt hat, sie zu teilen oder zu verlängern, oder beginnen Sie eine andere.',
    'list-invalid': 'Die Liste konnte nicht gespeichert werden. Siehe die markierten Felder.',
    'list-changed': 'Jemand hat diese Liste inzwischen geändert. Sehen Sie sie noch einmal an und wiederholen Sie dann Ihre Änderung.',
    'list-not-yours':
      'Das darf nur, wer die Liste angelegt hat, ein Supervisor oder die Administration. Bitten Sie jemanden davon, oder beginnen Sie eine eigene Liste.',
    'list-full': 'Eine Liste fasst höchstens 500 Sendungen. Entfernen Sie die angekommenen oder beginnen Sie eine weitere Liste.',
    'lists-full': 'Ihr Postunternehmen hat so viele Listen, wie es geben kann. Löschen Sie eine, die niemand mehr ansieht.',
    'search-too-short':
      'Suchen Sie nach einer Sendungsnummer, einer vollständigen Referenz oder Vorgangsnummer oder mindestens drei Buchstaben eines Namens.',
    'view-unknown':
      'Sie haben keine Ansicht dieses Namens mehr. Wählen Sie eine andere, oder grenzen Sie den Ordner ein und behalten Sie das wieder.',
    'preferences-invalid': 'Diese Wahl kann nicht gemerkt werden. Wählen Sie etwas anderes.',
    'view-invalid': 'Diese Ansicht kann so nicht gemerkt werden. Wählen Sie einen anderen Namen.',
    'views-full': 'Sie haben so viele Ansichten, wie gemerkt werden können. Löschen Sie eine, die Sie nicht brauchen.',
    'alert-unknown': 'Diesen Hinweis gibt es in diesem Callcenter nicht mehr. Laden Sie die Liste neu.',
    'saved-report-unknown':
      'Diesen Bericht gibt es nicht, oder er wird nicht mehr mit Ihnen geteilt. Wählen Sie einen anderen aus der Liste, oder fragen Sie, wer ihn angelegt hat.',
    'saved-report-invalid': 'Der Bericht kann so nicht gespeichert werden. Sehen Sie sich die gekennzeichneten Felder an.',
    'saved-report-changed': 'Der Bericht wurde geändert, seit Sie ihn geladen haben. Laden Sie ihn neu und wiederholen Sie Ihre Änderung.',
    'saved-report-not-yours': 'Nur wer den Bericht gespeichert hat, ändert ihn. Kopieren Sie ihn und ändern Sie die Kopie.',
    'month-invalid': 'Das ist kein Monat. Wählen Sie einen aus der Liste.',
    'month-not-begun': 'Der Monat hat noch nicht begonnen: Es gibt nichts zu berichten. Wählen Sie einen früheren Monat.',
    'format-unknown': 'In dieser Form wird der Bericht nicht angeboten. Wählen Sie eine der angebotenen.',
    'language-unknown': 'Briefe werden auf Englisch, Französisch, Deutsch und Spanisch geschrieben. Wählen Sie eine davon.',
    'subscribers-full': 'Der Bericht hat so viele Abonnenten, wie er haben kann. Entfernen Sie jemanden, der ihn nicht mehr liest.',
    'month-not-over': 'Der Monat ist noch nicht vorbei. Bis dahin wird sein Bericht neu erstellt.',
    'correction-reason-invalid':
      'Sagen Sie in 10 bis 300 Zeichen, warum die Zahlen berichtigt werden: Alle, die den Bericht lesen, sehen es.',
    'catalogue-unknown': 'Diese Ausgabe des Katalogs gibt es nicht. Wählen Sie eine aus der Liste der Ausgaben.',
    'calendar-invalid': 'Diese Öffnungszeiten können nicht verwendet werden. Sehen Sie sich die gekennzeichneten Felder an.',
    'calendar-never-opens':
      'Mit diesen Öffnungszeiten wäre eine Antwort nie fällig. Geben Sie der Woche mindestens eine Zeitspanne, und prüfen Sie, dass Feiertage sie nicht ausfüllen.',
    'calendar-version-unknown': 'Diese frühere Fassung gibt es nicht. Wählen Sie eine aus der Liste der Fassungen.',
    'calendar-unknown': 'Die Öffnungszeiten, nach denen gezählt wurde, sind nicht auffindbar. Sagen Sie es Ihrem Administrator.',
    'period-invalid': 'So kann das Callcenter nicht eröffnet oder geschlossen werden. Sehen Sie sich die gekennzeichneten Felder an.',
    'force-majeure-invalid': 'Diese höhere Gewalt kann nicht erklärt werden. Sehen Sie sich die gekennzeichneten Felder an.',
    'force-majeure-unknown': 'Diese höhere Gewalt hat das Callcenter nicht erklärt. Laden Sie die Erklärungen neu.',
    'force-majeure-over': 'Diese höhere Gewalt ist schon beendet. Erklären Sie eine neue, wenn weiterhin nicht gearbeitet werden kann.',
    'settings-invalid': 'Diese Einstellungen können nicht verwendet werden. Sehen Sie sich die gekennzeichneten Felder an.',
    'template-invalid': 'Die Vorlage kann nicht verwendet werden. Sehen Sie sich die gekennzeichneten Felder an.',
    'template-unknown': 'Diese Vorlage gibt es nicht mehr. Laden Sie die Liste neu, oder schreiben Sie die Vorlage neu.',
    'templates-full': 'Ihr Postunternehmen hat so viele Vorlagen, wie es haben kann. Löschen Sie eine, die niemand benutzt.',
    'document-refused':
      'Die Datei wurde nicht angenommen. Fügen Sie sie wieder hinzu, als PDF, JPEG- oder PNG-Bild oder reinen Text mit höchstens 10 MB.',
    'document-empty': 'Die Datei ist leer. Speichern Sie sie dort noch einmal, woher Sie sie haben, und fügen Sie sie wieder hinzu.',
    'document-infected':
      'Die Prüfung auf Schadsoftware hat in der Datei etwas gefunden. Sie wurde gelöscht. Sagen Sie es, wer sie Ihnen geschickt hat, und fügen Sie eine saubere Kopie hinzu.',
    'document-type-mismatch': 'Die Datei ist nicht, was ihr Name sagt. Senden Sie sie als das, was sie ist, oder eine andere.',
    'document-size-mismatch': 'Die Datei ist nicht vollständig angekommen. Laden Sie sie noch einmal hoch.',
    'document-checksum-mismatch': 'Die Datei ist nicht so angekommen, wie sie gesendet wurde. Laden Sie sie noch einmal hoch.',
    'document-rejected':
      'Die Datei wurde nicht angenommen und gelöscht. Speichern Sie sie neu als PDF, Bild oder reinen Text, und fügen Sie das hinzu.',
    'document-settled': 'Die Datei wurde schon geprüft; die Liste sagt, was aus ihr wurde. Laden Sie die Seite neu, um sie zu sehen.',
    'document-not-uploaded': 'Die Datei ist nicht angekommen. Laden Sie sie noch einmal hoch.',
    'document-not-attached': 'Das Dokument ist noch nicht da. Warten Sie, bis die Prüfung abgeschlossen ist.',
    'document-erased':
      'Das Dokument wurde mit den personenbezogenen Daten der Nachforschung gelöscht. Braucht die Frage es noch, bitten Sie die Kundin oder den Kunden noch einmal darum.',
    'exchange-settings-invalid': 'Diese Einstellungen sind so nicht möglich. Sehen Sie sich die gekennzeichneten Felder an.',
    'exchange-settings-changed': 'Jemand anderes hat diese Einstellungen inzwischen geändert. Laden Sie sie neu.',
    'exchange-upload-invalid': 'Die Datei kann so nicht gesendet werden. Prüfen Sie Größe und Art.',
    'exchange-upload-unknown':
      'Diese Datei gibt es nicht, oder sie wird nicht mehr aufbewahrt. Sehen Sie in der Liste der Dateien nach, oder senden Sie sie noch einmal.',
    'exchange-file-unknown':
      'Eine Datei mit dieser Nummer gibt es nicht, oder sie wird nicht mehr aufbewahrt. Wählen Sie eine aus der Liste, oder lassen Sie jetzt eine erstellen.',
    'exchange-file-expired': 'Die Datei wird nicht mehr aufbewahrt. Lassen Sie jetzt eine erstellen.',
    'exchange-result-missing':
      'Es gibt keine Ergebnisdatei: Die Datei ist noch nicht gelesen, oder nichts davon wurde übernommen. Sehen Sie nach, wie es um die Datei steht; wurde sie abgelehnt, berichtigen Sie sie und senden Sie sie noch einmal.',
    'statement-unknown': 'Diese Abrechnungsdatei Ihres Postunternehmens gibt es nicht. Wählen Sie eine aus der Liste.',
    'line-invalid': 'Die Zeile kann nicht gelesen werden. Sehen Sie sich die gekennzeichneten Angaben an.',
    'line-outdated': 'Die Nachforschung ging weiter, seit die Zeile kam, auf die diese antwortet. Antworten Sie auf die neueste.',
    'data-request-unknown': 'Diese Datenanfrage gibt es nicht, oder sie gehört nicht Ihrem Postunternehmen. Wählen Sie eine aus der Liste.',
    'data-request-invalid': 'Die Datenanfrage kann so nicht gestellt werden. Sehen Sie sich die gekennzeichneten Felder an.',
    'data-request-done':
      'Von dieser Datenanfrage ist nichts mehr zu tun. Stellen Sie eine neue, wenn mehr zu exportieren oder zu löschen ist.',
    'data-request-no-file':
      'Diese Datenanfrage hat keine Datei oder noch keine. Nur Exporte haben eine: Warten Sie, bis sie erstellt ist, und sehen Sie wieder nach.',
    'export-expired':
      'Die Datei konnte sieben Tage lang heruntergeladen werden und ist nicht mehr da. Führen Sie die Anfrage erneut aus, um sie neu zu erstellen.',
    'scan-unavailable': 'Die Datei kann zurzeit nicht auf Schadsoftware geprüft werden. Versuchen Sie es später erneut.',
    'integration-unknown': 'Dieses System gibt es nicht mehr. Laden Sie die Liste neu.',
    'integration-refused': 'So geht es nicht. Was nicht stimmt, steht bei den Feldern.',
    'integration-changed': 'Jemand anderes hat dies inzwischen geändert. Sehen Sie es noch einmal an, dann wiederholen Sie Ihren Schritt.',
    'integration-made':
      'Dieses System ist schon angebunden, und sein Geheimnis wird nur einmal gezeigt. Schließen Sie dies und erneuern Sie das Geheimnis, um ein gültiges zu bekommen.',
    'integrations-full': 'Ihr Postunternehmen hat so viele Systeme, wie es darf. Löschen Sie eines, das niemand nutzt.',
    'mapping-refused': 'Die Zuordnung ist so nicht brauchbar. Was nicht stimmt, steht bei den Regeln.',
    'mapping-unfit':
      'Die Zuordnung macht nichts aus diesem Ereignis. Ergänzen Sie die Zuordnung um eine passende Regel, probieren Sie sie an einem Beispiel, und setzen Sie sie in Kraft.',
    'mapping-unknown': 'Diese Version der Zuordnung gibt es nicht. Wählen Sie eine aus der Liste der Versionen.',
    'mapping-versions-full': 'Diese Zuordnung hat so viele Versionen, wie sie darf. Binden Sie das System neu an.',
    'event-unreadable': 'Das Ereignis lässt sich nicht als JSON lesen. Fügen Sie es ganz ein, so wie Ihr System es sendet.',
    'event-unknown': 'Dieses Ereignis gibt es nicht mehr. Laden Sie die Liste neu.',
    'event-settled': 'Dieses Ereignis wartet nicht mehr: Jemand war schneller. Laden Sie die Liste neu.',
    'event-changed': 'Das Ereignis hat sich inzwischen geändert. Sehen Sie es noch einmal an.',
    'key-refused': 'Der Schlüssel kann so nicht erstellt werden. Was nicht stimmt, steht bei den Feldern.',
    'key-issued':
      'Dieser Schlüssel wurde bereits erstellt und wird nur einmal gezeigt. Schließen Sie dies und erneuern Sie ihn, um einen zu bekommen, der gilt.',
    'key-unknown': 'Diesen Schlüssel gibt es nicht mehr. Laden Sie die Liste neu.',
    'key-changed':
      'Jemand anderes hat diesen Schlüssel inzwischen geändert. Sehen Sie ihn noch einmal an und wiederholen Sie dann Ihren Schritt.',
    'key-ended': 'Dieser Schlüssel ist beendet. Erstellen Sie einen neuen.',
    'keys-full': 'Ihr Postunternehmen hat so viele Schlüssel, wie es haben darf. Widerrufen Sie einen, den niemand benutzt.',
    'endpoint-refused': 'So lässt sich der Endpunkt nicht einrichten. Was nicht stimmt, steht bei den Feldern.',
    'endpoint-unknown': 'Diesen Endpunkt gibt es nicht mehr. Laden Sie die Liste neu.',
    'endpoint-made':
      'Dieser Endpunkt wurde schon eingerichtet, und sein Geheimnis wird nur einmal gezeigt. Schließen Sie dies und geben Sie ihm ein neues.',
    'endpoint-changed':
      'Jemand anderes hat diesen Endpunkt inzwischen geändert. Sehen Sie ihn noch einmal an und wiederholen Sie den Schritt.',
    'endpoints-full': 'Ihr Postunternehmen hat so viele Endpunkte, wie es haben darf. Löschen Sie einen, den niemand benutzt.',
    'day-not-begun': 'Der Tag hat noch nicht begonnen: Es gibt nichts zu zeigen. Wählen Sie einen früheren Tag.',
    'delivery-unknown':
      'Diese Zustellung gibt es nicht, oder sie wird nicht mehr aufbewahrt: Zustellungen werden 30 Tage aufbewahrt. Sehen Sie sich die neueren in der Liste an.',
    'replay-refused': 'Sagen Sie, was noch einmal gesendet werden soll: das Aufgegebene oder ein Zeitraum.',
    'insight-report-unknown': 'Diese Auswertung gibt es nicht. Wählen Sie eine der neun auf der Seite der Auswertungen.',
    'query-budget-spent':
      'Das Budget Ihres Unternehmens für Zahlen ist für heute verbraucht. Fragen Sie morgen (UTC) wieder, oder nach weniger Monaten.',
    'query-failed': 'Die Zahlen konnten nicht gezählt werden. Fragen Sie in einigen Minuten wieder, oder nach weniger Monaten.',
    'query-invalid':
      'So lässt sich diese Frage nicht stellen. Nehmen Sie eine Zahl, eine Aufteilung oder einen Filter weg, und fragen Sie noch einmal.',
    'query-too-large': 'Diese Frage würde mehr lesen, als eine Frage darf. Fragen Sie nach weniger Monaten.',
    'query-unknown': 'Diese Zahlen werden nicht mehr aufgehoben. Fragen Sie noch einmal.',
    'message-settings-invalid': 'So können Nachrichten nicht gelesen werden. Die Fehler stehen an ihrer Stelle.',
    'message-settings-changed':
      'Jemand anderes hat inzwischen geändert, wie Nachrichten gelesen werden. Laden Sie das neu und wiederholen Sie Ihre Änderung.',
    'dialect-invalid':
      'Dieser Dialekt ist nicht anwendbar: Er beschreibt keine Nachricht. Berichtigen Sie ihn, und probieren Sie ihn an einem Beispiel, bevor Sie speichern.',
    'message-empty': 'Die Nachricht ist leer. Fügen Sie die ganze Nachricht ein, oder wählen Sie eine andere Datei.',
    'message-unreadable': 'Die Nachricht kann nicht gelesen werden. Prüfen Sie sie: Dort steht die Stelle.',
    'message-invalid': 'Die Nachricht verletzt eine Regel, daher wurde nichts davon übernommen. Prüfen Sie sie: Dort steht die Stelle.',
    'message-rejected': 'Keiner ihrer Datensätze kann angenommen werden. Prüfen Sie sie: Dort stehen die Gründe.',
    'message-settled': 'Jemand hat diese Nachricht schon berichtigt oder verworfen. Laden Sie sie neu.',
    'nothing-to-correct': 'Nichts von dieser Nachricht wurde abgelehnt. Gehen Sie zurück zur Liste, zur nächsten.',
    'dismissal-invalid': 'Sagen Sie in wenigen Worten, höchstens 300 Zeichen, warum nichts zu berichtigen ist.',
    'receipt-unknown':
      'Ihr Postunternehmen hat keine Nachricht mit dieser Quittung, oder sie ist älter als 90 Tage. Schlagen Sie stattdessen die Sendung nach: Ihre Scans führen zu ihren Nachrichten.',
    'agent-changed': 'Diese Person wurde inzwischen von jemand anderem geändert. Laden Sie sie neu und wiederholen Sie Ihre Änderung.',
    'agent-yourself': 'Sie können sich nicht selbst Rechte nehmen. Das tut ein anderer Administrator Ihres Postunternehmens.',
    'agent-still-here': 'Diese Person arbeitet noch in diesem Callcenter. Geben Sie ihre Arbeit auf der Seite Team an andere.',
    'scores-invalid': 'Geben Sie zu jedem Kriterium Punkte.',
    'review-own': 'Niemand bewertet die eigene Arbeit. Das tut ein anderer Supervisor.',
    'review-answered': 'Auf diese Bewertung wurde geantwortet, sie bleibt, wie sie ist. Sprechen Sie über alles Weitere miteinander.',
    'review-answer-empty': 'Schreiben Sie, was Sie sagen möchten.',
    'review-text-long': 'Der Text ist zu lang: höchstens 2.000 Zeichen. Kürzen Sie ihn.',
    'review-unknown': 'Diese Bewertung gibt es nicht, oder sie ist nicht für Sie bestimmt. Wählen Sie eine aus der Liste.',
    'review-changed': 'Diese Bewertung wurde inzwischen von jemand anderem geändert. Laden Sie sie neu.',
    'week-invalid': 'Wählen Sie eine Woche, die vorbei und nicht älter als vier Wochen ist.',
    'call-centre-changed':
      'Jemand anderes hat dieses Callcenter inzwischen geändert. Kopieren Sie, was Sie noch brauchen, laden Sie es neu und wiederholen Sie Ihre Änderung.',
    'operator-changed':
      'Jemand anderes hat die Einstellungen Ihres Postunternehmens inzwischen geändert. Kopieren Sie, was Sie noch brauchen, laden Sie sie neu und wiederholen Sie Ihre Änderung.',
    'template-changed':
      'Jemand anderes hat diese Vorlage inzwischen geändert. Kopieren Sie Ihren Text, schließen Sie dieses Fenster und öffnen Sie die Vorlage erneut.',
    'invitation-invalid': 'So kann niemand eingeladen werden. Was nicht stimmt, steht bei den Feldern.',
    'invitation-unknown': 'Diese Einladung gibt es nicht mehr. Laden Sie die Liste neu.',
    'invitation-changed':
      'Jemand anderes hat diese Einladung inzwischen geändert. Sehen Sie sie noch einmal an, dann wiederholen Sie Ihren Schritt.',
    'invitation-there':
      'Ihr Postunternehmen hat diese Adresse schon eingeladen. Senden Sie diese Einladung noch einmal, oder ändern Sie sie.',
    'invitation-ended': 'Die Einladung ist abgelaufen. Senden Sie sie zuerst noch einmal.',
    'invitation-taken-up': 'Die Einladung wurde angenommen. Ändern Sie stattdessen die Person.',
    'invitation-withdrawn': 'Die Einladung wurde zurückgezogen. Laden Sie neu ein.',
    'invitations-full':
      'Ihr Postunternehmen hat so viele Einladungen, wie es geben darf. Ziehen Sie solche zurück, die niemand annehmen wird, oder fahren Sie morgen fort.',
    'letters-full': 'Diese Adresse hat so viele Nachrichten bekommen, wie es geben darf. Erreichen Sie die Person auf anderem Weg.',
    'colleague-already':
      'Jemand mit dieser Adresse arbeitet schon für Ihr Postunternehmen. Ändern Sie stattdessen die Rechte in der Liste der Personen.',
    'address-taken': 'Diese Adresse kann nicht eingeladen werden: das Netz kennt sie schon. Bitten Sie die Person um eine andere.',
    'signal-unknown': 'Dieses Signal gibt es nicht. Vielleicht wurde es zurückgenommen, nachdem seine Wochen neu gezählt wurden.',
    'signal-note-too-long': 'Die Notiz ist zu lang. Kürzen Sie sie auf 500 Zeichen.',
    'report-unknown': 'Diesen Bericht gibt es nicht. Wählen Sie einen Monat aus der Liste.',
    'shared-reports-full':
      'Es sind so viele Berichte geteilt, wie möglich sind. Behalten Sie diesen für sich, oder lassen Sie einen löschen, den niemand braucht.',
    'saved-reports-full': 'Sie haben so viele gespeicherte Berichte, wie möglich sind. Löschen Sie einen, den Sie nicht brauchen.',
    'query-running': 'Die Zahlen werden noch gezählt. Versuchen Sie es gleich noch einmal.',
    'report-not-final':
      'Die Zahlen dieses Monats sind noch nicht endgültig: Der endgültige Bericht ersetzt sie von selbst. Korrigieren Sie diesen, wenn er dann noch falsch ist.',
  },
}
