/** The way into a row of a list of inquiries (`data-row` in the columns of folders). */
export const rowLink = (id: string | undefined): HTMLElement | null =>
  id ? document.querySelector<HTMLElement>(`[data-row="${id}"] a`) : null

/** The inquiry whose row has the focus. */
export const rowInFocus = (): string | undefined =>
  document.activeElement?.closest('tr')?.querySelector<HTMLElement>('[data-row]')?.dataset.row
