/** The sentences about what is known of an item beside its scans: part of en.ts. */
export const items = {
  declared: {
    title: 'As its post declared it',
    about: '{{who}} wrote this at',
    posted: 'Posted',
    weight: 'Weight',
    grams: '{{count}} g',
    localId: 'Its post’s own number',
    category: 'Category of contents',
    categories: {
      gift: 'Gift',
      documents: 'Documents',
      sample: 'Commercial sample',
      goods: 'Sale of goods',
      returned: 'Returned goods',
      other: 'Other',
    },
    value: 'Value',
    insured: 'Insured for',
    cod: 'Cash on delivery',
    pieces: 'Contents',
    hsCode: 'Customs tariff number',
    origin: 'Made in',
    noPieces: 'What is in it was not declared.',
    unnamed: 'Not named',
    erased: 'Names and descriptions were erased when somebody asked for it.',
  },
}
