/** The sentences of the workspace around the pages: lists beside an inquiry, keys, what waits to be sent: part of en.ts. */
export const workspace = {
  list: {
    gone: 'No longer in this folder',
    news_one: '{{count}} new inquiry came in.',
    news_other: '{{count}} new inquiries came in.',
    show: 'Show',
    columnsHelp: 'Choose which columns are shown, and drag them into your order. Kept for you on this browser.',
    range: 'Inquiries {{from}} to {{to}}',
    previousPage: 'Previous page',
    nextPage: 'Next page',
    inquiry: 'Inquiry',
    before: 'Previous inquiry of the list',
    after: 'Next inquiry of the list',
    alone: 'Open it as a page',
    export: 'Save as CSV',
    minutes: 'Working minutes left',
  },
}
