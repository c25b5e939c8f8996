/** The sentences about files of tracking messages: part of en.ts. */
export const uploads = {
  uploads: {
    title: 'Send a file',
    about:
      'Tracking events as NDJSON, JSON or EDIFACT, plain or packed with gzip, up to 1 GB. A file is checked to its end before anything of it is taken.',
    choose: 'Choose files',
    tooLarge: '{{name}} is larger than 1 GB. Send it in parts.',
    empty: '{{name}} is empty.',
    uploading: 'Sending {{name}}',
    awaited: '{{name}} has arrived and waits to be checked',
    checking: 'Checking {{name}}',
    sending: 'Taking the records of {{name}}',
    read: '{{read}} of {{size}}',
    taken: '{{done}} of {{records}} records',
    sentTitle: '{{name}} was taken',
    sent: '{{records}} records, {{rejected}} of them rejected. They appear at their items within seconds.',
    receipt: 'Receipt {{receipt}}',
    refusedTitle: '{{name}} was refused; nothing of it was taken',
    failedTitle: '{{name}} could not be sent',
    where: '{{where}}: {{reason}}',
    why: {
      'archive-too-large': 'It unpacks to more than any file of records does. Send it in parts, or plain.',
      'upload-damaged': 'What arrived is not the file that was announced. Send it again.',
      'message-empty': 'It is empty.',
      'message-unreadable': 'It cannot be read as NDJSON, JSON or EDIFACT to its end.',
      'message-invalid': 'It can be read, but breaks a rule, so something may be missing in it.',
      'message-rejected': 'None of its records can be accepted.',
      'media-type-unsupported': 'It is neither NDJSON, JSON nor EDIFACT.',
    },
    noneTitle: 'No file sent from this window yet',
    none: 'Choose a file above. Small messages can also go through the API; both are told of by a receipt.',
  },
}
