import type { items as source } from './items'
import type { Words } from './words'

export const items: Words<typeof source> = {
  declared: {
    title: 'Déclaré par la poste d’origine',
    about: '{{who}} l’a écrit le',
    posted: 'Déposé',
    weight: 'Poids',
    grams: '{{count}} g',
    localId: 'Numéro propre à la poste',
    category: 'Catégorie du contenu',
    categories: {
      gift: 'Cadeau',
      documents: 'Documents',
      sample: 'Échantillon commercial',
      goods: 'Vente de marchandises',
      returned: 'Retour de marchandises',
      other: 'Autre',
    },
    value: 'Valeur',
    insured: 'Assuré pour',
    cod: 'Contre remboursement',
    pieces: 'Contenu',
    hsCode: 'Numéro tarifaire',
    origin: 'Pays de fabrication',
    noPieces: 'Le contenu n’a pas été déclaré.',
    unnamed: 'Non désigné',
    erased: 'Les noms et les descriptions ont été effacés à la demande d’une personne.',
  },
}
