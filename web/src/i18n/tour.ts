/** The sentences of the way around: part of later.ts. */
export const tour = {
  tour: {
    place: '{{place}} of {{of}}',
    next: 'Next',
    back: 'Back',
    skip: 'Skip the rest',
    end: 'Begin',
    start: 'Show me around',
    search: {
      title: 'One box finds everything',
      text: 'An item, a reference, a case or a name; press / from anywhere. An item’s number leads to its page.',
    },
    folders: {
      title: 'Your work is in folders',
      text: 'Begin with To answer. Each inquiry is in exactly one folder, and the number says how many wait.',
    },
    list: {
      title: 'The most urgent first',
      text: 'The bar is the working time that is left. Choose a line to open it beside the list; j and k walk on.',
    },
    ask: {
      title: 'Every question starts with an item',
      text: 'Type, paste or scan its number. Often tracking answers already, and nobody needs to be asked.',
    },
    alerts: { title: 'What you should know', text: 'Answers that came, due times that come near, colleagues who handed something over.' },
    unroutable: {
      title: 'What no call centre takes',
      text: 'Your colleagues cannot send these on; you can. They wait here until somebody does.',
    },
    messages: {
      title: 'What your systems sent',
      text: 'Messages that could not be taken are here, with the place that is wrong and a way to correct it.',
    },
    hub: {
      title: 'How complete the data are',
      text: 'By partner and message, what was due and did not come. Behind each figure are the items without it.',
    },
    reports: {
      title: 'The figures of each month',
      text: 'On time, late and why. What a figure means, and the inquiries behind it, are one click away.',
    },
    centres: {
      title: 'Opening hours decide due times',
      text: 'Keep hours and holidays right. Before you save, you see which due times they would have changed.',
    },
    machines: {
      title: 'Systems have keys',
      text: 'Give a system only what it needs, see what it does, and take the key back when it ends.',
    },
    partners: {
      title: 'Who is where',
      text: 'Which call centres there are, whether they are open now, and in which languages they answer.',
    },
    catalogue: {
      title: 'What can be asked and answered',
      text: 'Questions, answers, targets and terms by release, in every language of the exchange.',
    },
    help: { title: 'Help is one key away', text: 'Press h for help on the page you are on. From there you can take this way again.' },
  },
}
