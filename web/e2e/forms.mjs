// Filling in the forms that the catalogue draws: fields are found by their code, as data-field.
const field = (page, code) => page.locator(`[data-field="${code}"]`)

/** Into a field as somebody does who has gone to it first: a day is read in words, and typed in figures. */
export async function write(page, code, text) {
  const input = field(page, code).locator('input, textarea').first()
  await input.focus()
  await input.fill(text)
}

export async function choose(page, code, option) {
  await field(page, code).locator('button').first().click()
  await page.getByRole('option', { name: option, exact: true }).click()
}

export const written = (page, code) => field(page, code).locator('input, textarea').first().inputValue()

/** Everything the workflow asks for that tracking cannot know; who the customer is, in the words of the page. */
export async function fillRequest(page, customer = 'The sender') {
  await write(page, 'senderName', 'Alex Example')
  await write(page, 'senderAddress', '1 Sample Street\nDoncaster DN1 1AA')
  await write(page, 'addresseeName', 'Berta Beispiel')
  await write(page, 'addresseeAddress', 'Musterweg 2\n53113 Bonn')
  await write(page, 'contents', 'Two books')
  await choose(page, 'customerIs', customer)
}
