/** An item identifier as people type or paste it, in the form the API's addresses use. Whether it is right, the API says. */
export function normaliseItemId(typed: string): string {
  return typed.toUpperCase().replace(/[^A-Z0-9]/g, '')
}

/** Grouped for reading aloud: CC 473 124 829 BE. */
export function spacedItemId(id: string): string {
  const parts = /^([A-Z]{2})(\d{3})(\d{3})(\d{3})([A-Z]{2})$/.exec(id)
  return parts ? parts.slice(1).join(' ') : id
}
