/** The sentences about notifications on a device: part of later.ts. */
export const notify = {
  notify: {
    title: 'On this device',
    about: 'Notifications of this browser, while you work in another window.',
    off: 'Off',
    on: 'On',
    turnOn: 'Notify me on this device',
    turnOff: 'Stop notifying',
    quiet:
      'Outside the opening hours of {{centre}} nothing is told. What came in the meantime stands in the list, and is told together when it opens.',
    nowOpen: 'Open now: notifications come at once.',
    nowClosed: 'Closed now: notifications wait until {{time}}.',
    nowClosedEver: 'Closed now: notifications wait.',
    kinds: 'What for',
    choose: 'Choose kinds of alerts',
    remove: 'Leave out {{kind}}',
    urgent: 'Urgent inquiries outside the opening hours too',
    denied:
      'This browser does not allow notifications of this address. Allow them in its settings for this page, and turn them on here again.',
    unsupported: 'This browser has no notifications.',
    done: 'This device will be told.',
    stopped: 'This device is told no more.',
    more_one: 'and {{count}} more alert',
    more_other: 'and {{count}} more alerts',
    all_one: '{{count}} alert',
    all_other: '{{count}} alerts',
    inquiries_one: 'about {{count}} inquiry',
    inquiries_other: 'about {{count}} inquiries',
    whileClosed: '{{centre}} has opened',
    opened_one: 'While {{centre}} was closed, {{count}} alert came. It stands in the list.',
    opened_other: 'While {{centre}} was closed, {{count}} alerts came. They stand in the list.',
  },
}
