// The demo people that make run creates.
export const ANA = 'ana.agent@gba.example'
export const BRUNO = 'bruno.agent@dea.example'
export const SAM = 'sam.supervisor@gba.example'
export const OLGA = 'olga.admin@gba.example'
export const NILS = 'nils.network@network.example'
/** Has an account and no post. */
export const NORA = 'nora.newcomer@gba.example'
