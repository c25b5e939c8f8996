interface Props {
  value: string
  label: string
  rows: number
  onChange(value: string): void
}

/** A text in which every character counts. */
export function TextArea({ value, label, rows, onChange }: Props) {
  return (
    <div className="wa-correct-text">
      <textarea
        className="wa-message"
        aria-label={label}
        value={value}
        rows={rows}
        spellCheck={false}
        autoCapitalize="off"
        onChange={(event) => onChange(event.target.value)}
      />
    </div>
  )
}
