/** Lets the browser save what was fetched under a name of our choice. */
export function saveFile(file: Blob, name: string): void {
  const url = URL.createObjectURL(file)
  follow(url, { download: name })
  setTimeout(() => URL.revokeObjectURL(url), 60_000)
}

/** Goes to an address that is good for a few minutes: a document is saved or shown beside the page. */
export function openFile(url: string): void {
  follow(url, { target: '_blank', rel: 'noopener noreferrer' })
}

function follow(href: string, how: Partial<Pick<HTMLAnchorElement, 'download' | 'target' | 'rel'>>): void {
  Object.assign(document.createElement('a'), { href, ...how }).click()
}
