import type { developers as english } from './developers'
import type { Words } from './words'

/** Les phrases des pages pour développeurs : une partie de fr.ts. */
export const developers: Words<typeof english> = {
  developers: {
    title: 'Pour les développeurs',
    about:
      'Comment un de vos systèmes demande, répond et apprend les changements de lui-même. Commencez par la prise en main\u00a0: elle prend un quart d’heure.',
    english: 'Les guides sont rédigés en anglais.',
    reference: 'Référence de l’API',
    referenceAbout: 'Chaque opération avec ses paramètres, un exemple et ce qu’elle peut refuser, telle que la décrit OpenAPI.',
    search: 'Chercher une opération',
    none: 'Aucune opération ne correspond.',
    found_one: '{{count}} opération',
    found_other: '{{count}} opérations',
    copy: 'Copier',
    copied: 'Copié',
    public: 'Tout le monde peut le demander, sans clé.',
    people: 'Réservé aux personnes qui s’identifient\u00a0: aucune clé ne le permet.',
    anyKey: 'Toute clé le permet.',
    scopes: 'Une clé doit avoir l’un de ces droits\u00a0: {{scopes}}',
    parameters: 'Paramètres',
    body: 'Ce qu’il faut envoyer',
    answers: 'Réponses',
    otherwise: 'Sinon',
    example: 'Exemple',
    members: 'Champs',
    name: 'Nom',
    where: 'Où',
    type: 'Genre',
    meaning: 'Sens',
    required: 'obligatoire',
    in: { path: 'adresse', query: 'requête', header: 'en-tête' },
    guide: {
      'quick-start': { title: 'Prise en main', about: 'D’une clé à une réclamation avec sa réponse, avec curl, Python ou Go.' },
      authentication: {
        title: 'Authentification et limites',
        about: 'Les clés, ce que chacune permet, combien elle peut demander, et le journal des changements.',
      },
      'raise-and-answer': {
        title: 'Demander et répondre',
        about: 'Ce qu’exige une question, quelles réponses existent et ce qui peut suivre.',
      },
      webhooks: { title: 'Webhooks sortants', about: 'Être averti des changements et savoir que l’avis vient de nous.' },
      'verify-webhooks': {
        title: 'Vérifier un webhook',
        about: 'Comment savoir qu’un appel vient de la plateforme, en Python, JavaScript et Go.',
      },
      crm: { title: 'Intégrations CRM', about: 'Les webhooks de votre propre CRM déposent et closent des réclamations.' },
      files: { title: 'Fichiers', about: 'Réclamations et réponses sous forme de fichiers, pour les postes sans système qui demande.' },
      errors: { title: 'Erreurs et répétitions', about: 'Ce que signifie chaque refus, et quand renvoyer.' },
      codes: { title: 'Codes et langues', about: 'Le catalogue, les participants, le temps et les textes.' },
      formats: { title: 'Formats des messages de suivi', about: 'Comment les événements des envois sont lus\u00a0: JSON et EDIFACT.' },
      'sample-crm': { title: 'CRM d’exemple', about: 'Un petit programme qui demande, répond et est averti par webhook.' },
    },
  },
}
