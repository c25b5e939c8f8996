import type { items as source } from './items'
import type { Words } from './words'

export const items: Words<typeof source> = {
  declared: {
    title: 'Angaben des einliefernden Postunternehmens',
    about: '{{who}} schrieb das am',
    posted: 'Eingeliefert',
    weight: 'Gewicht',
    grams: '{{count}} g',
    localId: 'Eigene Nummer des Postunternehmens',
    category: 'Art des Inhalts',
    categories: {
      gift: 'Geschenk',
      documents: 'Dokumente',
      sample: 'Warenmuster',
      goods: 'Verkaufte Waren',
      returned: 'Zurückgesandte Waren',
      other: 'Sonstiges',
    },
    value: 'Wert',
    insured: 'Versichert für',
    cod: 'Nachnahme',
    pieces: 'Inhalt',
    hsCode: 'Zolltarifnummer',
    origin: 'Hergestellt in',
    noPieces: 'Der Inhalt wurde nicht angegeben.',
    unnamed: 'Nicht benannt',
    erased: 'Namen und Beschreibungen wurden auf Verlangen gelöscht.',
  },
}
