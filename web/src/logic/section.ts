/** The navigation's entries that have pages of their own below them. */
const SECTIONS = [
  '/items',
  '/lists',
  '/messages',
  '/insights',
  '/reports',
  '/insights/signals',
  '/partners',
  '/quality',
  '/administration/call-centres',
  '/administration/webhooks',
  '/administration/crm',
]

/** The entry of the navigation that a page belongs to: the longest that its address begins with, or the page itself. */
export function sectionOf(pathname: string): string {
  const around = SECTIONS.filter((section) => pathname === section || pathname.startsWith(`${section}/`))
  return around.sort((a, b) => b.length - a.length)[0] ?? pathname
}
