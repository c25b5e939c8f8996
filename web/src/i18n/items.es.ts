import type { items as source } from './items'
import type { Words } from './words'

export const items: Words<typeof source> = {
  declared: {
    title: 'Declarado por el operador de origen',
    about: '{{who}} lo escribió el',
    posted: 'Depositado',
    weight: 'Peso',
    grams: '{{count}} g',
    localId: 'Número propio del operador',
    category: 'Categoría del contenido',
    categories: {
      gift: 'Regalo',
      documents: 'Documentos',
      sample: 'Muestra comercial',
      goods: 'Venta de mercancías',
      returned: 'Devolución de mercancías',
      other: 'Otro',
    },
    value: 'Valor',
    insured: 'Asegurado por',
    cod: 'Contra reembolso',
    pieces: 'Contenido',
    hsCode: 'Partida arancelaria',
    origin: 'Fabricado en',
    noPieces: 'No se declaró el contenido.',
    unnamed: 'Sin nombre',
    erased: 'Los nombres y las descripciones se suprimieron a petición de una persona.',
  },
}
