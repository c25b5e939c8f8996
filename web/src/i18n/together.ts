/** The sentences of an inquiry's page about what is known besides what was said: part of later.ts. */
export const together = {
  together: {
    label: 'What is shown of it',
    withItem: 'With the item’s way',
    alone: 'Conversation only',
    item: 'The item',
    inquiry: 'The inquiry',
    now: 'Now',
    beside: 'Its scans stand with the conversation.',
  },
  original: {
    title: 'As it was sent',
    part: 'What',
    code: 'Code',
    words: 'In {{language}}',
    question: 'Question',
    reply: 'Answer',
    reason: 'Reason',
    closing: 'How it ended',
    written: 'Written in {{language}}, shown as it was written.',
    told: 'As it was told',
    from: 'in {{message}} from {{who}}',
    release: 'Codes of catalogue release {{version}}.',
  },
  preview: {
    show: 'Look at it',
    of: 'Look at {{name}}',
    download: 'Download',
    failed: 'The document cannot be shown here.',
    instead: 'Download it to look at it.',
  },
  history: {
    title: 'Also about this item',
    duplicate: 'Asks the same',
    between: '{{requester}} to {{replier}}',
    merge: 'One of the two is enough: {{menu}}, then {{entry}}.',
  },
}
