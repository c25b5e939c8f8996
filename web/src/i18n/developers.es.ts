import type { developers as english } from './developers'
import type { Words } from './words'

/** Las frases de las páginas para desarrolladores: una parte de es.ts. */
export const developers: Words<typeof english> = {
  developers: {
    title: 'Para desarrolladores',
    about:
      'Cómo un sistema suyo pregunta, responde y se entera de los cambios por sí mismo. Empiece por la guía rápida: lleva quince minutos.',
    english: 'Las guías están escritas en inglés.',
    reference: 'Referencia de la API',
    referenceAbout: 'Cada operación con sus parámetros, un ejemplo y lo que puede rechazar, tal como la describe OpenAPI.',
    search: 'Buscar operaciones',
    none: 'Ninguna operación se parece a eso.',
    found_one: '{{count}} operación',
    found_other: '{{count}} operaciones',
    copy: 'Copiar',
    copied: 'Copiado',
    public: 'Cualquiera puede preguntarlo, sin clave.',
    people: 'Solo para personas que inician sesión: ninguna clave puede hacerlo.',
    anyKey: 'Cualquier clave puede hacerlo.',
    scopes: 'La clave necesita uno de estos permisos: {{scopes}}',
    parameters: 'Parámetros',
    body: 'Qué enviar',
    answers: 'Respuestas',
    otherwise: 'En otro caso',
    example: 'Ejemplo',
    members: 'Campos',
    name: 'Nombre',
    where: 'Dónde',
    type: 'Tipo',
    meaning: 'Significado',
    required: 'obligatorio',
    in: { path: 'dirección', query: 'consulta', header: 'encabezado' },
    guide: {
      'quick-start': { title: 'Guía rápida', about: 'De una clave a una reclamación con su respuesta, con curl, Python o Go.' },
      authentication: {
        title: 'Autenticación y límites',
        about: 'Las claves, qué puede hacer cada una, cuánto puede preguntar, y el registro de cambios.',
      },
      'raise-and-answer': { title: 'Preguntar y responder', about: 'Qué necesita una pregunta, qué respuestas hay y qué puede seguir.' },
      webhooks: { title: 'Webhooks salientes', about: 'Enterarse de los cambios y saber que el aviso es nuestro.' },
      'verify-webhooks': {
        title: 'Verificar un webhook',
        about: 'Cómo saber que una llamada viene de la plataforma, en Python, JavaScript y Go.',
      },
      crm: { title: 'Integraciones con el CRM', about: 'Los webhooks de su propio CRM abren y cierran reclamaciones.' },
      files: { title: 'Archivos', about: 'Reclamaciones y respuestas en archivos, para operadores sin un sistema que pregunte.' },
      errors: { title: 'Errores y repeticiones', about: 'Qué significa cada rechazo y cuándo volver a enviar.' },
      codes: { title: 'Códigos e idiomas', about: 'El catálogo, quién participa, el tiempo y los textos.' },
      formats: { title: 'Formatos de los mensajes de seguimiento', about: 'Cómo se leen los eventos de los envíos: JSON y EDIFACT.' },
      'sample-crm': { title: 'CRM de ejemplo', about: 'Un pequeño programa que pregunta, responde y recibe avisos por webhook.' },
    },
  },
}
