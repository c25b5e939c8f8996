import type { problems as english } from './problems'
import type { Words } from './words'

/** What the API says no with, and what to do then: part of later.ts. What is told before there is a page stands in en.ts. */
export const problems: Words<typeof english> = {
  problem: {
    'inquiry-unknown': 'Cette réclamation n’existe pas, ou votre poste n’y prend pas part. Vérifiez le lien que vous avez suivi.',
    'item-unknown':
      'On ne sait encore rien de cet envoi, ou votre poste n’y prend pas part. Comparez le numéro avec l’étiquette ; s’il est juste, interrogez quand même la poste de destination.',
    'inquiry-changed':
      'Quelqu’un d’autre a modifié la réclamation entre-temps. Regardez ce qui s’est passé, puis répétez votre étape si elle convient encore.',
    'inquiry-erased':
      'Les données personnelles de cette réclamation ont été effacées : il ne reste rien à imprimer. Si elle a été imprimée auparavant, utilisez cet exemplaire.',
    'look-not-recorded': 'La consultation n’a pas pu être enregistrée ; rien n’est donc affiché. Réessayez.',
    'inquiry-duplicate':
      'La même question sur cet envoi est déjà ouverte. Ouvrez cette réclamation et ajoutez-y votre client au lieu de demander deux fois.',
    'action-not-allowed':
      'Ce n’est plus possible : la réclamation a avancé. Ouvrez-la pour voir ce qui s’est passé et ce qui est possible maintenant.',
    'limit-reached':
      'Ce type de question a été employé sur cet envoi aussi souvent, ou aussi longtemps, que les postes en ont convenu. Choisissez-en un autre.',
    'event-required': 'Il y faut un événement que personne n’a encore signalé. Demandez plutôt où est l’envoi.',
    'parent-required':
      'Cela repose sur une de vos réclamations sur le même envoi, dont la réponse l’autorise ou n’est pas venue à temps. Choisissez cette réclamation, ou demandez d’abord où est l’envoi.',
    'reference-unknown':
      'Des indications nomment un document, une poste ou une réclamation qui n’existe pas. Joignez d’abord le document à cette réclamation, ou choisissez de nouveau.',
    'product-closed':
      'Les postes n’acceptent plus de réclamations sur ce produit. Choisissez le produit avec lequel l’envoi a été expédié.',
    'product-not-served': 'Ce type de question ne se pose pas pour ce produit. Choisissez un autre type, ou un autre produit.',
    'product-not-of-item': 'Un envoi portant ce numéro, entre ces deux postes, ne peut pas relever de ce produit. Choisissez-en un autre.',
    'event-date-differs': 'Le suivi indique une autre date pour cet événement. Reprenez celle-là.',
    'inquiry-too-late':
      'L’envoi a été déposé il y a trop longtemps : le délai de réclamation pour ce produit est passé. Informez-en le client.',
    'hand-over-invalid': 'Elle ne peut pas être transmise à ce centre d’appels. Choisissez-en un autre de votre poste, qui soit ouvert.',
    'readdress-invalid': 'Personne n’y prendrait la question. Choisissez une autre poste ou un autre centre d’appels.',
    'rejection-reason-unknown': 'Choisissez pourquoi la réponse n’en est pas une.',
    'assigned-to-another': 'Un collègue y travaille. Demandez-lui de la libérer, ou à un superviseur de vous la confier.',
    'agent-unknown': 'Votre poste n’a plus d’agent de ce nom. Choisissez-en un autre.',
    'agent-invalid': 'Cela ne peut pas être défini ainsi. Ce qui ne va pas est indiqué à chaque champ.',
    'agent-elsewhere': 'Cet agent ne travaille pas dans le centre d’appels qui a la réclamation. Choisissez-en un autre.',
    'merge-invalid':
      'Les deux ne peuvent pas être réunies : elles doivent être à vous, sur le même envoi, et celle qui continue doit être en cours. Choisissez une autre réclamation, ou clôturez celle-ci.',
    'join-empty': 'Indiquez quel client ou quel dossier s’ajoute : une référence, un numéro de dossier ou quelques mots.',
    'note-empty': 'Écrivez d’abord quelque chose.',
    'supplement-empty': 'Remplissez ce que le partenaire a demandé, ou dites pourquoi cela ne peut être fourni.',
    'supplement-incomplete': 'Le partenaire a demandé davantage. Remplissez-le, ou dites ci-dessous pourquoi cela ne peut être fourni.',
    'history-full': 'L’historique de cette réclamation est plein. Elle ne peut plus qu’être menée à son terme.',
    'attachments-full':
      'Cette réclamation a autant de documents qu’elle peut en contenir. Dites dans un message ce que montre l’autre document.',
    'inquiry-busy': 'Plusieurs personnes modifient cette réclamation en même temps. Réessayez.',
    'not-your-side':
      'Seul le centre d’appels dont c’est le tour peut le faire, ou un superviseur de cette poste. Attendez son étape, ou demandez à un superviseur de ce centre.',
    'not-your-centre':
      'Vous ne travaillez pas dans ce centre d’appels. Changez de centre d’appels dans le menu à votre nom, ou demandez à votre administrateur de vous y ajouter.',
    'document-unknown': 'Ce document n’existe pas, ou il ne vous est pas destiné. Rechargez la page pour voir quels documents il y a.',
    'document-type-not-allowed':
      'Ce type de fichier n’est pas accepté : un PDF, une image JPEG ou PNG, ou du texte brut le sont. Enregistrez-le sous l’un de ces formats et ajoutez-le de nouveau.',
    'document-too-large': 'Le fichier dépasse 10 Mo. Réduisez-le, par exemple avec une résolution plus basse, ou partagez-le en plusieurs.',
    'upload-failed': 'Le fichier n’est pas arrivé. Vérifiez votre connexion et réessayez.',
    'operator-unknown': 'Cette poste ne figure pas dans l’échange. Choisissez-en une autre.',
    'not-your-operator':
      'Cela relève d’une autre poste. Vérifiez le lien que vous avez suivi ; s’il vous le faut, demandez à un collègue de cette poste.',
    'call-centre-unknown': 'Ce centre d’appels n’existe pas, ou ne relève pas de vous. Choisissez-en un autre dans la liste.',
    'call-centre-missing': 'Indiquez pour quel centre d’appels : vous ne travaillez dans aucun, ou dans plusieurs.',
    'inquiry-incomplete': 'Des indications manquent ou sont erronées. Voyez les champs signalés.',
    'reply-incomplete': 'La réponse demande ses champs ; un message en toutes lettres ne les remplace pas. Remplissez les champs marqués.',
    'reply-code-not-allowed': 'Cette réponse ne convient pas à la question. Choisissez-en une autre.',
    'closing-code-not-allowed': 'La réclamation ne peut pas se terminer ainsi pour l’instant. Choisissez une autre clôture.',
    'workflow-unknown': 'Ce type de question n’est plus au catalogue. Choisissez-en un autre.',
    'version-unknown': 'Cette page n’est plus en phase avec la réclamation. Rechargez-la.',
    'request-invalid': 'Des indications ne sont pas acceptées. Voyez les champs signalés.',
    'body-too-large': 'C’est plus que ce qui peut être envoyé en une fois. Raccourcissez les textes.',
    'cursor-invalid': 'La liste ne peut pas continuer à partir d’ici. Rechargez-la.',
    'idempotency-key-reused': 'Cela a déjà été envoyé avec un autre contenu. Rechargez la page et recommencez.',
    'item-id-invalid': 'Ce n’est pas un numéro d’envoi. Comparez-le avec l’étiquette.',
    'receptacle-id-invalid': 'Ce n’est pas le numéro d’un récipient. Comparez-le avec l’étiquette.',
    'dispatch-id-invalid': 'Ce n’est pas le numéro d’une dépêche. Comparez-le avec l’étiquette.',
    'consignment-id-invalid': 'Ce n’est pas le numéro d’un récipient, d’une dépêche ou d’une expédition. Comparez-le avec l’étiquette.',
    'local-id-ambiguous':
      'Plusieurs envois portent ce numéro. Cherchez le numéro d’envoi sur l’étiquette : deux lettres, neuf chiffres, deux lettres.',
    'too-many-visits': 'C’est beaucoup à la fois. Attendez une minute, puis réessayez.',
    'transport-unknown':
      'On ne sait encore rien de ce numéro, ou votre poste n’y prend pas part. Comparez le numéro avec l’étiquette, ou recherchez l’un des envois qu’il contient.',
    'list-unknown':
      'Cette liste n’existe pas, elle a expiré, ou elle n’est pas partagée avec vous. Demandez à qui l’a créée de la partager ou de la renouveler, ou commencez-en une autre.',
    'list-invalid': 'La liste n’a pas pu être enregistrée. Voyez les champs signalés.',
    'list-changed': 'Un collègue a modifié cette liste entre-temps. Regardez-la de nouveau, puis refaites votre modification.',
    'list-not-yours':
      'Seuls la personne qui a créé la liste, un superviseur ou l’administrateur peuvent le faire. Adressez-vous à l’un d’eux, ou commencez votre propre liste.',
    'list-full': 'Une liste contient au plus 500 envois. Retirez ceux qui sont arrivés, ou commencez une autre liste.',
    'lists-full': 'Votre poste a autant de listes qu’il peut y en avoir. Supprimez-en une que personne ne consulte.',
    'search-too-short': 'Recherchez un numéro d’envoi, une référence ou un numéro de dossier complets, ou au moins trois lettres d’un nom.',
    'view-unknown': 'Vous n’avez plus de vue de ce nom. Choisissez-en une autre, ou restreignez le dossier et gardez cette vue de nouveau.',
    'preferences-invalid': 'Ce choix ne peut pas être conservé. Choisissez autre chose.',
    'view-invalid': 'Cette vue ne peut pas être conservée ainsi. Choisissez un autre nom.',
    'views-full': 'Vous avez autant de vues qu’il est possible d’en conserver. Oubliez-en une dont vous n’avez pas besoin.',
    'alert-unknown': 'Cette alerte n’existe plus dans ce centre d’appels. Rechargez la liste.',
    'saved-report-unknown':
      'Ce rapport n’existe pas, ou il n’est plus partagé avec vous. Choisissez-en un autre dans la liste, ou demandez à qui l’a créé.',
    'saved-report-invalid': 'Le rapport ne peut pas être enregistré ainsi. Voyez les champs signalés.',
    'saved-report-changed': 'Le rapport a été modifié depuis que vous l’avez chargé. Rechargez-le, puis refaites votre modification.',
    'saved-report-not-yours': 'Seule la personne qui a enregistré le rapport le modifie. Copiez-le et modifiez la copie.',
    'month-invalid': 'Ce n’est pas un mois. Choisissez-en un dans la liste.',
    'month-not-begun': 'Le mois n’a pas commencé : il n’y a rien à rapporter. Choisissez un mois antérieur.',
    'format-unknown': 'Le rapport n’est pas proposé sous cette forme. Choisissez l’une de celles qui sont proposées.',
    'language-unknown': 'Les lettres sont écrites en anglais, français, allemand et espagnol. Choisissez l’une de ces langues.',
    'subscribers-full': 'Le rapport a autant d’abonnés qu’il peut en avoir. Retirez-en un qui ne le lit plus.',
    'month-not-over': 'Le mois n’est pas terminé. D’ici là, son rapport est refait.',
    'correction-reason-invalid':
      'Dites en 10 à 300 caractères pourquoi les chiffres sont corrigés : toute personne qui lit le rapport le voit.',
    'catalogue-unknown': 'Cette édition du catalogue n’existe pas. Choisissez-en une dans la liste des éditions.',
    'calendar-invalid': 'Ces heures d’ouverture ne peuvent pas être employées. Voyez les champs signalés.',
    'calendar-never-opens':
      'Avec ces heures d’ouverture, une réponse ne serait jamais due. Donnez à la semaine au moins une plage horaire, et vérifiez que les jours fériés ne la remplissent pas.',
    'calendar-version-unknown': 'Cette version antérieure n’existe pas. Choisissez-en une dans la liste des versions.',
    'calendar-unknown': 'Les heures d’ouverture d’après lesquelles ce délai a été compté sont introuvables. Prévenez votre administrateur.',
    'period-invalid': 'Le centre d’appels ne peut pas être ouvert ou fermé ainsi. Voyez les champs signalés.',
    'force-majeure-invalid': 'Cette force majeure ne peut pas être déclarée. Voyez les champs signalés.',
    'force-majeure-unknown': 'Le centre d’appels n’a pas déclaré cette force majeure. Rechargez les déclarations.',
    'force-majeure-over': 'Cette force majeure est déjà terminée. Déclarez-en une autre si le travail reste impossible.',
    'settings-invalid': 'Ces réglages ne peuvent pas être employés. Voyez les champs signalés.',
    'template-invalid': 'Le modèle ne peut pas être employé. Voyez les champs signalés.',
    'template-unknown': 'Ce modèle n’existe plus. Rechargez la liste, ou écrivez le modèle de nouveau.',
    'templates-full': 'Votre poste a autant de modèles qu’elle peut en conserver. Supprimez-en un que personne n’emploie.',
    'document-refused': 'Le fichier n’a pas été accepté. Ajoutez-le de nouveau en PDF, image JPEG ou PNG, ou texte brut de 10 Mo au plus.',
    'document-empty': 'Le fichier est vide. Enregistrez-le encore une fois là d’où il vient, et ajoutez-le de nouveau.',
    'document-infected':
      'L’analyse antivirus a trouvé quelque chose dans le fichier. Il a été supprimé. Prévenez qui vous l’a envoyé, et ajoutez une copie saine.',
    'document-type-mismatch': 'Le fichier n’est pas ce que son nom annonce. Envoyez-le pour ce qu’il est, ou un autre.',
    'document-size-mismatch': 'Le fichier n’est pas arrivé en entier. Envoyez-le de nouveau.',
    'document-checksum-mismatch': 'Le fichier n’est pas arrivé tel qu’il a été envoyé. Envoyez-le de nouveau.',
    'document-rejected':
      'Le fichier n’a pas été accepté et a été supprimé. Enregistrez-le de nouveau en PDF, image ou texte brut, et ajoutez-le.',
    'document-settled': 'Le fichier a déjà été examiné ; la liste dit ce qu’il est devenu. Rechargez la page pour la voir.',
    'document-not-uploaded': 'Le fichier n’est pas arrivé. Envoyez-le de nouveau.',
    'document-not-attached': 'Le document n’est pas encore là. Attendez la fin de son contrôle.',
    'document-erased':
      'Le document a été effacé avec les données personnelles de la réclamation. Si la question en a encore besoin, redemandez-le au client.',
    'exchange-settings-invalid': 'Ces réglages ne peuvent pas être gardés ainsi. Voyez les champs signalés.',
    'exchange-settings-changed': 'Quelqu’un d’autre a modifié ces réglages entre-temps. Chargez-les de nouveau.',
    'exchange-upload-invalid': 'Le fichier ne peut pas être envoyé ainsi. Voyez sa taille et son type.',
    'exchange-upload-unknown': 'Ce fichier n’existe pas ou n’est plus gardé. Regardez la liste des fichiers, ou envoyez-le de nouveau.',
    'exchange-file-unknown':
      'Il n’y a pas de fichier de ce numéro, ou il n’est plus gardé. Choisissez-en un dans la liste, ou faites-en faire un maintenant.',
    'exchange-file-expired': 'Le fichier n’est plus gardé. Faites-en faire un maintenant.',
    'exchange-result-missing':
      'Il n’y a pas de fichier de résultats : le fichier n’est pas encore lu, ou rien n’en a été retenu. Regardez l’état du fichier ; s’il a été refusé, corrigez-le et envoyez-le de nouveau.',
    'statement-unknown': 'Votre poste n’a pas ce fichier de règlement. Choisissez-en un dans la liste.',
    'line-invalid': 'La ligne ne peut pas être lue. Voyez les indications signalées.',
    'line-outdated': 'La réclamation a continué depuis la ligne à laquelle celle-ci répond. Répondez à la plus récente.',
    'data-request-unknown':
      'Cette demande sur les données n’existe pas, ou n’est pas celle de votre poste. Choisissez-en une dans la liste.',
    'data-request-invalid': 'La demande sur les données ne peut pas être faite ainsi. Voyez les champs signalés.',
    'data-request-done':
      'De cette demande sur les données, il ne reste rien à faire. Faites-en une autre s’il faut encore exporter ou effacer.',
    'data-request-no-file':
      'Cette demande sur les données n’a pas de fichier, ou pas encore. Seuls les exports en ont un : attendez qu’il soit fait, et revenez voir.',
    'export-expired': 'Le fichier pouvait être téléchargé pendant sept jours et n’existe plus. Relancez la demande pour le refaire.',
    'scan-unavailable': 'Le fichier ne peut pas être analysé pour l’instant. Réessayez plus tard.',
    'integration-unknown': 'Ce système n’existe plus. Rechargez la liste.',
    'integration-refused': 'Ce n’est pas possible ainsi. Ce qui ne va pas est dit près des champs.',
    'integration-changed': 'Quelqu’un d’autre a changé ceci entre-temps. Regardez-le de nouveau, puis répétez votre action.',
    'integration-made':
      'Ce système est déjà relié, et son secret n’est montré qu’une fois. Fermez ceci et renouvelez le secret pour en avoir un valable.',
    'integrations-full': 'Votre opérateur a autant de systèmes qu’il peut. Supprimez-en un que personne n’utilise.',
    'mapping-refused': 'La correspondance est inutilisable ainsi. Ce qui ne va pas est dit près des règles.',
    'mapping-unfit':
      'La correspondance ne fait rien de cet événement. Ajoutez à la correspondance une règle qui lui convienne, essayez-la sur un exemple, et mettez-la en service.',
    'mapping-unknown': 'Cette version de la correspondance n’existe pas. Choisissez-en une dans la liste des versions.',
    'mapping-versions-full': 'Cette correspondance a autant de versions qu’elle peut. Reliez le système à nouveau.',
    'event-unreadable': 'L’événement ne se lit pas comme du JSON. Collez-le en entier, tel que votre système l’envoie.',
    'event-unknown': 'Cet événement n’existe plus. Rechargez la liste.',
    'event-settled': 'Cet événement n’attend plus : quelqu’un a été plus rapide. Rechargez la liste.',
    'event-changed': 'L’événement a changé entre-temps. Regardez-le de nouveau.',
    'key-refused': 'La clé ne peut pas être établie ainsi. Ce qui ne va pas est indiqué aux champs.',
    'key-issued': 'Cette clé a déjà été établie et n’est montrée qu’une fois. Fermez et renouvelez-la pour en obtenir une qui fonctionne.',
    'key-unknown': 'Cette clé n’existe plus. Rechargez la liste.',
    'key-changed': 'Quelqu’un d’autre a modifié cette clé entre-temps. Regardez-la à nouveau, puis répétez votre action.',
    'key-ended': 'Cette clé a pris fin. Établissez-en une nouvelle.',
    'keys-full': 'Votre poste a autant de clés que permis. Révoquez-en une que personne n’utilise.',
    'endpoint-refused': 'Cette adresse ne peut pas être ajoutée ainsi. Les champs disent ce qui ne va pas.',
    'endpoint-unknown': 'Cette adresse n’existe plus. Rechargez la liste.',
    'endpoint-made': 'Cette adresse a déjà été ajoutée et son secret n’est montré qu’une fois. Fermez et donnez-lui un nouveau secret.',
    'endpoint-changed': 'Quelqu’un d’autre a modifié cette adresse entre-temps. Regardez-la de nouveau, puis recommencez.',
    'endpoints-full': 'Votre poste a autant d’adresses que permis. Supprimez-en une que personne n’utilise.',
    'day-not-begun': 'Le jour n’a pas commencé : il n’y a rien à montrer. Choisissez un jour antérieur.',
    'delivery-unknown':
      'Cette transmission n’existe pas ou n’est plus conservée : elles le sont 30 jours. Regardez les plus récentes dans la liste.',
    'replay-refused': 'Indiquez ce qui doit être renvoyé : ce qui a été abandonné, ou une période.',
    'insight-report-unknown': 'Ce rapport n’existe pas. Choisissez l’un des neuf de la page Analyses.',
    'query-budget-spent':
      'Le budget de chiffres de votre poste est épuisé pour aujourd’hui. Réessayez demain (UTC), ou demandez moins de mois.',
    'query-failed': 'Les chiffres n’ont pas pu être calculés. Réessayez dans quelques minutes, ou demandez moins de mois.',
    'query-invalid':
      'Cette question ne peut pas être posée ainsi. Enlevez un chiffre, une ventilation ou un filtre, et demandez de nouveau.',
    'query-too-large': 'Cette question lirait plus qu’une question ne le peut. Demandez moins de mois.',
    'query-unknown': 'Ces chiffres ne sont plus conservés. Demandez à nouveau.',
    'message-settings-invalid': 'La lecture des messages ne peut pas être réglée ainsi. Les erreurs sont indiquées à leur place.',
    'message-settings-changed':
      'Quelqu’un d’autre a modifié la lecture des messages entre-temps. Rechargez ces réglages et répétez votre modification.',
    'dialect-invalid':
      'Ce dialecte n’est pas applicable : ce n’est pas la description d’un message. Corrigez-le, et essayez-le sur un exemple avant de l’enregistrer.',
    'message-empty': 'Le message est vide. Collez le message entier, ou choisissez un autre fichier.',
    'message-unreadable': 'Le message ne peut pas être lu. Vérifiez-le : l’endroit y est indiqué.',
    'message-invalid': 'Le message enfreint une règle, rien n’en a donc été retenu. Vérifiez-le : l’endroit y est indiqué.',
    'message-rejected': 'Aucun de ses enregistrements ne peut être accepté. Vérifiez-le : les raisons y sont indiquées.',
    'message-settled': 'Quelqu’un a déjà corrigé ou écarté ce message. Rechargez-le.',
    'nothing-to-correct': 'Rien de ce message n’a été refusé. Retournez à la liste pour le suivant.',
    'dismissal-invalid': 'Dites en quelques mots, 300 caractères au plus, pourquoi il n’y a rien à corriger.',
    'receipt-unknown':
      'Votre poste n’a aucun message avec ce récépissé, ou il date de plus de 90 jours. Cherchez plutôt l’envoi : ses scans mènent à leurs messages.',
    'agent-changed': 'Quelqu’un d’autre a modifié cette personne entre-temps. Rechargez-la et refaites votre modification.',
    'agent-yourself': 'Vous ne pouvez pas retirer vos propres droits. Un autre administrateur de votre poste s’en charge.',
    'agent-still-here': 'Cette personne travaille encore dans ce centre d’appels. Confiez son travail à d’autres depuis la page Équipe.',
    'scores-invalid': 'Donnez des points pour chaque critère.',
    'review-own': 'Personne n’évalue son propre travail. Un autre superviseur s’en charge.',
    'review-answered': 'Cette évaluation a reçu une réponse et reste telle quelle. Pour le reste, parlez-en avec votre collègue.',
    'review-answer-empty': 'Écrivez ce que vous voulez dire.',
    'review-text-long': 'Le texte est trop long : 2 000 caractères au plus. Raccourcissez-le.',
    'review-unknown': 'Cette évaluation n’existe pas, ou ne vous est pas destinée. Choisissez-en une dans la liste.',
    'review-changed': 'Quelqu’un d’autre a modifié cette évaluation entre-temps. Rechargez-la.',
    'week-invalid': 'Choisissez une semaine terminée qui ne remonte pas à plus de quatre semaines.',
    'call-centre-changed':
      'Quelqu’un d’autre a modifié ce centre d’appels entre-temps. Copiez ce dont vous avez encore besoin, rechargez-le et refaites votre modification.',
    'operator-changed':
      'Quelqu’un d’autre a modifié les réglages de votre poste entre-temps. Copiez ce dont vous avez encore besoin, rechargez-les et refaites votre modification.',
    'template-changed': 'Quelqu’un d’autre a modifié ce modèle entre-temps. Copiez votre texte, fermez cette fenêtre et rouvrez le modèle.',
    'invitation-invalid': 'Personne ne peut être invité ainsi. Ce qui ne va pas est dit près des champs.',
    'invitation-unknown': 'Cette invitation n’existe plus. Rechargez la liste.',
    'invitation-changed': 'Quelqu’un d’autre a changé cette invitation entre-temps. Regardez-la de nouveau, puis répétez votre action.',
    'invitation-there': 'Votre poste a déjà invité cette adresse. Renvoyez cette invitation, ou changez-la.',
    'invitation-ended': 'L’invitation a expiré. Renvoyez-la d’abord.',
    'invitation-taken-up': 'L’invitation a été acceptée. Changez plutôt la personne.',
    'invitation-withdrawn': 'L’invitation a été retirée. Faites-en une autre.',
    'invitations-full': 'Votre poste a autant d’invitations que possible. Retirez-en que personne n’acceptera, ou continuez demain.',
    'letters-full': 'Cette adresse a reçu autant de lettres que possible. Joignez la personne autrement.',
    'colleague-already':
      'Quelqu’un travaille déjà pour votre poste avec cette adresse. Modifiez plutôt ses droits dans la liste des personnes.',
    'address-taken': 'Cette adresse ne peut pas être invitée : le réseau la connaît déjà. Demandez-en une autre à la personne.',
    'signal-unknown': 'Ce signal n’existe pas. Il a pu être retiré après un nouveau comptage de ses semaines.',
    'signal-note-too-long': 'La note est trop longue. Raccourcissez-la à 500 caractères.',
    'report-unknown': 'Ce rapport n’existe pas. Choisissez un mois dans la liste.',
    'shared-reports-full':
      'Autant de rapports que possible sont déjà partagés. Gardez celui-ci pour vous, ou faites supprimer un rapport que personne ne consulte.',
    'saved-reports-full': 'Vous avez autant de rapports enregistrés que possible. Supprimez-en un que vous ne consultez pas.',
    'query-running': 'Les chiffres sont encore en cours de calcul. Réessayez dans un instant.',
    'report-not-final':
      'Les chiffres de ce mois ne sont pas encore définitifs : le rapport définitif les remplacera de lui-même. Corrigez celui-ci, s’il est encore faux.',
  },
}
