/** The sentences about reading numbers with a camera: part of later.ts. */
export const scan = {
  scan: {
    button: 'Scan with the camera',
    title: 'Scan a label',
    help: 'Hold the bar code of the label before the camera, along the line. No picture leaves this device.',
    helpMany: 'Hold one label after the other before the camera, along the line. No picture leaves this device.',
    picture: 'What the camera sees',
    starting: 'The camera is being opened. Your browser may ask whether you allow it.',
    looking: 'Looking for a number',
    read: 'Read: {{number}}',
    torch: 'Light',
    close: 'Close',
    done_one: 'Done, {{count}} number',
    done_other: 'Done, {{count}} numbers',
    without: {
      refused: 'The camera is not allowed here',
      none: 'No camera was found',
      busy: 'The camera cannot be used now',
      insecure: 'The camera cannot be used on this address',
      failed: 'The camera did not start',
    },
    instead: {
      refused: 'Allow it for this site in the settings of your browser, then try again; or type the number.',
      none: 'Connect one, or type the number. A hand scanner that types works in the field too.',
      busy: 'Another program may be using it. Close that and try again, or type the number.',
      insecure: 'Browsers give pages a camera only over HTTPS. Tell your administrator, and type the number.',
      failed: 'Try again, or type the number.',
    },
  },
}
